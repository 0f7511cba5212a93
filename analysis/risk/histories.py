"""Who has which events: records that a persistent code ties to the same person.

A person's events are the distinct combinations of some quasi-identifiers that their records hold. Anonymity of records
says little of such a person: whoever knows a few of the events knows which code to look for, and reads all the others.

Source: CNIL, deliberation SAN-2024-013 of 5 September 2024, on patient data in which a code stays with each patient.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.dataset import Column, Dataset
from analysis.errors import NotComputable, RoleError
from analysis.frequency import EquivalenceClasses, FrequencyTable, group
from analysis.kinds import Kind
from analysis.roles import Role, Roles

CODES_FROM = 0.9
"""Share of the distinct texts of a column, from which on it holds codes and not names, that have a digit or an at sign."""
LOOKED_AT = 1000
"""Distinct texts that are looked at for that."""


@dataclass(frozen=True, eq=False)
class Histories:
    """The events of each person, in the order of the persons. Make one with :func:`histories`.

    Attributes:
        person: The column that says which person a record is about.
        columns: The quasi-identifiers that make an event.
        starts: Where each person's events begin in ``events``, and where the last one's end; shape (n_people + 1,).
        events: Numbers of the events of each person, ascending and each once within a person; shape (n_pairs,).
        repeats: Records of the person that hold the event; shape (n_pairs,).
        n_events: Distinct events of all persons.
        n_records: Records that belong to a person.
        n_without_code: Records left out because they name no person.
    """

    person: str
    columns: tuple[str, ...]
    starts: np.ndarray
    events: np.ndarray
    repeats: np.ndarray
    n_events: int
    n_records: int
    n_without_code: int

    @property
    def n_people(self) -> int:
        """Number of persons."""
        return len(self.starts) - 1

    @cached_property
    def lengths(self) -> np.ndarray:
        """Distinct events of each person; shape (n_people,)."""
        return np.diff(self.starts)

    @cached_property
    def records(self) -> np.ndarray:
        """Records of each person; shape (n_people,)."""
        return np.add.reduceat(self.repeats, self.starts[:-1])

    @cached_property
    def owners(self) -> np.ndarray:
        """Person of each entry of ``events``; shape (n_pairs,)."""
        return np.repeat(np.arange(self.n_people), self.lengths)

    @cached_property
    def supports(self) -> np.ndarray:
        """Persons who have each event; shape (n_events,)."""
        return np.bincount(self.events, minlength=self.n_events)

    @cached_property
    def people_by_event(self) -> tuple[np.ndarray, np.ndarray]:
        """The inverted index: where each event's persons begin, shape (n_events + 1,), and the persons, shape (n_pairs,)."""
        starts = np.concatenate([[0], np.cumsum(self.supports)])
        return starts, self.owners[np.argsort(self.events, kind="stable")]

    @cached_property
    def keys(self) -> np.ndarray:
        """Person and event of each entry as one number, ascending; shape (n_pairs,), dtype int64."""
        return self.owners * self.n_events + self.events


def histories(
    person: Column, table: FrequencyTable, classes: EquivalenceClasses, columns: Sequence[str] | None = None
) -> Histories:
    """Tie the records to their persons.

    Args:
        person: The column whose value says which person a record is about; records without one are left out.
        table: The records.
        classes: The classes that the records are in; records in none are left out.
        columns: The quasi-identifiers that make an event; all of them if absent.

    Raises:
        RoleError: A column is not a quasi-identifier, or none is named.
        NotComputable: No record names a person.
    """
    names = table.names if columns is None else tuple(columns)
    unknown = [name for name in names if name not in table.names]
    if unknown or not names:
        raise RoleError(
            "Events are made of quasi-identifiers: choose among {known}.", known=", ".join(table.names)
        )  # fmt: skip
    chosen = [table.names.index(name) for name in names]
    widths = [table.columns[position].width(classes.levels[position]) for position in chosen]
    event_of_class, first = group([classes.codes[position] for position in chosen], widths)
    codes, class_of_record, n_without = _named(person, table, classes)
    number, one = group([codes, event_of_class[class_of_record]], [len(person.values), len(first)])
    owners, events = codes[one], event_of_class[class_of_record][one]
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    return Histories(
        person.name,
        names,
        np.append(starts, len(owners)),
        events.astype(np.int64),
        np.bincount(number),
        len(first),
        len(codes),
        n_without,
    )


def constant_columns(person: Column, table: FrequencyTable, classes: EquivalenceClasses) -> tuple[str, ...]:
    """Quasi-identifiers that are the same in all records of each person, such as the sex; in the order of the table.

    Raises:
        NotComputable: No record names a person.
    """
    codes, class_of_record, _without = _named(person, table, classes)
    order = np.argsort(codes, kind="stable")
    same_person = np.diff(codes[order]) == 0
    found = []
    for position, name in enumerate(table.names):
        values = classes.codes[position][class_of_record[order]]
        if not (same_person & (values[1:] != values[:-1])).any():
            found.append(name)
    return tuple(found)


def people_with_unique_records(person: Column, table: FrequencyTable, classes: EquivalenceClasses) -> int:
    """Count the persons of whom a record is the only one of its kind.

    Raises:
        NotComputable: No record names a person.
    """
    codes, class_of_record, _without = _named(person, table, classes)
    return len(np.unique(codes[classes.sizes[class_of_record] == 1]))


def _named(
    person: Column, table: FrequencyTable, classes: EquivalenceClasses
) -> tuple[np.ndarray, np.ndarray, int]:  # fmt: skip
    """Code and class of each record that names a person, and how many name none."""
    class_of_record = classes.class_of_tuple[table.tuple_of_record]
    present = class_of_record >= 0
    kept = present & (person.codes >= 0)
    if not kept.any():
        raise NotComputable("No record names a person in {column}: choose another column.", column=person.name)
    return person.codes[kept], class_of_record[kept], int(present.sum() - kept.sum())


def person_columns(dataset: Dataset, roles: Roles) -> tuple[str, ...]:
    """Columns that may say which person a record is about, the likeliest first.

    These are the direct identifiers that hold codes (or addresses) and have a value in several records: a surname in words
    may be that of several persons.
    """
    plausible = [
        dataset[name]
        for name in roles.of(Role.DIRECT_IDENTIFIER)
        if _repeats(dataset[name]) and _is_code(dataset[name])
    ]
    return tuple(column.name for column in sorted(plausible, key=lambda column: -len(column.values)))


def _repeats(column: Column) -> bool:
    return len(column.values) < len(column.codes) - column.n_missing


def _is_code(column: Column) -> bool:
    if column.kind is not Kind.TEXT:
        return column.kind in (Kind.CODE, Kind.INTEGER)
    texts = pd.Series(column.values[:LOOKED_AT], dtype=object)
    return bool(texts.str.contains(r"[0-9@]").mean() >= CODES_FROM)

"""How well persons hide who have several records: not the record counts then, but the person.

Sources: L. Sweeney, "k-anonymity: a model for protecting privacy", IJUFKS 10(5), 2002 (doi:10.1142/S0218488502001648), whose
definition takes one record per person; M. Terrovitis, N. Mamoulis, P. Kalnis, "Privacy-preserving anonymization of
set-valued data", PVLDB 1(1), 2008 (doi:10.14778/1453856.1453874), section 2, for persons who have sets of values.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.dataset import Column
from analysis.frequency import EquivalenceClasses, FrequencyTable, group
from analysis.risk.histories import Histories, constant_columns, histories
from analysis.wording import Sentence, sentence


class Knowledge(Enum):
    """What an attacker knows of all the events of a person."""

    EVENTS = "events"
    """Which ones happened."""
    COUNTED_EVENTS = "counted_events"
    """Which ones happened, and how often each."""


@dataclass(frozen=True, eq=False)
class PersonRisk:
    """How many persons are like each person. Larger groups are safer.

    Attributes:
        person: The column that says which person a record is about.
        columns: The quasi-identifiers.
        constant: Those of them that never change within a person; empty if all do.
        records: Records of each person; shape (n_people,).
        n_without_code: Records left out because they name no person.
        alike_by_constant: Persons with the same constant values as each person, the person among them; shape
            (n_people,). None where every column changes.
        alike_by_events: Persons with the same set of events; shape (n_people,).
        alike_by_counted_events: Persons with the same events, each as often; shape (n_people,).
        caveats: What the figures do not say.
    """

    person: str
    columns: tuple[str, ...]
    constant: tuple[str, ...]
    records: np.ndarray
    n_without_code: int
    alike_by_constant: np.ndarray | None
    alike_by_events: np.ndarray
    alike_by_counted_events: np.ndarray
    caveats: tuple[Sentence, ...]

    @property
    def n_people(self) -> int:
        """Number of persons."""
        return len(self.records)

    @property
    def n_followed(self) -> int:
        """Persons who have several records: the code says that these are about the same one."""
        return int((self.records > 1).sum())

    @property
    def records_followed(self) -> int:
        """Records of such persons."""
        return int(self.records[self.records > 1].sum())


def person_risk(person: Column, table: FrequencyTable, classes: EquivalenceClasses) -> PersonRisk:
    """Measure how many persons are like each person.

    Args:
        person: The column whose value says which person a record is about.
        table: The records.
        classes: The classes that the records are in.

    Raises:
        NotComputable: No record names a person.
    """
    whole = histories(person, table, classes)
    constant = constant_columns(person, table, classes)
    alike = None
    if constant:
        own = histories(person, table, classes, constant)
        alike = own.supports[own.events]
    return PersonRisk(
        person.name,
        table.names,
        constant,
        whole.records,
        whole.n_without_code,
        alike,
        people_alike(whole, Knowledge.EVENTS),
        people_alike(whole, Knowledge.COUNTED_EVENTS),
        _caveats(whole),
    )


def people_alike(own: Histories, knowledge: Knowledge) -> np.ndarray:
    """Count for each person those, the person among them, who have exactly the same events; shape (n_people,).

    Persons are told apart event by event: those who agree on the first ones and have the same next one stay together.
    """
    symbols, n_symbols = own.events, own.n_events
    if knowledge is Knowledge.COUNTED_EVENTS:
        number, first = group([own.events, own.repeats], [own.n_events, int(own.repeats.max()) + 1])
        symbols, n_symbols = number, len(first)
    alike = np.ones(own.n_people, dtype=np.int64)
    people = np.arange(own.n_people)
    together = np.zeros(own.n_people, dtype=np.int64)
    place = 0
    while len(people):
        together, first = group([together, symbols[own.starts[people] + place]], [int(together.max()) + 1, n_symbols])
        place += 1
        ended = own.lengths[people] == place
        sizes_of_ended = np.bincount(together[ended], minlength=len(first))
        alike[people[ended]] = sizes_of_ended[together[ended]]
        still = ~ended & (np.bincount(together, weights=~ended)[together] > 1)
        people, together = people[still], together[still]
    return alike


def persistent_code(found: PersonRisk) -> Sentence | None:
    """The warning that a code ties the records of a person together; None where everyone has one record."""
    if not found.n_followed:
        return None
    return sentence(
        "{column} ties {records} records to {people} people, several to each: such data stay personal however large the "
        "classes are. The CNIL fined 800,000 euros for patient data in which a code stayed with each patient (SAN-2024-013, "
        "5 September 2024), and the Conseil d'État upheld it (no. 498628, 13 February 2026). Leave the code out, or draw a "
        "new one for each record.",
        column=found.person,
        records=found.records_followed,
        people=found.n_followed,
    )


def _caveats(own: Histories) -> tuple[Sentence, ...]:
    found = [
        sentence(
            "A person is a value of {column}: a person with two codes counts as two, two with the same code as one.",
            column=own.person,
        )
    ]
    if own.n_without_code:
        found.append(
            sentence("Records that name no person, which are not counted: {count}.", count=own.n_without_code)
        )  # fmt: skip
    return tuple(found)

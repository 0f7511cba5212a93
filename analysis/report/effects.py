"""What a recoding did, value by value: what each value became, and who left.

Only what at least ``SHOWN_FROM`` records share is named; the rest is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.dataset import SHOWN_FROM, Column
from analysis.encoding import EncodedColumn
from analysis.errors import NotComputable
from analysis.recipe.running import Outcome
from analysis.recoding.generalise import Recoded, unsuppressed
from analysis.recoding.pseudonyms import Pseudonyms
from analysis.roles import Role
from analysis.utility.association import AssociationChange, associations, column_associations
from analysis.utility.marginals import column_change, marginal_changes

NAMED = 6
"""Original values named for one label, at most."""
MEASURED_UP_TO = 12
"""Columns whose associations are measured, at most: the pairs grow with their square."""


class Mode(Enum):
    """How records in small classes were dealt with."""

    RECORDS = "records"
    """Global recoding, records suppressed."""
    CELLS = "cells"
    """Global recoding, cells suppressed."""
    LOCAL = "local"
    """Local recoding, nothing suppressed."""


@dataclass(frozen=True)
class Mapped:
    """One label of the release.

    Attributes:
        label: The label, held by ``SHOWN_FROM`` records of the release or more.
        records: Records of the release that hold it.
        n_values: Distinct original values behind it; None where the recoding is local: they differ from place to place.
        values: Those of them that ``SHOWN_FROM`` records held or more, the most frequent first, at most ``NAMED``.
    """

    label: str
    records: int
    n_values: int | None
    values: tuple[str, ...]


@dataclass(frozen=True)
class ColumnMapping:
    """What the values of one column became.

    Attributes:
        column: Its name.
        level: Level of its hierarchy; None where the recoding is local.
        labels: The labels, the most frequent first.
        n_rare: Further labels, held by fewer than ``SHOWN_FROM`` records: they are not named.
    """

    column: str
    level: int | None
    labels: tuple[Mapped, ...]
    n_rare: int


@dataclass(frozen=True)
class Leaving:
    """The records of one label, and the share of them that left.

    Attributes:
        column: A quasi-identifier.
        label: A label of it, held by ``SHOWN_FROM`` records or more before suppression; None for missing values.
        records: Records that held it before.
        share: Share of these that were suppressed, 0 to 1.
    """

    column: str
    label: str | None
    records: int
    share: float


@dataclass(frozen=True)
class Effects:
    """What a recoding did.

    Attributes:
        mode: How it dealt with small classes.
        mappings: What became of each column that was generalised.
        leaving: Who left, by label, the hardest hit first; empty where no record was suppressed.
        emptied: (column, cells that became missing) where cells were suppressed.
        changes: (column, total variation, 0 to 1) of each column of the release that can be compared.
        associations: What became of pairs of columns, the largest change first.
    """

    mode: Mode
    mappings: tuple[ColumnMapping, ...]
    leaving: tuple[Leaving, ...]
    emptied: tuple[tuple[str, int], ...]
    changes: tuple[tuple[str, float], ...]
    associations: tuple[AssociationChange, ...]


def mode_of(outcome: Outcome) -> Mode:
    """How a recipe deals with records in small classes."""
    if outcome.recipe.recoding.cuts:
        return Mode.LOCAL
    return Mode.CELLS if outcome.recipe.cells else Mode.RECORDS


def effects_of(outcome: Outcome) -> Effects:
    """Compare a release with the records that it was made of."""
    mode = mode_of(outcome)
    recoded = outcome.recoded if mode is Mode.RECORDS else unsuppressed(outcome.recoded)
    return Effects(
        mode,
        _mappings(outcome, mode),
        _leaving(recoded) if mode is Mode.RECORDS and recoded.n_suppressed else (),
        _emptied(outcome) if mode is Mode.CELLS else (),
        _changes(outcome, recoded, mode),
        _associations(outcome, recoded, mode),
    )


def _mappings(outcome: Outcome, mode: Mode) -> tuple[ColumnMapping, ...]:
    released, table = outcome.release.dataset, outcome.recoded.table
    levels = outcome.recoded.classes.levels
    if mode is Mode.LOCAL:
        return tuple(_labels_only(released[name]) for name in table.names if name in released)
    return tuple(
        _mapping(encoded, level, released[encoded.name])
        for encoded, level in zip(table.columns, levels, strict=True)
        if level and encoded.name in released
    )


def _labels_only(released: Column) -> ColumnMapping:
    shown = _shown(released.counts)
    labels = tuple(Mapped(str(released.values[i]), int(released.counts[i]), None, ()) for i in shown)
    return ColumnMapping(released.name, None, labels, len(released.values) - len(shown))


def _mapping(encoded: EncodedColumn, level: int, released: Column) -> ColumnMapping:
    """The labels of a column at its level, with the values behind each."""
    held = np.bincount(encoded.codes, minlength=encoded.width(0))
    above = encoded.lookup[level]
    code_of = {label: code for code, label in enumerate(encoded.labels[level]) if label is not None}
    order = np.argsort(above, kind="stable")
    first = np.searchsorted(above[order], np.arange(encoded.width(level) + 1))
    shown, labels = _shown(released.counts), []
    for place in shown:
        code = code_of[released.values[place]]
        below = order[first[code] : first[code + 1]]
        below = below[np.array([encoded.labels[0][own] is not None for own in below], dtype=bool)]
        frequent = below[held[below] >= SHOWN_FROM]
        named = frequent[np.argsort(-held[frequent], kind="stable")][:NAMED]
        values = tuple(str(encoded.labels[0][own]) for own in named)
        labels.append(Mapped(str(released.values[place]), int(released.counts[place]), len(below), values))
    return ColumnMapping(encoded.name, level, tuple(labels), len(released.values) - len(shown))


def _shown(counts: np.ndarray) -> np.ndarray:
    """Positions of what enough records hold, the most frequent first."""
    order = np.argsort(-counts, kind="stable")
    return order[counts[order] >= SHOWN_FROM]


def _leaving(recoded: Recoded) -> tuple[Leaving, ...]:
    found = []
    for encoded, level, codes in zip(recoded.table.columns, recoded.classes.levels, recoded.classes.codes, strict=True):
        width = encoded.width(level)
        before = np.bincount(codes, weights=recoded.classes.sizes, minlength=width)
        after = np.bincount(codes[recoded.kept], weights=recoded.sizes, minlength=width)
        for code in np.flatnonzero(before >= SHOWN_FROM):
            label = encoded.labels[level][code]
            share = float((before[code] - after[code]) / before[code])
            found.append(Leaving(encoded.name, None if label is None else str(label), int(before[code]), share))
    return tuple(sorted(found, key=lambda own: (-own.share, -own.records)))


def _emptied(outcome: Outcome) -> tuple[tuple[str, int], ...]:
    """Cells that are missing in the release and were not before."""
    missing = []
    for encoded, level in zip(outcome.recoded.table.columns, outcome.recoded.classes.levels, strict=True):
        unnamed = np.array([label is None for label in encoded.labels[level]])
        before = int(unnamed[encoded.lookup[level]][encoded.codes].sum())
        missing.append((encoded.name, outcome.release.dataset[encoded.name].n_missing - before))
    return tuple(missing)


def _changes(outcome: Outcome, recoded: Recoded, mode: Mode) -> tuple[tuple[str, float], ...]:
    """Quasi-identifiers as a reader of their labels would share them out; other columns as they are."""
    found: dict[str, float] = {}
    if mode is not Mode.LOCAL:
        changes = marginal_changes(outcome.prepared, recoded.table, recoded.classes, recoded.kept)
        found = {own.column: own.total_variation for own in changes}
    replaced = {name for step in outcome.recipe.steps if isinstance(step, Pseudonyms) for name in step.columns}
    for released in outcome.release.dataset:
        name = released.name
        if name not in recoded.table.names and name not in replaced and name in outcome.dataset:
            found[name] = column_change(outcome.dataset[name], released).total_variation
    return tuple((name, found[name]) for name in outcome.release.dataset.names if name in found)


def _associations(outcome: Outcome, recoded: Recoded, mode: Mode) -> tuple[AssociationChange, ...]:
    released = outcome.release.dataset
    others = [name for name in outcome.roles.of(Role.SENSITIVE) if name in released]
    names = [*recoded.table.names, *others][:MEASURED_UP_TO]
    try:
        if mode is Mode.LOCAL or len(names) == MEASURED_UP_TO:
            before, after = ([data[name] for name in names] for data in (outcome.prepared, released))
            return column_associations(before, after)
        return associations(outcome.prepared, recoded.table, recoded.classes, recoded.kept, others).changes
    except NotComputable:
        return ()


def harder_hit(leaving: Sequence[Leaving], overall: float) -> tuple[Leaving, ...]:
    """Those whose records left more often than all records did.

    Args:
        overall: Share of all records that left, 0 to 1.
    """
    return tuple(own for own in leaving if own.share > overall)

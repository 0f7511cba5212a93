"""Whether a hierarchy can be used for a column, and if not, what is missing: all of it, not the first fault."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.dataset import SHOWN_FROM, Column
from analysis.errors import HierarchyError
from analysis.hierarchies.building import Builder
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.hierarchies.table import Table
from analysis.wording import Sentence, sentence

MOST_NAMED = 10
"""Values named at most."""


@dataclass(frozen=True)
class LevelSummary:
    """One level of a hierarchy.

    Attributes:
        groups: Distinct labels that records of the column hold.
        smallest: Records under the rarest of them.
        changes: Whether it joins anything that the level before keeps apart.
    """

    groups: int
    smallest: int
    changes: bool


@dataclass(frozen=True)
class Coverage:
    """What holds of a hierarchy and a column.

    Attributes:
        n_values: Distinct values of the column.
        n_lacking: Of these, values without a row.
        n_records_lacking: Records that hold one of them.
        named: Those of them that at least ``SHOWN_FROM`` records share, the most frequent first, at most ``MOST_NAMED``.
        n_unused: Rows for values that no record holds.
        fault: Why the table is no hierarchy (two parents, a value twice, …); None if it is one.
        has_root: Whether all values are one at the last level.
        levels: From level 1 on; empty where there is a fault.
    """

    n_values: int
    n_lacking: int
    n_records_lacking: int
    named: tuple[str, ...]
    n_unused: int
    fault: Sentence | None
    has_root: bool
    levels: tuple[LevelSummary, ...]

    @property
    def complete(self) -> bool:
        """Whether the hierarchy can be used: it nests, and every value has a row."""
        return self.fault is None and self.n_lacking == 0


def coverage(builder: Builder, column: Column) -> Coverage:
    """Check what a builder makes of a column. A hierarchy that cannot be made is a fault of its own."""
    try:
        hierarchy = _of_table(builder, column) if isinstance(builder, Table) else builder.build(column)
    except HierarchyError as error:
        known = [row[0] for row in builder.rows if row] if isinstance(builder, Table) else column.values
        return _coverage(column, pd.Index(known), error.sentence, has_root=False, levels=())
    return coverage_of(hierarchy, column)


def _of_table(table: Table, column: Column) -> Hierarchy:
    """The hierarchy that a table describes, whether or not it covers the column."""
    values = pd.Series([row[0] for row in table.rows if row], dtype=object)
    repeated = values[values.duplicated()].unique()
    if len(repeated):
        raise HierarchyError(
            "Values with several rows: {count} ({named}). Keep one row for each.",
            count=len(repeated),
            named=", ".join(_shown(column, pd.Index(column.values).isin(repeated)))
            or sentence("each held by fewer than {least} records", least=SHOWN_FROM),
        )
    return Hierarchy.of(table.rows, column.name)


def _shown(column: Column, among: np.ndarray) -> tuple[str, ...]:
    """Those of some values that may be named, the most frequent first."""
    frequent = np.flatnonzero(among & (column.counts >= SHOWN_FROM))
    return tuple(map(str, column.values[frequent[np.argsort(-column.counts[frequent], kind="stable")][:MOST_NAMED]]))


def coverage_of(hierarchy: Hierarchy, column: Column) -> Coverage:
    """Check how a hierarchy fits a column."""
    row = pd.Index(hierarchy.values).get_indexer(column.values)
    held = hierarchy.table[row[row >= 0]]
    counts = column.counts[row >= 0]
    levels, before = [], len(held)
    for level in range(1, hierarchy.n_levels):
        codes, labels = pd.factorize(held[:, level])
        records = np.bincount(codes, weights=counts) if len(codes) else np.zeros(1)
        levels.append(LevelSummary(len(labels), int(records.min()), len(labels) < before))
        before = len(labels)
    return _coverage(column, pd.Index(hierarchy.values), None, hierarchy.has_root, tuple(levels))


def _coverage(
    column: Column, known: pd.Index, fault: Sentence | None, has_root: bool, levels: tuple[LevelSummary, ...]
) -> Coverage:
    lacking = ~pd.Index(column.values).isin(known)
    return Coverage(
        n_values=len(column.values),
        n_lacking=int(lacking.sum()),
        n_records_lacking=int(column.counts[lacking].sum()),
        named=_shown(column, lacking),
        n_unused=int((~known.unique().isin(column.values)).sum()),
        fault=fault,
        has_root=has_root,
        levels=levels,
    )

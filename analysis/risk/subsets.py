"""Columns together: how well every set of columns tells people apart, and the smallest sets that single many out.

Distinction and separation are those of :mod:`analysis.risk.quasi_identifiers` (Motwani and Xu 2008). A record that is unique
on a set is unique on every larger one, so the share of unique records never falls as columns are added.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import comb

import numpy as np

from analysis.errors import NotComputable
from analysis.frequency import group
from analysis.risk.column_sets import Layout, members, sizes_of
from analysis.risk.quasi_identifiers import Distinctness
from analysis.risk.subset_search import SubsetSearch
from analysis.search.running import Progress, no_progress
from analysis.wording import Sentence, sentence

MOST_COLUMNS = 20
"""Columns that are taken together, at most."""
EFFORT = 1_500_000_000
"""Rows that are grouped, at most about 10 ns each, unless a number of sets is asked for."""
FEWEST_SETS = 100
"""Sets that are measured however many rows there are."""


@dataclass(frozen=True)
class ColumnSet:
    """How well some columns together tell people apart. Lower is safer.

    Attributes:
        distinctness: The columns, their distinction and separation.
        uniques: Records that are unique on them.
        share: Of the records, 0 to 1.
    """

    distinctness: Distinctness
    uniques: int
    share: float

    @property
    def columns(self) -> tuple[str, ...]:
        return self.distinctness.columns


@dataclass(frozen=True)
class KnownColumns:
    """The share of people who are unique to somebody who knows so many columns, 0 to 1.

    Attributes:
        size: Number of columns known.
        n_measured: Sets of this size that were measured.
        n_sets: Sets of this size in all.
        lowest: Share for the safest set; None unless all were measured.
        mean: Mean share over the sets; None unless all were measured.
        highest: Share for the worst set that was measured; None where none was.
    """

    size: int
    n_measured: int
    n_sets: int
    lowest: float | None
    mean: float | None
    highest: float | None

    @property
    def is_complete(self) -> bool:
        return self.n_measured == self.n_sets


@dataclass(frozen=True, eq=False)
class Subsets:
    """Every set of columns that was measured.

    Attributes:
        names: The columns; bit i of a mask stands for column i.
        n_records: Records.
        masks: The sets, in ascending order of their size; int32, shape (n_sets,).
        groups: Distinct combinations of each; shape (n_sets,).
        uniques: Unique records of each; shape (n_sets,).
        alike: Ordered pairs of records that each does not tell apart; shape (n_sets,).
    """

    names: tuple[str, ...]
    n_records: int
    masks: np.ndarray
    groups: np.ndarray
    uniques: np.ndarray
    alike: np.ndarray

    @cached_property
    def by_size(self) -> tuple[KnownColumns, ...]:
        """What somebody finds who knows 1, 2, … of the columns."""
        return tuple(self._known(size) for size in range(1, len(self.names) + 1))

    def coverage(self) -> Sentence:
        """Which sets were measured and which were not, in words."""
        total = (1 << len(self.names)) - 1
        if len(self.masks) == total:
            return sentence("All {sets} sets of columns were measured.", sets=total)
        whole = [known.size for known in self.by_size if known.is_complete]
        return sentence(
            "{measured} of {sets} sets of columns were measured: all those of {whole} columns, and of the other sizes those "
            "that grow from the best ones. A set that was not measured may single out more people.",
            measured=len(self.masks),
            sets=total,
            whole=whole,
        )

    def best(self, most: int, size: int | None = None) -> tuple[ColumnSet, ...]:
        """The sets that single out the most people, the worst first; of one size only if it is given."""
        chosen = np.arange(len(self.masks)) if size is None else np.flatnonzero(self.sizes == size)
        order = np.lexsort([self.alike[chosen], self.sizes[chosen], -self.uniques[chosen]])[:most]
        return tuple(self._set(row) for row in chosen[order])

    def smallest(self, above: float) -> tuple[ColumnSet, ...]:
        """The sets that single out more than a share of the people while no measured part of them does.

        Args:
            above: Share of the records, 0 to 1.

        Returns:
            The smallest first; of one size, first those that single out most.
        """
        rows = np.flatnonzero(self.uniques > above * self.n_records)
        minimal = rows[_minimal(self.masks[rows], len(self.names))]
        order = np.lexsort([self.alike[minimal], -self.uniques[minimal], self.sizes[minimal]])
        return tuple(self._set(row) for row in minimal[order])

    @cached_property
    def sizes(self) -> np.ndarray:
        """Number of columns of each set; shape (n_sets,)."""
        return sizes_of(self.masks)

    def _known(self, size: int) -> KnownColumns:
        shares, n_sets = self.uniques[self.sizes == size] / self.n_records, comb(len(self.names), size)
        whole = len(shares) == n_sets
        return KnownColumns(
            size,
            len(shares),
            n_sets,
            float(shares.min()) if whole else None,
            float(shares.mean()) if whole else None,
            float(shares.max()) if len(shares) else None,
        )

    def _set(self, row: int) -> ColumnSet:
        columns = tuple(self.names[place] for place in members(int(self.masks[row])))
        pairs = float(self.n_records) * (self.n_records - 1)
        found = Distinctness(columns, float(self.groups[row] / self.n_records), float(1 - self.alike[row] / pairs))
        return ColumnSet(found, int(self.uniques[row]), float(self.uniques[row] / self.n_records))


def subsets(
    names: Sequence[str],
    codes: Sequence[np.ndarray],
    most_sets: int | None = None,
    progress: Progress = no_progress,
    cancel: threading.Event | None = None,
) -> Subsets:
    """Measure sets of columns: all, or as many as asked for.

    Args:
        names: The columns.
        codes: For each column the code of each record, -1 where missing: a value of its own; shape (n_records,) each.
        most_sets: Sets to measure, at most; None for as many as ``EFFORT`` allows.
        progress: Told how many sets are measured, and how many will be.
        cancel: Set it from another thread to stop.

    Raises:
        NotComputable: There are fewer than two records, no column, or more than ``MOST_COLUMNS``.
        SearchCancelled: ``cancel`` was set.
    """
    if not 1 <= len(names) <= MOST_COLUMNS:
        raise NotComputable(
            "1 to {most} columns can be taken together, not {given}.", most=MOST_COLUMNS, given=len(names)
        )
    if len(codes[0]) < 2:
        raise NotComputable("With fewer than two records there is no pair to compare.")
    known = [own + 1 for own in codes]
    number, first = group(known, [int(own.max()) + 1 for own in known])
    n_rows = len(first)
    most = max(FEWEST_SETS, EFFORT // n_rows) if most_sets is None else most_sets
    layout = Layout.of([own[first] for own in known])
    masks, figures = SubsetSearch(layout, np.bincount(number), most, progress, cancel).run()
    return Subsets(tuple(names), len(codes[0]), masks, *figures)


def _minimal(masks: np.ndarray, n_columns: int) -> np.ndarray:
    """Which of some sets contain no other of them; boolean."""
    holds = np.zeros(1 << n_columns, dtype=bool)
    holds[masks] = True
    within = holds.copy()
    for place in range(n_columns):
        halves = within.reshape(-1, 2, 1 << place)
        halves[:, 1] |= halves[:, 0]
    smaller = np.zeros(len(masks), dtype=bool)
    for place in range(n_columns):
        has = masks >> place & 1 == 1
        smaller[has] |= within[masks[has] ^ (1 << place)]
    return ~smaller

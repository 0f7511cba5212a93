"""Few cells to suppress so that every record is alike k records, where a missing cell is a value of its own.

Finding the fewest is NP-hard (A. Meyerson, R. Williams, "On the complexity of optimal k-anonymity", PODS 2004). The
search is greedy: the records of small classes come together where that costs least for each of them, and borrow records
of larger classes where they are too few.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from analysis.recoding.suppression_matches import Rows
from analysis.recoding.suppression_patterns import Pattern
from analysis.suppression_kernels import NEW, NOTHING, pool

GROWTH = 1.25
"""Each round pays so much more for a record of a small class than the one before."""


class Kinds(NamedTuple):
    """Records that came in the same row and end in the same class.

    Attributes:
        source: The row they came in; shape (n_kinds,), ascending.
        codes: Their values at the end, 0 where missing; shape (n_columns, n_kinds).
        records: How many there are of each; shape (n_kinds,).
    """

    source: np.ndarray
    codes: np.ndarray
    records: np.ndarray


def cells_to_equal(rows: Rows, k: int, patterns: Sequence[Pattern]) -> Kinds | None:
    """Suppress cells until every record is alike k records in all columns.

    Args:
        patterns: Ascending in cost.

    Returns:
        What becomes of the records. None where some are alike fewer than k whatever they give up.
    """
    found = _Regrouping.of(rows, k)
    budget = patterns[0].cost if patterns else 0.0
    while len(found.small) and patterns and budget <= patterns[-1].cost * k * GROWTH:
        for pattern in patterns:
            if pattern.cost > budget or not len(found.small):
                break
            found.bring_together(pattern, budget / pattern.cost)
        budget *= GROWTH
    for pattern in patterns:
        if len(found.small):
            found.join_the_smallest(pattern)
    return None if len(found.small) else found.kinds()


@dataclass(eq=False)
class _Regrouping:
    """Records on their way from the rows they came in to classes of at least k; what a search changes as it goes.

    Attributes:
        rows: The rows they came in, then those made by suppressing cells.
        k: Fewest records of a class.
        n_given: Number of rows they came in.
        staying: Records of each row that came in it and have not moved; shape (n_rows,).
        onward: The row where all records of a row have gone, or the row itself; shape (n_rows,).
        small: Rows that hold records, and fewer than k.
        moves: From which row, to which, and how many records.
    """

    rows: Rows
    k: int
    n_given: int
    staying: np.ndarray
    onward: np.ndarray
    small: np.ndarray
    moves: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = field(default_factory=list)

    @classmethod
    def of(cls, rows: Rows, k: int) -> _Regrouping:
        """Nothing has moved yet."""
        n_rows, sizes = len(rows.sizes), rows.sizes.copy()
        own = Rows(rows.codes, rows.widths, sizes)
        return cls(own, k, n_rows, sizes.copy(), np.arange(n_rows), np.flatnonzero(sizes < k))

    def bring_together(self, pattern: Pattern, most: float) -> None:
        """Suppress the cells of a pattern where that makes classes of at least k; see ``suppression_kernels.pool``."""
        large = np.flatnonzero(self.rows.sizes >= self.k)
        spare = np.minimum(self.rows.sizes[large] - self.k, self.staying[large])
        bare = self.rows.lacks(large, pattern.columns) == len(pattern.columns)
        useful = (spare > 0) | bare
        asked = np.concatenate([self.small, large[useful]])
        spare = np.concatenate([np.zeros_like(self.small), spare[useful]])
        bare = np.concatenate([self.rows.lacks(self.small, pattern.columns) == len(pattern.columns), bare[useful]])
        number, first = self.rows.number(asked, pattern.columns)
        moved, target = pool(number, len(first), self.rows.sizes[asked], spare, bare, self.k, most)
        leaving = np.flatnonzero(moved)
        if not len(leaving):
            return
        to = np.where(target >= 0, asked[target], NOTHING)
        new = np.flatnonzero(target == NEW)
        to[new] = self._add(asked[first[new]], pattern)
        source, records = asked[leaving], moved[leaving]
        self.moves.append((source, to[number[leaving]], records))
        self.staying[source] -= records
        self._carry(source, to[number[leaving]], records)

    def join_the_smallest(self, pattern: Pattern) -> None:
        """Suppress the cells of a pattern in small classes and in all of the smallest class of their group."""
        asked = np.flatnonzero(self.rows.sizes > 0)
        number, first = self.rows.number(asked, pattern.columns)
        is_small = self.rows.sizes[asked] < self.k
        order = np.lexsort((self.rows.sizes[asked], is_small, number))
        smallest = order[np.r_[True, np.diff(number[order]) > 0]]
        joined = (np.bincount(number, weights=is_small, minlength=len(first)) > 0) & ~is_small[smallest]
        to = np.full(len(first), NOTHING)
        to[joined] = self._add(asked[smallest[joined]], pattern)
        leaving = np.flatnonzero(joined[number] & (is_small | (smallest[number] == np.arange(len(asked)))))
        source = asked[leaving]
        self.onward[source] = to[number[leaving]]
        self._carry(source, to[number[leaving]], self.rows.sizes[source])

    def _carry(self, source: np.ndarray, to: np.ndarray, records: np.ndarray) -> None:
        self.rows.sizes[source] -= records
        np.add.at(self.rows.sizes, to, records)
        sizes = self.rows.sizes[self.small]
        self.small = self.small[(sizes > 0) & (sizes < self.k)]

    def _add(self, like: np.ndarray, pattern: Pattern) -> np.ndarray:
        """Add a row for each of some, without the cells of a pattern; their positions."""
        start, none = len(self.rows.sizes), np.zeros(len(like), dtype=np.int64)
        added = np.arange(start, start + len(like))
        if not len(like):
            return added
        codes = [np.append(own, own[like]) for own in self.rows.codes]
        for column in pattern.columns:
            codes[column][start:] = 0
        self.rows = Rows(tuple(codes), self.rows.widths, np.append(self.rows.sizes, none))
        self.staying = np.append(self.staying, none)
        self.onward = np.append(self.onward, added)
        return added

    def kinds(self) -> Kinds:
        """What becomes of the records."""
        given = np.arange(self.n_given)
        moves = [*self.moves, (given, given, self.staying[: self.n_given])]
        source, to, records = (np.concatenate(part) for part in zip(*moves, strict=True))
        while (self.onward[to] != to).any():
            to = self.onward[to]
        order = np.argsort(source, kind="stable")
        order = order[records[order] > 0]
        return Kinds(source[order], np.stack([own[to[order]] for own in self.rows.codes]), records[order])

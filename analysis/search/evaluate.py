"""What is counted in a node, for all nodes of a lattice by one walk, or node by node."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from analysis.frequency import EquivalenceClasses, FrequencyTable
from analysis.search.columns import Arranged, Space, arrange, can_walk
from analysis.search.running import THREADS, Progress, no_progress, run_together
from analysis.search.walk import Found, make_room, walk


@dataclass(frozen=True, eq=False)
class Tally:
    """What was counted in each node; one row per node. Rows of nodes that are not known hold zeros.

    Attributes:
        known: Whether the node was evaluated; boolean.
        suppressed: Records that leave the release.
        n_kept: Classes that stay.
        smallest: Size of the smallest class that stays; 0 where none does.
        squares_kept: Sum of the squares of the sizes of the classes that stay.
        squares: The same of all classes; where ``all_squared`` is false, of those that were counted.
        sizes: Classes of each size, the last place for all sizes from there on; shape (n_nodes, largest + 1).
        counts_failing: Whether ``sizes`` counts the classes that are suppressed too.
        all_squared: Whether ``squares`` counts them too.
        detail_suppressed: Leaves below the labels of suppressed records, summed; shape (n_nodes, n_columns).
        entropy_suppressed: Bits to restore the labels of suppressed records from nothing; shape (n_nodes, n_columns).
        combinations_kept: Combinations of original values that the records that stay could have had, summed. None where
            they have to be counted by a walk of their own.
    """

    known: np.ndarray
    suppressed: np.ndarray
    n_kept: np.ndarray
    smallest: np.ndarray
    squares_kept: np.ndarray
    squares: np.ndarray
    sizes: np.ndarray
    counts_failing: bool
    all_squared: bool
    detail_suppressed: np.ndarray
    entropy_suppressed: np.ndarray
    combinations_kept: np.ndarray | None = None

    @classmethod
    def empty(cls, n_nodes: int, n_columns: int, largest: int, counts_failing: bool = False) -> Tally:
        """No node known yet."""
        return cls(
            known=np.zeros(n_nodes, bool),
            suppressed=np.zeros(n_nodes, np.int64),
            n_kept=np.zeros(n_nodes, np.int64),
            smallest=np.zeros(n_nodes, np.int64),
            squares_kept=np.zeros(n_nodes, np.int64),
            squares=np.zeros(n_nodes, np.int64),
            sizes=np.zeros((n_nodes, largest + 1), np.int32),
            counts_failing=counts_failing,
            all_squared=True,
            detail_suppressed=np.zeros((n_nodes, n_columns), np.int64),
            entropy_suppressed=np.zeros((n_nodes, n_columns)),
            combinations_kept=np.zeros(n_nodes),
        )

    def only(self, rows: np.ndarray | slice) -> Tally:
        """Some rows only."""
        return replace(
            self,
            known=self.known[rows],
            suppressed=self.suppressed[rows],
            n_kept=self.n_kept[rows],
            smallest=self.smallest[rows],
            squares_kept=self.squares_kept[rows],
            squares=self.squares[rows],
            sizes=self.sizes[rows],
            detail_suppressed=self.detail_suppressed[rows],
            entropy_suppressed=self.entropy_suppressed[rows],
            combinations_kept=None if self.combinations_kept is None else self.combinations_kept[rows],
        )

    def note(self, row: int, table: FrequencyTable, classes: EquivalenceClasses, kept: np.ndarray) -> None:
        """Count one node.

        Args:
            kept: Which classes stay; boolean, shape (n_classes,).
        """
        sizes, largest = classes.sizes[kept], self.sizes.shape[1] - 1
        gone = classes.sizes[~kept]
        self.known[row] = True
        self.suppressed[row] = gone.sum()
        self.n_kept[row] = len(sizes)
        self.smallest[row] = sizes.min() if len(sizes) else 0
        self.squares_kept[row] = (sizes**2).sum()
        self.squares[row] = (classes.sizes**2).sum()
        counted = classes.sizes if self.counts_failing else sizes
        self.sizes[row] = np.bincount(np.minimum(counted, largest), minlength=largest + 1)
        if self.combinations_kept is not None:
            self.combinations_kept[row] = _combinations(table, classes, kept)
        if not len(gone):
            return
        for place, codes in enumerate(classes.codes_of(~kept)):
            leaves = table.columns[place].leaves[classes.levels[place]]
            mass = np.bincount(codes, weights=gone)
            share = mass[mass > 0] / gone.sum()
            self.detail_suppressed[row, place] = int(mass @ leaves[: len(mass)])
            self.entropy_suppressed[row, place] = -float((mass[mass > 0] * np.log2(share)).sum())


def _combinations(table: FrequencyTable, classes: EquivalenceClasses, kept: np.ndarray) -> float:
    each = classes.sizes[kept].astype(float)
    for column, level, codes in zip(table.columns, classes.levels, classes.codes_of(kept), strict=True):
        each *= column.leaves[level][codes]
    return float(each.sum())


def every_node(
    table: FrequencyTable,
    space: Space,
    k: int,
    limit: int,
    largest: int,
    drop: bool,
    progress: Progress = no_progress,
    cancel: threading.Event | None = None,
) -> Tally:
    """Evaluate every node that suppresses at most so many records, classes below k being suppressed.

    Args:
        limit: Records that may be suppressed.
        largest: Classes are counted size by size below this; at least k.
        drop: Whether classes below k need not be counted, only their records.

    Raises:
        SearchCancelled: ``cancel`` was set.
    """
    if not can_walk(table):
        return _one_by_one(table, space, k, limit, largest, progress, cancel)
    arranged = arrange(table, space)
    found = _nothing_found(space.n_nodes, len(space.names), largest)
    excluded = np.zeros(arranged.n_prefixes, dtype=np.uint8)
    rooms: queue.SimpleQueue = queue.SimpleQueue()
    for _ in range(THREADS):
        rooms.put(make_room(arranged.layout, arranged.keys, arranged.counts, largest + 1))

    def task(first: tuple[int, int], last: tuple[int, int]) -> Callable[[np.ndarray], None]:
        def run(control: np.ndarray) -> None:
            room = rooms.get()
            try:
                walk(arranged.layout, np.array(first), np.array(last), k, limit, drop, excluded, found, room, control)
            finally:
                rooms.put(room)

        return run

    run_together([task(*part) for part in _parts(arranged)], space.n_nodes, progress, cancel)
    return _tally(found, counts_failing=not drop)


def _nothing_found(n_nodes: int, n_columns: int, largest: int) -> Found:
    return Found(
        known=np.zeros(n_nodes, bool),
        sizes=np.zeros((n_nodes, largest + 1), np.int32),
        n_kept=np.zeros(n_nodes, np.int64),
        squares_kept=np.zeros(n_nodes, np.int64),
        squares=np.zeros(n_nodes, np.int64),
        smallest=np.zeros(n_nodes, np.int64),
        suppressed=np.zeros(n_nodes, np.int64),
        detail=np.zeros((n_nodes, n_columns), np.int64),
        entropy=np.zeros((n_nodes, n_columns)),
    )


def _parts(arranged: Arranged) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Ranges of levels of the first two columns: the most general first, the two most laborious cut in two."""
    n_first, n_second = (int(n) for n in arranged.layout.n_levels[:2])
    parts = []
    for level in reversed(range(n_first)):
        cuts = [n_second, 1, 0] if level < THREADS and n_second > 1 else [n_second, 0]
        parts += [((level, low), (level + 1, high)) for high, low in pairwise(cuts)]
    return parts


def _tally(found: Found, counts_failing: bool) -> Tally:
    return Tally(
        known=found.known,
        suppressed=found.suppressed,
        n_kept=found.n_kept,
        smallest=found.smallest,
        squares_kept=found.squares_kept,
        squares=found.squares,
        sizes=found.sizes,
        counts_failing=counts_failing,
        all_squared=counts_failing,
        detail_suppressed=found.detail,
        entropy_suppressed=found.entropy,
    )


def _one_by_one(
    table: FrequencyTable,
    space: Space,
    k: int,
    limit: int,
    largest: int,
    progress: Progress,
    cancel: threading.Event | None,
) -> Tally:
    tally = Tally.empty(space.n_nodes, len(space.names), largest, counts_failing=True)

    def run(control: np.ndarray) -> None:
        for row in range(space.n_nodes):
            if control[0]:
                return
            classes = table.classes(space.levels[row].tolist())
            kept = classes.sizes >= k
            if classes.sizes[~kept].sum() <= limit:
                tally.note(row, table, classes, kept)
            control[1] += 1

    run_together([run], space.n_nodes, progress, cancel)
    return tally

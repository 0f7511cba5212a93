"""Every node of the generalisation lattice: what each combination of levels leaves at risk and what it costs.

Source of the lattice: P. Samarati, "Protecting respondents' identities in microdata release", IEEE TKDE 13(6), 2001,
section 3 (doi:10.1109/69.971193).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.errors import NotComputable, RecodingError
from analysis.frequency import FrequencyTable
from analysis.recoding.generalise import records_allowed
from analysis.search.columns import Arranged, Space, arrange, can_walk
from analysis.search.running import THREADS, Progress, no_progress, run_together
from analysis.search.walk import Found, walk

LARGEST = 100
"""Classes are counted size by size below this."""


@dataclass(frozen=True, eq=False)
class Lattice:
    """Nodes of a lattice, each with its figures when the records in classes below k are suppressed.

    Arrays have one row per node, in the order of ``space.levels``; those of nodes that are not ``known`` hold zeros.

    Attributes:
        table: The records.
        space: The combinations of levels.
        k: Records in smaller classes are suppressed. At 1, none is.
        limit: Nodes that suppress more records were left out; the number of records if none was.
        known: Which nodes were evaluated; boolean, shape (n_nodes,).
        suppressed: Records in classes below k; shape (n_nodes,).
        sizes: Classes of each size before suppression, the last place for all sizes from there on;
            shape (n_nodes, largest + 1). Where ``limit`` left nodes out, classes below k are not counted.
        squares: Sum of the squares of the sizes of all classes that are counted.
        smallest: Size of the smallest class that stays; 0 where none does.
        detail_suppressed: Leaves below the labels of suppressed records, summed; shape (n_nodes, n_columns).
        entropy_suppressed: Bits to restore the labels of suppressed records from nothing; shape (n_nodes,).
    """

    table: FrequencyTable
    space: Space
    k: int
    limit: int
    known: np.ndarray
    suppressed: np.ndarray
    sizes: np.ndarray
    squares: np.ndarray
    smallest: np.ndarray
    detail_suppressed: np.ndarray
    entropy_suppressed: np.ndarray

    @property
    def n_nodes(self) -> int:
        """Number of nodes, evaluated or not."""
        return self.space.n_nodes

    @property
    def n_records(self) -> int:
        """Number of records."""
        return self.table.n_records

    @property
    def kept(self) -> np.ndarray:
        """Records that stay; shape (n_nodes,)."""
        return self.n_records - self.suppressed

    @cached_property
    def n_kept(self) -> np.ndarray:
        """Classes that stay; shape (n_nodes,)."""
        return self.sizes[:, self.k :].sum(axis=1)

    def suppressed_at(self, k: int) -> np.ndarray:
        """Records in classes below another k; shape (n_nodes,).

        Raises:
            NotComputable: Classes are not counted size by size up to there.
        """
        if not (self.k <= k if self.limit < self.n_records else True) or k > self.sizes.shape[1] - 1:
            raise NotComputable("Classes below {k} were not counted in this search.", k=k)
        if k == self.k:
            return self.suppressed
        return self.sizes[:, :k] @ np.arange(k)

    def within(self, suppression_limit: float) -> np.ndarray:
        """Which nodes suppress at most a share of the records, 0 to 1; boolean, shape (n_nodes,)."""
        return self.known & (self.suppressed <= records_allowed(suppression_limit, self.n_records))


def lattice(
    table: FrequencyTable,
    k: int = 1,
    max_levels: Mapping[str, int] | None = None,
    progress: Progress = no_progress,
    cancel: threading.Event | None = None,
) -> Lattice:
    """Evaluate every node.

    Args:
        k: Records in smaller classes are suppressed, however many. At 1, none is.
        max_levels: The most general level allowed, for columns that have such a limit.
        progress: Told how many nodes are done.
        cancel: Set it from another thread to stop.

    Raises:
        RecodingError: k is below 1, or a level limit is not for this table.
        SearchCancelled: ``cancel`` was set.
    """
    return nodes_within(table, k, table.n_records, max_levels, progress, cancel, largest=max(LARGEST, k), drop=False)


def nodes_within(
    table: FrequencyTable,
    k: int,
    limit: int,
    max_levels: Mapping[str, int] | None = None,
    progress: Progress = no_progress,
    cancel: threading.Event | None = None,
    largest: int | None = None,
    drop: bool = True,
) -> Lattice:
    """Evaluate every node that suppresses at most so many records; see :func:`lattice`.

    Args:
        limit: Records that may be suppressed.
        largest: Classes are counted size by size below this; k if absent.
        drop: Whether classes below k need not be counted, only their records.
    """
    if k < 1:
        raise RecodingError("k is {k}: it must be at least 1.", k=k)
    space = Space.of(table, max_levels)
    found = _nothing_found(space, largest or k)
    if not can_walk(table):
        raise NotComputable("too wide")
    arranged = arrange(table, space)
    excluded = np.zeros(arranged.n_prefixes, dtype=np.uint8)

    def task(first: tuple[int, int], last: tuple[int, int]) -> Callable[[np.ndarray], None]:
        return lambda control: walk(
            arranged.layout, arranged.keys, arranged.counts, np.array(first), np.array(last), k, limit, drop,
            excluded, found, control,
        )

    run_together([task(*part) for part in _parts(arranged)], space.n_nodes, progress, cancel)
    return _lattice(table, space, k, limit, found, arranged)

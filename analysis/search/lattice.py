"""Every node of the generalisation lattice: what each combination of levels leaves at risk and what it costs.

Source of the lattice: P. Samarati, "Protecting respondents' identities in microdata release", IEEE TKDE 13(6), 2001,
section 3 (doi:10.1109/69.971193).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analysis.errors import NotComputable, RecodingError
from analysis.frequency import FrequencyTable
from analysis.recoding.generalise import records_allowed
from analysis.search.ambiguity import combinations_kept
from analysis.search.columns import Space, per_level
from analysis.search.evaluate import Tally, every_node
from analysis.search.measures import (
    Measure,
    Risk,
    bits_of_generalisation,
    column_weights,
    covered,
    everything,
    heights,
    join_losses,
    losses,
)
from analysis.search.running import Progress, no_progress

LARGEST = 100
"""Classes are counted size by size below this, and below k."""


@dataclass(frozen=True, eq=False)
class Lattice:
    """Nodes of a lattice, each with its figures once the classes that fail are suppressed.

    Arrays have one row per node. Rows of nodes that are not known hold zeros.

    Attributes:
        table: The records.
        space: The combinations of levels that were searched.
        levels: Levels of each node; shape (n_nodes, n_columns). All of ``space`` in its order, unless the search was
            cut short: then only those evaluated.
        k: Classes below it are suppressed. At 1, none is.
        tally: What was counted in each node.
    """

    table: FrequencyTable
    space: Space
    levels: np.ndarray
    k: int
    tally: Tally

    @property
    def n_nodes(self) -> int:
        """Number of rows."""
        return len(self.levels)

    @property
    def n_records(self) -> int:
        """Number of records."""
        return self.table.n_records

    @property
    def known(self) -> np.ndarray:
        """Which nodes were evaluated; boolean, shape (n_nodes,)."""
        return self.tally.known

    @property
    def suppressed(self) -> np.ndarray:
        """Records that leave the release; shape (n_nodes,)."""
        return self.tally.suppressed

    @property
    def n_kept(self) -> np.ndarray:
        """Classes that stay; shape (n_nodes,)."""
        return self.tally.n_kept

    @property
    def smallest(self) -> np.ndarray:
        """Size of the smallest class that stays, the k of the release; 0 where none does; shape (n_nodes,)."""
        return self.tally.smallest

    def only(self, nodes: np.ndarray) -> Lattice:
        """Some rows only."""
        return replace(self, levels=self.levels[nodes], tally=self.tally.only(nodes))

    def levels_of(self, node: int) -> tuple[int, ...]:
        """Levels of one node, in the order of the quasi-identifiers."""
        return tuple(int(level) for level in self.levels[node])

    def suppressed_at(self, k: int) -> np.ndarray:
        """Records in classes below another k; shape (n_nodes,).

        Raises:
            NotComputable: Classes were not counted size by size down, or up, to there.
        """
        counted_from = 1 if self.tally.counts_failing else self.k
        if k == self.k:
            return self.suppressed
        if not counted_from <= k < self.tally.sizes.shape[1]:
            raise NotComputable("Classes of fewer than {k} records were not counted in this search.", k=k)
        below = self.tally.sizes[:, :k] @ np.arange(k)
        return below if self.tally.counts_failing else below + self.suppressed

    def within(self, suppression_limit: float) -> np.ndarray:
        """Which nodes suppress at most a share of the records, 0 to 1; boolean, shape (n_nodes,)."""
        return self.known & (self.suppressed <= records_allowed(suppression_limit, self.n_records))

    def risk(self, risk: Risk, threshold: float = 0.2) -> np.ndarray:
        """A risk at every node, 0 to 1; NaN where it is not known or no record stays; shape (n_nodes,).

        Args:
            threshold: For ``Risk.AT_RISK``: records whose risk is strictly above it are at risk.

        Raises:
            NotComputable: Classes were not counted size by size up to 1 / threshold.
        """
        kept = np.where(self.known, self.n_records - self.suppressed, 0)
        if risk is Risk.BELOW_K:
            return np.where(self.known, self.suppressed / self.n_records, np.nan)
        if risk is Risk.HIGHEST:
            return _share(np.ones(self.n_nodes), np.where(kept > 0, self.smallest, 0))
        if risk is Risk.AVERAGE:
            return _share(self.n_kept, kept)
        sizes = np.arange(1, self.tally.sizes.shape[1])
        if not 1 / sizes[-1] <= threshold:
            raise NotComputable(
                "Classes were counted size by size up to {largest} records only.", largest=int(sizes[-1])
            )
        exposed = np.where((1 / sizes > threshold) & (sizes >= self.k), sizes, 0)
        return _share(self.tally.sizes[:, 1:] @ exposed, kept)

    def utility(self, measure: Measure, weights: Mapping[str, float] | None = None) -> np.ndarray:
        """What recoding costs at every node, lower is better; NaN where it is not known; shape (n_nodes,).

        Args:
            weights: Weights of columns, 1 for those without; only for measures with ``by_column``.

        Raises:
            RecodingError: A weight is below 0, all are 0, or one is for no quasi-identifier.
        """
        own_weights = column_weights(self.space.names, weights)
        costs = self._by_column(measure, own_weights) if measure.by_column else self._by_class(measure)
        return np.where(self.known, costs, np.nan)

    def column_losses(self) -> np.ndarray:
        """Loss of each column, 0 to 1; shape (n_nodes, n_columns)."""
        places = range(len(self.space.names))
        all_covered = per_level(self.levels, [covered(self.table, place) for place in places])
        n_leaves = [column.n_leaves for column in self.table.columns]
        return losses(all_covered - self.tally.detail_suppressed, self.suppressed, n_leaves, self.n_records)

    def _by_column(self, measure: Measure, weights: np.ndarray) -> np.ndarray:
        match measure:
            case Measure.ENTROPY:
                return (self._bits() + self.tally.entropy_suppressed) @ weights
            case Measure.ENTROPY_MONOTONE:
                return self._bits() @ weights
            case Measure.PRECISION:
                suppressed = self.suppressed / self.n_records
                return self._heights(weights) * (1 - suppressed) + suppressed
            case Measure.PRECISION_MONOTONE:
                return self._heights(weights)
            case _:
                return join_losses(self.column_losses(), weights)

    def _by_class(self, measure: Measure) -> np.ndarray:
        match measure:
            case Measure.DISCERNIBILITY:
                return self.tally.squares_kept + self.suppressed * float(self.n_records)
            case Measure.DISCERNIBILITY_MONOTONE:
                return self._squares()
            case Measure.AVERAGE_CLASS_SIZE:
                return self.n_records / np.maximum(1, self.n_kept + (self.suppressed > 0))
            case Measure.AMBIGUITY:
                return self._ambiguity
            case _:
                return self.levels.sum(axis=1, dtype=float)

    def _squares(self) -> np.ndarray:
        if not self.tally.all_squared:
            raise NotComputable("The classes that are suppressed were not counted in this search.")
        return self.tally.squares.astype(float)

    def _bits(self) -> np.ndarray:
        places = range(len(self.space.names))
        return per_level(self.levels, [bits_of_generalisation(self.table, place) for place in places])

    def _heights(self, weights: np.ndarray) -> np.ndarray:
        return per_level(self.levels, [heights(column) for column in self.table.columns]) @ weights / weights.sum()

    @cached_property
    def _ambiguity(self) -> np.ndarray:
        kept = self.tally.combinations_kept
        if kept is None:
            numbers = self.levels.astype(np.int64) @ self.space.strides
            kept = combinations_kept(self.table, self.space, self.k)[numbers]
        return kept + everything(self.table) * self.suppressed


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)


def lattice(
    table: FrequencyTable,
    k: int = 1,
    max_levels: Mapping[str, int] | None = None,
    progress: Progress = no_progress,
    cancel: threading.Event | None = None,
) -> Lattice:
    """Evaluate every node.

    Args:
        k: Classes of fewer records are suppressed, however many. At 1, none is.
        max_levels: The most general level allowed, for columns that have such a limit.
        progress: Told how many nodes are done.
        cancel: Set it from another thread to stop.

    Raises:
        RecodingError: k is below 1, or a level limit is not for this table.
        SearchCancelled: ``cancel`` was set.
    """
    if k < 1:
        raise RecodingError("k is {k}: it must be at least 1.", k=k)
    space = Space.of(table, max_levels)
    tally = every_node(table, space, k, table.n_records, max(LARGEST, k), False, progress, cancel)
    return Lattice(table, space, space.levels, k, tally)

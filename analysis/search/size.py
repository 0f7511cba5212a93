"""What a search will need before it starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.frequency import FrequencyTable
from analysis.search.columns import Space, can_walk
from analysis.search.lattice import LARGEST
from analysis.search.running import THREADS

ROW_BYTES = 12
"""A key and a count."""
SECONDS_PER_ROW_AND_NODE = 2e-9
"""An upper estimate: the more a table shrinks under generalisation, the less."""
SECONDS_PER_ROW_ONE_BY_ONE = 5e-8


@dataclass(frozen=True)
class Size:
    """What evaluating every node needs.

    Attributes:
        n_nodes: Combinations of levels.
        n_rows: Distinct combinations of values.
        memory: Bytes at the peak, besides the table.
        seconds: Processor seconds, at most about.
    """

    n_nodes: int
    n_rows: int
    memory: int
    seconds: float


def search_size(table: FrequencyTable, max_levels: Mapping[str, int] | None = None) -> Size:
    """Estimate what :func:`analysis.search.lattice.lattice` needs.

    Raises:
        RecodingError: A level limit is not for this table.
    """
    space, n_rows, n_columns = Space.of(table, max_levels), len(table.counts), len(table.columns)
    per_node = 4 * (LARGEST + 1) + 33 * n_columns + 150
    rows = THREADS * n_rows * (ROW_BYTES * (n_columns + 2) + 8) if can_walk(table) else 0
    pace = SECONDS_PER_ROW_AND_NODE if can_walk(table) else SECONDS_PER_ROW_ONE_BY_ONE
    return Size(space.n_nodes, n_rows, space.n_nodes * per_node + rows, space.n_nodes * n_rows * pace)

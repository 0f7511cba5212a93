"""What a search will need before it starts, and compiling ahead of the first one."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import kernels, subset_kernels
from analysis.dataset import dataset_of
from analysis.encoding import EncodedColumn, encode_column
from analysis.frequency import FrequencyTable, collapse
from analysis.hierarchies.builders import suggest
from analysis.missing import Missing, Reading, frequencies
from analysis.recoding.mondrian import Cuts, LocalRecoding, recode_locally
from analysis.risk.individual import RiskForm, individual_risk
from analysis.search.columns import Space, can_walk
from analysis.search.lattice import LARGEST, lattice
from analysis.search.measures import Measure
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


def warm_up() -> threading.Thread:
    """Compile the kernels, or load them where they were compiled before, in another thread.

    Grouping does without its kernels until they are there; a search waits. Call it once, when the application starts.
    """
    thread = threading.Thread(target=_use_every_kernel, name="warm-up", daemon=True)
    thread.start()
    return thread


def _use_every_kernel() -> None:
    few = group_ahead()
    lattice(few, 2).utility(Measure.AMBIGUITY)
    _partition_ahead()
    _column_sets_ahead()
    _risk_ahead()


def _partition_ahead() -> None:
    """Use every kernel of :mod:`analysis.recoding.mondrian`."""
    dataset = dataset_of(pd.DataFrame({"a": list("1234"), "b": list("xyxy")}))
    table = collapse([encode_column(column, suggest(column).build(column)) for column in dataset])
    for cuts in Cuts:
        recode_locally(dataset, table, LocalRecoding(2, cuts))


def _column_sets_ahead() -> None:
    """Use every kernel of :mod:`analysis.subset_kernels`."""
    codes, masks, control = (
        np.zeros((1, 1), dtype=np.uint16),
        np.array([1], dtype=np.int32),
        np.zeros(2, dtype=np.int64),
    )
    subset_kernels.minimal_uniques(codes, np.array([True]), masks, 1, control)
    subset_kernels.crowd_sizes(codes, np.array([1]), masks, 1, control)


def _risk_ahead() -> None:
    """Use every kernel of :mod:`analysis.missing` and :mod:`analysis.risk.individual`."""
    frame = pd.DataFrame({"a": ["x", None], "b": ["1", "2"]}, dtype=object)
    table = collapse([encode_column(column, suggest(column).build(column)) for column in dataset_of(frame)])
    classes = table.classes()
    alike = frequencies(table, classes, np.ones(2), Reading(Missing.MATCHES_ANY))
    individual_risk(classes, alike, RiskForm.EXACT)


def group_ahead() -> FrequencyTable:
    """Use every kernel of :mod:`analysis.frequency`: by bitmap, by sorting, by sorting with rows apart."""
    with kernels.warming():
        few = collapse([_column(name, 4) for name in "abc"])
        few.classes((1, 0, 1))
        collapse([_column(name, 1 << 9) for name in "ab"])
        collapse([_column(name, 1 << 9) for name in "abcdefg"])
        few.rows_widest_last  # noqa: B018
    return few


def _column(name: str, width: int) -> EncodedColumn:
    """A column of two levels over a few made-up records."""
    labels = (np.arange(width).astype(object), np.array(["*"], dtype=object))
    lookup = (np.arange(width, dtype=np.uint32), np.zeros(width, dtype=np.uint32))
    leaves = (np.ones(width, dtype=np.int64), np.array([width]))
    return EncodedColumn(name, np.arange(4, dtype=np.uint32), labels, lookup, leaves, width)

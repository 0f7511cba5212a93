"""Compiling every kernel ahead, so that nobody waits for it at the first click."""

from __future__ import annotations

import threading

import numpy as np
import pandas as pd

from analysis import kernels, subset_kernels
from analysis.dataset import dataset_of
from analysis.encoding import EncodedColumn, encode_column
from analysis.frequency import FrequencyTable, collapse
from analysis.hierarchies.builders import suggest
from analysis.missing import Missing, Reading, frequencies
from analysis.recoding.local_suppression import LocalSuppression
from analysis.recoding.microaggregation import Method, Microaggregation
from analysis.recoding.mondrian import Cuts, LocalRecoding, recode_locally
from analysis.recoding.step import Step
from analysis.recoding.steps import apply_steps
from analysis.recoding.swapping import RankSwapping
from analysis.risk.individual import RiskForm, individual_risk
from analysis.search.lattice import lattice
from analysis.search.measures import Measure


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
    _steps_ahead()


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


def _steps_ahead() -> None:
    """Use every kernel of the steps: of swapping, of microaggregation, of local suppression."""
    numbers = [str(number) for number in range(8)]
    dataset = dataset_of(pd.DataFrame({"a": numbers, "b": numbers[::-1], "c": list("xxxxyyyz")}))
    steps: list[Step] = [
        LocalSuppression(("b", "c"), 2),
        RankSwapping(("a",)),
        *(Microaggregation(columns, 2, method) for columns in (("a",), ("a", "c")) for method in Method),
    ]
    apply_steps(steps, dataset)


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

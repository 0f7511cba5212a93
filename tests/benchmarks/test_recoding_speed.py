"""Suppressing cells and microaggregating, against pandas and numpy doing a part of it in the same run.

pytest -m benchmark -s tests/benchmarks/test_recoding_speed.py
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.dataset import Dataset, dataset_of
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.recoding.local_suppression import LocalSuppression, find_cells
from analysis.recoding.microaggregation import Method, Microaggregation, find_groups
from tests.benchmarks.conftest import MILLION, timed

pytestmark = pytest.mark.benchmark

S3 = ("urbrur", "roof", "walls", "water", "electcon", "relat", "sex")
RECORDS = 100_000


def say(what: str, seconds: float, peer: str, theirs: float) -> None:
    print(f"\n{what}: {seconds:.3f} CPU-s; {peer}: {theirs:.3f} CPU-s; ratio {seconds / theirs:.2f}")  # noqa: T201


def pandas_groupings(dataset: Dataset, columns: tuple[str, ...]) -> float:
    """CPU seconds to count the records alike without each one of the columns, which any search has to begin with."""
    frame = pd.DataFrame({name: dataset[name].codes for name in columns})
    without = [[other for other in columns if other != name] for name in columns]
    return timed(lambda: [frame.groupby(kept, sort=False).size() for kept in without], 2).seconds


def test_cells_of_a_small_file(shared: Path) -> None:
    dataset = dataset_of(pd.read_csv(shared / "data" / "testdata.csv", dtype=str))
    find_cells(dataset, LocalSuppression(S3, 5))
    ours = timed(lambda: find_cells(dataset, LocalSuppression(S3, 5)), 5)
    theirs = pandas_groupings(dataset, S3)
    say(f"S3, k = 5, both readings, {ours.result.n_cells} cells", ours.seconds, "7 groupings by pandas", theirs)
    assert ours.seconds < 20 * theirs
    assert ours.seconds < 0.3


@pytest.mark.parametrize("left_out", ["zip", "salary-class"])
def test_cells_of_a_million_records(million: tuple[Dataset, dict[str, Hierarchy]], left_out: str) -> None:
    dataset, _ = million
    columns = tuple(name for name in dataset.names if name not in (left_out, "occupation"))[:7]
    ours = timed(lambda: find_cells(dataset, LocalSuppression(columns, 5)), 2)
    theirs = pandas_groupings(dataset, columns)
    what = f"{MILLION:,} × 7 without {left_out}, k = 5, both readings, {ours.result.n_cells:,} cells"
    say(what, ours.seconds, "7 groupings by pandas", theirs)
    assert ours.seconds < 10
    assert ours.seconds < 8 * theirs


@pytest.mark.parametrize(("method", "limit"), [(Method.MDAV, 1.0), (Method.MDAV_IN_BLOCKS, 0.1)])
def test_groups_of_a_hundred_thousand_records(method: Method, limit: float) -> None:
    points = np.random.default_rng(0).normal(size=(RECORDS, 3)).round(3)
    dataset = dataset_of(pd.DataFrame(points.astype(str), columns=["a", "b", "c"]))
    ours = timed(lambda: find_groups(dataset, Microaggregation(dataset.names, 3, method)), 1)
    one_distance = timed(lambda: ((points - points[0]) ** 2).sum(axis=1), 5).seconds
    theirs = one_distance * RECORDS / 2 / 6 * 3
    say(
        f"{RECORDS:,} × 3, {method.value}, error {ours.result.error:.5f}",
        ours.seconds,
        "MDAV's distances by numpy",
        theirs,
    )
    assert ours.seconds < 15
    assert ours.seconds < limit * theirs

"""Making the hierarchy of a column of ten thousand values held by a million records, against cutting them by pandas."""

import numpy as np
import pandas as pd
import pytest

from analysis.dataset import Column
from analysis.hierarchies.builders import CutPoints
from analysis.kinds import Kind
from tests.benchmarks.conftest import MILLION, timed

pytestmark = pytest.mark.benchmark

VALUES = 10_000


def test_intervals_of_ten_thousand_values_take_less_than_pandas_takes_for_their_million_records() -> None:
    codes = np.random.default_rng(1).integers(0, VALUES, MILLION).astype(np.int32)
    column = Column("cost", Kind.INTEGER, np.array([str(value) for value in range(VALUES)], dtype=object), codes)
    levels = tuple(tuple(float(cut) for cut in range(width, VALUES, width)) for width in (100, 500, 2500))
    records = pd.Series(codes)

    def by_pandas() -> list[pd.Series]:
        return [pd.cut(records, [-np.inf, *cuts, np.inf], right=False) for cuts in levels]

    ours, theirs = timed(lambda: CutPoints(levels).build(column)), timed(by_pandas)
    print(f"\nhierarchy of 10,000 values: {ours.seconds * 1e3:.0f} ms, pandas {theirs.seconds * 1e3:.0f} ms")  # noqa: T201
    groups = [len(set(ours.result.table[:, level])) for level in (1, 2, 3)]
    assert groups == [cut.nunique() for cut in theirs.result]
    assert ours.seconds < theirs.seconds

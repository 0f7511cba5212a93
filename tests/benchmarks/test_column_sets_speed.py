"""Grouping by sets of columns, against pandas grouping by some of the same sets in the same run."""

import numpy as np
import pandas as pd
import pytest

from analysis.assessment import tabulate
from analysis.dataset import Dataset
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.risk.column_sets import members
from analysis.risk.subsets import subsets
from analysis.risk.suda import special_uniques
from tests.benchmarks.conftest import timed

Million = tuple[Dataset, dict[str, Hierarchy]]

pytestmark = pytest.mark.benchmark

SAMPLED = 12
"""Sets that pandas groups by: the time of one, times the number of sets, is what all would take."""


def by_pandas(dataset: Dataset, names: tuple[str, ...]) -> float:
    """CPU seconds that pandas would take to group by every set of some columns."""
    frame = pd.DataFrame({name: pd.Categorical.from_codes(dataset[name].codes, dataset[name].values) for name in names})
    n_sets = (1 << len(names)) - 1
    drawn = np.random.default_rng(1).choice(np.arange(1, n_sets + 1), SAMPLED, replace=False)
    sets = [[names[place] for place in members(int(mask))] for mask in drawn]
    some = timed(lambda: [frame.groupby(own, observed=True).size() for own in sets], runs=1)
    return some.seconds / SAMPLED * n_sets


def test_suda_on_a_million_records_takes_a_fifth_of_what_pandas_groups_in(million: Million) -> None:
    dataset, hierarchies = million
    names = dataset.names[:7]
    table = tabulate(dataset, names, hierarchies)
    special_uniques(names, table.classes())
    ours, theirs = timed(lambda: special_uniques(names, table.classes())), by_pandas(dataset, names)
    print(f"\nSUDA2, 1M x 7, 127 sets: {ours.seconds:.2f} CPU-s, pandas grouping {theirs:.1f} CPU-s")  # noqa: T201
    assert len(ours.result.scores) == (table.counts == 1).sum()
    assert ours.seconds < 2
    assert ours.seconds < theirs / 5


def test_every_set_of_the_columns_of_adult_takes_a_fifth_of_what_pandas_groups_in(adult: Dataset) -> None:
    codes = [column.codes for column in adult]
    subsets(adult.names, codes)
    ours, theirs = timed(lambda: subsets(adult.names, codes)), by_pandas(adult, adult.names)
    print(f"\n511 sets of Adult: {ours.seconds:.3f} CPU-s, pandas grouping {theirs:.1f} CPU-s")  # noqa: T201
    assert len(ours.result.masks) == 511
    assert ours.seconds < 0.5
    assert ours.seconds < theirs / 5

"""Sets of columns: against counting them with pandas, and against ARX."""

from __future__ import annotations

import threading
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dataset import Dataset
from analysis.errors import NotComputable
from analysis.risk.subsets import ColumnSet, Subsets, subsets
from analysis.search.running import SearchCancelled

MANY = 3000


@st.composite
def records(draw: st.DrawFn) -> pd.DataFrame:
    """A few records of 1 to 5 columns; -1 is a missing value."""
    n_columns, n_records = draw(st.integers(1, 5)), draw(st.integers(2, 25))
    values = st.lists(st.integers(-1, 3), min_size=n_records, max_size=n_records)
    return pd.DataFrame({f"c{place}": draw(values) for place in range(n_columns)})


def measured(frame: pd.DataFrame, **choices: Any) -> Subsets:
    return subsets(list(frame.columns), [frame[name].to_numpy() for name in frame.columns], **choices)


def every(found: Subsets) -> dict[tuple[str, ...], ColumnSet]:
    return {one.columns: one for one in found.best(len(found.masks))}


@settings(max_examples=60)
@given(records())
def test_every_set_is_measured_as_pandas_counts_it(frame: pd.DataFrame) -> None:
    found = every(measured(frame))
    n_records = len(frame)
    wanted = [own for size in range(1, len(frame.columns) + 1) for own in combinations(frame.columns, size)]
    assert set(found) == set(wanted)
    for columns in wanted:
        sizes = frame.groupby(list(columns)).size()
        one = found[columns]
        assert one.uniques == (sizes == 1).sum()
        assert one.distinctness.distinction == pytest.approx(len(sizes) / n_records)
        alike = (sizes * (sizes - 1)).sum() / (n_records * (n_records - 1))
        assert one.distinctness.separation == pytest.approx(1 - alike)


@settings(max_examples=60)
@given(records(), st.floats(0, 0.99))
def test_the_smallest_sets_single_out_enough_and_no_part_of_them_does(frame: pd.DataFrame, above: float) -> None:
    found = measured(frame)
    enough = {columns for columns, one in every(found).items() if one.share > above}
    minimal = {own for own in enough if not any(set(other) < set(own) for other in enough)}
    listed = found.smallest(above)
    assert {one.columns for one in listed} == minimal
    assert [len(one.columns) for one in listed] == sorted(len(one.columns) for one in listed)


@given(records())
def test_who_knows_more_columns_finds_more_people(frame: pd.DataFrame) -> None:
    known = measured(frame).by_size
    assert all(one.is_complete for one in known)
    for fewer, more in pairwise(known):
        assert fewer.lowest <= more.lowest + 1e-12
        assert fewer.mean <= more.mean + 1e-12
        assert fewer.highest <= more.highest + 1e-12


@settings(max_examples=40)
@given(records(), st.integers(1, 40))
def test_a_bounded_search_says_what_it_measured_and_measures_it_right(frame: pd.DataFrame, most: int) -> None:
    whole, part = measured(frame), measured(frame, most_sets=most)
    n_columns = len(frame.columns)
    assert len(part.masks) == len(set(part.masks.tolist())) <= max(most, 2 * n_columns)
    assert sum(known.n_measured for known in part.by_size) == len(part.masks)
    assert every(part).items() <= every(whole).items()
    assert part.by_size[0].is_complete  # each column alone
    assert part.by_size[-1].is_complete  # and all together
    for known in part.by_size:
        assert (known.mean is None) == (not known.is_complete)


def test_a_bounded_search_follows_the_best_sets() -> None:
    rng = np.random.default_rng(1)
    frame = pd.DataFrame({f"c{place}": rng.integers(0, 2 + 30 * (place in (3, 7)), 300) for place in range(10)})
    found = measured(frame, most_sets=100)
    assert [known.is_complete for known in found.by_size] == [True, True, *[False] * 7, True]
    assert {"c3", "c7"} <= set(found.best(1, size=3)[0].columns)
    assert found.best(1, size=3) == measured(frame).best(1, size=3)
    assert str(found.coverage()).startswith(f"{len(found.masks)} of 1023 sets of columns were measured")


def test_adult_has_the_distinction_and_separation_of_arx(adult: Dataset, arx: dict[str, Any]) -> None:
    found = subsets(adult.names, [column.codes for column in adult])
    assert str(found.coverage()) == "All 511 sets of columns were measured."
    ours = {frozenset(columns): one for columns, one in every(found).items()}
    for case in arx["attribute_risks_9qi_first_100"]:
        one = ours[frozenset(case["attributes"])].distinctness
        assert one.distinction == pytest.approx(case["distinction"], abs=1e-12)
        assert one.separation == pytest.approx(case["separation"], abs=1e-12)


def test_twenty_columns_are_searched_within_a_bound(adult: Dataset) -> None:
    rng = np.random.default_rng(1)
    codes = [column.codes[rng.permutation(2000)] for column in (*adult, *adult, *list(adult)[:2])]
    found = subsets([f"c{place}" for place in range(20)], codes, most_sets=MANY)
    assert len(found.masks) <= MANY
    assert [known.size for known in found.by_size if known.is_complete] == [1, 2, 3, 20]
    assert found.smallest(0.05)


def test_more_than_twenty_columns_are_refused() -> None:
    with pytest.raises(NotComputable, match="1 to 20 columns"):
        subsets([f"c{place}" for place in range(21)], [np.zeros(3, dtype=np.int32)] * 21)


def test_one_record_has_no_pair_to_compare() -> None:
    with pytest.raises(NotComputable, match="fewer than two records"):
        subsets(["a"], [np.zeros(1, dtype=np.int32)])


def test_the_measuring_can_be_stopped_and_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    codes = [np.array([0, 1, 2]), np.array([0, 0, 1])]
    subsets(["a", "b"], codes, progress=lambda done, total: told.append((done, total)))
    assert {total for _done, total in told} == {3}
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(SearchCancelled):
        subsets(["a", "b"], codes, cancel=cancel)

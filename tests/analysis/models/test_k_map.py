"""k-map: with a table of the population, and estimated."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from populations import classes_of
from scipy.stats import poisson

from analysis.dataset import dataset_of
from analysis.encoding import encode
from analysis.errors import NotComputable, RecodingError, RoleError
from analysis.frequency import FrequencyTable, collapse
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.models.k_map import (
    CellSizeEstimator,
    KMap,
    class_size_for_k_map,
    estimated_k_map,
    k_map,
    match_population,
)

SEX = Hierarchy.of(np.array([["f", "*"], ["m", "*"]], dtype=object))
AGE = Hierarchy.of(np.array([["20", "20-39"], ["30", "20-39"], ["50", "40-59"], ["55", "40-59"]], dtype=object))
PEOPLE = [("f", "20"), ("f", "20"), ("f", "30"), ("m", "30"), ("m", "30"), ("m", "50"), ("f", "50"), ("f", "55")]
RECORDS = [("m", "30"), ("f", "50"), ("f", "20")]


def table(rows: list[tuple[str | None, str | None]]) -> FrequencyTable:
    dataset = dataset_of(pd.DataFrame(rows, columns=["sex", "age"], dtype=object))
    return collapse(encode(dataset, {"sex": SEX, "age": AGE}, dataset.names))


def test_people_are_counted_by_label_whatever_their_codes() -> None:
    records = table(RECORDS)
    found = match_population(records, records.classes(), table(PEOPLE))
    by_label = {
        (records.columns[0].labels[0][sex], records.columns[1].labels[0][age]): int(people)
        for sex, age, people in zip(*records.classes().codes, found.people, strict=True)
    }
    assert by_label == {("m", "30"): 2, ("f", "50"): 1, ("f", "20"): 2}
    assert found.n_unmatched == 0
    assert sorted(zip(found.population_sizes, found.records, strict=True)) == [
        (1, 0),
        (1, 0),
        (1, 0),
        (1, 1),
        (2, 1),
        (2, 1),
    ]
    assert k_map(records.classes(), found) == KMap(k=1, n_at_k=1, n_records=3, n_unmatched=0)


def test_both_are_generalised_to_the_same_levels() -> None:
    records = table(RECORDS)
    classes = records.classes((1, 1))
    assert k_map(classes, match_population(records, classes, table(PEOPLE))) == KMap(3, 1, 3, 0)


def test_records_that_the_population_lacks_count_as_their_own_class() -> None:
    records = table([("m", "30"), ("m", "30"), ("m", "30"), ("m", "20"), ("f", None)])
    found = match_population(records, records.classes(), table([("m", "30"), ("f", "20"), ("f", "30")]))
    assert sorted(found.people) == [1, 1, 3]
    assert found.n_unmatched == 5
    assert (found.records <= found.population_sizes).all()


def test_a_missing_value_is_like_a_missing_value() -> None:
    records = table([("m", None), ("f", "20")])
    found = match_population(records, records.classes(), table([("m", None), ("m", None), ("f", "20"), ("m", "30")]))
    assert sorted(found.people) == [1, 2]


def test_suppressed_records_are_left_out() -> None:
    records = table(RECORDS)
    classes = records.classes()
    kept = classes.only(classes.codes[0] == 1)
    assert k_map(kept, match_population(records, kept, table(PEOPLE))) == KMap(2, 1, 1, 0)


def test_other_columns_and_levels_are_refused() -> None:
    records = table(RECORDS)
    with pytest.raises(RoleError, match="choose the same"):
        match_population(records, records.classes(), table(PEOPLE).without("sex"))
    flat = dataset_of(pd.DataFrame(PEOPLE, columns=["sex", "age"]))
    only_base = {"sex": SEX, "age": Hierarchy.of(AGE.table[:, :1])}
    with pytest.raises(RecodingError, match="age has no level 1"):
        match_population(records, records.classes((0, 1)), collapse(encode(flat, only_base, flat.names)))
    with pytest.raises(NotComputable):
        match_population(records, records.classes().only(np.zeros(3, dtype=bool)), table(PEOPLE))


@pytest.mark.parametrize("estimator", CellSizeEstimator)
@pytest.mark.parametrize("k", [1, 5, 100, 1000])
def test_the_class_size_needed_is_the_smallest_that_fewer_people_would_hardly_reach(
    estimator: CellSizeEstimator, k: int
) -> None:
    fraction, significance = 0.05, 0.01
    size = class_size_for_k_map(k, fraction, estimator, significance)
    seen = 1 - poisson(k * fraction).pmf(0) if estimator is CellSizeEstimator.ZERO_TRUNCATED_POISSON else 1
    assert poisson(k * fraction).sf(size - 1) / seen <= significance or size == k
    assert size == 1 or poisson(k * fraction).sf(size - 2) / seen > significance


def test_a_thousand_americans_ask_for_classes_of_three_in_adult_as_in_arx() -> None:
    assert class_size_for_k_map(1000, 30162 / 317238626, significance=0.01) == 3


@given(st.lists(st.integers(1, 40), min_size=1, max_size=20), st.integers(1, 1000), st.integers(1, 300))
def test_the_estimate_and_the_class_size_needed_agree(sizes: list[int], times: int, k: int) -> None:
    classes = classes_of(np.array(sizes))
    found = estimated_k_map(classes, sum(sizes) * times)
    assert found.k >= min(sizes)
    assert (class_size_for_k_map(k, 1 / times) <= min(sizes)) == (found.k >= k) or times == 1


def test_a_unique_record_proves_nothing_about_the_population() -> None:
    assert estimated_k_map(classes_of(np.array([1, 4])), 10**6).k == 1
    assert estimated_k_map(classes_of(np.array([4, 4, 7])), 15).k == 4
    with pytest.raises(NotComputable):
        estimated_k_map(classes_of(np.array([4])), 3)
    with pytest.raises(NotComputable):
        estimated_k_map(classes_of(np.array([], dtype=int)), 3)

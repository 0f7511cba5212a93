"""Distributions before and after, by hand and against scipy."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import wasserstein_distance

from analysis.dataset import Dataset, dataset_of
from analysis.encoding import encode
from analysis.frequency import FrequencyTable, collapse
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.utility.marginals import MarginalChange, marginal_changes

AGES = Hierarchy.of([["30", "30–31", "*"], ["31", "30–31", "*"], ["40", "40–41", "*"], ["41", "40–41", "*"]])


def people(ages: list[str | None], diagnoses: list[str | None] | None = None) -> tuple[Dataset, FrequencyTable]:
    dataset = dataset_of(pd.DataFrame({"age": ages, "diagnosis": diagnoses or ["flu"] * len(ages)}))
    return dataset, collapse(encode(dataset, {"age": AGES}, ["age"]))


def change_of_age(ages: list[str | None], level: int, k: int = 1) -> MarginalChange:
    dataset, table = people(ages)
    classes = table.classes((level,))
    (found,) = marginal_changes(dataset, table, classes, classes.sizes >= k)
    return found


def test_nothing_changes_where_nothing_is_done() -> None:
    found = change_of_age(["30", "31", "31", "40"], 0)
    assert (found.total_variation, found.hellinger, found.wasserstein, found.n_suppressed) == (0, 0, 0, 0)


def test_the_records_of_a_label_are_shared_evenly_among_its_values() -> None:
    found = change_of_age(["30", "31", "31", "31"], 1)
    assert found.values.tolist() == ["30", "31"]
    assert found.before.tolist() == [0.25, 0.75]
    assert found.after.tolist() == [0.5, 0.5]
    # A quarter of the records move, by one year.
    assert (found.total_variation, found.wasserstein, found.wasserstein_share) == (0.25, 0.25, 0.25)
    assert found.hellinger == pytest.approx(np.sqrt(1 - np.sqrt(0.125) - np.sqrt(0.375)))


def test_a_suppressed_record_could_have_had_any_value() -> None:
    # At level 0 and k = 2 the one aged 40 is lost, and shared among 30 and 40.
    found = change_of_age(["30", "30", "30", "40"], 0, k=2)
    assert found.after.tolist() == [0.875, 0.125]
    assert (found.n_suppressed, found.total_variation) == (1, 0.125)
    assert (found.wasserstein, found.wasserstein_share) == (1.25, 0.125)


def test_missing_is_a_value_that_is_no_number() -> None:
    found = change_of_age(["30", "31", None, None], 2)
    assert found.values.tolist() == ["30", "31", None]
    assert found.after.tolist() == pytest.approx([1 / 3] * 3)
    assert found.total_variation == pytest.approx(1 / 6)
    assert found.wasserstein == 0


def test_a_column_that_is_not_recoded_loses_records_only() -> None:
    dataset, table = people(["30", "30", "40"], ["flu", None, "ulcer"])
    classes = table.classes()
    _, found = marginal_changes(dataset, table, classes, classes.sizes >= 2, ["diagnosis"])
    assert found.values.tolist() == ["flu", "ulcer", None]
    assert found.after.tolist() == pytest.approx([4 / 9, 1 / 9, 4 / 9])
    assert found.wasserstein is None


@given(
    st.lists(st.sampled_from(["30", "31", "40", "41", None]), min_size=1, max_size=20),
    st.integers(0, 2),
    st.integers(1, 4),
)
def test_distances_are_bounded_and_the_move_of_numbers_is_that_of_scipy(
    ages: list[str | None], level: int, k: int
) -> None:
    found = change_of_age(ages, level, k)
    assert found.after.sum() == pytest.approx(1)
    assert 0 <= found.total_variation <= 1
    assert found.total_variation <= np.sqrt(2) * found.hellinger + 1e-9
    assert found.hellinger**2 <= found.total_variation + 1e-9
    if found.wasserstein is not None:
        known = np.array([value is not None for value in found.values])
        numbers = found.values[known].astype(float)
        expected = wasserstein_distance(numbers, numbers, found.before[known], found.after[known])
        assert found.wasserstein == pytest.approx(expected, abs=1e-9)

"""Prosecutor risk, against the definition and against ARX."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.dataset import Dataset
from analysis.encoding import encode
from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses, collapse
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.risk.reidentification import prosecutor_risk, share_at_risk


def classes(*sizes: int) -> EquivalenceClasses:
    own = np.array(sizes, dtype=np.int64)
    return EquivalenceClasses((0,), own, (np.arange(len(own)),), np.arange(len(own)))


def test_the_average_is_over_records_and_not_over_classes() -> None:
    risk = prosecutor_risk(classes(1, 3))
    assert risk.average == 2 / 4
    assert (risk.highest, risk.lowest, risk.records_at_highest, risk.n_records) == (1, 1 / 3, 1, 4)


def test_a_risk_equal_to_the_threshold_is_not_above_it() -> None:
    assert share_at_risk(classes(5, 4, 11), 0.2) == 4 / 20
    assert share_at_risk(classes(11, 12), 0.09) == 11 / 23


@given(st.lists(st.integers(1, 10**6), min_size=1), st.floats(0, 1))
def test_risks_are_probabilities_in_order(sizes: list[int], threshold: float) -> None:
    risk = prosecutor_risk(classes(*sizes))
    assert 0 < risk.lowest <= risk.average <= risk.highest <= 1
    assert 0 <= share_at_risk(classes(*sizes), threshold) <= 1


def test_no_records_have_no_risk() -> None:
    with pytest.raises(NotComputable):
        prosecutor_risk(classes())
    with pytest.raises(NotComputable):
        share_at_risk(classes(), 0.2)


def test_adult_has_the_risks_that_arx_gives(
    adult: Dataset, adult_hierarchies: dict[str, Hierarchy], arx: dict[str, Any]
) -> None:
    for case in arx["risk"]:
        found = collapse(encode(adult, adult_hierarchies, case["qis"])).classes()
        risk = prosecutor_risk(found)
        assert risk.highest == case["highest_risk"]
        assert risk.average == pytest.approx(case["average_risk"], abs=1e-12)
        assert risk.lowest == pytest.approx(case["lowest_risk"], abs=1e-12)
        assert risk.records_at_highest / risk.n_records == pytest.approx(case["frac_affected_by_highest"], abs=1e-12)
        for threshold in (0.05, 0.1, 0.2, 0.33):
            expected = case[f"summary_threshold_{threshold}"]["prosecutor_records_at_risk"]
            assert share_at_risk(found, threshold) == pytest.approx(expected, abs=1e-12)

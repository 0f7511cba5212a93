"""Estimates of population uniqueness with their intervals, and the rule that chooses among them."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from populations import drawn_from, slide_negative_binomial_population

from analysis.errors import NotComputable
from analysis.risk.population.decision import decide, population_uniqueness
from analysis.risk.population.estimate import Estimator, UniquenessEstimate, estimate_uniques
from analysis.risk.population.sample import sample_of
from analysis.wording import sentence


def estimate(estimator: Estimator, uniques: float, fraction: float) -> UniquenessEstimate:
    return UniquenessEstimate(estimator, uniques, (0, uniques), 1000, fraction, sentence("made up"))


def test_the_rule_takes_pitman_up_to_a_tenth_and_the_lower_of_the_others_beyond() -> None:
    for fraction, snb, expected in (
        (0.1, 5, Estimator.PITMAN),
        (0.11, 5, Estimator.SNB),
        (0.11, 30, Estimator.ZAYATZ),
    ):
        three = [
            estimate(Estimator.PITMAN, 90, fraction),
            estimate(Estimator.ZAYATZ, 20, fraction),
            estimate(Estimator.SNB, snb, fraction),
        ]
        assert decide(three).estimator is expected


def test_the_rule_falls_back_on_zayatz() -> None:
    for fraction in (0.05, 0.5):
        assert decide([estimate(Estimator.ZAYATZ, 20, fraction)]).estimator is Estimator.ZAYATZ


def test_adult_gets_the_estimate_that_arx_chooses_where_arx_has_all_of_them(arx: dict[str, Any]) -> None:
    for case in arx["risk"]:
        pairs = np.array(case["histogram_size_count_pairs"]).reshape(-1, 2)
        sizes = np.repeat(pairs[:, 0], pairs[:, 1])
        for figures in case["population_uniqueness"]:
            sample = sample_of(sizes, figures["population_size"])
            if 0.1 < sample.fraction < 0.9:
                continue
            found = decide([estimate_uniques(sample, estimator, replicates=2) for estimator in Estimator])
            assert found.estimator.name == figures["dankar_model"] or sample.fraction == 1
            exact = found.estimator is not Estimator.SNB
            assert found.share == pytest.approx(figures["dankar_fraction"], rel=1e-9 if exact else 0.06)


def test_every_estimate_is_given_with_its_interval_and_doubt() -> None:
    rng = np.random.default_rng(5)
    drawn = drawn_from(slide_negative_binomial_population(3000, 0.5, 0.2, rng), 0.3, rng)
    found = population_uniqueness(drawn[drawn > 0], int(drawn.sum() / 0.3))
    assert {one.estimator for one in found.estimates} == set(Estimator)
    assert found.dankar in found.estimates
    assert found.unsolved == ()
    for one in found.estimates:
        assert one.interval[0] < one.uniques < one.interval[1]
        assert one.share_interval[0] < one.share < one.share_interval[1]
        assert one.caveat is one.estimator.caveat
    assert found == population_uniqueness(drawn[drawn > 0], int(drawn.sum() / 0.3))


def test_what_has_no_solution_is_named_and_left_out() -> None:
    found = population_uniqueness(np.ones(40, dtype=int), 400)
    assert (found.pitman, found.snb) == (None, None)
    assert found.dankar is found.zayatz
    assert found.zayatz.uniques == pytest.approx(400)
    assert len(found.unsolved) == 2


def test_without_unique_records_the_interval_tells_what_may_have_been_missed() -> None:
    found = population_uniqueness(np.array([3, 4, 5, 9]), 210)
    assert found.dankar.uniques == 0
    low, high = found.dankar.interval
    assert low == 0
    assert 0.9 ** round(high) == pytest.approx(0.025, rel=0.1)
    assert str(found.dankar.caveat).startswith("No record is unique in the data")
    assert population_uniqueness(np.array([3, 4]), 7).dankar.interval == (0, 0)


def test_the_whole_population_leaves_no_doubt() -> None:
    found = population_uniqueness(np.array([1] * 30 + [2] * 8 + [5, 9]), 60)
    assert found.zayatz.uniques == pytest.approx(30)
    assert found.zayatz.interval == pytest.approx((30, 30))


@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=60),
    st.sampled_from([1.0, 1.5, 10.0, 1e5]),
    st.sampled_from(Estimator),
)
def test_an_estimate_is_a_number_of_people(sizes: list[int], times: float, estimator: Estimator) -> None:
    sample = sample_of(np.array(sizes), int(sum(sizes) * times))
    try:
        found = estimate_uniques(sample, estimator, replicates=10)
    except NotComputable:
        return
    assert 0 <= found.uniques <= sample.population_size
    assert 0 <= found.interval[0] <= found.interval[1] <= sample.population_size


def test_a_population_smaller_than_the_data_is_refused() -> None:
    with pytest.raises(NotComputable, match="fewer than the 6 records"):
        population_uniqueness(np.array([1, 2, 3]), 5)
    with pytest.raises(NotComputable, match="No record is left"):
        population_uniqueness(np.array([], dtype=int), 5)

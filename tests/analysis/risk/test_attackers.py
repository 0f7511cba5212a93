"""Journalist and marketer: by the dataset, by a table of the population, and estimated."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from populations import classes_of, drawn_from, pitman_population
from scipy.stats import nbinom

from analysis.dataset import Dataset
from analysis.encoding import encode
from analysis.errors import NotComputable
from analysis.frequency import collapse
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.models.k_map import PopulationMatch, match_population
from analysis.risk.attackers import (
    BENEDETTI_FRANCONI,
    Basis,
    expected_risks,
    journalist_risk,
    marketer_risk,
    register_estimated,
    register_of_dataset,
    register_of_population,
)
from analysis.risk.population.pitman import PitmanParameters
from analysis.risk.population.sample import sample_of
from analysis.risk.reidentification import distribution, prosecutor_risk, share_at_risk


def matched(people: list[int], unmatched: int = 0) -> PopulationMatch:
    sizes = np.array(people)
    return PopulationMatch(sizes, unmatched, sizes, sizes)


def test_the_dataset_alone_gives_the_prosecutors_risk_as_in_arx(
    adult: Dataset, adult_hierarchies: dict[str, Hierarchy], arx: dict[str, Any]
) -> None:
    for case in arx["risk"]:
        classes = collapse(encode(adult, adult_hierarchies, case["qis"])).classes()
        register = register_of_dataset(classes)
        journalist, marketer = journalist_risk(register), marketer_risk(register)
        assert journalist.basis is Basis.DATASET
        assert journalist.lowest == pytest.approx(case["lowest_risk"])
        for threshold in (0.05, 0.1, 0.2, 0.33):
            figures = case[f"summary_threshold_{threshold}"]
            assert journalist.highest == figures["journalist_highest"]
            assert journalist.average == pytest.approx(figures["journalist_success"], abs=1e-12)
            assert journalist.share_at_risk(threshold) == pytest.approx(
                figures["journalist_records_at_risk"], abs=1e-12
            )
            assert marketer.average == pytest.approx(figures["marketer_success"], abs=1e-12)
        cumulative = journalist.distribution
        for risk in ("0.05", "0.1", "0.2", "0.5"):
            share = 1 - cumulative.above(float(risk) + 1e-12)
            assert share == pytest.approx(case["cumulative_risk_distribution"][risk], abs=1e-12)


def test_a_population_table_gives_the_risk_in_the_population() -> None:
    classes = classes_of(np.array([1, 2, 5]))
    register = register_of_population(classes, matched([10, 4, 50], unmatched=3))
    journalist, marketer = journalist_risk(register), marketer_risk(register)
    assert (journalist.highest, journalist.lowest, journalist.records_at_highest) == (1 / 4, 1 / 50, 2)
    assert marketer.average == pytest.approx((1 / 10 + 2 / 4 + 5 / 50) / 8)
    assert marketer.expected_records == pytest.approx(0.7)
    assert journalist.average == pytest.approx(marketer.average)
    assert journalist.share_at_risk(0.05) == 3 / 8
    assert journalist.n_unmatched == 3
    assert "3 of 8 records" in str(journalist.caveat)


def test_the_average_is_that_of_the_people_where_it_is_higher() -> None:
    register = register_of_population(classes_of(np.array([1, 9])), matched([1, 1000]))
    assert marketer_risk(register).average == pytest.approx((1 + 9 / 1000) / 10)
    assert journalist_risk(register).average == pytest.approx(marketer_risk(register).average)
    register = register_of_population(classes_of(np.array([1, 19])), matched([2, 20]))
    assert journalist_risk(register).average == pytest.approx(2 / 22)
    assert marketer_risk(register).average == pytest.approx((1 / 2 + 19 / 20) / 20)


def test_adult_in_itself_has_the_prosecutors_risk(adult: Dataset, adult_hierarchies: dict[str, Hierarchy]) -> None:
    whole = collapse(encode(adult, adult_hierarchies, ("age", "race", "sex")))
    classes = whole.classes((1, 0, 0))
    journalist = journalist_risk(register_of_population(classes, match_population(whole, classes, whole)))
    prosecutor = prosecutor_risk(classes)
    assert (journalist.highest, journalist.lowest) == (prosecutor.highest, prosecutor.lowest)
    assert journalist.average == pytest.approx(prosecutor.average)
    assert journalist.share_at_risk(0.05) == pytest.approx(share_at_risk(classes, 0.05))


@pytest.mark.parametrize(("theta", "alpha"), [(0, 0), (30, 0.3), (500, 0.8), (40, -0.5)])
def test_the_expected_risk_is_the_mean_over_the_sizes_that_the_class_may_have(theta: float, alpha: float) -> None:
    sample = sample_of(np.array([1, 1, 1, 2, 3, 12]), 2000)
    chance = (20 + theta) / (2000 + theta)
    more = np.arange(400_000)
    expected = [float((nbinom(size - alpha, chance).pmf(more) / (size + more)).sum()) for size in (1, 2, 3, 12)]
    assert expected_risks(sample, PitmanParameters(theta, alpha)) == pytest.approx(expected, rel=1e-9)


def test_without_theta_and_alpha_it_is_the_risk_of_benedetti_and_franconi() -> None:
    risks = expected_risks(sample_of(np.array([1, 2, 3, 4]), 100), BENEDETTI_FRANCONI)
    p, q = 0.1, 0.9
    one, two = p / q * np.log(1 / p), p / q - (p / q) ** 2 * np.log(1 / p)
    assert risks[:2] == pytest.approx([one, two])


def test_the_whole_population_has_the_prosecutors_risk() -> None:
    classes = classes_of(np.array([1, 1, 1, 2, 3, 12]))
    register = register_estimated(classes, 20)
    assert register.risks == pytest.approx(1 / classes.sizes)
    assert register.mean_interval == pytest.approx((6 / 20, 6 / 20))


@settings(max_examples=15)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=40), st.integers(1, 10_000))
def test_an_estimated_risk_is_never_above_the_prosecutors(sizes: list[int], times: int) -> None:
    classes = classes_of(np.array(sizes))
    if max(sizes) == 1:
        with pytest.raises(NotComputable, match="Every record is unique"):
            register_estimated(classes, sum(sizes) * times)
        return
    register = register_estimated(classes, sum(sizes) * times)
    assert (register.risks <= 1 / classes.sizes + 1e-12).all()
    assert (register.risks > 0).all()
    assert register.mean_interval is not None
    assert 0 <= register.mean_interval[0] <= register.mean_interval[1] <= 1


def test_even_classes_hide_a_unique_record_among_as_many_people_as_any_class_has() -> None:
    """600 records in 550 of about 3,370 equally frequent classes, each of 30 people of the population."""
    register = register_estimated(classes_of(np.array([1] * 500 + [2] * 50)), 100_000)
    assert register.risks.max() == pytest.approx(1 / 30, rel=0.05)


def test_one_class_has_as_many_people_for_each_record_as_the_population_has() -> None:
    assert register_estimated(classes_of(np.array([50])), 5000).risks == pytest.approx(1 / 5000, rel=0.03)


def test_an_estimate_says_what_it_is() -> None:
    rng = np.random.default_rng(6)
    drawn = drawn_from(pitman_population(4000, 50, 0.5, rng), 0.25, rng)
    journalist = journalist_risk(register_estimated(classes_of(drawn[drawn > 0]), 4000))
    marketer = marketer_risk(register_estimated(classes_of(drawn[drawn > 0]), 4000))
    assert journalist.basis is marketer.basis is Basis.ESTIMATE
    assert journalist.highest_interval is not None
    assert journalist.highest_interval[0] < journalist.highest < journalist.highest_interval[1]
    assert marketer.interval == journalist.average_interval
    assert "estimated" in str(marketer.caveat)


def test_a_tenth_of_adult_tells_the_risk_in_the_whole(adult: Dataset, adult_hierarchies: dict[str, Hierarchy]) -> None:
    whole = collapse(encode(adult, adult_hierarchies, adult.names))
    rng = np.random.default_rng(8)
    drawn = drawn_from(whole.counts, 0.1, rng)
    actual = float((drawn / whole.counts).sum() / drawn.sum())
    found = marketer_risk(register_estimated(classes_of(drawn[drawn > 0]), adult.n_records))
    assert found.average == pytest.approx(actual, abs=0.03)
    assert found.interval is not None
    assert found.interval[0] < actual < found.interval[1]
    assert prosecutor_risk(classes_of(drawn[drawn > 0])).average > actual + 0.15


def test_nothing_and_too_much_are_refused() -> None:
    nothing = classes_of(np.array([], dtype=int))
    for call in (lambda: register_of_dataset(nothing), lambda: register_of_population(nothing, matched([]))):
        with pytest.raises(NotComputable):
            call()
    with pytest.raises(NotComputable, match="fewer than the 3 records"):
        register_estimated(classes_of(np.array([1, 2])), 2)
    with pytest.raises(NotComputable):
        distribution(np.array([]), np.array([]))


def test_a_distribution_is_a_density_and_a_cumulative_share() -> None:
    found = distribution(np.array([1, 1 / 3, 1, 1 / 5]), np.array([1, 3, 1, 5]))
    assert list(found.risks) == [1 / 5, 1 / 3, 1]
    assert found.shares == pytest.approx([0.5, 0.3, 0.2])
    assert found.cumulative == pytest.approx([0.5, 0.8, 1.0])
    assert found.above(1 / 3) == pytest.approx(0.2)
    assert found.mean == pytest.approx(4 / 10)


@pytest.mark.slow
@pytest.mark.parametrize(("theta", "alpha"), [(50, 0.5), (300, 0.8)])
@pytest.mark.parametrize("fraction", [0.05, 0.3])
def test_the_estimate_is_the_risk_in_populations_of_the_model(theta: float, alpha: float, fraction: float) -> None:
    rng = np.random.default_rng(13)
    errors, covered = [], []
    for seed in range(20):
        population = pitman_population(10_000, theta, alpha, rng)
        drawn = drawn_from(population, fraction, rng)
        held = drawn > 0
        found = marketer_risk(register_estimated(classes_of(drawn[held]), 10_000, seed))
        actual = float((drawn[held] / population[held]).sum() / drawn.sum())
        errors.append(found.average / actual - 1)
        assert found.interval is not None
        covered.append(found.interval[0] <= actual <= found.interval[1])
    assert abs(np.mean(errors)) < 3 * np.std(errors) / np.sqrt(20) + 0.01
    assert np.mean(covered) >= 0.85


@pytest.mark.parametrize("alpha", [0.0, 1e-14, 1e-12])
def test_the_estimate_is_finite_for_large_classes_where_alpha_is_none(alpha: float) -> None:
    sizes = np.array([1.0, 2, 99, 100, 200, 5000])
    for fraction in (0.5, 0.01, 1e-6):
        sample = sample_of(sizes.astype(int), int(sizes.sum() / fraction))
        found = expected_risks(sample, PitmanParameters(0.0, alpha))
        close = expected_risks(sample, PitmanParameters(0.0, 1e-8))[:3]
        np.testing.assert_allclose(found[:3], close, rtol=1e-4)
        chance = sizes.sum() / sample.population_size
        assert found[0] == pytest.approx(chance / (1 - chance) * np.log(1 / chance))
        assert (found > fraction / sizes).all()
        assert (np.diff(found) < 0).all()


def test_a_single_class_of_many_records_has_a_risk() -> None:
    found = journalist_risk(register_estimated(classes_of(np.array([200])), 1_000_000))
    assert found.highest == pytest.approx(1 / 1_000_000, rel=0.01)

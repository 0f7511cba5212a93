"""Zayatz' estimate, by hand and against ARX."""

from typing import Any

import numpy as np
import pytest
from scipy.stats import hypergeom

from analysis.risk.population import zayatz
from analysis.risk.population.sample import sample_of


def sizes_of(case: dict[str, Any]) -> np.ndarray:
    pairs = np.array(case["histogram_size_count_pairs"]).reshape(-1, 2)
    return np.repeat(pairs[:, 0], pairs[:, 1])


def test_the_estimate_follows_from_bayes_rule() -> None:
    one_of_one, one_of_two = 4 / 8, 2 * 20 / 70
    expected = 2 / 0.5 * 2 * one_of_one / (2 * one_of_one + one_of_two)
    assert zayatz.expected_uniques(sample_of(np.array([1, 1, 2]), 8)) == pytest.approx(expected, rel=1e-12)


def test_the_chance_of_one_record_is_hypergeometric() -> None:
    sizes = np.array([1, 1, 1, 2, 7, 7, 40, 300])
    people, n_records = 1000, int(sizes.sum())
    chances = hypergeom(people, sizes, n_records).pmf(1)
    expected = 3 / (n_records / people) * chances[:3].sum() / chances.sum()
    assert zayatz.expected_uniques(sample_of(sizes, people)) == pytest.approx(expected, rel=1e-10)


def test_a_class_larger_than_what_was_not_drawn_cannot_have_had_one_record_drawn() -> None:
    assert zayatz.expected_uniques(sample_of(np.array([1, 5, 5]), 12)) == pytest.approx(12 / 11)


def test_the_whole_population_has_the_uniques_that_are_seen() -> None:
    assert zayatz.expected_uniques(sample_of(np.array([1, 1, 1, 2, 9]), 14)) == pytest.approx(3)


def test_adult_has_the_uniques_that_arx_estimates(arx: dict[str, Any]) -> None:
    for case in arx["risk"]:
        for figures in case["population_uniqueness"]:
            found = zayatz.expected_uniques(sample_of(sizes_of(case), figures["population_size"]))
            assert found == pytest.approx(figures["zayatz_uniques"], rel=1e-12)

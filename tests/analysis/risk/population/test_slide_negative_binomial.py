"""The slide negative binomial model: exact expectations, simulation, and ARX where ARX has an estimate."""

from typing import Any

import numpy as np
import pytest
from populations import drawn_from, slide_negative_binomial_population
from scipy.stats import binom, nbinom

from analysis.errors import NotComputable
from analysis.risk.population.estimate import Estimator, estimate_uniques
from analysis.risk.population.sample import Sample, sample_of
from analysis.risk.population.slide_negative_binomial import ClassCount, expected_uniques, modified_shlosser


def expected_sample(n_classes: float, alpha: float, beta: float, fraction: float) -> Sample:
    """The classes of one and two records that a population of the model leaves on average, and the rest as one class.

    Summed over the sizes of the population's classes, without the closed form.
    """
    sizes = np.arange(1, 4000)
    of_population = nbinom(alpha, beta).pmf(sizes - 1)
    people = n_classes * float(sizes @ of_population)
    ones, twos = (n_classes * float(binom(sizes, fraction).pmf(size) @ of_population) for size in (1, 2))
    rest = people * fraction - ones - 2 * twos
    return Sample(np.array([1.0, 2.0, rest]), np.array([ones, twos, 1.0]), people)


@pytest.mark.parametrize(("alpha", "beta"), [(1.5, 0.4), (0.15, 0.2), (0.5, 0.02), (3.0, 0.2)])
@pytest.mark.parametrize("fraction", [0.01, 0.1, 0.3, 0.9, 1.0])
def test_the_expected_sample_gives_back_the_uniques(alpha: float, beta: float, fraction: float) -> None:
    found = expected_uniques(expected_sample(20_000, alpha, beta, fraction))
    assert found == pytest.approx(20_000 * beta**alpha, rel=1e-6)


def test_two_records_are_as_many_as_in_a_simulation_and_not_as_few_as_arx_says() -> None:
    rng = np.random.default_rng(3)
    twos = [
        (rng.binomial(slide_negative_binomial_population(2000, 1.5, 0.4, rng), 0.3) == 2).sum() for _draw in range(200)
    ]
    assert expected_sample(2000, 1.5, 0.4, 0.3).classes_of(2) == pytest.approx(np.mean(twos), rel=0.02)
    assert np.mean(twos) == pytest.approx(304.7, rel=0.02)


@pytest.mark.parametrize("fraction", [0.2, 0.5])
def test_a_population_of_the_model_is_estimated(fraction: float) -> None:
    rng = np.random.default_rng(4)
    population = slide_negative_binomial_population(20_000, 1.5, 0.4, rng)
    drawn = drawn_from(population, fraction, rng)
    found = expected_uniques(sample_of(drawn[drawn > 0], int(population.sum())))
    assert found == pytest.approx((population == 1).sum(), rel=0.2)


def test_the_estimator_of_classes_from_the_sample_alone_is_too_high_where_few_are_drawn() -> None:
    rng = np.random.default_rng(4)
    population = slide_negative_binomial_population(20_000, 1.5, 0.4, rng)
    uniques, people = int((population == 1).sum()), int(population.sum())
    samples = {
        fraction: sample_of(drawn[drawn > 0], people)
        for fraction in (0.1, 0.5)
        for drawn in [drawn_from(population, fraction, rng)]
    }
    assert modified_shlosser(samples[0.5]) == pytest.approx(20_000, rel=0.05)
    assert modified_shlosser(samples[0.1]) > 1.4 * 20_000
    assert expected_uniques(samples[0.1], ClassCount.MODIFIED_SHLOSSER) > 4 * uniques
    assert expected_uniques(samples[0.1]) == pytest.approx(uniques, rel=0.5)


def test_no_solution_says_so() -> None:
    with pytest.raises(NotComputable, match="needs classes of one and of two"):
        expected_uniques(sample_of(np.array([1, 1, 3]), 50))
    with pytest.raises(NotComputable, match="no solution"):
        expected_uniques(sample_of(np.array([1, 1, 1, 1, 1, 2]), 70))


def test_it_agrees_with_arx_where_arx_has_an_estimate(arx: dict[str, Any]) -> None:
    """ARX multiplies where the model divides: it comes near only where nearly the whole population is in the data."""
    agreed = 0
    for case in arx["risk"]:
        pairs = np.array(case["histogram_size_count_pairs"]).reshape(-1, 2)
        for figures in case["population_uniqueness"]:
            if not figures["snb_uniques"]:
                continue
            found = expected_uniques(sample_of(np.repeat(pairs[:, 0], pairs[:, 1]), figures["population_size"]))
            whole = figures["population_size"] == case["rows"]
            assert found == pytest.approx(figures["snb_uniques"], rel=1e-6 if whole else 0.06)
            agreed += 1
    assert agreed == 4


@pytest.mark.slow
@pytest.mark.parametrize(("n_classes", "alpha", "beta"), [(20_000, 1.5, 0.4), (20_000, 0.15, 0.2), (5_000, 0.5, 0.05)])
@pytest.mark.parametrize("fraction", [0.1, 0.2, 0.5, 0.8])
def test_populations_of_its_own_model_are_estimated_without_bias(
    n_classes: int, alpha: float, beta: float, fraction: float
) -> None:
    rng = np.random.default_rng(12)
    errors, covered = [], []
    for seed in range(50):
        population = slide_negative_binomial_population(n_classes, alpha, beta, rng)
        drawn = drawn_from(population, fraction, rng)
        sample = sample_of(drawn[drawn > 0], int(population.sum()))
        found = estimate_uniques(sample, Estimator.SNB, seed, replicates=60)
        uniques = int((population == 1).sum())
        errors.append(found.uniques / uniques - 1)
        covered.append(found.interval[0] <= uniques <= found.interval[1])
    assert abs(np.mean(errors)) < 3 * np.std(errors) / np.sqrt(50) + 0.01
    assert np.mean(covered) >= 0.84

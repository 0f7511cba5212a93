"""Pitman's estimate: maximum likelihood by brute force, ARX, and populations drawn from its own model."""

from typing import Any

import numpy as np
import pytest
from populations import drawn_from, pitman_population

from analysis.errors import NotComputable
from analysis.risk.population import pitman
from analysis.risk.population.estimate import Estimator, estimate_uniques
from analysis.risk.population.sample import sample_of


def log_likelihood(sizes: list[int], theta: float, alpha: float) -> float:
    """Pitman's sampling formula, factor by factor (Hoshino 2001, equation 2), but for what depends on the sizes alone."""
    classes = sum(np.log(theta + i * alpha) for i in range(1, len(sizes)))
    records = sum(np.log(theta + i) for i in range(1, sum(sizes)))
    within = sum(np.log(i - alpha) for size in sizes for i in range(1, size))
    return float(classes - records + within)


@pytest.mark.parametrize(
    "sizes",
    [[1, 1, 1, 1, 2, 2, 3, 7], [1, 1, 4, 5, 6, 3, 5, 9, 4, 6], [1] * 6 + [2, 3], [1] * 30 + [2] * 9 + [40]],
)
def test_no_other_parameters_are_more_likely(sizes: list[int]) -> None:
    found = pitman.pitman_parameters(sample_of(np.array(sizes), 1000))
    best = log_likelihood(sizes, found.theta, found.alpha)
    for step in (1e-3, 1e-2):
        for theta, alpha in ((step, 0), (-step, 0), (0, step), (0, -step), (step, step), (step, -step)):
            assert log_likelihood(sizes, found.theta + theta * abs(found.theta), found.alpha + alpha) < best


def test_alpha_is_below_0_where_the_classes_are_few() -> None:
    rng = np.random.default_rng(0)
    sizes = np.bincount(rng.choice(40, 600, p=rng.dirichlet(np.ones(40))))
    assert pitman.pitman_parameters(sample_of(sizes[sizes > 0], 10**6)).alpha < 0


def test_a_model_that_does_not_fit_says_so() -> None:
    with pytest.raises(NotComputable, match="every record is unique"):
        pitman.expected_uniques(sample_of(np.ones(5, dtype=int), 100))
    with pytest.raises(NotComputable, match="too even"):
        pitman.expected_uniques(sample_of(np.full(50, 4), 10_000))


def test_adult_has_the_uniques_that_arx_estimates(arx: dict[str, Any]) -> None:
    for case in arx["risk"]:
        pairs = np.array(case["histogram_size_count_pairs"]).reshape(-1, 2)
        for figures in case["population_uniqueness"]:
            sample = sample_of(np.repeat(pairs[:, 0], pairs[:, 1]), figures["population_size"])
            assert pitman.expected_uniques(sample) == pytest.approx(figures["pitman_uniques"], rel=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize(("theta", "alpha"), [(50, 0.5), (300, 0.8)])
@pytest.mark.parametrize("fraction", [0.05, 0.3])
def test_populations_of_its_own_model_are_estimated_without_bias(theta: float, alpha: float, fraction: float) -> None:
    rng = np.random.default_rng(11)
    errors, covered = [], []
    for seed in range(40):
        population = pitman_population(10_000, theta, alpha, rng)
        drawn = drawn_from(population, fraction, rng)
        found = estimate_uniques(sample_of(drawn[drawn > 0], 10_000), Estimator.PITMAN, seed, replicates=50)
        uniques = int((population == 1).sum())
        errors.append(found.uniques / uniques - 1)
        covered.append(found.interval[0] <= uniques <= found.interval[1])
    assert abs(np.mean(errors)) < 3 * np.std(errors) / np.sqrt(40) + 0.02
    assert np.mean(covered) >= 0.85

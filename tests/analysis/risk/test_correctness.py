"""Likelihood of uniqueness and correctness of a match, by formula, by Monte Carlo, and in populations of the model."""

import numpy as np
import pytest
from scipy.special import ndtr

from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses, group
from analysis.risk.copula import CategoryOrder
from analysis.risk.correctness import Correctness, correctness, correctness_of_match, likelihood_of_uniqueness


def population(
    n_people: int, widths: tuple[int, ...], correlation: float, rng: np.random.Generator
) -> list[np.ndarray]:
    latent_correlation = np.full((len(widths), len(widths)), correlation)
    np.fill_diagonal(latent_correlation, 1)
    latent = rng.multivariate_normal(np.zeros(len(widths)), latent_correlation, n_people)
    return [
        np.searchsorted(np.cumsum(rng.dirichlet(np.ones(width)))[:-1], ndtr(own))
        for width, own in zip(widths, latent.T, strict=True)
    ]


def classes(codes: list[np.ndarray]) -> EquivalenceClasses:
    dense = [np.unique(own, return_inverse=True)[1].astype(np.uint32) for own in codes]
    number, first = group(dense, [int(own.max()) + 1 for own in dense])
    return EquivalenceClasses(
        (0,) * len(codes), np.bincount(number), tuple(own[first] for own in dense), np.arange(len(first))
    )


def people_alike(codes: list[np.ndarray]) -> np.ndarray:
    """People who are like each person of a population, themselves included."""
    number, _first = group([own.astype(np.uint32) for own in codes], [int(own.max()) + 1 for own in codes])
    return np.bincount(number)[number]


def test_the_formulas_are_what_happens() -> None:
    rng = np.random.default_rng(0)
    others = rng.binomial(299, 0.01, 200_000)
    assert likelihood_of_uniqueness(np.array([0.01]), 300)[0] == pytest.approx((others == 0).mean(), abs=0.003)
    assert correctness_of_match(np.array([0.01]), 300)[0] == pytest.approx((1 / (1 + others)).mean(), abs=0.003)
    assert likelihood_of_uniqueness(np.array([0.01]), 300)[0] == pytest.approx(0.99**299)
    assert correctness_of_match(np.array([0.01]), 300)[0] == pytest.approx(0.3170, abs=1e-4)


def test_certain_and_impossible_values_have_their_limits() -> None:
    both = np.array([0.0, 1.0])
    assert list(likelihood_of_uniqueness(both, 10)) == [1.0, 0.0]
    assert correctness_of_match(both, 10) == pytest.approx([1.0, 0.1])
    assert list(likelihood_of_uniqueness(both, 1)) == [1.0, 1.0]
    assert correctness_of_match(np.array([1e-18]), 10**9)[0] == pytest.approx(1)


def sampled(n_records: int, n_people: int, seed: int) -> tuple[Correctness, np.ndarray]:
    """The model of a sample, and the people alike in the population."""
    rng = np.random.default_rng(seed)
    people = population(n_people, (10, 20, 5, 30, 8), 0.4, rng)
    drawn = rng.permutation(n_people)[:n_records]
    return correctness(classes([own[drawn] for own in people]), n_people, seed=seed), people_alike(people)


def test_a_sample_tells_the_uniqueness_of_its_population() -> None:
    found, alike = sampled(2000, 20_000, 0)
    assert found.uniqueness == pytest.approx((alike == 1).mean(), abs=0.04)
    assert found.mean_correctness == pytest.approx((1 / alike).mean(), abs=0.04)
    assert found.uniqueness_interval[0] < found.uniqueness < found.uniqueness_interval[1]
    assert found.mean_correctness_interval[0] < found.mean_correctness < found.mean_correctness_interval[1]


def test_every_record_has_its_own_likelihood_and_the_dataset_their_mean() -> None:
    found, _alike = sampled(600, 5000, 1)
    assert found.records.sum() == 600
    assert len(found.classes) == len(found.probabilities) == len(found.likelihoods)
    assert found.likelihoods == pytest.approx((1 - found.probabilities) ** 4999)
    assert found.uniqueness == pytest.approx(found.likelihoods @ found.records / 600)
    assert (found.likelihoods <= found.correctnesses + 1e-12).all()


def test_records_that_are_said_to_be_unique_are_unique_more_often() -> None:
    rng = np.random.default_rng(2)
    people = population(10_000, (10, 20, 5, 30, 8), 0.4, rng)
    alike, whole = people_alike(people), classes(people)
    found = correctness(whole, 10_000)
    unique = whole.sizes[found.classes] == 1
    assert found.likelihoods[unique].mean() > 2 * found.likelihoods[~unique].mean()
    assert found.uniqueness == pytest.approx((alike == 1).mean(), abs=0.05)


def test_the_same_seed_gives_the_same_figures() -> None:
    first, second = sampled(400, 3000, 3)[0], sampled(400, 3000, 3)[0]
    assert (first.uniqueness, first.uniqueness_interval) == (second.uniqueness, second.uniqueness_interval)


def test_too_few_records_and_too_few_people_are_refused() -> None:
    with pytest.raises(NotComputable, match="too few to model"):
        correctness(classes([np.arange(20)]), 100)
    with pytest.raises(NotComputable, match="fewer than the 400 records"):
        correctness(classes([np.arange(400)]), 399)


@pytest.mark.slow
@pytest.mark.parametrize("order", CategoryOrder)
def test_populations_of_the_model_are_estimated_without_bias(order: CategoryOrder) -> None:
    errors, covered = [], []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        people = population(20_000, (10, 20, 5, 30, 8), 0.4, rng)
        drawn = rng.permutation(20_000)[:2000]
        found = correctness(classes([own[drawn] for own in people]), 20_000, order, seed)
        uniqueness = float((people_alike(people) == 1).mean())
        errors.append(found.uniqueness - uniqueness)
        covered.append(found.uniqueness_interval[0] <= uniqueness <= found.uniqueness_interval[1])
    assert abs(np.mean(errors)) < 0.01
    assert np.mean(covered) >= 0.8

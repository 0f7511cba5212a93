"""The Gaussian copula, against exact integrals and data drawn from it."""

import numpy as np
import pytest
from scipy.special import ndtr
from scipy.stats import multivariate_normal

from analysis.frequency import EquivalenceClasses, group
from analysis.risk.copula import CategoryOrder, fit_copula


def classes(codes: list[np.ndarray]) -> EquivalenceClasses:
    number, first = group([own.astype(np.uint32) for own in codes], [int(own.max()) + 1 for own in codes])
    return EquivalenceClasses(
        (0,) * len(codes), np.bincount(number), tuple(own[first] for own in codes), np.arange(len(first))
    )


def drawn(correlation: np.ndarray, margins: list[list[float]], n: int, rng: np.random.Generator) -> list[np.ndarray]:
    """Codes whose latent normal variables are correlated, each with its margin."""
    latent = rng.multivariate_normal(np.zeros(len(margins)), correlation, n)
    return [np.searchsorted(np.cumsum(m)[:-1], ndtr(own)) for m, own in zip(margins, latent.T, strict=True)]


CORRELATION = np.array([[1, 0.6, -0.4], [0.6, 1, 0.1], [-0.4, 0.1, 1]])
MARGINS = [[0.2, 0.3, 0.5], [0.6, 0.3, 0.1], [0.1, 0.4, 0.4, 0.1]]


def test_the_correlations_of_data_are_found_again() -> None:
    codes = drawn(CORRELATION, MARGINS, 20_000, np.random.default_rng(0))
    found = fit_copula(classes(codes), CategoryOrder.AS_CODED)
    assert found.correlation == pytest.approx(CORRELATION, abs=0.03)


def test_values_in_no_order_are_put_in_order() -> None:
    rng = np.random.default_rng(0)
    codes = drawn(CORRELATION, MARGINS, 20_000, rng)
    shuffled = [rng.permutation(int(own.max()) + 1)[own] for own in codes]
    found = fit_copula(classes(shuffled))
    assert np.abs(found.correlation) == pytest.approx(np.abs(CORRELATION), abs=0.03)


def test_a_probability_is_that_of_its_rectangle() -> None:
    model = fit_copula(classes(drawn(CORRELATION, MARGINS, 5000, np.random.default_rng(1))), CategoryOrder.AS_CODED)
    codes = [np.array([0, 2, 1]), np.array([0, 1, 2]), np.array([0, 3, 1])]
    found = model.probabilities(codes, points=1024)
    law = multivariate_normal(np.zeros(3), model.correlation)
    for i in range(3):
        low = [cut[own[i]] for cut, own in zip(model.cuts, codes, strict=True)]
        high = [cut[own[i] + 1] for cut, own in zip(model.cuts, codes, strict=True)]
        exact = law.cdf(np.clip(high, -9, 9), lower_limit=np.clip(low, -9, 9))
        assert found[i] == pytest.approx(exact, rel=5e-3)


def test_the_probabilities_of_all_combinations_add_up_to_one_and_keep_the_margins() -> None:
    codes = drawn(CORRELATION, MARGINS, 3000, np.random.default_rng(2))
    model = fit_copula(classes(codes))
    grid = [axis.ravel() for axis in np.meshgrid(*(np.arange(len(m)) for m in MARGINS), indexing="ij")]
    found = model.probabilities(grid, points=1024)
    assert found.sum() == pytest.approx(1, abs=2e-3)
    assert np.bincount(grid[0], weights=found) == pytest.approx(np.bincount(codes[0]) / 3000, abs=2e-3)


def test_one_column_has_the_probabilities_of_its_values() -> None:
    model = fit_copula(classes([np.array([0, 1, 1, 2, 2, 2])]))
    assert model.probabilities([np.arange(3)]) == pytest.approx([1 / 6, 2 / 6, 3 / 6])


def test_a_column_of_one_value_changes_nothing() -> None:
    codes = drawn(CORRELATION, MARGINS, 2000, np.random.default_rng(3))
    alone, beside = fit_copula(classes(codes)), fit_copula(classes([*codes, np.zeros(2000, dtype=int)]))
    some = [own[:20] for own in codes]
    with_column = beside.probabilities([*some, np.zeros(20, dtype=int)], points=1024)
    assert with_column == pytest.approx(alone.probabilities(some, points=1024), rel=1e-2)


def test_columns_that_follow_from_each_other_still_have_a_model() -> None:
    rng = np.random.default_rng(4)
    first, second = rng.integers(0, 4, 500), rng.integers(0, 3, 500)
    model = fit_copula(classes([first, first, second, first // 2]))
    assert np.linalg.eigvalsh(model.correlation)[0] > 0
    found = model.probabilities([first, first, second, first // 2])
    assert ((found > 0) & (found <= 1)).all()

"""Differences of the gamma function's logarithm and derivative."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import gammaln

from analysis.risk.population.gamma import LARGE, digamma_difference, log_gamma_difference


@given(st.floats(1e-6, 1e12), st.integers(0, 300))
def test_the_digamma_difference_is_a_sum_of_inverses(x: float, m: int) -> None:
    assert digamma_difference(x, m) == pytest.approx((1 / (x + np.arange(m))).sum(), rel=1e-9, abs=1e-13)


@given(st.floats(1, 1e12), st.integers(0, 300))
def test_the_log_gamma_difference_is_a_sum_of_logarithms(x: float, m: int) -> None:
    assert float(log_gamma_difference(x, m)) == pytest.approx(np.log(x + np.arange(m)).sum(), rel=1e-11, abs=1e-9)


def test_the_log_gamma_difference_goes_down_as_well_as_up() -> None:
    down = log_gamma_difference(2 * LARGE, np.array([-1.0, -500.0, -1500.0]))
    assert down == pytest.approx(gammaln([2 * LARGE - 1, 1.5 * LARGE, 0.5 * LARGE]) - gammaln(2 * LARGE), rel=1e-12)

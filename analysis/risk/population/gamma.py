"""Differences of the gamma function's logarithm and derivative, without the cancellation of large terms."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import gammaln, psi

LARGE = 1000.0
"""From here on the asymptotic series are exact to the last digits of a float."""


def digamma_difference(x: float, m: float) -> float:
    """``psi(x + m) - psi(x)``, the sum of ``1 / (x + i)`` over i = 0 … m - 1 where m is an integer.

    Args:
        x: Above 0.
        m: At least 0.
    """
    if x < LARGE:
        return float(psi(x + m) - psi(x))
    end = x + m
    return math.log1p(m / x) + (1 / x - 1 / end) / 2 + (1 / x**2 - 1 / end**2) / 12


def log_gamma_difference(x: float, m: np.ndarray | float) -> np.ndarray:
    """``log(gamma(x + m)) - log(gamma(x))``.

    Args:
        x: Above 0.
        m: Such that ``x + m`` is above 0.
    """
    end = np.asarray(x + m, dtype=float)
    direct = gammaln(end) - gammaln(x)
    series = (x - 0.5) * np.log1p(m / x) + m * np.log(end) - m + (1 / end - 1 / x) / 12 - (1 / end**3 - 1 / x**3) / 360
    return np.where(np.minimum(end, x) < LARGE, direct, series)

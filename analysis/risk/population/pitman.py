"""Population uniques by Pitman's sampling formula.

Source: N. Hoshino, "Applying Pitman's sampling formula to microdata disclosure risk assessment", Journal of Official
Statistics 17(4), 2001: maximum likelihood of (theta, alpha), and the expected number of uniques of a large population.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import gammaln, psi

from analysis.errors import NotComputable
from analysis.risk.population.gamma import digamma_difference
from analysis.risk.population.sample import Sample

NEAR = 1e-6
"""How near alpha may come to 0, where the formula changes its form, and 1000 times as near to 1."""
EVEN = -1e4
"""From this alpha down the classes are as even in size as records that come to them at random make them."""


@dataclass(frozen=True)
class PitmanParameters:
    """The law of class sizes.

    Attributes:
        theta: How many classes there are; above -alpha.
        alpha: How fast new classes turn up as the sample grows, below 1. Above 0 without end; below 0 their number is
            finite.
    """

    theta: float
    alpha: float


def expected_uniques(sample: Sample) -> float:
    """Estimate the people who are unique in the population.

    The approximation is Hoshino's for large populations, which exceeds the exact expectation of the same law by up to a
    few percent where nearly the whole population is in the sample.

    Raises:
        NotComputable: The likelihood has no maximum.
    """
    fitted = pitman_parameters(sample)
    theta, alpha, log_size = fitted.theta, fitted.alpha, np.log(sample.population_size)
    log_uniques = gammaln(theta + 1) - gammaln(theta + alpha) + alpha * log_size
    return float(np.exp(min(log_uniques, log_size)))


def pitman_parameters(sample: Sample) -> PitmanParameters:
    """Fit the law to a sample by maximum likelihood.

    Raises:
        NotComputable: The likelihood has no maximum: there is one class, all records are unique, or the classes are of
            even size.
    """
    if sample.n_classes < 2:
        raise NotComputable("Pitman's model has no solution: all records are alike.")
    if sample.uniques == sample.n_records:
        raise NotComputable("Pitman's model has no solution: every record is unique.")

    def score(alpha: float) -> float:
        return _score(sample, alpha)

    low, high = NEAR, 1 - NEAR / 1000
    if score(low) < 0:
        low, high = -1.0, -NEAR
        while score(low) < 0:
            low, high = low * 10, low
            if low < EVEN:
                raise NotComputable("Pitman's model has no solution: the classes are too even in size.")
    return _parameters_at(sample, float(brentq(score, low, high, xtol=1e-12)))


def even_parameters(sample: Sample) -> PitmanParameters:
    """The law of a finite number of classes to which records come at random, the best one for a sample.

    Args:
        sample: Of two classes or more, and not of unique records alone.
    """
    return _parameters_at(sample, EVEN)


def _parameters_at(sample: Sample, alpha: float) -> PitmanParameters:
    return PitmanParameters(_theta(sample, alpha, _smallest_term(sample, alpha)), alpha)


def _score(sample: Sample, alpha: float) -> float:
    """Derivative of the log-likelihood by alpha at the best theta for it."""
    least = _smallest_term(sample, alpha)
    theta = _theta(sample, alpha, least)
    by_classes = (sample.n_classes - 1 - theta * _sum_of_inverses(sample, alpha, least)) / alpha
    return float(by_classes - sample.counts @ (psi(sample.sizes - alpha) - psi(1 - alpha)))


def _smallest_term(sample: Sample, alpha: float) -> float:
    """The smallest of the terms theta + i * alpha, i = 1 … n_classes - 1, at the best theta for an alpha."""
    n_records = sample.n_records

    def slope(log_term: float) -> float:
        term = math.exp(log_term)
        theta = _theta(sample, alpha, term)
        return _sum_of_inverses(sample, alpha, term) - digamma_difference(theta + 1, n_records - 1)

    return math.exp(brentq(slope, -60.0, 2 * math.log(n_records) + 20, xtol=1e-12))


def _theta(sample: Sample, alpha: float, smallest_term: float) -> float:
    return smallest_term - (alpha if alpha > 0 else alpha * (sample.n_classes - 1))


def _sum_of_inverses(sample: Sample, alpha: float, smallest_term: float) -> float:
    """Sum of 1 / (theta + i * alpha) over i = 1 … n_classes - 1."""
    step = abs(alpha)
    return digamma_difference(smallest_term / step, sample.n_classes - 1) / step

"""The compiled loop of the individual risk: arrays in, arrays out."""

from __future__ import annotations

import math

import numpy as np

from analysis.kernels import compiled

FEW = 32.0
"""Up to so many records in a class, a recurrence over them takes fewer steps than the series where people are many."""
WHOLE = 1e-8
"""Numbers of records that are so close to a whole one are taken for it."""


@compiled
def expected_inverse(records: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Expected 1 / F where F - f has a negative binomial law: p × the integral of u^(f-1) / (p + (1-p)u) over u from 0 to 1.

    Args:
        records: f, at least 1, whole or not; float64, shape (n,).
        shares: p, above 0 and up to 1; float64, shape (n,).

    Returns:
        float64, shape (n,); relative error below 1e-14 where f is whole, below 1e-7 otherwise.
    """
    found = np.empty(len(records))
    for i in range(len(records)):
        f, p = records[i], shares[i]
        if p > 1 / 3 or f > FEW:
            found[i] = p / f * series(f, 1 - p)
        else:
            found[i] = p * recurrence(f, p)
    return found


@compiled
def series(f: float, q: float) -> float:
    """Gauss's hypergeometric 2F1(1, 1; f + 1; q), term by term."""
    total, term, n = 1.0, 1.0, 0.0
    while term > 1e-17 * total:
        n += 1
        term *= n * q / (f + n)
        total += term
    return total


@compiled
def recurrence(f: float, p: float) -> float:
    """The integral of u^(f-1) / (p + (1-p)u), upwards from the same with f from 1 to 2; for p up to 1/3."""
    q, steps = 1 - p, math.floor(f + WHOLE) - 1
    part = f - 1 - steps
    at = 1.0 if part < WHOLE else 1 + part
    value = -math.log(p) / q if at == 1 else between(part, p / q) / q
    for _ in range(steps):
        value = (1 / at - p * value) / q
        at += 1
    return value


@compiled
def between(s: float, r: float) -> float:
    """The integral of u^s / (r + u) over u from 0 to 1, for s between 0 and 1 and r up to 1/2.

    It is 1/s - r times the integral of u^(s-1) / (r + u), which is taken up to infinity (Euler's reflection formula) less
    its part above 1 (a geometric series in r).
    """
    total, power, k = 1 / s - math.pi * r**s / math.sin(math.pi * s), r, 1.0
    while abs(power) > 1e-17:
        total += power / (k - s)
        power *= -r
        k += 1
    return total

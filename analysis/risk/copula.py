"""A Gaussian copula of columns whose values are codes: how probable any combination of values is, seen or not.

Source: L. Rocher, J. M. Hendrickx, Y.-A. de Montjoye, Nature Communications 10:3069, 2019 (the model). The latent
correlation of two columns is that of maximum likelihood given their margins (polychoric correlation: U. Olsson,
Psychometrika 44(4), 1979); the paper matches mutual information, which has no sign and is inflated by rare values.
Probabilities are by A. Genz, "Numerical computation of multivariate normal probabilities", J. Comput. Graph. Stat. 1, 1992.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import ndtr, ndtri, roots_legendre
from scipy.stats import qmc

from analysis.frequency import EquivalenceClasses

POINTS = 128
"""Points of the quasi Monte Carlo integral; a power of 2."""
GROUPS = 20
"""A column is cut into so many groups of values, of equal weight, where its correlations are estimated."""
ORDERED_BY = 20_000
"""Records drawn to put the values of a column in order."""
ROUNDS = 20
"""Rounds of averaging that find the order."""
CHUNK = 512
"""Combinations whose probability is computed at once."""
FISHER_Z = 3.0
"""Latent correlations are looked for up to the hyperbolic tangent of this, 0.995."""
NODES, WEIGHTS = roots_legendre(24)


class CategoryOrder(Enum):
    """In which order the values of a column lie on its latent normal scale."""

    AS_CODED = "as_coded"
    BY_ASSOCIATION = "by_association"


@dataclass(frozen=True, eq=False)
class GaussianCopula:
    """The law of a record. Make one with :func:`fit_copula`.

    Attributes:
        places: Place of each code of a column in its order; one array of shape (n_codes,) per column.
        cuts: Normal quantiles between which each place lies, from -inf to inf; shape (n_codes + 1,) per column.
        correlation: Latent correlations; shape (n_columns, n_columns).
    """

    places: tuple[np.ndarray, ...]
    cuts: tuple[np.ndarray, ...]
    correlation: np.ndarray

    def probabilities(self, codes: Sequence[np.ndarray], points: int = POINTS, seed: int = 0) -> np.ndarray:
        """Probability of each combination of codes; shape (n,).

        Args:
            codes: One array of shape (n,) per column.
            points: Of the quasi Monte Carlo integral.
            seed: Of its scrambling.
        """
        places = [place[own] for place, own in zip(self.places, codes, strict=True)]
        low = np.stack([cut[place] for cut, place in zip(self.cuts, places, strict=True)])
        high = np.stack([cut[place + 1] for cut, place in zip(self.cuts, places, strict=True)])
        root = np.linalg.cholesky(self.correlation)
        uniform = qmc.Sobol(max(len(root) - 1, 1), seed=seed).random(points).T
        starts = range(0, low.shape[1], CHUNK)
        return np.concatenate(
            [_integrate(low[:, i : i + CHUNK], high[:, i : i + CHUNK], root, uniform) for i in starts] or [low[0]]
        )


def fit_copula(
    classes: EquivalenceClasses, order: CategoryOrder = CategoryOrder.BY_ASSOCIATION, seed: int = 0
) -> GaussianCopula:
    """Fit the law of the records' quasi-identifiers.

    Args:
        classes: At least one.
        order: ``BY_ASSOCIATION`` puts values in the order in which they go with the values of the other columns, which
            values without an order of their own need; ``AS_CODED`` keeps the order of the codes.
        seed: Of the records drawn to find the order.
    """
    codes, sizes = list(classes.codes), classes.sizes
    margins = [np.bincount(own, weights=sizes) for own in codes]
    if order is CategoryOrder.BY_ASSOCIATION and len(codes) > 1:
        places = _places_by_association(codes, sizes, np.random.default_rng(seed))
    else:
        places = [np.arange(len(margin)) for margin in margins]
    ordered = [margin[np.argsort(place)] for margin, place in zip(margins, places, strict=True)]
    groups = [_groups(margin)[place] for margin, place in zip(ordered, places, strict=True)]
    correlation = np.eye(len(codes))
    for i, j in combinations(range(len(codes)), 2):
        counts = _cross(groups[i][codes[i]], groups[j][codes[j]], sizes)
        correlation[i, j] = correlation[j, i] = _latent_correlation(counts)
    return GaussianCopula(tuple(places), tuple(_cuts(margin) for margin in ordered), _nearest_correlation(correlation))


def _cuts(margin: np.ndarray) -> np.ndarray:
    return ndtri(np.concatenate([[0.0], np.cumsum(margin) / margin.sum()]).clip(0, 1))


def _places_by_association(
    codes: Sequence[np.ndarray], sizes: np.ndarray, rng: np.random.Generator
) -> list[np.ndarray]:
    """Order the codes of each column by the first axis of a multiple correspondence analysis."""
    drawn = draw_records(sizes, ORDERED_BY, rng)
    own = [column[drawn] for column in codes]
    counts = [np.bincount(column, minlength=int(all_.max()) + 1) for column, all_ in zip(own, codes, strict=True)]
    score = rng.standard_normal(len(drawn))
    values: list[np.ndarray] = []
    for _round in range(ROUNDS):
        score = (score - score.mean()) / (score.std() or 1.0)
        values = [
            np.bincount(column, weights=score, minlength=len(count)) / np.maximum(count, 1)
            for column, count in zip(own, counts, strict=True)
        ]
        score = np.sum([value[column] for value, column in zip(values, own, strict=True)], axis=0)
    return [np.argsort(np.argsort(value, kind="stable"), kind="stable") for value in values]


def draw_records(sizes: np.ndarray, most: int, rng: np.random.Generator) -> np.ndarray:
    """Draw records without replacement, all of them if there are few.

    Returns:
        The class of each drawn record; shape (at most ``most``,).
    """
    n_records = int(sizes.sum())
    rows = rng.choice(n_records, most, replace=False) if n_records > most else np.arange(n_records)
    return np.searchsorted(np.cumsum(sizes), rows, side="right")


def _groups(margin: np.ndarray) -> np.ndarray:
    """Group of each place; groups are adjacent places of about equal weight together."""
    if len(margin) <= GROUPS:
        return np.arange(len(margin))
    middle = (np.cumsum(margin) - margin / 2) / margin.sum()
    return np.unique(np.minimum(middle * GROUPS, GROUPS - 1).astype(int), return_inverse=True)[1]


def _cross(rows: np.ndarray, columns: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    shape = int(rows.max()) + 1, int(columns.max()) + 1
    return np.bincount(rows * shape[1] + columns, weights=sizes, minlength=shape[0] * shape[1]).reshape(shape)


def _latent_correlation(counts: np.ndarray) -> float:
    """Polychoric correlation of a two-way table."""
    if min(counts.shape) < 2:
        return 0.0
    rows, columns = _cuts(counts.sum(axis=1)), _cuts(counts.sum(axis=0))

    def surprise(z: float) -> float:
        cells = np.diff(np.diff(_both_below(rows, columns, np.tanh(z)), axis=0), axis=1)
        return -float((counts * np.log(np.maximum(cells, np.finfo(float).tiny))).sum())

    best = minimize_scalar(surprise, bounds=(-FISHER_Z, FISHER_Z), method="bounded", options={"xatol": 1e-4})
    return float(np.tanh(best.x))


def _both_below(rows: np.ndarray, columns: np.ndarray, correlation: float) -> np.ndarray:
    """Probability that two normal variables are both below given quantiles; shape (n_rows, n_columns).

    Plackett's identity: its derivative by the correlation is the density.
    """
    angles = (NODES + 1) / 2 * np.arcsin(correlation)
    x, y = rows[:, None, None], columns[None, :, None]
    finite = np.isfinite(x) & np.isfinite(y)
    x, y = np.where(finite, x, 0), np.where(finite, y, 0)
    density = np.exp(-(x * x + y * y - 2 * x * y * np.sin(angles)) / (2 * np.cos(angles) ** 2))
    extra = np.where(finite, density, 0) @ WEIGHTS * np.arcsin(correlation) / (4 * np.pi)
    return np.outer(ndtr(rows), ndtr(columns)) + extra


def _nearest_correlation(correlation: np.ndarray) -> np.ndarray:
    """Make a symmetric matrix a correlation matrix: pairs estimated one by one need not agree with each other."""
    values, vectors = np.linalg.eigh(correlation)
    if values[0] > 1e-6:
        return correlation
    mended = vectors @ np.diag(np.maximum(values, 1e-6)) @ vectors.T
    scale = np.sqrt(np.diag(mended))
    return mended / np.outer(scale, scale)


def _integrate(low: np.ndarray, high: np.ndarray, root: np.ndarray, uniform: np.ndarray) -> np.ndarray:
    """Probability of each rectangle under a normal law, one dimension conditional on those before it.

    Args:
        low: Lower corners; shape (n_columns, n).
        high: Upper corners; shape (n_columns, n).
        root: Cholesky factor of the correlations.
        uniform: Points of the integral; shape (n_columns - 1, n_points).
    """
    below, width = ndtr(low[0])[:, None], (ndtr(high[0]) - ndtr(low[0]))[:, None]
    total, drawn = width, np.empty((len(root) - 1, low.shape[1], uniform.shape[1]))
    for i in range(1, len(root)):
        drawn[i - 1] = ndtri((below + uniform[i - 1] * width).clip(1e-300, 1 - 1e-16))
        mean = np.tensordot(root[i, :i], drawn[:i], axes=1)
        below = ndtr((low[i, :, None] - mean) / root[i, i])
        width = ndtr((high[i, :, None] - mean) / root[i, i]) - below
        total = total * width
    return total.mean(axis=1)

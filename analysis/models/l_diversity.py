"""l-diversity: the records of a class do not give away their sensitive value.

Source: A. Machanavajjhala, D. Kifer, J. Gehrke, M. Venkitasubramaniam, "l-diversity: privacy beyond k-anonymity",
ACM TKDD 1(1), 2007: principle 2 with distinct values, definition 4.1 (entropy), definition 4.2 (recursive)
(doi:10.1145/1217299.1217302). Grassberger's estimator, with G for every logarithm as in ARX: P. Grassberger, "Entropy
estimates from insufficient samplings", arXiv:physics/0307138, and S. Stammler, S. Katzenbeisser, K. Hamacher,
"Correcting finite sampling issues in entropy l-diversity", Privacy in Statistical Databases 2016.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from scipy.special import digamma

from analysis.errors import NotComputable
from analysis.models.evidence import Evidence, highest, lowest
from analysis.models.sensitive import SensitiveHistogram


class EntropyEstimator(Enum):
    """How the entropy of a class is estimated from its records."""

    SHANNON = "shannon"
    """Of the shares observed: the definition."""
    GRASSBERGER = "grassberger"
    """Corrected for what a small class cannot show."""


@dataclass(frozen=True)
class DistinctLDiversity:
    """Fewest distinct sensitive values in any one class. Higher is better; from 1.

    Attributes:
        column: The sensitive attribute.
        l: The figure.
        worst: The classes that have it.
    """

    column: str
    l: int
    worst: Evidence


@dataclass(frozen=True)
class EntropyLDiversity:
    """Exponential of the lowest entropy of any one class: as many equally frequent values would have it.

    Higher is better; from 1.

    Attributes:
        column: The sensitive attribute.
        l: The figure.
        estimator: How the entropy was estimated.
        worst: The classes that have it.
    """

    column: str
    l: float
    estimator: EntropyEstimator
    worst: Evidence


@dataclass(frozen=True)
class RecursiveCLDiversity:
    """Smallest bound on c: the classes are recursively (c, l)-diverse for every c strictly above it. Lower is better.

    Attributes:
        column: The sensitive attribute.
        l: The number of values meant by (c, l).
        c: The bound, above 0.
        worst: The classes that decide it.
    """

    column: str
    l: int
    c: float
    worst: Evidence


def distinct_l_diversity(histogram: SensitiveHistogram) -> DistinctLDiversity:
    """Find the largest l for which the classes are distinct l-diverse.

    Raises:
        NotComputable: There are no records.
    """
    figure, worst = lowest(histogram.distinct, histogram.sizes)
    return DistinctLDiversity(histogram.attribute.name, int(figure), worst)


def entropy_l_diversity(
    histogram: SensitiveHistogram, estimator: EntropyEstimator = EntropyEstimator.SHANNON
) -> EntropyLDiversity:
    """Find the largest l for which the classes are entropy l-diverse.

    Raises:
        NotComputable: There are no records.
    """
    figure, worst = lowest(np.maximum(np.exp(class_entropies(histogram, estimator)), 1.0), histogram.sizes)
    return EntropyLDiversity(histogram.attribute.name, figure, estimator, worst)


def recursive_cl_diversity(histogram: SensitiveHistogram, l: int) -> RecursiveCLDiversity:
    """Find above which c the classes are recursively (c, l)-diverse.

    Raises:
        NotComputable: There are no records, or a class has fewer than l distinct values.
    """
    figure, worst = highest(recursive_bounds(histogram, l), histogram.sizes)
    if np.isinf(figure):
        raise NotComputable(
            "{classes} classes hold fewer than {l} distinct values of {column}: no c makes them (c, {l})-diverse.",
            classes=worst.n_classes,
            l=l,
            column=histogram.attribute.name,
        )
    return RecursiveCLDiversity(histogram.attribute.name, l, figure, worst)


def class_entropies(histogram: SensitiveHistogram, estimator: EntropyEstimator) -> np.ndarray:
    """Entropy of the sensitive values of each class, in nats; shape (n_classes,)."""
    logarithm = np.log if estimator is EntropyEstimator.SHANNON else _grassberger
    counts, sizes = histogram.counts, histogram.sizes
    return logarithm(sizes) - histogram.sums(counts * logarithm(counts)) / sizes


def _grassberger(counts: np.ndarray) -> np.ndarray:
    """What stands for the logarithm of each count; computed once for each that occurs."""
    distinct, position = np.unique(counts, return_inverse=True)
    sign = np.where(distinct % 2, -1.0, 1.0)
    figure = digamma(distinct) + sign / 2 * (digamma((distinct + 1) / 2) - digamma(distinct / 2))
    return figure[position]


def recursive_bounds(histogram: SensitiveHistogram, l: int) -> np.ndarray:
    """Count of the most frequent value over the count of all but the l - 1 most frequent, for each class.

    Returns:
        Infinite where a class has fewer than l distinct values; shape (n_classes,).
    """
    order = np.lexsort((-histogram.counts, histogram.class_of_entry))
    rank = np.arange(len(order)) - np.repeat(histogram.starts, histogram.distinct)
    ordered = histogram.counts[order]
    most = ordered[histogram.starts]
    rest = histogram.sums(np.where(rank >= l - 1, ordered, 0))
    return np.divide(most, rest, out=np.full(histogram.n_classes, np.inf), where=rest > 0)

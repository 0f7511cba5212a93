"""t-closeness: what the sensitive values of a class look like is close to what they look like in all records.

Source: N. Li, T. Li, S. Venkatasubramanian, "t-closeness: privacy beyond k-anonymity and l-diversity", ICDE 2007,
definition 2, with the three ground distances of its section 5 (doi:10.1109/ICDE.2007.367856).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.errors import NotComputable
from analysis.frequency import group
from analysis.models.evidence import Evidence, highest
from analysis.models.sensitive import SensitiveHistogram


class GroundDistance(Enum):
    """How far one sensitive value is from another, 0 to 1."""

    EQUAL = "equal"
    """1 between any two: half the sum of the differences between shares."""
    ORDERED = "ordered"
    """The number of values between them, over the number of values less 1."""
    HIERARCHICAL = "hierarchical"
    """The level at which they first share a label, over the height of the hierarchy."""


@dataclass(frozen=True)
class TCloseness:
    """Largest distance between a class and all records, 0 to 1. Lower is better.

    Attributes:
        column: The sensitive attribute.
        t: The figure.
        distance: The ground distance it was measured with.
        worst: The classes that have it.
    """

    column: str
    t: float
    distance: GroundDistance
    worst: Evidence


def t_closeness(histogram: SensitiveHistogram, distance: GroundDistance = GroundDistance.EQUAL) -> TCloseness:
    """Find the smallest t for which the classes are t-close to all records.

    Raises:
        NotComputable: There are no records, or the hierarchical distance is asked for and there is no hierarchy.
    """
    figure, worst = highest(class_distances(histogram, distance), histogram.sizes)
    return TCloseness(histogram.attribute.name, figure, distance, worst)


def class_distances(histogram: SensitiveHistogram, distance: GroundDistance) -> np.ndarray:
    """Earth mover's distance between each class and all records, 0 to 1; shape (n_classes,).

    Raises:
        NotComputable: The hierarchical distance is asked for and there is no hierarchy.
    """
    match distance:
        case GroundDistance.EQUAL:
            return _equal(histogram)
        case GroundDistance.ORDERED:
            return _ordered(histogram)
        case GroundDistance.HIERARCHICAL:
            return _hierarchical(histogram)


def _equal(histogram: SensitiveHistogram) -> np.ndarray:
    # A value that the class lacks adds its whole expected share, so only the entries need a look.
    gained = np.abs(histogram.shares - histogram.expected) - histogram.expected
    return np.clip((histogram.sums(gained) + 1) / 2, 0, 1)


def _ordered(histogram: SensitiveHistogram) -> np.ndarray:
    n_values = histogram.attribute.n_values
    if n_values == 1:
        return np.zeros(histogram.n_classes)
    # Between two values that a class holds, its cumulated share is constant while the expected one climbs: each such
    # run is summed at once, split where the two cross.
    expected = np.cumsum(histogram.attribute.shares)
    summed = np.append(0.0, np.cumsum(expected))
    cumulated = np.cumsum(histogram.counts)
    before = cumulated[histogram.starts] - histogram.counts[histogram.starts]
    level = (cumulated - before[histogram.class_of_entry]) / histogram.sizes[histogram.class_of_entry]
    last = np.append(histogram.starts[1:], len(histogram.values)) - 1
    ends = np.append(histogram.values[1:], n_values)
    ends[last] = n_values
    runs = _run(summed, expected, histogram.values, ends, level)
    leading = summed[histogram.values[histogram.starts]]
    return np.clip((histogram.sums(runs) + leading) / (n_values - 1), 0, 1)


def _run(summed: np.ndarray, expected: np.ndarray, first: np.ndarray, end: np.ndarray, level: np.ndarray) -> np.ndarray:
    """Sum of |level - expected[j]| for first <= j < end, where ``expected`` never falls and ``summed`` adds it up."""
    crossing = np.clip(np.searchsorted(expected, level), first, end)
    below = level * (crossing - first) - (summed[crossing] - summed[first])
    above = summed[end] - summed[crossing] - level * (end - crossing)
    return below + above


def _hierarchical(histogram: SensitiveHistogram) -> np.ndarray:
    """Mean over the levels below the root of the equal distance between labels.

    Moving a share up and down one level costs 1 / height, half each way: the distance on a tree is the sum over its
    nodes of what must pass through them.
    """
    ancestors = histogram.attribute.ancestors
    if not ancestors:
        raise NotComputable(
            "The hierarchical distance needs a hierarchy of {column}: give one, or choose another distance.",
            column=histogram.attribute.name,
        )
    return np.mean([_between_labels(histogram, labels) for labels in ancestors], axis=0)


def _between_labels(histogram: SensitiveHistogram, labels: np.ndarray) -> np.ndarray:
    n_labels = int(labels.max()) + 1
    expected = np.bincount(labels, weights=histogram.attribute.shares, minlength=n_labels)
    entry, first = group([histogram.class_of_entry, labels[histogram.values]], [histogram.n_classes, n_labels])
    shares = np.bincount(entry, weights=histogram.shares, minlength=len(first))
    own = expected[labels[histogram.values[first]]]
    gained = np.abs(shares - own) - own
    total = np.bincount(histogram.class_of_entry[first], weights=gained, minlength=histogram.n_classes)
    return np.clip((total + 1) / 2, 0, 1)

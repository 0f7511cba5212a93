"""β-likeness: no sensitive value is much more frequent in a class than in all records.

Source: J. Cao, P. Karras, "Publishing microdata with a robust privacy guarantee", PVLDB 5(11), 2012, definitions 2
(basic) and 3 (enhanced) (doi:10.14778/2350229.2350255).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.models.evidence import TOLERANCE, Evidence, highest
from analysis.models.sensitive import SensitiveHistogram


@dataclass(frozen=True)
class BasicBetaLikeness:
    """Largest relative gain of any sensitive value in any class. Lower is better; from 0.

    Attributes:
        column: The sensitive attribute.
        beta: The gain: 2 means that a value is three times as frequent in a class as in all records.
        worst: The classes with that gain.
    """

    column: str
    beta: float
    worst: Evidence


@dataclass(frozen=True)
class EnhancedBetaLikeness:
    """The same, with gains limited to the logarithm of how rare a value is. Lower is better; from 0.

    Attributes:
        column: The sensitive attribute.
        beta: The largest gain, or the limit of the rarest value where that is lower.
        n_classes_beyond: Classes in which a value gains more than its own limit: while there is one, no β is enough.
        n_records_beyond: Records in them.
        worst: The classes with the largest gain.
    """

    column: str
    beta: float
    n_classes_beyond: int
    n_records_beyond: int
    worst: Evidence


def basic_beta_likeness(histogram: SensitiveHistogram) -> BasicBetaLikeness:
    """Find the smallest β for which the classes are basic β-like.

    Raises:
        NotComputable: There are no records.
    """
    figure, worst = highest(largest_gains(histogram), histogram.sizes)
    return BasicBetaLikeness(histogram.attribute.name, figure, worst)


def enhanced_beta_likeness(histogram: SensitiveHistogram) -> EnhancedBetaLikeness:
    """Find the smallest β for which the classes are enhanced β-like, and the classes that rule out any.

    Raises:
        NotComputable: There are no records.
    """
    gain, worst = highest(largest_gains(histogram), histogram.sizes)
    rarest = histogram.attribute.shares.min()
    beyond = np.isinf(enhanced_bounds(histogram))
    return EnhancedBetaLikeness(
        column=histogram.attribute.name,
        beta=min(gain, float(-np.log(rarest))),
        n_classes_beyond=int(beyond.sum()),
        n_records_beyond=int(histogram.sizes[beyond].sum()),
        worst=worst,
    )


def largest_gains(histogram: SensitiveHistogram) -> np.ndarray:
    """Largest relative gain of a sensitive value in each class, from 0; shape (n_classes,)."""
    return np.maximum(histogram.maxima(_gains(histogram)), 0)


def enhanced_bounds(histogram: SensitiveHistogram) -> np.ndarray:
    """Smallest β for which each class is enhanced β-like; infinite where none is; shape (n_classes,)."""
    gains, limits = _gains(histogram), -np.log(histogram.expected)
    return np.maximum(histogram.maxima(np.where(gains <= limits + TOLERANCE, gains, np.inf)), 0)


def _gains(histogram: SensitiveHistogram) -> np.ndarray:
    return (histogram.shares - histogram.expected) / histogram.expected

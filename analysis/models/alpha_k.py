"""(α, k)-anonymity: classes of at least k records in which no sensitive value has more than a share α.

Source: R. C.-W. Wong, J. Li, A. W.-C. Fu, K. Wang, "(α, k)-anonymity: an enhanced k-anonymity model for privacy
preserving data publishing", KDD 2006, asked of every sensitive value
(doi:10.1145/1150402.1150499).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.models.evidence import Evidence, highest
from analysis.models.sensitive import SensitiveHistogram


@dataclass(frozen=True)
class AlphaKAnonymity:
    """Largest share of one sensitive value in any one class, with the size of the smallest class.

    Attributes:
        column: The sensitive attribute.
        alpha: The share, above 0 and up to 1: how sure one can be of a value. Lower is better.
        k: Records in the smallest class. Higher is better.
        worst: The classes in which a value has the share ``alpha``.
    """

    column: str
    alpha: float
    k: int
    worst: Evidence


def alpha_k_anonymity(histogram: SensitiveHistogram) -> AlphaKAnonymity:
    """Find the smallest α and the largest k for which the classes are (α, k)-anonymous.

    Raises:
        NotComputable: There are no records.
    """
    figure, worst = highest(largest_shares(histogram), histogram.sizes)
    return AlphaKAnonymity(histogram.attribute.name, figure, int(histogram.sizes.min()), worst)


def largest_shares(histogram: SensitiveHistogram) -> np.ndarray:
    """Share of the most frequent sensitive value of each class, 0 to 1; shape (n_classes,)."""
    return histogram.maxima(histogram.counts) / histogram.sizes

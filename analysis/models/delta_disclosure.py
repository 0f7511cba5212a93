"""δ-disclosure privacy: no sensitive value is much more, or much less, frequent in a class than in all records.

Source: J. Brickell, V. Shmatikov, "The cost of privacy: destruction of data-mining utility in anonymized data
publishing", KDD 2008 (doi:10.1145/1401890.1401904). The definition leaves the base of the logarithm
open and would fail every class that lacks a value. As pyCANON and ARX do, only the values that a class holds count.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.models.evidence import Evidence, highest
from analysis.models.sensitive import SensitiveHistogram


@dataclass(frozen=True)
class DeltaDisclosurePrivacy:
    """Largest logarithm of the ratio between a value's share in a class and in all records. Lower is better; from 0.

    Attributes:
        column: The sensitive attribute.
        delta: The figure, in natural logarithms (nats), as in pyCANON: 0.69 is a factor of 2.
        n_classes_lacking: Classes that lack some value. An attacker rules it out there, which ``delta`` does not count.
        worst: The classes that have the figure.
    """

    column: str
    delta: float
    n_classes_lacking: int
    worst: Evidence

    @property
    def bits(self) -> float:
        """The figure in binary logarithms, as ARX asks for it."""
        return self.delta / float(np.log(2))


def delta_disclosure_privacy(histogram: SensitiveHistogram) -> DeltaDisclosurePrivacy:
    """Find the δ above which the classes are δ-disclosure private (δ itself is excluded by the definition).

    Raises:
        NotComputable: There are no records.
    """
    figure, worst = highest(largest_log_ratios(histogram), histogram.sizes)
    lacking = int((histogram.distinct < histogram.attribute.n_values).sum())
    return DeltaDisclosurePrivacy(histogram.attribute.name, figure, lacking, worst)


def largest_log_ratios(histogram: SensitiveHistogram) -> np.ndarray:
    """Largest absolute natural logarithm of the ratio of shares in each class, from 0; shape (n_classes,)."""
    return histogram.maxima(np.abs(np.log(histogram.shares / histogram.expected)))

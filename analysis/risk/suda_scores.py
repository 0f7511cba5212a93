"""What minimal sample uniques weigh, and what their scores say of the chance that a match is right.

Sources: M. J. Elliot, A. M. Manning, R. W. Ford, "A computational algorithm for handling the special uniques problem",
International Journal of Uncertainty, Fuzziness and Knowledge-Based Systems 10(5):493–509, 2002 (the score); C. J. Skinner,
M. J. Elliot, "A measure of disclosure risk for microdata", Journal of the Royal Statistical Society B 64(4):855–867, 2002,
doi:10.1111/1467-9868.00365 (DIS); how DIS is shared out by the scores is as in ``suda2`` of sdcMicro.
"""

from __future__ import annotations

from enum import Enum
from math import comb, factorial

import numpy as np

from analysis.errors import NotComputable

DIS_FRACTION = 0.01
"""Sampling fraction that DIS takes, unless another is given; sdcMicro's."""


class Weighting(Enum):
    """What a minimal sample unique of s of m columns adds to the score of its record."""

    FACTORIAL = "factorial"
    """(m - s)!, as Elliot et al. 2002; sdcMicro with ``original_scores=TRUE``."""
    IHSN = "ihsn"
    """(2^(m - s) - 1) / C(m, s), as the program of the IHSN; sdcMicro with ``original_scores=FALSE``."""

    def weight(self, n_columns: int, size: int) -> float:
        """Weight of a set of ``size`` of ``n_columns`` columns."""
        if self is Weighting.FACTORIAL:
            return float(factorial(n_columns - size))
        return (2 ** (n_columns - size) - 1) / comb(n_columns, size)


def disclosure_risk(scores: np.ndarray, n_columns: int, records_in_pairs: int, fraction: float) -> np.ndarray:
    """DIS-SUDA: the chance that a match with a record is right, shared out by the scores.

    With U unique records, P records in classes of two and sampling fraction f, DIS = U f / (U f + P (1 - f)); the score of a
    record then moves it by dis = 1 / (1 + (U / DIS - U) / (score^Q A)), Q = 1 + (8 - m) / 20, A = sum of score^-Q. U cancels.

    Args:
        scores: SUDA scores, above 0; shape (n_scored,).
        n_columns: m.
        records_in_pairs: P.
        fraction: f, above 0, up to 1.

    Returns:
        0 to 1; shape (n_scored,).

    Raises:
        NotComputable: The fraction is out of its range.
    """
    if not 0 < fraction <= 1:
        raise NotComputable("The fraction of DIS is above 0 and at most 1, not {given}.", given=fraction)
    power = 1 + (8 - n_columns) / 20
    spread = scores**power * (scores**-power).sum()
    return spread / (spread + records_in_pairs * (1 - fraction) / fraction)

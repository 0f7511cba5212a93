"""Discernibility: how many other records each record can no longer be told from.

Source: R. J. Bayardo, R. Agrawal, "Data privacy through optimal k-anonymization", ICDE 2005
(doi:10.1109/ICDE.2005.42).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.frequency import EquivalenceClasses


@dataclass(frozen=True)
class Discernibility:
    """Sums over records of the number they cannot be told from. Lower is better; from the number of records.

    Attributes:
        penalty: A record that stays counts the size of its class; a suppressed one counts all records.
        without_suppression: As if none were suppressed: this one never falls when a recoding is made more general.
    """

    penalty: int
    without_suppression: int


def discernibility(classes: EquivalenceClasses, kept: np.ndarray) -> Discernibility:
    """Measure the discernibility of a recoding.

    Args:
        classes: After generalising.
        kept: Which classes stay in the release; boolean, shape (n_classes,).
    """
    squares = classes.sizes.astype(np.int64) ** 2
    suppressed = int(classes.sizes[~kept].sum())
    return Discernibility(int(squares[kept].sum()) + suppressed * classes.n_records, int(squares.sum()))

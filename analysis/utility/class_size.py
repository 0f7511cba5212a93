"""Average class size: how coarse the groups are in which records can still be told apart.

Source: K. LeFevre, D. J. DeWitt, R. Ramakrishnan, "Mondrian multidimensional k-anonymity", ICDE 2006,
without its division by k (doi:10.1109/ICDE.2006.101).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses


@dataclass(frozen=True)
class AverageClassSize:
    """Records per class. Lower is better; from 1.

    Attributes:
        mean: Over all records and classes, the suppressed records being one class more.
        n_classes: Classes that stay in the release.
    """

    mean: float
    n_classes: int


def average_class_size(classes: EquivalenceClasses, kept: np.ndarray) -> AverageClassSize:
    """Measure the average class size of a recoding.

    Args:
        classes: After generalising.
        kept: Which classes stay in the release; boolean, shape (n_classes,).

    Raises:
        NotComputable: There are no records.
    """
    if not len(classes.sizes):
        raise NotComputable("There are no records: no class has a size.")
    n_kept = int(kept.sum())
    return AverageClassSize(classes.n_records / (n_kept + int(n_kept < len(kept))), n_kept)

"""Ambiguity: how many combinations of original values each recoded record could have had.

Source: J. Goldberger, T. Tassa, "Efficient anonymizations with enhanced utility", Transactions on Data Privacy 3(2),
2010, in ARX's variant: over whole hierarchies, and without dividing by the number of records.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.frequency import EquivalenceClasses, FrequencyTable


@dataclass(frozen=True)
class Ambiguity:
    """Sums over records of the combinations they could have had. Lower is better; from the number of records.

    Attributes:
        combinations: A suppressed record could have had any.
        without_suppression: As if none were suppressed: this one never falls when a recoding is made more general.
    """

    combinations: float
    without_suppression: float


def ambiguity(table: FrequencyTable, classes: EquivalenceClasses, kept: np.ndarray) -> Ambiguity:
    """Measure the ambiguity of a recoding.

    Args:
        table: The records.
        classes: Their classes at the levels of the recoding.
        kept: Which classes stay in the release; boolean, shape (n_classes,).
    """
    each = np.ones(len(classes.sizes))
    for column, level, codes in zip(table.columns, classes.levels, classes.codes, strict=True):
        each *= column.leaves[level][codes]
    everything = float(np.prod([float(column.n_leaves) for column in table.columns]))
    return Ambiguity(
        combinations=float((np.where(kept, each, everything) * classes.sizes).sum()),
        without_suppression=float((each * classes.sizes).sum()),
    )

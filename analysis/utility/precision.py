"""Precision: how far up their hierarchies the values were taken, whatever the values.

Source: L. Sweeney, "Achieving k-anonymity privacy protection using generalization and suppression", Int. J.
Uncertainty, Fuzziness and Knowledge-Based Systems 10(5), 2002 (doi:10.1142/S021848850200165X); as
ARX does, what is lost is given, which is 1 less Sweeney's precision.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses, FrequencyTable


@dataclass(frozen=True)
class PrecisionLoss:
    """Share of the height of the hierarchies that values were taken up, 0 to 1. Lower is better.

    Attributes:
        loss: Mean over quasi-identifiers; a suppressed record is at the top of each.
        without_suppression: As if none were suppressed: this one never falls when a recoding is made more general.
        columns: (name, loss) of each quasi-identifier.
        height: Sum of the levels.
    """

    loss: float
    without_suppression: float
    columns: tuple[tuple[str, float], ...]
    height: int


def precision_loss(table: FrequencyTable, classes: EquivalenceClasses, kept: np.ndarray) -> PrecisionLoss:
    """Measure the loss of precision of a recoding.

    Args:
        table: The records.
        classes: Their classes at the levels of the recoding.
        kept: Which classes stay in the release; boolean, shape (n_classes,).

    Raises:
        NotComputable: There are no records.
    """
    if not table.n_records:
        raise NotComputable("There are no records: no precision to lose.")
    suppressed = float(classes.sizes[~kept].sum() / classes.n_records)
    heights = [level / max(1, column.top) for column, level in zip(table.columns, classes.levels, strict=True)]
    columns = [height * (1 - suppressed) + suppressed for height in heights]
    return PrecisionLoss(
        loss=float(np.mean(columns)),
        without_suppression=float(np.mean(heights)),
        columns=tuple(zip(table.names, columns, strict=True)),
        height=sum(classes.levels),
    )

"""Information loss: how much of the data's detail generalisation and suppression take away.

Source: the Loss measure of ARX (F. Prasser, F. Kohlmayer, "Putting statistical disclosure control into practice",
in: Medical Data Privacy Handbook, Springer 2015), after V. S. Iyengar, "Transforming data to satisfy privacy
constraints", KDD 2002, section 3, joined over columns by the geometric mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses, FrequencyTable

PRECISION = 1e10
"""Column losses are rounded down to 1 / PRECISION, so that the order in which they are summed cannot change them."""


@dataclass(frozen=True)
class InformationLoss:
    """Loss of detail, 0 (none) to 1 (every value generalised to the root or suppressed). Lower is better.

    Attributes:
        loss: Over all quasi-identifiers, by the geometric mean.
        columns: (name, loss) of each quasi-identifier.
        n_suppressed: Suppressed records; each counts as lost in every column.
    """

    loss: float
    columns: tuple[tuple[str, float], ...]
    n_suppressed: int


def information_loss(table: FrequencyTable, classes: EquivalenceClasses, kept: np.ndarray) -> InformationLoss:
    """Measure the loss of a recoding.

    Args:
        table: The records.
        classes: Their classes at the levels of the recoding.
        kept: Which classes stay in the release; boolean, shape (n_classes,).

    Raises:
        NotComputable: There are no records.
    """
    if not table.n_records:
        raise NotComputable("There are no records: no detail to lose.")
    suppressed = int(classes.sizes[~kept].sum())
    losses = [
        column_loss(column.leaves[level], column.n_leaves, mass, suppressed)
        for column, level, mass in zip(
            table.columns, classes.levels, released_counts(table, classes, kept), strict=True
        )
    ]
    return InformationLoss(geometric_loss(losses), tuple(zip(table.names, losses, strict=True)), suppressed)


def released_counts(table: FrequencyTable, classes: EquivalenceClasses, kept: np.ndarray) -> tuple[np.ndarray, ...]:
    """Count the records released under each label; one array of shape (n_labels,) per quasi-identifier.

    What is under a label before suppression follows from the level alone, so that only the classes that leave need be
    looked at, or only those that stay where they are fewer.
    """
    counts = tuple(table.marginal(position, level) for position, level in enumerate(classes.levels))
    few_stay = 2 * np.count_nonzero(kept) < len(kept)
    looked_at = np.flatnonzero(kept if few_stay else ~kept)
    if not len(looked_at) and not few_stay:
        return counts
    weights = classes.sizes[looked_at]
    found = (
        np.bincount(codes, weights=weights, minlength=len(held)).astype(np.int64)
        for held, codes in zip(counts, classes.codes_of(looked_at), strict=True)
    )
    return tuple(found) if few_stay else tuple(held - gone for held, gone in zip(counts, found, strict=True))


def column_loss(leaves: np.ndarray, n_leaves: int, released: np.ndarray, suppressed: int) -> float:
    """Loss of one column, 0 to 1.

    Args:
        leaves: Original values below each label of the column's level; shape (n_labels,).
        n_leaves: Original values in the whole hierarchy.
        released: Records released under each label; shape (n_labels,).
        suppressed: Records that leave the release.
    """
    n_records = int(released.sum()) + suppressed
    at_best = n_records / n_leaves
    if n_leaves == 1:
        return 0.0
    detail = float((released * leaves).sum()) / n_leaves + suppressed
    loss = max(0.0, (detail - at_best) / (n_records - at_best))
    return float(np.floor(loss * PRECISION) / PRECISION)


def geometric_loss(losses: Sequence[float]) -> float:
    """Join the losses of columns: the geometric mean of (loss + 1), less 1."""
    return float(np.prod(np.asarray(losses) + 1.0) ** (1 / len(losses)) - 1)

"""Risk of re-identification when the attacker knows that the person is in the data (prosecutor).

Source: K. El Emam, "Guide to the De-Identification of Personal Health Information", CRC Press 2013, chapter 16:
a record in a class of size f is re-identified with probability 1 / f.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses


@dataclass(frozen=True, eq=False)
class RiskDistribution:
    """How many records bear each risk. Make one with :func:`distribution`.

    Attributes:
        risks: Ascending, distinct, above 0 and up to 1; shape (n,).
        records: How many records bear each; shape (n,).
    """

    risks: np.ndarray
    records: np.ndarray

    @property
    def shares(self) -> np.ndarray:
        """Share of the records that bear each risk (the density); shape (n,), sums to 1."""
        return self.records / self.records.sum()

    @property
    def cumulative(self) -> np.ndarray:
        """Share of the records whose risk is at most each of ``risks``; shape (n,)."""
        return np.cumsum(self.records) / self.records.sum()

    @property
    def mean(self) -> float:
        """Mean risk of the records."""
        return float(self.risks @ self.shares)

    def above(self, threshold: float) -> float:
        """Share of the records whose risk is strictly above a threshold."""
        return int(self.records[self.risks > threshold].sum()) / int(self.records.sum())


@dataclass(frozen=True)
class ProsecutorRisk:
    """Probabilities, 0 to 1, that a record is re-identified by someone who knows the person is in the data.

    Lower is better.

    Attributes:
        highest: Risk of the most exposed records.
        average: Mean over records (not over classes).
        lowest: Risk of the best hidden records.
        records_at_highest: Records that bear the highest risk.
        n_records: Records that were counted.
    """

    highest: float
    average: float
    lowest: float
    records_at_highest: int
    n_records: int


def prosecutor_risk(classes: EquivalenceClasses) -> ProsecutorRisk:
    """Measure the prosecutor risk of all records.

    Raises:
        NotComputable: There are no records.
    """
    sizes = classes.sizes
    if not len(sizes):
        raise NotComputable("No record is left: there is no risk to measure.")
    smallest, n_records = int(sizes.min()), classes.n_records
    return ProsecutorRisk(
        highest=1 / smallest,
        average=len(sizes) / n_records,
        lowest=1 / int(sizes.max()),
        records_at_highest=int(sizes[sizes == smallest].sum()),
        n_records=n_records,
    )


def share_at_risk(classes: EquivalenceClasses, threshold: float) -> float:
    """Share of records, 0 to 1, whose prosecutor risk is strictly above a threshold.

    Args:
        threshold: A probability, 0 to 1.

    Raises:
        NotComputable: There are no records.
    """
    if not len(classes.sizes):
        raise NotComputable("No record is left: there is no risk to measure.")
    return float(classes.sizes[1 / classes.sizes > threshold].sum() / classes.n_records)


def distribution(risks: np.ndarray, records: np.ndarray) -> RiskDistribution:
    """Count records by their risk.

    Args:
        risks: Of a record of each class, 0 to 1; shape (n_classes,). The prosecutor's is one over the class size.
        records: In each class; shape (n_classes,).

    Raises:
        NotComputable: There are no records.
    """
    if not len(records):
        raise NotComputable("No record is left: there is no risk to measure.")
    distinct, place = np.unique(risks, return_inverse=True)
    return RiskDistribution(distinct, np.bincount(place, weights=records).astype(np.int64))

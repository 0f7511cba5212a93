"""Risk of each record when the data are a sample: by how many people of the population its weights stand for.

A class of f records stands for F people, of whom the sum of the weights is an estimate; the risk of a record is the
expected 1 / F. Given f, F - f has a negative binomial law with p = f / F (Benedetti and Franconi), so that the risk is
p × the integral of u^(f-1) / (p + (1-p)u) over u from 0 to 1, which is (p / f) 2F1(1, 1; f + 1; 1 - p). Where the data are
the population, or have no weights, it is 1 / f.

Sources: R. Benedetti and L. Franconi, "Statistical and technological solutions for controlled data dissemination", New
Techniques and Technologies for Statistics (NTTS) 1998, 225-232; L. Franconi and S. Polettini, "Individual risk estimation
in µ-Argus: a review", Privacy in Statistical Databases (PSD) 2004, 262-272, for the approximation, the risk of a household
and the threshold.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

import numpy as np

from analysis.dataset import Column
from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses, FrequencyTable
from analysis.missing import Frequencies
from analysis.risk.reidentification import RiskDistribution, distribution
from analysis.risk_kernels import expected_inverse

EXACT_UP_TO = 2
"""Records alike up to which the approximation is the exact form, as in sdcMicro."""


class RiskForm(Enum):
    """How the expected 1 / F is computed."""

    APPROXIMATE = "approximate"
    """p / (f - (1 - p)) where more than two records are alike: the first terms of the series, and sdcMicro's default."""
    EXACT = "exact"


class Borne(ABC):
    """Risks, and the records that bear them.

    Attributes:
        risks: Probabilities, above 0 up to 1; shape (n,).
    """

    risks: np.ndarray

    @property
    @abstractmethod
    def bearers(self) -> np.ndarray:
        """Records that bear each risk; shape (n,)."""

    @property
    def n_records(self) -> int:
        """Records that were counted."""
        return int(self.bearers.sum())

    @property
    def expected_reidentifications(self) -> float:
        """Records that are expected to be exposed: the sum over records of the risks."""
        return float(self.risks @ self.bearers)

    @property
    def global_risk(self) -> float:
        """Share of the records that is expected to be exposed, 0 to 1."""
        return self.expected_reidentifications / self.n_records

    @property
    def highest(self) -> float:
        """The highest of the risks."""
        return float(self.risks.max())

    @cached_property
    def distribution(self) -> RiskDistribution:
        """How many records bear each risk."""
        return distribution(self.risks, self.bearers)


@dataclass(frozen=True, eq=False)
class IndividualRisk(Borne):
    """Probabilities, 0 to 1, that a record is re-identified by somebody who does not know who is in the sample.

    Lower is better.

    Attributes:
        form: How it was computed.
        risks: Of a record of each class, above 0; shape (n_classes,).
        records: Records in each class; shape (n_classes,).
    """

    form: RiskForm
    risks: np.ndarray
    records: np.ndarray

    @property
    def bearers(self) -> np.ndarray:
        """Records that bear each risk; shape as ``risks``."""
        return self.records


@dataclass(frozen=True, eq=False)
class HouseholdRisk(Borne):
    """Probabilities, 0 to 1, that at least one member of a household is re-identified, which exposes them all.

    Attributes:
        risks: Of each household, above 0; shape (n_households,).
        members: Records of each household; shape (n_households,).
        household_of_record: Household of each record of the table, -1 where it was not counted; shape (n_records,).
        n_without: Records without a household, each of which counts as one of its own.
    """

    risks: np.ndarray
    members: np.ndarray
    household_of_record: np.ndarray
    n_without: int

    @property
    def bearers(self) -> np.ndarray:
        """Records that bear each risk; shape as ``risks``."""
        return self.members


@dataclass(frozen=True)
class RiskThreshold:
    """The individual risk above which records are to be treated so that a target is met.

    Attributes:
        target: Largest share of the records that may be expected to be re-identified, 0 to 1.
        threshold: Records above this risk are to be treated until theirs is no higher.
        n_above: How many they are.
        n_records: Records that were counted.
        reached: Share of the records that is then expected to be re-identified, at most.
    """

    target: float
    threshold: float
    n_above: int
    n_records: int
    reached: float


def individual_risk(
    classes: EquivalenceClasses, alike: Frequencies, form: RiskForm = RiskForm.APPROXIMATE
) -> IndividualRisk:
    """Estimate the risk of the records of each class.

    Args:
        classes: The classes that are released.
        alike: Records and people like those of each class, by :func:`analysis.missing.frequencies`. Fewer people than
            records count as so many.

    Raises:
        NotComputable: There are no records.
    """
    if not len(classes.sizes):
        raise NotComputable("No record is left: there is no risk to measure.")
    f = alike.records
    p = np.minimum(f / alike.people, 1.0)
    if form is RiskForm.EXACT:
        return IndividualRisk(form, expected_inverse(f, p), classes.sizes)
    risks = np.divide(p, f - (1 - p), out=np.empty_like(p), where=f > EXACT_UP_TO)
    few = f <= EXACT_UP_TO
    risks[few] = expected_inverse(f[few], p[few])
    return IndividualRisk(form, risks, classes.sizes)


def household_risk(
    table: FrequencyTable, classes: EquivalenceClasses, found: IndividualRisk, household: Column
) -> HouseholdRisk:
    """Estimate the risk that at least one member of a household is re-identified, independently of the others.

    Args:
        table: The records.
        classes: The classes that are released, all or some of those of the table.
        found: The individual risk in these classes.
        household: Names the household of each record. A record without one is a household of its own.
    """
    number = classes.class_of_tuple[table.tuple_of_record]
    counted, alone = number >= 0, household.codes < 0
    codes = household.codes.astype(np.int64)
    codes[alone] = len(household.values) + np.arange(np.count_nonzero(alone))
    n_codes = len(household.values) + np.count_nonzero(alone)
    with np.errstate(divide="ignore"):
        log_safe = np.log1p(-np.append(found.risks, 0.0))
    members = np.bincount(codes, weights=counted, minlength=n_codes).astype(np.int64)
    safe = np.bincount(codes, weights=log_safe[number], minlength=n_codes)
    held = members > 0
    position = np.cumsum(held) - 1
    return HouseholdRisk(
        -np.expm1(safe[held]),
        members[held],
        np.where(counted, position[codes], -1),
        int(np.count_nonzero(alone & counted)),
    )


def risk_threshold(found: IndividualRisk, target: float) -> RiskThreshold:
    """Find the highest risk that records may keep so that no more than a share of them is expected to be re-identified.

    Records above the threshold are taken to be treated until they bear its risk, so that the share is at most
    (sum of the risks up to the threshold + threshold × records above it) ÷ records, as in µ-Argus and sdcMicro.

    Args:
        target: The share, above 0 and up to 1.

    Raises:
        NotComputable: The target is not a share.
    """
    if not 0 < target <= 1:
        raise NotComputable("The target is {target}: it must be above 0 and at most 1.", target=target)
    borne, n_records = found.distribution, found.n_records
    shares = np.cumsum(borne.risks * borne.shares) + borne.risks * (1 - borne.cumulative)
    met = np.flatnonzero(shares <= target)
    if not len(met):
        return RiskThreshold(target, target, n_records, n_records, target)
    threshold = float(borne.risks[met[-1]])
    n_above = int(found.records[found.risks > threshold].sum())
    return RiskThreshold(target, threshold, n_above, n_records, float(shares[met[-1]]))

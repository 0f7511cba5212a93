"""What the privacy models ask of the sensitive values of a class, as conditions that a class meets or fails.

A condition is *monotone* when merging classes that all meet it gives a class that meets it: if a recoding needs no
suppression, no more general one does. It is *monotone with suppression* when merging a class that meets it with any
other gives a class that meets it: the records to suppress never grow in number under generalisation.

Every ``passing`` returns booleans, one per class: shape (n_classes,).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

import numpy as np

from analysis.errors import RecodingError
from analysis.models.alpha_k import largest_shares
from analysis.models.beta_likeness import enhanced_bounds, largest_gains
from analysis.models.delta_disclosure import largest_log_ratios
from analysis.models.evidence import TOLERANCE
from analysis.models.l_diversity import EntropyEstimator, class_entropies, recursive_bounds
from analysis.models.sensitive import SensitiveHistogram
from analysis.models.t_closeness import GroundDistance, class_distances
from analysis.wording import Sentence, sentence


class Logarithm(Enum):
    """Base of a logarithm."""

    BINARY = "binary"
    NATURAL = "natural"

    @property
    def unit(self) -> float:
        """Its 1 in natural logarithms."""
        return float(np.log(2)) if self is Logarithm.BINARY else 1.0


@dataclass(frozen=True)
class SensitiveCondition(ABC):
    """A condition on the values of one sensitive attribute in each class.

    Attributes:
        model: Its name in recipes and on the command line.
        monotone_with_suppression: See the module.
        column: The sensitive attribute.
    """

    model: ClassVar[str]
    monotone_with_suppression: ClassVar[bool] = False

    column: str

    @property
    def monotone(self) -> bool:
        """See the module."""
        return True

    @abstractmethod
    def passing(self, histogram: SensitiveHistogram) -> np.ndarray:
        """Which classes meet it; boolean, shape (n_classes,)."""

    @abstractmethod
    def sentence(self) -> Sentence:
        """The condition in words."""


@dataclass(frozen=True)
class DistinctLDiverse(SensitiveCondition):
    """Distinct l-diversity."""

    model: ClassVar[str] = "distinct_l_diversity"
    monotone_with_suppression: ClassVar[bool] = True

    l: int

    def __post_init__(self) -> None:
        check_least("l", self.l, 1)

    def passing(self, histogram: SensitiveHistogram) -> np.ndarray:
        """Classes with at least l distinct values."""
        return histogram.distinct >= self.l

    def sentence(self) -> Sentence:
        """The condition in words."""
        return sentence("Every class has at least {l} distinct values of {column}.", l=self.l, column=self.column)


@dataclass(frozen=True)
class EntropyLDiverse(SensitiveCondition):
    """Entropy l-diversity. A class needs l distinct values too, which an estimate alone does not ensure."""

    model: ClassVar[str] = "entropy_l_diversity"

    l: float
    estimator: EntropyEstimator = EntropyEstimator.SHANNON

    @property
    def monotone(self) -> bool:
        """Of Shannon's entropy, which is concave. Grassberger's estimate of (1, 1) records is above that of (2, 2)."""
        return self.estimator is EntropyEstimator.SHANNON

    def __post_init__(self) -> None:
        check_least("l", self.l, 1)

    def passing(self, histogram: SensitiveHistogram) -> np.ndarray:
        """Classes whose entropy is at least that of l equally frequent values."""
        entropies = class_entropies(histogram, self.estimator)
        return (entropies >= np.log(self.l) - TOLERANCE) & (histogram.distinct >= int(self.l))

    def sentence(self) -> Sentence:
        """The condition in words."""
        return sentence(
            "In every class the values of {column} are at least as varied as {l} equally frequent ones (entropy, "
            "{estimator}).",
            l=self.l,
            column=self.column,
            estimator=self.estimator.value.capitalize(),
        )


@dataclass(frozen=True)
class RecursiveCLDiverse(SensitiveCondition):
    """Recursive (c, l)-diversity."""

    model: ClassVar[str] = "recursive_cl_diversity"

    c: float
    l: int

    def __post_init__(self) -> None:
        check_above_zero("c", self.c)
        check_least("l", self.l, 1)

    def passing(self, histogram: SensitiveHistogram) -> np.ndarray:
        """Classes whose most frequent value has fewer than c times the records of all but the l - 1 most frequent."""
        return recursive_bounds(histogram, self.l) < self.c * (1 - TOLERANCE)

    def sentence(self) -> Sentence:
        """The condition in words."""
        if self.l == 2:
            return sentence(
                "In every class the most frequent value of {column} has fewer than {c} times the records of all other "
                "values.",
                column=self.column,
                c=self.c,
            )
        return sentence(
            "In every class the most frequent value of {column} has fewer than {c} times the records that are left "
            "without the {others} most frequent.",
            column=self.column,
            c=self.c,
            others=self.l - 1,
        )


_DISTANCES = {
    GroundDistance.EQUAL: sentence("equal"),
    GroundDistance.ORDERED: sentence("ordered"),
    GroundDistance.HIERARCHICAL: sentence("hierarchical"),
}


@dataclass(frozen=True)
class TClose(SensitiveCondition):
    """t-closeness."""

    model: ClassVar[str] = "t_closeness"

    t: float
    distance: GroundDistance = GroundDistance.EQUAL

    def __post_init__(self) -> None:
        check_share("t", self.t)

    def passing(self, histogram: SensitiveHistogram) -> np.ndarray:
        """Classes within t of all records."""
        return class_distances(histogram, self.distance) <= self.t + TOLERANCE

    def sentence(self) -> Sentence:
        """The condition in words."""
        return sentence(
            "In every class the distribution of {column} is within {t} of that of all records ({distance} distance).",
            column=self.column,
            t=self.t,
            distance=_DISTANCES[self.distance],
        )


@dataclass(frozen=True)
class AlphaK(SensitiveCondition):
    """(α, k)-anonymity."""

    model: ClassVar[str] = "alpha_k_anonymity"

    alpha: float
    k: int

    def __post_init__(self) -> None:
        check_share("alpha", self.alpha)
        check_least("k", self.k, 1)

    def passing(self, histogram: SensitiveHistogram) -> np.ndarray:
        """Classes of at least k records in which no value has more than a share alpha."""
        return (largest_shares(histogram) <= self.alpha + TOLERANCE) & (histogram.sizes >= self.k)

    def sentence(self) -> Sentence:
        """The condition in words."""
        return sentence(
            "Every class has at least {k} records, of which a share of at most {alpha} has the same value of {column}.",
            k=self.k,
            alpha=self.alpha,
            column=self.column,
        )


@dataclass(frozen=True)
class BasicBetaLike(SensitiveCondition):
    """Basic β-likeness."""

    model: ClassVar[str] = "basic_beta_likeness"

    beta: float

    def __post_init__(self) -> None:
        check_above_zero("beta", self.beta)

    def passing(self, histogram: SensitiveHistogram) -> np.ndarray:
        """Classes in which no value gains more than beta."""
        return largest_gains(histogram) <= self.beta + TOLERANCE

    def sentence(self) -> Sentence:
        """The condition in words."""
        return sentence(
            "In no class is a value of {column} more than {factor} times as frequent as in all records.",
            column=self.column,
            factor=self.beta + 1,
        )


@dataclass(frozen=True)
class EnhancedBetaLike(SensitiveCondition):
    """Enhanced β-likeness."""

    model: ClassVar[str] = "enhanced_beta_likeness"

    beta: float

    def __post_init__(self) -> None:
        check_above_zero("beta", self.beta)

    def passing(self, histogram: SensitiveHistogram) -> np.ndarray:
        """Classes in which no value gains more than beta, nor more than its own limit."""
        return enhanced_bounds(histogram) <= self.beta + TOLERANCE

    def sentence(self) -> Sentence:
        """The condition in words."""
        return sentence(
            "In no class is a value of {column} more than {factor} times as frequent as in all records, and less for "
            "values that are frequent.",
            column=self.column,
            factor=self.beta + 1,
        )


@dataclass(frozen=True)
class DeltaDisclosure(SensitiveCondition):
    """δ-disclosure privacy. A class may lack a value, and fail once merged with one that has it: it is not monotone."""

    model: ClassVar[str] = "delta_disclosure_privacy"

    delta: float
    logarithm: Logarithm = Logarithm.BINARY

    @property
    def monotone(self) -> bool:
        """See the class."""
        return False

    def __post_init__(self) -> None:
        check_above_zero("delta", self.delta)

    def passing(self, histogram: SensitiveHistogram) -> np.ndarray:
        """Classes in which the logarithm of the ratio of shares is nowhere as far from 0 as delta."""
        return largest_log_ratios(histogram) < self.delta * self.logarithm.unit - TOLERANCE

    def sentence(self) -> Sentence:
        """The condition in words."""
        return sentence(
            "In every class each value of {column} is less than {factor} times more, or less, frequent than in all "
            "records.",
            column=self.column,
            factor=float(np.exp(self.delta * self.logarithm.unit)),
        )


def check_least(name: str, value: float, least: float) -> None:
    """Raise RecodingError unless a parameter is at least ``least``."""
    if not value >= least:
        raise RecodingError("{name} is {value}: it must be at least {least}.", name=name, value=value, least=least)


def check_above_zero(name: str, value: float) -> None:
    """Raise RecodingError unless a parameter is above 0."""
    if not value > 0:
        raise RecodingError("{name} is {value}: it must be above 0.", name=name, value=value)


def check_share(name: str, value: float) -> None:
    """Raise RecodingError unless a parameter is a share, 0 to 1."""
    if not 0 <= value <= 1:
        raise RecodingError("{name} is {value}: it is a share, 0 to 1.", name=name, value=value)

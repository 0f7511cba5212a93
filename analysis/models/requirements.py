"""What a release must meet: any combination of privacy models. Classes that fail are suppressed.

Conditions on the values of a sensitive attribute are in :mod:`analysis.models.conditions`, which also says what
*monotone* means; those on the sizes of the classes are here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any, ClassVar

import numpy as np

from analysis.errors import NotComputable, RecodingError
from analysis.models.conditions import (
    AlphaK,
    BasicBetaLike,
    DeltaDisclosure,
    DistinctLDiverse,
    EnhancedBetaLike,
    EntropyLDiverse,
    Logarithm,
    RecursiveCLDiverse,
    SensitiveCondition,
    TClose,
    check_least,
    check_share,
)
from analysis.models.evidence import TOLERANCE
from analysis.models.l_diversity import EntropyEstimator
from analysis.models.sensitive import SensitiveHistogram
from analysis.models.t_closeness import GroundDistance
from analysis.wording import Sentence, sentence


@dataclass(frozen=True)
class SizeCondition(ABC):
    """A condition on the sizes of the classes.

    Attributes:
        model: Its name in recipes and on the command line.
        monotone: See :mod:`analysis.models.conditions`.
        monotone_with_suppression: See :mod:`analysis.models.conditions`.
        on_the_whole: Whether it is asked of the release as a whole, once the classes that fail by themselves are gone.
    """

    model: ClassVar[str]
    monotone: ClassVar[bool] = True
    monotone_with_suppression: ClassVar[bool] = True
    on_the_whole: ClassVar[bool] = True

    @abstractmethod
    def passing(self, sizes: np.ndarray) -> np.ndarray:
        """Which classes may stay, the fewest records being suppressed; boolean, shape (n_classes,)."""

    @abstractmethod
    def sentence(self) -> Sentence:
        """The condition in words."""


@dataclass(frozen=True)
class KAnonymous(SizeCondition):
    """k-anonymity."""

    model: ClassVar[str] = "k_anonymity"
    on_the_whole: ClassVar[bool] = False

    k: int

    def __post_init__(self) -> None:
        check_least("k", self.k, 1)

    def passing(self, sizes: np.ndarray) -> np.ndarray:
        """Classes of at least k records."""
        return sizes >= self.k

    def sentence(self) -> Sentence:
        """The condition in words."""
        return sentence("Every class has at least {k} records.", k=self.k)


@dataclass(frozen=True)
class AverageRisk(SizeCondition):
    """Mean prosecutor risk over the records that stay."""

    model: ClassVar[str] = "average_risk"

    limit: float

    def __post_init__(self) -> None:
        check_share("limit", self.limit)

    def passing(self, sizes: np.ndarray) -> np.ndarray:
        """All classes but the fewest, smallest first, that bring the mean risk down to the limit."""
        return _without_smallest(sizes, np.ones(len(sizes)), self.limit)

    def sentence(self) -> Sentence:
        """The condition in words."""
        return sentence("The average risk of re-identification is at most {limit}.", limit=self.limit)


@dataclass(frozen=True)
class ShareAtRisk(SizeCondition):
    """Share of the records that stay whose prosecutor risk is strictly above a threshold."""

    model: ClassVar[str] = "share_at_risk"
    monotone_with_suppression: ClassVar[bool] = False

    threshold: float
    share: float

    def __post_init__(self) -> None:
        check_share("threshold", self.threshold)
        check_share("share", self.share)

    def passing(self, sizes: np.ndarray) -> np.ndarray:
        """All classes but the fewest, smallest first, that bring the share at risk down to what is allowed."""
        return _without_smallest(sizes, np.where(1 / sizes > self.threshold, sizes, 0), self.share)

    def sentence(self) -> Sentence:
        """The condition in words."""
        return sentence(
            "The share of the records whose risk of re-identification is above {threshold} is at most {share}.",
            threshold=self.threshold,
            share=self.share,
        )


Requirement = SizeCondition | SensitiveCondition
MODELS: Mapping[str, type[SizeCondition] | type[SensitiveCondition]] = {
    kind.model: kind
    for kind in (
        KAnonymous,
        AverageRisk,
        ShareAtRisk,
        DistinctLDiverse,
        EntropyLDiverse,
        RecursiveCLDiverse,
        TClose,
        AlphaK,
        BasicBetaLike,
        EnhancedBetaLike,
        DeltaDisclosure,
    )
}
"""Every model a release can be required to meet, by the name it has in recipes and on the command line."""


def classes_kept(
    requirements: Sequence[Requirement], sizes: np.ndarray, histograms: Mapping[str, SensitiveHistogram]
) -> np.ndarray:
    """Find the classes that stay in the release.

    Conditions on single classes come first; those on the release as a whole are then asked of what is left.

    Args:
        requirements: All are asked.
        sizes: Records in each class; shape (n_classes,).
        histograms: One for each sensitive column that a requirement names, of the same classes.

    Returns:
        Booleans; shape (n_classes,).

    Raises:
        NotComputable: A requirement names a column that has no histogram.
    """
    kept = np.ones(len(sizes), dtype=bool)
    whole = []
    for requirement in requirements:
        if isinstance(requirement, SensitiveCondition):
            kept &= requirement.passing(_histogram(histograms, requirement.column))
        elif requirement.on_the_whole:
            whole.append(requirement)
        else:
            kept &= requirement.passing(sizes)
    for requirement in whole:
        kept[kept] = requirement.passing(sizes[kept])
    return kept


def to_dict(requirement: Requirement) -> dict[str, Any]:
    """Write a requirement as plain values, for JSON."""
    values = {own.name: getattr(requirement, own.name) for own in fields(requirement)}
    return {"model": requirement.model} | {
        name: value.value if isinstance(value, Enum) else value for name, value in values.items()
    }


def from_dict(plain: Mapping[str, Any]) -> Requirement:
    """Read a requirement written by :func:`to_dict`.

    Raises:
        RecodingError: The model is unknown, or its parameters are not those it takes.
    """
    model = MODELS.get(str(plain.get("model")))
    if model is None:
        raise RecodingError(
            "There is no privacy model {model}: choose one of {known}.",
            model=plain.get("model"),
            known=", ".join(MODELS),
        )
    enums = {"estimator": EntropyEstimator, "distance": GroundDistance, "logarithm": Logarithm}
    given = {name: value for name, value in plain.items() if name != "model"}
    try:
        values: dict[str, Any] = {name: enums[name](value) if name in enums else value for name, value in given.items()}
        return model(**values)
    except (TypeError, ValueError):
        expected = ", ".join(own.name for own in fields(model))
        raise RecodingError("The parameters of {model} are {expected}.", model=model.model, expected=expected) from None


def _without_smallest(sizes: np.ndarray, burden: np.ndarray, limit: float) -> np.ndarray:
    """Leave out the fewest classes, smallest first, until what is left bears at most ``limit`` per record."""
    order = np.argsort(sizes, kind="stable")
    remaining = np.append(np.cumsum(sizes[order][::-1])[::-1], 0)
    borne = np.append(np.cumsum(burden[order][::-1])[::-1], 0)
    n_out = int(np.argmax(borne <= limit * remaining * (1 + TOLERANCE)))
    kept = np.ones(len(sizes), dtype=bool)
    kept[order[:n_out]] = False
    return kept


def _histogram(histograms: Mapping[str, SensitiveHistogram], column: str) -> SensitiveHistogram:
    try:
        return histograms[column]
    except KeyError:
        raise NotComputable(
            "A requirement names {column}, which is not a sensitive attribute here: give it that role.", column=column
        ) from None

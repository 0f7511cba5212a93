"""All estimates of population uniqueness, and which of them to believe.

Source: F. K. Dankar, K. El Emam, A. Neisa, T. Roffey, "Estimating the re-identification risk of clinical data sets",
BMC Medical Informatics and Decision Making 12:66, 2012 (doi:10.1186/1472-6947-12-66): up to a sampling fraction of 0.1
Pitman's estimate, beyond it the lower of Zayatz' and the slide negative binomial.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.errors import NotComputable
from analysis.risk.population.estimate import Estimator, UniquenessEstimate, estimate_uniques
from analysis.risk.population.sample import Sample, sample_of
from analysis.wording import Sentence

PITMAN_UP_TO = 0.1
"""Sampling fraction up to which Pitman's estimate is the most accurate of the three."""


@dataclass(frozen=True)
class PopulationUniqueness:
    """Every estimate that could be made, and the one that the decision rule chooses.

    Attributes:
        population_size: People in the population.
        sampling_fraction: Share of them in the data, 0 to 1.
        pitman: By Pitman's sampling formula; None where it has no solution.
        zayatz: By the classes of the sample.
        snb: By the slide negative binomial model; None where it has no solution.
        dankar: The one that the decision rule chooses.
        unsolved: Why an estimate is missing, one sentence each.
    """

    population_size: int
    sampling_fraction: float
    pitman: UniquenessEstimate | None
    zayatz: UniquenessEstimate
    snb: UniquenessEstimate | None
    dankar: UniquenessEstimate
    unsolved: tuple[Sentence, ...]

    @property
    def estimates(self) -> tuple[UniquenessEstimate, ...]:
        """Those that could be made."""
        return tuple(found for found in (self.pitman, self.zayatz, self.snb) if found)


def population_uniqueness(class_sizes: np.ndarray, population_size: int, seed: int = 0) -> PopulationUniqueness:
    """Estimate the share of people who are unique in the population that the records were drawn from.

    Args:
        class_sizes: Records in each class; shape (n_classes,).
        population_size: People in the population.
        seed: Of the intervals' random numbers.

    Raises:
        NotComputable: There are no records, more records than people, or so few uniques that no interval can be given.
    """
    sample = sample_of(class_sizes, population_size)
    pitman, snb = _attempt(sample, Estimator.PITMAN, seed), _attempt(sample, Estimator.SNB, seed)
    zayatz = estimate_uniques(sample, Estimator.ZAYATZ, seed)
    solved = [found for found in (pitman, snb) if isinstance(found, UniquenessEstimate)]
    return PopulationUniqueness(
        population_size,
        sample.fraction,
        pitman if isinstance(pitman, UniquenessEstimate) else None,
        zayatz,
        snb if isinstance(snb, UniquenessEstimate) else None,
        decide([*solved, zayatz]),
        tuple(found for found in (pitman, snb) if isinstance(found, Sentence)),
    )


def decide(estimates: list[UniquenessEstimate]) -> UniquenessEstimate:
    """Choose by the decision rule; Zayatz' estimate where the one it asks for has no solution.

    Args:
        estimates: Of one sample, Zayatz' among them.
    """
    found = {estimate.estimator: estimate for estimate in estimates}
    zayatz = found[Estimator.ZAYATZ]
    if zayatz.sampling_fraction <= PITMAN_UP_TO:
        return found.get(Estimator.PITMAN, zayatz)
    return min(zayatz, found.get(Estimator.SNB, zayatz), key=lambda estimate: estimate.uniques)


def _attempt(sample: Sample, estimator: Estimator, seed: int) -> UniquenessEstimate | Sentence:
    try:
        return estimate_uniques(sample, estimator, seed)
    except NotComputable as error:
        return error.sentence

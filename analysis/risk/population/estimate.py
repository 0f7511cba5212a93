"""Estimates of population uniqueness, each with an interval and with what makes it doubtful."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.errors import NotComputable
from analysis.risk.population import pitman, slide_negative_binomial, zayatz
from analysis.risk.population.sample import Sample
from analysis.wording import Sentence, Share, sentence

CONFIDENCE = 0.95
"""Probability that an interval holds the number of uniques, where the estimator's model is that of the population."""
REPLICATES = 100
"""Samples redrawn for an interval."""
DRAWS = 10
"""Populations drawn for each of them."""


class Estimator(Enum):
    """How the uniques of the population are estimated."""

    PITMAN = "pitman"
    ZAYATZ = "zayatz"
    SNB = "snb"

    @property
    def expected_uniques(self) -> Callable[[Sample], float]:
        """From a sample to the expected uniques of its population; may raise NotComputable."""
        return _ESTIMATES[self]

    @property
    def caveat(self) -> Sentence:
        """When not to trust it."""
        return _CAVEATS[self]


_ESTIMATES: dict[Estimator, Callable[[Sample], float]] = {
    Estimator.PITMAN: pitman.expected_uniques,
    Estimator.ZAYATZ: zayatz.expected_uniques,
    Estimator.SNB: slide_negative_binomial.expected_uniques,
}
_CAVEATS = {
    Estimator.PITMAN: sentence(
        "Pitman: not to be trusted where more than a tenth of the population is in the data, where the records are not "
        "drawn at random, or where the classes are few and large."
    ),
    Estimator.ZAYATZ: sentence(
        "Zayatz: takes the classes of the population to be as small as those of the data, so it is too high where few of "
        "the population are in the data."
    ),
    Estimator.SNB: sentence(
        "Slide negative binomial: uncertain where less than a tenth of the population is in the data, and wrong where "
        "class sizes range over several orders of magnitude."
    ),
}


@dataclass(frozen=True)
class UniquenessEstimate:
    """The people who are unique in the population, as estimated. Lower is safer.

    Attributes:
        estimator: How it was estimated.
        uniques: Expected number of people, at most the population.
        interval: Their number with ``CONFIDENCE``, if the class sizes follow the estimator's model; it does not cover the
            error of a model that does not fit.
        population_size: People in the population.
        sampling_fraction: Share of them in the data, 0 to 1.
        caveat: When not to trust it.
    """

    estimator: Estimator
    uniques: float
    interval: tuple[float, float]
    population_size: int
    sampling_fraction: float
    caveat: Sentence

    @property
    def share(self) -> float:
        """Share of the population, and expected share of the records, that is unique in the population, 0 to 1."""
        return self.uniques / self.population_size

    @property
    def share_interval(self) -> tuple[float, float]:
        """The interval of the share."""
        low, high = self.interval
        return low / self.population_size, high / self.population_size


def estimate_uniques(
    sample: Sample, estimator: Estimator, seed: int = 0, replicates: int = REPLICATES
) -> UniquenessEstimate:
    """Estimate the people who are unique in the population.

    Args:
        seed: Of the interval's random numbers.
        replicates: Samples redrawn for the interval.

    Raises:
        NotComputable: The estimator has no solution for this sample, or for most samples like it.
    """
    if sample.uniques:
        uniques = min(estimator.expected_uniques(sample), sample.population_size)
        interval, caveat = _interval(sample, estimator, np.random.default_rng(seed), replicates), estimator.caveat
    else:
        uniques, interval = 0.0, _interval_without_uniques(sample)
        caveat = sentence(
            "No record is unique in the data, so no estimator sees a unique person: up to {most} may be among those who "
            "are not in the data.",
            most=round(interval[1]),
        )
    return UniquenessEstimate(estimator, uniques, interval, int(sample.population_size), sample.fraction, caveat)


def _interval_without_uniques(sample: Sample) -> tuple[float, float]:
    """Every unique person would be unique in the data too, had they been drawn."""
    if sample.fraction == 1:
        return 0.0, 0.0
    missed_by_chance = np.log((1 - CONFIDENCE) / 2) / np.log1p(-sample.fraction)
    return 0.0, float(min(missed_by_chance, sample.population_size))


def _interval(sample: Sample, estimator: Estimator, rng: np.random.Generator, replicates: int) -> tuple[float, float]:
    """Redraw the classes, estimate again, and draw the uniques of a population from each estimate.

    Those in the sample are a binomial number of the sample's own uniques; those who were not drawn are a Poisson number.
    """
    again = np.array(_estimates_again(sample, estimator, rng, replicates)).reshape(-1, 2)
    if 2 * len(again) <= replicates:
        raise NotComputable(
            "The estimate is not stable: {failed} of the samples redrawn from the data give none.",
            failed=Share(1 - len(again) / replicates),
        )
    mean, kept = np.repeat(again, DRAWS, axis=0).T
    not_drawn, certain = (1 - sample.fraction) * mean, np.minimum(kept, 1)
    variance = sample.uniques * certain * (1 - certain) + not_drawn
    drawn = _gamma(sample.uniques * kept + not_drawn, variance, rng)
    low, high = np.quantile(drawn, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(low), float(min(high, sample.population_size))


def _estimates_again(
    sample: Sample, estimator: Estimator, rng: np.random.Generator, replicates: int
) -> list[tuple[float, float]]:
    """Estimates from samples whose classes of each size are a Poisson number.

    Returns:
        For each, the uniques of the population, and the share of the sample's own uniques that are among them.
    """
    found = []
    for counts in rng.poisson(sample.counts, size=(replicates, len(sample.counts))):
        again = sample.resampled(counts)
        if not again.uniques:
            found.append((0.0, 0.0))
            continue
        try:
            uniques = min(estimator.expected_uniques(again), again.population_size)
        except NotComputable:
            continue
        found.append((uniques, uniques * again.fraction / again.uniques))
    return found


def _gamma(mean: np.ndarray, variance: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Numbers above 0 with a mean and a variance; the mean itself where there is no variance."""
    scale = np.divide(variance, mean, out=np.ones_like(mean), where=variance > 0)
    return np.where(variance > 0, rng.gamma(mean / scale, scale), mean)

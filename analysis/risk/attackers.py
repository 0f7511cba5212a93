"""Risk of re-identification by somebody who does not know who is in the data (journalist, marketer).

Such an attacker compares the records with a register of the population: a record that is like F people of it is
re-identified with probability 1 / F.

Source: K. El Emam, "Guide to the De-Identification of Personal Health Information", CRC Press 2013, chapter 16.
Where there is no register, F is estimated by Pitman's sampling formula (see ``population.pitman``): a class of f records
has f + NB(f - alpha, p) people, p = (n + theta) / (N + theta). Where the classes are too even in size for it, alpha goes to
minus infinity: every class of the population has then about as many people. With alpha = theta = 0 it would be the estimate
of Benedetti and Franconi (1998), which is far too low where many records are unique.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from scipy.special import hyp2f1

from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses
from analysis.models.k_map import PopulationMatch
from analysis.risk.population.pitman import PitmanParameters, even_parameters, pitman_parameters
from analysis.risk.population.sample import Sample, sample_of
from analysis.risk.reidentification import RiskDistribution, distribution
from analysis.risk_kernels import expected_inverse
from analysis.wording import Sentence, sentence

CONFIDENCE = 0.95
"""Probability that an interval holds the risk, where the class sizes follow Pitman's formula."""
REPLICATES = 100
"""Samples redrawn for an interval."""
NO_ALPHA = 1e-10
"""Up to here alpha is taken for 0, where the hypergeometric function of SciPy overflows from a hundred records on."""
BENEDETTI_FRANCONI = PitmanParameters(0.0, 0.0)
"""The law by which a class has as many people for each record as the population has; that of a sample of one class."""


class Basis(Enum):
    """Where the people who are like a record are counted."""

    DATASET = "dataset"
    POPULATION_TABLE = "population_table"
    ESTIMATE = "estimate"


@dataclass(frozen=True, eq=False)
class Register:
    """What an attacker compares the records with, and the risk of each class that follows from it.

    Attributes:
        basis: Where the people are counted.
        risks: Probability that a record of each class is re-identified; shape (n_classes,).
        records: Records in each class; shape (n_classes,).
        mean_of_people: Mean risk when a person of the register is looked for in the data, 0 to 1; None in an estimate.
        highest_interval: Of the highest risk; None unless it is estimated.
        mean_interval: Of the mean risk of the records; None unless it is estimated.
        n_unmatched: Records that the register lacks.
        caveat: When not to trust it.
    """

    basis: Basis
    risks: np.ndarray
    records: np.ndarray
    mean_of_people: float | None
    highest_interval: tuple[float, float] | None
    mean_interval: tuple[float, float] | None
    n_unmatched: int
    caveat: Sentence


@dataclass(frozen=True, eq=False)
class JournalistRisk:
    """Probabilities, 0 to 1, that a record is re-identified by someone who looks for anyone. Lower is better.

    Attributes:
        basis: Where the people who are like a record are counted.
        highest: Risk of the most exposed records.
        highest_interval: With ``CONFIDENCE``; None unless it is estimated.
        average: Mean over the records, or over the people of the register where that is higher.
        average_interval: Of the mean over the records; None unless it is estimated.
        lowest: Risk of the best hidden records.
        records_at_highest: Records that bear the highest risk.
        n_records: Records that were counted.
        n_unmatched: Records that the register lacks; each counts as like the records of its class alone.
        distribution: How many records bear each risk.
        caveat: When not to trust it.
    """

    basis: Basis
    highest: float
    highest_interval: tuple[float, float] | None
    average: float
    average_interval: tuple[float, float] | None
    lowest: float
    records_at_highest: int
    n_records: int
    n_unmatched: int
    distribution: RiskDistribution
    caveat: Sentence

    def share_at_risk(self, threshold: float) -> float:
        """Share of records, 0 to 1, whose risk is strictly above a threshold."""
        return self.distribution.above(threshold)


@dataclass(frozen=True)
class MarketerRisk:
    """What somebody finds who links every record with the register. Lower is better.

    Attributes:
        basis: Where the people who are like a record are counted.
        average: Share of the records that are linked with the right person, 0 to 1, expected.
        interval: Of that share; None unless it is estimated.
        expected_records: Records linked with the right person.
        n_records: Records that were counted.
        caveat: When not to trust it.
    """

    basis: Basis
    average: float
    interval: tuple[float, float] | None
    expected_records: float
    n_records: int
    caveat: Sentence


def journalist_risk(register: Register) -> JournalistRisk:
    """Summarise the risk of being the one that somebody looks for."""
    found = distribution(register.risks, register.records)
    highest, lowest = float(found.risks[-1]), float(found.risks[0])
    return JournalistRisk(
        register.basis,
        highest,
        register.highest_interval,
        max(found.mean, register.mean_of_people or 0.0),
        register.mean_interval,
        lowest,
        int(register.records[register.risks == highest].sum()),
        int(register.records.sum()),
        register.n_unmatched,
        found,
        register.caveat,
    )


def marketer_risk(register: Register) -> MarketerRisk:
    """Summarise the risk of being among the many that somebody links."""
    expected, n_records = float(register.risks @ register.records), int(register.records.sum())
    return MarketerRisk(
        register.basis, expected / n_records, register.mean_interval, expected, n_records, register.caveat
    )


def register_of_dataset(classes: EquivalenceClasses) -> Register:
    """Take the data for the whole population: the risk is the prosecutor's, and cannot be higher.

    Raises:
        NotComputable: There are no records.
    """
    _check(classes)
    caveat = sentence(
        "Without the population's size or a table of it, the data count as the whole population: the risk by journalist and "
        "marketer is then the prosecutor's, the highest it can be."
    )
    mean = len(classes.sizes) / classes.n_records
    return Register(Basis.DATASET, 1 / classes.sizes, classes.sizes, mean, None, None, 0, caveat)


def register_of_population(classes: EquivalenceClasses, match: PopulationMatch) -> Register:
    """Count the people in a table of the population.

    Args:
        match: The classes matched with the table, by ``models.k_map.match_population``.

    Raises:
        NotComputable: There are no records.
    """
    _check(classes)
    caveat = sentence(
        "The risk by journalist and marketer holds for an attacker whose register is no more exact, and no more up to "
        "date, than this table: {unmatched} of {records} records are not in it.",
        unmatched=match.n_unmatched,
        records=classes.n_records,
    )
    of_people = len(classes.sizes) / float(match.people.sum())
    risks = 1 / match.people
    return Register(Basis.POPULATION_TABLE, risks, classes.sizes, of_people, None, None, match.n_unmatched, caveat)


def register_estimated(classes: EquivalenceClasses, population_size: int, seed: int = 0) -> Register:
    """Estimate how many people of the population are like each record.

    Args:
        population_size: People in the population that the records were drawn from.
        seed: Of the intervals' random numbers.

    Raises:
        NotComputable: There are no records, or more records than people; or every record is unique, so that nothing tells
            how many people may be alike.
    """
    _check(classes)
    sample = sample_of(classes.sizes, population_size)
    if sample.uniques == sample.n_records:
        raise NotComputable(
            "Every record is unique: nothing tells how many people of the population may be like one. Count the data as the "
            "whole population, or load a table of it."
        )
    of_size = expected_risks(sample, _parameters(sample))
    highest, mean = _intervals(sample, of_size, np.random.default_rng(seed))
    caveat = sentence(
        "The risk by journalist and marketer is estimated from the sizes of the classes (Pitman): not to be trusted where "
        "the records were not drawn at random from the population, or where fewer than a thousand are."
    )
    risks = of_size[np.searchsorted(sample.sizes, classes.sizes)]
    return Register(Basis.ESTIMATE, risks, classes.sizes, None, highest, mean, 0, caveat)


def expected_risks(sample: Sample, law: PitmanParameters) -> np.ndarray:
    """Expected 1 / F of a class of each size of a sample; shape (n_sizes,)."""
    chance = (sample.n_records + law.theta) / (sample.population_size + law.theta)
    if abs(law.alpha) < NO_ALPHA:
        return expected_inverse(sample.sizes, np.full(len(sample.sizes), chance))
    return chance / sample.sizes * hyp2f1(1, 1 + law.alpha, sample.sizes + 1, 1 - chance)


def _check(classes: EquivalenceClasses) -> None:
    if not len(classes.sizes):
        raise NotComputable("No record is left: there is no risk to measure.")


def _parameters(sample: Sample) -> PitmanParameters:
    if sample.n_classes < 2:
        return BENEDETTI_FRANCONI
    try:
        return pitman_parameters(sample)
    except NotComputable:
        return even_parameters(sample)


def _intervals(
    sample: Sample, risks: np.ndarray, rng: np.random.Generator
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Intervals of the highest and of the mean risk, from samples whose classes of each size are a Poisson number."""
    records = sample.sizes * sample.counts / sample.n_records
    samples = (sample.resampled(counts) for counts in rng.poisson(sample.counts, size=(REPLICATES, len(records))))
    again = np.array(
        [expected_risks(sample, _parameters(other)) for other in samples if other.uniques < other.n_records]
    )
    largest_variance = np.maximum(risks * (1 / sample.sizes - risks), 0)
    spread = np.sqrt(float((sample.counts * sample.sizes**2) @ largest_variance)) / sample.n_records
    means = again @ records + spread * rng.standard_normal(len(again))
    tails = [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2]
    highest, mean = np.quantile(again[:, 0], tails), np.clip(np.quantile(means, tails), 0, 1)
    return (float(highest[0]), float(highest[1])), (float(mean[0]), float(mean[1]))

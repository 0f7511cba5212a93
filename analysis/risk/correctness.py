"""How surely a record is unique in the population, and a match with it right, by a model of the whole population.

Source: L. Rocher, J. M. Hendrickx, Y.-A. de Montjoye, "Estimating the success of re-identifications in incomplete datasets
using generative models", Nature Communications 10:3069, 2019 (doi:10.1038/s41467-019-10933-3). A person like record x turns
up with probability p(x), which a Gaussian copula tells; in a population of n people

    likelihood of uniqueness  xi(x) = (1 - p)^(n - 1),    correctness  kappa(x) = (1 - (1 - p)^n) / (n p).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses
from analysis.risk.copula import CategoryOrder, draw_records, fit_copula
from analysis.wording import Sentence, sentence

EVALUATED = 2000
"""Records whose probability is computed, at most: the figures of the dataset are their means."""
CONFIDENCE = 0.95
RANDOM_GROUPS = 10
"""Groups of records that are modelled each on its own, to see how the figures vary."""
GROUP_RECORDS = 5000
"""Records of such a group, at most."""
FEWEST = 300
"""Records that a model needs."""


@dataclass(frozen=True, eq=False)
class Correctness:
    """What an attacker may believe of a match, for single records and on average. Lower is safer.

    Attributes:
        population_size: People in the population.
        classes: Which classes were evaluated; shape (n_evaluated,).
        records: Records of each that were drawn to be evaluated; shape (n_evaluated,).
        probabilities: Probability that a person is like each; shape (n_evaluated,).
        likelihoods: Likelihood that each is unique in the population, 0 to 1; shape (n_evaluated,).
        correctnesses: Probability that a match with each is the right person, 0 to 1; shape (n_evaluated,).
        uniqueness: Mean likelihood over the records: the expected share of people who are unique.
        uniqueness_interval: Of that share, with ``CONFIDENCE``, if the copula is that of the population.
        mean_correctness: Mean correctness over the records.
        mean_correctness_interval: Of that mean.
        caveat: When not to trust it.
    """

    population_size: int
    classes: np.ndarray
    records: np.ndarray
    probabilities: np.ndarray
    likelihoods: np.ndarray
    correctnesses: np.ndarray
    uniqueness: float
    uniqueness_interval: tuple[float, float]
    mean_correctness: float
    mean_correctness_interval: tuple[float, float]
    caveat: Sentence


def likelihood_of_uniqueness(probabilities: np.ndarray, population_size: int) -> np.ndarray:
    """Probability that nobody else in the population is like a person who is in it.

    Args:
        probabilities: That any person is like them, 0 to 1; any shape.
    """
    with np.errstate(divide="ignore"):
        return np.exp((population_size - 1) * np.log1p(-probabilities)) if population_size > 1 else probabilities**0


def correctness_of_match(probabilities: np.ndarray, population_size: int) -> np.ndarray:
    """Expected 1 / K where K people of the population, the right one among them, are alike.

    Args:
        probabilities: That any person is like them, 0 to 1; any shape.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        found = -np.expm1(population_size * np.log1p(-probabilities)) / (population_size * probabilities)
    return np.where(probabilities > 0, found, 1.0)


def correctness(
    classes: EquivalenceClasses,
    population_size: int,
    order: CategoryOrder = CategoryOrder.BY_ASSOCIATION,
    seed: int = 0,
) -> Correctness:
    """Model the population and tell how surely records are unique in it.

    Args:
        population_size: People in the population that the records were drawn from.
        order: See ``copula.fit_copula``.
        seed: Of the records drawn and the points of the integrals.

    Raises:
        NotComputable: There are fewer than ``FEWEST`` records, or more records than people.
    """
    n_records = classes.n_records
    if n_records < FEWEST:
        raise NotComputable(
            "{records} records are too few to model a population: {fewest} are needed.",
            records=n_records,
            fewest=FEWEST,
        )
    if population_size < n_records:
        raise NotComputable(
            "The population has {size} people, fewer than the {records} records.",
            size=population_size,
            records=n_records,
        )
    drawn, probabilities = _evaluate(classes, EVALUATED, order, seed)
    evaluated, records = np.unique(drawn, return_counts=True)
    of_class = probabilities[np.unique(drawn, return_index=True)[1]]
    likelihoods = likelihood_of_uniqueness(of_class, population_size)
    correctnesses = correctness_of_match(of_class, population_size)
    means = np.array([likelihoods @ records, correctnesses @ records]) / records.sum()
    margin = _margin_of_error(classes, population_size, means, order, seed)
    low, high = np.clip(means - margin, 0, 1), np.clip(means + margin, 0, 1)
    return Correctness(
        population_size,
        evaluated,
        records,
        of_class,
        likelihoods,
        correctnesses,
        float(means[0]),
        (float(low[0]), float(high[0])),
        float(means[1]),
        (float(low[1]), float(high[1])),
        _caveat(),
    )


def _caveat() -> Sentence:
    return sentence(
        "Copula model: not to be trusted where columns depend on each other in more than pairs, or not from low to high (it "
        "is then mostly too high), where the records were not drawn at random, or for values that fewer than five hold."
    )


def _evaluate(classes: EquivalenceClasses, most: int, order: CategoryOrder, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Fit the model to some records, and draw some of them.

    Returns:
        The class of each drawn record, and the probability that a person is like it.
    """
    model = fit_copula(classes, order, seed)
    drawn = draw_records(classes.sizes, most, np.random.default_rng(seed))
    distinct, place = np.unique(drawn, return_inverse=True)
    return drawn, model.probabilities(classes.codes_of(distinct), seed=seed)[place]


def _margin_of_error(
    classes: EquivalenceClasses, population_size: int, means_of_all: np.ndarray, order: CategoryOrder, seed: int
) -> np.ndarray:
    """Half widths of the intervals of both means, from models of random groups of the records; shape (2,).

    How much the means of the groups vary tells the error of chance; how far they are from the mean of all, the bias of a
    model that few records make.
    """
    rng = np.random.default_rng(seed)
    rows = rng.permutation(classes.n_records)[: RANDOM_GROUPS * GROUP_RECORDS]
    of_record = np.searchsorted(np.cumsum(classes.sizes), rows, side="right")
    means = []
    for group in np.array_split(of_record, RANDOM_GROUPS):
        held, sizes = np.unique(group, return_counts=True)
        codes = tuple(np.unique(own, return_inverse=True)[1] for own in classes.codes_of(held))
        own = EquivalenceClasses(classes.levels, sizes, codes, np.arange(len(held)))
        _drawn, found = _evaluate(own, EVALUATED // RANDOM_GROUPS, order, seed)
        both = likelihood_of_uniqueness(found, population_size), correctness_of_match(found, population_size)
        means.append([values.mean() for values in both])
    chance = np.std(means, axis=0, ddof=1) * stdtrit(RANDOM_GROUPS - 1, (1 + CONFIDENCE) / 2) / np.sqrt(RANDOM_GROUPS)
    shrunk = len(rows) / RANDOM_GROUPS / classes.n_records
    return chance + np.abs(np.mean(means, axis=0) - means_of_all) * shrunk / (1 - shrunk)

"""k-map: every record is like at least k people of the population, whether or not they are in the data.

Sources: L. Sweeney, "Computational disclosure control: a primer on data privacy protection", PhD thesis, MIT 2001
(k-map); K. El Emam and F. K. Dankar, "Protecting privacy using k-anonymity", JAMIA 15(5), 2008 (estimators D3 and D4 of
population cells, doi:10.1197/jamia.M2716).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from scipy.optimize import brentq
from scipy.special import gammainc, gammaincinv

from analysis.errors import NotComputable, RoleError
from analysis.frequency import EquivalenceClasses, FrequencyTable, group

SIGNIFICANCE = 0.05
"""Risk taken that a class is said to have k people of the population and has fewer."""


@dataclass(frozen=True, eq=False)
class PopulationMatch:
    """The classes of some records beside those of the population that they come from, at the same levels.

    Attributes:
        people: People of the population who are like each class, at least its own records; shape (n_classes,).
        n_unmatched: Records that the population table lacks: it has fewer people like them than there are records.
        population_sizes: People in each class of the population table; shape (n_population_classes,).
        records: Records in each class of the population table, at most its people; shape (n_population_classes,).
    """

    people: np.ndarray
    n_unmatched: int
    population_sizes: np.ndarray
    records: np.ndarray


@dataclass(frozen=True)
class KMap:
    """The people of the population who are like a record, where they are fewest. Higher is better; from 1.

    Attributes:
        k: People like the most exposed records.
        n_at_k: Records that are like so few.
        n_records: Records that were counted.
        n_unmatched: Records that the population table lacks; each counts as like the records of its class alone.
    """

    k: int
    n_at_k: int
    n_records: int
    n_unmatched: int


class CellSizeEstimator(Enum):
    """The law of a class's records in the data, where the population has a given number of people of that class."""

    POISSON = "poisson"
    ZERO_TRUNCATED_POISSON = "zero_truncated_poisson"


def match_population(table: FrequencyTable, classes: EquivalenceClasses, population: FrequencyTable) -> PopulationMatch:
    """Find the people of the population who are like each class of records.

    Args:
        table: The records.
        classes: Their classes at some levels, or those that remain in a release.
        population: The population, by the same quasi-identifiers in the same order, made with the same hierarchies (any,
            where nothing is generalised).

    Raises:
        RoleError: The quasi-identifiers are not the same.
        RecodingError: The population's hierarchies lack a level.
        NotComputable: There are no records.
    """
    if population.names != table.names:
        raise RoleError(
            "The population has the columns {theirs}, the records have {ours}: choose the same, in the same order.",
            theirs=", ".join(population.names),
            ours=", ".join(table.names),
        )
    if not len(classes.sizes):
        raise NotComputable("No record is left: there is nobody to look for in the population.")
    of_people = population.classes(classes.levels)
    ours, theirs = _number_together(table, classes, population, of_people)
    n_numbers = int(max(ours.max(), theirs.max())) + 1
    people = np.bincount(theirs, weights=of_people.sizes, minlength=n_numbers).astype(np.int64)[ours]
    records = np.bincount(ours, weights=classes.sizes, minlength=n_numbers).astype(np.int64)[theirs]
    return PopulationMatch(
        np.maximum(people, classes.sizes),
        int(classes.sizes[people < classes.sizes].sum()),
        of_people.sizes,
        np.minimum(records, of_people.sizes),
    )


def k_map(classes: EquivalenceClasses, match: PopulationMatch) -> KMap:
    """Find the largest k for which the records are k-mapped to the population.

    Args:
        classes: The classes that were matched.
    """
    k = int(match.people.min())
    return KMap(k, int(classes.sizes[match.people == k].sum()), classes.n_records, match.n_unmatched)


def estimated_k_map(
    classes: EquivalenceClasses,
    population_size: int,
    estimator: CellSizeEstimator = CellSizeEstimator.ZERO_TRUNCATED_POISSON,
    significance: float = SIGNIFICANCE,
) -> KMap:
    """Find the largest k that the smallest class is big enough for, if the records were drawn from a population at random.

    Any one class has fewer than k people of the population with at most the probability ``significance``; that some class
    among many has fewer is far more probable.

    Raises:
        NotComputable: There are no records, or more records than people.
    """
    if not len(classes.sizes):
        raise NotComputable("No record is left: k has no value.")
    fraction = classes.n_records / population_size
    if fraction > 1:
        raise NotComputable(
            "The population has {size} people, fewer than the {records} records.",
            size=population_size,
            records=classes.n_records,
        )
    smallest = int(classes.sizes.min())
    mean = _largest_rejected_mean(smallest, estimator, significance)
    k = max(smallest, int(mean / fraction)) if fraction < 1 else smallest
    return KMap(k, int(classes.sizes[classes.sizes == smallest].sum()), classes.n_records, 0)


def class_size_for_k_map(
    k: int,
    sampling_fraction: float,
    estimator: CellSizeEstimator = CellSizeEstimator.ZERO_TRUNCATED_POISSON,
    significance: float = SIGNIFICANCE,
) -> int:
    """The class size in the data from which on at least k people of the population are taken to be alike, at most k.

    Args:
        sampling_fraction: Share of the population in the data, above 0 and up to 1.
        significance: Probability, above 0, that a class of fewer than k people reaches this size.
    """
    sizes = np.arange(1, k + 1)
    enough = _tail(sizes, k * sampling_fraction, estimator) <= significance
    return int(sizes[enough][0]) if enough.any() else k


def _tail(size: np.ndarray | int, mean: float, estimator: CellSizeEstimator) -> np.ndarray:
    """Probability that a class has at least so many records."""
    tail = gammainc(size, mean)
    return tail / -np.expm1(-mean) if estimator is CellSizeEstimator.ZERO_TRUNCATED_POISSON else tail


def _largest_rejected_mean(size: int, estimator: CellSizeEstimator, significance: float) -> float:
    """The expected records of a class up to which a class of this size is improbable."""
    if estimator is CellSizeEstimator.POISSON:
        return float(gammaincinv(size, significance))
    if size == 1:
        return 0.0
    least, most = np.finfo(float).tiny ** 0.1, float(gammaincinv(size, significance))
    return float(brentq(lambda mean: float(_tail(size, mean, estimator)) - significance, least, most))


def _number_together(
    table: FrequencyTable, classes: EquivalenceClasses, population: FrequencyTable, of_people: EquivalenceClasses
) -> tuple[np.ndarray, np.ndarray]:
    """One number for each combination of labels, the same for records and people; shape of each one's classes."""
    codes, widths = [], []
    for position, level in enumerate(classes.levels):
        theirs, ours = population.columns[position].labels[level], table.columns[position].labels[level]
        place = {label: code for code, label in enumerate(theirs)}
        new = np.array([place.setdefault(label, len(place)) for label in ours], dtype=np.uint32)
        codes.append(np.concatenate([new[classes.codes[position]], of_people.codes[position]]))
        widths.append(len(place))
    number, _first = group(codes, widths)
    return number[: len(classes.sizes)], number[len(classes.sizes) :]

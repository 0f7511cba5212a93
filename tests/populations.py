"""Populations drawn from known models, and samples of them, for proving estimators right."""

from __future__ import annotations

import numpy as np

from analysis.frequency import EquivalenceClasses


def classes_of(sizes: np.ndarray) -> EquivalenceClasses:
    """Classes of given sizes, told apart by one quasi-identifier."""
    own = np.asarray(sizes, dtype=np.int64)
    numbers = np.arange(len(own))
    return EquivalenceClasses((0,), own, (numbers,), numbers)


def pitman_population(n_people: int, theta: float, alpha: float, rng: np.random.Generator) -> np.ndarray:
    """Class sizes of people who come one by one, each to a new class or to that of somebody before (Pitman's urn)."""
    sizes, class_of = np.zeros(n_people, dtype=np.int64), np.empty(n_people, dtype=np.int64)
    n_classes, chance = 0, rng.random(n_people)
    for person in range(n_people):
        if chance[person] * (theta + person) < theta + alpha * n_classes:
            class_of[person], n_classes = n_classes, n_classes + 1
        else:
            class_of[person] = _class_to_join(sizes, class_of, person, alpha, rng)
        sizes[class_of[person]] += 1
    return sizes[:n_classes]


def _class_to_join(sizes: np.ndarray, class_of: np.ndarray, person: int, alpha: float, rng: np.random.Generator) -> int:
    while True:
        joined = class_of[int(rng.random() * person)]
        if rng.random() * sizes[joined] >= alpha:
            return int(joined)


def slide_negative_binomial_population(
    n_classes: int, alpha: float, beta: float, rng: np.random.Generator
) -> np.ndarray:
    """Class sizes that are 1 and a negative binomial number more."""
    return 1 + rng.negative_binomial(alpha, beta, n_classes)


def drawn_from(population: np.ndarray, fraction: float, rng: np.random.Generator) -> np.ndarray:
    """People of each class of a population in a simple random sample; 0 where nobody was drawn."""
    return rng.multivariate_hypergeometric(population, round(population.sum() * fraction), method="marginals")

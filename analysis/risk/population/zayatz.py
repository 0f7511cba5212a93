"""Population uniques by the sizes of the classes in the sample (Zayatz).

Source: L. V. Zayatz, "Estimation of the number of unique population elements using a sample", Proc. Survey Research
Methods Section, American Statistical Association 1991: the population's classes are taken to have the sample's sizes,
and Bayes' rule tells how many of the sample's uniques are unique in the population.
"""

from __future__ import annotations

import numpy as np

from analysis.risk.population.gamma import log_gamma_difference
from analysis.risk.population.sample import Sample


def expected_uniques(sample: Sample) -> float:
    """Estimate the people who are unique in the population."""
    chances = sample.counts * _chance_of_one(sample)
    return sample.uniques / sample.fraction * float(chances[sample.sizes == 1].sum() / chances.sum())


def _chance_of_one(sample: Sample) -> np.ndarray:
    """Probability that one record of a class of each size is drawn (hypergeometric); shape (n_sizes,)."""
    others, undrawn = sample.sizes - 1, sample.population_size - sample.n_records
    possible = others < undrawn + 0.5
    missed = np.where(possible, others, 0.0)
    log_chance = log_gamma_difference(sample.population_size, -missed) - log_gamma_difference(undrawn + 1, -missed)
    return np.where(possible, sample.sizes * sample.fraction * np.exp(log_chance), 0.0)

"""Population uniques by the slide negative binomial model: class sizes are 1 and a negative binomial number more.

Source: G. Chen and S. Keller-McNulty, "Estimation of identification disclosure risk in microdata", Journal of Official
Statistics 14(1), 1998. Alpha and beta follow from the expected numbers of classes of one and of two records in the
sample; sampling each person with probability q leaves a class of the population with one or two records with probability

    P1 = q (beta / D)^alpha (1 + alpha t),    P2 = q² (beta / D)^alpha (alpha c / D) (1 + (alpha + 1) t / 2),

where c = 1 - beta, D = 1 - c (1 - q), t = c (1 - q) / D. The number of classes is what the known size of the population
makes it. An estimate of it from the sample alone (Haas and Stokes 1998, ``modified_shlosser``) is half too high where a tenth
of the population is in the sample, and makes the uniques several times too many.
"""

from __future__ import annotations

from enum import Enum

import numpy as np
from scipy.optimize import brentq

from analysis.errors import NotComputable
from analysis.risk.population.sample import Sample

LOGITS = (-60.0, 30.0)
"""Where the logit of beta is looked for."""


class ClassCount(Enum):
    """Where the number of classes in the population comes from."""

    POPULATION_SIZE = "population_size"
    MODIFIED_SHLOSSER = "modified_shlosser"


def expected_uniques(sample: Sample, class_count: ClassCount = ClassCount.POPULATION_SIZE) -> float:
    """Estimate the people who are unique in the population.

    Raises:
        NotComputable: No parameters give the classes of one and two records that the sample has.
    """
    if not (sample.uniques and sample.classes_of(2)):
        raise NotComputable("The slide negative binomial model needs classes of one and of two records.")
    fixed = modified_shlosser(sample) if class_count is ClassCount.MODIFIED_SHLOSSER else None

    def surplus(logit: float) -> float:
        return _log_uniques(sample, logit, fixed)[0] - np.log(sample.uniques)

    low, high = LOGITS
    if not surplus(low) < 0 < surplus(high):
        raise NotComputable("The slide negative binomial model has no solution for these class sizes.")
    return float(np.exp(_log_uniques(sample, brentq(surplus, low, high, xtol=1e-12), fixed)[1]))


def modified_shlosser(sample: Sample) -> float:
    """Estimate the classes of the population by the modified Shlosser estimator.

    Source: P. J. Haas and L. Stokes, "Estimating the number of classes in a finite population", JASA 93(444), 1998.
    """
    q, j, counts = sample.fraction, sample.sizes, sample.counts
    if q == 1:
        return sample.n_classes
    missed = (1 - q) ** j * counts
    ratio = float((j * q**2 * (1 - q**2) ** (j - 1) * counts).sum() / (missed * ((1 + q) ** j - 1)).sum())
    scale = float(missed.sum() / (j * q * (1 - q) ** (j - 1) * counts).sum())
    return sample.n_classes + sample.uniques * ratio * scale**2


def _log_uniques(sample: Sample, logit: float, n_classes: float | None) -> tuple[float, float]:
    """Logarithms of the expected uniques in the sample and in the population, at a beta and the alpha that fits it."""
    q = sample.fraction
    log_beta, more = -np.logaddexp(0, -logit), float(np.exp(-np.logaddexp(0, logit)))
    log_seen = np.log1p(-more * (1 - q))
    w = more / np.exp(log_seen)
    alpha = _alpha(sample.classes_of(2) / (sample.uniques * q), w, w * (1 - q))
    if n_classes is None:
        n_classes = sample.population_size / (1 + alpha * np.exp(-logit))
    in_sample = np.log(n_classes * q) + alpha * (log_beta - log_seen) + np.log1p(alpha * w * (1 - q))
    return float(in_sample), float(np.log(n_classes) + alpha * log_beta)


def _alpha(ratio: float, w: float, t: float) -> float:
    """The positive alpha with ``ratio * (1 + alpha t) = alpha w (1 + (alpha + 1) t / 2)``."""
    square, linear = w * t / 2, w + w * t / 2 - ratio * t
    return float(2 * ratio / (linear + np.sqrt(linear**2 + 4 * square * ratio)))

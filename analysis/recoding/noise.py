"""Noise added to numbers in proportion to their spread.

Sources: additive noise: R. Brand, "Microdata protection through noise addition", LNCS 2316, 2002, sections 2.1 and 2.2.
Correlated noise, rescaled: J. J. Kim, "A method for limiting disclosure in microdata based on random noise and
transformation", Proc. ASA Section on Survey Research Methods, 1986; P. Tendick, "Optimal noise addition for preserving
confidentiality in multivariate data", Journal of Statistical Planning and Inference 27, 1991.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from analysis.dataset import Dataset
from analysis.errors import NotComputable, RecodingError
from analysis.recoding.rewriting import number_column, numbers_of_records, with_columns, with_numbers
from analysis.recoding.step import SEED_UNDOES, OfColumns, check_columns, check_seed
from analysis.wording import Sentence, Share, sentence


@dataclass(frozen=True)
class AdditiveNoise(OfColumns):
    """Add independent normal noise to each column. What is no number stays as it is.

    Whole numbers stay whole (which adds a variance of about 1/12), decimals keep as many decimals as the column has.

    Attributes:
        names: Columns of numbers.
        amount: Standard deviation of the noise over that of the column, above 0. The variance of the column grows by
            the factor 1 + amount².
        seed: Of the draws.
    """

    kind: ClassVar[str] = "additive_noise"

    names: tuple[str, ...]
    amount: float
    seed: int = 0

    def __post_init__(self) -> None:
        check_columns(self.names)
        _check_amount(self.amount)
        check_seed(self.seed)

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:  # noqa: ARG002
        """Add the noise.

        Raises:
            DatasetError: A column is not in the dataset.
            RecodingError: A column does not hold numbers.
            NotComputable: A column has fewer than two numbers.
        """
        rng = np.random.default_rng(self.seed)
        noisy = []
        for column in [number_column(dataset, name) for name in self.names]:
            numbers = numbers_of_records(column)
            scale = self.amount * _standard_deviation(numbers, column.name)
            noisy.append(with_numbers(column, numbers + rng.normal(0, scale, len(numbers))))
        return with_columns(dataset, noisy)

    def describe(self) -> Sentence:
        """What it does, in a reader's words."""
        return sentence(
            "Normal noise is added to {columns}: its standard deviation is {amount} of that of the column.",
            columns=", ".join(self.names),
            amount=Share(self.amount),
        )

    def caveats(self) -> tuple[Sentence, ...]:
        """What it does not protect from."""
        return (_OUTLIERS, SEED_UNDOES)


@dataclass(frozen=True)
class CorrelatedNoise(OfColumns):
    """Add normal noise that has the covariances of the columns, so that their correlations stay in expectation.

    Records that lack one of the numbers get the noise of the others. With the noise d times as spread as the columns
    (``amount``), the covariance matrix grows by 1 + d²; rescaled about the means by 1 / √(1 + d²), it stays as it was.

    Attributes:
        names: Two or more columns of numbers.
        amount: d, above 0.
        rescaled: Whether means, variances and covariances are all kept in expectation (Kim 1986), or only means and
            correlations.
        seed: Of the draws.
    """

    kind: ClassVar[str] = "correlated_noise"

    names: tuple[str, ...]
    amount: float
    rescaled: bool = True
    seed: int = 0

    def __post_init__(self) -> None:
        check_columns(self.names, least=2)
        _check_amount(self.amount)
        check_seed(self.seed)

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:  # noqa: ARG002
        """Add the noise.

        Raises:
            DatasetError: A column is not in the dataset.
            RecodingError: A column does not hold numbers.
            NotComputable: Fewer than two records have a number in every column.
        """
        columns = [number_column(dataset, name) for name in self.names]
        numbers = np.column_stack([numbers_of_records(column) for column in columns])
        whole = numbers[~np.isnan(numbers).any(axis=1)]
        if len(whole) < 2:
            raise NotComputable(
                "Fewer than two records have a number in all of {columns}: there is no covariance.",
                columns=", ".join(self.names),
            )
        rng = np.random.default_rng(self.seed)
        noise = rng.standard_normal(numbers.shape) @ _root(np.cov(whole, rowvar=False)).T
        noisy = numbers + self.amount * noise
        if self.rescaled:
            means = np.nanmean(numbers, axis=0)
            noisy = means + (noisy - means) / math.sqrt(1 + self.amount**2)
        return with_columns(dataset, [with_numbers(own, noisy[:, at]) for at, own in enumerate(columns)])

    def describe(self) -> Sentence:
        """What it does, in a reader's words."""
        details = {"columns": ", ".join(self.names), "amount": Share(self.amount)}
        if self.rescaled:
            return sentence(
                "Noise of {amount} of their spread is added to {columns} together; means, variances and correlations "
                "stay in expectation.",
                **details,
            )
        return sentence(
            "Noise of {amount} of their spread is added to {columns} together; means and correlations stay in expectation.",
            **details,
        )

    def caveats(self) -> tuple[Sentence, ...]:
        """What it does not protect from."""
        return (_OUTLIERS, SEED_UNDOES)


_OUTLIERS = sentence(
    "Noise in proportion to the spread of a column hides its middle better than its extremes: check who stands out."
)


def _check_amount(amount: float) -> None:
    if not (math.isfinite(amount) and amount > 0):
        raise RecodingError("The amount of noise is {amount}: it must be above 0.", amount=amount)


def _standard_deviation(numbers: np.ndarray, name: str) -> float:
    known = numbers[~np.isnan(numbers)]
    if len(known) < 2:
        raise NotComputable("{column} has fewer than two numbers: it has no spread.", column=name)
    return float(known.std(ddof=1))


def _root(covariance: np.ndarray) -> np.ndarray:
    """A matrix that gives the covariance when multiplied by its transpose, also where that is singular."""
    values, vectors = np.linalg.eigh(covariance)
    return vectors * np.sqrt(np.clip(values, 0, None))

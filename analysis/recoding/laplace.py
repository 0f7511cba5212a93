"""Laplace noise for counts, and what its epsilon does and does not promise.

Sources: C. Dwork, F. McSherry, K. Nissim, A. Smith, "Calibrating noise to sensitivity in private data analysis", TCC
2006, proposition 1. Whole numbers: A. Ghosh, T. Roughgarden, M. Sundararajan, "Universally utility-maximizing privacy
mechanisms", STOC 2009, definition 2.2 (the two-sided geometric mechanism). Why floating point breaks the first: I.
Mironov, "On significance of the least significant bits for differential privacy", CCS 2012.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from analysis.dataset import Dataset
from analysis.errors import RecodingError
from analysis.kinds import Kind
from analysis.recoding.rewriting import number_column, numbers_of_records, with_numbers
from analysis.recoding.step import SEED_UNDOES, OfColumn, check_seed
from analysis.wording import Sentence, sentence


@dataclass(frozen=True)
class LaplaceNoise(OfColumn):
    """Add Laplace noise to a column of counts or amounts; whole numbers get the geometric noise and stay whole.

    Epsilon is a promise about one cell: whatever the true number, within ``sensitivity`` of the other, any noisy one is
    at most e^ε times likelier. It holds for a table of counts in which one person changes one count by at most
    ``sensitivity``. It is no promise about the dataset: other columns are untouched, a person with several records or
    columns uses up ε each time, and each repetition with another seed does too.

    Attributes:
        column: A column of numbers.
        epsilon: ε, above 0; the smaller, the more noise.
        sensitivity: By how much one person can change a number of the column, above 0; whole in a column of whole
            numbers. The standard deviation of the noise is about √2 · sensitivity / ε.
        at_least_zero: Whether what falls below 0 becomes 0, which costs nothing of ε and biases small counts upwards.
        seed: Of the draws.
    """

    kind: ClassVar[str] = "laplace_noise"

    column: str
    epsilon: float
    sensitivity: float = 1.0
    at_least_zero: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        check_seed(self.seed)
        if not (math.isfinite(self.epsilon) and self.epsilon > 0):
            raise RecodingError("Epsilon is {epsilon}: it must be above 0.", epsilon=self.epsilon)
        if not (math.isfinite(self.sensitivity) and self.sensitivity > 0):
            raise RecodingError("The sensitivity is {sensitivity}: it must be above 0.", sensitivity=self.sensitivity)

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:  # noqa: ARG002
        """Add the noise.

        Raises:
            DatasetError: The column is not in the dataset.
            RecodingError: It does not hold numbers, or holds whole ones and the sensitivity is not whole.
        """
        column = number_column(dataset, self.column)
        numbers = numbers_of_records(column)
        rng = np.random.default_rng(self.seed)
        if column.kind is Kind.INTEGER:
            noisy = numbers + self._geometric(rng, len(numbers))
        else:
            noisy = numbers + rng.laplace(0, self.sensitivity / self.epsilon, len(numbers))
        return dataset.with_column(with_numbers(column, np.maximum(noisy, 0) if self.at_least_zero else noisy))

    def _geometric(self, rng: np.random.Generator, size: int) -> np.ndarray:
        """Whole numbers z with probability proportional to exp(-ε |z| / sensitivity)."""
        if self.sensitivity != int(self.sensitivity):
            raise RecodingError(
                "{column} holds whole numbers: the sensitivity {sensitivity} must be whole too.",
                column=self.column,
                sensitivity=self.sensitivity,
            )
        stop = -math.expm1(-self.epsilon / self.sensitivity)
        return (rng.geometric(stop, size) - rng.geometric(stop, size)).astype(float)

    def describe(self) -> Sentence:
        """What it does, in a reader's words."""
        return sentence(
            "Laplace noise with ε = {epsilon} for a change of {sensitivity} is added to {column}.",
            epsilon=self.epsilon,
            sensitivity=self.sensitivity,
            column=self.column,
        )

    def caveats(self) -> tuple[Sentence, ...]:
        """What epsilon does not protect from."""
        return (
            sentence(
                "ε protects each count of {column} alone: not the other columns, nor a person who is in several records. "
                "Every further noisy copy uses up ε again.",
                column=self.column,
            ),
            sentence(
                "For decimals ε holds up to rounding only: the noise is computed in floating point. Whole numbers are exact."
            ),
            SEED_UNDOES,
        )

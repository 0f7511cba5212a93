"""Rounding numbers to multiples of a base.

Sources: random and controlled rounding: L. H. Cox, "A constructive procedure for unbiased controlled rounding", JASA
82(398), 1987 (doi:10.1080/01621459.1987.10478456); here in one dimension: the total of a column, by systematic sampling
of the fractions.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

import numpy as np

from analysis.dataset import Dataset
from analysis.errors import RecodingError
from analysis.kinds import Kind
from analysis.recoding.rewriting import MOST_DECIMALS, number_column, numbers_of_records, with_numbers
from analysis.recoding.step import SEED_UNDOES, OfColumn, check_seed
from analysis.wording import Sentence, sentence


class RoundingMethod(Enum):
    """Which multiple of the base a number becomes."""

    NEAREST = "nearest"
    """The nearest one; half way, the even one."""
    RANDOM = "random"
    """The one above with a probability equal to the share of the way to it: unbiased."""
    CONTROLLED = "controlled"
    """As ``RANDOM``, and the total of the column stays within one base of what it was."""


@dataclass(frozen=True)
class Rounding(OfColumn):
    """Round the numbers of a column to multiples of a base. What is no number stays as it is.

    Attributes:
        column: A column of numbers.
        base: Above 0; a whole number for a column of whole numbers.
        method: Which of the two multiples around a number.
        seed: Of the draws; passed over where the nearest is taken.
    """

    kind: ClassVar[str] = "rounding"

    column: str
    base: float
    method: RoundingMethod = RoundingMethod.NEAREST
    seed: int = 0

    def __post_init__(self) -> None:
        check_seed(self.seed)
        if not (math.isfinite(self.base) and self.base > 0):
            raise RecodingError("The base is {base}: it must be above 0.", base=self.base)

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:  # noqa: ARG002
        """Round the numbers.

        Raises:
            DatasetError: The column is not in the dataset.
            RecodingError: It does not hold numbers, or holds whole ones and the base is none.
        """
        column = number_column(dataset, self.column)
        if column.kind is Kind.INTEGER and self.base != int(self.base):
            raise RecodingError(
                "{column} holds whole numbers: the base {base} must be whole too.", column=self.column, base=self.base
            )
        steps = np.round(numbers_of_records(column) / self.base, MOST_DECIMALS)
        rounded = self._rounded(steps) * self.base
        return dataset.with_column(with_numbers(column, rounded, _decimals(self.base)))

    def _rounded(self, steps: np.ndarray) -> np.ndarray:
        if self.method is RoundingMethod.NEAREST:
            return np.rint(steps)
        rng = np.random.default_rng(self.seed)
        known = np.flatnonzero(~np.isnan(steps))
        below = np.floor(steps)
        above = steps[known] - below[known]
        if self.method is RoundingMethod.RANDOM:
            up = rng.random(len(known)) < above
        else:
            order = rng.permutation(len(known))
            passed = np.floor(np.cumsum(above[order]) + rng.random())
            up = np.empty(len(known), dtype=bool)
            up[order] = np.diff(passed, prepend=0.0) > 0
        below[known] += up
        return below

    def describe(self) -> Sentence:
        """What it does, in a reader's words."""
        match self.method:
            case RoundingMethod.NEAREST:
                return sentence(
                    "{column} is rounded to the nearest multiple of {base}.", column=self.column, base=self.base
                )
            case RoundingMethod.RANDOM:
                return sentence(
                    "{column} is rounded at random to a multiple of {base} above or below, without bias.",
                    column=self.column,
                    base=self.base,
                )
            case RoundingMethod.CONTROLLED:
                return sentence(
                    "{column} is rounded at random to a multiple of {base} above or below, its total kept within {base}.",
                    column=self.column,
                    base=self.base,
                )

    def caveats(self) -> tuple[Sentence, ...]:
        """What it does not protect from."""
        return () if self.method is RoundingMethod.NEAREST else (SEED_UNDOES,)


def _decimals(base: float) -> int:
    """Fewest decimals that write the base exactly."""
    return next((n for n in range(MOST_DECIMALS) if math.isclose(round(base, n), base, rel_tol=1e-12)), MOST_DECIMALS)

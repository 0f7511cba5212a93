"""PRAM, the post-randomisation method: categories exchanged at random, their distribution kept in expectation.

Sources: J. M. Gouweleeuw, P. Kooiman, L. C. R. J. Willenborg, P.-P. de Wolf, "Post randomisation for statistical
disclosure control: theory and implementation", Journal of Official Statistics 14(4), 1998, section 3 (the method) and
section 5 (the two-stage invariant matrix).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from analysis.dataset import Column, Dataset
from analysis.errors import RecodingError
from analysis.frequency import group
from analysis.recoding.rewriting import category_codes, compact
from analysis.recoding.step import SEED_UNDOES, OfColumn, check_columns, check_seed
from analysis.wording import Sentence, Share, sentence

MOST_CATEGORIES = 1000
"""Largest number of categories whose transition matrix is made."""


@dataclass(frozen=True, eq=False)
class Transition:
    """How likely each category becomes each other, in one stratum.

    Attributes:
        stratum: The values of the stratum's columns, None where missing; empty without strata.
        n_records: Its records that have a category.
        values: Its categories; shape (n_values,), dtype object.
        shares: Share of its records, 0 to 1, that hold each; shape (n_values,).
        matrix: Probability, 0 to 1, that the category of the row becomes that of the column; rows add up to 1 and
            ``shares @ matrix`` is ``shares``; shape (n_values, n_values).
    """

    stratum: tuple[str | None, ...]
    n_records: int
    values: np.ndarray
    shares: np.ndarray
    matrix: np.ndarray


@dataclass(frozen=True)
class Pram(OfColumn):
    """Exchange categories at random by an invariant matrix. A missing value stays missing and is no category.

    Attributes:
        column: The column of categories.
        kept: p_d, the probability, 0 to 1, that a category stays in the first of the two stages; the rest is shared
            evenly among the other categories of the stratum. The probability to stay in the end is on the diagonal of
            ``Transition.matrix``.
        alpha: Share of the matrix, above 0 up to 1, in its mixture with "nothing changes".
        strata: Columns within whose combinations of values categories are exchanged, each with a matrix of its own.
        seed: Of the draws.
    """

    kind: ClassVar[str] = "pram"

    column: str
    kept: float = 0.8
    alpha: float = 1.0
    strata: tuple[str, ...] = ()
    seed: int = 0

    def __post_init__(self) -> None:
        check_seed(self.seed)
        check_columns(self.strata, least=0)
        if not 0 <= self.kept <= 1:
            raise RecodingError("The probability to stay is {kept}: it must be 0 to 1.", kept=self.kept)
        if not 0 < self.alpha <= 1:
            raise RecodingError("Alpha is {alpha}: it must be above 0 and at most 1.", alpha=self.alpha)
        if self.column in self.strata:
            raise RecodingError("{column} cannot be a stratum of itself.", column=self.column)

    def transitions(self, dataset: Dataset) -> tuple[Transition, ...]:
        """The matrix of each stratum, for the report; it does not depend on the seed.

        Raises:
            DatasetError: A column is not in the dataset.
            RecodingError: A stratum has too many categories.
        """
        column, within = dataset[self.column], [dataset[name] for name in self.strata]
        stratum, first = self._strata(dataset)
        return tuple(
            self._transition(column, column.codes[members], tuple(_text(own, at) for own in within))
            for members, at in zip(_members(stratum, len(first)), first, strict=True)
        )

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:  # noqa: ARG002
        """Exchange the categories.

        Raises:
            DatasetError: A column is not in the dataset.
            RecodingError: A stratum has too many categories.
        """
        column = dataset[self.column]
        stratum, first = self._strata(dataset)
        rng = np.random.default_rng(self.seed)
        draws = rng.random(dataset.n_records)
        codes = column.codes.copy()
        for members in _members(stratum, len(first)):
            held = members[column.codes[members] >= 0]
            if len(held):
                codes[held] = self._exchanged(column, codes[held], draws[held])
        return dataset.with_column(compact(replace(column, codes=codes)))

    def _strata(self, dataset: Dataset) -> tuple[np.ndarray, np.ndarray]:
        """The stratum of each record, and a record of each stratum."""
        if not self.strata:
            return np.zeros(dataset.n_records, dtype=np.int32), np.zeros(min(dataset.n_records, 1), dtype=np.int32)
        coded = [category_codes(dataset[name]) for name in self.strata]
        return group([codes for codes, _ in coded], [width for _, width in coded])

    def _transition(self, column: Column, codes: np.ndarray, stratum: tuple[str | None, ...]) -> Transition:
        counts = np.bincount(codes[codes >= 0], minlength=len(column.values))
        present = np.flatnonzero(counts)
        shares = counts[present] / max(counts.sum(), 1)
        return Transition(stratum, int(counts.sum()), column.values[present], shares, self._matrix(shares))

    def _exchanged(self, column: Column, codes: np.ndarray, draws: np.ndarray) -> np.ndarray:
        present = np.flatnonzero(np.bincount(codes, minlength=len(column.values)))
        row = np.searchsorted(present, codes)
        matrix = self._matrix(np.bincount(row) / len(row))
        reached = np.cumsum(matrix, axis=1)
        reached[:, -1] = 1.0
        place = np.searchsorted((reached + np.arange(len(present))[:, None]).ravel(), row + draws, side="right")
        return present[np.clip(place - row * len(present), 0, len(present) - 1)]

    def _matrix(self, shares: np.ndarray) -> np.ndarray:
        if len(shares) > MOST_CATEGORIES:
            raise RecodingError(
                "{column} has {count} categories and PRAM takes at most {most}: generalise it first.",
                column=self.column,
                count=len(shares),
                most=MOST_CATEGORIES,
            )
        return invariant_matrix(shares, self.kept, self.alpha)

    def describe(self) -> Sentence:
        """What it does, in a reader's words."""
        if self.strata:
            return sentence(
                "The values of {column} are exchanged at random within {strata} (PRAM, p = {kept}, α = {alpha}); "
                "their shares stay in expectation.",
                column=self.column,
                strata=", ".join(self.strata),
                kept=Share(self.kept),
                alpha=self.alpha,
            )
        return sentence(
            "The values of {column} are exchanged at random (PRAM, p = {kept}, α = {alpha}); their shares stay in "
            "expectation.",
            column=self.column,
            kept=Share(self.kept),
            alpha=self.alpha,
        )

    def caveats(self) -> tuple[Sentence, ...]:
        """What it does not protect from."""
        return (
            sentence(
                "A value that others in the record contradict shows that it was exchanged: check combinations that cannot be."
            ),
            SEED_UNDOES,
        )


def invariant_matrix(shares: np.ndarray, kept: float, alpha: float = 1.0) -> np.ndarray:
    """The two-stage invariant matrix of a distribution.

    The first stage keeps a category with probability ``kept``; the second draws the original category given the
    outcome of the first, by Bayes' rule. Both together leave the distribution as it is.

    Args:
        shares: Distribution of the categories, each above 0; shape (n,).
        kept: Diagonal of the first stage, 0 to 1.
        alpha: Share of the matrix in its mixture with the identity.

    Returns:
        Rows that add up to 1; shape (n, n).
    """
    n = len(shares)
    if n < 2:
        return np.eye(n)
    first = np.full((n, n), (1 - kept) / (n - 1))
    np.fill_diagonal(first, kept)
    joint = first * shares[:, None]
    total = joint.sum(axis=0)
    second = np.divide(joint, total, out=np.zeros_like(joint), where=total > 0).T
    return alpha * (first @ second) + (1 - alpha) * np.eye(n)


def _text(column: Column, record: int) -> str | None:
    code = column.codes[record]
    return None if code < 0 else str(column.values[code])


def _members(number: np.ndarray, n_numbers: int) -> list[np.ndarray]:
    """The records of each number, in record order."""
    if n_numbers == 1:
        return [np.arange(len(number))]
    order = np.argsort(number, kind="stable")
    return np.split(order, np.cumsum(np.bincount(number, minlength=n_numbers))[:-1])

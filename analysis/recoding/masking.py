"""Masking: part of a text hidden, or the whole of it replaced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from analysis.dataset import Dataset
from analysis.errors import RecodingError
from analysis.kinds import Kind, understand
from analysis.recoding.rewriting import revalued
from analysis.recoding.step import OfColumn
from analysis.wording import Sentence, sentence


@dataclass(frozen=True)
class Masking(OfColumn):
    """Keep the first and last characters of each value. One that is no longer than what is kept is hidden whole.

    Attributes:
        column: The column; it holds texts afterwards.
        first: Characters kept at the beginning, 0 or more.
        last: Characters kept at the end, 0 or more.
        mark: The character that stands for each hidden one.
        keeps_length: Whether there is a mark for each hidden character, or one for all of them.
    """

    kind: ClassVar[str] = "masking"

    column: str
    first: int = 0
    last: int = 0
    mark: str = "*"
    keeps_length: bool = True

    def __post_init__(self) -> None:
        if self.first < 0 or self.last < 0:
            raise RecodingError("The number of characters kept must be 0 or more.")
        if len(self.mark) != 1:
            raise RecodingError("The mark must be a single character.")

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:  # noqa: ARG002
        """Hide the characters.

        Raises:
            DatasetError: The column is not in the dataset.
        """
        column = dataset[self.column]
        texts = np.array([self._masked(value) for value in column.values.tolist()], dtype=object)
        return dataset.with_column(revalued(column, texts, Kind.TEXT))

    def _masked(self, value: str) -> str:
        kept = self.first + self.last
        hidden = len(value) - kept
        if hidden <= 0:
            return self.mark * (len(value) if self.keeps_length else 1)
        between = self.mark * (hidden if self.keeps_length else 1)
        return value[: self.first] + between + (value[-self.last :] if self.last else "")

    def describe(self) -> Sentence:
        """What it does, in a reader's words."""
        return sentence(
            "Only some characters of {column} are kept: {first} at the beginning, {last} at the end.",
            column=self.column,
            first=self.first,
            last=self.last,
        )

    def caveats(self) -> tuple[Sentence, ...]:
        """What it does not protect from."""
        return (
            sentence(
                "What is left of a masked value can be rare: count the records that share it before releasing it."
            ),
        )


@dataclass(frozen=True)
class Replacing(OfColumn):
    """Replace values by a constant, or make them missing. A missing value stays missing.

    Attributes:
        column: The column.
        by: What the values become; None to make them missing.
        values: The values to replace, as the file writes them; empty for all of them.
    """

    kind: ClassVar[str] = "replacing"

    column: str
    by: str | None = None
    values: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.by is not None and not self.by.strip():
            raise RecodingError("A constant must not be blank: leave it out to make the values missing.")

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:  # noqa: ARG002
        """Replace the values; the column keeps its kind if what replaces them is of that kind.

        Raises:
            DatasetError: The column is not in the dataset.
        """
        column = dataset[self.column]
        replaced = np.asarray(pd.Index(column.values).isin(self.values)) | (not self.values)
        if not replaced.any():
            return dataset
        texts = column.values.copy()
        texts[replaced] = self.by
        fits = self.by is None or understand(texts, column.name, column.decimal).kind is column.kind
        return dataset.with_column(revalued(column, texts, None if fits else Kind.TEXT))

    def describe(self) -> Sentence:
        """What it does, in a reader's words; the values themselves are not said, for they may be rare."""
        if self.by is None:
            if self.values:
                return sentence("The values named for {column} become missing.", column=self.column)
            return sentence("All values of {column} become missing.", column=self.column)
        if self.values:
            return sentence("The values named for {column} become “{constant}”.", column=self.column, constant=self.by)
        return sentence("All values of {column} become “{constant}”.", column=self.column, constant=self.by)

"""What every step of a recoding is: a few plain choices, and what they make of a dataset.

A step is a frozen dataclass whose fields JSON can hold (texts, numbers, booleans, enums, tuples of them), so that a
recipe can keep it; ``analysis.recoding.steps`` lists all kinds of them, and writes and reads them.
"""

from __future__ import annotations

from typing import ClassVar, Protocol

from analysis.dataset import Dataset
from analysis.errors import RecodingError
from analysis.wording import Sentence, sentence


class Step(Protocol):
    """One change made to a dataset.

    Attributes:
        kind: Its name in a recipe; never changes.
        keeps_records: Whether every record stays, in its place.
    """

    kind: ClassVar[str]
    keeps_records: ClassVar[bool]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it changes or leaves out; none where it leaves out whole records."""
        ...

    @property
    def needs_key(self) -> bool:
        """Whether it is applied with a secret key."""
        ...

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:
        """Make the changed dataset; the one given stays as it is.

        The same dataset, choices, seed and key give the same answer, bit for bit. Columns that are not named stay
        untouched, missing values stay missing unless the step says otherwise, and where ``keeps_records`` is true the
        records keep their number and order.

        Args:
            key: The secret key of a step that ``needs_key``; others pass it over.

        Raises:
            DatasetError: A column is not in the dataset.
            RecodingError: The step does not fit the column, or its key is lacking or wrong.
        """
        ...

    def describe(self) -> Sentence:
        """What it does, in a reader's words."""
        ...

    def caveats(self) -> tuple[Sentence, ...]:
        """What it does not protect from; empty where that goes without saying."""
        ...


class Plain:
    """What most steps have in common: they keep every record, need no key and have no caveat."""

    keeps_records: ClassVar[bool] = True

    @property
    def needs_key(self) -> bool:
        """Whether it is applied with a secret key."""
        return False

    def caveats(self) -> tuple[Sentence, ...]:
        """What it does not protect from."""
        return ()


class OfColumns(Plain):
    """A step that changes, or leaves out, the columns that it names."""

    names: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it names."""
        return self.names


class OfColumn(Plain):
    """A step that changes one column."""

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The column that it changes."""
        return (self.column,)


SEED_UNDOES = sentence(
    "Whoever has the seed and the recipe can repeat the random draws and undo part of the change: do not publish them."
)
"""Caveat of every step that draws from a seed."""


def check_columns(columns: tuple[str, ...], least: int = 1) -> None:
    """Make sure that a step names columns, each once.

    Raises:
        RecodingError: There are fewer than ``least``, or one is named twice.
    """
    if len(columns) < least:
        raise RecodingError("Name more columns: this step needs at least {least}.", least=least)
    if len(set(columns)) < len(columns):
        twice = sorted({name for name in columns if columns.count(name) > 1})
        raise RecodingError("Named twice: {columns}. Name each column once.", columns=", ".join(twice))


def check_seed(seed: int) -> None:
    """Make sure that a seed is one.

    Raises:
        RecodingError: It is negative.
    """
    if seed < 0:
        raise RecodingError("The seed is {seed}: it must be 0 or more.", seed=seed)

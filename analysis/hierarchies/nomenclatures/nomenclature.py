"""What official classifications have in common: where they come from, and how much of a column they know."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from analysis.dataset import Column
from analysis.hierarchies.hierarchy import Hierarchy, assemble
from analysis.kinds import Kind
from analysis.wording import Sentence

MEMBERSHIP = 0.9
"""Share of the records whose value must be placed before a classification is proposed for a column."""


@dataclass(frozen=True)
class Source:
    """Where the facts of a classification come from.

    Attributes:
        name: Publisher and title.
        date: What the facts are of, such as a version or a year.
        licence: The terms they may be used under.
        url: Address for reference; never opened.
    """

    name: str
    date: str
    licence: str
    url: str


@dataclass(frozen=True, eq=False)
class Reading:
    """The distinct values of a column, read by a classification.

    Attributes:
        known: Which of them it lists; boolean, shape (n_distinct,).
        levels: Their label at each level between the value and ``*``; each of shape (n_distinct,), dtype object.
        approximate: Which are known by their first characters only; boolean, shape (n_distinct,).
        notes: What the reader should know about how they were read.
    """

    known: np.ndarray
    levels: list[np.ndarray]
    approximate: np.ndarray
    notes: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Coverage:
    """How much of a column a classification knows.

    Attributes:
        n_records: Records with a value.
        n_known: Those whose value is listed.
        n_approximate: Those whose value is not, but whose first characters are; they are placed by these.
        n_values: Distinct values.
        n_values_known: Those that are listed.
        notes: What the reader should know about how they were read.
    """

    n_records: int
    n_known: int
    n_approximate: int
    n_values: int
    n_values_known: int
    notes: tuple[Sentence, ...] = field(default=(), compare=False)

    @property
    def n_other(self) -> int:
        """Records whose value is unknown: they become one group."""
        return self.n_records - self.n_known - self.n_approximate

    @property
    def share(self) -> float:
        """Share of the records whose value is listed, or known by its first characters; 0 to 1."""
        return (self.n_known + self.n_approximate) / self.n_records if self.n_records else 0.0

    @property
    def fits(self) -> bool:
        """Whether the column can be taken for one of the classification.

        Nine records in ten are placed, and most records and most distinct values are listed: the first digits of any
        number are those of some département, and a single word can be a code of a country.
        """
        listed = self.n_known >= self.n_records / 2 and self.n_values_known > max(1, self.n_values / 2)
        return self.share >= MEMBERSHIP and listed


class Nomenclature(ABC):
    """A builder that reads values by an official classification; its fields are all that a recipe has to hold."""

    source: ClassVar[Source]
    kinds: ClassVar[tuple[Kind, ...]] = (Kind.CODE, Kind.TEXT)
    """Kinds of columns that can hold its values."""

    other: str

    @property
    @abstractmethod
    def title(self) -> Sentence:
        """What it does, in a few words."""

    @abstractmethod
    def read(self, column: Column) -> Reading:
        """Look up the distinct values of a column; a value that is not found is ``self.other`` at every level."""

    def build(self, column: Column) -> Hierarchy:
        """Make the hierarchy of a column."""
        return assemble(column, self.read(column).levels)

    def coverage(self, column: Column) -> Coverage:
        """Count what the classification knows of a column."""
        reading = self.read(column)
        return Coverage(
            n_records=int(column.counts.sum()),
            n_known=int(column.counts[reading.known].sum()),
            n_approximate=int(column.counts[reading.approximate].sum()),
            n_values=len(column.values),
            n_values_known=int(reading.known.sum()),
            notes=reading.notes,
        )

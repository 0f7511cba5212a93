"""Dates of birth → age in years on a day → bands of years."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.dataset import Column, Dataset
from analysis.errors import HierarchyError
from analysis.hierarchies.hierarchy import Hierarchy, assemble
from analysis.kinds import Kind
from analysis.wording import Sentence, sentence


@dataclass(frozen=True)
class Ages:
    """Dates of birth → age in completed years on a day → bands of 5, 10, 20 years → ``*``, the oldest together.

    Who was born on 29 February completes a year on 1 March where the year has no such day.

    Attributes:
        reference: The day, as ``YYYY-MM-DD``.
        widths: Years in a band on each level, each a multiple of the one before; 1 for the age itself.
        top: Age from which on people are together on every level.
        older: What they are called.
        other: What those born after the day are called.
    """

    reference: str
    widths: tuple[int, ...] = (1, 5, 10, 20)
    top: int = 90
    older: str = "90 ans et plus"
    other: str = "Autres"

    def __post_init__(self) -> None:
        try:
            dt.date.fromisoformat(self.reference)
        except ValueError:
            raise HierarchyError("The day of the ages must be written as YYYY-MM-DD.") from None
        if not self.widths or min(self.widths) < 1 or self.top < 1:
            raise HierarchyError("Bands of ages must be at least 1 year wide, and begin below the oldest age.")
        if any(wide <= narrow or wide % narrow for narrow, wide in zip(self.widths, self.widths[1:], strict=False)):
            raise HierarchyError("Each width of an age band must be a multiple of the one before.")

    @property
    def title(self) -> Sentence:
        return sentence(
            "age on {day} by {widths} years, {top} and over together",
            day=dt.date.fromisoformat(self.reference),
            widths=self.widths,
            top=self.top,
        )

    def build(self, column: Column) -> Hierarchy:
        """Make the hierarchy of a column of dates.

        Raises:
            HierarchyError: Some values are not dates.
        """
        births = column.dates()
        if np.asarray(births.isna()).any():
            raise HierarchyError(
                "{count} values of {column} are not {wanted}: choose another way to generalise it, or correct its kind.",
                count=int(np.asarray(births.isna()).sum()),
                column=column.name,
                wanted=sentence("dates"),
            )
        ages = ages_on(births, dt.date.fromisoformat(self.reference))
        return assemble(column, [self._labels(ages, width) for width in self.widths])

    def _labels(self, ages: np.ndarray, width: int) -> np.ndarray:
        distinct, position = np.unique(ages, return_inverse=True)
        return np.array([self._label(int(age), width) for age in distinct], dtype=object)[position]

    def _label(self, age: int, width: int) -> str:
        if age < 0:
            return self.other
        if age >= self.top:
            return self.older
        low = age // width * width
        high = min(low + width, self.top) - 1
        return f"{low}–{high}" if high > low else f"{low}"


def ages_on(births: pd.DatetimeIndex, day: dt.date) -> np.ndarray:
    """Completed years on a day; below 0 for who is not born yet; shape (n_births,)."""
    had_birthday = (births.month < day.month) | ((births.month == day.month) & (births.day <= day.day))
    return np.asarray(day.year - births.year - ~had_birthday.astype(bool), dtype=np.int64)


def last_year(dataset: Dataset) -> int | None:
    """The year of the latest date of a dataset, in which its people are best compared; None where it has no date."""
    days = [column.dates().max() for column in dataset if column.kind is Kind.DATE and len(column.values)]
    return max((day.year for day in days if not pd.isna(day)), default=None)

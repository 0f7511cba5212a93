"""The ways to make a hierarchy, and the one that suits a column best.

Read ``building`` first (what a builder is), then the builders: ``intervals``, ``dates``, ``masking``, ``grouping`` and
``table``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.dataset import Column
from analysis.hierarchies.building import Builder
from analysis.hierarchies.dates import FRENCH_DAYS, Dates, Granularity
from analysis.hierarchies.grouping import Frequent, GroupLabel, Order, Suppress
from analysis.hierarchies.intervals import CutPoints, Intervals, round_widths
from analysis.hierarchies.masking import Kept, Mask, Padding
from analysis.hierarchies.nomenclatures.choice import suggested
from analysis.hierarchies.table import Table
from analysis.kinds import Kind

__all__ = [
    "Builder",
    "CutPoints",
    "Dates",
    "Frequent",
    "Granularity",
    "GroupLabel",
    "Intervals",
    "Kept",
    "Mask",
    "Order",
    "Padding",
    "Suppress",
    "Table",
    "Words",
    "suggest",
]


@dataclass(frozen=True)
class Words:
    """What made-up labels are called, in the language of the release.

    Attributes:
        other: Grouped values.
        quarter: The letter before the number of a quarter.
        week: The letter before the number of a week.
        half: The letter before the number of a half-year.
        weekdays: The seven days from Monday.
        language: Of the names of countries: ``fr`` or ``en``.
    """

    other: str = "Autres"
    quarter: str = "T"
    week: str = "S"
    half: str = "S"
    weekdays: tuple[str, ...] = FRENCH_DAYS
    language: str = "fr"

    def dates(self) -> Dates:
        """Dates by the usual granularities, called so."""
        return Dates(quarter=self.quarter, week=self.week, half=self.half, weekdays=self.weekdays)


def suggest(column: Column, words: Words | None = None) -> Builder:
    """Choose a builder by the official classification that lists a column's values, else by their kind.

    Labels are French unless other words are given.
    """
    words = words or Words()
    if not len(column.values):
        return Suppress()
    if classified := suggested(column, words.other, words.language):
        return classified
    match column.kind:
        case Kind.INTEGER | Kind.DECIMAL:
            return Intervals(round_widths(column))
        case Kind.DATE:
            return words.dates()
        case Kind.CODE:
            return Mask(_mask_lengths(column.values))
        case Kind.TEXT:
            return _frequency_levels(column, words.other)
    return Suppress()


def _mask_lengths(values: np.ndarray) -> tuple[int, ...]:
    longest = max(len(str(value)) for value in values)
    return tuple(range(longest - 1, 0, -1)) if longest <= 6 else tuple(range(longest - 2, 1, -2))


def _frequency_levels(column: Column, other: str) -> Builder:
    """Group values below 1 % of the records, then below 5 %."""
    n_records = int(column.counts.sum())
    wanted = [max(5, round(n_records * share)) for share in (0.01, 0.05)]
    grouping = [
        least
        for least in dict.fromkeys(wanted)
        if ((column.counts < least).sum() > 1 and (column.counts >= least).any())
    ]
    return Frequent(tuple(grouping), other) if grouping else Suppress()

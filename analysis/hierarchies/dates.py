"""Dates → ever wider spans of time, or what comes again every week or year, with open ends.

The granularities are those of ARX's date builder (HierarchyBuilderDate.Granularity), and half-years and spans of five
years. ARX lets them be combined at will; here those that do not nest are refused. Weeks are those of ISO 8601.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.dataset import Column
from analysis.errors import HierarchyError
from analysis.hierarchies.building import check_parsed
from analysis.hierarchies.hierarchy import Hierarchy, assemble
from analysis.wording import sentence


class Granularity(Enum):
    """How precise a date is."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK_OF_MONTH = "week_of_month"
    """Weeks from Monday, cut where the month ends."""
    WEEK = "week"
    """Weeks of ISO 8601, each in the year of its Thursday."""
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    FIVE_YEARS = "five_years"
    DECADE = "decade"
    CENTURY = "century"
    """From a year that ends in 00, as ARX does."""
    MILLENNIUM = "millennium"
    WEEKDAY = "weekday"
    WEEK_OF_YEAR = "week_of_year"
    QUARTER_OF_YEAR = "quarter_of_year"


_WITHIN = {
    Granularity.SECOND: (Granularity.MINUTE,),
    Granularity.MINUTE: (Granularity.HOUR,),
    Granularity.HOUR: (Granularity.DAY,),
    Granularity.DAY: (Granularity.WEEK_OF_MONTH, Granularity.WEEK, Granularity.WEEKDAY),
    Granularity.WEEK_OF_MONTH: (Granularity.MONTH, Granularity.WEEK),
    Granularity.WEEK: (Granularity.WEEK_OF_YEAR,),
    Granularity.MONTH: (Granularity.QUARTER,),
    Granularity.QUARTER: (Granularity.HALF_YEAR, Granularity.QUARTER_OF_YEAR),
    Granularity.HALF_YEAR: (Granularity.YEAR,),
    Granularity.YEAR: (Granularity.FIVE_YEARS,),
    Granularity.FIVE_YEARS: (Granularity.DECADE,),
    Granularity.DECADE: (Granularity.CENTURY,),
    Granularity.CENTURY: (Granularity.MILLENNIUM,),
}
"""What each granularity lies within, one step up."""

GRANULARITY_NAMES = {
    Granularity.SECOND: sentence("second"),
    Granularity.MINUTE: sentence("minute"),
    Granularity.HOUR: sentence("hour"),
    Granularity.DAY: sentence("day"),
    Granularity.WEEK_OF_MONTH: sentence("week within its month"),
    Granularity.WEEK: sentence("week"),
    Granularity.MONTH: sentence("month"),
    Granularity.QUARTER: sentence("quarter"),
    Granularity.HALF_YEAR: sentence("half-year"),
    Granularity.YEAR: sentence("year"),
    Granularity.FIVE_YEARS: sentence("five years"),
    Granularity.DECADE: sentence("decade"),
    Granularity.CENTURY: sentence("century"),
    Granularity.MILLENNIUM: sentence("millennium"),
    Granularity.WEEKDAY: sentence("day of the week"),
    Granularity.WEEK_OF_YEAR: sentence("week of any year"),
    Granularity.QUARTER_OF_YEAR: sentence("quarter of any year"),
}

_SPANS = {
    Granularity.FIVE_YEARS: 5,
    Granularity.DECADE: 10,
    Granularity.CENTURY: 100,
    Granularity.MILLENNIUM: 1000,
}

FRENCH_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def nests(narrow: Granularity, wide: Granularity) -> bool:
    """Whether each span of one granularity lies within a single span of another, wider one."""
    return any(step is wide or nests(step, wide) for step in _WITHIN.get(narrow, ()))


@dataclass(frozen=True)
class Dates:
    """Dates → month → quarter → year → decade → ``*``, or the granularities that are wanted.

    Attributes:
        granularities: From precise to general, each within the next.
        quarter: The letter before the number of a quarter, in the language of the release.
        week: The letter before the number of a week.
        half: The letter before the number of a half-year.
        weekdays: Names of the seven days from Monday.
        earliest: Dates before it are one label at every level; ``YYYY-MM-DD``, empty for none.
        latest: Dates from it on are one label at every level; ``YYYY-MM-DD``, empty for none.
    """

    granularities: tuple[Granularity, ...] = (
        Granularity.MONTH,
        Granularity.QUARTER,
        Granularity.YEAR,
        Granularity.DECADE,
    )
    quarter: str = "T"
    week: str = "S"
    half: str = "S"
    weekdays: tuple[str, ...] = FRENCH_DAYS
    earliest: str = ""
    latest: str = ""

    def __post_init__(self) -> None:
        if not self.granularities:
            raise HierarchyError("Choose at least one granularity of the dates.")
        if len(set(self.weekdays)) < 7:
            raise HierarchyError("The days of the week need seven different names.")
        for narrow, wide in pairwise(self.granularities):
            if not nests(narrow, wide):
                raise HierarchyError(
                    "“{narrow}” cannot come before “{wide}”: one {narrow} can lie in several of them. Leave out one of the two.",
                    narrow=GRANULARITY_NAMES[narrow],
                    wide=GRANULARITY_NAMES[wide],
                )
        if self.earliest and self.latest and _day(self.earliest) >= _day(self.latest):
            raise HierarchyError("The open span at the beginning must end before the one at the end starts.")

    def build(self, column: Column) -> Hierarchy:
        parsed = column.dates()
        check_parsed(column, np.asarray(parsed.isna()), sentence("dates"))
        dates = parsed.tz_localize(None) if parsed.tz is not None else parsed
        before = dates < _day(self.earliest) if self.earliest else np.zeros(len(dates), dtype=bool)
        after = dates >= _day(self.latest) if self.latest else np.zeros(len(dates), dtype=bool)
        levels = []
        for granularity in self.granularities:
            labels = np.where(before, f"< {self.earliest}", self._labels(dates, granularity))
            levels.append(np.where(after, f"≥ {self.latest}", labels))
        return assemble(column, levels)

    def _labels(self, dates: pd.DatetimeIndex, granularity: Granularity) -> np.ndarray:
        year = dates.year
        match granularity:
            case Granularity.SECOND | Granularity.MINUTE | Granularity.HOUR | Granularity.DAY | Granularity.MONTH:
                labels = dates.strftime(_PATTERNS[granularity])
            case Granularity.WEEK_OF_MONTH:
                number = (dates.day + dates.to_period("M").start_time.weekday - 1) // 7 + 1
                labels = dates.strftime("%Y-%m-") + self.week + number.astype(str)
            case Granularity.WEEK:
                labels = dates.strftime(f"%G-{self.week.replace('%', '%%')}%V")
            case Granularity.QUARTER:
                labels = year.astype(str) + f"-{self.quarter}" + dates.quarter.astype(str)
            case Granularity.HALF_YEAR:
                labels = year.astype(str) + f"-{self.half}" + ((dates.month + 5) // 6).astype(str)
            case Granularity.YEAR:
                labels = year.astype(str)
            case Granularity.WEEKDAY:
                labels = pd.Index(np.array(self.weekdays, dtype=object)[dates.weekday])
            case Granularity.WEEK_OF_YEAR:
                labels = dates.strftime(f"{self.week.replace('%', '%%')}%V")
            case Granularity.QUARTER_OF_YEAR:
                labels = self.quarter + dates.quarter.astype(str)
            case _:
                span = _SPANS[granularity]
                start = year // span * span
                labels = start.astype(str) + "–" + (start + span - 1).astype(str)
        return np.asarray(labels, dtype=object)


_PATTERNS = {
    Granularity.SECOND: "%Y-%m-%d %H:%M:%S",
    Granularity.MINUTE: "%Y-%m-%d %H:%M",
    Granularity.HOUR: "%Y-%m-%d %H h",
    Granularity.DAY: "%Y-%m-%d",
    Granularity.MONTH: "%Y-%m",
}


def _day(text: str) -> pd.Timestamp:
    try:
        return pd.Timestamp(pd.to_datetime(text, format="%Y-%m-%d"))
    except ValueError:
        raise HierarchyError("{text} is not a date: write year-month-day, as in 2025-03-31.", text=text) from None

"""Hierarchies made from the values of a column, one builder per kind of value.

A builder is its parameters and nothing else, so a recipe can hold it and the same column gives the same hierarchy.
Labels use an en dash ("30–34"): a spreadsheet turns "5-9" into the ninth of May.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Protocol

import numpy as np
import pandas as pd

from analysis.dataset import Column
from analysis.errors import HierarchyError
from analysis.hierarchies.hierarchy import ROOT, Hierarchy
from analysis.hierarchies.nomenclatures.french_geography import departement_of, region_of
from analysis.kinds import Kind
from analysis.wording import Sentence, sentence


class Builder(Protocol):
    """Makes the hierarchy of a column."""

    def build(self, column: Column) -> Hierarchy:
        """Make it.

        Raises:
            HierarchyError: The column's values do not fit the builder.
        """


@dataclass(frozen=True)
class Suppress:
    """Any value → ``*``."""

    def build(self, column: Column) -> Hierarchy:
        return _assemble(column, [])


@dataclass(frozen=True)
class Intervals:
    """Numbers → nested intervals, closed below and open above → ``*``.

    Attributes:
        widths: Width of the intervals of each level, each a multiple of the one before.
        origin: A number at which an interval starts.
    """

    widths: tuple[float, ...]
    origin: float = 0.0

    def __post_init__(self) -> None:
        if not self.widths or min(self.widths) <= 0:
            raise HierarchyError("Interval widths must be above 0.")
        for narrow, wide in zip(self.widths, self.widths[1:], strict=False):
            if wide <= narrow or abs(wide / narrow - round(wide / narrow)) > 1e-9:
                raise HierarchyError(
                    "A width of {wide} does not contain whole intervals of {narrow}: use a multiple.",
                    wide=wide,
                    narrow=narrow,
                )

    def build(self, column: Column) -> Hierarchy:
        numbers = column.numbers()
        _check_parsed(column, np.isnan(numbers), sentence("numbers"))
        whole = column.kind is Kind.INTEGER and all(float(width).is_integer() for width in (*self.widths, self.origin))
        return _assemble(column, [self._labels(numbers, width, whole, column.decimal) for width in self.widths])

    def _labels(self, numbers: np.ndarray, width: float, whole: bool, decimal: str) -> np.ndarray:
        start = self.origin + np.floor((numbers - self.origin) / width + 1e-9) * width
        starts, position = np.unique(start, return_inverse=True)
        return np.array([_interval(low, width, whole, decimal) for low in starts], dtype=object)[position]


def _interval(low: float, width: float, whole: bool, decimal: str) -> str:
    if whole and low >= 0:
        return f"{low:.0f}–{low + width - 1:.0f}" if width > 1 else f"{low:.0f}"
    bounds = (f"{bound:.10g}".replace(".", decimal) for bound in (low, low + width))
    return "[{} ; {}[".format(*bounds)


class Granularity(Enum):
    """How precise a date is."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"


@dataclass(frozen=True)
class Dates:
    """Dates → month → quarter → year → decade → ``*``, or those of them that are wanted.

    Attributes:
        granularities: From precise to general.
        quarter: The letter before the number of a quarter, in the language of the release.
    """

    granularities: tuple[Granularity, ...] = (
        Granularity.MONTH,
        Granularity.QUARTER,
        Granularity.YEAR,
        Granularity.DECADE,
    )
    quarter: str = "T"

    def build(self, column: Column) -> Hierarchy:
        dates = column.dates()
        _check_parsed(column, np.asarray(dates.isna()), sentence("dates"))
        return _assemble(column, [_date_labels(dates, granularity, self.quarter) for granularity in self.granularities])


def _date_labels(dates: pd.DatetimeIndex, granularity: Granularity, quarter: str) -> np.ndarray:
    year = dates.year.astype(str)
    match granularity:
        case Granularity.DAY:
            labels = dates.strftime("%Y-%m-%d")
        case Granularity.MONTH:
            labels = dates.strftime("%Y-%m")
        case Granularity.QUARTER:
            labels = year + f"-{quarter}" + dates.quarter.astype(str)
        case Granularity.YEAR:
            labels = year
        case Granularity.DECADE:
            decade = dates.year // 10 * 10
            labels = decade.astype(str) + "–" + (decade + 9).astype(str)
    return np.asarray(labels, dtype=object)


@dataclass(frozen=True)
class Mask:
    """Codes → their first characters, the others replaced by ``*``.

    Attributes:
        kept: Characters that stay readable at each level, in falling order.
    """

    kept: tuple[int, ...]

    def __post_init__(self) -> None:
        if (
            any(fewer >= more for more, fewer in zip(self.kept, self.kept[1:], strict=False))
            or min(self.kept, default=1) < 1
        ):
            raise HierarchyError("Each level must keep fewer characters than the one before, and at least 1.")

    def build(self, column: Column) -> Hierarchy:
        texts = pd.Series(column.values, dtype="string")
        length = int(texts.str.len().max()) if len(texts) else 0
        levels = [texts.str.slice(0, kept).str.pad(length, side="right", fillchar="*") for kept in self.kept]
        return _assemble(column, [level.to_numpy(dtype=object) for level in levels])


@dataclass(frozen=True)
class Frequent:
    """Texts → those held by enough records, the others together → ``*``.

    Attributes:
        minimums: Records a value needs to stay by itself, rising level by level.
        other: What the others are called.
    """

    minimums: tuple[int, ...]
    other: str = "Autres"

    def __post_init__(self) -> None:
        if any(later <= earlier for earlier, later in zip(self.minimums, self.minimums[1:], strict=False)):
            raise HierarchyError("Each level must ask for more records than the one before.")

    def build(self, column: Column) -> Hierarchy:
        levels = [np.where(column.counts >= least, column.values, self.other) for least in self.minimums]
        return _assemble(column, levels)


@dataclass(frozen=True)
class FrenchPostalCode:
    """French postal codes → département → région → ``*``.

    Attributes:
        other: What codes outside France, or no codes at all, become.
    """

    other: str = "Autres"

    def build(self, column: Column) -> Hierarchy:
        departements = departement_of(column.values, self.other)
        return _assemble(column, [departements, region_of(departements, self.other)])


@dataclass(frozen=True, repr=False)
class Table:
    """Values → what a table says of them: a hierarchy that the user made or loaded.

    Attributes:
        rows: One row per value: the value, then its label at each level.
        source: Where it comes from, such as the name of a file.
    """

    rows: tuple[tuple[str, ...], ...]
    source: str = ""

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the rows; 64 hexadecimal digits."""
        return hashlib.sha256(repr(self.rows).encode()).hexdigest()

    def __repr__(self) -> str:
        return f"Table({self.source!r}, {self.fingerprint})"

    def build(self, column: Column) -> Hierarchy:
        hierarchy = Hierarchy.of(self.rows, column.name)
        hierarchy.check_covers(column)
        return hierarchy


def _assemble(column: Column, levels: list[np.ndarray]) -> Hierarchy:
    values = column.values if len(column.values) else np.array([""], dtype=object)
    levels = levels if len(column.values) else []
    root = np.full(len(values), ROOT, dtype=object)
    return Hierarchy.of(np.column_stack([values, *levels, root]), column.name)


def _check_parsed(column: Column, failed: np.ndarray, wanted: Sentence) -> None:
    if failed.any():
        raise HierarchyError(
            "{count} values of {column} are not {wanted}: choose another way to generalise it, or correct its kind.",
            count=int(failed.sum()),
            column=column.name,
            wanted=wanted,
        )


@dataclass(frozen=True)
class Words:
    """What made-up labels are called, in the language of the release.

    Attributes:
        other: Grouped values.
        quarter: The letter before the number of a quarter.
    """

    other: str = "Autres"
    quarter: str = "T"


def suggest(column: Column, words: Words | None = None) -> Builder:
    """Choose a builder by the kind of a column's values; labels are French unless other words are given."""
    words = words or Words()
    if not len(column.values):
        return Suppress()
    match column.kind:
        case Kind.INTEGER | Kind.DECIMAL:
            return Intervals(_nested_widths(column.numbers(), column.kind is Kind.INTEGER))
        case Kind.DATE:
            return Dates(quarter=words.quarter)
        case Kind.CODE if _is_postal(column):
            return FrenchPostalCode(words.other)
        case Kind.CODE:
            return Mask(_mask_lengths(column.values))
        case Kind.TEXT:
            return _frequency_levels(column, words.other)
    return Suppress()


def _nested_widths(numbers: np.ndarray, whole: bool) -> tuple[float, ...]:
    """Three widths, each twice the one before, the first a round number that cuts the range into about twenty."""
    span = float(numbers.max() - numbers.min()) or 1.0
    target = span / 20
    step = 10.0 ** np.floor(np.log10(target))
    first = float(min((step * factor for factor in (1, 2, 5, 10)), key=lambda width: abs(np.log(width / target))))
    first = max(first, 1.0) if whole else first
    return tuple(width for width in (first, 2 * first, 4 * first) if width < 2 * span) or (first,)


def _is_postal(column: Column) -> bool:
    """Whether nine records in ten hold five digits that start with a département."""
    known = departement_of(column.values, "") != ""
    return bool(column.counts[known].sum() >= 0.9 * column.counts.sum())


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

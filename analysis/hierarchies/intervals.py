"""Numbers → intervals, by widths that nest or by cut points, with open ends (top and bottom coding).

Intervals are closed below and open above. Top and bottom coding: A. Hundepool et al., Statistical Disclosure Control
(2012), section 3.2.3 (doi:10.1002/9781118348239).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from analysis.dataset import Column
from analysis.errors import HierarchyError
from analysis.hierarchies.building import check_parsed, check_rising
from analysis.hierarchies.hierarchy import Hierarchy, assemble
from analysis.kinds import Kind, speaks_of
from analysis.wording import sentence


@dataclass(frozen=True)
class Intervals:
    """Numbers → nested intervals of equal width → ``*``.

    Attributes:
        widths: Width of the intervals of each level, each a multiple of the one before.
        origin: A number at which an interval starts.
        lowest: Numbers below it are one interval, open below, at every level; None for no such interval.
        highest: Numbers from it on are one interval, open above, at every level; None for no such interval.
    """

    widths: tuple[float, ...]
    origin: float = 0.0
    lowest: float | None = None
    highest: float | None = None

    def __post_init__(self) -> None:
        if not self.widths or not all(0 < width < math.inf for width in self.widths):
            raise HierarchyError("Interval widths must be above 0.")
        for narrow, wide in pairwise(self.widths):
            if wide <= narrow or abs(wide / narrow - round(wide / narrow)) > 1e-9:
                raise HierarchyError(
                    "A width of {wide} does not contain whole intervals of {narrow}: use a multiple.",
                    wide=wide,
                    narrow=narrow,
                )
        if self.lowest is not None and self.highest is not None and self.lowest >= self.highest:
            raise HierarchyError("The open interval at the bottom must end below the start of the one at the top.")

    def build(self, column: Column) -> Hierarchy:
        numbers = _numbers(column)
        ends = [end for end in (self.lowest, self.highest) if end is not None]
        written = _Written(column, (*self.widths, self.origin, *ends))
        index = np.floor((numbers - self.origin) / self.widths[0] + 1e-9)
        levels = []
        for place, width in enumerate(self.widths):
            if place:
                index = np.floor(index / round(width / self.widths[place - 1]))
            low, high = self.origin + index * width, self.origin + (index + 1) * width
            levels.append(written.labels(*self._with_open_ends(numbers, low, high)))
        return assemble(column, levels)

    def _with_open_ends(self, numbers: np.ndarray, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        if self.lowest is not None:
            below = numbers < self.lowest
            low, high = np.maximum(low, self.lowest), np.where(below, self.lowest, high)
            low = np.where(below, -np.inf, low)
        if self.highest is not None:
            above = numbers >= self.highest
            low = np.where(above, self.highest, low)
            high = np.where(above, np.inf, np.minimum(high, self.highest))
        return low, high


@dataclass(frozen=True)
class CutPoints:
    """Numbers → intervals between cut points, open at both ends → ``*``.

    Attributes:
        cuts: For each level, the numbers at which an interval starts, rising; those of a level are among those of the
            level before, so that levels nest.
    """

    cuts: tuple[tuple[float, ...], ...]

    def __post_init__(self) -> None:
        if not self.cuts:
            raise HierarchyError("Give the cut points of at least one level.")
        for level in self.cuts:
            check_rising(level, sentence("Cut points"))
        for place, (fine, coarse) in enumerate(pairwise(self.cuts)):
            alien = sorted(set(coarse) - set(fine))
            if alien:
                raise HierarchyError(
                    "Level {level} is cut at {cut}, where level {before} is not: it can only join intervals of that level.",
                    level=place + 2,
                    cut=alien[0],
                    before=place + 1,
                )

    def build(self, column: Column) -> Hierarchy:
        numbers = _numbers(column)
        written = _Written(column, [cut for level in self.cuts for cut in level])
        levels = []
        for cuts in self.cuts:
            bounds = np.array([-np.inf, *cuts, np.inf])
            place = np.searchsorted(cuts, numbers, side="right")
            levels.append(written.labels(bounds[place], bounds[place + 1]))
        return assemble(column, levels)


def joined(cuts: Sequence[float], together: Sequence[int]) -> tuple[tuple[float, ...], ...]:
    """Cut points of several levels: those given, then each level joining some intervals of the one before.

    Args:
        together: For each further level, how many neighbours become one; a level that would be one interval is left out.
    """
    levels = [tuple(cuts)]
    for count in together:
        if count < 2:
            raise HierarchyError("Join at least 2 intervals at a time.")
        levels.append(levels[-1][count - 1 :: count])
    return tuple(level for level in levels if level)


def equal_cuts(column: Column, n_intervals: int) -> tuple[float, ...]:
    """Cut the range of a column's numbers into intervals of the same width.

    Raises:
        HierarchyError: The column has values that are not numbers, or less than two distinct ones.
    """
    numbers = _spread(column)
    edges = np.linspace(numbers.min(), numbers.max(), n_intervals + 1)[1:-1]
    return _tidy(column, edges)


def quantile_cuts(column: Column, n_intervals: int) -> tuple[float, ...]:
    """Cut a column's numbers into intervals that hold about the same number of records.

    Fewer than asked come out where one value is held by very many.

    Raises:
        HierarchyError: The column has values that are not numbers, or less than two distinct ones.
    """
    numbers = _spread(column)
    order = np.argsort(numbers)
    below = np.cumsum(column.counts[order]) - column.counts[order]
    wanted = np.arange(1, n_intervals) * column.counts.sum() / n_intervals
    starts = np.searchsorted(below, wanted, side="left").clip(1, len(order) - 1)
    nearer = np.where(wanted - below[starts - 1] < below[starts] - wanted, starts - 1, starts).clip(1)
    return tuple(float(number) for number in np.unique(numbers[order][nearer]))


_AGE_NAME = re.compile("ages?|alter|edad")
OLDEST = 130
"""Years that no age is above."""
AGE_WIDTHS = (5.0, 10.0, 20.0)


def round_widths(column: Column) -> tuple[float, ...]:
    """Three widths, each twice the one before: 5, 10 and 20 years for ages, else from a twentieth of the range on, rounded.

    Raises:
        HierarchyError: The column has values that are not numbers.
    """
    numbers, whole = _numbers(column), column.kind is Kind.INTEGER
    if whole and speaks_of(_AGE_NAME, column.name) and 0 <= numbers.min() <= numbers.max() <= OLDEST:
        return AGE_WIDTHS
    span = float(numbers.max() - numbers.min()) or 1.0
    target = span / 20
    step = 10.0 ** np.floor(np.log10(target))
    first = float(min((step * factor for factor in (1, 2, 5, 10)), key=lambda width: abs(np.log(width / target))))
    first = max(first, 1.0) if whole else first
    return tuple(width for width in (first, 2 * first, 4 * first) if width < 2 * span) or (first,)


def _numbers(column: Column) -> np.ndarray:
    numbers = column.numbers()
    check_parsed(column, ~np.isfinite(numbers), sentence("numbers"))
    return numbers


def _spread(column: Column) -> np.ndarray:
    numbers = _numbers(column)
    if len(numbers) < 2 or numbers.min() == numbers.max():
        raise HierarchyError(
            "{column} has less than two distinct numbers: there is nothing to cut.", column=column.name
        )
    return numbers


def _tidy(column: Column, edges: np.ndarray) -> tuple[float, ...]:
    """Edges as figures that can be read and typed; whole where the column is."""
    shown = np.ceil(edges) if column.kind is Kind.INTEGER else np.array([float(f"{edge:.4g}") for edge in edges])
    return tuple(float(edge) for edge in np.unique(shown))


class _Written:
    """How the intervals of a column are written."""

    def __init__(self, column: Column, bounds: Sequence[float]) -> None:
        self._whole = column.kind is Kind.INTEGER and all(float(bound).is_integer() for bound in bounds)
        self._decimal = column.decimal

    def labels(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """One label for each pair of bounds; shape of ``low``, dtype object. Distinct pairs have distinct labels."""
        pairs, position = np.unique(np.column_stack([low, high]), axis=0, return_inverse=True)
        for digits in (10, 17):
            labels = [self._label(float(start), float(end), digits) for start, end in pairs]
            if len(set(labels)) == len(labels):
                break
        return np.array(labels, dtype=object)[position.ravel()]

    def _label(self, low: float, high: float, digits: int) -> str:
        if math.isinf(low) or math.isinf(high):
            return f"≥ {self._bound(low, digits)}" if math.isinf(high) else f"< {self._bound(high, digits)}"
        if self._whole and low >= 0:
            return f"{low:.0f}–{high - 1:.0f}" if high - low > 1 else f"{low:.0f}"
        return f"[{self._bound(low, digits)} ; {self._bound(high, digits)}["

    def _bound(self, bound: float, digits: int) -> str:
        return f"{bound:.{digits}g}".replace(".", self._decimal)

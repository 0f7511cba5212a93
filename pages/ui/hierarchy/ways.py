"""The ways to make a hierarchy that suit a column, and where each of them starts."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

from analysis.dataset import Column
from analysis.hierarchies.builders import (
    Builder,
    CutPoints,
    Dates,
    Frequent,
    Intervals,
    Mask,
    Order,
    Suppress,
    Table,
)
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.hierarchies.intervals import joined, quantile_cuts, round_widths
from analysis.hierarchies.table import blank, table_of
from analysis.kinds import Kind
from analysis.wording import Sentence, sentence
from pages.ui import state
from pages.ui.hierarchy.computed import classifications_for
from pages.ui.state import session


class Way(Enum):
    """A way to make a hierarchy."""

    INTERVALS = "intervals"
    CUT_POINTS = "cut_points"
    DATES = "dates"
    CLASSIFICATION = "classification"
    MASK = "mask"
    ORDER = "order"
    RARE = "rare"
    HAND = "hand"
    SUPPRESS = "suppress"


WAY_NAMES: Final[Mapping[Way, Sentence]] = {
    Way.INTERVALS: sentence("intervals of equal width"),
    Way.CUT_POINTS: sentence("intervals between cut points"),
    Way.DATES: sentence("spans of time"),
    Way.CLASSIFICATION: sentence("an official classification"),
    Way.MASK: sentence("hide characters"),
    Way.ORDER: sentence("neighbours in an order"),
    Way.RARE: sentence("rare values together"),
    Way.HAND: sentence("by hand, or from a file"),
    Way.SUPPRESS: sentence("suppress only"),
}

_KINDS: Final[Mapping[type, Way]] = {
    Intervals: Way.INTERVALS,
    CutPoints: Way.CUT_POINTS,
    Dates: Way.DATES,
    Mask: Way.MASK,
    Order: Way.ORDER,
    Frequent: Way.RARE,
    Table: Way.HAND,
    Suppress: Way.SUPPRESS,
}


def way_of(builder: Builder) -> Way:
    """The way that a builder makes its hierarchy."""
    return _KINDS.get(type(builder), Way.CLASSIFICATION)


def ways_for(column: Column) -> tuple[Way, ...]:
    """The ways that suit a column by the kind of its values."""
    own: tuple[Way, ...] = ()
    match column.kind:
        case Kind.INTEGER | Kind.DECIMAL:
            own = (Way.INTERVALS, Way.CUT_POINTS)
        case Kind.DATE:
            own = (Way.DATES,)
        case Kind.CODE | Kind.TEXT:
            own = (Way.MASK,)
    if classifications_for(session(), column.name):
        own = (Way.CLASSIFICATION, *own)
    return (*own, Way.ORDER, Way.RARE, Way.HAND, Way.SUPPRESS) if len(column.values) else (Way.SUPPRESS,)


def start(way: Way, column: Column, current: Hierarchy | None) -> Builder:
    """What a way begins with, to be changed by the person who chose it.

    Args:
        current: What the draft makes of the column; by hand one goes on from it, where it has groups.

    Raises:
        HierarchyError: The way does not suit the column's values.
    """
    words = state.words()
    match way:
        case Way.CLASSIFICATION:
            return classifications_for(session(), column.name)[0]
        case Way.INTERVALS:
            return Intervals(round_widths(column))
        case Way.CUT_POINTS:
            return CutPoints(joined(quantile_cuts(column, 8), (2, 2)))
        case Way.DATES:
            return words.dates()
        case Way.MASK:
            longest = max(len(str(value)) for value in column.values)
            return Mask(tuple(range(max(1, longest - 1), 0, -1))[:4])
        case Way.ORDER:
            return Order((2, 2) if len(column.values) < 20 else (5, 5))
        case Way.RARE:
            return Frequent((5, 50), words.other)
        case Way.HAND:
            grouped = current is not None and current.n_levels > 2
            return table_of(current) if grouped else blank(column)
    return Suppress()

"""How a quasi-identifier is generalised, in words."""

from __future__ import annotations

from analysis.hierarchies.builders import (
    Builder,
    CutPoints,
    Dates,
    Frequent,
    Intervals,
    Kept,
    Mask,
    Order,
    Suppress,
    Table,
)
from analysis.hierarchies.dates import GRANULARITY_NAMES
from analysis.hierarchies.nomenclatures.age import Ages
from analysis.hierarchies.nomenclatures.nomenclature import Nomenclature
from pages.ui.language import _, number, say


def describe(builder: Builder) -> str:
    """A way to generalise, in words of plain text."""
    match builder:
        case Intervals() | CutPoints():
            return _intervals(builder)
        case Dates(granularities):
            return _("dates by {granularities}", granularities=[GRANULARITY_NAMES[own] for own in granularities])
        case Nomenclature() | Ages():
            return say(builder.title)
        case Mask():
            return _mask(builder)
        case Order(sizes):
            return _("neighbours in their order, {sizes} at a time", sizes=list(sizes))
        case Frequent(minimums):
            return _("rare values together: fewer than {minimums} records", minimums=list(minimums))
        case Table(source=source):
            return _("the file {name}", name=source) if source else _("made by hand")
        case Suppress():
            return _("suppress only")
    return _("an official classification")


def _intervals(builder: Intervals | CutPoints) -> str:
    if isinstance(builder, CutPoints):
        return _("intervals cut at {cuts}", cuts=_some([number(cut) for cut in builder.cuts[0]]))
    bands = _("intervals of {widths}", widths=list(builder.widths))
    if builder.highest is None:
        return bands
    return _("{intervals}, together from {end} on", intervals=bands, end=builder.highest)


def _mask(builder: Mask) -> str:
    if builder.side is Kept.LAST:
        return _("the last {kept} characters", kept=list(builder.kept))
    return _("the first {kept} characters", kept=list(builder.kept))


def _some(items: list[str], most: int = 6) -> list[str]:
    return items if len(items) <= most else [*items[: most - 1], "…", items[-1]]

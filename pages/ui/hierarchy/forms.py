"""The parameters of each way to make a hierarchy. A change that makes no sense is refused beside its field, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import streamlit as st

from analysis.dataset import Column, natural_order
from analysis.hierarchies.builders import (
    Builder,
    CutPoints,
    Dates,
    Frequent,
    Granularity,
    GroupLabel,
    Intervals,
    Kept,
    Mask,
    Order,
    Padding,
    Table,
)
from analysis.hierarchies.dates import GRANULARITY_NAMES
from analysis.hierarchies.intervals import equal_cuts, joined, quantile_cuts
from analysis.wording import sentence
from pages.ui.frame import literal
from pages.ui.hierarchy import drafts
from pages.ui.hierarchy.classification import classification
from pages.ui.hierarchy.fields import choice, field, line, named, revise_draft
from pages.ui.hierarchy.typed import number_in, numbers_in, typed, whole_numbers_in
from pages.ui.hierarchy.ways import Way, way_of
from pages.ui.hierarchy_choice import describe
from pages.ui.language import _, say

SIDES = {Kept.FIRST: sentence("the first"), Kept.LAST: sentence("the last")}
PADDINGS = {
    Padding.LONGEST: sentence("marks up to the longest value (lengths are hidden)"),
    Padding.OWN: sentence("a mark for each hidden character (lengths show)"),
    Padding.NONE: sentence("nothing"),
}
GROUP_LABELS = {GroupLabel.BOUNDS: sentence("first and last value"), GroupLabel.LIST: sentence("all values")}


def form(column: Column, builder: Builder) -> None:
    """Draw the parameters of a builder."""
    match builder:
        case Intervals():
            _intervals(column, builder)
        case CutPoints():
            _cut_points(column, builder)
        case Dates():
            _dates(column, builder)
        case Mask():
            _mask(column, builder)
        case Order():
            _order(column, builder)
        case Frequent():
            _rare(column, builder)
        case Table():
            st.caption(literal(describe(builder)))
        case _ if way_of(builder) is Way.CLASSIFICATION:
            classification(column, builder)


def _intervals(column: Column, own: Intervals) -> None:
    line(
        column, "widths", _("Width of each level's intervals"), typed(own.widths),
        lambda text: replace(own, widths=numbers_in(text)), _("Each a multiple of the one before, as in 5; 10; 20."),
    )  # fmt: skip
    left, middle, right = st.columns(3)
    with left:
        line(
            column, "origin", _("Start counting at"), typed([own.origin]),
            lambda text: replace(own, origin=number_in(text) or 0.0),
        )  # fmt: skip
    with middle:
        line(
            column, "lowest", _("One group below"), "" if own.lowest is None else typed([own.lowest]),
            lambda text: replace(own, lowest=number_in(text)), _("Bottom coding; empty for none."),
        )  # fmt: skip
    with right:
        line(
            column, "highest", _("One group from"), "" if own.highest is None else typed([own.highest]),
            lambda text: replace(own, highest=number_in(text)), _("Top coding, as in 90 for ages; empty for none."),
        )  # fmt: skip


def _cut_points(column: Column, own: CutPoints) -> None:
    lines = "\n".join(typed(level) for level in own.cuts)
    field(
        column, "cuts", lines, lambda text: CutPoints(tuple(numbers_in(line) for line in text.splitlines() if line.strip())),
        lambda **options: st.text_area(
            _("Cut points, a line for each level"), height=116,
            help=_("A level can only be cut where the one before is. The first and the last interval are open."), **options,
        ),
    )  # fmt: skip
    count, quantiles, equal = st.columns([1, 1.4, 1.4], vertical_alignment="bottom")
    count.number_input(_("Intervals"), 2, 100, 8, key="hierarchy_intervals")
    quantiles.button(
        _("About as many records in each"), key="hierarchy_quantiles", width="stretch", on_click=_propose,
        args=(column, quantile_cuts),
    )  # fmt: skip
    equal.button(
        _("The same width for each"), key="hierarchy_equal", width="stretch", on_click=_propose, args=(column, equal_cuts)
    )  # fmt: skip
    drafts.refusal("proposal")


def _propose(column: Column, cuts: Callable[[Column, int], tuple[float, ...]]) -> None:
    wanted = int(st.session_state["hierarchy_intervals"])
    revise_draft(column.name, "proposal", lambda _text: CutPoints(joined(cuts(column, wanted), (2, 2))))


def _dates(column: Column, own: Dates) -> None:
    field(
        column, "granularities", list(own.granularities),
        lambda chosen: replace(own, granularities=tuple(one for one in Granularity if one in chosen)),
        lambda **options: st.multiselect(
            _("Levels"), list(Granularity), format_func=lambda one: say(GRANULARITY_NAMES[one]),
            placeholder=_("Choose granularities"), help=_("Each level must lie within the next: weeks do not lie within months."),
            **options,
        ),
    )  # fmt: skip
    left, right = st.columns(2)
    with left:
        line(
            column, "earliest", _("One group before"), own.earliest,
            lambda text: replace(own, earliest=text.strip()), _("Year-month-day; empty for none."),
        )  # fmt: skip
    with right:
        line(
            column, "latest", _("One group from"), own.latest,
            lambda text: replace(own, latest=text.strip()), _("Year-month-day; empty for none."),
        )  # fmt: skip


def _mask(column: Column, own: Mask) -> None:
    line(
        column, "kept", _("Characters that stay, level by level"), typed(own.kept),
        lambda text: replace(own, kept=whole_numbers_in(text)), _("Fewer at each level, as in 3; 2; 1."),
    )  # fmt: skip
    choice(column, "side", _("Which characters stay"), own.side, SIDES, lambda side: replace(own, side=side))
    choice(
        column, "padding", _("In place of the others"), own.padding, PADDINGS,
        lambda padding: replace(own, padding=padding),
    )  # fmt: skip


def _order(column: Column, own: Order) -> None:
    line(
        column, "sizes", _("Neighbours put together at each level"), typed(own.sizes),
        lambda text: replace(own, sizes=whole_numbers_in(text)), _("As in 3; 2: three values, then two of these groups."),
    )  # fmt: skip
    choice(column, "label", _("A group is called by"), own.label, GROUP_LABELS, lambda label: replace(own, label=label))
    field(
        column, "order", "\n".join(own.order),
        lambda text: replace(own, order=tuple(line for line in text.splitlines() if line.strip())),
        lambda **options: st.text_area(
            _("Order of the values, one a line"), height=116,
            help=_("Empty: numbers by size, dates by time, texts by alphabet."), **options,
        ),
    )  # fmt: skip
    if not own.order:
        st.button(
            _("Write the values down to change their order"), key="hierarchy_write_order", on_click=drafts.change,
            args=(column.name, replace(own, order=_natural(column))),
        )  # fmt: skip


def _natural(column: Column) -> tuple[str, ...]:
    return tuple(column.values[np.argsort(natural_order(column, column.values))])


def _rare(column: Column, own: Frequent) -> None:
    line(
        column, "minimums", _("Records that a value needs to stay, level by level"), typed(own.minimums),
        lambda text: replace(own, minimums=whole_numbers_in(text)), _("More at each level, as in 5; 50."),
    )  # fmt: skip
    line(
        column, "other", _("Name of the others"), own.other,
        lambda text: replace(own, other=named(text)),
    )  # fmt: skip

"""The charts of people who have several records, and of the cells of a table: from figures to a Plotly figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import plotly.graph_objects as go

from analysis.risk.unicity import Share, Unicity
from pages.ui.language import _, number, percent
from pages.ui.risk.charts import share_axis
from pages.ui.theme import Palette

RECORD_BOUNDS: Final = (1, 2, 3, 4, 5, 10, 20, 50, 100)
"""Fewest records of a person of each bar."""
CELL_BOUNDS: Final = (1, 2, 3, 5, 11, 20, 50, 100, 500)
"""Fewest contributors of a cell of each bar; the threshold begins one as well."""


@dataclass(frozen=True)
class CountBar:
    """How many have a number in a range.

    Attributes:
        label: The range, such as "5–10".
        smallest: Where it begins.
        count: How many there are.
        total: Sum of their numbers.
    """

    label: str
    smallest: int
    count: int
    total: int


def count_bars(numbers: np.ndarray, bounds: Sequence[int]) -> tuple[CountBar, ...]:
    """Count numbers by range; ranges beyond the largest number are left out.

    Args:
        numbers: Whole numbers of 1 or more.
        bounds: Where the ranges begin, ascending from 1.
    """
    place = np.searchsorted(bounds, numbers, side="right") - 1
    counts = np.bincount(place, minlength=len(bounds))
    totals = np.bincount(place, weights=numbers, minlength=len(bounds))
    return tuple(
        CountBar(_range(bounds, bar), bounds[bar], int(counts[bar]), int(totals[bar]))
        for bar in range(int(place.max()) + 1)
    )


def _range(bounds: Sequence[int], bar: int) -> str:
    low = bounds[bar]
    if bar == len(bounds) - 1:
        return f"≥ {number(low)}"
    high = bounds[bar + 1] - 1
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def cell_bounds(threshold: int) -> tuple[int, ...]:
    """Where the bars of cells begin, with one that begins at the threshold."""
    return tuple(sorted({*CELL_BOUNDS, threshold}))


def records_per_person(bars: Sequence[CountBar], colours: Palette) -> go.Figure:
    """People by the number of their records; those with several in the accent."""
    people = sum(bar.count for bar in bars)
    figure = go.Figure(
        go.Bar(
            x=[bar.label for bar in bars],
            y=[bar.count for bar in bars],
            marker_color=[colours.before if bar.smallest == 1 else colours.signal for bar in bars],
            text=[percent(bar.count / people) for bar in bars],
            textposition="outside",
            cliponaxis=False,
            customdata=[[number(bar.count), number(bar.total)] for bar in bars],
            hovertemplate=_("%{customdata[0]} people with %{x} records, %{customdata[1]} records in all")
            + "<extra></extra>",
        )
    )
    figure.update_layout(
        xaxis={"title": {"text": _("records of the person (uneven steps)")}, "type": "category"},
        yaxis={"title": {"text": _("people")}, "rangemode": "tozero"},
        margin={"t": 28},
    )
    return figure


def cells_by_size(bars: Sequence[CountBar], threshold: int, unit: str, colours: Palette) -> go.Figure:
    """Cells by the number of their contributors; those below the threshold in red, left of a line.

    Args:
        unit: Who contribute, in the reader's language.
    """
    below = sum(bar.smallest < threshold for bar in bars)
    figure = go.Figure(
        go.Bar(
            x=[bar.label for bar in bars],
            y=[bar.count for bar in bars],
            marker_color=[colours.ramp[4] if bar.smallest < threshold else colours.ramp[0] for bar in bars],
            text=[number(bar.count) for bar in bars],
            textposition="outside",
            cliponaxis=False,
            hovertemplate=_("%{text} cells with %{x} contributors") + "<extra></extra>",
        )
    )
    if 0 < below < len(bars):
        figure.add_vline(x=below - 0.5, line={"color": colours.ink, "width": 1, "dash": "dot"})
        figure.add_annotation(
            x=below - 0.5, y=1, yref="paper", yanchor="bottom", xanchor="right", showarrow=False,
            text=_("← below {threshold}", threshold=threshold), font={"size": 12},
        )  # fmt: skip
    figure.update_layout(
        xaxis={"title": {"text": _("{unit} in the cell (uneven steps)", unit=unit)}, "type": "category"},
        yaxis={"title": {"text": _("cells")}, "rangemode": "tozero"},
        margin={"t": 28},
    )
    return figure


def unicity_lines(curve: Sequence[Unicity], colours: Palette) -> go.Figure:
    """Share of people who are unique, and who are among few, by the number of events known, with intervals."""
    figure = go.Figure()
    k = curve[0].k
    if k > 2:
        few = [point.few for point in curve]
        _line(figure, curve, few, _("among fewer than {k} people", k=k), colours.before, "dot")
    _line(figure, curve, [point.unique for point in curve], _("unique"), colours.signal, "solid")
    figure.update_layout(
        xaxis={"title": {"text": _("events known of the person")}, "dtick": 1, "range": [0.7, len(curve) + 0.3]},
        yaxis=share_axis(_("share of the people")),
        margin={"t": 36},
    )
    return figure


def _line(
    figure: go.Figure, curve: Sequence[Unicity], shares: Sequence[Share], name: str, colour: str, dash: str
) -> None:
    figure.add_scatter(
        x=[point.events for point in curve], y=[own.share for own in shares], name=name, mode="lines+markers",
        line={"color": colour, "width": 3, "dash": dash}, marker={"size": 9, "color": colour}, cliponaxis=False,
        error_y={
            "type": "data", "symmetric": False, "array": [own.high - own.share for own in shares],
            "arrayminus": [own.share - own.low for own in shares], "color": colour, "thickness": 1.5, "width": 5,
        },
        customdata=[[percent(own.share), percent(own.low), percent(own.high)] for own in shares],
        hovertemplate=_("%{x} known: %{customdata[0]} (%{customdata[1]} to %{customdata[2]})") + "<extra></extra>",
    )  # fmt: skip

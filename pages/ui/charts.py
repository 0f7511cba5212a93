"""Charts: from figures to a Plotly figure. ``theme.draw`` gives them their looks."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analysis.encoding import EncodedColumn
from analysis.risk.quasi_identifiers import Contribution
from analysis.utility.association import Associations
from pages.ui.language import _, number, percent, percent_sign
from pages.ui.theme import Palette

SIZE_BOUNDS = (1, 2, 3, 5, 11, 20, 50, 100, 500)
"""Smallest class size of each bar: the usual thresholds, then ever wider ranges."""


@dataclass(frozen=True)
class SizeBar:
    """Records in equivalence classes of a range of sizes.

    Attributes:
        label: The range, such as "5–10".
        smallest: Its smallest class size.
        records: Records in such classes.
        classes: Number of such classes.
    """

    label: str
    smallest: int
    records: int
    classes: int


def size_bars(sizes: np.ndarray) -> tuple[SizeBar, ...]:
    """Count records by the size of their class; ranges beyond the largest class are left out."""
    bar = np.searchsorted(SIZE_BOUNDS, sizes, side="right") - 1
    records = np.bincount(bar, weights=sizes, minlength=len(SIZE_BOUNDS)).astype(int)
    classes = np.bincount(bar, minlength=len(SIZE_BOUNDS))
    last = int(bar.max())
    return tuple(SizeBar(_range(i), SIZE_BOUNDS[i], int(records[i]), int(classes[i])) for i in range(last + 1))


def _range(bar: int) -> str:
    low = SIZE_BOUNDS[bar]
    if bar == len(SIZE_BOUNDS) - 1:
        return f"≥ {number(low)}"
    high = SIZE_BOUNDS[bar + 1] - 1
    return f"{low}" if low == high else f"{low}–{high}"


def class_sizes(bars: Sequence[SizeBar], threshold: float, colours: Palette) -> go.Figure:
    """Records by the size of their class, coloured by risk, with the sizes above the risk threshold marked."""
    total = sum(bar.records for bar in bars) or 1
    figure = go.Figure(
        go.Bar(
            x=[bar.label for bar in bars],
            y=[bar.records for bar in bars],
            marker_color=[_size_colour(bar.smallest, colours) for bar in bars],
            text=[percent(bar.records / total) for bar in bars],
            textposition="outside",
            cliponaxis=False,
            customdata=[[number(bar.records), number(bar.classes), percent(1 / bar.smallest)] for bar in bars],
            hovertemplate=_(
                "%{customdata[0]} records in %{customdata[1]} classes of size %{x}: risk of %{customdata[2]} at most"
            )
            + "<extra></extra>",
        )
    )
    at_risk = sum(1 for bar in bars if 1 / bar.smallest > threshold)
    if 0 < at_risk < len(bars):
        figure.add_vline(x=at_risk - 0.5, line={"color": colours.ink, "width": 1, "dash": "dot"})
        figure.add_annotation(
            x=at_risk - 0.5, y=1, yref="paper", yanchor="bottom", xanchor="right", showarrow=False,
            text=_("← above {threshold}", threshold=percent(threshold, 0)), font={"size": 12},
        )  # fmt: skip
    figure.update_layout(
        xaxis={"title": {"text": _("class size (uneven steps)")}, "type": "category"},
        yaxis={"title": {"text": _("records")}, "rangemode": "tozero"},
        margin={"t": 28},
    )
    return figure


def _size_colour(size: int, colours: Palette) -> str:
    """Red for unique, teal from 20 on."""
    steps = ((20, 0), (11, 1), (5, 2), (2, 3), (1, 4))
    return colours.ramp[next(step for least, step in steps if size >= least)]


def contribution_bars(found: Sequence[Contribution], uniques: int, colours: Palette) -> go.Figure:
    """For each quasi-identifier, whom it singles out alone and whom leaving it out would spare; the worst on top."""
    ordered = sorted(found, key=lambda one: (uniques - (one.uniques_without or 0), one.uniques_alone))
    names = [_plain(one.column) for one in ordered]
    alone = [one.uniques_alone for one in ordered]
    spared = [uniques - (one.uniques_without or 0) for one in ordered]
    figure = go.Figure()
    for counts, name, colour, sentence in (
        (alone, _("unique by this column alone"), colours.before, _("%{y} alone makes %{text} records unique")),
        (
            spared,
            _("no longer unique without it"),
            colours.signal,
            _("Without %{y}, %{text} records are no longer unique"),
        ),
    ):
        figure.add_bar(
            y=names, x=counts, name=name, orientation="h", marker_color=colour, text=[number(count) for count in counts],
            textposition="outside", cliponaxis=False, hovertemplate=sentence + "<extra></extra>",
        )  # fmt: skip
    figure.update_layout(
        xaxis={"title": {"text": _("records")}, "rangemode": "tozero", "showgrid": True},
        yaxis={"type": "category", "showgrid": False},
        legend={"traceorder": "reversed"},
        margin={"t": 32, "r": 56},
    )
    return figure


def _plain(text: str) -> str:
    """A text from the data as Plotly shows it: it would read HTML in it."""
    return escape(text, quote=False)


@dataclass(frozen=True)
class VisitedPoint:
    """A state of the data on the risk and utility plane.

    Attributes:
        loss: Information loss, 0 to 1.
        risk: Average risk, 0 to 1.
        label: What to say of it.
    """

    loss: float
    risk: float
    label: str


def visited(points: Sequence[VisitedPoint], colours: Palette) -> go.Figure:
    """The way through the risk and utility plane: earlier points grey, the current one (the last) ringed."""
    figure = go.Figure(
        go.Scatter(
            x=[point.loss for point in points],
            y=[point.risk * 100 for point in points],
            mode="lines+markers",
            line={"color": colours.before, "width": 1, "dash": "dot"},
            marker={"size": 9, "color": colours.before},
            text=[point.label for point in points],
            hovertemplate="%{text}<extra></extra>",
            showlegend=False,
        )
    )
    current = points[-1]
    figure.add_trace(
        go.Scatter(
            x=[current.loss],
            y=[current.risk * 100],
            mode="markers+text",
            marker={"size": 16, "color": "rgba(0,0,0,0)", "line": {"color": colours.signal, "width": 3}},
            text=[_("you are here")],
            textposition="top center",
            hovertext=[current.label],
            hoverinfo="text",
            showlegend=False,
            cliponaxis=False,
        )
    )
    top = 100 * max(0.02, max(point.risk for point in points) * 1.25)
    figure.update_layout(
        xaxis={
            "title": {"text": _("information loss (0 intact, 1 all lost)")},
            "range": [-0.02, 1.04],
            "showgrid": True,
        },
        yaxis={
            "title": {"text": _("average risk")},
            "range": [-0.04 * top, top],
            "ticksuffix": percent_sign(),
        },
        margin={"t": 24},
    )
    return figure


def association_maps(found: Associations, colours: Palette) -> go.Figure:
    """Associations before (left) and after (right), from 0 (pale) to 1."""
    names = [_plain(name) for name in found.columns]
    figure = make_subplots(cols=2, shared_yaxes=True, horizontal_spacing=0.03, subplot_titles=[_("before"), _("after")])
    for place, matrix in enumerate((found.before, found.after), start=1):
        figure.add_heatmap(
            x=names, y=names, z=np.abs(matrix), zmin=0, zmax=1, coloraxis="coloraxis", row=1, col=place,
            hovertemplate=_("%{x} × %{y}: %{z:.2f}") + "<extra></extra>",
        )  # fmt: skip
    figure.update_layout(
        coloraxis={"colorscale": [[0, colours.mist], [1, colours.signal]], "cmin": 0, "cmax": 1},
        yaxis={"autorange": "reversed", "showgrid": False},
        margin={"t": 28},
    )
    return figure


def before_after(column: EncodedColumn, level: int, before: np.ndarray, after: np.ndarray, colours: Palette) -> str:
    """A small picture of a quasi-identifier: bars as it was, a line as it is released.

    The records under a label are spread evenly over the values it stands for, so that the line shows what a reader of
    the release still knows.

    Args:
        before: Records of each value of level 0, in code order; shape (n_codes,).
        after: Records released under each label of ``level``; shape (n_labels,).

    Returns:
        An HTML image; Streamlit takes SVG that is not an image out of a page.
    """
    lookup = column.lookup[level]
    spread = (after / np.maximum(np.bincount(lookup, minlength=len(after)), 1))[lookup]
    bars = min(BINS, len(before))
    edges = np.linspace(0, len(before), bars + 1).astype(int)[:-1]
    low, high = np.add.reduceat(before, edges), np.add.reduceat(spread, edges)
    top = max(float(low.max()), float(high.max()), 1.0)
    width = WIDTH / bars
    drawn = "".join(
        f'<rect x="{i * width:.1f}" y="{HEIGHT - h:.1f}" width="{max(width - 1, 0.5):.1f}" height="{h:.1f}"/>'
        for i, h in enumerate(low / top * HEIGHT)
    )
    line = " ".join(
        f"{x:.1f},{HEIGHT - h:.1f}" for i, h in enumerate(high / top * HEIGHT) for x in (i * width, (i + 1) * width)
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -2 {WIDTH} {HEIGHT + 4}" preserveAspectRatio="none">'
        f'<g fill="{colours.before}">{drawn}</g>'
        f'<polyline points="{line}" fill="none" stroke="{colours.after}" stroke-width="2" vector-effect="non-scaling-stroke"/>'
        "</svg>"
    )
    label = escape(_("Records by value before (bars) and after (line)"))
    return f'<img class="picture" alt="{label}" src="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}">'


WIDTH, HEIGHT, BINS = 220, 48, 40
"""Size of the small picture in pixels, and its bars at most."""

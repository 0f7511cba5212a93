"""The cloud of all recodings: each a point of risk against what it costs, with the front through them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from pages.ui.language import _, digits, percent
from pages.ui.theme import Palette, risk_scale

DRAWN = 20_000
"""Points drawn at most: the front and a sample of the others."""


@dataclass(frozen=True, eq=False)
class Cloud:
    """What the chart shows. Arrays have one row per point.

    Attributes:
        nodes: Number of each point's node, handed back when it is clicked.
        cost: What each recoding costs.
        risk: What each leaves at risk, 0 to 1.
        meets: Whether each meets the requirements.
        smallest: k of each.
        suppressed: Records that leave in each.
        labels: From rows to the labels of their levels, as HTML lines.
        front: Rows on the front, from the least cost on.
        current: Row of the current recoding; None if it is not among the points.
        flags: (letter, row) of the saved scenarios.
        cost_title: What the cost is called.
        risk_title: What the risk is called.
        limit: Risk beyond which the requirements exclude a recoding; None where the risk shown is another.
        colour: A third figure for each point; None to colour by ``meets``.
        colour_title: What it is called.
    """

    nodes: np.ndarray
    cost: np.ndarray
    risk: np.ndarray
    meets: np.ndarray
    smallest: np.ndarray
    suppressed: np.ndarray
    labels: Callable[[np.ndarray], list[str]]
    front: np.ndarray
    current: int | None
    flags: Sequence[tuple[str, int]]
    cost_title: str
    risk_title: str
    limit: float | None = None
    colour: np.ndarray | None = None
    colour_title: str = ""


def drawn_rows(cloud: Cloud, seed: int = 0) -> np.ndarray:
    """Rows to draw: all, or the front, the flags, the current point and a sample of the others."""
    if len(cloud.nodes) <= DRAWN:
        return np.arange(len(cloud.nodes))
    sample = np.random.default_rng(seed).choice(len(cloud.nodes), DRAWN, replace=False)
    marked = [row for _letter, row in cloud.flags] + ([] if cloud.current is None else [cloud.current])
    return np.unique(np.concatenate([sample, cloud.front, np.array(marked, dtype=int)]))


def cloud_figure(cloud: Cloud, colours: Palette) -> go.Figure:
    """Draw the cloud. The scale of risk is logarithmic; a risk of 0 is drawn on the line below the others, called 0."""
    floor = _floor(cloud.risk)
    height = np.maximum(cloud.risk, floor)
    rows = drawn_rows(cloud)
    figure = go.Figure(_points(cloud, rows, height, colours))
    figure.add_scatter(
        x=cloud.cost[cloud.front], y=height[cloud.front], mode="lines", line={"color": colours.ink, "width": 2, "shape": "hv"},
        hoverinfo="skip", showlegend=False,
    )  # fmt: skip
    _mark_limit(figure, cloud, floor, colours)
    for letter, row in cloud.flags:
        figure.add_annotation(
            x=cloud.cost[row], y=np.log10(height[row]), text=f"<b>{letter}</b>", showarrow=True, arrowhead=0, ax=14, ay=-18,
            bgcolor=colours.paper, bordercolor=colours.signal,
        )  # fmt: skip
    _mark_current(figure, cloud, height, colours)
    _axes(figure, cloud, floor)
    return figure


def _floor(risk: np.ndarray) -> float:
    above = risk[risk > 0]
    return float(10 ** (np.floor(np.log10(above.min())) - 0.3)) if len(above) else 1e-3


def _points(cloud: Cloud, rows: np.ndarray, height: np.ndarray, colours: Palette) -> list[go.Scattergl]:
    """The points: one trace for those that meet the requirements and one for the others, or one coloured by a figure."""
    if cloud.colour is None:
        meets = cloud.meets[rows]
        parts = [(rows[~meets], {"color": colours.before}), (rows[meets], {"color": colours.ramp[0]})]
    else:
        bar = {"title": {"text": cloud.colour_title, "side": "right"}, "thickness": 12, "outlinewidth": 0}
        scale = {"color": cloud.colour[rows], "colorscale": risk_scale(colours), "showscale": True, "colorbar": bar}
        parts = [(rows, scale)]
    return [
        go.Scattergl(
            x=cloud.cost[part], y=height[part], mode="markers", showlegend=False, customdata=cloud.nodes[part],
            marker={"size": 5, "opacity": 0.65, **marker}, text=_hover(cloud, part), hovertemplate="%{text}<extra></extra>",
            selected={"marker": {"opacity": 0.65}}, unselected={"marker": {"opacity": 0.65}},
        )
        for part, marker in parts
    ]  # fmt: skip


def _hover(cloud: Cloud, rows: np.ndarray) -> np.ndarray:
    """What is said of each point: its figures, then its levels by their labels."""
    head = _("k = {k}, records suppressed: {count}, cost {cost}")
    figures = zip(
        cloud.smallest[rows].tolist(), cloud.suppressed[rows].tolist(), cloud.cost[rows].tolist(), strict=True
    )
    return np.array(
        [
            f"{head.format(k=digits(k), count=digits(count), cost=digits(cost, '.4g'))}<br>{labels}"
            for (k, count, cost), labels in zip(figures, cloud.labels(rows), strict=True)
        ],
        dtype=object,
    )


def _mark_limit(figure: go.Figure, cloud: Cloud, floor: float, colours: Palette) -> None:
    if cloud.limit is None:
        return
    limit = max(cloud.limit, floor)
    figure.add_hrect(y0=limit, y1=1.2, fillcolor=colours.before, opacity=0.12, line_width=0, layer="below")
    figure.add_annotation(
        x=1, xref="paper", xanchor="right", y=np.log10(limit), yanchor="bottom", showarrow=False,
        text=_("above {limit}: excluded by your requirements", limit=percent(cloud.limit, None)), font={"size": 12},
    )  # fmt: skip


def _mark_current(figure: go.Figure, cloud: Cloud, height: np.ndarray, colours: Palette) -> None:
    if cloud.current is None:
        return
    x, y = cloud.cost[cloud.current], height[cloud.current]
    figure.add_scatter(
        x=[x], y=[y], mode="markers", hoverinfo="skip", showlegend=False,
        marker={"size": 18, "color": "rgba(0,0,0,0)", "line": {"color": colours.signal, "width": 3}},
    )  # fmt: skip
    figure.add_annotation(
        x=x, y=np.log10(y), text=_("you are here"), showarrow=True, arrowhead=0, arrowcolor=colours.signal, ax=-46, ay=34,
        font={"color": colours.signal}, bgcolor=colours.paper,
    )  # fmt: skip


def _axes(figure: go.Figure, cloud: Cloud, floor: float) -> None:
    decades = range(int(np.ceil(np.log10(floor))), 1)
    ticks = [floor, *(10.0**decade for decade in decades)]
    figure.update_layout(
        xaxis={"title": {"text": cloud.cost_title}, "showgrid": True},
        yaxis={
            "title": {"text": _("{risk} (logarithmic scale)", risk=cloud.risk_title)}, "type": "log", "tickvals": ticks,
            "ticktext": ["0", *(percent(10.0**decade, max(0, -decade - 2)) for decade in decades)],
            "range": [np.log10(floor) - 0.15, 0.08],
        },
        margin={"t": 12},
        clickmode="event+select",
    )  # fmt: skip


def cost_of_k(ks: np.ndarray, losses: np.ndarray, current: int, colours: Palette) -> go.Figure:
    """The least loss for each k, a step where asking for more costs more."""
    figure = go.Figure(
        go.Scatter(
            x=ks, y=losses, mode="lines+markers", line={"color": colours.signal, "width": 2, "shape": "hv"},
            marker={"size": 5}, hovertemplate=_("k = %{x}: loss %{y:.3f} at least") + "<extra></extra>", showlegend=False,
        )
    )  # fmt: skip
    if ks[0] <= current <= ks[-1]:
        figure.add_vline(x=current, line={"color": colours.ink, "width": 1, "dash": "dot"})
    figure.update_layout(
        xaxis={"title": {"text": _("smallest group required (k)")}},
        yaxis={"title": {"text": _("least information loss")}, "rangemode": "tozero"},
        margin={"t": 12},
    )
    return figure

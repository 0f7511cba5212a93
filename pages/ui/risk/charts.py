"""The charts of the Risk page's views: from figures to a Plotly figure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import plotly.graph_objects as go

from analysis.risk.reidentification import RiskDistribution
from pages.ui.language import _, percent
from pages.ui.theme import Palette

RISK_BOUNDS: Final = (1e-6, 1e-5, 1e-4, 1 / 1000, 1 / 500, 1 / 100, 1 / 50, 1 / 20, 1 / 11, 1 / 5, 1 / 3, 1 / 2, 1.0)
"""Where one bar ends and the next begins: the usual thresholds; a bar holds the risk at its end."""
LEVELS: Final = (0.0, 1 / 20, 1 / 11, 1 / 5, 1 / 2)
"""Risks from which on each step of the ramp is drawn."""
UNTOLD: Final = (1 / 3, 1 / 500)
"""Ends of bars without a label, for lack of room."""
LITTLE: Final = 0.1
"""Share under which its label would lie on the axis, if it stood below its point."""
SAME: Final = 1e-12
"""Relative difference up to which two risks are the same."""
DRAWN: Final = 800
"""Points of a curve drawn at most."""


@dataclass(frozen=True)
class RiskBar:
    """Records whose risk is in a range.

    Attributes:
        low: Where the range begins; this risk is not in it.
        high: Where it ends; this risk is in it.
        share: Share of the records in it.
        above: Share of the records whose risk is in it or higher.
    """

    low: float
    high: float
    share: float
    above: float

    @property
    def label(self) -> str:
        """The range, in the reader's form."""
        return _("above {low}, up to {high}", low=_short(self.low), high=_short(self.high))


def risk_bars(found: RiskDistribution) -> tuple[RiskBar, ...]:
    """Records by range of risk, from the range of the lowest risk on."""
    least = float(found.risks[0]) / 2
    bounds = (least, *(bound for bound in RISK_BOUNDS if bound > least))
    place = np.searchsorted(np.array(bounds[1:]) * (1 + SAME), found.risks)
    shares = np.bincount(place, weights=found.shares, minlength=len(bounds) - 1)
    return tuple(
        RiskBar(low, high, float(share), found.above(low * (1 + SAME)))
        for low, high, share in zip(bounds, bounds[1:], shares, strict=False)
    )


def _short(risk: float) -> str:
    if 0 < risk < 1 / 1000:
        return percent(risk, -math.floor(math.log10(risk * (1 + SAME))) - 2)
    return percent(risk, 0 if risk >= 0.2 or abs(risk * 100 - round(risk * 100)) < SAME else 1)


def risk_distribution(
    found: RiskDistribution, threshold: float, colours: Palette, title: str | None = None
) -> go.Figure:
    """Density as bars and cumulative share as a line, with the threshold and the share above it marked.

    Args:
        title: What the risk is called, if not by its usual name.
    """
    bars = risk_bars(found)
    figure = go.Figure(
        go.Bar(
            x=[bar.low for bar in bars],
            width=[bar.high - bar.low for bar in bars],
            offset=0,
            y=[bar.share for bar in bars],
            marker={"color": [_level(bar.high, colours) for bar in bars], "line": {"color": colours.paper, "width": 1}},
            customdata=[[percent(bar.share), bar.label] for bar in bars],
            hovertemplate=_("%{customdata[0]} of the records have a risk %{customdata[1]}") + "<extra></extra>",
            name=_("records with this risk"),
        )
    )
    _cumulative(figure, found, bars[0].low, colours)
    low = float(np.log10(bars[0].low))
    _threshold(figure, found, threshold, low, colours)
    ticks = [bar.high for bar in bars if bar.high not in UNTOLD]
    figure.update_layout(
        xaxis={
            "type": "log", "range": [low, 0.02], "tickvals": ticks, "ticktext": [_short(tick) for tick in ticks],
            "tickangle": 0, "title": {"text": title or _("risk of the record (logarithmic scale)")},
        },
        yaxis=share_axis(_("share of the records")),
        margin={"t": 40},
    )  # fmt: skip
    return figure


def share_axis(title: str) -> dict[str, Any]:
    """An axis of shares from none to all, in the reader's form."""
    ticks = [0.0, 0.25, 0.5, 0.75, 1.0]
    return {
        "range": [0, 1.1], "tickvals": ticks, "ticktext": [percent(tick, 0) for tick in ticks], "title": {"text": title}
    }  # fmt: skip


def _level(high: float, colours: Palette) -> str:
    return colours.ramp[int(np.searchsorted(LEVELS, high, side="left")) - 1]


def _cumulative(figure: go.Figure, found: RiskDistribution, low: float, colours: Palette) -> None:
    kept = np.unique(np.linspace(0, len(found.risks) - 1, min(DRAWN, len(found.risks))).astype(int))
    x = np.concatenate([[low], found.risks[kept], [1.0]])
    y = np.concatenate([[1.0], 1 - found.cumulative[kept], [0.0]])
    figure.add_scatter(
        x=x, y=y, mode="lines", line={"color": colours.ink, "width": 2, "shape": "hv"}, name=_("records with a higher risk"),
        customdata=[[percent(float(share)), percent(float(risk))] for risk, share in zip(x, y, strict=True)],
        hovertemplate=_("%{customdata[0]} of the records have a risk above %{customdata[1]}") + "<extra></extra>",
    )  # fmt: skip


def _threshold(figure: go.Figure, found: RiskDistribution, threshold: float, low: float, colours: Palette) -> None:
    """Mark the threshold and the share above it, its words on the side that has room."""
    share, place = found.above(threshold), float(np.log10(threshold))
    to_the_right = place < 0.6 * low
    over = to_the_right or share < LITTLE
    figure.add_vline(x=threshold, line={"color": colours.signal, "width": 2, "dash": "dot"})
    figure.add_scatter(
        x=[threshold], y=[share], mode="markers", marker={"size": 11, "color": colours.signal}, showlegend=False, hoverinfo="skip"
    )  # fmt: skip
    figure.add_annotation(
        x=place, y=share, yshift=14 if over else -14, xshift=8 if to_the_right else -8, showarrow=False,
        xanchor="left" if to_the_right else "right", bgcolor=colours.paper, font={"color": colours.signal},
        text=_("{share} at risk", share=percent(share)),
    )  # fmt: skip


@dataclass(frozen=True)
class Estimated:
    """An estimate of a share, with its interval.

    Attributes:
        name: What it is called.
        share: The estimate, 0 to 1.
        low: Where the interval begins.
        high: Where it ends.
        chosen: Whether it is the one to take.
    """

    name: str
    share: float
    low: float
    high: float
    chosen: bool


def estimates(found: Sequence[Estimated], title: str, colours: Palette) -> go.Figure:
    """Estimates one under the other, each a point with its interval; the chosen one in the accent."""
    figure = go.Figure()
    for one in reversed(found):
        colour = colours.signal if one.chosen else colours.before
        figure.add_scatter(
            x=[one.share], y=[one.name], mode="markers+text", text=[percent(one.share, 2)], textposition="top center",
            error_x={
                "type": "data", "symmetric": False, "array": [max(one.high - one.share, 0)],
                "arrayminus": [max(one.share - one.low, 0)], "color": colour, "thickness": 3, "width": 8,
            },
            marker={"size": 13, "color": colour}, cliponaxis=False, showlegend=False,
            customdata=[[percent(one.share, 2), percent(one.low, 2), percent(one.high, 2)]],
            hovertemplate=_("%{y}: %{customdata[0]}, between %{customdata[1]} and %{customdata[2]}") + "<extra></extra>",
        )  # fmt: skip
    top = max(1e-6, *(max(one.high, one.share) for one in found)) * 1.15
    ticks = _even_ticks(top)
    figure.update_layout(
        xaxis={
            "range": [-0.02 * top, top], "tickvals": ticks, "ticktext": [_short(tick) for tick in ticks],
            "showgrid": True, "title": {"text": title},
        },
        yaxis={"type": "category", "showgrid": False, "range": [-0.6, len(found) - 0.2]},
        margin={"t": 16, "r": 24},
    )  # fmt: skip
    return figure


def _even_ticks(top: float) -> list[float]:
    """A handful of round numbers from 0 up to a share."""
    least = top / 5
    step = next(step for step in 10 ** np.floor(np.log10(least)) * np.array([1, 2, 5, 10]) if step >= least)
    return [float(tick) for tick in np.arange(0, top, step)]

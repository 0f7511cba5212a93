"""The charts of the Risk page's views: from figures to a Plotly figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import plotly.graph_objects as go

from pages.ui.language import _, percent
from pages.ui.theme import Palette

RISK_BOUNDS: Final = (1 / 1000, 1 / 500, 1 / 100, 1 / 50, 1 / 20, 1 / 11, 1 / 5, 1 / 3, 1 / 2, 1.0)
"""Where one bar ends and the next begins: the usual thresholds; a bar holds the risk at its end."""
LEVELS: Final = (0.0, 1 / 20, 1 / 11, 1 / 5, 1 / 2)
"""Risks from which on each step of the ramp is drawn."""
UNTOLD: Final = (1 / 3, 1 / 500)
"""Ends of bars without a label, for lack of room."""
DRAWN: Final = 800
"""Points of a curve drawn at most."""


@dataclass(frozen=True, eq=False)
class RiskDistribution:
    """How many records bear each risk.

    Attributes:
        risks: Ascending, distinct, above 0 and up to 1; shape (n,).
        shares: Share of the records that bear each; shape (n,).
    """

    risks: np.ndarray
    shares: np.ndarray

    @classmethod
    def of(cls, risks: np.ndarray, records: np.ndarray) -> RiskDistribution:
        """Count records by their risk.

        Args:
            risks: Of each class; shape (n_classes,).
            records: In each class; shape (n_classes,).
        """
        distinct, position = np.unique(risks, return_inverse=True)
        counted = np.bincount(position, weights=records, minlength=len(distinct))
        return cls(distinct, counted / counted.sum())

    def above(self, risk: float) -> float:
        """Share of the records whose risk is strictly above one."""
        return float(self.shares[self.risks > risk].sum())

    def bars(self) -> tuple[RiskBar, ...]:
        """Records by range of risk, from the range of the lowest risk on."""
        bounds = (float(self.risks[0]) / 2, *(bound for bound in RISK_BOUNDS if bound > self.risks[0] / 2))
        place = np.searchsorted(np.array(bounds[1:]) * (1 + 1e-12), self.risks)
        shares = np.bincount(place, weights=self.shares, minlength=len(bounds) - 1)
        return tuple(
            RiskBar(low, high, float(share), self.above(low * (1 + 1e-12)))
            for low, high, share in zip(bounds, bounds[1:], shares, strict=False)
        )


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


def _short(risk: float) -> str:
    return percent(risk, 0 if risk >= 0.2 or risk * 100 % 1 == 0 else 1)


def risk_distribution(found: RiskDistribution, threshold: float, colours: Palette) -> go.Figure:
    """Density as bars and cumulative share as a line, with the threshold and the share above it marked."""
    bars = found.bars()
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
            "tickangle": 0, "title": {"text": _("risk of the record (logarithmic scale)")},
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
    beyond = np.append(1.0, 1 - np.cumsum(found.shares))  # share strictly above each risk, before the first: all
    kept = np.unique(np.linspace(0, len(found.risks) - 1, min(DRAWN, len(found.risks))).astype(int))
    x = np.concatenate([[low], found.risks[kept], [1.0]])
    y = np.clip(np.concatenate([[1.0], beyond[1:][kept], [0.0 if found.risks[-1] == 1 else beyond[-1]]]), 0, 1)
    figure.add_scatter(
        x=x, y=y, mode="lines", line={"color": colours.ink, "width": 2, "shape": "hv"}, name=_("records with a higher risk"),
        customdata=[[percent(float(share)), percent(float(risk))] for risk, share in zip(x, y, strict=True)],
        hovertemplate=_("%{customdata[0]} of the records have a risk above %{customdata[1]}") + "<extra></extra>",
    )  # fmt: skip


def _threshold(figure: go.Figure, found: RiskDistribution, threshold: float, low: float, colours: Palette) -> None:
    """Mark the threshold and the share above it, its words on the side that has room."""
    share, place = found.above(threshold), float(np.log10(threshold))
    to_the_right = place < 0.6 * low
    figure.add_vline(x=threshold, line={"color": colours.signal, "width": 2, "dash": "dot"})
    figure.add_scatter(
        x=[threshold], y=[share], mode="markers", marker={"size": 11, "color": colours.signal}, showlegend=False, hoverinfo="skip"
    )  # fmt: skip
    figure.add_annotation(
        x=place, y=share, yshift=14 if to_the_right else -14, xshift=8 if to_the_right else -8, showarrow=False,
        xanchor="left" if to_the_right else "right", bgcolor=colours.paper, font={"color": colours.signal},
        text=_("{share} at risk", share=percent(share)),
    )  # fmt: skip

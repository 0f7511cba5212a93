"""The charts of the Risk page's views: from figures to a Plotly figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import plotly.graph_objects as go

from pages.ui.language import _, percent
from pages.ui.theme import Palette

RISK_BOUNDS: Final = (1 / 1000, 1 / 500, 1 / 100, 1 / 50, 1 / 20, 1 / 11, 1 / 5, 1 / 3, 1 / 2, 1.0)
"""Where one bar ends and the next begins: the usual thresholds; a bar holds the risk at its end."""
LEVELS: Final = (0.0, 1 / 20, 1 / 11, 1 / 5, 1 / 2)
"""Risks from which on each step of the ramp is drawn."""
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
    _threshold(figure, found, threshold, colours)
    ticks = [bar.high for bar in bars]
    figure.update_layout(
        xaxis={
            "type": "log", "range": [float(np.log10(bars[0].low)), 0.02], "tickvals": ticks,
            "ticktext": [_short(tick) for tick in ticks], "title": {"text": _("risk of the record (logarithmic scale)")},
        },
        yaxis={"range": [0, 1.08], "tickformat": ".0%", "title": {"text": _("share of the records")}},
        margin={"t": 40},
    )  # fmt: skip
    return figure


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


def _threshold(figure: go.Figure, found: RiskDistribution, threshold: float, colours: Palette) -> None:
    share = found.above(threshold)
    figure.add_vline(x=threshold, line={"color": colours.signal, "width": 2, "dash": "dot"})
    figure.add_scatter(
        x=[threshold], y=[share], mode="markers", marker={"size": 11, "color": colours.signal}, showlegend=False, hoverinfo="skip"
    )  # fmt: skip
    figure.add_annotation(
        x=np.log10(threshold), y=share, yshift=14, xshift=6, xanchor="left", showarrow=False, bgcolor=colours.paper,
        text=_("{share} above {threshold}", share=percent(share), threshold=percent(threshold, 0)),
        font={"color": colours.signal},
    )  # fmt: skip

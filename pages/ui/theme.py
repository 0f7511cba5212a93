"""The named colours, and how every chart is drawn; ``.streamlit/config.toml`` has the same colours for the widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go
import streamlit as st

from pages.ui.language import language

FONT: Final = '"Source Sans", sans-serif'


@dataclass(frozen=True)
class Palette:
    """Colours by what they mean, as ``#rrggbb``.

    Attributes:
        ink: Text.
        paper: Background.
        mist: Panels and the heads of tables.
        line: Thin rules and grids.
        signal: The one accent: primary action, current point, links.
        ramp: Risk from low to high, in five steps that people with a colour vision deficiency tell apart; always with a
            word or an icon beside it.
        before: The data as they were, in every pair.
        after: The data as they are now, in every pair.
        better: A change that lowers a risk (text).
        worse: A change that raises a risk (text).
        cost: A change that loses detail (text).
    """

    ink: str
    paper: str
    mist: str
    line: str
    signal: str
    ramp: tuple[str, ...]
    before: str
    after: str
    better: str
    worse: str
    cost: str


LIGHT: Final = Palette(
    ink="#0b1620",
    paper="#ffffff",
    mist="#f3f6fa",
    line="#d5dce4",
    signal="#0b5cad",
    ramp=("#2b7a78", "#6fb8a0", "#d9a404", "#d2691e", "#b3261e"),
    before="#8a97a6",
    after="#0b5cad",
    better="#256b69",
    worse="#b3261e",
    cost="#6d4aa3",
)
DARK: Final = Palette(
    ink="#e8eef4",
    paper="#10161d",
    mist="#1a232d",
    line="#33404d",
    signal="#6db3ff",
    ramp=("#3fa7a3", "#a5dcc8", "#f7db7a", "#ee8f3c", "#e04b48"),
    before="#93a1b0",
    after="#6db3ff",
    better="#4fb3ae",
    worse="#ff7a66",
    cost="#c3a6ff",
)


def is_dark() -> bool:
    """Whether the reader's screen is dark."""
    return st.context.theme.type == "dark"


def palette(dark: bool | None = None) -> Palette:
    """The colours of a scheme; those of the reader's screen by default."""
    return DARK if (is_dark() if dark is None else dark) else LIGHT


def risk_scale(colours: Palette) -> list[tuple[float, str]]:
    """The risk ramp as a Plotly colour scale."""
    return [(step / (len(colours.ramp) - 1), colour) for step, colour in enumerate(colours.ramp)]


def risk_colour(risk: float, colours: Palette) -> str:
    """The step of the ramp for a risk of 0 to 1; a word or an icon must say the same."""
    return colours.ramp[min(int(risk * len(colours.ramp)), len(colours.ramp) - 1)]


def template(dark: bool, reader: str) -> go.layout.Template:
    """How every chart looks: ink text, thin grid, numbers in the reader's form ("fr" or "en")."""
    colours = palette(dark)
    axis = {
        "color": colours.ink,
        "gridcolor": colours.line,
        "linecolor": colours.line,
        "zerolinecolor": colours.line,
        "gridwidth": 1,
        "zeroline": False,
        "automargin": True,
        "title": {"font": {"size": 13}, "standoff": 8},
        "tickfont": {"size": 13},
        "separatethousands": True,
        "exponentformat": "none",
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "color": colours.ink, "size": 14},
            "title": {
                "font": {"size": 16, "weight": 600},
                "x": 0,
                "xref": "container",
                "y": 1,
                "yref": "container",
                "yanchor": "top",
                "pad": {"t": 4, "l": 8},
            },
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": {**axis, "showgrid": False, "ticks": "outside", "ticklen": 4, "tickcolor": colours.line},
            "yaxis": axis,
            "colorway": [colours.after, colours.before, colours.cost, *colours.ramp[::2]],
            "colorscale": {"sequential": risk_scale(colours)},
            "coloraxis": {"colorbar": {"outlinewidth": 0, "thickness": 12}},
            "hoverlabel": {
                "bgcolor": colours.mist,
                "bordercolor": colours.line,
                "font": {"color": colours.ink, "family": FONT, "size": 14},
                "align": "left",
            },
            "legend": {
                "orientation": "h",
                "y": 1,
                "yanchor": "bottom",
                "x": 1,
                "xanchor": "right",
                "font": {"size": 13},
            },
            "margin": {"l": 8, "r": 8, "t": 40, "b": 8},
            "separators": ",\N{NARROW NO-BREAK SPACE}" if reader == "fr" else ".,",
            "bargap": 0.15,
            "dragmode": False,
            "modebar": {
                "orientation": "v",
                "bgcolor": "rgba(0,0,0,0)",
                "color": colours.before,
                "activecolor": colours.signal,
            },
        }
    )


MODE_BAR_IN_FRENCH: Final = {
    "Download plot as a PNG": "Télécharger l’image (PNG)",
    "Download plot": "Télécharger l’image",
    "Reset axes": "Rétablir les axes",
    "Double-click to zoom back out": "Double-cliquez pour rétablir la vue",
}


def config(reader: str) -> dict[str, Any]:
    """What a chart lets the reader do: take the picture and reset the view, in their language."""
    return {
        "displaylogo": False,
        "modeBarButtons": [["toImage", "resetScale2d"]],
        "locale": reader,
        "locales": {"fr": {"dictionary": MODE_BAR_IN_FRENCH}},
    }


def draw(figure: go.Figure, *, alt: str, key: str, height: int | None = None, **selection: Any) -> Any:
    """Show a chart as every chart of the app is shown.

    Args:
        alt: What the chart shows, in a sentence, for those who cannot see it. A table must give the same figures.
        height: Pixels; None for the figure's own.
        selection: ``on_select`` and ``selection_mode`` of ``st.plotly_chart``.
    """
    reader = language()
    figure.update_layout(template=template(is_dark(), reader), height=height)
    return st.plotly_chart(figure, theme=None, key=key, alt=alt, config=config(reader), **selection)

"""The charts about sets of columns: from figures to a Plotly figure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from analysis.risk.subsets import KnownColumns
from pages.ui.language import _, percent
from pages.ui.risk.charts import share_axis
from pages.ui.theme import Palette


def column_shares(names: Sequence[str], shares: Sequence[float], colours: Palette) -> go.Figure:
    """The share of the total score from each column as bars, the largest on top."""
    ordered = sorted(zip(shares, names, strict=True))
    figure = go.Figure(
        go.Bar(
            x=[share for share, _name in ordered],
            y=[escape(name, quote=False) for _share, name in ordered],
            orientation="h", marker_color=colours.signal, text=[percent(share) for share, _name in ordered],
            textposition="outside", cliponaxis=False,
            hovertemplate=_("%{text} of the total score comes from sets with %{y}") + "<extra></extra>",
        )
    )  # fmt: skip
    figure.update_layout(
        xaxis={**share_axis(_("share of the total score")), "showgrid": True},
        yaxis={"type": "category", "showgrid": False},
        margin={"t": 16, "r": 56},
    )
    return figure


def uniqueness_by_columns(found: Sequence[KnownColumns], threshold: float, colours: Palette) -> go.Figure:
    """Share of unique people by the number of columns known: the safest set, the mean and the worst set as lines.

    Args:
        threshold: Share of people to be marked, 0 to 1.
    """
    whole = [known for known in found if known.is_complete]
    measured = [known for known in found if known.highest is not None]
    figure = go.Figure()
    lines = (
        (
            whole, [known.lowest for known in whole], _("safest set"), {"color": colours.before, "width": 2, "dash": "dot"},
            _("Columns known: %{x}. Unique people: %{customdata}, for the safest set"),
        ),
        (
            whole, [known.mean for known in whole], _("mean"), {"color": colours.signal, "width": 2},
            _("Columns known: %{x}. Unique people: %{customdata}, on average over the sets"),
        ),
        (
            measured, [known.highest for known in measured], _("worst set measured"),
            {"color": colours.ramp[-1], "width": 2, "dash": "dash"},
            _("Columns known: %{x}. Unique people: %{customdata}, for the worst set measured"),
        ),
    )  # fmt: skip
    for sets, shares, name, line, hover in lines:
        figure.add_scatter(
            x=[known.size for known in sets], y=shares, name=name, mode="lines+markers", line=line, cliponaxis=False,
            marker={"size": 8, "symbol": ["circle" if known.is_complete else "circle-open" for known in sets]},
            customdata=[percent(share or 0.0, 2) for share in shares], hovertemplate=hover + "<extra></extra>",
        )  # fmt: skip
    figure.add_hline(y=threshold, line={"color": colours.ink, "width": 1, "dash": "dot"})
    figure.update_layout(
        xaxis={
            "title": {"text": _("number of columns known")}, "tickvals": [known.size for known in found],
            "range": [0.7, len(found) + 0.3],
        },
        yaxis=share_axis(_("unique people")),
        margin={"t": 40},
    )  # fmt: skip
    return figure

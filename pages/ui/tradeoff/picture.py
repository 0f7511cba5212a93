"""The cloud: its axes, its colour, and what a click does."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import numpy as np
import streamlit as st

from analysis.search import Measure, Risk
from analysis.wording import sentence
from pages.ui import state
from pages.ui.choices import Session
from pages.ui.cloud import Cloud, cloud_figure
from pages.ui.language import _, say
from pages.ui.points import COSTS, RISKS, Points, labels_of, row_of_plan
from pages.ui.scenarios import lettered
from pages.ui.search import search_of
from pages.ui.state import session
from pages.ui.theme import draw, palette

COLOURS: Final = {
    "none": sentence("whether it meets the requirements"),
    "average": sentence("average risk"),
    "k": sentence("k (smallest group)"),
    "classes": sentence("number of groups"),
}


def choices() -> tuple[Risk, Measure, str]:
    """The axes and the colour of the cloud."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        risk = st.selectbox(
            _("Risk"), list(RISKS), key="tradeoff_risk", format_func=lambda own: say(RISKS[own]), width=300
        )
        cost = st.selectbox(
            _("Cost"), list(COSTS), key="tradeoff_cost", format_func=lambda own: say(COSTS[own]), width=300
        )
        colour = st.selectbox(
            _("Colour"), list(COLOURS), key="tradeoff_colour", format_func=lambda own: say(COLOURS[own]), width=300
        )
    return risk, cost, colour


def third(points: Points, colour: str) -> np.ndarray | None:
    """The figure that colours the points."""
    found = points.lattice
    match colour:
        case "average":
            return found.risk(Risk.AVERAGE)[points.nodes]
        case "k":
            return np.log10(np.maximum(1, points.smallest))
        case "classes":
            return np.log10(np.maximum(1, found.n_kept[points.nodes]))
    return None


def cloud(now: Session, points: Points, axes: tuple[Risk, Measure, str]) -> None:
    """The cloud; a click applies the combination."""
    risk, measure, colour = axes
    rows = [(letter, row_of_plan(points, own.plan)) for letter, own in lettered(now)]
    logarithmic = colour in ("k", "classes")
    shown = Cloud(
        nodes=points.nodes,
        cost=points.cost,
        risk=points.risk,
        meets=points.meets,
        smallest=points.smallest,
        suppressed=points.suppressed,
        labels=partial(labels_of, now, points),
        front=points.front[::-1],
        current=row_of_plan(points, now.plan),
        flags=[(letter, row) for letter, row in rows if row is not None],
        cost_title=say(COSTS[measure]),
        risk_title=say(RISKS[risk]),
        limit=now.plan.recoding.suppression_limit
        if risk is Risk.BELOW_K and not now.plan.recoding.conditions
        else None,
        colour=third(points, colour),
        colour_title=_("{figure}, power of ten", figure=say(COLOURS[colour])) if logarithmic else say(COLOURS[colour]),
    )
    draw(
        cloud_figure(shown, palette()),
        key="tradeoff_cloud",
        height=560,
        alt=_(
            "{n} combinations of levels by cost and risk, with the front; the table below lists the front.",
            n=len(points.nodes),
        ),
        on_select=_clicked,
        selection_mode="points",
    )
    st.caption(
        _("Click a point to apply it. The line is the front: no other combination has both less risk and less cost.")
    )


def _clicked() -> None:
    found = session()
    chosen: Any = st.session_state.tradeoff_cloud["selection"]["points"]
    if chosen:
        state.take_levels(search_of(found).result().lattice.levels_of(int(chosen[0]["customdata"])))

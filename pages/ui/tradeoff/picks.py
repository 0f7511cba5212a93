"""Combinations to pick: three to begin with, and the front as a table."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from analysis.errors import AnalysisError
from analysis.search import Aim, Measure, Risk, suggest
from analysis.wording import sentence
from pages.ui import state
from pages.ui.choices import Session
from pages.ui.computed import table_of
from pages.ui.frame import literal, problem
from pages.ui.language import _, say
from pages.ui.levels import level_labels
from pages.ui.points import COSTS, RISKS, Points
from pages.ui.search import Searched

AIMS: Final = {
    Aim.SAFEST: sentence("The safest that stays useful"),
    Aim.BALANCED: sentence("The balance"),
    Aim.MOST_USEFUL: sentence("The most useful that is allowed"),
}


def cards(now: Session, searched: Searched, risk: Risk, measure: Measure) -> None:
    """Three combinations to begin with."""
    st.session_state.setdefault("tradeoff_keep", 50)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header(_("Three to begin with"), anchor=False)
        st.number_input(_("Keep at least (%)"), 0, 100, step=5, key="tradeoff_keep", width=160)
    try:
        found = suggest(
            searched.meeting or searched.lattice, now.plan.recoding.suppression_limit, risk, measure,
            st.session_state.tradeoff_keep / 100, now.threshold, dict(now.wishes.weights),
        )  # fmt: skip
    except AnalysisError as error:
        problem(error)
        return
    current = tuple(level for _name, level in now.plan.recoding.levels)
    for column, one in zip(st.columns(len(found)), found, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.markdown(f"**{say(AIMS[one.aim])}**")
            st.markdown(literal(say(one.reason)))
            st.button(
                _("Apply"), key=f"tradeoff_apply_{one.aim.value}", type="primary" if one.aim is Aim.BALANCED else "secondary",
                disabled=one.levels == current and not (now.plan.cuts or now.plan.cells), on_click=state.take_levels,
                args=(one.levels,),
            )  # fmt: skip


def front_table(now: Session, points: Points, risk: Risk, measure: Measure) -> None:
    """The front as a table to sort, filter and pick from, for those who do not use the chart."""
    st.header(_("The front as a table"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        only = st.toggle(_("Only what meets the requirements"), True, key="tradeoff_only")
        least = st.number_input(_("k at least"), 0, 1000, 0, key="tradeoff_k_from", width=140)
        most = st.number_input(
            _("Suppressed at most (%)"), 0.0, 100.0, 100.0, format="%g", key="tradeoff_suppressed_to", width=180
        )
    share = points.suppressed / points.lattice.n_records
    rows = [
        row for row in points.front
        if (points.meets[row] or not only) and points.smallest[row] >= least and share[row] * 100 <= most
    ]  # fmt: skip
    if not rows:
        st.info(_("Nothing on the front is left by these filters."), icon=":material/filter_alt_off:")
        return
    table = table_of(now)
    labels = [level_labels(table, position) for position in range(len(table.columns))]
    levels = points.lattice.levels[points.nodes[rows]]
    frame = pd.DataFrame(
        {
            say(RISKS[risk]): points.risk[rows],
            say(COSTS[measure]): points.cost[rows],
            "k": points.smallest[rows],
            _("Suppressed"): points.suppressed[rows],
            **{_("{column} (level)", column=name): levels[:, place] for place, name in enumerate(table.names)},
        }
    )
    picked = st.dataframe(
        frame, key="tradeoff_front", hide_index=True, on_select="rerun", selection_mode="single-row",
        column_config={
            say(RISKS[risk]): st.column_config.NumberColumn(format="percent"),
            say(COSTS[measure]): st.column_config.NumberColumn(format="localized"),
            _("Suppressed"): st.column_config.NumberColumn(format="localized"),
        },
        height="content" if len(rows) <= 10 else 400, alt=_("The combinations on the front, by ascending risk"),
    )  # fmt: skip
    selected = picked["selection"]["rows"]
    place = st.selectbox(
        _("Combination"), range(len(rows)), index=min(selected[0], len(rows) - 1) if selected else 0, key=None,
        format_func=lambda own: _front_name(points, rows[own], labels),
    )  # fmt: skip
    st.button(
        _("Apply this combination"), key="tradeoff_apply_front", type="primary", on_click=state.take_levels,
        args=(points.levels(rows[place]),),
    )  # fmt: skip


def _front_name(points: Points, row: int, labels: list[tuple[str, ...]]) -> str:
    levels = ", ".join(labels[place][level] for place, level in enumerate(points.levels(row)) if level)
    return _(
        "k = {k}, cost {cost}, {count} suppressed",
        k=int(points.smallest[row]),
        cost=float(points.cost[row]),
        count=int(points.suppressed[row]),
    ) + (f" · {levels}" if levels else "")

"""What the search must respect: k, the suppression limit, conditions, and limits and weights of columns."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.ui import state
from pages.ui.choices import Session, Wishes
from pages.ui.computed import table_of
from pages.ui.conditions import conditions
from pages.ui.frame import literal
from pages.ui.language import _
from pages.ui.levels import level_labels
from pages.ui.state import session, update


def requirement(now: Session) -> None:
    """k, the suppression limit, conditions, level limits and weights."""
    recoding = now.plan.recoding
    st.session_state.update(tradeoff_k=recoding.k, tradeoff_limit=recoding.suppression_limit * 100)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(_("Smallest group (k)"), 1, 100, key="tradeoff_k", on_change=_require)
        st.number_input(
            _("Suppress at most (%)"), 0.0, 100.0, step=0.5, format="%g", key="tradeoff_limit", on_change=_require
        )
    more, wishes = st.columns(2)
    with more:
        conditions(now, "tradeoff")
    with wishes:
        limits = st.popover(
            _("Limits and weights of columns"), icon=":material/tune:", key="tradeoff_wishes", on_change="rerun", width="stretch"
        )  # fmt: skip
        if limits.open:
            with limits:
                _wishes(now)


def _require() -> None:
    state.recode(
        replace(
            session().plan.recoding,
            k=int(st.session_state.tradeoff_k),
            suppression_limit=st.session_state.tradeoff_limit / 100,
        )
    )


def _wishes(now: Session) -> None:
    table = table_of(now)
    highest, weights = dict(now.wishes.max_levels), dict(now.wishes.weights)
    st.caption(_("The most general level a column may reach, and how much its detail counts for you (1 is usual)."))
    for position, column in enumerate(table.columns):
        labels = level_labels(table, position)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.session_state[f"tradeoff_max_{position}"] = highest.get(column.name, column.top)
            st.session_state[f"tradeoff_weight_{position}"] = weights.get(column.name, 1.0)
            st.selectbox(
                _("{column} at most", column=literal(column.name)), range(column.n_levels), key=f"tradeoff_max_{position}",
                format_func=labels.__getitem__, on_change=_wish, args=(table.names,),
            )  # fmt: skip
            st.number_input(
                _("Weight of {column}", column=literal(column.name)), 0.0, 10.0, step=0.5, key=f"tradeoff_weight_{position}",
                on_change=_wish, args=(table.names,), width=140,
            )  # fmt: skip


def _wish(names: tuple[str, ...]) -> None:
    table = table_of(session())
    highest = [(name, st.session_state[f"tradeoff_max_{place}"]) for place, name in enumerate(names)]
    weights = [(name, st.session_state[f"tradeoff_weight_{place}"]) for place, name in enumerate(names)]
    tops = {column.name: column.top for column in table.columns}
    update(
        wishes=Wishes(
            tuple((name, level) for name, level in highest if level < tops[name]),
            tuple((name, weight) for name, weight in weights if weight != 1),
        )
    )

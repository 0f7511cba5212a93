"""Cells suppressed instead of records: the choices, the cells that each reading of a gap takes, and k by both."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from analysis.errors import AnalysisError
from analysis.missing import Missing
from analysis.missing import Reading as Gaps
from analysis.recoding.local_suppression import NEVER
from pages.ui import state
from pages.ui.choices import Cells, Session
from pages.ui.computed import cells_of, recoded_of
from pages.ui.frame import explain, literal, problem
from pages.ui.language import _, ngettext, number, say
from pages.ui.risk.computed import anonymity_of
from pages.ui.risk.topic import table
from pages.ui.state import session
from pages.ui.techniques.explained.suppressing import CELLS
from pages.ui.techniques.forms.suppressing import READINGS

WEIGHTS: Final = (0.0, 0.25, 0.5, 0.75, NEVER)
ON, READING, IMPORTANCE = "anonymise_cells", "anonymise_cells_reading", "anonymise_cells_importance"


def cells_choice(now: Session) -> None:
    """Draw the switch, and what else there is to choose where it is on."""
    own = now.plan.cells
    st.session_state[ON] = own is not None
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.toggle(_("Suppress cells only"), key=ON, on_change=_switch)
        explain(CELLS.explanation(), key="explain_cells")
    if own is None:
        return
    st.session_state[READING] = own.reading
    st.selectbox(_("Gaps"), list(READINGS), key=READING, format_func=lambda one: say(READINGS[one]), on_change=_read)
    weights = st.popover(
        _("Importance of the columns"), icon=":material/tune:", key="anonymise_cells_weights", on_change="rerun", width="stretch"
    )  # fmt: skip
    if weights.open:
        with weights:
            _weights(now, own)


def _weights(now: Session, own: Cells) -> None:
    st.caption(_("A cell of an important column is suppressed last; at “never”, none is."))
    given = dict(own.importance)
    names = {0.0: _("none"), 0.25: _("low"), 0.5: _("middle"), 0.75: _("high"), NEVER: _("never")}
    for position, column in enumerate(now.quasi_identifiers):
        key = f"{IMPORTANCE}_{position}"
        weight = given.get(column, 0.0)
        st.session_state[key] = weight
        options = sorted({*WEIGHTS, weight})
        st.select_slider(
            literal(column), options, key=key, format_func=lambda one: names.get(one, number(one)), on_change=_weigh,
            args=(column, key),
        )  # fmt: skip


def cells_verdict(now: Session) -> None:
    """How many cells go by each reading, in which columns, and the k that is left by each."""
    try:
        found = cells_of(now).cells
    except AnalysisError as error:
        problem(error)
        return
    recoded, k = recoded_of(now), now.plan.recoding.k
    by_gap = anonymity_of(now, recoded, Gaps(Missing.MATCHES_ANY)).k
    by_value = int(recoded.classes.sizes.min())
    said = ngettext(
        "{n} cell of {records} records is suppressed.", "{n} cells of {records} records are suppressed.", found.n_cells,
        records=found.n_records,
    )  # fmt: skip
    if by_value >= k:
        st.success(_("Met.") + " " + said, icon=":material/check:")
    else:
        st.warning(_("Met only where a gap matches any value.") + " " + said, icon=":material/help:")
    more = (
        None if found.n_to_match is None or found.n_more_to_equal is None else found.n_to_match + found.n_more_to_equal
    )
    table(
        {
            _("A gap is"): [_("anything"), _("a value of its own")],
            _("Cells needed"): ["–" if one is None else number(one) for one in (found.n_to_match, more)],
            _("k now"): [number(by_gap), number(by_value)],
        }
    )
    table(
        {
            _("Column"): [literal(name) for name, _count in found.by_column],
            _("Cells suppressed"): [number(count) for _name, count in found.by_column],
        }
    )


def _switch() -> None:
    state.take(replace(session().plan, cells=Cells() if st.session_state[ON] else None))


def _read() -> None:
    _change(replace(session().plan.cells, reading=st.session_state[READING]))


def _weigh(column: str, key: str) -> None:
    own = session().plan.cells
    others = tuple((name, weight) for name, weight in own.importance if name != column)
    weight = st.session_state[key]
    _change(replace(own, importance=(*others, (column, weight)) if weight else others))


def _change(cells: Cells) -> None:
    state.take(replace(session().plan, cells=cells))

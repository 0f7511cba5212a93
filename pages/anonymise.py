"""Generalise and suppress, and watch risk and utility move together."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis.errors import AnalysisError
from analysis.recoding.generalise import Recoded, records_allowed
from analysis.recoding.mondrian import Cuts
from analysis.utility.loss import released_counts
from pages.ui import state
from pages.ui.cells import cells_choice, cells_verdict
from pages.ui.charts import VisitedPoint, visited
from pages.ui.choices import Session
from pages.ui.computed import cells_of, generalised_of, recoded_of, shown_of, table_of
from pages.ui.conditions import conditions
from pages.ui.explanations import EXPLANATIONS, Measure
from pages.ui.frame import empty_state, explain, problem
from pages.ui.hierarchy.editor import hierarchies
from pages.ui.journey import Measured, framed, measured
from pages.ui.language import _, ngettext, number, percent, slider_percent
from pages.ui.levels import level_row, local_row
from pages.ui.presets import preset_choice
from pages.ui.preview import preview
from pages.ui.release import release_panel
from pages.ui.state import session
from pages.ui.techniques.panel import techniques
from pages.ui.theme import draw, palette
from pages.ui.utility import utility_panel

ROWS = 12
"""Quasi-identifiers shown at a time."""
VISITED = 12
"""Earlier states drawn on the plane, the latest."""


def answer(now: Session) -> str | None:
    """How well people are hidden, and at what price, in a sentence."""
    if now.plan is None:
        return None
    try:
        recoded = shown_of(now)
    except AnalysisError:
        return None
    measured, total = Measured.of(recoded), recoded.classes.n_records
    if measured.k is None:
        return _("Every record would be suppressed: generalise more, or ask for a smaller k.")
    hidden = (
        _("Someone is still alone of their kind.")
        if measured.k == 1
        else ngettext(
            "Everyone now looks like **at least {n} other**.",
            "Everyone now looks like **at least {n} others**.",
            measured.k - 1,
        )
    )
    if now.plan.cells:
        return f"{hidden} " + ngettext(
            "{n} cell is suppressed, and no record.",
            "{n} cells are suppressed, and no record.",
            cells_of(now).cells.n_cells,
        )
    if not measured.suppressed:
        return hidden
    return f"{hidden} " + ngettext(
        "{n} record too rare ({share}) leaves the release.",
        "{n} records too rare ({share}) leave the release.",
        measured.suppressed,
        share=percent(measured.suppressed / total),
    )


def rows(now: Session, recoded: Recoded) -> None:
    """A row for each quasi-identifier, some at a time where there are many."""
    n_columns, first = len(recoded.table.columns), 0
    if n_columns > ROWS:
        first = (st.pagination(-(-n_columns // ROWS), key="anonymise_page") - 1) * ROWS
    if now.plan.cells:
        recoded = generalised_of(now)
    released = released_counts(recoded.table, recoded.classes, recoded.kept)
    for position in range(first, min(first + ROWS, n_columns)):
        if now.plan.cuts:
            local_row(table_of(now), recoded, position)
        else:
            level_row(now, recoded, released[position], position)


GLOBAL = "global"


def method(now: Session) -> None:
    """Global recoding by levels, or local recoding by Mondrian."""
    names = {
        GLOBAL: _("global"),
        Cuts.STRICT.value: _("local, strict"),
        Cuts.RELAXED.value: _("local, relaxed"),
    }
    st.session_state["anonymise_method"] = now.plan.cuts.value if now.plan.cuts else GLOBAL
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(_("Recoding"), anchor=False)
        explain(EXPLANATIONS[Measure.LOCAL_RECODING](), key="explain_local")
    st.segmented_control(
        _("Recoding"), list(names), key="anonymise_method", format_func=names.get, required=True, on_change=_method,
        label_visibility="collapsed",
    )  # fmt: skip
    if now.plan.cuts:
        st.caption(
            _(
                "Mondrian keeps more detail, and leaks more: labels of different width tell how records were grouped "
                "(downcoding and refinement attacks). Global recoding is the safer choice for publication."
            )
        )

    else:
        cells_choice(now)


def _method() -> None:
    chosen = st.session_state.anonymise_method
    plan = session().plan
    state.take(replace(plan, cuts=None) if chosen == GLOBAL else replace(plan, cuts=Cuts(chosen), cells=None))


def requirement(now: Session) -> None:
    """What is required: k, and how many records may be suppressed for it."""
    recoding = now.plan.recoding
    st.session_state.update(anonymise_k=recoding.k, anonymise_limit=recoding.suppression_limit * 100)
    st.header(_("Requirement"), anchor=False)
    preset_choice(now)
    st.number_input(_("Smallest group (k)"), 1, 1000, key="anonymise_k", on_change=_require)
    if now.plan.cuts:
        return
    if now.plan.cells:
        conditions(now, "anonymise")
        return
    most = max(20.0, recoding.suppression_limit * 100)
    st.slider(
        _("Suppress at most"),
        0.0,
        most,
        step=0.5,
        key="anonymise_limit",
        format=slider_percent("%g"),
        on_change=_require,
    )
    conditions(now, "anonymise")


def verdict(now: Session) -> None:
    """Whether what is required is met."""
    if now.plan.cells:
        cells_verdict(now)
        return
    recoding, recoded = now.plan.recoding, recoded_of(now)
    allowed = records_allowed(recoding.suppression_limit, recoded.classes.n_records)
    if recoded.within_limit:
        st.success(
            _("Met. Records suppressed: {count} of {allowed} allowed.", count=recoded.n_suppressed, allowed=allowed),
            icon=":material/check:",
        )
    else:
        st.warning(
            ngettext(
                "Not met: {n} record is in groups that fail, {allowed} may be suppressed.",
                "Not met: {n} records are in groups that fail, {allowed} may be suppressed.",
                recoded.n_suppressed, allowed=allowed,
            ),
            icon=":material/block:",
        )  # fmt: skip


def _require() -> None:
    now = session()
    limit = st.session_state.get("anonymise_limit", now.plan.recoding.suppression_limit * 100) / 100
    state.recode(replace(now.plan.recoding, k=int(st.session_state.anonymise_k), suppression_limit=limit))


def history(now: Session) -> None:
    """Undo, redo, reset."""
    with st.container(horizontal=True, gap="small"):
        st.button(_("Undo"), key="anonymise_undo", icon=":material/undo:", disabled=not now.past, on_click=state.undo)
        st.button(_("Redo"), key="anonymise_redo", icon=":material/redo:", disabled=not now.future, on_click=state.redo)
        untouched = not any(level for _name, level in now.plan.recoding.levels)
        st.button(
            _("Reset"), key="anonymise_reset", icon=":material/restart_alt:", disabled=untouched, on_click=state.reset
        )


def way(now: Session) -> None:
    """The states visited so far on the plane of risk and utility."""
    st.header(_("Risk against utility"), anchor=False)
    states = [one for plan in (*now.past[-VISITED:], now.plan) if (one := measured(now, plan)) is not None]
    points = [VisitedPoint(one.loss, one.average, _describe(one)) for one in states if one.average is not None]
    if points:
        draw(
            visited(points, palette()), key="anonymise_way", height=260,
            alt=ngettext(
                "{n} state, the current one last, by information loss and average risk.",
                "{n} states, the current one last, by information loss and average risk.",
                len(points),
            ),
        )  # fmt: skip
    with st.expander(_("The same as a table")):
        st.table(
            pd.DataFrame(
                {
                    "k": ["–" if one.k is None else number(one.k) for one in states],
                    _("Average risk"): ["–" if one.average is None else percent(one.average) for one in states],
                    _("Loss"): [number(one.loss) for one in states],
                    _("Suppressed"): [number(one.suppressed) for one in states],
                },
                index=[*(_("before") for _state in states[:-1]), _("now")],
            )
        )


def _describe(measured: Measured) -> str:
    return _(
        "k = {k}, average risk {risk}, loss {loss}, records suppressed: {count}",
        k=measured.k, risk=percent(measured.average), loss=number(measured.loss), count=measured.suppressed,
    )  # fmt: skip


with framed("pages/anonymise.py", _("Who disappears in the crowd?"), answer(session())) as now:
    if now.dataset is None:
        empty_state(_("Open a dataset first: it is then recoded here."), "pages/data.py", _("Open a dataset"))
    elif now.plan is None:
        empty_state(
            _("Choose the quasi-identifiers first: they are the columns to generalise."),
            "pages/roles.py",
            _("Give roles"),
        )
    else:
        main, side = st.columns([3, 1.2], gap="large")
        with side, st.container(key="panel_anonymise", border=True):
            method(now)
            requirement(now)
            history(now)
            standing = st.container()
        recoded = None
        try:
            recoded = shown_of(now)
            with standing:
                if not now.plan.cuts:
                    verdict(now)
                way(now)
            with main:
                rows(now, recoded)
        except AnalysisError as error:
            with main:
                problem(error)
        techniques()
        hierarchies()
        if recoded is not None:
            preview(now, recoded)
            if not now.plan.cuts and not now.plan.cells:
                utility_panel(now, recoded)
            release_panel(now, recoded_of(now))

"""Hierarchies being made, each with its own undo; a draft that is used becomes a step of the plan's."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analysis.errors import AnalysisError, HierarchyError
from analysis.hierarchies.builders import Builder, Table
from pages.ui import state
from pages.ui.choices import Draft, Session
from pages.ui.computed import hierarchy_by
from pages.ui.frame import problem
from pages.ui.state import session

REFUSED = "hierarchy_refused"
"""Where the session keeps what the last change was refused for: the widget that asked for it, and the error."""


def draft_of(now: Session, column: str) -> Draft:
    """The hierarchy being made for a column; the one in use where nothing was changed."""
    own = (draft for draft in now.drafts if draft.column == column)
    return next(own, None) or Draft(column, dict(now.plan.builders)[column])


def is_changed(now: Session, column: str) -> bool:
    """Whether another hierarchy than the one in use is being made for a column."""
    return draft_of(now, column).builder != dict(now.plan.builders)[column]


def change(column: str, builder: Builder) -> None:
    """Make the hierarchy of a column another way; the way before can be had back."""
    draft = draft_of(session(), column)
    st.session_state.pop(REFUSED, None)
    if builder != draft.builder:
        _keep(replace(draft, builder=builder, past=(*draft.past, draft.builder), future=()))


def refuse(widget: str, error: AnalysisError) -> None:
    """Remember why a change was not made, to be said beside the widget that asked for it."""
    st.session_state[REFUSED] = (widget, error)


def refusal(widget: str) -> None:
    """Say beside a widget why the change that it asked for was not made."""
    if is_refused(widget):
        problem(st.session_state[REFUSED][1])


def is_refused(widget: str) -> bool:
    """Whether the change that a widget asked for last was not made."""
    return bool(st.session_state.get(REFUSED)) and st.session_state[REFUSED][0] == widget


def undo(column: str) -> None:
    """Take the last change of a draft back."""
    draft = draft_of(session(), column)
    st.session_state.pop(REFUSED, None)
    if draft.past:
        future = (*draft.future, draft.builder)
        _keep(replace(draft, builder=draft.past[-1], past=draft.past[:-1], future=future))


def redo(column: str) -> None:
    """Make the change again that was undone last."""
    draft = draft_of(session(), column)
    st.session_state.pop(REFUSED, None)
    if draft.future:
        past = (*draft.past, draft.builder)
        _keep(replace(draft, builder=draft.future[-1], past=past, future=draft.future[:-1]))


def discard(column: str) -> None:
    """Go back to the hierarchy in use, and forget the draft."""
    st.session_state.pop(REFUSED, None)
    state.update(drafts=tuple(draft for draft in session().drafts if draft.column != column))


def use(column: str) -> None:
    """Generalise the column by its draft. Its level stays where the change was made by hand and levels are as many."""
    now = session()
    draft = draft_of(now, column)
    state.choose_builder(column, draft.builder, _level(now, draft))
    discard(column)


def versions(now: Session, column: str) -> tuple[Builder, ...]:
    """Hierarchies that the column had in earlier plans and has no more, the latest first."""
    current = draft_of(now, column).builder
    earlier = [dict(plan.builders).get(column) for plan in (*now.past[::-1], *now.future[::-1], now.plan)]
    return tuple(dict.fromkeys(own for own in earlier if own is not None and own != current))


def _level(now: Session, draft: Draft) -> int:
    old = dict(now.plan.builders)[draft.column]
    if not isinstance(draft.builder, Table) or draft.builder.source not in ("", getattr(old, "source", "")):
        return 0
    try:
        before, after = (hierarchy_by(now, draft.column, builder).n_levels for builder in (old, draft.builder))
    except HierarchyError:
        return 0
    return dict(now.plan.recoding.levels)[draft.column] if before == after else 0


def _keep(draft: Draft) -> None:
    others = tuple(own for own in session().drafts if own.column != draft.column)
    state.update(drafts=(*others, draft))

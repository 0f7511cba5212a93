"""Whether a hierarchy can be used for its column: the state of every column, and what one of them lacks."""

from __future__ import annotations

import streamlit as st

from analysis.hierarchies.builders import Builder, Table
from analysis.hierarchies.coverage import Coverage
from analysis.hierarchies.table import complete
from pages.ui import state
from pages.ui.choices import Session
from pages.ui.frame import literal
from pages.ui.hierarchy import drafts
from pages.ui.hierarchy.computed import coverage_by
from pages.ui.hierarchy_choice import describe
from pages.ui.language import _, ngettext, number, say
from pages.ui.risk.grid import grid


def every_column(now: Session) -> None:
    """Draw a table of the hierarchies in use, each with its state."""
    rows = []
    for name, builder in now.plan.builders:
        found = coverage_by(now, name, builder)
        levels = number(len(found.levels)) if found.levels else "–"
        rows.append([name, state_of(found), levels, describe(builder), _draft(now, name)])
    grid(_("Hierarchies in use"), [_("Column"), _("State"), _("Levels"), _("In use"), _("Draft")], rows)


def _draft(now: Session, name: str) -> str:
    return _("being changed") if drafts.is_changed(now, name) else "–"


def state_of(found: Coverage) -> str:
    """Whether a hierarchy can be used, in a few words after a sign."""
    if found.complete:
        return "✓ " + _("complete")
    if found.n_lacking:
        return "✗ " + ngettext(
            "incomplete: {n} value without a row", "incomplete: {n} values without a row", found.n_lacking
        )
    return "✗ " + _("does not fit")


def fit(now: Session, column: str, builder: Builder) -> None:
    """Say whether a draft can be used; if not, what is missing, and mend it on demand."""
    found = coverage_by(now, column, builder)
    if found.complete:
        covered = ngettext(
            "The {n} value of the column has a row, and levels nest.",
            "All {n} values of the column have a row, and levels nest.",
            found.n_values,
        )
        st.success(covered, icon=":material/check:")
    if found.fault is not None:
        st.error(literal(say(found.fault)), icon=":material/error:")
    if found.n_lacking:
        _lacking(found)
        if isinstance(builder, Table):
            other = state.words().other
            st.button(
                _("Put them together as “{name}”", name=other), key="hierarchy_complete", icon=":material/playlist_add:",
                on_click=drafts.change, args=(column, complete(builder, now.dataset[column], other)),
            )  # fmt: skip
    if found.n_unused:
        st.caption(
            ngettext(
                "{n} row is for a value that no record holds.",
                "{n} rows are for values that no record holds.",
                found.n_unused,
            )
        )
    if now.dataset[column].n_missing:
        st.caption(_("Records without a value stay a group of their own until the level at which all are one."))
    if found.levels:
        _levels(found)
    if found.levels and not found.has_root:
        st.caption(_("The last level still tells groups apart: there is no level at which all are one."))


def _lacking(found: Coverage) -> None:
    values = ngettext("{n} value of the column has no row", "{n} values of the column have no row", found.n_lacking)
    records = ngettext("held by {n} record", "held by {n} records", found.n_records_lacking)
    named = ", ".join(found.named)
    rest = _("None of them is shared by 5 records or more, so they are not named here.")
    st.warning(
        f"{values} ({records}). " + (_("Among them: {named}", named=literal(named)) if named else rest),
        icon=":material/rule:",
    )


def _levels(found: Coverage) -> None:
    """Groups at each level and the rarest of them: what k could become by this column alone."""
    grid(
        _("Levels of the draft"), [_("Level"), _("Groups"), _("Rarest: records"), _("Remark")],
        [
            [
                number(place), number(level.groups), number(level.smallest),
                "–" if level.changes else _("joins nothing"),
            ]
            for place, level in enumerate(found.levels, start=1)
        ],
    )  # fmt: skip

"""Every column at a glance, its kind to be corrected in place."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.errors import AnalysisError
from analysis.kinds import Kind
from analysis.profile import ColumnProfile
from pages.ui import state
from pages.ui.choices import Session
from pages.ui.computed import profile_of
from pages.ui.frame import problem
from pages.ui.language import _, number, percent
from pages.ui.roles_table import kind_name


def profile_table(now: Session) -> None:
    """Draw the table."""
    st.header(_("Its columns"), anchor=False)
    profiles = profile_of(now)
    editor = f"data_profile_{now.dataset.fingerprint[:8]}"
    st.data_editor(
        pd.DataFrame([_row(profile) for profile in profiles]),
        key=editor,
        hide_index=True,
        height="content" if len(profiles) <= 20 else 740,
        disabled=["name", "distinct", "missing", "distribution", "frequent"],
        on_change=_changed,
        args=(editor, [profile.name for profile in profiles]),
        alt=_("The columns of the dataset with their kind, distinct values, missing values and distribution"),
        column_config={
            "name": st.column_config.TextColumn(_("Column"), pinned=True),
            "kind": st.column_config.SelectboxColumn(
                _("Kind"), options=[kind.value for kind in Kind if kind is not Kind.EMPTY], required=True,
                format_func=lambda value: kind_name(Kind(value)), help=_("Correct it if it was misunderstood."),
            ),
            "distinct": st.column_config.TextColumn(_("Distinct values")),
            "missing": st.column_config.TextColumn(_("Missing")),
            "distribution": st.column_config.BarChartColumn(
                _("Distribution"), y_min=0,
                help=_("Numbers and dates from smallest to largest, other values by frequency."),
            ),
            "frequent": st.column_config.TextColumn(
                _("Most frequent values"), width="large", help=_("Only values shared by at least 5 records.")
            ),
        },
    )  # fmt: skip


def _row(profile: ColumnProfile) -> dict[str, object]:
    shown = [f"{value} ({number(count)})" for value, count in profile.frequent]
    return {
        "name": profile.name,
        "kind": profile.kind.value,
        "distinct": number(profile.n_distinct),
        "missing": percent(profile.n_missing / profile.n_records) if profile.n_missing else "0",
        "distribution": list(profile.distribution),
        "frequent": " · ".join(shown) or _("every value is held by fewer than 5 records"),
    }


def _changed(editor: str, names: list[str]) -> None:
    for row, change in st.session_state[editor]["edited_rows"].items():
        if change.get("kind"):
            _correct(names[int(row)], Kind(change["kind"]))


def _correct(name: str, kind: Kind) -> None:
    try:
        state.correct(name, kind)
    except AnalysisError as error:
        problem(error)

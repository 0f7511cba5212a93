"""The controls that several views share: which state of the data, and from which risk on a record counts as at risk."""

from __future__ import annotations

import streamlit as st

from analysis.recoding.generalise import Recoded
from pages.ui.choices import Session
from pages.ui.computed import original_of, shown_of
from pages.ui.language import _, slider_percent
from pages.ui.state import update

ORIGINAL, CURRENT = "original", "current"


def chosen(now: Session) -> Recoded:
    """The state of the data that the page is about."""
    labels = {ORIGINAL: _("original data"), CURRENT: _("current recoding")}
    which = st.segmented_control(
        _("Show the risk of"), list(labels), format_func=labels.get, key="risk_which", default=ORIGINAL, required=True,
        persist_state="session",
    )  # fmt: skip
    return original_of(now) if which == ORIGINAL else shown_of(now)


def is_original() -> bool:
    """Whether the page shows the data as they came."""
    return st.session_state.risk_which == ORIGINAL


def threshold(now: Session) -> None:
    """Let the user say from which risk on a record counts as at risk."""
    st.session_state.setdefault("risk_threshold", round(now.threshold * 100))
    st.slider(
        _("A record is at risk above"), 1, 50, key="risk_threshold", format=slider_percent(),
        on_change=lambda: update(threshold=st.session_state.risk_threshold / 100),
    )  # fmt: skip

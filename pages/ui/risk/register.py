"""A register of the population that the user brings: who could be in the data."""

from __future__ import annotations

from typing import Final

import streamlit as st

from analysis import io
from analysis.dataset import Dataset
from analysis.errors import AnalysisError
from pages.ui import server
from pages.ui.choices import Session
from pages.ui.frame import literal, problem
from pages.ui.language import _, ngettext

REGISTER: Final = "risk_register"
"""Key of the session state that holds the data that the register was brought for (their fingerprint), and the register."""
FAILURE: Final = "risk_register_failure"
UPLOAD: Final = "risk_register_upload"


def register_control(now: Session) -> None:
    """Let the user bring a register, and take it away again."""
    held = register(now)
    if held is not None:
        st.markdown(
            ngettext(
                "Register {name}: {n} person.", "Register {name}: {n} people.", held.n_records, name=literal(held.name)
            )
        )
        st.button(_("Remove the register"), key="risk_register_remove", icon=":material/close:", on_click=_remove)
        return
    with st.expander(_("Compare with a register of the population")):
        st.caption(
            _(
                "A file of everyone who could be in the data, with the same names for the quasi-identifiers. It stays in memory."
            )
        )
        version = st.session_state.get(f"{UPLOAD}_version", 0)
        upload = st.file_uploader(
            _("Register of the population"), type=[suffix.lstrip(".") for suffix in io.SUPPORTED], key=f"{UPLOAD}_{version}",
            label_visibility="collapsed",
        )  # fmt: skip
        failure: AnalysisError | None = st.session_state.get(FAILURE)
        if failure is not None:
            problem(failure)
    if upload is not None:
        _read(now, upload.name, upload.getvalue())
        server.free_uploads()
        st.session_state[f"{UPLOAD}_version"] = version + 1
        st.rerun()


def _read(now: Session, name: str, content: bytes) -> None:
    st.session_state.pop(FAILURE, None)
    try:
        people = io.read(content, name, io.ReadOptions()).dataset
        st.session_state[REGISTER] = (now.complete.fingerprint, people)
    except AnalysisError as error:
        st.session_state[FAILURE] = error


def _remove() -> None:
    st.session_state.pop(REGISTER, None)


def register(now: Session) -> Dataset | None:
    """The register that the user brought for these data; None where there is none."""
    fingerprint, people = st.session_state.get(REGISTER, (None, None))
    if fingerprint == now.complete.fingerprint:
        return people
    st.session_state.pop(REGISTER, None)
    return None

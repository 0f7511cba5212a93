"""A small file taken in at once and forgotten: a recipe, an earlier release, its figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analysis.errors import AnalysisError
from pages.ui import server
from pages.ui.frame import problem

Take = Callable[[str, bytes], None]
"""What is done with a file: its name, without a path, and its content."""


def upload(label: str, types: Sequence[str], key: str, take: Take, note: str | None = None) -> None:
    """Offer to choose a file; below, why the last one could not be used, if it could not.

    Args:
        types: Extensions, without a point.
        take: Run once with the file, before the page is drawn; its errors are said here.
    """
    own = f"{key}_{st.session_state.get(f'{key}_version', 0)}"
    st.file_uploader(label, type=list(types), key=own, help=note, on_change=_take, args=(key, own, take))
    failure: AnalysisError | None = st.session_state.get(f"{key}_failure")
    if failure is not None:
        problem(failure)


def _take(key: str, own: str, take: Take) -> None:
    """Use the file, free its bytes, and empty the uploader; a file that was freed before counts as a change too."""
    file = st.session_state[own]
    if not isinstance(file, UploadedFile):
        return
    st.session_state.pop(f"{key}_failure", None)
    try:
        take(file.name, file.getvalue())
    except AnalysisError as error:
        st.session_state[f"{key}_failure"] = error
    server.free_uploads()
    st.session_state[f"{key}_version"] = st.session_state.get(f"{key}_version", 0) + 1

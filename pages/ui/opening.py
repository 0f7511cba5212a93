"""The two doors: open a file, or try with example data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st

from analysis import io
from analysis.errors import AnalysisError
from analysis.samples import FEWEST, MOST, Sample, make
from pages.ui import server, state
from pages.ui.choices import Source
from pages.ui.frame import problem
from pages.ui.language import _, number, say

FAILURE: Final = "data_failure"
"""Key of the session state that holds why the last file could not be opened."""
UPLOAD: Final = "data_upload"
DELIMITED: Final = (".csv", ".tsv", ".txt")
DELIMITERS: Final = (";", ",", "\t", "|")
DETECTED: Final = ""
HEADERS: Final = {DETECTED: None, "names": True, "record": False}
"""What the first line may hold, and whether it is the header then."""
ENCODINGS: Final = ("utf-8", "cp1252", "iso8859-15", "cp850", "mac_roman", "utf-16")


@dataclass(frozen=True, eq=False)
class Failure:
    """A file that could not be opened.

    Attributes:
        error: Why.
        source: The file, to be read again another way.
        options: How it was read.
    """

    error: AnalysisError
    source: Source
    options: io.ReadOptions


def failed() -> None:
    """Say why the last file could not be opened, if it could not, and offer to read it another way."""
    failure: Failure | None = st.session_state.get(FAILURE)
    if failure is None:
        return
    problem(failure.error)
    if not failure.source.name.lower().endswith(DELIMITED):
        return
    with st.form("data_again", width="content"), st.container(horizontal=True, vertical_alignment="bottom"):
        delimiter = st.selectbox(
            _("Separator"), [DETECTED, *DELIMITERS], key="data_again_delimiter", format_func=delimiter_name, width=180
        )
        encoding = st.selectbox(
            _("Encoding"), [DETECTED, *ENCODINGS], key="data_again_encoding", format_func=lambda own: own or _("as detected"),
            width=180,
        )  # fmt: skip
        header = st.selectbox(
            _("First line"), list(HEADERS), key="data_again_header", format_func=header_name, width=220
        )
        if st.form_submit_button(_("Read it again"), key="data_read_again"):
            wanted: dict[str, Any] = {
                "delimiter": delimiter or None,
                "encoding": encoding or None,
                "header": HEADERS[header],
            }
            open_source(failure.source, replace(failure.options, **wanted))
            st.rerun()


def delimiter_name(mark: str) -> str:
    """What a separator is called on screen."""
    return {DETECTED: _("as detected"), "\t": _("tab")}.get(mark, mark)


def header_name(header: str) -> str:
    """What the first line of a file holds, in words."""
    return {DETECTED: _("as detected"), "names": _("names of the columns"), "record": _("a record")}[header]


def doors() -> None:
    """Draw the two doors, of equal weight."""
    file, example = st.columns(2, gap="large")
    with file, st.container(border=True, height="stretch", key="data_door_file"):
        st.header(_("Open a file"), anchor=False)
        st.markdown(
            _(
                "CSV, Excel, Parquet, JSON Lines, SPSS, Stata or SAS, up to {n} MB. It stays in the memory of this computer.",
                n=st.get_option("server.maxUploadSize"),
            )
        )
        _uploader()
    with example, st.container(border=True, height="stretch", key="data_door_sample"):
        st.header(_("Try with made-up data"), anchor=False)
        st.markdown(_("Nobody in them exists: names, numbers and stays are drawn at random."))
        _sample()


def _uploader() -> None:
    version = st.session_state.get(f"{UPLOAD}_version", 0)
    upload = st.file_uploader(
        _("A file of records about people"), type=[suffix.lstrip(".") for suffix in io.SUPPORTED], key=f"{UPLOAD}_{version}",
        label_visibility="collapsed",
    )  # fmt: skip
    if upload is None:
        return
    with st.status(_("Reading the file…")):
        open_source(Source(upload.name, upload.getvalue()), io.ReadOptions())
    server.free_uploads()
    st.session_state[f"{UPLOAD}_version"] = version + 1
    st.rerun()


def open_source(source: Source, options: io.ReadOptions) -> None:
    """Read a file and make it the dataset; if it cannot be read, say why and keep what was open before."""
    st.session_state.pop(FAILURE, None)
    try:
        reading = io.read(source.content, source.name, options)
    except AnalysisError as error:
        st.session_state[FAILURE] = Failure(error, source, options)
        return
    state.open_dataset(source, reading.dataset, reading.understood, options)


def _sample() -> None:
    which = st.segmented_control(
        _("Example"), list(Sample), key="data_sample", format_func=lambda sample: say(sample.title), default=Sample.PATIENTS,
        required=True, label_visibility="collapsed",
    )  # fmt: skip
    records = seed = 1
    if which.has_size:
        sizes = [size for size in (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000) if FEWEST <= size <= MOST]
        records = st.select_slider(_("Number of people"), sizes, 5_000, key="data_sample_records", format_func=number)
        seed = st.number_input(
            _("Draw"), 1, 9999, 1, key="data_sample_seed", help=_("The same number gives the same people again.")
        )
    if st.button(_("Make these data"), key="data_sample_make", type="primary"):
        progress = st.progress(0.0, _("Making people up…"))

        def show(share: float) -> None:
            progress.progress(min(share, 1.0), _("Making people up…"))

        dataset = replace(make(which, records, int(seed), show), name=say(which.title))
        st.session_state.pop(FAILURE, None)
        state.open_dataset(Source(dataset.name), dataset, None, io.ReadOptions())
        st.rerun()

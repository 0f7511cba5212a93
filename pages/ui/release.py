"""The release: what speaks against it, in which form, and the file."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analysis import io
from analysis.frequency import FrequencyTable
from analysis.recoding.generalise import Recoded
from analysis.release import Release, obstacles, release, release_locally
from pages.ui import state
from pages.ui.computed import locally_of
from pages.ui.frame import literal
from pages.ui.language import _, ngettext, say
from pages.ui.state import Session

FORMATS = {"CSV": io.Format.CSV, "Excel": io.Format.EXCEL, "Parquet": io.Format.PARQUET}
MIME = {
    io.Format.CSV: "text/csv",
    io.Format.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    io.Format.PARQUET: "application/vnd.apache.parquet",
}
DELIMITERS = {";": ";", ",": ",", "tab": "\t", "|": "|"}


def release_panel(now: Session, table: FrequencyTable, recoded: Recoded) -> None:
    """Draw the section."""
    st.subheader(_("Release"), anchor=False)
    with st.container(key="panel_release", border=True):
        against = obstacles(now.roles, recoded)
        for reason in against:
            st.warning(literal(say(reason)), icon=":material/block:")
        allowed = not against or _pass_over(now)
        if not len(recoded.remaining.sizes):
            st.error(_("Every record is suppressed: there is nothing to release."), icon=":material/error:")
            return
        leaving = leaving_of(now, table, recoded)
        _contents(now, leaving)
        _download(now, leaving, allowed)


def leaving_of(now: Session, table: FrequencyTable, recoded: Recoded) -> Release:
    """The release of the session's plan."""
    if now.plan.cuts:
        return release_locally(now.dataset, now.roles, locally_of(now, now.plan))
    return release(now.dataset, now.roles, table, recoded)


def _pass_over(now: Session) -> bool:
    st.session_state["release_override"] = now.overridden
    st.checkbox(
        _("Release nevertheless: I take responsibility for passing over these reasons."), key="release_override",
        on_change=lambda: state.update(overridden=st.session_state.release_override),
    )  # fmt: skip
    if now.overridden:
        st.markdown(_("**Recorded**: this release passes over the reasons above."))
    return now.overridden


def _contents(now: Session, leaving: Release) -> None:
    parts = [
        ngettext("{n} record", "{n} records", leaving.dataset.n_records),
        ngettext("{n} column", "{n} columns", len(leaving.dataset.columns)),
        ngettext("{n} record suppressed", "{n} records suppressed", leaving.n_suppressed),
    ]
    if leaving.dropped:
        parts.append(_("left out: {columns}", columns=literal(", ".join(leaving.dropped))))
    if now.consent:
        parts.append(ngettext("{n} person refused", "{n} people refused", now.n_refused))
    st.markdown(" · ".join(parts))


def _download(now: Session, leaving: Release, allowed: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = FORMATS[
            st.segmented_control(_("Format"), list(FORMATS), key="release_format", default="CSV", required=True)
        ]
        style = io.CsvStyle(delimiter=_delimiter(now)) if chosen is io.Format.CSV else io.CsvStyle()
        st.download_button(
            _("Download the release"),
            data=_content(leaving, chosen, style),
            file_name=f"release{chosen.value}",
            mime=MIME[chosen],
            key="release_download",
            type="primary",
            icon=":material/download:",
            disabled=not allowed,
            on_click="ignore",
        )
    st.caption(_("Cells that a spreadsheet would run as a formula get an apostrophe in front."))


def _delimiter(now: Session) -> str:
    """The delimiter of the input unless another is chosen."""
    own = now.understood.delimiter if now.understood and now.understood.delimiter else ";"
    names = {mark: name for name, mark in DELIMITERS.items()}
    name = st.selectbox(
        _("Delimiter"), list(DELIMITERS), index=list(DELIMITERS).index(names.get(own, ";")), key="release_delimiter",
        format_func=lambda shown: _("tab") if shown == "tab" else shown,
    )  # fmt: skip
    return DELIMITERS[name]


def _content(leaving: Release, chosen: io.Format, style: io.CsvStyle) -> Callable[[], bytes]:
    """The file, made when it is asked for: the button must not hold a copy of the data."""
    return lambda: io.export(leaving.dataset, chosen, style).content

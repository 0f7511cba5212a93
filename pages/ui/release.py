"""The release: what speaks against it, in which form, and the file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from analysis import io
from analysis.recipe.running import failing
from analysis.recoding.generalise import Recoded
from analysis.release import (
    Release,
    obstacles,
    obstacles_with_cells_suppressed,
    release,
    release_locally,
    release_with_cells_suppressed,
    withheld,
)
from analysis.wording import Sentence
from pages.ui import state
from pages.ui.choices import Session
from pages.ui.computed import cells_of, locally_of, traces_in
from pages.ui.frame import literal
from pages.ui.language import _, ngettext, say

FORMATS = {
    "CSV": io.Format.CSV,
    "Excel": io.Format.EXCEL,
    "Parquet": io.Format.PARQUET,
    "SPSS": io.Format.SPSS,
    "Stata": io.Format.STATA,
    "SAS": io.Format.SAS,
}
MIME = {
    io.Format.CSV: "text/csv",
    io.Format.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    io.Format.PARQUET: "application/vnd.apache.parquet",
    io.Format.SPSS: "application/x-spss-sav",
    io.Format.STATA: "application/x-stata-dta",
    io.Format.SAS: "application/x-sas-xport",
}
DELIMITERS = {";": ";", ",": ",", "tab": "\t", "|": "|"}


def release_panel(now: Session, recoded: Recoded) -> None:
    """Draw the section."""
    st.header(_("Release"), anchor=False)
    with st.container(key="panel_release", border=True):
        against = against_of(now, recoded)
        for reason in against:
            st.warning(literal(say(reason)), icon=":material/block:")
        allowed = not against or _pass_over(now)
        if not len(recoded.sizes):
            st.error(_("Every record is suppressed: there is nothing to release."), icon=":material/error:")
            return
        _contents(now, recoded)
        _download(now, recoded, allowed)


def against_of(now: Session, recoded: Recoded) -> tuple[Sentence, ...]:
    """What speaks against the release of the session's plan."""
    if not now.plan.cuts and not now.plan.cells:
        return (*obstacles(now.roles, recoded), *traces_in(now))
    own = obstacles_with_cells_suppressed(now.roles, cells_of(now)) if now.plan.cells else obstacles(now.roles, recoded)
    return (*own, *traces_in(now), *failing(now.plan.recoding, now.dataset, recoded.table, recoded.classes))


def leaving_of(now: Session, recoded: Recoded) -> Release:
    """The release of the session's plan."""
    return _making(now, recoded)()


def _making(now: Session, recoded: Recoded) -> Callable[[], Release]:
    """How the release is made, with all it needs: when a download is made there is no session to ask."""
    if now.plan.cuts:
        return partial(release_locally, now.dataset, now.roles, locally_of(now, now.plan))
    if now.plan.cells:
        return partial(release_with_cells_suppressed, now.dataset, now.roles, cells_of(now))
    return partial(release, now.dataset, now.roles, recoded)


def _pass_over(now: Session) -> bool:
    st.session_state["release_override"] = now.overridden
    st.checkbox(
        _("Release nevertheless: I take responsibility for passing over these reasons."), key="release_override",
        on_change=lambda: state.override(st.session_state.release_override),
    )  # fmt: skip
    if now.overridden:
        st.markdown(_("**Recorded**: this release passes over the reasons above."))
    return now.overridden


def _contents(now: Session, recoded: Recoded) -> None:
    dropped = withheld(now.roles)
    parts = [
        ngettext("{n} record", "{n} records", int(recoded.sizes.sum())),
        ngettext("{n} column", "{n} columns", len(now.dataset.columns) - len(dropped)),
        ngettext("{n} record suppressed", "{n} records suppressed", recoded.n_suppressed),
    ]
    if now.plan.cells:
        parts.append(ngettext("{n} cell suppressed", "{n} cells suppressed", cells_of(now).cells.n_cells))
    if dropped:
        parts.append(_("left out: {columns}", columns=literal(", ".join(dropped))))
    gone = now.assessed.n_records - now.dataset.n_records
    if gone:
        parts.append(ngettext("{n} record left out by the steps", "{n} records left out by the steps", gone))
    if now.consent:
        parts.append(ngettext("{n} person refused", "{n} people refused", now.n_refused))
    st.markdown(" · ".join(parts))


def _download(now: Session, recoded: Recoded, allowed: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = FORMATS[
            st.segmented_control(_("Format"), list(FORMATS), key="release_format", default="CSV", required=True)
        ]
        style = io.CsvStyle(delimiter=_delimiter(now)) if chosen is io.Format.CSV else io.CsvStyle()
        st.download_button(
            _("Download the release"),
            data=_content(now, recoded, chosen, style),
            file_name=_("release") + chosen.value,
            mime=MIME[chosen],
            key="release_download",
            type="primary",
            icon=":material/download:",
            disabled=not allowed,
            on_click="ignore",
        )
    if chosen in (io.Format.CSV, io.Format.EXCEL):
        st.caption(_("Cells that a spreadsheet would run as a formula get an apostrophe in front."))
    elif chosen in io.PACKAGES:
        st.caption(
            _(
                "Labels of the file opened stay with the columns that are not generalised. Names that {format} does not take "
                "are changed, and then the label says the old one.",
                format=io.PACKAGES[chosen].name,
            )
        )


def own_style(now: Session) -> io.CsvStyle:
    """How a CSV release is written unless the user chooses another way: delimited as the input is."""
    own = now.understood.delimiter if now.understood else ""
    return io.CsvStyle(delimiter=own if own in DELIMITERS.values() else ";")


def _delimiter(now: Session) -> str:
    """The delimiter of the input unless another is chosen."""
    own = list(DELIMITERS.values()).index(own_style(now).delimiter)
    name = st.selectbox(
        _("Delimiter"), list(DELIMITERS), index=own, key="release_delimiter",
        format_func=lambda shown: _("tab") if shown == "tab" else shown,
    )  # fmt: skip
    return DELIMITERS[name]


def _content(now: Session, recoded: Recoded, chosen: io.Format, style: io.CsvStyle) -> Callable[[], bytes]:
    """The file, made when it is asked for: nothing is copied before, and the button holds no data."""
    make = _making(now, recoded)
    return lambda: io.export(make().dataset, chosen, style).content

"""What was understood of a file, as chips that can be corrected in place; and who refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from analysis.dataset import SHOWN_FROM
from analysis.errors import AnalysisError
from pages.ui import state
from pages.ui.choices import Consent, Session
from pages.ui.frame import literal, problem
from pages.ui.language import _, ngettext, say
from pages.ui.opening import DELIMITERS, ENCODINGS, HEADERS, delimiter_name, header_name, open_source
from pages.ui.state import session


def reading(now: Session) -> None:
    """Show how the file was read, each choice to be corrected."""
    if now.understood is None:
        st.info(_("Made-up data: nobody in them exists, any likeness is chance."), icon=":material/theater_comedy:")
        return
    understood = now.understood
    with st.container(horizontal=True, gap="small", key="data_chips"):
        st.badge(understood.format, color="blue")
        if understood.format == "CSV":
            _chip("delimiter", _("Separator"), understood.delimiter or _("none"), list(DELIMITERS), delimiter_name)
            _chip("decimal", _("Decimal mark"), understood.decimal, [",", "."], str)
            _chip("encoding", _("Encoding"), understood.encoding, list(ENCODINGS), str)
            _chip(
                "header", _("First line"), "names" if understood.header else "record", ["names", "record"], header_name
            )
        if understood.other_sheets:
            _chip("sheet", _("Sheet"), understood.sheet, [understood.sheet, *understood.other_sheets], literal)
    for doubt in understood.doubts:
        st.warning(literal(say(doubt)), icon=":material/help:")
    for note in understood.notes:
        st.info(literal(say(note)), icon=":material/info:")


def _chip(option: str, label: str, value: Any, choices: list[Any], name: Callable[[Any], str]) -> None:
    key = f"data_read_{option}"
    options = choices if value in choices else [value, *choices]
    with st.popover(f"{label} : **{name(value)}**", key=f"{key}_chip"):
        st.session_state[key] = value
        st.radio(label, options, key=key, format_func=name, on_change=_read_again, args=(option, key))


def _read_again(option: str, key: str) -> None:
    now = session()
    chosen = st.session_state[key]
    wanted: dict[str, Any] = {option: HEADERS[chosen] if option == "header" else chosen}
    open_source(now.source, replace(now.options, **wanted))


def consent(now: Session) -> None:
    """Let the user leave out the records of people who refused."""
    candidates = [column.name for column in now.complete if 2 <= len(column.values) <= 10]
    if not candidates:
        return
    st.header(_("Did some people refuse?"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.session_state["data_consent"] = now.consent.column if now.consent else None
        st.selectbox(
            _("Column that says so"),
            candidates,
            key="data_consent",
            placeholder=_("No such column"),
            on_change=_consent_column,
        )
        if now.consent:
            own = now.complete[now.consent.column]
            answers = [str(value) for value, count in zip(own.values, own.counts, strict=True) if count >= SHOWN_FROM]
            st.session_state["data_refused"] = list(now.consent.refused)
            st.multiselect(
                _("Answers that mean a refusal"), answers, key="data_refused", placeholder=_("Choose answers"),
                on_change=_refused,
            )  # fmt: skip
    if now.consent and now.consent.refused:
        st.markdown(
            ngettext(
                "{n} record of a person who refused is left out.",
                "{n} records of people who refused are left out.",
                now.n_refused,
            )
        )
    elif now.consent:
        st.markdown(_("Choose the answers that mean a refusal: until then nobody is left out."))


def _consent_column() -> None:
    column = st.session_state.data_consent
    _leave_out(Consent(column, ()) if column else None)


def _refused() -> None:
    _leave_out(Consent(session().consent.column, tuple(st.session_state.data_refused)))


def _leave_out(wanted: Consent | None) -> None:
    try:
        state.leave_out(wanted)
    except AnalysisError as error:
        problem(error)

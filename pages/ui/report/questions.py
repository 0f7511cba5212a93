"""What only people can say: the fields of the report, by section, kept as they are filled in."""

from __future__ import annotations

import datetime as dt
from itertools import groupby

import streamlit as st

from analysis.report.form import FIELDS, SECTIONS, Field
from pages.ui import state
from pages.ui.choices import Session
from pages.ui.language import _, say


def questions(now: Session) -> None:
    """Draw the form: a fold for each section, which says how much of it is filled in."""
    st.header(_("What only people can say"), anchor=False)
    answers = dict(now.answers)
    for letter, group in groupby(FIELDS, key=lambda own: own.section):
        fields = tuple(group)
        done = sum(own.name in answers for own in fields)
        title = _("{section}: {done} of {total}", section=say(SECTIONS[letter]), done=done, total=len(fields))
        with st.expander(f"{letter}. {title}", key=f"report_section_{letter}", on_change="rerun") as fold:
            if fold.open:
                for field in fields:
                    _ask(field, answers.get(field.name, ""))


def _ask(field: Field, answer: str) -> None:
    key, label, note = f"report_answer_{field.name}", say(field.label), say(field.help)
    if field.kind == "choice":
        options = {say(own.label): own.value for own in field.options}
        st.session_state[key] = next((label for label, value in options.items() if value == answer), None)
        st.selectbox(
            label, list(options), key=key, help=note, placeholder=_("not answered"), on_change=_choose,
            args=(field.name, key, options),
        )  # fmt: skip
    elif field.kind == "date":
        st.session_state[key] = _day(answer)
        st.date_input(label, key=key, help=note, format="DD/MM/YYYY", on_change=_date, args=(field.name, key))
    else:
        st.session_state[key] = answer
        draw = st.text_input if field.kind == "line" else st.text_area
        draw(label, key=key, help=note, on_change=_write, args=(field.name, key))


def _day(answer: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(answer)
    except ValueError:
        return None


def _write(name: str, key: str) -> None:
    state.answer(name, st.session_state[key].strip())


def _choose(name: str, key: str, options: dict[str, str]) -> None:
    state.answer(name, options.get(st.session_state[key], ""))


def _date(name: str, key: str) -> None:
    day: dt.date | None = st.session_state[key]
    state.answer(name, day.isoformat() if day else "")

"""What the reader's language says and writes: :mod:`analysis.speech` in the language of whoever looks at the screen."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any, Final

import streamlit as st

from analysis.speech import LANGUAGES, Speech
from analysis.wording import Sentence

CHOSEN: Final = "language"
"""Where the session keeps the language that the reader chose."""
IN_ADDRESS: Final = "lang"
"""Parameter of the address that says the language, for links and for a page that is loaded again."""


def language() -> str:
    """The reader's language: the one chosen in this session, else that of the address, else the browser's."""
    for wanted in (st.session_state.get(CHOSEN), st.query_params.get(IN_ADDRESS)):
        if wanted in LANGUAGES:
            return wanted
    return preferred(st.context.locale or "")


def preferred(accepted: str) -> str:
    """The first language of an ``Accept-Language`` list that the app speaks; English if it speaks none of them.

    >>> preferred("de-DE,fr-CA;q=0.8,en;q=0.5")
    'fr'
    """
    tags = (part.split(";")[0].strip().lower().split("-")[0] for part in accepted.split(","))
    return next((tag for tag in tags if tag in LANGUAGES), "en")


def _(text: str, **details: Any) -> str:
    """Say a text in the reader's language, its ``{fields}`` filled with details in the reader's form.

    The text must be a literal, so that it can be found for translation. Without details, braces are left alone.
    """
    return Speech(language()).text(text, details)


def ngettext(one: str, many: str, n: int, **details: Any) -> str:
    """Say a text that depends on a count, which fills the field ``{n}``."""
    return Speech(language()).plural(one, many, n, details)


def say(sentence: Sentence) -> str:
    """Say a sentence of the library, or a label kept as one, in the reader's language."""
    return Speech(language()).say(sentence)


def number(value: float, digits: int | None = None) -> str:
    """Write a number; see :meth:`Speech.number`."""
    return Speech(language()).number(value, digits)


def percent(share: float, digits: int | None = 1) -> str:
    """Write a share of 0 to 1 as a percentage; see :meth:`Speech.percent`."""
    return Speech(language()).percent(share, digits)


def percent_sign() -> str:
    """The sign behind a percentage, with the space that the reader's language wants before it."""
    return Speech(language()).percent_sign


def slider_percent(digits: str = "%d") -> str:
    """How a slider writes its percentages: a printf format for Streamlit."""
    return digits + percent_sign().replace("%", "%%")


def written(value: Any) -> str:
    """A detail in the reader's form; see :meth:`Speech.written`."""
    return Speech(language()).written(value)


def digits(value: float, form: str = ",") -> str:
    """Write one of the many thousands of numbers that a chart holds; see :meth:`Speech.digits`."""
    return Speech(language()).digits(value, form)


def fine_percent(share: float) -> str:
    """Write a share that may be tiny as a percentage of two significant digits: 0.0033%, 51%."""
    return percent(share, max(0, min(1 - math.floor(math.log10(share * 100)), 12)) if share > 0 else 0)


def signed(change: float, digits: int | None = None) -> str:
    """Write a change with its sign; see :meth:`Speech.signed`."""
    return Speech(language()).signed(change, digits)


def points(change: float, digits: int = 1) -> str:
    """Write the difference of two shares of 0 to 1 in percentage points: −51,4 pts."""
    return _("{change} pts", change=signed(float(change) * 100, digits))


def weekdays() -> tuple[str, ...]:
    """The days of the week from Monday, as words in a sentence."""
    return Speech(language()).weekdays


def date(day: dt.date) -> str:
    """Write a date: 24/11/2026."""
    return Speech(language()).date(day)

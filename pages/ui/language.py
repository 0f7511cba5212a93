"""French and English: what is said, and how numbers and dates are written.

Text is written in English in the code and looked up in ``locale/<language>/LC_MESSAGES/foule.po``. Those files are
read as they are when the app starts: there is nothing to compile, and nothing that can be out of date.
"""

from __future__ import annotations

import datetime as dt
import gettext
import io
import math
from collections.abc import Iterable
from functools import lru_cache
from numbers import Integral, Real
from pathlib import Path
from typing import Any, Final, cast

import streamlit as st
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from analysis.wording import Sentence, Share

LANGUAGES: Final = ("fr", "en")
LOCALES: Final = {"fr": Locale("fr", "FR"), "en": Locale("en", "GB")}
CATALOGUES: Final = Path(__file__).resolve().parents[2] / "locale"
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


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(name: str) -> gettext.GNUTranslations:
    """The translations into one language, with the plural rule that its file states."""
    with catalogue_file(name).open("rb") as source:
        messages = read_po(source, locale=name)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def catalogue_file(name: str) -> Path:
    """Where the translations into one language are written."""
    return CATALOGUES / name / "LC_MESSAGES" / "foule.po"


def _(text: str, **details: Any) -> str:
    """Say a text in the reader's language, its ``{fields}`` filled with details in the reader's form.

    The text must be a literal, so that it can be found for translation. Without details, braces are left alone.
    """
    said = catalogue(language()).gettext(text)
    return _fill(said, details) if details else said


def ngettext(one: str, many: str, n: int, **details: Any) -> str:
    """Say a text that depends on a count, which fills the field ``{n}``."""
    return _fill(catalogue(language()).ngettext(one, many, n), {"n": n, **details})


def say(sentence: Sentence) -> str:
    """Say a sentence of the library, or a label kept as one, in the reader's language."""
    return _fill(catalogue(language()).gettext(sentence.template), dict(sentence.details))


def _fill(template: str, details: dict[str, Any]) -> str:
    return template.format(**{name: written(value) for name, value in details.items()})


def written(value: Any) -> str:
    """A detail in the reader's form: number, date, sentence, enumeration of any of these; a text stays what it is."""
    if isinstance(value, str):
        return value
    if isinstance(value, Sentence):
        return say(value)
    if isinstance(value, Share):
        return percent(value)
    if isinstance(value, Real):
        return number(cast("float", value))
    if isinstance(value, dt.date):
        return date(value)
    if isinstance(value, Iterable):
        return format_list([written(item) for item in value], locale=_locale())
    return str(value)


HUGE: Final = 10**15
"""Numbers from here on are written as a power of ten: nobody reads their digits."""


def number(value: float, digits: int | None = None) -> str:
    """Write a number: 12 345 or 12,345; 0,654 or 0.654.

    Args:
        digits: Decimals to write; None for up to three, fewer as the number grows. A value other than 0 that they
            would write as 0 becomes "< 0,001": a small risk is not no risk.
    """
    value = int(value) if isinstance(value, Integral) else float(value)
    if abs(value) >= HUGE:
        return f"≈ {'−' if value < 0 else ''}10^{round(math.log10(abs(value)))}"
    places = _places(value) if digits is None else digits
    least = 10.0**-places
    if 0 < abs(value) < least / 2:
        return f"{'> −' if value < 0 else '< '}{_decimal(least, places, digits is not None)}"
    return _decimal(value, places, digits is not None)


def percent(share: float, digits: int | None = 1) -> str:
    """Write a share of 0 to 1 as a percentage: 51,4 % or 51.4%. What is neither nothing nor all never reads as such.

    Args:
        digits: Decimals to write; None for as many as it needs, up to three: the form of a limit that somebody chose.
    """
    sign = percent_sign()
    if share in (0, 1):
        return f"{int(share) * 100}{sign}"
    if digits is None:
        return number(round(float(share) * 100, 6)) + sign
    least = 10.0**-digits
    hundredths = float(share) * 100
    if 100 - least / 2 <= hundredths < 100:
        return f"> {_decimal(100 - least, digits, True)}{sign}"
    return number(hundredths, digits) + sign


def percent_sign() -> str:
    """The sign behind a percentage, with the space that the reader's language wants before it."""
    return "\N{NO-BREAK SPACE}%" if language() == "fr" else "%"


def slider_percent(digits: str = "%d") -> str:
    """How a slider writes its percentages: a printf format for Streamlit."""
    return digits + percent_sign().replace("%", "%%")


def digits(value: float, form: str = ",") -> str:
    """Write a number by a Python format, with the reader's marks: for the many thousands that a chart holds."""
    marks = str.maketrans(",.", "\N{NARROW NO-BREAK SPACE},") if language() == "fr" else {}
    return format(value, form).translate(marks)


def signed(change: float, digits: int | None = None) -> str:
    """Write a change with its sign, the minus as the sign minus (−) that is read aloud."""
    size = number(abs(change), digits)
    if change == 0 or size.startswith("<"):
        return "0" if change == 0 else "≈ 0"
    return f"{'−' if change < 0 else '+'}{size}"


def points(change: float, digits: int = 1) -> str:
    """Write the difference of two shares of 0 to 1 in percentage points: −51,4 pts."""
    return _("{change} pts", change=signed(float(change) * 100, digits))


def date(day: dt.date) -> str:
    """Write a date: 24/11/2026."""
    return format_date(day, "dd/MM/yyyy", locale=_locale())


def _places(value: float) -> int:
    return next((places for above, places in ((1000, 0), (100, 1), (1, 2)) if abs(value) >= above), 3)


def _decimal(value: float, places: int, fixed: bool) -> str:
    decimals = ("." + ("0" if fixed else "#") * places) if places else ""
    return format_decimal(value, format=f"#,##0{decimals}", locale=_locale()).replace("-", "−")


def _locale() -> Locale:
    return LOCALES[language()]

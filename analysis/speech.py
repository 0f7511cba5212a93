"""French and English: what is said, and how numbers and dates are written, for a screen or a report.

Text is written in English in the code and looked up in ``locale/<language>/LC_MESSAGES/foule.po``. Those files are
read as they are when they are first needed: there is nothing to compile, and nothing that can be out of date.
"""

from __future__ import annotations

import datetime as dt
import gettext
import io
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from numbers import Integral, Real
from pathlib import Path
from typing import Any, Final, cast

from babel import Locale
from babel.dates import format_date, get_day_names
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from analysis.wording import Sentence, Share

LANGUAGES: Final = ("fr", "en")
LOCALES: Final = {"fr": Locale("fr", "FR"), "en": Locale("en", "GB")}
CATALOGUES: Final = Path(__file__).resolve().parents[1] / "locale"
HUGE: Final = 10**15
"""Numbers from here on are written as a power of ten: nobody reads their digits."""


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


@dataclass(frozen=True)
class Speech:
    """How one language says and writes things.

    Attributes:
        language: ``fr`` or ``en``.
    """

    language: str

    def text(self, text: str, details: dict[str, Any]) -> str:
        """Say a text, its ``{fields}`` filled with details. Without details, braces are left alone."""
        said = catalogue(self.language).gettext(text)
        return self._fill(said, details) if details else said

    def plural(self, one: str, many: str, n: int, details: dict[str, Any]) -> str:
        """Say a text that depends on a count, which fills the field ``{n}``."""
        return self._fill(catalogue(self.language).ngettext(one, many, n), {"n": n, **details})

    def say(self, sentence: Sentence) -> str:
        """Say a sentence of the library, or a label kept as one."""
        return self._fill(catalogue(self.language).gettext(sentence.template), dict(sentence.details))

    def _fill(self, template: str, details: dict[str, Any]) -> str:
        return template.format(**{name: self.written(value) for name, value in details.items()})

    def written(self, value: Any) -> str:
        """A detail as it is written: number, date, sentence, enumeration of any of these; a text stays what it is."""
        if isinstance(value, str):
            return value
        if isinstance(value, Sentence):
            return self.say(value)
        if isinstance(value, Share):
            return self.percent(value)
        if isinstance(value, Real):
            return self.number(cast("float", value))
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, Iterable):
            return format_list([self.written(item) for item in value], locale=self._locale)
        return str(value)

    def number(self, value: float, digits: int | None = None) -> str:
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
            return f"{'> −' if value < 0 else '< '}{self._decimal(least, places, digits is not None)}"
        return self._decimal(value, places, digits is not None)

    def percent(self, share: float, digits: int | None = 1) -> str:
        """Write a share of 0 to 1 as a percentage: 51,4 % or 51.4%. What is neither nothing nor all never reads as such.

        Args:
            digits: Decimals to write; None for as many as it needs, up to three: the form of a limit that somebody chose.
        """
        if share in (0, 1):
            return f"{int(share) * 100}{self.percent_sign}"
        if digits is None:
            return self.number(round(float(share) * 100, 6)) + self.percent_sign
        least = 10.0**-digits
        hundredths = float(share) * 100
        if 100 - least / 2 <= hundredths < 100:
            return f"> {self._decimal(100 - least, digits, True)}{self.percent_sign}"
        return self.number(hundredths, digits) + self.percent_sign

    @property
    def percent_sign(self) -> str:
        """The sign behind a percentage, with the space that the language wants before it."""
        return "\N{NO-BREAK SPACE}%" if self.language == "fr" else "%"

    def digits(self, value: float, form: str = ",") -> str:
        """Write a number by a Python format, with the language's marks: for the many thousands that a chart holds."""
        marks = str.maketrans(",.", "\N{NARROW NO-BREAK SPACE},") if self.language == "fr" else {}
        return format(value, form).translate(marks)

    def signed(self, change: float, digits: int | None = None) -> str:
        """Write a change with its sign, the minus as the sign minus (−) that is read aloud."""
        size = self.number(abs(change), digits)
        if change == 0 or size.startswith("<"):
            return "0" if change == 0 else "≈ 0"
        return f"{'−' if change < 0 else '+'}{size}"

    def date(self, day: dt.date) -> str:
        """Write a date: 24/11/2026."""
        return format_date(day, "dd/MM/yyyy", locale=self._locale)

    @property
    def weekdays(self) -> tuple[str, ...]:
        """The days of the week from Monday, as words in a sentence."""
        names = get_day_names(locale=self._locale)
        return tuple(names[day] for day in range(7))

    def _decimal(self, value: float, places: int, fixed: bool) -> str:
        decimals = ("." + ("0" if fixed else "#") * places) if places else ""
        return format_decimal(value, format=f"#,##0{decimals}", locale=self._locale).replace("-", "−")

    @property
    def _locale(self) -> Locale:
        return LOCALES[self.language]


def _places(value: float) -> int:
    return next((places for above, places in ((1000, 0), (100, 1), (1, 2)) if abs(value) >= above), 3)

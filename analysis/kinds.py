"""What the values of a column are, read from all of its distinct texts and never from the first lines only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.wording import Sentence, sentence


class Kind(Enum):
    """What the values of a column are."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    CODE = "code"
    """Digits (or digits and letters) that name something and are not an amount: postal code, NIR, CIM-10."""
    TEXT = "text"
    EMPTY = "empty"
    """Nothing but missing values."""

    @property
    def has_order(self) -> bool:
        """Whether its values have an order that means something: numbers and dates."""
        return self.is_number or self is Kind.DATE

    @property
    def is_number(self) -> bool:
        """Whether the values are amounts that can be added up."""
        return self in (Kind.INTEGER, Kind.DECIMAL)


KIND_NAMES: Final[Mapping[Kind, Sentence]] = {
    Kind.INTEGER: sentence("whole number"),
    Kind.DECIMAL: sentence("decimal number"),
    Kind.DATE: sentence("date"),
    Kind.CODE: sentence("code"),
    Kind.TEXT: sentence("text"),
    Kind.EMPTY: sentence("empty"),
}
"""What a kind of column is called."""


@dataclass(frozen=True)
class Understanding:
    """What a column was taken for.

    Attributes:
        kind: What its values are.
        decimal: The decimal mark of its numbers ("." where they have none).
        date_format: ``strftime`` pattern of its dates, or ``ISO8601`` where they are ISO dates of which only some have
            a time; empty unless ``kind`` is a date.
        missing: Texts among the values that stand for a missing one: blanks, and ``NA`` and the like in a column of
            numbers or dates.
        doubts: What the reader should check, such as dates that could be day first or month first.
    """

    kind: Kind
    decimal: str = "."
    date_format: str = ""
    missing: frozenset[str] = frozenset()
    doubts: tuple[Sentence, ...] = ()


MISSING_MARKS = (
    *("NA", "N/A", "n/a", "na", "<NA>", "#N/A", "#N/D", "NaN", "nan", "NULL", "Null", "null", "None"),
    *(".", "-", "?", "ND", "NR", "NC"),
)
"""Texts that say "missing" where every other value of the column is a number or a date."""

NEARLY = 0.9
"""From this share of numbers (or dates) on, the reader is told what kept a column from being one."""

_BLANKS = "[ \u00a0\u202f]"
_CLOCK = r"(?P<clock>[T ]\d{1,2}:\d{2}(?P<second>:\d{2}(?P<fraction>\.\d{1,9})?)?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = r"(?P<year>\d{4})(?P<mark>[-/.])\d{1,2}[-/.]\d{1,2}"
_YEAR_LAST = r"\d{1,2}(?P<sign>[-/.])\d{1,2}[-/.](?P<last>\d{4}|\d{2})"
_DATE = re.compile(f"^({_YEAR_FIRST}|{_YEAR_LAST}){_CLOCK}$")
_ISO_MIXED = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?)?$"
_COMPACT_DATE = r"^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$"
_SURELY_DATES = 10

_CODE_NAME = re.compile(
    "(cp|id|no|nir|nss|ipp|iep|nda|ine|ref|zip|tel|fax|uf)"
    "|(cod|postal|zip|insee|siren|siret|finess|rpps|adeli|tel|phone|mobile|num|ident|matric|dossier).*"
    "|.*(id|code|nir)"
)
_DATE_NAME = re.compile("(dt|dob|ddn|jour|day)|(date|naiss|birth|entree|sortie|admission|discharge|deces|death).*")


def understand(
    values: np.ndarray, name: str = "", decimal: str | None = None, day_first: bool | None = None
) -> Understanding:
    """Find out what the distinct texts of a column are.

    Args:
        values: The distinct texts; shape (n_distinct,), dtype object.
        name: Name of the column; decides only where the values leave it open (five digits: amount or postal code?).
        decimal: The decimal mark of the file; None to find it out from the values.
        day_first: Whether 03/04/2024 is in April; None to find it out from the values.
    """
    texts, blank, marker = _trimmed(values)
    said = texts.filter(pa.array(~(blank | marker)))
    missing = frozenset(values[blank | marker])
    if not len(said):
        return Understanding(Kind.EMPTY, missing=missing)
    figures = _dates(said, name, day_first) or _numbers(said, name, decimal) or _spaced_code(said)
    if figures is not None:
        return replace(figures, missing=missing)
    kind = Kind.CODE if _is_lettered_code(said) else Kind.TEXT
    doubts = _nearly(said, name, decimal) if kind is Kind.TEXT else ()
    return Understanding(kind, missing=frozenset(values[blank]), doubts=doubts)


def understand_as(
    kind: Kind, values: np.ndarray, name: str = "", decimal: str | None = None, day_first: bool | None = None
) -> Understanding:
    """Take the distinct texts of a column for what the user says they are; the arguments are those of ``understand``.

    Texts that are not of that kind stay as they are and have no number or date; a doubt says how many.
    """
    found = understand(values, name, decimal, day_first)
    if found.kind is kind:
        return found
    texts, blank, marker = _trimmed(values)
    if not (kind.is_number or kind is Kind.DATE):
        return Understanding(kind, missing=frozenset(values[blank]))
    said = texts.filter(pa.array(~(blank | marker)))
    mark = decimal or max(".,", key=lambda mark: int(_is_number(said, mark).sum()))
    pattern = _best_pattern(said, day_first) if kind is Kind.DATE else ""
    read = _is_number(said, mark) if kind.is_number else _parses(said, pattern)
    doubts = () if read.all() else (_misfits(kind, name, int((~read).sum())),)
    return Understanding(kind, mark if kind.is_number else ".", pattern, frozenset(values[blank | marker]), doubts)


def parse_numbers(texts: np.ndarray, decimal: str = ".") -> np.ndarray:
    """Read texts as numbers: blanks group thousands (plain, no-break and narrow), ``decimal`` starts the fraction.

    Returns:
        Floats, NaN where a text is not a number; same shape as ``texts``.
    """
    trimmed = pc.utf8_trim_whitespace(pa.array(texts, type=pa.string(), from_pandas=True))
    number = pa.array(_is_number(trimmed, decimal))
    plain = pc.replace_substring_regex(trimmed, rf"^\+|{_BLANKS}", "")
    plain = pc.replace_substring(plain, decimal, ".")
    return np.asarray(pc.if_else(number, plain, None).cast(pa.float64()), dtype=float)


def is_figure(texts: np.ndarray) -> np.ndarray:
    """Which texts are written as numbers (with a point or a comma) or as dates; mask of the same shape."""
    trimmed = pc.utf8_trim_whitespace(pa.array(texts, type=pa.string()))
    return _is_number(trimmed, ".") | _is_number(trimmed, ",") | _matches(trimmed, _DATE.pattern)


def _trimmed(values: np.ndarray) -> tuple[pa.StringArray, np.ndarray, np.ndarray]:
    """The texts without blanks around them, which of them are empty, and which are marks of missing."""
    texts = pc.utf8_trim_whitespace(pa.array(values, type=pa.string()))
    blank = np.asarray(pc.equal(texts, ""), dtype=bool)
    marker = np.asarray(pc.is_in(texts, pa.array(MISSING_MARKS)), dtype=bool)
    return texts, blank, marker


def _matches(texts: pa.StringArray, pattern: str) -> np.ndarray:
    return np.asarray(pc.match_substring_regex(texts, pattern).fill_null(False), dtype=bool)


def _is_number(texts: pa.StringArray, decimal: str) -> np.ndarray:
    mark = re.escape(decimal)
    whole = rf"(\d+|\d{{1,3}}({_BLANKS}\d{{3}})+)"
    return _matches(texts, rf"^[+-]?({whole}({mark}\d*)?|{mark}\d+)([eE][+-]?\d{{1,3}})?$")


def _numbers(said: pa.StringArray, name: str, decimal: str | None) -> Understanding | None:
    marks = [mark for mark in ([decimal] if decimal else [".", ","]) if _is_number(said, mark).all()]
    if not marks:
        return None
    plain = pc.replace_substring_regex(said, _BLANKS, "")
    whole = bool(_matches(plain, r"^[+-]?\d+$").all())
    if _matches(plain, r"^0\d").any() or (whole and _is_digit_code(plain, name)):
        return Understanding(Kind.CODE)
    if whole:
        return Understanding(Kind.INTEGER)
    return Understanding(Kind.DECIMAL, marks[0], doubts=_thousands_doubt(said, name) if marks[0] == "," else ())


def _is_digit_code(digits: pa.StringArray, name: str) -> bool:
    """Whether whole numbers name something: too long for an amount, or all of one length."""
    if _matches(digits, r"^[+-]?\d{16,}").any():
        return True
    if not (_matches(digits, r"^\d").all() or _matches(digits, r"^\+\d{9}").all()):
        return False
    shortest, longest = pc.min_max(pc.utf8_length(digits)).as_py().values()
    return shortest == longest and (longest >= 9 or (longest >= 5 and speaks_of(_CODE_NAME, name)))


def _spaced_code(said: pa.StringArray) -> Understanding | None:
    """Long numbers written in groups that are not thousands: 06 12 34 56 78, 1 85 05 78 006 084 36."""
    if not _matches(said, r"^[+(]?\d[\d .()\x{00a0}\x{202f}-]*$").all():
        return None
    shortest, longest = pc.min_max(pc.utf8_length(pc.replace_substring_regex(said, r"\D", ""))).as_py().values()
    return Understanding(Kind.CODE) if shortest >= 9 and longest - shortest <= 2 else None


def _is_lettered_code(said: pa.StringArray) -> bool:
    """Digits and capitals of nearly one length, a digit in each: 2A004, E11.9, AB-123-CD."""
    if not (_matches(said, r"^[0-9A-Z]([0-9A-Z./+-]*[0-9A-Z])?$") & _matches(said, r"\d")).all():
        return False
    shortest, longest = pc.min_max(pc.utf8_length(said)).as_py().values()
    return longest - shortest <= 3 and bool(_matches(said, r"[A-Z]").any())


def speaks_of(names: re.Pattern[str], column: str) -> bool:
    """Whether a word of a column's name, without accents or capitals, is one of some names."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    plain = unicodedata.normalize("NFKD", parted).encode("ascii", "ignore").decode().lower()
    return any(names.fullmatch(word) for word in re.findall("[a-z]+", plain))


def _dates(said: pa.StringArray, name: str, day_first: bool | None) -> Understanding | None:
    if _matches(said, _COMPACT_DATE).all():
        surely = len(said) >= _SURELY_DATES or speaks_of(_DATE_NAME, name)
        return Understanding(Kind.DATE, date_format="%Y%m%d") if surely and _parses(said, "%Y%m%d").all() else None
    if not _matches(said, _DATE.pattern).all():
        return None
    patterns = [pattern for pattern in _patterns(said[0].as_py(), day_first) if _parses(said, pattern).all()]
    if patterns:
        return Understanding(Kind.DATE, date_format=patterns[0], doubts=_date_doubts(patterns, name))
    if _matches(said, _ISO_MIXED).all() and _parses(said, "ISO8601").all():
        return Understanding(Kind.DATE, date_format="ISO8601")
    return None


def _patterns(text: str, day_first: bool | None) -> list[str]:
    """The ``strftime`` patterns that a date may be written in, the likeliest first; none where a text is no date."""
    match = _DATE.match(text)
    if match is None:
        return []
    clock = _clock_pattern(match)
    if match["year"]:
        return ["%Y{0}%m{0}%d".format(match["mark"]) + clock]
    mark, year = match["sign"], "%Y" if len(match["last"]) == 4 else "%y"
    day, month = f"%d{mark}%m{mark}{year}{clock}", f"%m{mark}%d{mark}{year}{clock}"
    if day_first is None:
        return [day] if mark == "." else [day, month]
    return [day if day_first else month]


def _clock_pattern(match: re.Match[str]) -> str:
    if not match["clock"]:
        return ""
    fraction = ".%f" if match["fraction"] else ""
    return f"{match['clock'][0]}%H:%M{':%S' if match['second'] else ''}{fraction}{match['zone'] or ''}"


def _parses(texts: pa.StringArray, pattern: str) -> np.ndarray:
    if not pattern:
        return np.zeros(len(texts), dtype=bool)
    return np.asarray(pd.to_datetime(texts.to_pandas(), format=pattern, errors="coerce").notna())


def _best_pattern(texts: pa.StringArray, day_first: bool | None) -> str:
    """The pattern that reads most of the texts; empty when none of them looks like a date."""
    if _matches(texts, _COMPACT_DATE).any():
        return "%Y%m%d"
    alike = texts.filter(pa.array(_matches(texts, _DATE.pattern)))
    patterns = _patterns(alike[0].as_py(), day_first) if len(alike) else []
    return max(patterns, key=lambda pattern: int(_parses(texts, pattern).sum()), default="")


def _date_doubts(patterns: list[str], name: str) -> tuple[Sentence, ...]:
    doubts = []
    if len(patterns) > 1:
        doubts.append(
            sentence("The dates of {column} could be day first or month first: they are read day first.", column=name)
        )
    if "%y" in patterns[0]:
        doubts.append(
            sentence(
                "The years of {column} have two digits: 69 to 99 are read as 1969 to 1999, 00 to 68 as 2000 to 2068.",
                column=name,
            )
        )
    return tuple(doubts)


def _thousands_doubt(said: pa.StringArray, name: str) -> tuple[Sentence, ...]:
    with_comma = said.filter(pa.array(_matches(said, ",")))
    if not _matches(with_comma, r"^[+-]?[1-9]\d{0,2},\d{3}$").all():
        return ()
    doubt = sentence("The commas of {column} are read as decimal marks; all could also group thousands.", column=name)
    return (doubt,)


def _nearly(said: pa.StringArray, name: str, decimal: str | None) -> tuple[Sentence, ...]:
    """Why a column that is all but numbers, or all but dates, was taken for text."""
    if (_matches(said, r"^[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$")).all():
        return (
            sentence(
                "{column} is read as text: commas group its thousands. Remove them to use it as a number.",
                column=name,
            ),
        )
    number = max((_is_number(said, mark) for mark in (decimal or ".,")), key=np.count_nonzero)
    for kind, fits in ((Kind.INTEGER, number), (Kind.DATE, _matches(said, _DATE.pattern))):
        if fits.mean() >= NEARLY and len(said) >= 10:
            read = _parses(said, _best_pattern(said, None)) if kind is Kind.DATE else fits
            return (_misfits(kind, name, int((~read).sum())),)
    return ()


def _misfits(kind: Kind, name: str, count: int) -> Sentence:
    if kind is Kind.DATE:
        return sentence(
            "Distinct values of {column} that are no date, or not written like the others: {count}.",
            column=name,
            count=count,
        )
    return sentence("Distinct values of {column} that are not numbers: {count}.", column=name, count=count)

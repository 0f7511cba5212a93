"""Names of columns as Stata, SPSS and SAS take them.

Sources: Stata User's Guide 11.3 (naming conventions) and ``help reswords``; IBM SPSS Statistics Command Syntax Reference,
"Variable names"; SAS Programmer's Guide, "Rules for most SAS names".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count

_FIGURES = "0123456789_"


@dataclass(frozen=True)
class Naming:
    """What a format takes for the name of a column; the first character is always a letter.

    Attributes:
        longest: Most characters, or bytes, of a name.
        in_bytes: Whether ``longest`` counts bytes of UTF-8.
        marks: Characters allowed besides letters, digits and the underscore.
        ascii_only: Whether letters are those from a to z only.
        case_matters: Whether ``age`` and ``AGE`` are two names.
        reserved: Words that are no names, folded as the names are.
    """

    longest: int
    in_bytes: bool = False
    marks: str = ""
    ascii_only: bool = False
    case_matters: bool = False
    reserved: frozenset[str] = frozenset()


_STATA_WORDS = ("byte", "double", "float", "if", "in", "int", "long", "str", "strL", "using", "with")
_SPSS_WORDS = ("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with")

STATA = Naming(32, case_matters=True, reserved=frozenset(chain(_STATA_WORDS, (f"str{n}" for n in range(1, 2046)))))
SPSS = Naming(64, in_bytes=True, marks=".$#@", reserved=frozenset(_SPSS_WORDS))
SAS = Naming(32, in_bytes=True, ascii_only=True)


def mended(names: Sequence[str], naming: Naming) -> tuple[str, ...]:
    """A name for each column that the format takes and no other column has; those it takes already stay.

    Args:
        names: Each once.
    """
    found = [_plain(name, naming) for name in names]
    owners: dict[str, int] = {}
    for position in sorted(range(len(names)), key=lambda place: found[place] != names[place]):
        own, suffix = found[position], count(2)
        while _folded(own, naming) in owners:
            tail = f"_{next(suffix)}"
            own = cut(found[position], naming.longest - len(tail), naming.in_bytes) + tail
        owners[_folded(own, naming)] = position
        found[position] = own
    return tuple(found)


def cut(text: str, longest: int, in_bytes: bool) -> str:
    """The beginning of a text: as many whole characters as fit."""
    return text.encode()[:longest].decode(errors="ignore") if in_bytes else text[:longest]


def _plain(name: str, naming: Naming) -> str:
    """The name with an underscore for each character that is refused, without regard to the other names."""
    if naming.ascii_only:
        name = unicodedata.normalize("NFKD", name)
        name = "".join(sign for sign in name if not unicodedata.combining(sign))
    allowed = _FIGURES + naming.marks
    plain = "".join(
        sign if sign in allowed or (sign.isalpha() and (sign.isascii() or not naming.ascii_only)) else "_"
        for sign in unicodedata.normalize("NFC", name)
    )
    if not plain[:1].isalpha() or _folded(plain, naming) in naming.reserved:
        plain = f"v_{plain}"
    return cut(plain, naming.longest, naming.in_bytes).rstrip(".")


def _folded(name: str, naming: Naming) -> str:
    return name if naming.case_matters else name.lower()

"""Numbers that a person types, several in a line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.errors import HierarchyError
from pages.ui.language import language


def numbers_in(text: str) -> tuple[float, ...]:
    """Read numbers parted by semicolons or blanks; their decimal mark is a point or a comma.

    Raises:
        HierarchyError: A part is not a number.
    """
    return tuple(_number(part) for part in re.split(r";|,?\s+", text) if part)


def number_in(text: str) -> float | None:
    """Read one number; None where nothing is typed.

    Raises:
        HierarchyError: It is not a number.
    """
    return _number(text.strip()) if text.strip() else None


def whole_numbers_in(text: str) -> tuple[int, ...]:
    """Read whole numbers parted by semicolons or blanks.

    Raises:
        HierarchyError: A part is not a whole number.
    """
    numbers = numbers_in(text)
    if not all(number.is_integer() for number in numbers):
        raise HierarchyError("Only whole numbers can be used here.")
    return tuple(map(int, numbers))


def typed(numbers: Iterable[float]) -> str:
    """Numbers as a person would type them."""
    mark = "," if language() == "fr" else "."
    return "; ".join(f"{number:.12g}".replace(".", mark) for number in numbers)


def _number(text: str) -> float:
    if not re.fullmatch(r"[+-]?\d+([.,]\d+)?(e[+-]?\d{1,2})?", text):
        raise HierarchyError("“{text}” is not a number. Part numbers by semicolons, as in 18; 25; 65.", text=text)
    return float(text.replace(",", "."))

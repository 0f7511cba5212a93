"""The distinct values of a column as the cells of a file: typed, or neutralised.

A text that a spreadsheet would run as a formula is neutralised as OWASP says (CSV injection): an apostrophe in front.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.dataset import Column
from analysis.kinds import Kind, parse_numbers

EXACT = 1 << 53
"""Whole numbers beyond it are not exact as floats."""

_AMOUNT = 10**15
"""Whole numbers from here on are read as codes; a spreadsheet shows fifteen digits."""

_FORMULA = "^[=+@\t\r\n＝＋－＠-]"


def neutralised(texts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The texts with an apostrophe before each formula, and a mask of those that got it; signed numbers are none."""
    formula = np.asarray(pc.match_substring_regex(pa.array(texts, pa.string()), _FORMULA), dtype=bool)
    if formula.any():
        formula[formula] = np.isnan(parse_numbers(texts[formula])) & np.isnan(parse_numbers(texts[formula], ","))
    return np.where(formula, "'" + texts, texts), formula


def typed(column: Column) -> pa.Array | None:
    """The distinct values of a column as numbers or dates.

    Returns:
        Integers, floats, days or moments; None where a value is neither, or two texts say the same (1 and 1,0), so
        that every record keeps what tells it apart.
    """
    if column.kind.is_number:
        return _numbers(column)
    return _dates(column) if column.kind is Kind.DATE else None


def indices(column: Column) -> pa.Array:
    """For each record the position of its value, null where missing."""
    return pa.array(column.codes, mask=column.codes < 0)


def _numbers(column: Column) -> pa.Array | None:
    numbers = column.numbers()
    if not np.isfinite(numbers).all() or len(np.unique(numbers)) < len(numbers):
        return None
    if column.kind is Kind.DECIMAL:
        codes = (numbers == np.floor(numbers)).all() and (np.abs(numbers) >= _AMOUNT).any()
        return None if codes else pa.array(numbers)
    exact = (numbers == np.floor(numbers)) & (np.abs(numbers) < EXACT)
    return pa.array(numbers.astype(np.int64)) if exact.all() else None


def _dates(column: Column) -> pa.Array | None:
    dates = column.dates()
    if dates.hasnans or not dates.is_unique:
        return None
    moments = pa.array(dates, pa.timestamp("ns"))
    return moments.cast(pa.date32()) if (dates == dates.normalize()).all() else moments

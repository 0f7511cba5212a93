"""New values put back into a column, written the way the column writes its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.dataset import Column, Dataset
from analysis.errors import RecodingError
from analysis.kinds import Kind

MOST_DECIMALS = 12
"""Decimals beyond these are noise of floating point."""


def number_column(dataset: Dataset, name: str) -> Column:
    """The column, which must hold numbers.

    Raises:
        DatasetError: It is not in the dataset.
        RecodingError: It does not hold numbers.
    """
    column = dataset[name]
    if not column.kind.is_number:
        raise RecodingError("{column} does not hold numbers: choose another column, or say that it does.", column=name)
    return column


def ordered_column(dataset: Dataset, name: str) -> Column:
    """The column, which must hold numbers or dates.

    Raises:
        DatasetError: It is not in the dataset.
        RecodingError: It holds neither.
    """
    column = dataset[name]
    if not column.kind.has_order:
        raise RecodingError("{column} holds neither numbers nor dates: its values have no order.", column=name)
    return column


def numbers_of_records(column: Column) -> np.ndarray:
    """One number per record, in record order; NaN where it is missing or no number; shape (n_records,)."""
    return np.append(column.numbers(), np.nan)[column.codes]


def amounts(column: Column) -> np.ndarray:
    """The distinct values as numbers, dates as nanoseconds; NaN where a text is neither; shape (n_distinct,)."""
    if column.kind is not Kind.DATE:
        return column.numbers()
    dates = column.dates()
    return np.where(dates.isna(), np.nan, dates.as_unit("ns").asi8.astype(float))


def n_decimals(column: Column) -> int:
    """The most decimals that a number of the column is written with."""
    if column.kind is Kind.INTEGER:
        return 0
    fraction = pd.Series(column.values, dtype="string").str.extract(
        rf"\{column.decimal}(\d+)\s*$" if column.decimal in ".," else r"\.(\d+)\s*$", expand=False
    )
    return min(int(fraction.str.len().max(skipna=True)) if fraction.notna().any() else 0, MOST_DECIMALS)


def number_texts(numbers: np.ndarray, decimals: int, mark: str) -> np.ndarray:
    """Write finite numbers with a fixed count of decimals; dtype object, same shape."""
    scaled = np.rint(numbers * 10.0**decimals)
    if len(scaled) and np.abs(scaled).max() >= 2.0**62:
        return np.array([f"{number:.{decimals}f}".replace(".", mark) for number in numbers], dtype=object)
    whole = scaled.astype(np.int64)
    if not decimals:
        return np.asarray(pa.array(whole).cast(pa.string()).to_numpy(zero_copy_only=False), dtype=object)
    sign = pa.array(whole < 0)
    above, below = (pa.array(part).cast(pa.string()) for part in np.divmod(np.abs(whole), 10**decimals))
    written = pc.binary_join_element_wise(above, pc.utf8_lpad(below, decimals, "0"), mark)
    signed = pc.if_else(sign, pc.binary_join_element_wise("-", written, ""), written)
    return np.asarray(signed.to_numpy(zero_copy_only=False), dtype=object)


def with_numbers(column: Column, numbers: np.ndarray, decimals: int | None = None) -> Column:
    """The column with other numbers; a number that stays the same keeps its text, and so does what is no number.

    Args:
        numbers: One per record, in record order; NaN leaves the record as it is; shape (n_records,).
        decimals: How many the new numbers are written with; None for as many as the column has.
    """
    places = n_decimals(column) if decimals is None else decimals
    rounded = np.round(numbers, places)
    old = numbers_of_records(column)
    changed = ~np.isnan(rounded) & ~np.isnan(old) & (rounded != old)
    codes, distinct = pd.factorize(rounded[changed] + 0.0)
    return rewritten(column, changed, codes, number_texts(distinct, places, column.decimal))


def rewritten(column: Column, changed: np.ndarray, codes: np.ndarray, texts: np.ndarray) -> Column:
    """The column with other values for some records.

    Args:
        changed: Which records have another value; boolean, shape (n_records,).
        codes: For each of these, the position of its new value in ``texts``, -1 for none.
        texts: The new values, dtype object.
    """
    if not changed.any():
        return column
    position, values = pd.factorize(np.concatenate([column.values, texts]))
    position = np.append(position, -1)
    everyone = position[np.where(column.codes < 0, len(position) - 1, column.codes)]
    everyone[changed] = position[np.where(codes < 0, len(position) - 1, codes + len(column.values))]
    return compact(replace(column, values=np.asarray(values, dtype=object), codes=everyone.astype(np.int32)))


def revalued(column: Column, texts: np.ndarray, kind: Kind | None = None) -> Column:
    """The column with another text for each of its distinct values.

    Args:
        texts: One for each of ``column.values``, None to make it missing; shape (n_distinct,), dtype object.
        kind: What the new values are; None for what the old ones were.
    """
    position, values = pd.factorize(texts)
    codes = np.append(position, -1)[column.codes].astype(np.int32)
    kept = column.kind if kind is None else kind
    return replace(
        column, values=np.asarray(values, dtype=object), codes=codes, kind=kept if len(values) else Kind.EMPTY
    )


def compact(column: Column) -> Column:
    """The column without the values that nobody holds."""
    return column.take(np.arange(len(column.codes)))


def date_texts(dates: pd.DatetimeIndex, pattern: str) -> np.ndarray:
    """Write dates in the pattern of their column; in ISO where it mixes dates with and without a time."""
    if pattern and pattern != "ISO8601":
        return np.asarray(dates.strftime(pattern), dtype=object)
    with_time = np.asarray(dates != dates.normalize())
    written = np.asarray(dates.strftime("%Y-%m-%d"), dtype=object)
    written[with_time] = np.asarray(dates[with_time].strftime("%Y-%m-%dT%H:%M:%S"), dtype=object)
    return written


def with_columns(dataset: Dataset, columns: list[Column]) -> Dataset:
    """The dataset with some columns replaced by others of the same names."""
    for column in columns:
        dataset = dataset.with_column(column)
    return dataset


def category_codes(column: Column) -> tuple[np.ndarray, int]:
    """One code per record and how many there are; a missing value has one of its own, the last."""
    return np.where(column.codes < 0, len(column.values), column.codes), len(column.values) + 1

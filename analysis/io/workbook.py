"""Dataset → Excel workbook of one sheet."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES

from analysis.dataset import Column, Dataset
from analysis.errors import DatasetError
from analysis.io.cells import neutralised, typed

MOST_RECORDS = 1_048_575
MOST_COLUMNS = 16_384
MOST_CHARACTERS = 32_767
"""What one cell holds."""

FIRST_DAY = pd.Timestamp(1900, 3, 1)
"""The first day that every spreadsheet counts alike."""

_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def workbook_of(dataset: Dataset) -> tuple[bytes, int]:
    """Write a workbook, and count the cells that were neutralised.

    Raises:
        DatasetError: The dataset, or one of its texts, is larger than a sheet, or a cell, can be.
    """
    if dataset.n_records > MOST_RECORDS or len(dataset.columns) > MOST_COLUMNS:
        raise DatasetError(
            "A sheet holds {records} records and {columns} columns at most. Choose CSV or Parquet.",
            records=MOST_RECORDS,
            columns=MOST_COLUMNS,
        )
    book = Workbook(write_only=True)
    sheet = book.create_sheet("data")
    names, marked = neutralised(np.array(dataset.names, dtype=object))
    header = _text_cells(sheet, names)
    count, columns = int(marked.sum()), []
    for column in dataset:
        cells, marked = _cells(sheet, column)
        count += int(column.counts[marked].sum())
        columns.append(np.array([*cells, None], dtype=object)[column.codes])
    sheet.append(header)
    for record in zip(*columns, strict=True):
        sheet.append(record)
    content = BytesIO()
    book.save(content)
    return content.getvalue(), count


def _cells(sheet: Any, column: Column) -> tuple[list[Any], np.ndarray]:
    """The distinct values as cells, and which of them were neutralised."""
    values = typed(column)
    if values is None or (pa.types.is_temporal(values.type) and not _fits(column.dates())):
        texts, marked = neutralised(column.values)
        return _text_cells(sheet, texts), marked
    if pa.types.is_timestamp(values.type):
        values = values.cast(pa.timestamp("us"))
    cells = values.to_pylist()
    if pa.types.is_floating(values.type):
        cells = [_number_cell(sheet, number) for number in cells]
    return cells, np.zeros(len(values), dtype=bool)


def _fits(dates: pd.DatetimeIndex) -> bool:
    return bool((dates >= FIRST_DAY).all() and (dates == dates.floor("s")).all())


def _text_cells(sheet: Any, texts: np.ndarray) -> list[Any]:
    """Texts as cells; what XML cannot hold is escaped as the format prescribes (ST_Xstring of ECMA-376)."""
    if max(map(len, texts), default=0) > MOST_CHARACTERS:
        raise DatasetError(
            "A cell holds {characters} characters at most, and a text is longer. Choose CSV or Parquet.",
            characters=MOST_CHARACTERS,
        )
    return [_text_cell(sheet, _NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)) for text in texts]


def _text_cell(sheet: Any, text: str) -> Any:
    """A text, kept from being taken for the error that it spells."""
    return _cell(sheet, text, "s") if text in ERROR_CODES else text


def _number_cell(sheet: Any, number: float) -> Any:
    """A number, to its last digit: openpyxl writes sixteen, a float may need seventeen."""
    return number if float(f"{number:.16g}") == number else _cell(sheet, repr(number), "n")


def _cell(sheet: Any, text: str, data_type: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = data_type
    return cell

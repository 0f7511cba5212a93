"""Excel and OpenDocument sheets → grid; texts stay as they are typed, whole numbers lose their ".0"."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from analysis.errors import DatasetError
from analysis.io.cells import EXACT
from analysis.io.grid import Grid, ReadOptions, Understood
from analysis.io.layout import SAMPLE_ROWS, has_header
from analysis.wording import Sentence, sentence


def read_spreadsheet(content: bytes, options: ReadOptions) -> Grid:
    """Read the cells of one sheet: the one asked for, or else the first that is not empty.

    Raises:
        DatasetError: The file cannot be opened, the sheet is not there, or it has no record.
    """
    names, rows, sheet = _sheet(content, options.sheet)
    sample = [[_text(cell) or "" for cell in row] for row in rows[:SAMPLE_ROWS]]
    header = has_header(sample) if options.header is None else options.header
    records = rows[header:]
    if not records:
        raise DatasetError("The sheet {sheet} has a header and no record.", sheet=sheet)
    columns = tuple(_column(cells) for cells in zip(*records, strict=True))
    others = tuple(name for name in names if name != sheet)
    understood = Understood("Excel", header=header, sheet=sheet, other_sheets=others, doubts=_doubts(others, sheet))
    return Grid(tuple(sample[0]) if header else ("",) * len(columns), columns, understood)


def _sheet(content: bytes, wanted: str | None) -> tuple[list[str], list[list[Any]], str]:
    """Names of all sheets, the rows of one, and its name."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = list(workbook.sheet_names)
        if wanted is not None and wanted not in names:
            raise DatasetError(
                "The file has no sheet {sheet}. Its sheets are {known}.", sheet=wanted, known=", ".join(names)
            )
        for name in [wanted] if wanted is not None else names:
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=True)
            if rows:
                return names, rows, name
    except PasswordError:
        raise DatasetError("The file is protected by a password. Save it again without one.") from None
    except CalamineError:
        raise DatasetError("The file is not a spreadsheet, or it is damaged. Save it again as .xlsx or CSV.") from None
    raise DatasetError("The file has no cell that is filled in.")


def _column(cells: Sequence[Any]) -> pa.DictionaryArray:
    """The cells as texts; days that stand among moments are their midnights."""
    if any(isinstance(cell, dt.datetime) for cell in cells):
        cells = [dt.datetime(*cell.timetuple()[:3]) if type(cell) is dt.date else cell for cell in cells]
    return pa.array([_text(cell) for cell in cells], pa.string()).dictionary_encode()


def _text(cell: Any) -> str | None:
    """A cell as text, None when it is empty."""
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < EXACT else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ")
    return str(cell)


def _doubts(others: tuple[str, ...], sheet: str) -> tuple[Sentence, ...]:
    if not others:
        return ()
    return (
        sentence(
            "The file has several sheets: {sheet} was read, and {others} were not.",
            sheet=sheet,
            others=", ".join(others),
        ),
    )

"""File → dataset: the format by its extension, then names and kinds of the columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path, PurePath
from typing import BinaryIO

import numpy as np
import pyarrow as pa

from analysis.dataset import Column, Dataset, column_as
from analysis.errors import DatasetError
from analysis.io.delimited import read_delimited
from analysis.io.grid import Grid, ReadOptions, Understood
from analysis.io.refusals import reason
from analysis.io.spreadsheets import read_spreadsheet
from analysis.io.typed import (
    read_json_lines,
    read_parquet,
    read_sas,
    read_sas_transport,
    read_spss,
    read_spss_portable,
    read_stata,
)
from analysis.kinds import Understanding, understand, understand_as
from analysis.wording import Sentence, sentence

Source = bytes | Path | BinaryIO
"""Where a file's bytes come from."""

READERS: dict[str, Callable[[bytes, ReadOptions], Grid]] = {
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".txt": read_delimited,
    ".xlsx": read_spreadsheet,
    ".xls": read_spreadsheet,
    ".xlsb": read_spreadsheet,
    ".ods": read_spreadsheet,
    ".parquet": read_parquet,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".sav": read_spss,
    ".zsav": read_spss,
    ".por": read_spss_portable,
    ".dta": read_stata,
    ".sas7bdat": read_sas,
    ".xpt": read_sas_transport,
}

SUPPORTED = tuple(READERS)
"""Extensions of the files that can be read."""

DRAWN = ("CSV", "Excel")
"""Formats laid out by hand, where empty columns and records may hang over the edge."""


@dataclass(frozen=True, eq=False)
class Reading:
    """A dataset and how its file was read."""

    dataset: Dataset
    understood: Understood


def read(source: Source, name: str, options: ReadOptions | None = None) -> Reading:
    """Read a file into memory; the format is that of the extension of ``name``.

    Every text is kept exactly, and no part of an upload is written to disk.

    Args:
        source: The whole file, its path, or a stream opened for bytes.
        name: Name of the file; without its path, the name of the dataset.
        options: What the user decides instead of the reader.

    Raises:
        DatasetError: The file cannot be read, or the options do not fit it.
    """
    options = options or ReadOptions()
    path = PurePath(name)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise DatasetError(
            "Files of this kind cannot be read: {name}. Use one of {supported}.",
            name=path.name,
            supported=" ".join(SUPPORTED),
        )
    if options.decimal not in (None, ".", ","):
        raise DatasetError("A decimal mark is a point or a comma.")
    content = content_of(source)
    if not content:
        raise DatasetError("The file is empty.")
    return _reading(reader(content, options), path.name, options)


def content_of(source: Source) -> bytes:
    """All bytes of a source.

    Raises:
        DatasetError: The file cannot be opened.
    """
    if isinstance(source, bytes):
        return source
    if not isinstance(source, Path):
        return source.read()
    try:
        return source.read_bytes()
    except OSError as error:
        raise DatasetError("{path}: {reason}.", path=str(source), reason=reason(error)) from None


def _reading(grid: Grid, name: str, options: ReadOptions) -> Reading:
    grid, trimmed = _trim(grid) if grid.understood.format in DRAWN else (grid, ())
    if not grid.columns or not len(grid.columns[0]):
        raise DatasetError("The file has no record.")
    names, renamed = _name(grid.names)
    unknown = [column for column in options.kinds if column not in names]
    if unknown:
        raise DatasetError(
            "Not in the dataset: {columns}. Its columns are {known}.",
            columns=", ".join(unknown),
            known=", ".join(names),
        )
    if grid.understood.format != "CSV":  # numbers of typed cells are written with a point here
        options = replace(options, decimal=None)
    columns, found = zip(
        *(_column(own, cells, options) for own, cells in zip(names, grid.columns, strict=True)), strict=True
    )
    if grid.labels:
        columns = tuple(
            replace(column, label=label, value_labels=meanings)
            for column, label, meanings in zip(columns, grid.labels, grid.value_labels, strict=True)
        )
    understood = replace(
        grid.understood,
        decimal="," if any(one.decimal == "," for one in found) else ".",
        notes=(*grid.understood.notes, *trimmed, *renamed, *_missing_note(names, found)),
        doubts=(*grid.understood.doubts, *(doubt for one in found for doubt in one.doubts)),
    )
    return Reading(Dataset(name, columns), understood)


def _column(name: str, cells: pa.DictionaryArray, options: ReadOptions) -> tuple[Column, Understanding]:
    values = cells.dictionary.to_numpy(zero_copy_only=False)
    codes = np.asarray(cells.indices.fill_null(-1), dtype=np.int32)
    kind = options.kinds.get(name)
    found = (
        understand(values, name, options.decimal, options.day_first)
        if kind is None
        else understand_as(kind, values, name, options.decimal, options.day_first)
    )
    return column_as(name, values, codes, found), found


def _trim(grid: Grid) -> tuple[Grid, tuple[Sentence, ...]]:
    """Leave out the last columns that have neither name nor value, and the last records without any value.

    The records of a single column stay, as a record may well lack its only value.
    """
    width = next((i for i in range(len(grid.names), 0, -1) if not _is_blank(grid.names[i - 1], grid.columns[i - 1])), 0)
    columns, n_records = grid.columns[:width], len(grid.columns[0])
    filled = np.zeros(n_records, dtype=bool)
    for column in columns:
        filled |= np.asarray(column.is_valid(), dtype=bool)
    length = int(filled.nonzero()[0].max(initial=-1)) + 1 if width > 1 and filled.any() else n_records
    notes = []
    if width < len(grid.names):
        notes.append(
            sentence("Columns left out, as they have neither name nor value: {count}.", count=len(grid.names) - width)
        )
    if length < n_records:
        notes.append(
            sentence("Records left out at the end, as they have no value at all: {count}.", count=n_records - length)
        )
    return replace(grid, names=grid.names[:width], columns=tuple(column[:length] for column in columns)), tuple(notes)


def _is_blank(name: str, column: pa.DictionaryArray) -> bool:
    return not name.strip() and column.null_count == len(column)


def _name(given: Sequence[str]) -> tuple[list[str], tuple[Sentence, ...]]:
    """A name for each column that no other has: those without one get their position, repeated ones a number."""
    names: list[str] = []
    blank, repeated = [], []
    taken = {name.strip() for name in given}
    for position, name in enumerate((name.strip() for name in given), start=1):
        own = name or f"column_{position}"
        if own in names or (not name and own in taken):
            own = next(other for i in count(2) if (other := f"{own}_{i}") not in taken and other not in names)
            repeated.append(own)
        if not name:
            blank.append(own)
        names.append(own)
    notes = []
    if blank:
        notes.append(sentence("Columns without a name are called {columns}.", columns=", ".join(blank)))
    if repeated:
        notes.append(sentence("Repeated names are numbered: {columns}.", columns=", ".join(repeated)))
    return names, tuple(notes)


def _missing_note(names: Sequence[str], found: Sequence[Understanding]) -> tuple[Sentence, ...]:
    marks = {mark.strip() for one in found for mark in one.missing} - {""}
    columns = [name for name, one in zip(names, found, strict=True) if any(mark.strip() for mark in one.missing)]
    if not columns:
        return ()
    note = sentence(
        "{marks} counts as missing in {columns}.", marks=" ".join(sorted(marks)), columns=", ".join(columns)
    )
    return (note,)

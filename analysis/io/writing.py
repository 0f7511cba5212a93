"""Dataset → bytes of a file, and bytes → disk."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePath

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.dataset import Dataset
from analysis.errors import DatasetError
from analysis.io.cells import indices, neutralised, typed
from analysis.io.layout import check_delimiter
from analysis.io.refusals import reason
from analysis.io.statistics import SAS, SPSS, STATA, statistics_file
from analysis.io.workbook import workbook_of
from analysis.wording import Sentence

ABANDONED_AFTER = 3600
"""Seconds after which a part of a file that nobody completed is taken to be abandoned."""


class Format(Enum):
    """A format that a release can be written in; the value is its extension."""

    CSV = ".csv"
    EXCEL = ".xlsx"
    PARQUET = ".parquet"
    STATA = ".dta"
    SPSS = ".sav"
    SAS = ".xpt"


PACKAGES = {Format.STATA: STATA, Format.SPSS: SPSS, Format.SAS: SAS}
"""Formats of statistics packages, which hold labels."""


@dataclass(frozen=True)
class CsvStyle:
    """How a CSV file is written.

    Attributes:
        delimiter: One character between the fields of a line.
        encoding: Python's name of the encoding; ``utf-8-sig`` begins with a byte order mark, which Excel looks for.
    """

    delimiter: str = ","
    encoding: str = "utf-8"


@dataclass(frozen=True)
class Export:
    """A file ready to be saved.

    Attributes:
        content: The whole file.
        neutralised: Cells, names of columns among them, that got an apostrophe in front so as not to be run.
        notes: What the file does not hold as the dataset does, such as names that were changed.
    """

    content: bytes
    neutralised: int = 0
    notes: tuple[Sentence, ...] = ()


def format_of(name: str) -> Format:
    """The format that the extension of a file asks for.

    Raises:
        DatasetError: Nothing is written with that extension.
    """
    try:
        return Format(PurePath(name).suffix.lower())
    except ValueError:
        known = " ".join(format_.value for format_ in Format)
        raise DatasetError("Files cannot be written as {name}. Use one of {known}.", name=name, known=known) from None


def export(dataset: Dataset, format_: Format, style: CsvStyle | None = None) -> Export:
    """Write a dataset as a file.

    CSV holds every text as it is. In the other formats, numbers and dates become numbers and dates where every value
    of the column is one and no two are the same; codes and texts stay texts. Missing is an empty cell, so
    a sheet does not show how many records without any value stand at its end. Stata, SPSS and SAS files hold the
    labels of columns, and Stata and SPSS those of values.

    Args:
        dataset: What to write.
        format_: In which format.
        style: How a CSV file is written; commas and UTF-8 unless given.

    Raises:
        DatasetError: The format or the encoding cannot hold the dataset.
    """
    if format_ is Format.CSV:
        return _csv(dataset, style or CsvStyle())
    if format_ is Format.EXCEL:
        return Export(*workbook_of(dataset))
    if format_ is Format.PARQUET:
        return Export(_parquet(dataset))
    content, notes = statistics_file(dataset, PACKAGES[format_])
    return Export(content, notes=notes)


def save(content: bytes, path: Path) -> None:
    """Write a file whole or not at all; one that is there already is replaced at once.

    Raises:
        DatasetError: The folder cannot be written to.
    """
    save_together([(path, content)])


def save_together(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write files whole, each in place of one that is there already, or none of them.

    All are written under other names first (``.NAME.XXXXXXXX.part``) and take their own when the last is complete, in
    their order. A process that is killed while it writes leaves nothing where the system has files without a name
    (Linux), elsewhere parts, which nothing takes for the file; the next that writes the same file an hour later or more
    clears them away.

    Args:
        files: Where, and what.

    Raises:
        DatasetError: A folder cannot be written to.
    """
    parts = [(path.with_name(f".{path.name}.{secrets.token_hex(4)}.part"), path) for path, _content in files]
    try:
        for (part, path), (_path, content) in zip(parts, files, strict=True):
            _at(path, _write, part, content)
        for part, path in parts:
            _at(path, part.replace, path)
            _clear_away(path)
    finally:
        for part, _path in parts:
            with contextlib.suppress(OSError):
                part.unlink()


def check_writable(path: Path) -> None:
    """Make sure, before any work is done, that a file can be written.

    Raises:
        DatasetError: It is a folder, or its folder is not there or takes no file.
    """
    if path.is_dir():
        raise DatasetError("{path} is a folder: name a file. Nothing was written.", path=str(path))
    _at(path, lambda: next(os.scandir(path.parent), None))
    if not os.access(path.parent, os.W_OK):
        raise DatasetError("{path}: {reason}. Nothing was written.", path=str(path), reason=reason(PermissionError(13)))


def _at(path: Path, action: Callable[..., object], *arguments: object) -> None:
    """Do something for a file; where it fails, say for which."""
    try:
        action(*arguments)
    except OSError as error:
        raise DatasetError("{path}: {reason}. Nothing was written.", path=str(path), reason=reason(error)) from None


def _write(part: Path, content: bytes) -> None:
    nameless = _nameless(part.parent)
    with part.open("xb") if nameless is None else os.fdopen(nameless, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        if nameless is not None:  # any open descriptor makes it linkat, which alone follows the link of /proc
            os.link(f"/proc/self/fd/{nameless}", part, src_dir_fd=nameless, follow_symlinks=True)


def _nameless(folder: Path) -> int | None:
    """A file that has no name until it is given one, open for writing; None where there is no such thing."""
    if not hasattr(os, "O_TMPFILE") or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o666)
    except OSError:
        return None


def _clear_away(path: Path) -> None:
    """Remove parts of a file that a killed process left; those of the last hour may still be written."""
    parts = re.compile(re.escape(f".{path.name}.") + r"[0-9a-f]{8}\.part")
    for left in path.parent.iterdir():
        with contextlib.suppress(OSError):
            if parts.fullmatch(left.name) and time.time() - left.stat().st_mtime > ABANDONED_AFTER:
                left.unlink()


def _csv(dataset: Dataset, style: CsvStyle) -> Export:
    check_delimiter(style.delimiter)
    names, marked = neutralised(np.array(dataset.names, dtype=object))
    count = int(marked.sum())
    missing = '""' if len(dataset.columns) == 1 else ""
    fields = []
    for column in dataset:
        texts, marked = neutralised(column.values)
        count += int(column.counts[marked].sum())
        fields.append(_quoted(texts, style.delimiter).take(indices(column)).fill_null(missing))
    header = style.delimiter.join(_quoted(names, style.delimiter).to_pylist())
    lines = pc.binary_join_element_wise(*fields, pa.scalar(style.delimiter, pa.large_string()))
    text = "\n".join([header, *lines.to_pylist(), ""])
    return Export(_encoded(text, style.encoding), count)


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except LookupError:
        raise DatasetError("No encoding is called {encoding}. Try utf-8 or cp1252.", encoding=encoding) from None
    except UnicodeEncodeError:
        raise DatasetError(
            "Some characters of the dataset cannot be written in {encoding}. Choose utf-8.", encoding=encoding
        ) from None


def _quoted(texts: np.ndarray, delimiter: str) -> pa.LargeStringArray:
    """The texts as fields of a line (RFC 4180): in quotes where they hold a delimiter, a quote or a line break."""
    plain = pa.array(texts, pa.large_string())
    special = pc.match_substring_regex(plain, f'["\r\n\ufeff{re.escape(delimiter)}]')
    doubled = pc.replace_substring(plain, '"', '""')
    quote, nothing = pa.scalar('"', pa.large_string()), pa.scalar("", pa.large_string())
    return pc.if_else(special, pc.binary_join_element_wise(quote, doubled, quote, nothing), plain)


def _parquet(dataset: Dataset) -> bytes:
    arrays = []
    for column in dataset:
        values = typed(column)
        arrays.append((pa.array(column.values, pa.string()) if values is None else values).take(indices(column)))
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(arrays, names=list(dataset.names)), sink)
    return sink.getvalue().to_pybytes()

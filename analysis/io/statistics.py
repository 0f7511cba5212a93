"""Dataset → file of a statistics package: Stata (.dta), SPSS (.sav), SAS transport (.xpt).

Codes stay codes, with the labels of the columns and of the values that records hold: a label of a value that nobody
holds any more could tell what was suppressed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyreadstat

from analysis.dataset import Column, Dataset
from analysis.errors import DatasetError
from analysis.io import naming
from analysis.io.cells import typed
from analysis.io.naming import Naming, cut, mended
from analysis.wording import Sentence, sentence


@dataclass(frozen=True)
class Package:
    """What the files of a statistics package hold.

    Attributes:
        name: Its name.
        write: Writer of pyreadstat with the version of the format.
        naming: What it takes for the name of a column.
        most_columns: Columns of a file.
        longest_text: Bytes of a text; longer ones are refused.
        longest_label: Characters (bytes, where the names count bytes) of the label of a column.
        longest_value_label: The same for the label of a value; 0 where the format holds none.
        labels_whole_only: Whether only whole numbers can have labels.
        numbers: Smallest and largest size of a number other than nought; others make their column one of texts.
        counts_records: Whether it says how many records there are; if not, those at the end that are all blanks are lost.
    """

    name: str
    write: Callable[..., None]
    naming: Naming
    most_columns: int
    longest_text: int
    longest_label: int
    longest_value_label: int
    labels_whole_only: bool = False
    numbers: tuple[float, float] = (0.0, 1e307)
    counts_records: bool = True


def _write_stata(frame: pd.DataFrame, path: str, **about: Any) -> None:
    """Version 14, as every edition of Stata since opens it; 15 would need Stata/MP."""
    pyreadstat.write_dta(frame, path, version=14, **about)


def _write_spss(frame: pd.DataFrame, path: str, **about: Any) -> None:
    pyreadstat.write_sav(frame, path, row_compress=True, **about)


def _write_sas(frame: pd.DataFrame, path: str, *, column_labels: dict[str, str], **_about: Any) -> None:
    """Version 8, for names of 32 characters and texts of more than 200."""
    pyreadstat.write_xport(frame, path, column_labels=column_labels, table_name="RELEASE", file_format_version=8)


STATA = Package("Stata", _write_stata, naming.STATA, 32_767, 2_000_000_000, 80, 32_000, labels_whole_only=True)
SPSS = Package("SPSS", _write_spss, naming.SPSS, 32_767, 32_767, 256, 120)
SAS = Package("SAS", _write_sas, naming.SAS, 9_999, 32_767, 256, 0, numbers=(1e-77, 1e75), counts_records=False)

_LONG = 2_147_483_620
"""Whole numbers up to here are ``long`` in Stata; those above it there stand for missing values."""


@dataclass(frozen=True, eq=False)
class _Variable:
    """A column as pyreadstat takes it.

    Attributes:
        column: The column.
        name: Its name in the file.
        label: What the file says it is; empty for nothing.
        cells: One per record.
        value_labels: Value, as the file holds it → what the file says it means.
    """

    column: Column
    name: str
    label: str
    cells: Any
    value_labels: dict[Any, str]


def statistics_file(dataset: Dataset, package: Package) -> tuple[bytes, tuple[Sentence, ...]]:
    """Write a file of a statistics package, and say what it does not hold as the dataset does.

    Raises:
        DatasetError: The format cannot hold the dataset.
    """
    if len(dataset.columns) > package.most_columns:
        raise DatasetError(
            "{format} holds {columns} columns at most. Choose CSV or Parquet.",
            format=package.name,
            columns=package.most_columns,
        )
    names = mended(dataset.names, package.naming)
    variables = [_variable(column, name, package) for column, name in zip(dataset, names, strict=True)]
    frame = pd.DataFrame({own.name: own.cells for own in variables})
    about = {
        "column_labels": {own.name: own.label for own in variables if own.label},
        "variable_value_labels": {own.name: own.value_labels for own in variables if own.value_labels},
    }
    try:
        content = _bytes_of(lambda path: package.write(frame, path, **about))
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError):
        raise DatasetError(
            "The dataset cannot be written for {format}. Choose CSV or Parquet.", format=package.name
        ) from None
    return content, _notes(variables, package)


def _bytes_of(write: Callable[[str], None]) -> bytes:
    """What a writer that asks for a path writes.

    In memory where the system has files without a name; elsewhere in a folder that only this user may enter, removed
    whatever happens.
    """
    if hasattr(os, "memfd_create") and Path("/proc/self/fd").is_dir():
        with os.fdopen(os.memfd_create("release"), "rb") as file:
            write(f"/proc/self/fd/{file.fileno()}")
            return file.read()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "release"
        write(str(path))
        return path.read_bytes()


def _variable(column: Column, name: str, package: Package) -> _Variable:
    values = typed(column)
    if values is not None and len(values) and _fits(values, package):
        cells, keys = _typed_cells(column, values)
        labelled = not package.labels_whole_only or isinstance(cells, pd.arrays.IntegerArray)
    else:
        _check_texts(column, package)
        cells, keys = np.append(column.values, "")[column.codes], column.values.tolist()
        labelled = not package.labels_whole_only
    keys = keys if labelled and package.longest_value_label else ()
    labels = {
        key: _shortened(column.value_labels[text], package.longest_value_label, package)
        for key, text in zip(keys, column.values, strict=bool(len(keys)))
        if text in column.value_labels
    }
    full = column.label or (column.name if name != column.name else "")
    label = _shortened(full, package.longest_label, package)
    return _Variable(column, name, label, cells, labels)


def _typed_cells(column: Column, values: pa.Array) -> tuple[Any, Sequence[Any]]:
    """The cells of numbers or dates, and the numbers as keys of labels."""
    missing = column.codes < 0
    if pa.types.is_date(values.type):
        return np.array([*values.to_pylist(), None], dtype=object)[column.codes], ()
    if pa.types.is_timestamp(values.type):
        return np.append(np.asarray(values), np.datetime64("NaT", "ns"))[column.codes], ()
    numbers = np.append(np.asarray(values), 0)[column.codes]
    if pa.types.is_integer(values.type) and np.abs(np.asarray(values)).max() <= _LONG:
        return pd.arrays.IntegerArray(numbers.astype(np.int32), missing), values.to_pylist()
    return np.where(missing, np.nan, numbers), values.cast(pa.float64()).to_pylist()


def _fits(values: pa.Array, package: Package) -> bool:
    """Whether the format holds all numbers to the last digit, and all moments, which it counts in seconds."""
    if pa.types.is_timestamp(values.type):
        return bool(pc.all(pc.equal(values, pc.floor_temporal(values, unit="second"))).as_py())
    if not pa.types.is_floating(values.type):
        return True
    sizes = np.abs(np.asarray(values))
    smallest, largest = package.numbers
    return bool(((sizes == 0) | ((sizes >= smallest) & (sizes <= largest))).all())


def _check_texts(column: Column, package: Package) -> None:
    texts = pa.array(column.values, pa.string())
    if (pc.max(pc.binary_length(texts)).as_py() or 0) > package.longest_text:
        raise DatasetError(
            "{format} holds texts of {bytes} bytes at most, and one of {column} is longer. Choose CSV or Parquet.",
            format=package.name,
            bytes=package.longest_text,
            column=column.name,
        )
    if pc.any(pc.match_substring(texts, "\0")).as_py():
        raise DatasetError(
            "A text of {column} has a null character, where {format} would end it. Choose CSV or Parquet.",
            column=column.name,
            format=package.name,
        )


def _shortened(label: str, longest: int, package: Package) -> str:
    return cut(label.replace("\0", " "), longest, package.naming.in_bytes)


def _notes(variables: Sequence[_Variable], package: Package) -> tuple[Sentence, ...]:
    """What the file does not hold as the dataset does."""
    renamed = [f"{own.column.name} → {own.name}" for own in variables if own.name != own.column.name]
    notes = []
    if renamed:
        notes.append(
            sentence(
                "{format} does not take the names of some columns, which were changed: {columns}.",
                format=package.name,
                columns=", ".join(renamed),
            )
        )
    unlabelled = _names_of(variables, _lacks_labels)
    if unlabelled:
        notes.append(
            sentence(
                "{format} cannot hold the labels of the values of {columns}.", format=package.name, columns=unlabelled
            )
        )
    shortened = _names_of(variables, _has_shortened_labels)
    if shortened:
        notes.append(
            sentence(
                "Labels of {columns} are longer than {format} allows, and were shortened.",
                format=package.name,
                columns=shortened,
            )
        )
    blank = _names_of(variables, _loses_blanks)
    if blank:
        notes.append(
            sentence(
                "{format} does not keep the blanks at the end of texts of {columns}.",
                format=package.name,
                columns=blank,
            )
        )
    if not package.counts_records and all(_ends_empty(own) for own in variables):
        notes.append(
            sentence(
                "{format} does not hold the records at the end that have no value at all.",
                format=package.name,
            )
        )
    return tuple(notes)


def _ends_empty(own: _Variable) -> bool:
    return own.cells.dtype == object and own.cells[-1:].tolist() == [""]


def _names_of(variables: Sequence[_Variable], lost: Callable[[_Variable], bool]) -> str:
    return ", ".join(own.column.name for own in variables if lost(own))


def _lacks_labels(own: _Variable) -> bool:
    return not own.value_labels and any(text in own.column.value_labels for text in own.column.values)


def _has_shortened_labels(own: _Variable) -> bool:
    full = {text: own.column.value_labels.get(text) for text in own.column.values} if own.value_labels else {}
    kept = set(own.value_labels.values())
    return own.label != (own.column.label or own.label) or any(label and label not in kept for label in full.values())


def _loses_blanks(own: _Variable) -> bool:
    return own.cells.dtype == object and any(text.endswith(" ") for text in own.column.values)

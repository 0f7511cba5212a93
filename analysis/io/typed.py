"""Files whose cells have types (Parquet, JSON Lines, SPSS, Stata, SAS) → grid, values as exact texts."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyreadstat

from analysis.errors import DatasetError
from analysis.io.cells import EXACT
from analysis.io.grid import Grid, ReadOptions, Understood
from analysis.io.text import to_utf8


def read_parquet(content: bytes, _options: ReadOptions) -> Grid:
    """Read the cells of a Parquet file.

    Raises:
        DatasetError: It is not Parquet, or a column holds lists or records.
    """
    try:
        table = pq.read_table(pa.BufferReader(content))
        table.validate(full=True)
        return _grid(table, Understood("Parquet"))
    except (pa.ArrowException, OSError, UnicodeDecodeError):
        raise DatasetError("The file is not Parquet, or it is damaged. Export it again.") from None


def read_json_lines(content: bytes, options: ReadOptions) -> Grid:
    """Read the cells of a file with one JSON object per line; a name that a line lacks is missing there.

    Raises:
        DatasetError: A line is not a JSON object, or a value is a list or an object.
    """
    text, encoding = to_utf8(content, options.encoding)
    lines = text.decode().split("\n")
    decode = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=lambda _: None).decode
    records: list[dict[str, Any]] = []
    try:
        records.extend(decode(line) for line in lines if line.strip())
    except (json.JSONDecodeError, RecursionError):
        line = [number for number, line in enumerate(lines, start=1) if line.strip()][len(records)]
        raise DatasetError("Line {line} is not JSON. Each line must be one object, in braces.", line=line) from None
    if not all(isinstance(record, dict) for record in records):
        raise DatasetError("The lines are not all JSON objects. Each must be one, in braces.")
    names = tuple(dict.fromkeys(name for record in records for name in record))
    columns = tuple(_json_column(name, [record.get(name) for record in records]) for name in names)
    return Grid(names, columns, Understood("JSON Lines", encoding))


def _json_column(name: str, cells: list[Any]) -> pa.DictionaryArray:
    if any(isinstance(cell, dict | list) for cell in cells):
        raise _not_flat(name)
    texts = [str(cell).lower() if isinstance(cell, bool) else cell for cell in cells]
    return pa.array(texts, pa.string()).dictionary_encode()


def read_spss(content: bytes, options: ReadOptions) -> Grid:
    """Read the cells of an SPSS file (.sav, .zsav)."""
    return _read_statistics(pyreadstat.read_sav, "SPSS", content, options)


def read_spss_portable(content: bytes, options: ReadOptions) -> Grid:
    """Read the cells of a portable SPSS file (.por)."""
    return _read_statistics(lambda file, **_: pyreadstat.read_por(file), "SPSS", content, options)


def read_stata(content: bytes, options: ReadOptions) -> Grid:
    """Read the cells of a Stata file (.dta)."""
    return _read_statistics(pyreadstat.read_dta, "Stata", content, options)


def read_sas(content: bytes, options: ReadOptions) -> Grid:
    """Read the cells of a SAS file (.sas7bdat)."""
    return _read_statistics(pyreadstat.read_sas7bdat, "SAS", content, options)


def read_sas_transport(content: bytes, options: ReadOptions) -> Grid:
    """Read the cells of a SAS transport file (.xpt)."""
    return _read_statistics(pyreadstat.read_xport, "SAS", content, options)


def _read_statistics(
    reader: Callable[..., tuple[pd.DataFrame, Any]], format_: str, content: bytes, options: ReadOptions
) -> Grid:
    """Value codes stay as they are, with their labels beside them; what the file declares missing is missing."""
    try:
        frame, about = reader(io.BytesIO(content), encoding=options.encoding)
        table = pa.Table.from_pandas(frame, preserve_index=False)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, pa.ArrowException, OverflowError, ValueError):
        raise DatasetError(
            "The file is not {format}, or it is damaged, or its text is not in the encoding chosen.", format=format_
        ) from None
    grid = _grid(table, Understood(format_, (about.file_encoding or "").lower()))
    return replace(
        grid,
        labels=tuple((about.column_names_to_labels.get(name) or "").strip() for name in grid.names),
        value_labels=tuple(_value_labels(about.variable_value_labels.get(name, {})) for name in grid.names),
    )


def _value_labels(labels: Mapping[Any, str]) -> dict[str, str]:
    """Labels by the text of their value; the letters that mark a missing value among numbers stand for none."""
    numbers = {float(value): label for value, label in labels.items() if not isinstance(value, str)}
    if not numbers:
        return {value: label for value, label in labels.items() if label}
    texts = _float_texts(pa.array(numbers, pa.float64())).to_pylist()
    return {text: label for text, label in zip(texts, numbers.values(), strict=True) if text and label}


def _grid(table: pa.Table, understood: Understood) -> Grid:
    names = tuple(table.column_names)
    return Grid(names, tuple(_coded(name, table.column(i)) for i, name in enumerate(names)), understood)


def _coded(name: str, column: pa.ChunkedArray) -> pa.DictionaryArray:
    """Number the distinct values of a column and write each as text."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_nested(column.type):
        raise _not_flat(name)
    try:
        coded = column.combine_chunks().dictionary_encode()
        texts = _texts(coded.dictionary).dictionary_encode()
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        raise _not_flat(name) from None
    return pa.DictionaryArray.from_arrays(texts.indices.take(coded.indices), texts.dictionary)


def _texts(values: pa.Array) -> pa.StringArray:
    kind = values.type
    if pa.types.is_floating(kind):
        return _float_texts(values)
    if pa.types.is_timestamp(kind):
        return _time_texts(pc.local_timestamp(values) if kind.tz else values)
    if pa.types.is_time(kind):
        return _time_texts(values)
    return values.cast(pa.string())


def _float_texts(values: pa.Array) -> pa.StringArray:
    """The shortest text that reads back as the same float; whole numbers without a fraction; NaN missing."""
    whole = pc.and_(pc.equal(values, pc.floor(values)), pc.less(pc.abs(values), float(EXACT)))
    integers = pc.if_else(whole, values, None).cast(pa.float64()).cast(pa.int64())
    texts = pc.if_else(whole, integers.cast(pa.string()), values.cast(pa.string()))
    return pc.if_else(pc.is_nan(values), None, texts)


def _time_texts(values: pa.Array) -> pa.StringArray:
    """ISO texts without what all of them could do without: fractions of seconds that are nought, midnights."""
    texts = pc.replace_substring_regex(values.cast(pa.string()), r"(\.\d*?)0+$", r"\1")
    texts = pc.replace_substring_regex(texts, r"\.$", "")
    midnight = pc.all(pc.ends_with(texts, " 00:00:00")).as_py()
    return pc.replace_substring(texts, " 00:00:00", "") if midnight else texts


def _not_flat(name: str) -> DatasetError:
    return DatasetError(
        "Column {column} holds lists, objects or binary data. Flatten it to one value per record, or leave it out.",
        column=name,
    )

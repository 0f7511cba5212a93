"""Delimited text (CSV, TSV) → grid, every cell as it is written."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from analysis.errors import DatasetError
from analysis.io.grid import Grid, ReadOptions, Understood
from analysis.io.layout import check_delimiter, delimiter_of, has_header, rows_of, sample_of, usual_width
from analysis.io.text import mixed_encodings, to_utf8
from analysis.wording import Sentence, sentence

BLOCK_BYTES = 1 << 22
"""Read at once; no record may be longer."""

NO_DELIMITER = "\x1f"
"""Stands for the delimiter of a file of one column, as no text holds it."""


def read_delimited(content: bytes, options: ReadOptions) -> Grid:
    """Read the cells of a delimited text file.

    Raises:
        DatasetError: The file is empty or not text, has no record, a quote never closes, or lines differ in their
            number of fields.
    """
    text, encoding = to_utf8(content, options.encoding)
    start = len(text) - len(text.lstrip(b"\r\n"))
    text, first_line = text.strip(b"\r\n") + b"\n", text.count(b"\n", 0, start) + 1
    declared = text[4:5].decode() if text[:4].lower() == b"sep=" and text[5:6] in (b"\r", b"\n") else None
    if declared:
        text, first_line = text[5:].lstrip(b"\r\n"), first_line + 1
    sample = sample_of(text)
    delimiter = options.delimiter or declared or delimiter_of(sample)
    layout = _Layout.of(sample, delimiter or NO_DELIMITER, options.header, first_line)
    table, n_empty = _records(text, layout, first_line)
    understood = Understood(
        "CSV",
        encoding,
        delimiter or "",
        '"' if b'"' in text else "",
        header=layout.header,
        notes=_notes(encoding, n_empty),
        doubts=(*_doubts(layout, options), *mixed_encodings(content, encoding)),
    )
    return Grid(layout.names, tuple(column.chunk(0) for column in table.columns), understood)


@dataclass(frozen=True)
class _Layout:
    """Names of the columns ("" where the file has none) and where the records begin."""

    names: tuple[str, ...]
    delimiter: str
    header: bool
    header_bytes: int

    @classmethod
    def of(cls, sample: str, delimiter: str, header: bool | None, first_line: int) -> _Layout:
        check_delimiter(delimiter)
        rows = rows_of(sample, delimiter) or [[""]]
        named = has_header(rows) if header is None else header
        if not named:
            return cls(("",) * usual_width(rows)[0], delimiter, named, 0)
        return cls(_names(rows), delimiter, named, _header_bytes(sample, delimiter, first_line))


def _names(rows: list[list[str]]) -> tuple[str, ...]:
    """The cells of the header; where only the header or only the records end in a delimiter, the records decide."""
    names, body = rows[0], rows[1:]
    width = usual_width(body)[0] if body else len(names)
    if width == len(names) + 1 and all(row[-1] == "" for row in body if len(row) == width):
        return (*names, "")
    if width == len(names) - 1 and names[-1] == "":
        return tuple(names[:-1])
    return tuple(names)


def _header_bytes(sample: str, delimiter: str, first_line: int) -> int:
    taken: list[str] = []
    lines = io.StringIO(sample, newline="")

    def noted() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    try:
        next(csv.reader(noted(), delimiter=delimiter, strict=True))
    except csv.Error:
        raise _open_quote(first_line) from None
    return len("".join(taken).encode())


def _records(text: bytes, layout: _Layout, first_line: int) -> tuple[pa.Table, int]:
    """The records as a table of coded texts, and the number of empty lines that were skipped.

    Raises:
        DatasetError: The lines do not fit into a table, or quotes that do not match have made one field of several.
    """
    table = _parse(pa.py_buffer(text).slice(layout.header_bytes), layout)
    gaps = len(layout.names) > 1 and _has_empty_lines(text)
    if table is not None and not gaps and not _may_have_run_on(text, table):
        return table, 0
    lines = _Lines.of(text, layout.delimiter)
    if lines.mismatched:
        raise _open_quote(lines.mismatched + first_line - 1)
    if table is None:
        raise _misfit(lines, layout, first_line)
    return table, lines.n_empty


def _parse(body: pa.Buffer, layout: _Layout) -> pa.Table | None:
    """The records as a table of coded texts; None when they do not fit into one, or there are none."""
    names = [str(i) for i in range(len(layout.names))]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(body),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=BLOCK_BYTES),
            parse_options=arrow_csv.ParseOptions(
                delimiter=layout.delimiter, newlines_in_values=True, ignore_empty_lines=len(names) > 1
            ),
            convert_options=arrow_csv.ConvertOptions(
                check_utf8=False,
                column_types=dict.fromkeys(names, pa.dictionary(pa.int32(), pa.string())),
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid:  # its message quotes the record
        return None
    return table.unify_dictionaries().combine_chunks() if table.num_rows else None


def _has_empty_lines(text: bytes) -> bool:
    """Whether two line breaks follow each other, if only in quotes."""
    return b"\n\n" in text or (b"\r" in text and (b"\n\r\n" in text or b"\r\r" in text))


def _may_have_run_on(text: bytes, table: pa.Table) -> bool:
    """Whether a field holds a line break where one that lacks its closing quote would: before a quote or at the end."""
    if b'"' not in text:
        return False
    last = table.slice(table.num_rows - 1).to_pylist()[0].values()
    return any(str(cell).endswith(("\n", "\r")) for cell in last) or any(
        pc.any(pc.match_substring_regex(column.chunk(0).dictionary, '(?s)[\r\n].*"')).as_py()
        for column in table.columns
    )


def _open_quote(line: int) -> DatasetError:
    return DatasetError(
        "A quote on line {line}, or in the record that begins there, is not closed where its field ends. "
        "Close it, or double it if it is part of the text.",
        line=line,
    )


def _misfit(lines: _Lines, layout: _Layout, first_line: int) -> DatasetError:
    if lines.widths.total() == layout.header:
        return DatasetError("The file has a header and no record. If its first line is a record, say so.")
    (expected, _), *others = lines.widths.most_common()
    if not others:
        return DatasetError("The file is no table: its records are longer than {bytes} bytes.", bytes=BLOCK_BYTES)
    line, found = min((lines.first[width], width) for width, _ in others)
    return DatasetError(
        "Line {line}: {found} fields instead of {expected}. Lines that differ: {count}. "
        "Check the delimiter ({delimiter}) and the quotes, or mend these lines.",
        line=line + first_line - 1,
        found=found,
        expected=expected,
        count=sum(count for _, count in others),
        delimiter="tab" if layout.delimiter == "\t" else layout.delimiter,
    )


@dataclass(frozen=True)
class _Lines:
    """What a second, slower reading finds in a file that did not fit.

    Attributes:
        widths: Number of fields → records.
        first: Number of fields → line on which the first such record begins, counted from 1.
        n_empty: Empty lines.
        mismatched: Line on which the record begins whose quotes do not match; 0 when there is none.
    """

    widths: Counter[int]
    first: dict[int, int]
    n_empty: int
    mismatched: int

    @classmethod
    def of(cls, text: bytes, delimiter: str) -> _Lines:
        reader = csv.reader(io.TextIOWrapper(io.BytesIO(text), "utf-8", newline=""), delimiter=delimiter, strict=True)
        widths: Counter[int] = Counter()
        first: dict[int, int] = {}
        line = 1
        try:
            for row in reader:
                widths[len(row)] += 1
                first.setdefault(len(row), line)
                line = reader.line_num + 1
        except csv.Error:
            return cls(widths, first, 0, line)
        n_empty = widths.pop(0, 0)
        return cls(widths, first, n_empty, 0)


def _notes(encoding: str, n_empty: int) -> tuple[Sentence, ...]:
    notes = []
    if encoding == "utf-8-sig":
        notes.append(sentence("The file begins with a byte order mark, which is not part of the first name."))
    if n_empty:
        notes.append(sentence("Empty lines skipped: {count}.", count=n_empty))
    return tuple(notes)


def _doubts(layout: _Layout, options: ReadOptions) -> tuple[Sentence, ...]:
    doubts = []
    if len(layout.names) == 1:
        doubts.append(sentence("The file was read as a single column. Is the delimiter right?"))
    if options.header is None and not layout.header:
        doubts.append(sentence("The first line was taken for a record, as it holds no names. Is that right?"))
    return tuple(doubts)

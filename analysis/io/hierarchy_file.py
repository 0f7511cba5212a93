"""Hierarchy tables as ARX and Amnesia read and write them: no header, the value first, then its label at each level."""

from __future__ import annotations

import csv
import io

from analysis.errors import DatasetError
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.io.amnesia import is_amnesia, rows_of_amnesia
from analysis.io.layout import check_delimiter, delimiter_of, sample_of
from analysis.io.reading import Source, content_of
from analysis.io.text import to_utf8


def read_hierarchy(source: Source, name: str, delimiter: str | None = None) -> tuple[tuple[str, ...], ...]:
    """Read the rows of a hierarchy table, or of a tree in Amnesia's own format; all of the same length.

    Args:
        source: The whole file, its path, or a stream opened for bytes.
        name: Name of the file, for messages.
        delimiter: Character between the labels; None to find it out.

    Raises:
        DatasetError: The file is empty or not text, no delimiter splits its lines, or lines differ in length.
    """
    text, _ = to_utf8(content_of(source))
    if is_amnesia(text.decode()):
        return rows_of_amnesia(text.decode(), name)
    found = delimiter or delimiter_of(sample_of(text))
    if found is None:
        raise DatasetError("{name} has one column. Separate the value and its labels by ; or , or a tab.", name=name)
    check_delimiter(found)
    rows: list[tuple[str, ...]] = []
    reader = csv.reader(io.StringIO(text.decode(), newline=""), delimiter=found, strict=True)
    line = 1
    try:
        for row in reader:
            if row:
                rows.append(tuple(row))
            if row and len(row) != len(rows[0]):
                raise DatasetError(
                    "{name}: line {line} has {found} fields, {expected} are expected as on the first line.",
                    name=name,
                    line=line,
                    found=len(row),
                    expected=len(rows[0]),
                )
            line = reader.line_num + 1
    except csv.Error:
        raise DatasetError("{name}: a quote on line {line} is not closed.", name=name, line=line) from None
    return tuple(rows)


def write_hierarchy(hierarchy: Hierarchy, delimiter: str = ";") -> bytes:
    """Write a hierarchy as a table that ARX and Amnesia read: UTF-8, no header, quotes where a label needs them.

    Labels are written as they are, so that the file gives the same hierarchy again: open it in a tool for hierarchies,
    not in a spreadsheet, which would run a label that starts with "=".

    Raises:
        DatasetError: The delimiter is not one character.
    """
    check_delimiter(delimiter)
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(hierarchy.table)
    return text.getvalue().encode()

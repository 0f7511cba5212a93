"""Hierarchy tables as ARX and Amnesia write them: no header, the value first, then its label at each level."""

from __future__ import annotations

import csv
import io

from analysis.errors import DatasetError
from analysis.io.layout import check_delimiter, delimiter_of, sample_of
from analysis.io.reading import Source, content_of
from analysis.io.text import to_utf8


def read_hierarchy(source: Source, name: str, delimiter: str | None = None) -> tuple[tuple[str, ...], ...]:
    """Read the rows of a hierarchy table, all of the same length.

    Args:
        source: The whole file, its path, or a stream opened for bytes.
        name: Name of the file, for messages.
        delimiter: Character between the labels; None to find it out.

    Raises:
        DatasetError: The file is empty or not text, no delimiter splits its lines, or lines differ in length.
    """
    text, _ = to_utf8(content_of(source))
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

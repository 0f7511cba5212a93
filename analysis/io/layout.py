"""How a text file is laid out: the character between its fields, and whether its first line holds names."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from itertools import islice

import numpy as np

from analysis.errors import DatasetError
from analysis.kinds import is_figure

DELIMITERS = ("\t", ";", "|", ",")
"""Those looked for; the comma last, for it stands inside French numbers too."""

SAMPLE_BYTES = 1 << 17
SAMPLE_ROWS = 500

csv.field_size_limit((1 << 31) - 1)  # a long text is no mistake; the module's own limit is 131,072 characters


def sample_of(text: bytes) -> str:
    """The first lines of a UTF-8 text, none cut off in the middle unless the first is very long."""
    end = text.rfind(b"\n", 0, SAMPLE_BYTES) + 1 or text.find(b"\n", SAMPLE_BYTES) + 1 or len(text)
    return text[:end].decode()


def rows_of(sample: str, delimiter: str) -> list[list[str]]:
    """The first rows, those of empty lines left out."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    return [row for row in islice(reader, SAMPLE_ROWS) if row]


def check_delimiter(delimiter: str) -> None:
    """Make sure that a delimiter can be one.

    Raises:
        DatasetError: It is not a single ASCII character, or it is a quote or a line break.
    """
    if len(delimiter) != 1 or not delimiter.isascii() or delimiter in '"\r\n\0':
        raise DatasetError("A delimiter is one character, such as ; or , or | or a tab.")


def delimiter_of(sample: str) -> str | None:
    """The delimiter that splits the first rows most evenly; None when none splits them at all."""
    evenness = {}
    for delimiter in DELIMITERS:
        rows = rows_of(sample, delimiter)
        if rows:
            width, count = usual_width(rows)
            if width > 2 or (width > 1 and len(rows[0]) > 1):
                evenness[delimiter] = count / len(rows)
    return max(evenness, key=lambda delimiter: evenness[delimiter], default=None)


def usual_width(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """The most frequent number of fields, and how many rows have it."""
    return Counter(map(len, rows)).most_common(1)[0]


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns.

    It does not where it holds a number or a date above nothing but numbers or dates, or, in a table without such
    columns, where its cells come back further down.
    """
    first, body = rows[0], rows[1:]
    columns = [[row[i] for row in body if i < len(row) and row[i].strip()] for i in range(len(first))]
    votes = [
        bool(is_figure(np.array([cell], dtype=object))[0])
        for cell, column in zip(first, columns, strict=True)
        if cell.strip() and column and is_figure(np.array(column, dtype=object)).all()
    ]
    if votes:
        return sum(votes) * 2 < len(votes)
    repeated = [cell in column for cell, column in zip(first, columns, strict=True) if cell.strip()]
    return sum(repeated) * 2 <= len(repeated)

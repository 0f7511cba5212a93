"""What passes between the readers: cells as a file gave them, and how the file was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from analysis.kinds import Kind
from analysis.wording import Sentence


@dataclass(frozen=True)
class ReadOptions:
    """What the user decides instead of the reader; None leaves it to be found out.

    Attributes:
        delimiter: One character between the fields of a line.
        decimal: Decimal mark of every column of a text file: a point or a comma.
        encoding: Python's name of the text's encoding.
        header: Whether the first line holds the names of the columns.
        sheet: Name of the sheet of an Excel file.
        day_first: Whether 03/04/2024 is in April.
        kinds: Column → what its values are.
    """

    delimiter: str | None = None
    decimal: str | None = None
    encoding: str | None = None
    header: bool | None = None
    sheet: str | None = None
    day_first: bool | None = None
    kinds: Mapping[str, Kind] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Understood:
    """How a file was read.

    Attributes:
        format: ``CSV``, ``Excel``, ``Parquet``, ``JSON Lines``, ``SPSS``, ``Stata`` or ``SAS``.
        encoding: Python's name of the text's encoding; ``utf-8-sig`` where the file begins with a byte order mark;
            empty where the format settles it.
        delimiter: Character between the fields of a line; empty where there is none.
        quote: Character around fields that hold a delimiter; empty where no field has one.
        decimal: Decimal mark of its numbers: a comma as soon as one column has commas.
        header: Whether the first line holds the names of the columns.
        sheet: The sheet that was read; empty where there are no sheets.
        other_sheets: The other sheets of the file.
        notes: What was done to the file on the way, such as columns renamed.
        doubts: What the user should check.
    """

    format: str
    encoding: str = ""
    delimiter: str = ""
    quote: str = ""
    decimal: str = "."
    header: bool = True
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    notes: tuple[Sentence, ...] = ()
    doubts: tuple[Sentence, ...] = ()


@dataclass(frozen=True, eq=False)
class Grid:
    """Cells as a file gave them, before anyone asks what they mean.

    Attributes:
        names: One name per column, as the file has it: possibly blank, possibly several times the same.
        columns: One text per record, null where missing; arrays of distinct texts and indices.
        understood: How the file was read.
        labels: What the file says each column is, empty where nothing; no labels at all in most formats.
        value_labels: For each column, value as text → what the file says it means; likewise.
    """

    names: tuple[str, ...]
    columns: tuple[pa.DictionaryArray, ...]
    understood: Understood
    labels: tuple[str, ...] = ()
    value_labels: tuple[Mapping[str, str], ...] = ()

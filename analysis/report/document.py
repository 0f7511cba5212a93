"""A report as a document: sections of blocks, all texts already written in its language, and no form yet.

``analysis.report.html`` and ``analysis.report.pdf`` give it one. Texts are plain: no markup is read in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Heading:
    """A heading inside a section.

    Attributes:
        text: What it says.
    """

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text.

    Attributes:
        text: What it says; a line break starts a new line.
    """

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list.

    Attributes:
        items: Its points.
    """

    items: tuple[str, ...]


@dataclass(frozen=True)
class KeyValues:
    """Names and what they stand for.

    Attributes:
        rows: (name, text).
    """

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """Rows under heads; the first cell of a row names it.

    Attributes:
        caption: What the table shows.
        heads: One for each column.
        rows: Cells, each row as long as the heads.
        numeric: Which columns hold figures, one for each head.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]


class ChartKind(Enum):
    """How a chart is drawn."""

    BARS = "bars"
    """Horizontal bars from 0 to 1, one of each series for every category."""
    MATRIX = "matrix"
    """Series down and categories across; a value is the weight of a cell, 0 to 1, and its text is written inside."""


@dataclass(frozen=True)
class Series:
    """One set of values of a chart.

    Attributes:
        name: What they are.
        values: One for each category, 0 to 1.
        written: The values as they are written.
    """

    name: str
    values: tuple[float, ...]
    written: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """A picture of figures that are also said in words.

    Attributes:
        caption: What it shows.
        alt: The same for whoever does not see it, with the figures.
        kind: How it is drawn.
        categories: What the values are of.
        series: The values.
    """

    caption: str
    alt: str
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]


class Tone(Enum):
    """How much a note matters."""

    INFORMATION = "information"
    WARNING = "warning"


@dataclass(frozen=True)
class Note:
    """Something set apart from the text.

    Attributes:
        title: In a few words.
        lines: The rest; may be empty.
        tone: How much it matters.
    """

    title: str
    lines: tuple[str, ...] = ()
    tone: Tone = Tone.INFORMATION


@dataclass(frozen=True)
class Signature:
    """A place to sign.

    Attributes:
        role: As what the person signs.
        name: Who; empty where nobody was named.
    """

    role: str
    name: str = ""


@dataclass(frozen=True)
class Signatures:
    """Places to sign, side by side.

    Attributes:
        heads: What is asked of each: name, date, signature.
        places: Who signs.
    """

    heads: tuple[str, str, str]
    places: tuple[Signature, ...]


Block = Heading | Paragraph | Bullets | KeyValues | Table | Chart | Note | Signatures
"""What a section is made of."""


@dataclass(frozen=True)
class Section:
    """A lettered part of the report.

    Attributes:
        letter: A to M.
        title: What it is about.
        blocks: What it says, in reading order.
    """

    letter: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """The whole report.

    Attributes:
        title: Its title.
        subtitle: What it is about, in a line.
        language: ``fr`` or ``en``.
        made_at: When it was made, as it is written.
        opening: What stands before the first section: the conclusion, and the banner of personal data.
        sections: Its sections, in order.
        page: How a page says its number, with the fields ``{page}`` and ``{pages}``.
        contents: The title of the table of contents.
        program: Name and version of the program that wrote it.
    """

    title: str
    subtitle: str
    language: str
    made_at: str
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]
    page: str
    contents: str
    program: str

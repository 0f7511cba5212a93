"""The blocks of a document as what ReportLab sets on pages, each with its place in the structure of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from analysis.report.document import (
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    KeyValues,
    Note,
    Paragraph,
    Section,
    Signatures,
    Table,
    Tone,
)
from analysis.report.drawing import TEXT, Box, Label, drawing
from analysis.report.tagging import Element, TaggedCanvas, TaggedParagraph, TaggedTable
from analysis.report.typography import (
    ALIGNED,
    BODY,
    BOLD,
    BULLET,
    CAPTION,
    CELL,
    FIGURE,
    HEADED,
    HEADING,
    INK,
    PADDING,
    REGULAR,
    RULED,
    SECTION,
    SHADE,
    STRONG,
    STRONG_FIGURE,
    TITLE,
    shown,
)

LONGEST_WORD: Final = 110.0
"""Width up to which a column makes room for its longest word; longer ones are broken."""
NAMES: Final = 0.32
"""Share of the width for the names of a list of names and texts."""
KEPT: Final = 90.0
"""Room that must be left for a heading and what follows it."""
SIGNATURE: Final = 50.0
"""Room to sign in."""


def story(
    document: Document, structure: Element, width: float, starts: dict[str, int], found: dict[str, int]
) -> list[Flowable]:
    """The whole document.

    Args:
        structure: The root of the structure, which is filled.
        width: Of the text.
        starts: The page on which each section begins, by its letter, as far as it is known.
        found: Filled with the same once the pages are drawn.
    """
    front = structure.add("Sect")
    content: list[Flowable] = [
        _text(document.title, TITLE, front.add("H1")),
        _text(document.subtitle, BODY, front.add("P")),
        _text(document.made_at, BODY, front.add("P")),
        *(own for block in document.opening for own in _set(block, front, width)),
        Spacer(0, 10),
        _text(document.contents, HEADING, front.add("H2")),
        _contents(document, front.add("TOC"), width, starts),
    ]
    for section in document.sections:
        content += _section(section, structure.add("Sect"), width, found)
    return content


def _text(text: str, style: ParagraphStyle, element: Element, bullet: str | None = None) -> TaggedParagraph:
    marked = escape(shown(text), quote=False).replace("\n", "<br/>")
    made = TaggedParagraph(marked, style, bulletText=bullet)
    made.element = element
    return made


def _contents(document: Document, element: Element, width: float, starts: dict[str, int]) -> Flowable:
    rows = []
    for section in document.sections:
        line = element.add("TOCI")
        page = str(starts.get(section.letter, ""))
        rows.append(
            [
                _text(f"{section.letter}. {section.title}", CELL, line.add("P")),
                _text(page, FIGURE, line.add("P")),
            ]
        )
    return TaggedTable(rows, colWidths=[width - 50, 50], style=ALIGNED)


class _SectionHeading(TaggedParagraph):
    """The heading of a section, which puts it into the outline and notes its page."""

    letter = ""
    words = ""
    found: dict[str, int]

    def draw(self) -> None:
        """Draw it."""
        self.found[self.letter] = self.canv.getPageNumber()
        self.canv.bookmarkHorizontal(self.letter, 0, self.height)
        self.canv.addOutlineEntry(self.words, self.letter, 0)
        super().draw()


def _section(section: Section, element: Element, width: float, found: dict[str, int]) -> Iterator[Flowable]:
    heading = _SectionHeading(escape(shown(f"{section.letter}. {section.title}"), quote=False), SECTION)
    heading.letter, heading.words, heading.found = section.letter, f"{section.letter}. {section.title}", found
    heading.element = element.add("H2")
    yield CondPageBreak(2 * KEPT)
    yield heading
    for block in section.blocks:
        yield from _set(block, element, width)


def _set(block: Block, parent: Element, width: float) -> Iterator[Flowable]:
    match block:
        case Heading():
            yield CondPageBreak(KEPT)
            yield _text(block.text, HEADING, parent.add("H3"))
        case Paragraph():
            yield _text(block.text, BODY, parent.add("P"))
        case Bullets():
            items = parent.add("L")
            for own in block.items:
                yield _text(own, BULLET, items.add("LI").add("LBody"), "•")
        case KeyValues():
            yield _pairs(block, parent.add("Table"), width)
            yield Spacer(0, 8)
        case Table():
            yield CondPageBreak(KEPT)
            yield from _table(block, parent.add("Table"), width)
        case Chart():
            yield from _chart(block, parent, width)
        case Note():
            yield Spacer(0, 4)
            yield _note(block, parent.add("Div"), width)
            yield Spacer(0, 8)
        case Signatures():
            yield Spacer(0, 8)
            yield CondPageBreak(KEPT + SIGNATURE)
            yield _signatures(block, parent.add("Table"), width)


def _pairs(block: KeyValues, element: Element, width: float) -> Flowable:
    rows = []
    for name, text in block.rows:
        row = element.add("TR")
        rows.append([_text(name, STRONG, row.add("TH", scope="Row")), _text(text, CELL, row.add("TD"))])
    return TaggedTable(rows, colWidths=[width * NAMES, width * (1 - NAMES)], style=RULED, splitInRow=1)


def _table(block: Table, element: Element, width: float) -> Iterator[Flowable]:
    yield _text(block.caption, CAPTION, element.add("Caption"))
    row = element.add("TR")
    rows = [
        [
            _text(head, STRONG_FIGURE if own else STRONG, row.add("TH", scope="Column"))
            for head, own in zip(block.heads, block.numeric, strict=True)
        ]
    ]
    for cells in block.rows:
        row = element.add("TR")
        first = _text(cells[0], CELL, row.add("TH", scope="Row"))
        others = [
            _text(text, FIGURE if own else CELL, row.add("TD"))
            for text, own in zip(cells[1:], block.numeric[1:], strict=True)
        ]
        rows.append([first, *others])
    yield TaggedTable(rows, colWidths=_widths(block, width), style=HEADED, repeatRows=1, splitInRow=1)
    yield Spacer(0, 8)


def _widths(block: Table, width: float) -> list[float]:
    """Room for each column: its longest word at least, what is left in proportion to what its longest text would take."""
    least, wanted = [], []
    for place, head in enumerate(block.heads):
        texts = [row[place] for row in block.rows]
        words = [stringWidth(shown(word), BOLD, CELL.fontSize) for text in (head, *texts) for word in text.split()]
        lines = [stringWidth(shown(line), REGULAR, CELL.fontSize) for text in texts for line in text.split("\n")]
        named = min(stringWidth(shown(head), BOLD, CELL.fontSize), LONGEST_WORD)
        longest = min(max(words, default=0.0), LONGEST_WORD) + 2 * PADDING + 1
        least.append(longest)
        wanted.append(max(max(lines, default=0.0) + 2 * PADDING + 1, named + 2 * PADDING + 1, longest))
    if sum(least) >= width:
        return [own * width / sum(least) for own in least]
    if sum(wanted) <= width:
        return [own * width / sum(wanted) for own in wanted]
    more = [own - low for own, low in zip(wanted, least, strict=True)]
    spare = width - sum(least)
    return [low + spare * own / sum(more) for low, own in zip(least, more, strict=True)]


class _Picture(Flowable):
    """A chart, as a figure with its alternative text."""

    canv: TaggedCanvas

    def __init__(self, chart: Chart, element: Element, width: float) -> None:
        super().__init__()
        self._drawing = drawing(chart)
        self._element = element
        self._scale = min(width / self._drawing.width, 0.75)
        self.width, self.height = self._drawing.width * self._scale, self._drawing.height * self._scale

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """What room it takes."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it between its marks."""
        with self.canv.marked(self._element):
            self.canv.saveState()
            self.canv.scale(self._scale, self._scale)
            for shape in self._drawing.shapes:
                self._draw(shape)
            self.canv.restoreState()

    def _draw(self, shape: Box | Label) -> None:
        top = self._drawing.height
        if isinstance(shape, Box):
            self.canv.setFillColor(HexColor(shape.fill))
            self.canv.setStrokeColor(INK)
            self.canv.setLineWidth(0.75)
            y = top - shape.y - shape.height
            self.canv.rect(shape.x, y, shape.width, shape.height, stroke=int(shape.is_outlined), fill=1)
            return
        self.canv.setFillColor(HexColor(shape.fill))
        self.canv.setFont(BOLD if shape.is_strong else REGULAR, TEXT)
        draws = {"start": self.canv.drawString, "middle": self.canv.drawCentredString, "end": self.canv.drawRightString}
        draws[shape.anchor](shape.x, top - shape.y, shown(shape.text))


def _chart(block: Chart, parent: Element, width: float) -> Iterator[Flowable]:
    picture = _Picture(block, Element("Figure", alt=block.alt), width)
    caption = _text(block.caption, CAPTION, parent.add("P"))
    parent.children.append(picture._element)
    yield CondPageBreak(picture.height + 40)
    yield caption
    yield picture
    yield Spacer(0, 8)


def _note(block: Note, element: Element, width: float) -> Flowable:
    is_warning = block.tone is Tone.WARNING
    rows = [[_text(block.title, ParagraphStyle("note", parent=BODY, fontName=BOLD, spaceAfter=0), element.add("P"))]]
    rows += [[_text(own, CELL, element.add("P"))] for own in block.lines]
    style = [
        *ALIGNED,
        ("BOX", (0, 0), (-1, -1), 1.5 if is_warning else 0.75, INK),
        ("LEFTPADDING", (0, 0), (-1, -1), 9),
    ]
    shade = [("BACKGROUND", (0, 0), (-1, -1), SHADE)] if is_warning else []
    return TaggedTable(rows, colWidths=[width], style=[*style, *shade], splitInRow=1)


def _signatures(block: Signatures, element: Element, width: float) -> Flowable:
    head = element.add("TR")
    rows: list[list[Any]] = [["", *(_text(own.role, STRONG, head.add("TH", scope="Column")) for own in block.places)]]
    for name, texts in zip(block.heads, ([own.name for own in block.places], (), ()), strict=True):
        row = element.add("TR")
        filled: Sequence[str] = texts or [""] * len(block.places)
        cells = [_text(text, CELL, row.add("TD")) for text in filled]
        rows.append([_text(name, STRONG, row.add("TH", scope="Row")), *cells])
    side = 60.0
    each = (width - side) / len(block.places)
    return TaggedTable(
        rows,
        colWidths=[side, *[each] * len(block.places)],
        rowHeights=[None, None, None, SIGNATURE],
        style=[*ALIGNED, ("GRID", (0, 0), (-1, -1), 0.5, INK)],
    )

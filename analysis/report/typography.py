"""The letters, the styles and the rules of the PDF."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import getFont, getRegisteredFontNames, registerFont
from reportlab.pdfbase.ttfonts import TTFont

REGULAR: Final = "Foule-Regular"
BOLD: Final = "Foule-Bold"
_FILES: Final = {REGULAR: "SourceSansPro-Regular.ttf", BOLD: "SourceSansPro-Semibold.ttf"}
INK, PALE, RULE, SHADE = HexColor("#1b1b1f"), HexColor("#52525b"), HexColor("#c4c4cb"), HexColor("#f1f1f3")
PADDING: Final = 4.0
_REPLACED: Final = {0x202F: "\N{NO-BREAK SPACE}", 0x2009: "\N{NO-BREAK SPACE}", 0x2011: "-", 0x09: " "}


def _style(name: str, size: float, lead: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=REGULAR, fontSize=size, leading=lead, textColor=INK, **more)


BODY: Final = _style("body", 10, 14, spaceAfter=5)
BULLET: Final = _style("bullet", 10, 14, leftIndent=12, bulletIndent=2, spaceAfter=2)
CELL: Final = _style("cell", 8.5, 11)
FIGURE: Final = _style("figure", 8.5, 11, alignment=TA_RIGHT)
TITLE: Final = ParagraphStyle("title", parent=BODY, fontName=BOLD, fontSize=22, leading=26, spaceAfter=6)
SECTION: Final = ParagraphStyle(
    "section", parent=BODY, fontName=BOLD, fontSize=15, leading=19, spaceBefore=18, spaceAfter=8
)
HEADING: Final = ParagraphStyle(
    "heading", parent=BODY, fontName=BOLD, fontSize=11.5, leading=15, spaceBefore=8, spaceAfter=4
)
CAPTION: Final = ParagraphStyle(
    "caption", parent=BODY, fontName=BOLD, fontSize=9, leading=12, spaceBefore=6, spaceAfter=3
)
STRONG: Final = ParagraphStyle("strong", parent=CELL, fontName=BOLD)
STRONG_FIGURE: Final = ParagraphStyle("strong figure", parent=FIGURE, fontName=BOLD)
ALIGNED: Final = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
    ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
]
RULED: Final = [*ALIGNED, ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE)]
HEADED: Final = [*RULED, ("LINEBELOW", (0, 0), (-1, 0), 1, INK)]


def register_fonts() -> None:
    """Make the letters known to ReportLab, once."""
    if REGULAR in getRegisteredFontNames():
        return
    package = find_spec("font_source_sans_pro")
    assert package is not None
    assert package.submodule_search_locations
    folder = Path(package.submodule_search_locations[0]) / "files"
    for name, file in _FILES.items():
        registerFont(TTFont(name, str(folder / file)))


def shown(text: str) -> str:
    """A text in letters that the fonts have."""
    known = getFont(REGULAR).face.charToGlyph
    return "".join(own if own == "\n" or ord(own) in known else "?" for own in text.translate(_REPLACED))

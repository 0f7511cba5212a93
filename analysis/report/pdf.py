"""The report as a PDF: tagged, with its language, title and outline, the same bytes for the same document.

It is laid out twice: the table of contents and the foot of every page need to know where the sections end up.

The letters are those of Source Sans (Adobe, SIL Open Font Licence 1.1), which has Latin, Greek and Cyrillic ones; a
letter of another script is written as a question mark.
"""

from __future__ import annotations

import io
from typing import Any, Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from analysis.report.document import Document
from analysis.report.layout import story
from analysis.report.tagging import Element, TaggedCanvas
from analysis.report.typography import PALE, REGULAR, register_fonts, shown

MARGIN: Final = 18 * mm
WIDTH: Final = A4[0] - 2 * MARGIN
UNKNOWN: Final = 88
"""The number of a page before it is known: as wide as most."""


def to_pdf(document: Document) -> bytes:
    """Write a document as a PDF file."""
    register_fonts()
    _draft, pages, starts = _laid_out(document, UNKNOWN, {})
    file, _pages, _starts = _laid_out(document, pages, starts)
    return file


def _laid_out(document: Document, pages: int, starts: dict[str, int]) -> tuple[bytes, int, dict[str, int]]:
    """The file, how many pages it has, and on which the sections begin."""
    structure = Element("Document")
    found: dict[str, int] = {}
    content = story(document, structure, WIDTH, starts, found)
    target = io.BytesIO()

    def canvas(*arguments: Any, **options: Any) -> TaggedCanvas:
        made = TaggedCanvas(*arguments, **options)
        made.structure = structure
        return made

    template = BaseDocTemplate(
        target,
        pagesize=A4,
        title=document.title,
        author=document.program,
        subject=document.subtitle,
        creator=document.program,
        lang=document.language,
        displayDocTitle=True,
        invariant=1,
    )
    frame = Frame(MARGIN, MARGIN, WIDTH, A4[1] - 2 * MARGIN - 4 * mm, 0, 0, 0, 0)

    def furniture(own: TaggedCanvas, _template: BaseDocTemplate) -> None:
        _furniture(own, document, pages)

    template.addPageTemplates(PageTemplate(frames=[frame], onPage=furniture))
    template.build(content, canvasmaker=canvas)
    return target.getvalue(), template.page, found


def _furniture(canvas: TaggedCanvas, document: Document, pages: int) -> None:
    """The title at the head of a page, its number at the foot."""
    right = A4[0] - MARGIN
    with canvas.artifact():
        canvas.setFont(REGULAR, 8)
        canvas.setFillColor(PALE)
        title = shown(document.title)
        canvas.drawString(MARGIN, A4[1] - 12 * mm, title if len(title) <= 95 else f"{title[:94]}…")
        canvas.drawRightString(right, A4[1] - 12 * mm, shown(document.made_at))
        canvas.drawString(MARGIN, 10 * mm, shown(document.program))
        number = document.page.format(page=canvas.getPageNumber(), pages=pages)
        canvas.drawRightString(right, 10 * mm, shown(number))

"""The report as a PDF: tagged, with its language, title and outline, the same bytes for the same document.

The letters are those of Source Sans (Adobe, SIL Open Font Licence 1.1), which has Latin, Greek and Cyrillic ones; a
letter of another script is written as a question mark.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from html import escape
from importlib.resources import files
from typing import Any, Final

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import getFont, registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate, Spacer

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
from analysis.report.drawing import TEXT, Box, Drawing, drawing
from analysis.report.tagging import Element, TaggedCanvas, TaggedParagraph, TaggedTable

REGULAR, BOLD: Final = "Foule-Regular", "Foule-Bold"  # type: ignore[misc]
_FILES: Final = {REGULAR: "SourceSansPro-Regular.ttf", BOLD: "SourceSansPro-Semibold.ttf"}

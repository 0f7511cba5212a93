"""The structure of a PDF: which piece of a page is a heading, a cell or a figure, and in which order they are read.

ReportLab writes no structure, so it is put together here: flowables mark what they draw, and the marks are tied to a
tree of elements when the file is closed. Source: ISO 32000-1:2008, sections 14.7 (logical structure) and 14.8 (tagged
PDF).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table


@dataclass(eq=False)
class Element:
    """A node of the structure.

    Attributes:
        kind: Its standard type, such as ``H1``, ``TD`` or ``Figure``.
        alt: What it shows, for whoever does not see it; empty for text.
        scope: Of a head of a table: ``Row`` or ``Column``; empty for other elements.
        children: The elements inside it, in reading order.
        marks: (page, number of the mark on it) of what it draws itself.
    """

    kind: str
    alt: str = ""
    scope: str = ""
    children: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    def add(self, kind: str, alt: str = "", scope: str = "") -> Element:
        """Put a new element last inside this one."""
        child = Element(kind, alt, scope)
        self.children.append(child)
        return child


class TaggedCanvas(Canvas):
    """A canvas that counts the marks on every page and writes the structure when it is saved."""

    structure: Element | None = None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._marks: list[list[Element]] = [[]]

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        """What is drawn inside belongs to an element."""
        page = len(self._marks) - 1
        number = len(self._marks[page])
        self._marks[page].append(element)
        element.marks.append((page, number))
        self._code.append(f"/{element.kind} <</MCID {number}>> BDC")
        yield
        self._code.append("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside is ornament, or repeated on every page: it is not read aloud."""
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")

    def showPage(self) -> None:  # noqa: N802 # the name that ReportLab calls
        """Close the page, which refers to its marks by its position."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._marks) - 1
        page.Tabs = PDFName("S")
        self._marks.append([])

    def save(self) -> None:
        """Write the structure, then the file."""
        if self._code:
            self.showPage()
        if self.structure is not None:
            self._write_structure(self.structure)
        super().save()

    def _write_structure(self, top: Element) -> None:
        names: dict[int, str] = {}
        for number, element in enumerate(_every(top)):
            names[id(element)] = f"Structure{number}"
        root = PDFDictionary({"Type": PDFName("StructTreeRoot"), "K": PDFObjectReference(names[id(top)])})
        self._doc.Reference(root, "StructureRoot")
        for element in _every(top):
            for child in element.children:
                self._write_element(child, names, names[id(element)])
        self._write_element(top, names, "StructureRoot")
        pairs: list[Any] = []
        for page, elements in enumerate(self._marks):
            if elements:
                pairs += [page, PDFArray([PDFObjectReference(names[id(own)]) for own in elements])]
        root.dict["ParentTree"] = PDFDictionary({"Nums": PDFArray(pairs)})
        root.dict["ParentTreeNextKey"] = len(self._marks)
        self._doc.Catalog.StructTreeRoot = root
        self._doc.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def _write_element(self, element: Element, names: dict[int, str], parent: str) -> None:
        marks = [
            PDFDictionary({"Type": PDFName("MCR"), "Pg": PDFObjectReference(f"Page{page + 1}"), "MCID": number})
            for page, number in element.marks
        ]
        inside = [PDFObjectReference(names[id(child)]) for child in element.children]
        written = PDFDictionary(
            {
                "Type": PDFName("StructElem"),
                "S": PDFName(element.kind),
                "P": PDFObjectReference(parent),
                "K": PDFArray([*marks, *inside]),
            }
        )
        if element.alt:
            written.dict["Alt"] = PDFString(element.alt)
        if element.scope:
            written.dict["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(element.scope)})
        self._doc.Reference(written, names[id(element)])


def _every(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from _every(child)


class TaggedParagraph(Paragraph):
    """A paragraph that belongs to an element; its parts do so too when it is split over pages.

    A paragraph that is drawn again (the heads of a table on its next page) is an ornament from then on.
    """

    element: Element | None = None
    is_drawn = False

    def draw(self) -> None:
        """Draw it between its marks."""
        marked = self.canv.artifact() if self.element is None or self.is_drawn else self.canv.marked(self.element)
        with marked:
            super().draw()
        self.is_drawn = True

    def split(self, availWidth: float, availHeight: float) -> list[Any]:  # noqa: N803 # as ReportLab names them
        """Split it, all parts of the same element."""
        parts = super().split(availWidth, availHeight)
        for own in parts:
            own.element = self.element
        return parts


class TaggedTable(Table):
    """A table whose cells are tagged paragraphs: its lines and its background are ornaments."""

    def _drawBkgrnd(self) -> None:  # noqa: N802 # as ReportLab names them
        with self.canv.artifact():
            super()._drawBkgrnd()

    def _drawLines(self) -> None:  # noqa: N802
        with self.canv.artifact():
            super()._drawLines()

"""The forms of a report: a page that asks for nothing, and a PDF that can be read aloud."""

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from pypdf import PdfReader

from analysis.report.document import Document, KeyValues, Note, Paragraph, Section, Table
from analysis.report.html import to_html
from analysis.report.pdf import to_pdf
from analysis.speech import Speech
from analysis.verdict import LIMITS
from tests.analysis.report.released import HOSTILE, RARE, written

VOID = {"meta", "br", "rect"}


class Outline(HTMLParser):
    """The elements of a page, with whether they are well nested."""

    def __init__(self):
        super().__init__()
        self.open, self.headings, self.attributes, self.tags = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *own) for own in attrs]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *own) for own in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def outline(page):
    found = Outline()
    found.feed(page)
    assert not found.open
    return found


def squeezed(text):
    """A text without its spaces: a PDF breaks its lines where it likes."""
    return re.sub(r"\s", "", text)


def text_of(reader):
    return squeezed("".join(page.extract_text() for page in reader.pages))


@pytest.fixture(scope="module", params=["fr", "en"])
def document(request, outcome):
    return written(outcome, request.param)


@pytest.fixture(scope="module")
def reader(document):
    return PdfReader(io.BytesIO(to_pdf(document)))


def test_the_page_says_its_language_and_its_headings_go_down_one_by_one(document):
    found = outline(to_html(document))
    assert ("html", "lang", document.language) in found.attributes
    assert found.headings[0] == 1
    assert found.headings.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in zip(found.headings, found.headings[1:], strict=False))


def test_the_page_asks_for_nothing_and_runs_nothing(document):
    page = to_html(document)
    found = outline(page)
    assert not re.search(r"https?://|url\(|@import|javascript:", page)
    assert not {"script", "link", "iframe", "img"} & set(found.tags)
    assert not [own for own in found.attributes if own[1] in {"src", "srcset"} or own[1].startswith("on")]
    assert all(own[2].startswith("#") for own in found.attributes if own[1] == "href")


def test_hostile_texts_are_shown_as_they_are_written(document):
    page = to_html(document)
    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;più&quot; =1+1") >= 3


def test_every_head_of_a_table_has_a_scope_and_every_chart_an_alternative(document):
    found = outline(to_html(document))
    assert found.tags.count("th") == sum(own[:2] == ("th", "scope") for own in found.attributes)
    assert found.tags.count("svg") == sum(own == ("svg", "role", "img") for own in found.attributes)
    names = [own[2] for own in found.attributes if own[1] == "id"]
    assert len(names) == len(set(names))
    assert {own[2] for own in found.attributes if own[1] == "aria-labelledby"} <= set(names)


def test_a_pdf_has_a_language_a_title_and_an_outline(document, reader):
    catalogue = reader.trailer["/Root"]
    assert catalogue["/Lang"] == document.language
    assert reader.metadata.title == document.title == HOSTILE
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert [own.title for own in reader.outline] == [f"{own.letter}. {own.title}" for own in document.sections]


def test_the_contents_name_the_pages_on_which_the_sections_begin(document, reader):
    starts = [reader.get_destination_page_number(own) + 1 for own in reader.outline]
    first = squeezed(reader.pages[0].extract_text())
    for own, page in zip(document.sections, starts, strict=True):
        assert squeezed(f"{own.letter}. {own.title}{page}") in first
        assert squeezed(own.title) in squeezed(reader.pages[page - 1].extract_text())


def elements(node):
    """The structure of a PDF in reading order."""
    node = node.get_object()
    yield node
    for child in node.get("/K", []):
        own = child.get_object()
        if own.get("/Type") == "/StructElem":
            yield from elements(own)


def test_a_pdf_is_tagged_in_reading_order(document, reader):
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"].value is True
    root = catalogue["/StructTreeRoot"]
    found = list(elements(root["/K"]))
    kinds = [own["/S"] for own in found]
    assert kinds[0] == "/Document"
    assert kinds.count("/H1") == 1
    assert kinds.count("/Sect") == len(document.sections) + 1
    assert all(own["/A"]["/Scope"] in ("/Row", "/Column") for own in found if own["/S"] == "/TH")
    alternatives = [own["/Alt"] for own in found if own["/S"] == "/Figure"]
    charts = [own for each in document.sections for own in each.blocks if hasattr(own, "alt")]
    assert alternatives == [own.alt for own in charts]


def test_every_mark_of_a_page_belongs_to_an_element(reader):
    parents = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    of_page = dict(zip(parents[::2], parents[1::2], strict=True))
    for page in reader.pages:
        content = page.get_contents().get_data().decode("latin-1")
        marks = [int(own) for own in re.findall(r"/MCID (\d+)>> BDC", content)]
        assert marks == list(range(len(of_page[page["/StructParents"]].get_object())))
        assert content.count("EMC") == len(marks) + content.count("/Artifact BMC")


def test_a_pdf_says_what_the_page_says(document, reader):
    said = text_of(reader)
    for own in LIMITS:
        assert squeezed(Speech(document.language).say(own)) in said
    assert squeezed("Première ligne") in said
    assert squeezed("Deuxième ≥ 1") in said


@pytest.mark.parametrize("value", RARE.values())
def test_a_value_that_one_person_has_is_in_neither(document, reader, value):
    assert value not in to_html(document)
    assert value not in text_of(reader)
    assert all(
        value not in str(own.get("/Alt", "")) for own in elements(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    )


def test_the_same_document_gives_the_same_bytes(document):
    assert to_pdf(document) == to_pdf(document)
    assert to_html(document) == to_html(document)


def test_long_names_and_long_answers_stay_on_the_pages():
    word = "identifiant_" * 12
    table = Table("x", ("a", "b", "c"), ((word, word, "1" * 80),) * 3, (False, False, True))
    blocks = (
        table,
        KeyValues(((word, "mot " * 4000),)),
        Note("n", (word,)),
        Paragraph("Ελληνικά Кириллица 漢字 \t 1\u202f234 %"),
    )
    document = Document(
        "t " * 200, "s", "en", "now", (), (Section("A", "one", blocks),), "{page}/{pages}", "Contents", "foule"
    )
    reader = PdfReader(io.BytesIO(to_pdf(document)))
    assert len(reader.pages) > 3
    said = text_of(reader)
    assert said.count("mot") == 4000
    assert squeezed("Ελληνικά Кириллица ?? 1 234 %") in said
    for page in reader.pages:
        places = []
        page.extract_text(visitor_text=lambda text, _cm, tm, _font, _size, found=places: found.append((text, tm[4])))
        assert all(0 <= x <= float(page.mediabox.width) for text, x in places if text.strip())


def test_a_report_without_figures_of_residual_risk_has_no_matrix(outcome):
    bare = replace(outcome, recipe=outcome.recipe.model_copy(update={"answers": {}}))
    assert 'class="matrix"' not in to_html(written(bare, "fr"))

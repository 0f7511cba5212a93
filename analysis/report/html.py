"""The report as one web page: no script, no request, legible without colour, on a screen and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files
from typing import Final

from analysis.report.document import (
    Block,
    Bullets,
    Chart,
    ChartKind,
    Document,
    Heading,
    KeyValues,
    Note,
    Paragraph,
    Section,
    Signatures,
    Table,
)
from analysis.report.drawing import svg

STYLE: Final = files("analysis.report").joinpath("report.css").read_text(encoding="utf-8")


def to_html(document: Document) -> str:
    """Write a document as a page that needs nothing but itself."""
    body = "\n".join((_head(document), _contents(document), *(_section(own) for own in document.sections)))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(document.title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n"
        f"<footer><p>{escape(document.program)} – {escape(document.made_at)}</p></footer>\n</body>\n</html>\n"
    )


def _head(document: Document) -> str:
    blocks = "\n".join(_block(own, "opening") for own in document.opening)
    return (
        f"<header>\n<h1>{escape(document.title)}</h1>\n<p>{escape(document.subtitle)}</p>\n"
        f"<p>{escape(document.made_at)}</p>\n{blocks}\n</header>"
    )


def _contents(document: Document) -> str:
    lines = "\n".join(
        f'<li><a href="#{own.letter}">{escape(own.letter)}. {escape(own.title)}</a></li>' for own in document.sections
    )
    title = escape(document.contents)
    return f'<nav aria-label="{title}">\n<h2>{title}</h2>\n<ol>\n{lines}\n</ol>\n</nav>'


def _section(section: Section) -> str:
    blocks = "\n".join(_block(own, f"{section.letter}{place}") for place, own in enumerate(section.blocks))
    heading = f"{escape(section.letter)}. {escape(section.title)}"
    return (
        f'<section id="{section.letter}" aria-labelledby="h{section.letter}">\n'
        f'<h2 id="h{section.letter}">{heading}</h2>\n{blocks}\n</section>'
    )


def _block(block: Block, name: str) -> str:
    match block:
        case Heading():
            return f"<h3>{escape(block.text)}</h3>"
        case Paragraph():
            return f"<p>{_lines(block.text)}</p>"
        case Bullets():
            return "<ul>\n" + "\n".join(f"<li>{_lines(own)}</li>" for own in block.items) + "\n</ul>"
        case KeyValues():
            return "<dl>\n" + "\n".join(_pair(*row) for row in block.rows) + "\n</dl>"
        case Table():
            return _table(block)
        case Chart():
            return _chart(block, name)
        case Note():
            return _note(block)
        case Signatures():
            return _signatures(block)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _pair(name: str, text: str) -> str:
    return f"<div><dt>{escape(name)}</dt><dd>{_lines(text)}</dd></div>"


def _table(table: Table) -> str:
    kinds = [' class="figure"' if own else "" for own in table.numeric]
    heads = "".join(f'<th scope="col"{kind}>{escape(head)}</th>' for head, kind in zip(table.heads, kinds, strict=True))
    rows = "\n".join(f"<tr>{''.join(_cells(row, kinds))}</tr>" for row in table.rows)
    caption = escape(table.caption)
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{caption}"><table>\n'
        f"<caption>{caption}</caption>\n<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{rows}\n</tbody>\n</table></div>"
    )


def _cells(row: tuple[str, ...], kinds: list[str]) -> Iterator[str]:
    yield f'<th scope="row">{_lines(row[0])}</th>'
    for text, kind in zip(row[1:], kinds[1:], strict=True):
        yield f"<td{kind}>{_lines(text)}</td>"


def _chart(chart: Chart, name: str) -> str:
    matrix = ' class="matrix"' if chart.kind is ChartKind.MATRIX else ""
    return f"<figure{matrix}>\n{svg(chart, name)}\n<figcaption>{escape(chart.caption)}</figcaption>\n</figure>"


def _note(note: Note) -> str:
    lines = "".join(f"<li>{_lines(own)}</li>" for own in note.lines)
    listed = f"<ul>{lines}</ul>" if lines else ""
    return f'<div class="note {note.tone.value}"><p><strong>{escape(note.title)}</strong></p>{listed}</div>'


def _signatures(signatures: Signatures) -> str:
    name, date, sign = map(escape, signatures.heads)
    places = "\n".join(
        f"<div><p><strong>{escape(own.role)}</strong></p><dl><div><dt>{name}</dt><dd>{escape(own.name)}</dd></div>"
        f"<div><dt>{date}</dt><dd></dd></div><div><dt>{sign}</dt><dd></dd></div></dl></div>"
        for own in signatures.places
    )
    return f'<div class="signatures">\n{places}\n</div>'

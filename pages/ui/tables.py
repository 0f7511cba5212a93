"""Tables whose cells carry a meaning that Streamlit's cannot show: marked, changed, struck out.

They are HTML, because a struck cell must be struck for a screen reader as well. Every value is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from analysis.risk.exposure import ExposedClass
from pages.ui.language import _, ngettext


def exposed_table(names: Sequence[str], classes: Sequence[ExposedClass]) -> None:
    """The most exposed classes, the values that expose them marked."""
    _table(
        _("Most exposed classes"),
        [_("People"), *names],
        [[_size(found.size), *_exposed_cells(found)] for found in classes],
    )


def _size(size: int) -> str:
    return f"<strong>{escape(ngettext('{n} person', '{n} people', size))}</strong>"


def _exposed_cells(found: ExposedClass) -> Iterable[str]:
    for position, value in enumerate(found.values):
        shown = _cell(value)
        without = escape(ngettext("{n} person without it", "{n} people without it", int(found.size_without[position])))
        yield (
            f'<mark title="{without}">{shown}<span class="aloud">, {without}</span></mark>'
            if position in found.exposing
            else shown
        )


def preview_table(
    names: Sequence[str],
    before: Sequence[Sequence[str | None]],
    after: Sequence[Sequence[str | None]],
    suppressed: Sequence[bool],
    cells: Sequence[Sequence[bool]],
) -> None:
    """Some records before and after: changed cells marked, suppressed records and cells struck out.

    Args:
        names: The columns.
        before: For each record, its values as they were.
        after: For each record, its values as they would be released.
        suppressed: For each record, whether it leaves the release.
        cells: For each record, which of its cells are suppressed; empty where none can be.
    """
    rows = [
        [
            _fate(out),
            *(
                _change(old, new, out or gone)
                for old, new, gone in zip(was, now, own or [False] * len(was), strict=True)
            ),
        ]
        for was, now, out, own in zip(before, after, suppressed, cells, strict=True)
    ]
    _table(_("Records before and after"), [_("Release"), *names], rows, ["out" if out else "" for out in suppressed])


def _fate(out: bool) -> str:
    return escape(_("suppressed") if out else _("stays"))


def _change(old: str | None, new: str | None, out: bool) -> str:
    if out:
        return f"<s>{_cell(old)}</s>"
    if old == new:
        return _cell(new)
    return f'<ins title="{escape(_("was {value}", value=old or _("missing")))}">{_cell(new)}</ins>'


def _cell(value: str | None) -> str:
    return f"<bdi>{escape(value)}</bdi>" if value is not None else f"<i>{escape(_('missing'))}</i>"


def _table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], classes: Sequence[str] = ()) -> None:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    marks = classes or [""] * len(rows)
    body = "".join(
        f'<tr class="{mark}">' + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
        for row, mark in zip(rows, marks, strict=True)
    )
    name = escape(caption)
    st.html(
        f'<div class="scroll" tabindex="0" role="region" aria-label="{name}"><table class="cells">'
        f'<caption class="aloud">{name}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )

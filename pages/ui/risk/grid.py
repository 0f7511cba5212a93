"""A wide table that scrolls inside itself and can be reached by keyboard. All that is put into it is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from pages.ui.language import _


def grid(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str | None]], kind: str = "cells") -> None:
    """Draw a table; the first cell of a row says what the row is about.

    Args:
        caption: What the table is called by those who hear the page.
        heads: The columns' names, in plain text.
        rows: For each row a cell for each column, in plain text; None is a missing value.
        kind: Its classes in the style sheet: "cells words" where all cells may take several lines.
    """
    name = escape(caption)
    head = "".join(f'<th scope="col">{escape(own)}</th>' for own in heads)
    body = "".join(_row(cells) for cells in rows)
    st.html(
        f'<div class="scroll" tabindex="0" role="region" aria-label="{name}"><table class="{kind}">'
        f'<caption class="aloud">{name}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _row(cells: Sequence[str | None]) -> str:
    first, *others = map(_cell, cells)
    return f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in others) + "</tr>"


def _cell(value: str | None) -> str:
    return f"<i>{escape(_('missing'))}</i>" if value is None else f"<bdi>{escape(value)}</bdi>"

"""What a page shows, as plain text, and what AppTest has no hand for."""

from __future__ import annotations

import html
import json
import re

import pandas as pd
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from analysis.speech import catalogue
from pages.ui.choices import Session

french = catalogue("fr").gettext
"""What the app says in French for a text of the code."""


def session_of(at: AppTest) -> Session:
    """What the reader has chosen so far."""
    return at.session_state["foule"]


def markup(at: AppTest) -> str:
    """The HTML that the page writes itself."""
    return "\n".join(element.proto.body for element in at.get("html") if "<style" not in element.proto.body)


def texts(at: AppTest) -> str:
    """All that is said on the page, without the marks of HTML and the escapes of Markdown."""
    own = (at.title, at.header, at.subheader, at.markdown, at.caption, at.info, at.success, at.warning, at.error)
    said = [plain(element.value) for elements in own for element in elements]
    return "\n".join([*said, html.unescape(re.sub(r"<[^>]+>", " ", markup(at)))])


def plain(markdown: str) -> str:
    """Markdown as it is read."""
    return re.sub(r"\\(.)", r"\1", markdown).replace("\N{WORD JOINER}", "").replace("**", "")


def problems(at: AppTest) -> list[str]:
    """The errors shown, each with its title."""
    return [f"{error.title}: {plain(error.value)}" for error in at.error]


def edit(at: AppTest, row: int, **cells: str) -> None:
    """Change cells of the page's only table that can be edited."""
    (table,) = at.get("data_editor")
    changes = {"edited_rows": {str(row): cells}, "added_rows": [], "deleted_rows": []}
    states = at._tree.get_widget_states()
    states.widgets.append(WidgetState(id=table.proto.id, string_value=json.dumps(changes)))
    at._run(states)


def tables(at: AppTest) -> dict[str, pd.DataFrame]:
    """The tables that the page writes itself, by the name of their first column, which is their index."""
    found = [_table(table) for table in re.findall(r"<table.*?</table>", markup(at), re.DOTALL)]
    return {table.index.name: table for table in reversed(found)}


def _table(table: str) -> pd.DataFrame:
    cells = [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    ]
    heads, *rows = [[html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in row] for row in cells]
    return pd.DataFrame(rows, columns=heads).set_index(heads[0])

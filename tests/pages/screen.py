"""What a page shows, as plain text."""

from __future__ import annotations

import html
import re

from streamlit.testing.v1 import AppTest


def markup(at: AppTest) -> str:
    """The HTML that the page writes itself."""
    return "\n".join(element.proto.body for element in at.get("html") if "<style" not in element.proto.body)


def texts(at: AppTest) -> str:
    """All that is said on the page, marks of HTML and escapes of Markdown taken away."""
    own = (at.title, at.header, at.subheader, at.markdown, at.caption, at.info, at.success, at.warning, at.error)
    said = [element.value for elements in own for element in elements]
    shown = html.unescape(re.sub(r"<[^>]+>", " ", markup(at)))
    return "\n".join([plain(text) for text in said] + [shown])


def plain(markdown: str) -> str:
    """Markdown as it is read."""
    return re.sub(r"\\(.)", r"\1", markdown).replace("\N{WORD JOINER}", "").replace("**", "")


def problems(at: AppTest) -> list[str]:
    """The errors shown, each with its title."""
    return [f"{error.title}: {plain(error.value)}" for error in at.error]

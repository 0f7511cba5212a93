"""A figure with its name and what is to be said of it, and how it heads a section."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from analysis.wording import Sentence
from pages.ui.frame import Explanation, explain
from pages.ui.language import _, say
from pages.ui.risk.grid import grid

NOTHING = Sentence("")


@dataclass(frozen=True)
class Topic:
    """A figure, and what it means.

    Attributes:
        key: Its name in keys of widgets.
        label: What it is called.
        definition: What it is.
        reading: How to read it.
        formula: How it is computed.
        source: Where the definition comes from.
        limits: What it does not say.
    """

    key: str
    label: Sentence
    definition: Sentence
    reading: Sentence = NOTHING
    formula: Sentence = NOTHING
    source: Sentence = NOTHING
    limits: Sentence = NOTHING

    def explanation(self) -> Explanation:
        """All that is to be said of it, in the reader's language."""
        parts = (self.definition, self.reading, self.formula, self.source, self.limits)
        return Explanation(*(say(part) if part.template else "" for part in parts))


def heading(topic: Topic) -> None:
    """A section's title, with its explanation to open."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.header(say(topic.label), anchor=False)
        explain(topic.explanation(), key=f"explain_{topic.key}")


def figure(topic: Topic, value: str, note: str = "") -> None:
    """A figure with its name and explanation, and in small what else is to be said of it (Markdown)."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap=None):
        st.markdown(f"{say(topic.label)}  \n**{value}**" + (f"  \n:small[{note}]" if note else ""))
        explain(topic.explanation(), key=f"explain_{topic.key}")


def twin(columns: dict[str, list[str]]) -> None:
    """The figures of a chart as a table, to be opened; the first column names the rows."""
    with st.expander(_("The same as a table")):
        table(columns)


def table(columns: dict[str, list[str]]) -> None:
    """A table of texts that are already written in the reader's form; the first column names the rows."""
    heads = list(columns)
    grid(", ".join(heads), heads, list(zip(*columns.values(), strict=True)), "cells words")

"""Figures with their explanations, one under the other: one HTML element, because a dozen of Streamlit's are slow.

All that is put into it is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import streamlit as st

from pages.ui.language import _, say
from pages.ui.risk.topic import Topic


@dataclass(frozen=True)
class Fact:
    """One figure, written in the reader's form, in plain text.

    Attributes:
        topic: What it is.
        value: The figure.
        words: What it means here, in a sentence.
        note: What it rests on, in small.
    """

    topic: Topic
    value: str
    words: str = ""
    note: str = ""


def facts(caption: str, found: Iterable[Fact]) -> None:
    """Draw figures as a list.

    Args:
        caption: What the list is called by those who hear the page.
    """
    st.html(f'<ul class="facts" aria-label="{escape(caption)}">{"".join(map(_item, found))}</ul>')


def _item(fact: Fact) -> str:
    words = escape(fact.words) + (f"<small>{escape(fact.note)}</small>" if fact.note else "")
    return (
        f'<li><div class="name">{escape(say(fact.topic.label))} {_explanation(fact.topic)}</div>'
        f'<div class="value">{escape(fact.value)}</div><div class="words">{words}</div></li>'
    )


def _explanation(topic: Topic) -> str:
    label, name = escape(say(topic.label)), f"fact-{topic.key}"
    sections = "".join(
        f"<dt>{escape(head)}</dt><dd>{escape(text)}</dd>" for head, text in topic.explanation().sections()
    )
    return (
        f'<button type="button" popovertarget="{name}" aria-label="{escape(_("Explanation"))}: {label}">?</button>'
        f'<div popover id="{name}" class="explanation"><p class="title">{label}</p><dl>{sections}</dl></div>'
    )

"""The frame of every page: where you are, what stands, what the page asks and answers, and how to erase it all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import StopException

from analysis.dataset import Dataset
from analysis.errors import AnalysisError, DatasetError, HierarchyError, NotComputable, RequirementNotMet, RoleError
from analysis.speech import LANGUAGES
from analysis.wording import sentence
from pages.ui import server, state
from pages.ui.band import Explanation, Figure, Progress, Step, Trend, band_html
from pages.ui.language import CHOSEN, IN_ADDRESS, _, language, ngettext, say

__all__ = [
    "Explanation",
    "Figure",
    "Progress",
    "Step",
    "Trend",
    "corner",
    "empty_state",
    "explain",
    "literal",
    "page",
    "problem",
]

STYLES: Final = tuple(Path(__file__).with_name(name) for name in ("frame.css", "components.css"))
LOGO: Final = Path(__file__).with_name("logo.svg")
PROBLEMS: Final = (
    (DatasetError, sentence("This file cannot be used as it is"), ":material/error:", st.error),
    (RoleError, sentence("The roles do not allow this"), ":material/error:", st.error),
    (HierarchyError, sentence("This hierarchy cannot be used as it is"), ":material/error:", st.error),
    (RequirementNotMet, sentence("The requirement is not met"), ":material/block:", st.warning),
    (NotComputable, sentence("This cannot be computed"), ":material/info:", st.info),
    (AnalysisError, sentence("This is not possible"), ":material/error:", st.error),
)
"""How each kind of error is shown: the first that fits."""


@contextmanager
def page(
    title: str,
    answer: str | None = None,
    *,
    steps: Sequence[Step] = (),
    figures: Sequence[Figure] = (),
    dataset: Dataset | None = None,
) -> Iterator[None]:
    """Draw the frame around what a page shows. An error of the library that the page lets through is said in its place.

    Args:
        title: The question that the page answers.
        answer: The answer in a sentence, as Markdown; what comes from the data goes through ``literal``.
        steps: The way from the file to the release.
        figures: What stands now.
        dataset: The records, named in the footer.
    """
    if steps or figures:
        with st.container(key="frame_band"):
            st.html(band_html(steps, figures))
    with st.container(key="frame_head", gap=None):
        st.title(title, anchor=False)
        if answer:
            st.markdown(answer)
    try:
        yield
    except AnalysisError as error:
        problem(error)
    except StopException:
        _foot(steps, dataset)
        raise
    _foot(steps, dataset)


SPEAK: Final = """{ // page '%s': at another page this is another script, and runs again
    const spoken = '%s', name = '%s', address = new URL(location);
    document.documentElement.lang = spoken;
    if (address.searchParams.get(name) !== spoken) {
        address.searchParams.set(name, spoken);
        history.replaceState(history.state, '', address);
    }
}"""
"""Says the language to screen readers, and keeps it in the address. ``st.query_params`` would add a step to the browser's
history at every page, and its way back would lead nowhere."""


def corner(page_path: str) -> None:
    """Draw the logo, the language switch and the session menu in the top bar, and what every page is styled with.

    Args:
        page_path: The page's path in the address.
    """
    for sheet in STYLES:
        st.html(sheet)
    st.html(f"<style>:root {{ --word-upload: '{_('Choose a file')}'; }}</style>")
    st.logo(LOGO, size="large")
    st.session_state.setdefault(CHOSEN, language())
    with st.container(key="frame_corner", horizontal=True, gap="small", width="content"):
        st.segmented_control(
            _("Language"), LANGUAGES, format_func=str.upper, key=CHOSEN, required=True, label_visibility="collapsed"
        )
        _erase_control(_("Session"), "frame_session", ":material/more_horiz:")
        st.html(f"<script>{SPEAK % (page_path, language(), IN_ADDRESS)}</script>", unsafe_allow_javascript=True)


def explain(explanation: Explanation, label: str | None = None, *, key: str | None = None) -> None:
    """Offer what a figure means, to be opened by who wants to know."""
    with st.popover(label or _("Explanation"), icon=":material/help:", type="tertiary", key=key):
        st.markdown("\n\n".join(f"**{literal(head)}**  \n{literal(text)}" for head, text in explanation.sections()))


def empty_state(missing: str, page_file: str, label: str) -> None:
    """Say what a page still needs, with the way to it.

    Args:
        missing: What is needed, in a sentence of plain text.
        page_file: The page that gives it, such as ``pages/data.py``.
        label: What the link says.
    """
    with st.container(key="frame_empty", border=True, horizontal_alignment="center"):
        st.markdown(literal(missing), text_alignment="center", width="stretch")
        st.page_link(page_file, label=label, icon=":material/arrow_back:")


def problem(error: AnalysisError) -> None:
    """Say what went wrong, where, and what to do."""
    for kind, title, icon, show in PROBLEMS:
        if isinstance(error, kind):
            show(literal(say(error.sentence)), title=say(title), icon=icon)
            return


def literal(text: str) -> str:
    """Plain text as Markdown that shows it and nothing else: what comes from the data goes through here.

    Marks are escaped. An invisible word joiner keeps what a colon, an at sign or "www" would start (icon, emoji,
    address) from being recognised.
    """
    escaped = re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@])", r"\\\1", re.sub(r"[ \t\r\n]+", " ", text).strip())
    return re.sub(r"(:|@|www)", "\\1\N{WORD JOINER}", escaped, flags=re.IGNORECASE)


def _foot(steps: Sequence[Step], dataset: Dataset | None) -> None:
    _next_step(steps)
    _footer(dataset)


def _next_step(steps: Sequence[Step]) -> None:
    states = [step.state for step in steps]
    if Progress.CURRENT not in states[:-1]:
        return
    following = steps[states.index(Progress.CURRENT) + 1]
    label = _("Next: {step}", step=following.label)
    with st.container(key="frame_next", horizontal_alignment="right"):
        if following.missing:
            st.caption(literal(f"{label} — {following.missing}"))
        else:
            st.page_link(following.page, label=label, icon=":material/arrow_forward:", icon_position="right")


def _footer(dataset: Dataset | None) -> None:
    with st.container(key="frame_footer", horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="footer">{_footer_html(dataset)}</p>')
        if dataset is not None:
            _erase_control(_("Erase everything"), "frame_erase", ":material/delete_forever:")


def _footer_html(dataset: Dataset | None) -> str:
    promise = escape(_("Your data stay in the memory of this computer: nothing is sent, nothing is written to disk."))
    if dataset is None:
        return promise
    held = ngettext("{n} record", "{n} records", dataset.n_records)
    return (
        f"{promise}<br><bdi>{escape(dataset.name)}</bdi> · {escape(held)} · "
        f"{escape(_('fingerprint'))} <code>{dataset.fingerprint[:8]}</code>"
    )


def _erase_control(label: str, key: str, icon: str) -> None:
    menu = st.popover(label, key=key, type="tertiary", icon=icon, on_change="rerun")  # so that erasing also closes it
    with menu, st.container(width=320):
        st.markdown(
            _("Removes the file, your choices and every result from memory. What you have not downloaded is lost.")
        )
        st.button(_("Erase everything now"), key=f"{key}_now", type="primary", on_click=_erase)


def _erase() -> None:
    state.erase()
    server.free_uploads()
    st.toast(_("Everything has been erased from memory."), icon=":material/check:")

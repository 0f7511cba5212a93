"""The band at the top of every page: the steps, and the figures with what changed and what each means.

It is one HTML element, not a dozen of Streamlit's: it is drawn again with every move of a slider, and each further
element costs the browser some five milliseconds. All that is put into it is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from html import escape
from typing import Final

from analysis.wording import sentence
from pages.ui.language import _, say


@dataclass(frozen=True)
class Explanation:
    """What a figure means, in plain text that is already in the reader's language; empty where there is nothing to say.

    Attributes:
        definition: What it is.
        reading: How to read it.
        formula: How it is computed.
        source: Where the definition comes from.
        limits: What it does not say.
    """

    definition: str
    reading: str = ""
    formula: str = ""
    source: str = ""
    limits: str = ""

    def sections(self) -> tuple[tuple[str, str], ...]:
        """(heading, text) of each part that says something."""
        parts = (
            (_("What it is"), self.definition),
            (_("How to read it"), self.reading),
            (_("Formula"), self.formula),
            (_("Source"), self.source),
            (_("What it does not say"), self.limits),
        )
        return tuple((heading, text) for heading, text in parts if text)


class Trend(Enum):
    """What a change means; the icon and the word say it to those who do not see the colour."""

    BETTER = "better"
    """A risk fell."""
    WORSE = "worse"
    """A risk grew."""
    COST = "cost"
    """Detail was lost: the price of protection, not a fault."""
    SAME = "same"


TRENDS: Final = {
    Trend.BETTER: sentence("better protected"),
    Trend.WORSE: sentence("more at risk"),
    Trend.COST: sentence("detail lost"),
    Trend.SAME: sentence("unchanged"),
}


@dataclass(frozen=True)
class Figure:
    """One of the figures at the top of the page, written in the reader's form.

    Attributes:
        label: What it is.
        value: The figure.
        delta_original: Its change since the data as they came; None if there is none to show.
        delta_step: Its change since the step before.
        trend: What ``delta_original`` means.
        help: What the figure means.
        trend_step: What ``delta_step`` means; the same as ``trend`` if None.
    """

    label: str
    value: str
    delta_original: str | None = None
    delta_step: str | None = None
    trend: Trend = Trend.SAME
    help: Explanation | None = None
    trend_step: Trend | None = None


class Progress(Enum):
    """How far a step has come."""

    DONE = "done"
    CURRENT = "current"
    BLOCKED = "blocked"
    TODO = "todo"


PROGRESS: Final = {
    Progress.DONE: sentence("done"),
    Progress.CURRENT: sentence("you are here"),
    Progress.BLOCKED: sentence("not yet possible"),
    Progress.TODO: sentence("to do"),
}


@dataclass(frozen=True)
class Step:
    """One step of the way from a file to its release.

    Attributes:
        label: Its name.
        page: File of its page, such as ``pages/roles.py``.
        state: How far it has come.
        missing: What stands in its way, as a sentence; None if nothing does.
    """

    label: str
    page: str
    state: Progress
    missing: str | None = None


def band_html(steps: Sequence[Step], figures: Sequence[Figure]) -> str:
    """The band as HTML for ``st.html``, styled by ``frame.css``."""
    return f'<div class="band">{_steps(steps)}{_figures(figures)}</div>'


def _steps(steps: Sequence[Step]) -> str:
    if not steps:
        return ""
    chips = "".join(_step(position, step) for position, step in enumerate(steps, start=1))
    missing = next((step.missing for step in steps if step.missing), None)
    note = f'<p class="band-missing">{escape(missing)}</p>' if missing else ""
    return f'<div class="band-steps"><ol aria-label="{escape(_("Steps"))}">{chips}</ol>{note}</div>'


def _step(position: int, step: Step) -> str:
    mark = {Progress.DONE: "✓", Progress.BLOCKED: "·"}.get(step.state, str(position))
    state = f", {say(PROGRESS[step.state])}"
    current = ' aria-current="step"' if step.state is Progress.CURRENT else ""
    why = f' title="{escape(step.missing)}"' if step.missing else ""
    return (
        f'<li class="step-{step.state.value}"{current}{why}><span class="mark" aria-hidden="true">{mark}</span>'
        f'<span class="name">{escape(step.label)}</span>{_aloud(state)}</li>'
    )


def _figures(figures: Sequence[Figure]) -> str:
    if not figures:
        return ""
    shown = "".join(f"<li>{_figure(position, figure)}</li>" for position, figure in enumerate(figures))
    return f'<ul class="band-figures" aria-label="{escape(_("Figures"))}">{shown}</ul>'


def _figure(position: int, figure: Figure) -> str:
    step_trend = figure.trend if figure.trend_step is None else figure.trend_step
    content = (
        f'<span class="label">{escape(figure.label)}</span><span class="value">{escape(figure.value)}</span>'
        f'<span class="deltas">{_delta(figure.delta_original, figure.trend, _("since the original"), _("original"))}'
        f"{_delta(figure.delta_step, step_trend, _('since the last step'), _('last step'))}</span>"
    )
    if figure.help is None:
        return f'<div class="figure">{content}</div>'
    name = f"explain-{position}"
    return (
        f'<button type="button" class="figure" popovertarget="{name}">{content}</button>'
        f'<div popover id="{name}" class="explanation">{_explanation(figure.label, figure.help)}</div>'
    )


def _delta(change: str | None, trend: Trend, since: str, short: str) -> str:
    if change is None:
        return ""
    meaning = f" {since}, {say(TRENDS[trend])}"
    return (
        f'<span class="delta {trend.value}" title="{escape(change + meaning)}">{escape(change)}'
        f'<span class="since" aria-hidden="true"> {escape(short)}</span>{_aloud(f"{meaning}. ")}</span>'
    )


def _explanation(label: str, explanation: Explanation) -> str:
    sections = "".join(f"<dt>{escape(heading)}</dt><dd>{escape(text)}</dd>" for heading, text in explanation.sections())
    return f'<p class="title">{escape(label)}</p><dl>{sections}</dl>'


def _aloud(text: str) -> str:
    """Text that is heard and not seen."""
    return f'<span class="aloud">{escape(text)}</span>'

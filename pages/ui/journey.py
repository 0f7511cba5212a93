"""The frame of a step of the way, with the figures that every page keeps in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Final

import streamlit as st

from analysis.errors import AnalysisError
from analysis.recoding.generalise import Recoded
from pages.ui import state, trail
from pages.ui.choices import Plan, Session
from pages.ui.computed import CACHES, original_of, shown_of
from pages.ui.explanations import EXPLANATIONS, Measure
from pages.ui.frame import Figure, Trend, page
from pages.ui.language import number, percent, points, say, signed
from pages.ui.state import session
from pages.ui.steps import steps_of


@dataclass(frozen=True, eq=False)
class Measured:
    """The figures of one state of the data. None where every record is suppressed."""

    k: int | None
    uniques: float
    average: float | None
    highest: float | None
    suppressed: int
    loss: float

    @classmethod
    def of(cls, recoded: Recoded) -> Measured:
        """Measure what a recoding leaves."""
        sizes = recoded.sizes
        if not len(sizes):
            return cls(None, 0.0, None, None, recoded.n_suppressed, recoded.loss.loss)
        k, n_records = int(sizes.min()), int(sizes.sum())
        uniques = int((sizes == 1).sum())
        return cls(k, uniques / n_records, len(sizes) / n_records, 1 / k, recoded.n_suppressed, recoded.loss.loss)


@contextmanager
def framed(page_file: str, title: str, answer: str | None = None) -> Iterator[Session]:
    """Draw the frame of a step's page around what it shows, and hand it the session.

    Args:
        page_file: The page, such as ``pages/risk.py``.
        title: The question that the page answers.
        answer: The answer in a sentence, as Markdown.
    """
    now = session()
    _record_effect(now)
    with page(title, answer, steps=steps_of(now, page_file), figures=figures_of(now), dataset=now.dataset):
        yield now


def _record_effect(now: Session) -> None:
    """Write into the audit trail what came of the latest choice, once."""
    if now.plan is None or not now.trail.entries or now.trail.entries[-1].event not in trail.WITH_EFFECT:
        return
    if (found := measured(now, now.plan)) is not None:
        state.record(trail.EFFECT, **asdict(found))


def figures_of(now: Session) -> tuple[Figure, ...]:
    """The figures of the current plan, each with its change against the original and the step before."""
    if now.plan is None:
        return ()
    try:
        current, original = Measured.of(shown_of(now)), Measured.of(original_of(now))
    except AnalysisError:
        return ()
    before = measured(now, now.past[-1]) if now.past else None
    return tuple(_figure(shown, current, original, before) for shown in SHOWN)


def measured(now: Session, plan: Plan) -> Measured | None:
    """The figures of a plan; None where it cannot be carried out."""
    overridden = now.overridden and plan == now.plan
    return _measured(now.assessed.fingerprint, repr((plan, overridden)), now, plan)


@st.cache_resource(scope="session", max_entries=48, show_spinner=False)
def _measured(fingerprint: str, key: str, _now: Session, _plan: Plan) -> Measured | None:  # noqa: ARG001 (the cache's key)
    try:
        return Measured.of(shown_of(_now, _plan))
    except AnalysisError:
        return None


CACHES.append(_measured)


@dataclass(frozen=True)
class Shown:
    """How one figure is shown.

    Attributes:
        measure: What it is.
        value: Where it stands in what was measured.
        write: How it is written.
        rises: What it means when it grows.
    """

    measure: Measure
    value: Callable[[Measured], float | None]
    write: Callable[[float], str]
    rises: Trend


SHOWN: Final = (
    Shown(Measure.K, lambda one: one.k, number, Trend.BETTER),
    Shown(Measure.UNIQUES, lambda one: one.uniques, percent, Trend.WORSE),
    Shown(Measure.AVERAGE, lambda one: one.average, percent, Trend.WORSE),
    Shown(Measure.HIGHEST, lambda one: one.highest, percent, Trend.WORSE),
    Shown(Measure.SUPPRESSED, lambda one: one.suppressed, number, Trend.COST),
    Shown(Measure.LOSS, lambda one: one.loss, number, Trend.COST),
)


def _figure(shown: Shown, current: Measured, original: Measured, before: Measured | None) -> Figure:
    now, first = shown.value(current), shown.value(original)
    last = shown.value(before) if before else None
    return Figure(
        say(shown.measure.label),
        "–" if now is None else shown.write(now),
        _change(now, first, shown.write),
        _change(now, last, shown.write),
        _trend(now, first, shown.rises),
        EXPLANATIONS[shown.measure](),
        _trend(now, last, shown.rises),
    )


def _change(now: float | None, then: float | None, write: Callable[[float], str]) -> str | None:
    if now is None or then is None or now == then:
        return None
    return points(now - then) if write is percent else signed(now - then)


def _trend(now: float | None, then: float | None, rises: Trend) -> Trend:
    """What a change means. Less suppression or loss is not a risk that fell: it is detail regained."""
    if now is None or then is None or now == then:
        return Trend.SAME
    opposite = {Trend.BETTER: Trend.WORSE, Trend.WORSE: Trend.BETTER, Trend.COST: Trend.SAME}
    return rises if now > then else opposite[rises]

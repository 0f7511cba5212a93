"""What a step would do, measured before it is applied."""
# ruff: noqa: ARG001 (the key of a cache is an argument that the function does not read)

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from analysis.dataset import Dataset
from analysis.errors import AnalysisError
from analysis.recoding.effect import ColumnEffect, Effect, Spread, effect
from analysis.recoding.pram import Pram
from analysis.recoding.pseudonyms import Pseudonyms, collision_probability
from analysis.recoding.step import Step
from analysis.roles import Role
from analysis.search.running import Progress, SearchCancelled
from pages.ui.choices import Session
from pages.ui.computed import CACHES, shown_of
from pages.ui.frame import literal, problem
from pages.ui.jobs import Job
from pages.ui.journey import SHOWN, Measured, measured
from pages.ui.language import _, fine_percent, ngettext, number, percent, say
from pages.ui.risk.grid import grid
from pages.ui.utility import FEW, MEASURES

MOST_COMPARED: Final = 8
"""Columns, besides those that change, whose associations are measured."""
MOST_CHANGES: Final = 5
"""Associations shown, those that change most."""
FEWEST_CHANGES: Final = 0.005
"""Smallest change of an association that is shown."""


def effect_of(now: Session, step: Step, key: bytes | None) -> Job:
    """What a step does to the session's records; it is measured in the background, and gives an ``Effect``.

    Args:
        key: The secret of a step that needs one.
    """
    compared = _compared(now)
    asked = repr((step, now.quasi_identifiers, compared))
    return _job(
        now.dataset.fingerprint, asked, partial(_measure, step, now.dataset, now.quasi_identifiers, compared, key)
    )


def restart() -> None:
    """Forget what was stopped, so that it can be asked anew."""
    _job.clear()


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, on_release=Job.cancel)
def _job(fingerprint: str, key: str, _work: partial[Effect]) -> Job:
    return Job(_work)


CACHES.append(_job)


def _measure(
    step: Step,
    dataset: Dataset,
    quasi_identifiers: tuple[str, ...],
    compared: tuple[str, ...],
    key: bytes | None,
    progress: Progress,
    cancel: threading.Event,
) -> Effect:
    progress(0, 1)
    found = effect([step], dataset, quasi_identifiers, compared, key)
    if cancel.is_set():
        raise SearchCancelled
    return found


def _compared(now: Session) -> tuple[str, ...]:
    """Columns whose associations with those that change are worth a look: quasi-identifiers and sensitive ones."""
    names = (*now.quasi_identifiers, *now.roles.of(Role.SENSITIVE))
    fit = [name for name in names if now.dataset[name].kind.is_number or len(now.dataset[name].values) <= FEW]
    return tuple(fit[:MOST_COMPARED])


def show_effect(found: Effect, step: Step) -> None:
    """Say what changes, what is lost, and what the step does not protect from."""
    before, after = found.n_records
    if before != after:
        st.markdown(
            ngettext(
                "**{n} record** of {total} would be left out ({share}).",
                "**{n} records** of {total} would be left out ({share}).",
                before - after, total=before, share=percent((before - after) / before),
            )
        )  # fmt: skip
    elif not found.left_out and not any(own.n_changed for own in found.columns):
        st.markdown(_("Nothing would change: no record and no value is concerned."))
    if found.left_out:
        st.markdown(_("Left out: {columns}.", columns=literal(", ".join(found.left_out))))
    if found.columns:
        _columns(found.columns)
    _sizes(found)
    _associations(found)
    if isinstance(step, Pram):
        _stays(found, step)
    if isinstance(step, Pseudonyms):
        _collisions(found, step)
    for caveat in step.caveats():
        st.info(literal(say(caveat)), icon=":material/info:")


def _columns(columns: tuple[ColumnEffect, ...]) -> None:
    grid(
        _("What becomes of each column"),
        [
            _("Column"), _("Cells changed"), _("Missing"), _("Mean"), _("Standard deviation"), _("Total variation"),
            _("Mean shift (Wasserstein)"),
        ],
        [
            [
                own.column,
                f"{number(own.n_changed)} ({percent(own.share_changed)})",
                _turn(*map(number, own.n_missing)),
                _of_spreads(own, lambda spread: spread.mean),
                _of_spreads(own, lambda spread: spread.standard_deviation),
                percent(own.marginal.total_variation),
                "–" if own.marginal.wasserstein is None else number(own.marginal.wasserstein),
            ]
            for own in columns
        ],
    )  # fmt: skip


def _turn(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _of_spreads(own: ColumnEffect, figure: Callable[[Spread], float | None]) -> str:
    written = [
        "–" if spread is None or (value := figure(spread)) is None else number(value)
        for spread in (own.before, own.after)
    ]
    return _turn(written[0], written[1])


def _sizes(found: Effect) -> None:
    if found.sizes is None:
        return
    before, after = found.sizes
    st.markdown(
        _(
            "By the values as they are, before generalising: smallest group **{k}**, unique records **{unique}**.",
            k=_turn(number(before.k), number(after.k)), unique=_turn(number(before.n_unique), number(after.n_unique)),
        )
    )  # fmt: skip


def _associations(found: Effect) -> None:
    changed = [one for one in found.associations if abs(one.after - one.before) >= FEWEST_CHANGES][:MOST_CHANGES]
    if changed:
        grid(
            _("Associations that change most"),
            [_("Columns"), _("Measure"), _("Before"), _("After")],
            [
                [" × ".join(one.columns), say(MEASURES[one.measure]), number(one.before, 2), number(one.after, 2)]
                for one in changed
            ],
        )


def _stays(found: Effect, step: Pram) -> None:
    own = next(one for one in found.columns if one.column == step.column)
    st.markdown(
        _(
            "**{share}** of the values stay what they were; the others are exchanged.",
            share=percent(1 - own.share_changed),
        )
    )


def _collisions(found: Effect, step: Pseudonyms) -> None:
    most = max(len(found.released[name].values) for name in step.columns)
    st.markdown(
        _(
            "Probability that two values get the same pseudonym: {share} (the step would then be refused).",
            share=fine_percent(collision_probability(most, step.length)),
        )
    )


def show_figures(now: Session, later: Session) -> None:
    """The figures at the top of the page, as they stand and as they would."""
    current = measured(now, now.plan)
    try:
        then = Measured.of(shown_of(later))
    except AnalysisError as error:
        problem(error)
        return
    rows = []
    for shown in SHOWN:
        values = [None if one is None else shown.value(one) for one in (current, then)]
        rows.append([say(shown.measure.label), *("–" if value is None else shown.write(value) for value in values)])
    grid(_("Figures with the levels in use"), [_("With the levels in use"), _("now"), _("with this step")], rows)
    anew = [name for name, builder in later.plan.builders if dict(now.plan.builders).get(name, builder) != builder]
    if anew:
        st.caption(
            _(
                "The hierarchies of these columns no longer fit and would be made anew, from level 0: {columns}.",
                columns=literal(", ".join(anew)),
            )
        )

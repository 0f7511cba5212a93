"""Population: who is unique in it, and how sure a match is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.errors import NotComputable
from analysis.recoding.generalise import Recoded
from analysis.risk.correctness import Correctness
from analysis.risk.population.decision import PITMAN_UP_TO, PopulationUniqueness
from analysis.risk.population.estimate import Estimator, UniquenessEstimate
from analysis.risk.reidentification import distribution
from pages.ui.choices import Session
from pages.ui.frame import literal, problem
from pages.ui.language import _, percent, say
from pages.ui.risk.charts import Estimated, estimates, risk_distribution
from pages.ui.risk.computed import correctness_of, labels_of, uniqueness_of
from pages.ui.risk.distribution import risk_twin
from pages.ui.risk.explained import population as topics
from pages.ui.risk.facts import Fact, facts
from pages.ui.risk.grid import grid
from pages.ui.risk.panel import threshold
from pages.ui.risk.population_size import population_size
from pages.ui.risk.topic import Topic, heading
from pages.ui.theme import draw, palette

TOPICS: Final = {
    Estimator.PITMAN: topics.PITMAN,
    Estimator.ZAYATZ: topics.ZAYATZ,
    Estimator.SNB: topics.SNB,
}


LISTED: Final = 10


def show(now: Session, recoded: Recoded, panel: DeltaGenerator) -> None:
    """Draw the view; its controls go to the panel."""
    with panel:
        size = population_size(now)
        if size is not None:
            threshold(now)
    if size is None:
        heading(topics.UNIQUENESS)
        st.info(
            _("Give the number of people in the population, in the panel: the estimates need it."),
            icon=":material/groups:",
        )
        return
    heading(topics.UNIQUENESS)
    with st.spinner(_("Estimating…")):
        _uniqueness(uniqueness_of(now, recoded, size))
    heading(topics.MODEL)
    try:
        with st.spinner(_("Estimating…")):
            _model(now, recoded, correctness_of(now, recoded, size))
    except NotComputable as error:
        problem(error)


def _uniqueness(found: PopulationUniqueness) -> None:
    chosen = found.dankar
    low, high = chosen.share_interval
    st.markdown(
        _(
            "About **{share}** of the records ({low} to {high}) are probably unique in the population of {people}.",
            share=percent(chosen.share, 2), low=percent(low, 2), high=percent(high, 2), people=found.population_size,
        )
    )  # fmt: skip
    shown = [
        Estimated(say(TOPICS[one.estimator].label), one.share, *one.share_interval, chosen=one is chosen)
        for one in found.estimates
    ]
    draw(
        estimates(shown, _("share of the records that are unique in the population"), palette()), key="risk_uniqueness",
        height=110 + 62 * len(shown),
        alt=_("Estimates of the share of records that are unique in the population, with intervals; the list below has them."),
    )  # fmt: skip
    facts(_("Estimates"), _estimates(found))
    for reason in found.unsolved:
        st.caption(literal(say(reason)))


def _estimates(found: PopulationUniqueness) -> Iterator[Fact]:
    for one in found.estimates:
        yield Fact(TOPICS[one.estimator], percent(one.share, 2), say(one.caveat), _interval(one))
    yield Fact(topics.DANKAR, percent(found.dankar.share, 2), _why(found))


def _interval(one: UniquenessEstimate) -> str:
    low, high = one.share_interval
    return _("95% interval: {low} to {high}", low=percent(low, 2), high=percent(high, 2))


def _why(found: PopulationUniqueness) -> str:
    """Which estimate the decision rule takes, and why."""
    name, share = say(TOPICS[found.dankar.estimator].label), percent(found.sampling_fraction, 2)
    if found.sampling_fraction > PITMAN_UP_TO:
        return _("{share} of the population is in the data, above 10%: the lower of Zayatz and SNB.", share=share)
    if found.dankar.estimator is Estimator.PITMAN:
        return _("{share} of the population is in the data, at most 10%: Pitman.", share=share)
    return _(
        "{share} of the population is in the data: Pitman, which the rule calls for, has no solution, so {name}.",
        share=share,
        name=name,
    )


def _model(now: Session, recoded: Recoded, found: Correctness) -> None:
    """How sure an attacker can be of a match, on average, in distribution and where it is surest."""
    facts(
        _("By a model of the population"),
        [
            _mean(topics.LIKELIHOOD, found.uniqueness, found.uniqueness_interval),
            _mean(topics.CORRECTNESS, found.mean_correctness, found.mean_correctness_interval),
        ],
    )
    shares = distribution(found.correctnesses, found.records)
    draw(
        risk_distribution(shares, now.threshold, palette(), _("likelihood that a match is right (logarithmic scale)")),
        key="risk_correctness", height=340,
        alt=_(
            "Share of the records by the likelihood that a match is right: {share} are above {threshold}.",
            share=percent(shares.above(now.threshold)), threshold=percent(now.threshold, 0),
        ),
    )  # fmt: skip
    risk_twin(shares)
    _surest(recoded, found)
    st.caption(literal(say(found.caveat)))


def _mean(topic: Topic, mean: float, interval: tuple[float, float]) -> Fact:
    low, high = interval
    note = _("95% interval: {low} to {high}", low=percent(low, 2), high=percent(high, 2))
    return Fact(topic, percent(mean, 2), _("on average over the records"), note)


def _surest(recoded: Recoded, found: Correctness) -> None:
    """The classes whose people are most surely unique, among those that were evaluated."""
    st.markdown(_("The people most surely unique, among those evaluated:"))
    order = np.argsort(-found.likelihoods, kind="stable")[:LISTED]
    heads = [_("Unique in the population"), _("Match is right"), *recoded.table.names]
    rows = [
        [percent(float(found.likelihoods[i])), percent(float(found.correctnesses[i])), *labels]
        for i, labels in zip(order, labels_of(recoded, found.classes[order]), strict=True)
    ]
    grid(_("The people most surely unique"), heads, rows)

"""Attackers: what each of them risks to find, and the whole distribution of risk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses
from analysis.models.delta_presence import delta_presence
from analysis.models.k_map import PopulationMatch, estimated_k_map, k_map
from analysis.recoding.generalise import Recoded
from analysis.risk.attackers import Basis, JournalistRisk, Register, journalist_risk, marketer_risk
from analysis.risk.reidentification import RiskDistribution, distribution
from analysis.wording import Sentence, sentence
from pages.ui.choices import Session
from pages.ui.frame import explain, literal, problem
from pages.ui.language import _, ngettext, number, percent, say
from pages.ui.risk.charts import risk_distribution
from pages.ui.risk.computed import match_of, register_of
from pages.ui.risk.distribution import risk_twin
from pages.ui.risk.explained import attackers as topics
from pages.ui.risk.facts import Fact, facts
from pages.ui.risk.panel import threshold
from pages.ui.risk.population_size import population_size
from pages.ui.risk.register import register, register_control
from pages.ui.risk.topic import Topic, heading
from pages.ui.theme import draw, palette

BASES: Final = {
    Basis.DATASET: sentence("the data count as the whole population"),
    Basis.POPULATION_TABLE: sentence("counted in the register"),
    Basis.ESTIMATE: sentence("estimated from the class sizes"),
}
PROSECUTOR, JOURNALIST = "prosecutor", "journalist"
NAMES: Final = {PROSECUTOR: topics.PROSECUTOR.label, JOURNALIST: topics.JOURNALIST.label}


@dataclass(frozen=True)
class Row:
    """One figure of a card: what it is called, and how it is written."""

    label: Sentence
    value: str


def show(now: Session, recoded: Recoded, panel: DeltaGenerator) -> None:
    """Draw the view; its controls go to the panel."""
    with panel:
        threshold(now)
        size = population_size(now)
        register_control(now)
    match = match_of(now, recoded, register(now))
    classes = recoded.remaining
    known = _known(now, recoded, size, match)
    prosecutor = distribution(1 / classes.sizes, classes.sizes)
    journalist, marketer = journalist_risk(known), marketer_risk(known)
    cards = (
        (topics.PROSECUTOR, sentence("knows that the person is in the data"), _rows(prosecutor, now.threshold)),
        (topics.JOURNALIST, BASES[known.basis], _journalist(journalist, now.threshold)),
        (
            topics.MARKETER,
            BASES[known.basis],
            [
                Row(sentence("average risk"), _with_interval(marketer.average, marketer.interval)),
                Row(sentence("records found"), number(round(marketer.expected_records, 1))),
            ],
        ),
    )
    for column, (topic, basis, rows) in zip(st.columns(len(cards)), cards, strict=True):
        with column:
            _card(topic, basis, rows)
    st.caption(literal(say(known.caveat)))
    _distribution(now, {PROSECUTOR: prosecutor, JOURNALIST: journalist.distribution})
    _mapped(classes, size, match)
    if match is not None:
        _presence(match)


def _known(now: Session, recoded: Recoded, size: int | None, match: PopulationMatch | None) -> Register:
    """What attackers compare with; the data where an estimate is asked for and cannot be made."""
    try:
        return register_of(now, recoded, size, match)
    except NotComputable as error:
        problem(error)
        return register_of(now, recoded, None, None)


def _rows(found: RiskDistribution, limit: float) -> list[Row]:
    return [
        Row(sentence("highest risk"), percent(float(found.risks[-1]))),
        Row(sentence("average risk"), percent(found.mean)),
        Row(sentence("lowest risk"), percent(float(found.risks[0]))),
        Row(sentence("above {limit}", limit=percent(limit, 0)), percent(found.above(limit))),
    ]


def _journalist(found: JournalistRisk, limit: float) -> list[Row]:
    return [
        Row(sentence("highest risk"), _with_interval(found.highest, found.highest_interval)),
        Row(sentence("average risk"), _with_interval(found.average, found.average_interval)),
        *_rows(found.distribution, limit)[2:],
    ]


def _with_interval(value: float, interval: tuple[float, float] | None) -> str:
    if interval is None:
        return percent(value)
    low, high = interval
    return _("{value} ({low} to {high})", value=percent(value), low=percent(low), high=percent(high))


def _card(topic: Topic, basis: Sentence, rows: Sequence[Row]) -> None:
    with st.container(border=True, height="stretch"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap=None):
            st.header(say(topic.label), anchor=False)
            explain(topic.explanation(), key=f"explain_{topic.key}")
        st.caption(say(basis))
        st.markdown("  \n".join(_("{label}: {value}", label=say(row.label), value=f"**{row.value}**") for row in rows))


def _distribution(now: Session, found: dict[str, RiskDistribution]) -> None:
    heading(topics.DISTRIBUTION)
    which = st.segmented_control(
        _("Attacker"), list(found), format_func=lambda own: say(NAMES[own]), key="risk_attacker", default=PROSECUTOR,
        required=True, label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    shown = found[which]
    draw(
        risk_distribution(shown, now.threshold, palette()), key="risk_distribution", height=380,
        alt=_(
            "Share of the records by their risk, and share with a higher risk: {share} are above {threshold}.",
            share=percent(shown.above(now.threshold)), threshold=percent(now.threshold, 0),
        ),
    )  # fmt: skip
    risk_twin(shown)


def _mapped(classes: EquivalenceClasses, size: int | None, match: PopulationMatch | None) -> None:
    """Like how many people of the population the most exposed records are."""
    heading(topics.K_MAP)
    if match is not None:
        found = k_map(classes, match)
        st.markdown(
            ngettext(
                "k of k-map is **{k}**: {n} record is like so few people of the register, the others like more.",
                "k of k-map is **{k}**: {n} records are like so few people of the register, the others like more.",
                found.n_at_k, k=found.k,
            )
        )  # fmt: skip
    elif size is not None and size >= classes.n_records:
        found = estimated_k_map(classes, size)
        st.markdown(
            ngettext(
                "k of k-map is **{k}** or more, estimated from the smallest class: {n} record.",
                "k of k-map is **{k}** or more, estimated from the smallest classes: {n} records in all.",
                found.n_at_k, k=found.k,
            )
        )  # fmt: skip
    else:
        st.info(
            _(
                "Give the number of people in the population, or bring a register of them, in the panel: k-map is then found; "
                "with a register, also who is known to be in the data (delta-presence)."
            ),
            icon=":material/groups:",
        )


def _presence(match: PopulationMatch) -> None:
    """What the data say of who is in them."""
    found = delta_presence(match)
    heading(topics.PRESENCE)
    certain = ngettext(
        "{n} person of the register is known to be in the data.",
        "{n} people of the register are known to be in the data.",
        found.n_people_certain,
    )
    absent = ngettext(
        "{n} person is known not to be.", "{n} people are known not to be.", found.n_people_absent
    )  # fmt: skip
    facts(
        _("Presence in the data"),
        [
            Fact(topics.HIGHEST_PRESENCE, percent(found.highest), certain),
            Fact(topics.LOWEST_PRESENCE, percent(found.lowest), absent),
        ],
    )

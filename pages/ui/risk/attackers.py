"""Attackers: what each of them risks to find, and the whole distribution of risk."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.frequency import EquivalenceClasses
from analysis.recoding.generalise import Recoded
from analysis.wording import Sentence, sentence
from pages.ui.frame import explain
from pages.ui.language import _, percent, say
from pages.ui.risk.charts import RiskDistribution, risk_distribution
from pages.ui.risk.explained import attackers as topics
from pages.ui.risk.panel import threshold
from pages.ui.risk.topic import Topic, heading, twin
from pages.ui.state import Session
from pages.ui.theme import draw, palette


@dataclass(frozen=True, eq=False)
class Attacker:
    """An attacker, and the risk that each class bears from them.

    Attributes:
        topic: Who it is.
        knows: What they know, in a sentence.
        found: How many records bear each risk.
        only_mean: Whether only the mean says something: they are after many people, not one.
    """

    topic: Topic
    knows: Sentence
    found: RiskDistribution
    only_mean: bool = False


def show(now: Session, recoded: Recoded, panel: DeltaGenerator) -> None:
    """Draw the view; its controls go to the panel."""
    with panel:
        threshold(now)
    attackers = _attackers(recoded.remaining)
    for column, one in zip(st.columns(len(attackers)), attackers, strict=True):
        with column:
            _card(one, now.threshold)
    _distribution(now, attackers)


def _attackers(classes: EquivalenceClasses) -> list[Attacker]:
    found = RiskDistribution.of(1 / classes.sizes, classes.sizes)
    return [
        Attacker(topics.PROSECUTOR, sentence("knows that the person is in the data"), found),
        Attacker(topics.MARKETER, sentence("wants as many people as possible"), found, only_mean=True),
    ]


def _card(one: Attacker, limit: float) -> None:
    found = one.found
    rows = [(_("average risk"), percent(float((found.risks * found.shares).sum())))]
    if not one.only_mean:
        rows = [
            (_("highest risk"), percent(float(found.risks[-1]))),
            *rows,
            (_("lowest risk"), percent(float(found.risks[0]))),
            (_("above {threshold}", threshold=percent(limit, 0)), percent(found.above(limit))),
        ]
    with st.container(border=True, height="stretch"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap=None):
            st.header(say(one.topic.label), anchor=False)
            explain(one.topic.explanation(), key=f"explain_{one.topic.key}")
        st.caption(say(one.knows))
        st.markdown("  \n".join(f"{label}: **{value}**" for label, value in rows))


def _distribution(now: Session, attackers: list[Attacker]) -> None:
    heading(topics.DISTRIBUTION)
    one = attackers[0]
    draw(
        risk_distribution(one.found, now.threshold, palette()), key="risk_distribution", height=380,
        alt=_(
            "Share of the records by their risk, and share with a higher risk: {share} are above {threshold}.",
            share=percent(one.found.above(now.threshold)), threshold=percent(now.threshold, 0),
        ),
    )  # fmt: skip
    bars = one.found.bars()[::-1]
    twin(
        {
            _("Risk"): [bar.label for bar in bars],
            _("Records"): [percent(bar.share) for bar in bars],
            _("This risk or higher"): [percent(bar.above) for bar in bars],
        }
    )

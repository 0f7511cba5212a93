"""The report of a release for the data protection officer: what was measured, and what people answered.

Sources: sections after CNIL, "PIA, la méthode", February 2018, and ISO/IEC 27559:2022 (context, data, identifiability,
mitigation, governance).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final

from analysis.attacks.intersection import Crossing
from analysis.audit import Trail
from analysis.recipe.running import Outcome
from analysis.report import changes, closing, framing, risk
from analysis.report.case import Case
from analysis.report.document import Block, Document, Section
from analysis.report.form import SECTIONS
from analysis.speech import Speech
from analysis.verdict import Verdict
from analysis.wording import sentence

WRITERS: Final[Mapping[str, Callable[[Case], tuple[Block, ...]]]] = {
    "A": framing.identity,
    "B": framing.context,
    "C": framing.inventory,
    "D": framing.attackers,
    "E": risk.before,
    "F": changes.transformations,
    "G": risk.after,
    "H": changes.utility,
    "I": closing.rights,
    "J": closing.residual,
    "K": closing.follow_up,
    "L": closing.validation,
    "M": closing.limits,
}
"""Who writes each section, by its letter."""


def report(
    outcome: Outcome,
    verdict: Verdict,
    *,
    language: str,
    made_at: dt.datetime,
    release_sha256: str,
    source_sha256: str | None = None,
    trail: Trail | None = None,
    crossing: Crossing | None = None,
) -> Document:
    """Write the report of a release.

    No value that fewer than ``SHOWN_FROM`` records hold is in it, unless somebody wrote it into an answer.

    Args:
        verdict: What may be concluded; see :func:`analysis.report.judging.verdict_of`.
        language: ``fr`` or ``en``.
        made_at: When; of a known time zone.
        release_sha256: Hash of the file that leaves.
        source_sha256: Hash of the file that was read.
        trail: What was done and when.
        crossing: The release beside an earlier one.
    """
    case = Case(outcome, verdict, Speech(language), made_at, release_sha256, source_sha256, trail, crossing)
    subtitle = sentence("Assessment of the risk of re-identification: {dataset}", dataset=outcome.dataset.name)
    return Document(
        title=case.answer("title") or case.say(sentence("Report on a release of personal data")),
        subtitle=case.say(subtitle),
        language=language,
        made_at=case.speech.date(made_at.date()),
        opening=framing.opening(case),
        sections=tuple(Section(letter, case.say(SECTIONS[letter]), WRITERS[letter](case)) for letter in SECTIONS),
        page=case.say(sentence("Page {page} of {pages}", page="{page}", pages="{pages}")),
        contents=case.say(sentence("Contents")),
        program=outcome.recipe.made_by,
    )

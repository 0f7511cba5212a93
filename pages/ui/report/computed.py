"""What the session's recipe makes, and what is said of it: each computed once per dataset and choices.

Carrying a recipe out runs in the background. What only words the same outcome another way (answers, recipients) does not
carry it out again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import streamlit as st

from analysis import io
from analysis.attacks.intersection import Crossing, cross
from analysis.audit import Trail
from analysis.dataset import Dataset
from analysis.errors import NotComputable
from analysis.recipe.recipe import Recipe, to_json
from analysis.recipe.running import Outcome, run
from analysis.report.document import Document
from analysis.report.judging import verdict_of
from analysis.report.writing import report
from analysis.roles import Role
from analysis.search.running import Progress
from analysis.verdict import Verdict
from pages.ui.choices import Earlier, Session
from pages.ui.computed import CACHES
from pages.ui.jobs import Job
from pages.ui.language import language
from pages.ui.recipes import recipe_of
from pages.ui.release import own_style

WORDS: Final[dict[str, Any]] = {
    "answers": {},
    "recipients": (),
    "none_earlier": False,
    "passed_over": False,
    "preset": None,
}
"""The parts of a recipe that change nothing of what it makes, emptied."""


@dataclass(frozen=True, eq=False)
class Made:
    """What a recipe made.

    Attributes:
        outcome: The outcome.
        sha256: SHA-256 of the release as a CSV file.
    """

    outcome: Outcome
    sha256: str


def making_of(now: Session) -> Job:
    """The session's recipe being carried out."""
    recipe, style = recipe_of(now), own_style(now)
    work = partial(_make, recipe, now.complete, style, now.key)
    return _job(now.complete.fingerprint, _key(recipe) + style.delimiter, work)


def made_of(now: Session, job: Job) -> Made:
    """What came of it, with the session's answers and recipients.

    Raises:
        AnalysisError: The recipe cannot be carried out.
    """
    made: Made = job.result()
    return replace(made, outcome=replace(made.outcome, recipe=recipe_of(now)))


def crossing_of(now: Session, outcome: Outcome) -> Crossing | None:
    """The release beside the earlier one; None where the session has none.

    Raises:
        NotComputable: The two have nothing in common, or the recoding is local.
    """
    if now.earlier is None:
        return None
    return _crossing(now.complete.fingerprint, _key(outcome.recipe), now.earlier.sha256, outcome, now.earlier)


def concluded_of(now: Session, outcome: Outcome, crossing: Crossing | None) -> Verdict:
    """What may be concluded."""
    beside = now.earlier.sha256 if crossing and now.earlier else ""
    return _verdict(now.complete.fingerprint, to_json(outcome.recipe), beside, outcome, crossing)


def document_of(now: Session, made: Made, verdict: Verdict, crossing: Crossing | None) -> Document:
    """The report in the reader's language, dated when it was first made of these choices."""
    beside = now.earlier.sha256 if crossing and now.earlier else ""
    key = repr((to_json(made.outcome.recipe), made.sha256, beside, now.trail.head))
    content = now.source.content if now.source else None
    source = None if content is None else hashlib.sha256(content).hexdigest()
    return _document(now.complete.fingerprint, key, language(), made, verdict, now.trail, crossing, source)


def _key(recipe: Recipe) -> str:
    return to_json(recipe.model_copy(update=WORDS))


def _make(
    recipe: Recipe,
    dataset: Dataset,
    style: io.CsvStyle,
    key: bytes | None,
    progress: Progress,
    _cancel: threading.Event,
) -> Made:
    progress(0, 2)
    outcome = run(recipe, dataset, key)
    progress(1, 2)
    content = io.export(outcome.release.dataset, io.Format.CSV, style).content
    return Made(outcome, hashlib.sha256(content).hexdigest())


@st.cache_resource(scope="session", max_entries=3, show_spinner=False, on_release=Job.cancel)
def _job(fingerprint: str, key: str, _work: partial[Made]) -> Job:
    return Job(_work)


@st.cache_resource(scope="session", max_entries=3, show_spinner=False)
def _crossing(fingerprint: str, key: str, sha256: str, _outcome: Outcome, _earlier: Earlier) -> Crossing:
    if _outcome.recipe.recoding.cuts:
        raise NotComputable("A local recoding has labels of no level: it cannot be compared with an earlier release.")
    roles, released = _outcome.roles, set(_outcome.release.dataset.names)
    sensitive = [name for name in roles.of(Role.SENSITIVE) if name in released]
    others = released - set(roles.quasi_identifiers) - set(sensitive)
    return cross(_outcome.prepared, _outcome.recoded, _earlier.dataset, sensitive, sorted(others))


@st.cache_resource(scope="session", max_entries=6, show_spinner=False)
def _verdict(fingerprint: str, key: str, sha256: str, _outcome: Outcome, _crossing: Crossing | None) -> Verdict:
    return verdict_of(_outcome, _crossing)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _document(
    fingerprint: str,
    key: str,
    language: str,
    _made: Made,
    _verdict: Verdict,
    _trail: Trail,
    _crossing: Crossing | None,
    _source_sha256: str | None,
) -> Document:
    return report(
        _made.outcome, _verdict, language=language, made_at=dt.datetime.now(dt.UTC), release_sha256=_made.sha256,
        source_sha256=_source_sha256, trail=_trail, crossing=_crossing,
    )  # fmt: skip


CACHES.extend([_job, _crossing, _verdict, _document])

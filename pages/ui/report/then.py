"""What a recipe of then makes of the data of today, and what its release of then says of itself."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import streamlit as st

from analysis import io
from analysis.assessment import Assessment, assess
from analysis.dataset import Dataset
from analysis.errors import DatasetError
from analysis.recipe.recipe import Recipe, to_json
from analysis.recipe.running import Outcome, roles_after, run
from analysis.report.figures import FORMAT
from analysis.report.judging import verdict_of
from analysis.search.running import Progress
from analysis.verdict import Opinion, Verdict
from pages.ui.choices import Earlier, EarlierFigures, Session
from pages.ui.computed import CACHES
from pages.ui.jobs import Job
from pages.ui.recipes import as_read

UTF_8: Final = ("utf-8", "utf-8-sig")


@dataclass(frozen=True, eq=False)
class Audited:
    """Then and now.

    Attributes:
        now: What the recipe makes today.
        verdict: What may be concluded of it.
        then: The figures of the release of then, taken from its file.
        verdict_then: What may be concluded of that file by the same thresholds.
        sha256: SHA-256 of the release of today, written as that of then; None where it cannot be written so.
    """

    now: Outcome
    verdict: Verdict
    then: Assessment
    verdict_then: Verdict
    sha256: str | None


def auditing_of(now: Session, recipe: Recipe, release: Earlier) -> Job:
    """A recipe of then being carried out on the session's file, and its release of then being measured."""
    dataset, _understood = as_read(now, recipe.reading.options)
    work = partial(_audited, recipe, dataset, release, now.key)
    return _job(dataset.fingerprint, to_json(recipe), release.sha256, work)


def _audited(
    recipe: Recipe, dataset: Dataset, release: Earlier, key: bytes | None, progress: Progress, _cancel: threading.Event
) -> Audited:
    progress(0, 2)
    outcome = run(recipe, dataset, key)
    progress(1, 2)
    roles = roles_after(recipe.roles_of(release.dataset), recipe.steps, release.dataset)
    then = assess(release.dataset, roles, population_size=recipe.population_size)
    as_then = replace(
        outcome, release=replace(outcome.release, dataset=release.dataset), after=then, roles=roles, unmet=()
    )
    return Audited(
        outcome, verdict_of(outcome), then, verdict_of(as_then), written_as(release, outcome.release.dataset)
    )


def written_as(release: Earlier, dataset: Dataset) -> str | None:
    """SHA-256 of a dataset written in the form of an earlier file; None where files are not written in that form."""
    try:
        form = io.format_of(release.name)
    except DatasetError:
        return None
    own = release.understood
    encoding = own.encoding if own.encoding in UTF_8 else UTF_8[0]
    style = io.CsvStyle(delimiter=own.delimiter or ",", encoding=encoding)
    return hashlib.sha256(io.export(dataset, form, style).content).hexdigest()


@st.cache_resource(scope="session", max_entries=2, show_spinner=False, on_release=Job.cancel)
def _job(fingerprint: str, key: str, sha256: str, _work: partial[Audited]) -> Job:
    return Job(_work)


CACHES.append(_job)


def figures_of(content: bytes) -> EarlierFigures:
    """The figures of a report, from their JSON.

    Raises:
        DatasetError: They are not figures that Foule wrote.
    """
    try:
        plain = json.loads(content)
        if plain["format"] != FORMAT:
            raise KeyError(FORMAT)
        return EarlierFigures(float(plain["utility"]["loss"]), Opinion(plain["verdict"]["opinion"]))
    except (ValueError, KeyError, TypeError):
        raise DatasetError(
            "These are not figures that Foule wrote: take the file that was downloaded with the report."
        ) from None

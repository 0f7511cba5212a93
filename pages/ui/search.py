"""The search over all combinations of levels: started in the background, kept until something it depends on changes."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import partial

import streamlit as st

from analysis.frequency import FrequencyTable
from analysis.models.requirements import Requirement
from analysis.models.sensitive import SensitiveAttribute
from analysis.search import Explored, Lattice, explore, lattice, meeting, search_size
from analysis.search.running import Progress
from pages.ui.choices import Session
from pages.ui.computed import CACHES, attributes_of, table_of
from pages.ui.jobs import Job

WHOLE_UP_TO_SECONDS = 90
WHOLE_UP_TO_BYTES = 4 << 30
"""Largest search that is done whole; beyond, the best combinations are looked at first, for ``BUDGET`` seconds."""
BUDGET = 20


@dataclass(frozen=True, eq=False)
class Searched:
    """What the search found.

    Attributes:
        lattice: Every combination, or those that were looked at, suppression by k alone.
        meeting: Those that meet all requirements; None where k is the only one.
        explored: How far the search came where it was too large to be done whole.
    """

    lattice: Lattice
    meeting: Lattice | None = None
    explored: Explored | None = None


def search_of(now: Session) -> Job:
    """The search for the session's quasi-identifiers and requirements; it runs in the background."""
    table, recoding = table_of(now), now.plan.recoding
    is_whole = is_searched_whole(table, dict(now.wishes.max_levels))
    depends_on_limit = bool(recoding.conditions) or not is_whole
    key = repr(
        (now.plan.builders, recoding.k, recoding.conditions, now.wishes.max_levels)
        + ((recoding.suppression_limit,) if depends_on_limit else ())
    )
    asked = (
        recoding.requirements,
        recoding.suppression_limit,
        dict(now.wishes.max_levels),
        attributes_of(now, recoding.sensitive),
    )
    work = partial(_search, table, recoding.k, *asked) if is_whole else partial(_explore, table, *asked)
    return _job(now.dataset.fingerprint, key, work)


def is_searched_whole(table: FrequencyTable, max_levels: dict[str, int]) -> bool:
    """Whether the search is small enough to be done whole."""
    size = search_size(table, max_levels)
    return size.seconds <= WHOLE_UP_TO_SECONDS and size.memory <= WHOLE_UP_TO_BYTES


def _search(
    table: FrequencyTable,
    k: int,
    requirements: tuple[Requirement, ...],
    limit: float,
    max_levels: dict[str, int],
    attributes: dict[str, SensitiveAttribute],
    progress: Progress,
    cancel: threading.Event,
) -> Searched:
    found = lattice(table, k, max_levels, progress, cancel)
    if len(requirements) == 1:
        return Searched(found)
    return Searched(found, meeting(table, requirements, limit, max_levels, attributes, progress, cancel))


def _explore(
    table: FrequencyTable,
    requirements: tuple[Requirement, ...],
    limit: float,
    max_levels: dict[str, int],
    attributes: dict[str, SensitiveAttribute],
    progress: Progress,
    cancel: threading.Event,
) -> Searched:
    explored = explore(
        table, requirements, limit, seconds=BUDGET, max_levels=max_levels, attributes=attributes, progress=progress,
        cancel=cancel,
    )  # fmt: skip
    return Searched(explored.lattice, explored=explored)


@st.cache_resource(scope="session", max_entries=3, show_spinner=False, on_release=Job.cancel)
def _job(fingerprint: str, key: str, _work: partial[Searched]) -> Job:
    return Job(_work)


def restart() -> None:
    """Forget the searches, so that the next question starts anew."""
    _job.clear()


CACHES.append(_job)

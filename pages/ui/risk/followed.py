"""What the views ask of people who have several records, answered once per session and choice."""
# ruff: noqa: ARG001 (the key of a cache is an argument that the function does not read)

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import partial
from typing import Final

import streamlit as st

from analysis.errors import NotComputable
from analysis.recoding.generalise import Recoded
from analysis.risk.histories import histories, people_with_unique_records, person_columns
from analysis.risk.km_anonymity import KmAnonymity, km_anonymity
from analysis.risk.longitudinal import PersonRisk, person_risk
from analysis.risk.unicity import Unicity, unicity_curve
from analysis.search.running import Progress, SearchCancelled
from pages.ui.choices import Session
from pages.ui.computed import CACHES
from pages.ui.jobs import Job
from pages.ui.risk.computed import state_key

MOST_EVENTS: Final = 10
"""Events that an attacker is taken to know, at most."""
MOST_TOGETHER: Final = 3
"""Events in a set of k^m-anonymity, at most."""
SEED: Final = 1


@dataclass(frozen=True, eq=False)
class Followed:
    """What the events of people tell.

    Attributes:
        curve: Unicity for 1, 2, … events known.
        sets: k^m-anonymity for m = 1, 2, …, as far as it could be counted.
        uncounted: Why it stops before ``MOST_TOGETHER``; None where it does not.
    """

    curve: tuple[Unicity, ...]
    sets: tuple[KmAnonymity, ...]
    uncounted: NotComputable | None


def is_about_people_over_time(now: Session) -> bool:
    """Whether a direct identifier seems to say which person a record is about, and somebody has several records."""
    return bool(person_columns(now.dataset, now.roles))


def people_alone_of(now: Session, recoded: Recoded) -> tuple[int, int]:
    """Persons of whom a record is the only one of its kind, and all persons, by the likeliest column of persons.

    Raises:
        NotComputable: No record names a person.
    """
    person = person_columns(now.dataset, now.roles)[0]
    return _people_alone(now.dataset.fingerprint, state_key(now, recoded), person, now, recoded)


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def _people_alone(fingerprint: str, key: str, person: str, _now: Session, _recoded: Recoded) -> tuple[int, int]:
    column = _now.dataset[person]
    return people_with_unique_records(column, _recoded.table, _recoded.remaining), len(column.values)


def person_options(now: Session) -> list[str]:
    """Columns that can say which person a record is about, the likeliest first."""
    likely = person_columns(now.dataset, now.roles)
    known = {*likely, *now.quasi_identifiers}
    return [*likely, *(column.name for column in now.dataset if column.name not in known and len(column.values))]


def person_risk_of(now: Session, recoded: Recoded, person: str) -> PersonRisk:
    """How many people are like each person.

    Raises:
        NotComputable: No record names a person.
    """
    return _person_risk(now.dataset.fingerprint, state_key(now, recoded), person, now, recoded)


@st.cache_resource(scope="session", max_entries=6, show_spinner=False)
def _person_risk(fingerprint: str, key: str, person: str, _now: Session, _recoded: Recoded) -> PersonRisk:
    return person_risk(_now.dataset[person], _recoded.table, _recoded.remaining)


def followed_of(now: Session, recoded: Recoded, person: str, columns: tuple[str, ...], k: int) -> Job:
    """What the events of people tell; it is counted in the background, and gives a ``Followed``.

    Args:
        columns: The quasi-identifiers that make an event.
        k: Fewest people who should share what is known.
    """
    key = repr((state_key(now, recoded), person, columns, k))
    return _job(now.dataset.fingerprint, key, partial(_follow, now, recoded, person, columns, k))


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, on_release=Job.cancel)
def _job(fingerprint: str, key: str, _work: partial[Followed]) -> Job:
    return Job(_work)


def _follow(
    now: Session,
    recoded: Recoded,
    person: str,
    columns: tuple[str, ...],
    k: int,
    progress: Progress,
    cancel: threading.Event,
) -> Followed:
    own = histories(now.dataset[person], recoded.table, recoded.remaining, columns)
    longest = min(MOST_EVENTS, int(own.lengths.max()))
    total = longest + MOST_TOGETHER
    curve: list[Unicity] = []
    for point in unicity_curve(own, k, MOST_EVENTS, seed=SEED):
        curve.append(point)
        progress(len(curve), total)
        if cancel.is_set():
            raise SearchCancelled
    sets: list[KmAnonymity] = []
    try:
        for found in km_anonymity(own, k, min(MOST_TOGETHER, longest)):
            sets.append(found)
            progress(longest + len(sets), total)
            if cancel.is_set():
                raise SearchCancelled
    except NotComputable as error:
        return Followed(tuple(curve), tuple(sets), error)
    return Followed(tuple(curve), tuple(sets), None)


def restart() -> None:
    """Forget what was stopped, so that it can be asked anew."""
    _job.clear()


CACHES.extend([_people_alone, _person_risk, _job])

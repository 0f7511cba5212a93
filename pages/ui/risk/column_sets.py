"""What sets of columns give away, looked for in the background and kept until the data or the question change."""
# ruff: noqa: ARG001 (the key of a cache is an argument that the function does not read)

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from analysis.dataset import Dataset
from analysis.recoding.generalise import Recoded, suppressed_records
from analysis.risk.subsets import Subsets, subsets
from analysis.risk.suda import SpecialUniques, special_uniques
from analysis.search.running import Progress
from pages.ui.choices import Session
from pages.ui.computed import CACHES
from pages.ui.jobs import Job, finished
from pages.ui.language import _
from pages.ui.risk.computed import state_key


def special_of(now: Session, recoded: Recoded, largest_set: int) -> Job:
    """The search for special uniques among the classes that a recoding leaves."""
    work = partial(_special, recoded, largest_set)
    return _special_job(now.dataset.fingerprint, state_key(now, recoded), largest_set, work)


def _special(recoded: Recoded, largest_set: int, progress: Progress, cancel: threading.Event) -> SpecialUniques:
    return special_uniques(recoded.table.names, recoded.remaining, largest_set, progress=progress, cancel=cancel)


def subsets_of(now: Session, recoded: Recoded, names: tuple[str, ...]) -> Job:
    """The measuring of sets of columns, as a recoding leaves them."""
    work = partial(_subsets, now.dataset, recoded, names)
    return _subsets_job(now.dataset.fingerprint, state_key(now, recoded), names, work)


def _subsets(
    dataset: Dataset, recoded: Recoded, names: tuple[str, ...], progress: Progress, cancel: threading.Event
) -> Subsets:
    codes = released_codes(dataset, recoded, names)
    return subsets(names, codes, progress=progress, cancel=cancel)


def released_codes(dataset: Dataset, recoded: Recoded, names: tuple[str, ...]) -> list[np.ndarray]:
    """For each column the code of each record that stays, quasi-identifiers as they are recoded; -1 where missing."""
    stays = ~suppressed_records(recoded)
    class_of_record = recoded.classes.class_of_tuple[recoded.table.tuple_of_record[stays]]
    place = {name: position for position, name in enumerate(recoded.table.names)}
    return [
        recoded.classes.codes[place[name]][class_of_record].astype(np.int64)
        if name in place
        else dataset[name].codes[stays]
        for name in names
    ]


def answer_of(job: Job, doing: str, key: str, restart: Callable[[], None]) -> Any:
    """What a job gave; None while it runs and after it was stopped, which is then said.

    Args:
        doing: What is being done, in the reader's language.
        key: Of the button that stops it.
        restart: Forgets the job, so that it starts anew.
    """
    if not finished(job, doing, key):
        return None
    if job.was_cancelled:
        st.info(_("The search was stopped."), icon=":material/stop:")
        st.button(_("Start again"), key=f"{key}_again", on_click=restart)
        return None
    return job.result()


def restart() -> None:
    """Forget what was looked for, so that the next question starts anew."""
    _special_job.clear()
    _subsets_job.clear()


@st.cache_resource(scope="session", max_entries=3, show_spinner=False, on_release=Job.cancel)
def _special_job(fingerprint: str, key: str, largest_set: int, _work: partial[SpecialUniques]) -> Job:
    return Job(_work)


@st.cache_resource(scope="session", max_entries=3, show_spinner=False, on_release=Job.cancel)
def _subsets_job(fingerprint: str, key: str, names: tuple[str, ...], _work: partial[Subsets]) -> Job:
    return Job(_work)


CACHES.extend([_special_job, _subsets_job])

"""Long work in the background: how far it is, how to stop it, and what it gave."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import streamlit as st

from analysis.search.running import Progress, SearchCancelled
from pages.ui.language import _

Work = Callable[[Progress, threading.Event], Any]


class Job:
    """Work that was started when the job was made, in a thread of its own.

    Attributes:
        done: Parts that are done.
        total: Parts in all; 0 while that is not known.
    """

    def __init__(self, work: Work) -> None:
        self.done = self.total = 0
        self._cancelled = threading.Event()
        self._pool = ThreadPoolExecutor(1)
        self._future = self._pool.submit(work, self._tell, self._cancelled)
        self._pool.shutdown(wait=False)

    def _tell(self, done: int, total: int) -> None:
        self.done, self.total = done, total

    def cancel(self) -> None:
        """Stop the work as soon as it looks up."""
        self._cancelled.set()

    def is_over(self, seconds: float = 0.0) -> bool:
        """Wait for the end for some seconds, and say whether it has come."""
        return bool(wait([self._future], timeout=seconds).done)

    @property
    def was_cancelled(self) -> bool:
        """Whether somebody stopped it before its end."""
        return self._future.done() and isinstance(self._future.exception(), SearchCancelled)

    def result(self) -> Any:
        """What the work gave.

        Raises:
            AnalysisError: What went wrong in it.
        """
        return self._future.result()


PATIENCE = 0.8
"""Seconds to wait before the progress is shown: most work is done by then."""


def finished(job: Job, doing: str, key: str) -> bool:
    """Show the progress of a job with a way to stop it, unless it is over; say whether it is.

    Args:
        doing: What is being done, in the reader's language.
    """
    if job.is_over(PATIENCE):
        return True
    _watch(job, doing, key)
    return False


@st.fragment(run_every=0.5)
def _watch(job: Job, doing: str, key: str) -> None:
    if job.is_over():
        st.rerun()
    share = job.done / job.total if job.total else 0.0
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(min(share, 1.0), f"{doing} {_('{done} of {total}', done=job.done, total=job.total)}")
        st.button(_("Stop"), key=key, icon=":material/stop:", on_click=job.cancel)

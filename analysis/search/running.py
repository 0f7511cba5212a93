"""A search runs for a while: how it tells how far it is, how it is stopped, and how two threads share it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait

import numpy as np

from analysis.errors import AnalysisError

THREADS = 2
POLL_SECONDS = 0.05

Progress = Callable[[int, int], None]
"""Called with the number of nodes done and of all nodes, in the thread that asked for the search."""


class SearchCancelled(AnalysisError):
    """The user stopped a search before it was done."""

    def __init__(self) -> None:
        super().__init__("The search was stopped before it was done.")


def no_progress(done: int, total: int) -> None:
    """Tell nobody how far a search is."""


def run_together(
    tasks: Sequence[Callable[[np.ndarray], None]],
    total: int,
    progress: Progress = no_progress,
    cancel: threading.Event | None = None,
    threads: int = THREADS,
) -> None:
    """Run tasks in their order on a few threads, and wait until all are done.

    Args:
        tasks: Each is given [stop when this is not 0, nodes done], which it reads and writes; int64.
        total: Nodes of all tasks.
        cancel: Set it from another thread to stop the search.

    Raises:
        SearchCancelled: ``cancel`` was set.
    """
    controls = [np.zeros(2, dtype=np.int64) for _ in tasks]
    with ThreadPoolExecutor(threads) as pool:
        waiting = {pool.submit(task, control) for task, control in zip(tasks, controls, strict=True)}
        try:
            while waiting and not (cancel and cancel.is_set()):
                done, waiting = wait(waiting, POLL_SECONDS, FIRST_EXCEPTION)
                for future in done:
                    future.result()
                progress(int(sum(control[1] for control in controls)), total)
        finally:
            for control in controls:
                control[0] = 1
    if cancel and cancel.is_set():
        raise SearchCancelled

"""Long work: it runs beside the page, tells how far it is, and stops when asked."""

import threading

import pytest

from analysis.errors import NotComputable
from analysis.search.running import SearchCancelled
from pages.ui.jobs import Job


def test_a_job_gives_what_its_work_gave():
    job = Job(lambda progress, cancel: 42)
    assert job.is_over(5)
    assert job.result() == 42
    assert not job.was_cancelled


def test_a_job_tells_how_far_it_is_while_it_runs():
    gate = threading.Event()

    def work(progress, cancel):
        progress(3, 10)
        gate.wait(5)

    job = Job(work)
    assert not job.is_over(0.2)
    assert (job.done, job.total) == (3, 10)
    gate.set()
    assert job.is_over(5)


def test_a_job_that_is_cancelled_stops():
    def work(progress, cancel):
        if cancel.wait(5):
            raise SearchCancelled

    job = Job(work)
    job.cancel()
    assert job.is_over(5)
    assert job.was_cancelled


def test_what_goes_wrong_in_the_work_is_told_to_who_asks_for_the_result():
    def work(progress, cancel):
        raise NotComputable("There are no records.")

    job = Job(work)
    assert job.is_over(5)
    with pytest.raises(NotComputable):
        job.result()

"""The second opinion on the command line."""

import json
from pathlib import Path

import pytest

from analysis.command_line import verify
from analysis.second_opinion import Comparison, Measure, unavailable
from analysis.wording import sentence
from tests.analysis.conftest import Run

with_pycanon = pytest.mark.skipif(unavailable() is not None, reason="pyCANON is not available here")


@with_pycanon
def test_both_opinions_stand_side_by_side(run: Run, people: Path) -> None:
    done = run("verify", people, "-q", "sexe", "-s", "maladie", "--format", "json")
    assert (done.status, done.err) == (0, "")
    found = json.loads(done.out)
    assert (found["schema"], found["dataset"]["records"], found["quasi_identifiers"]) == (1, 4, ["sexe"])
    assert {one["measure"] for one in found["comparisons"]} >= {"k", "distinct_l", "t_equal", "alpha", "delta"}
    for one in found["comparisons"]:
        assert set(one) == {"measure", "column", "foule", "pycanon", "agree", "known_reason"}
        assert one["agree"] or one["known_reason"]
    k = found["comparisons"][0]
    assert (k["measure"], k["column"], k["foule"], k["pycanon"], k["agree"]) == ("k", None, 2, 2, True)


@with_pycanon
def test_in_words_and_for_some_measures_only(run: Run, people: Path) -> None:
    done = run("verify", people, "-q", "sexe", "-s", "maladie", "--only", "k", "distinct_l")
    assert done.status == 0
    assert [line.split()[0] for line in done.out.splitlines()] == ["measure", "k", "distinct_l"]
    assert done.out.count(" agree\n") == 2


@with_pycanon
@pytest.mark.parametrize(("required", "status"), [(2, 0), (3, 3)])
def test_a_k_that_is_not_reached_gives_status_3(run: Run, people: Path, required: int, status: int) -> None:
    done = run("verify", people, "-q", "sexe", "--only", "k", "--require-k", required)
    assert done.status == status
    assert ("3 is required" in done.err) == (status == 3)


@pytest.mark.parametrize(("reason", "status"), [(None, 3), (sentence("It rounds."), 0)])
def test_a_difference_that_nobody_can_explain_gives_status_3(
    run: Run, people: Path, monkeypatch: pytest.MonkeyPatch, reason: object, status: int
) -> None:
    def differing(*_arguments):
        print("what a library prints")  # noqa: T201
        return (Comparison(Measure.K, None, 2, 1, agrees=False, reason=reason, seconds=0),)

    monkeypatch.setattr(verify, "unavailable", lambda: None)
    monkeypatch.setattr(verify, "compare", differing)
    done = run("verify", people, "-q", "sexe")
    assert done.status == status
    assert "differ: " in done.out
    assert "library" not in done.out
    assert ("no reason for it is known" in done.err) == (status == 3)


def test_without_pycanon_it_says_so(run: Run, people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "unavailable", lambda: sentence("No second opinion here."))
    done = run("verify", people, "-q", "sexe")
    assert (done.status, done.out, done.err) == (2, "", "analysis: No second opinion here.\n")

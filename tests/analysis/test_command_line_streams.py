"""What the commands write where: pipelines, progress, and nothing half written whatever stops them."""

import io
import json
import os
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.command_line import assess
from analysis.command_line.printing import send
from analysis.io import save
from tests.analysis.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
FOULE = [sys.executable, "-m", "analysis"]
KILLED_WHILE_WRITING = """
import os, signal, sys
os.fsync = lambda _file: os.kill(os.getpid(), signal.SIGKILL)
from analysis.__main__ import main
main(sys.argv[1:])
"""
"""The process is gone when the whole content is written and has not its name yet."""


def test_a_release_goes_through_a_pipe_whatever_the_console_can_write(people: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    release = subprocess.run(  # noqa: S603
        [*FOULE, "anonymise", "-", "-q", "sexe", "--direct", "prénom", "--k", "2", "--output", "-"],
        cwd=ROOT, input=people.read_bytes(), capture_output=True, check=True, env=environment,
    )  # fmt: skip
    assert release.stdout.decode() == "âge;sexe;maladie\n34;F;asthme\n34;F;asthme\n35;M;grippe\n36;M;asthme\n"
    assert release.stderr.startswith(b"standard output: 4 records released, 0 suppressed")
    figures = subprocess.run(  # noqa: S603
        [*FOULE, "assess", "-", "-q", "sexe", "--require-k", "2", "--format", "json"],
        cwd=ROOT, input=release.stdout, capture_output=True, check=True, env=environment,
    )  # fmt: skip
    assert json.loads(figures.stdout)["k"] == 2


def test_a_pipe_that_takes_a_part_at_a_time_gets_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = []

    class Pipe(io.StringIO):
        @property
        def buffer(self):
            return self

        def write(self, content):
            taken.append(bytes(content[:3]))
            return len(taken[-1])

    monkeypatch.setattr(sys, "stdout", Pipe())
    send(b"12345678")
    assert taken == [b"123", b"456", b"78"]


def test_a_sample_can_go_to_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["sample", "teaching", "--output", "-"]) == 0
    written = capfdbinary.readouterr()
    assert written.out.count(b"\n") > 2
    assert written.err == b""


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_is_no_error(unbuffered: str) -> None:
    sample = subprocess.Popen(  # noqa: S603
        [*FOULE, "sample", "patients", "--records", "5000", "--output", "-"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )  # fmt: skip
    assert sample.stdout is not None
    assert sample.stderr is not None
    sample.stdout.read(1)
    sample.stdout.close()
    assert sample.wait() == 141
    assert sample.stderr.read() == b""
    sample.stderr.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_process_killed_while_it_writes_leaves_no_release(run: Run, people: Path, tmp_path: Path) -> None:
    output, recipe = tmp_path / "release.csv", tmp_path / "recipe.json"
    asked = [
        "anonymise", str(people), "-q", "sexe", "--k", "2", "--output", str(output), "--save-recipe", str(recipe),
    ]  # fmt: skip
    killed = subprocess.run(  # noqa: S603
        [sys.executable, "-c", KILLED_WHILE_WRITING, *asked], cwd=ROOT, capture_output=True, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert not output.exists()
    assert not recipe.exists()
    left = [path for path in tmp_path.iterdir() if path != people]
    if hasattr(os, "O_TMPFILE"):
        assert left == []
    for part in left:
        assert part.name.startswith(".recipe.json.")
        os.utime(part, (time.time() - 7200,) * 2)
    assert run(*asked).status == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["people.csv", "recipe.json", "release.csv"]


def test_without_nameless_files_parts_of_a_killed_process_are_cleared_away_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.io.writing._nameless", lambda _folder: None)
    abandoned = tmp_path / ".a.csv.01234567.part"
    abandoned.write_bytes(b"half")
    os.utime(abandoned, (time.time() - 7200,) * 2)
    save(b"whole", tmp_path / "a.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_bytes() == b"whole"


def test_parts_that_may_still_be_written_are_left_alone(tmp_path: Path) -> None:
    others = [tmp_path / name for name in (".a.csv.01234567.part", ".b.csv.01234567.part", ".a.csv.zzzzzzzz.part")]
    for other in others:
        other.touch()
    os.utime(others[1], (0, 0))
    os.utime(others[2], (0, 0))
    save(b"x", tmp_path / "a.csv")
    assert all(other.exists() for other in others)


def test_ctrl_c_leaves_nothing_and_gives_status_130(
    run: Run, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_file: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    done = run("anonymise", people, "-q", "sexe", "--k", 2, "--output", tmp_path / "release.csv")
    assert (done.status, done.out, done.err) == (130, "", "analysis: Stopped. Nothing was written.\n")
    assert list(tmp_path.iterdir()) == [people]


def test_where_the_recipe_cannot_be_written_there_is_no_release_either(
    run: Run, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def full(_file: int) -> None:
        calls.append(1)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    places = ["--output", tmp_path / "release.csv", "--save-recipe", tmp_path / "recipe.json"]
    done = run("anonymise", people, "-q", "sexe", "--k", 2, *places)
    assert (done.status, len(calls)) == (2, 2)
    assert "release.csv: the disk is full. Nothing was written." in done.err
    assert list(tmp_path.iterdir()) == [people]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_told_what_is_going_on_and_a_file_is_not(
    run: Run, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("search", people, "-q", "sexe", "âge", "--k", 2).err == ""
    screen = Terminal()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", screen)
        assert main(["search", str(people), "-q", "sexe", "âge", "--k", "2"]) == 0
    told = screen.getvalue()
    assert "reading" in told
    assert "searching" in told
    assert "100%" in told


def test_what_a_library_warns_of_is_not_among_the_results(
    run: Run, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = assess.assess

    def warned(*arguments):
        warnings.warn("a library says", stacklevel=1)
        return measured(*arguments)

    monkeypatch.setattr(assess, "assess", warned)
    done = run("assess", people, "-q", "sexe", "--format", "json")
    assert json.loads(done.out)["k"] == 2
    assert done.err == ""


def test_memory_that_is_too_small_is_said_in_one_line(run: Run, people: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_arguments):
        raise MemoryError

    monkeypatch.setattr(assess, "assess", exhausted)
    done = run("assess", people, "-q", "sexe")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)


def test_the_doubts_of_the_reader_stand_beside_the_error_they_may_explain(run: Run, people: Path) -> None:
    done = run("assess", people, "-q", "sexe", "--delimiter", "|")
    assert done.status == 2
    assert "Is the delimiter right?" in done.err
    assert done.err.count("\n") == 1


def test_what_the_reader_did_to_the_file_is_noted(run: Run, tmp_path: Path) -> None:
    twice = tmp_path / "twice.csv"
    twice.write_text("a;a\n1;2\n1;2\n", encoding="utf-8")
    done = run("assess", twice, "-q", "a", "a_2", "--format", "json")
    assert json.loads(done.out)["k"] == 2
    assert "note: Repeated names are numbered: a_2.\n" in done.err

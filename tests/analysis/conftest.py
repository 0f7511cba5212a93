"""What tests of the command line share."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from analysis.__main__ import main

PEOPLE = """prénom;âge;sexe;maladie
Zoé;34;F;asthme
Ada;34;F;asthme
Léo;35;M;grippe
Max;36;M;asthme
"""
"""Made up."""


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


Run = Callable[..., SimpleNamespace]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; what it wrote and its exit status."""

    def command(*arguments: object) -> SimpleNamespace:
        try:
            status: Any = main([str(argument) for argument in arguments])
        except SystemExit as left:
            status = left.code
        written = capsys.readouterr()
        return SimpleNamespace(status=status, out=written.out, err=written.err)

    return command

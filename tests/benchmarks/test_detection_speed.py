"""Suggesting roles for a hundred thousand hospital stays, every column read, against pandas matching one expression on each."""

import pandas as pd
import pytest

from analysis.detection import suggest
from analysis.roles import Role
from analysis.samples import hospital_stays
from tests.benchmarks.conftest import timed

pytestmark = pytest.mark.benchmark

STAYS = 100_000
SHAPE = r"[12][0-9]{2}(?:0[1-9]|1[0-2])(?:2[AB]|[0-9]{2})[0-9]{8}"
"""That of a NIR: one of the forty that suggesting roles tries."""
AT_MOST = 5


def test_suggesting_roles_costs_less_than_five_expressions_in_pandas() -> None:
    stays = hospital_stays(STAYS, 1)
    frame = pd.DataFrame({column.name: column.texts() for column in stays}, dtype=object)

    def by_pandas() -> int:
        return sum(int(frame[name].str.fullmatch(SHAPE).fillna(False).sum()) for name in frame)

    ours, theirs = timed(lambda: suggest(stays), runs=2), timed(by_pandas, runs=2)
    print(f"\nroles of {STAYS} stays: {ours.seconds:.2f} s, one expression by pandas {theirs.seconds:.2f} s")  # noqa: T201
    found = {suggestion.column for suggestion in ours.result if suggestion.role is Role.DIRECT_IDENTIFIER}
    assert {"nir", "nom", "prenom", "email"} <= found
    assert ours.seconds < AT_MOST * theirs.seconds

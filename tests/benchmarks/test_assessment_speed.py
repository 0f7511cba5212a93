"""Assessing a million records, and moving one level, against pandas and pyCANON in the same run."""

import pandas as pd
import pytest

from analysis.assessment import assess
from analysis.dataset import Dataset
from analysis.encoding import encode
from analysis.frequency import collapse
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.recoding.generalise import GlobalRecoding, recode
from analysis.roles import Role, Roles
from tests.benchmarks.conftest import timed

Million = tuple[Dataset, dict[str, Hierarchy]]

pytestmark = pytest.mark.benchmark


def test_assessing_a_million_records_takes_less_than_four_groupings_by_pandas(million: Million) -> None:
    dataset, hierarchies = million
    frame = pd.DataFrame({column.name: pd.Categorical.from_codes(column.codes, column.values) for column in dataset})
    roles = Roles.undecided(dataset.names).assign(dict.fromkeys(dataset.names, Role.QUASI_IDENTIFIER))
    assess(dataset, roles, hierarchies)
    ours = timed(lambda: assess(dataset, roles, hierarchies))
    theirs = timed(lambda: frame.groupby(list(frame.columns), observed=True).size())
    print(f"\nassess, 1M x 9: {ours.seconds:.2f} CPU-s, pandas groupby alone {theirs.seconds:.2f} CPU-s")  # noqa: T201
    assert ours.result.anonymity.k == theirs.result.min()
    assert ours.seconds < 4 * theirs.seconds  # it also groups by all 45 sets of up to two columns, for SUDA


def test_assessing_is_a_tenth_of_what_pycanon_takes_for_k_alone(million: Million) -> None:
    anonymity = pytest.importorskip("pycanon.anonymity")
    dataset, hierarchies = million
    frame = pd.DataFrame({column.name: column.texts() for column in dataset})
    roles = Roles.undecided(dataset.names).assign(dict.fromkeys(dataset.names, Role.QUASI_IDENTIFIER))
    ours = timed(lambda: assess(dataset, roles, hierarchies))
    theirs = timed(lambda: anonymity.k_anonymity(frame, list(frame.columns)), runs=1)
    print(f"\nassess, 1M x 9: {ours.seconds:.2f} CPU-s, k by pyCANON {theirs.seconds:.2f} CPU-s")  # noqa: T201
    assert ours.result.anonymity.k == theirs.result
    assert ours.seconds < theirs.seconds / 10


def test_a_move_of_a_level_takes_a_quarter_of_what_pandas_takes(million: Million) -> None:
    dataset, hierarchies = million
    table = collapse(encode(dataset, hierarchies, dataset.names))
    moved = table.names.index("age")
    plan = GlobalRecoding(tuple((name, int(name == "age")) for name in table.names))
    frame = pd.DataFrame(
        {
            column.name: pd.Categorical.from_codes(codes.astype(int), column.labels[0])
            for column, codes in zip(table.columns, table.codes, strict=True)
        }
    )
    bands = dict(
        zip(table.columns[moved].labels[0], table.columns[moved].labels[1][table.columns[moved].lookup[1]], strict=True)
    )

    def by_pandas() -> pd.Series:
        return frame.assign(age=frame["age"].map(bands)).groupby(list(frame.columns), observed=True).size()

    recode(table, plan)
    ours, theirs = timed(lambda: recode(table, plan), runs=7), timed(by_pandas)
    figures = f"{len(table.counts):,} distinct: {ours.seconds * 1000:.0f} ms, pandas {theirs.seconds:.2f} CPU-s"
    print(f"\none level moved, {figures}")  # noqa: T201
    assert len(ours.result.classes.sizes) == len(theirs.result)
    assert ours.seconds < theirs.seconds / 4

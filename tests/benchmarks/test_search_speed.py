"""Searching Adult and a million records, against pandas evaluating node by node in the same run.

pytest -m benchmark -s tests/benchmarks/test_search_speed.py
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.dataset import Dataset
from analysis.encoding import encode
from analysis.frequency import FrequencyTable, collapse
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.models.conditions import TClose
from analysis.models.requirements import KAnonymous
from analysis.models.sensitive import sensitive_attribute
from analysis.recoding.generalise import GlobalRecoding, recode
from analysis.search import Measure, Risk, explore, lattice, meeting, optimum, prices, search_size
from tests.benchmarks.conftest import timed

Million = tuple[Dataset, dict[str, Hierarchy]]
Row = tuple[str, str, str, str, str]

pytestmark = pytest.mark.benchmark

K = 5
LIMITS = (0.0, 0.01, 0.05)


@pytest.fixture(scope="module")
def rows() -> Iterator[list[Row]]:
    """Rows of the table that is printed when all is measured."""
    found: list[Row] = []
    yield found
    print("\n\n| what | nodes | CPU | clock | memory |\n|---|---|---|---|---|")  # noqa: T201
    for row in found:
        print("| " + " | ".join(row) + " |")  # noqa: T201


def measure(rows: list[Row], what: str, nodes: int | str, call: Callable[[], Any], runs: int = 3) -> float:
    """Time a call, note a row of the table, and give the CPU seconds."""
    call()
    fastest = timed(call, runs).seconds
    start = time.perf_counter()
    call()
    clock = time.perf_counter() - start
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    nodes = f"{nodes:,}" if isinstance(nodes, int) else nodes
    rows.append((what, nodes, _seconds(fastest), _seconds(clock), f"{peak / 2**20:,.0f} MB"))
    return fastest


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def by_pandas(table: FrequencyTable, sample: int = 40) -> float:
    """CPU seconds to evaluate a node from the distinct rows with pandas, the mean of a random sample."""
    rng, seconds = np.random.default_rng(0), 0.0
    for _ in range(sample):
        levels = [int(rng.integers(0, column.n_levels)) for column in table.columns]
        start = time.process_time()
        frame = pd.DataFrame(
            {
                column.name: column.lookup[level][own]
                for column, level, own in zip(table.columns, levels, table.codes, strict=True)
            }
        )
        frame["records"] = table.counts
        sizes = frame.groupby(list(table.names), sort=False)["records"].sum()
        sizes.value_counts()
        seconds += time.process_time() - start
    return seconds / sample


@pytest.fixture(scope="module")
def adult_table(adult: Dataset, adult_hierarchies: dict[str, Hierarchy]) -> FrequencyTable:
    return collapse(encode(adult, adult_hierarchies, adult.names))


@pytest.fixture(scope="module")
def million_table(million: Million) -> FrequencyTable:
    dataset, hierarchies = million
    return collapse(encode(dataset, hierarchies, dataset.names))


def test_every_node_of_adult_takes_a_fiftieth_of_what_pandas_takes(
    adult_table: FrequencyTable, rows: list[Row]
) -> None:
    def all_figures() -> None:
        found = lattice(adult_table, K)
        for measure in Measure:
            if measure is not Measure.AMBIGUITY:
                found.utility(measure)
        for risk in Risk:
            found.risk(risk)

    n_nodes = search_size(adult_table).n_nodes
    ours = measure(rows, "Adult × 9, every node, every figure", n_nodes, all_figures)
    theirs = by_pandas(adult_table) * n_nodes
    rows.append(("the same by pandas, class sizes only (from 40 nodes)", f"{n_nodes:,}", _seconds(theirs), "", ""))
    found = lattice(adult_table, K)
    measure(rows, "… ambiguity, a walk of its own", n_nodes, lambda: lattice(adult_table, K).utility(Measure.AMBIGUITY))
    measure(rows, "… what each k from 2 to 50 costs", n_nodes, lambda: prices(found, 0.02))
    assert ours < theirs / 50


@pytest.mark.parametrize("limit", LIMITS)
def test_the_nodes_of_adult_that_meet_k_take_less_than_all_nodes(
    adult_table: FrequencyTable, rows: list[Row], limit: float
) -> None:
    n_meeting = int(meeting(adult_table, [KAnonymous(K)], limit).known.sum())
    call = lambda: optimum(adult_table, [KAnonymous(K)], limit)  # noqa: E731
    some = measure(rows, f"Adult × 9, every node that meets k = {K} at {limit:.0%}", n_meeting, call, runs=5)
    assert some < timed(lambda: lattice(adult_table, K)).seconds


def test_other_requirements_of_adult(adult: Dataset, adult_hierarchies: dict[str, Hierarchy], rows: list[Row]) -> None:
    names = tuple(name for name in adult.names if name != "occupation")
    table = collapse(encode(adult, adult_hierarchies, names))
    attributes = {"occupation": sensitive_attribute(table, adult["occupation"])}
    asked = [KAnonymous(K), TClose("occupation", 0.2)]
    found = meeting(table, asked, 0.02, None, attributes)
    call = lambda: meeting(table, asked, 0.02, None, attributes)  # noqa: E731
    seconds = measure(rows, "Adult × 8, k = 5 and t = 0.2 at 2%", int(found.known.sum()), call)
    assert seconds < by_pandas(table) * search_size(table).n_nodes / 5


def test_every_node_of_a_million_records_takes_a_fiftieth_of_what_pandas_takes(
    million_table: FrequencyTable, rows: list[Row]
) -> None:
    table = million_table.without("zip")
    n_nodes = search_size(table).n_nodes
    ours = measure(rows, "1M × 8, every node", n_nodes, lambda: lattice(table, K))
    theirs = by_pandas(table, 10) * n_nodes
    rows.append(("the same by pandas (from 10 nodes)", f"{n_nodes:,}", _seconds(theirs), "", ""))
    assert ours < theirs / 50


@pytest.mark.parametrize("limit", LIMITS)
def test_the_nodes_of_a_million_records_that_meet_k(
    million_table: FrequencyTable, rows: list[Row], limit: float
) -> None:
    n_nodes = search_size(million_table).n_nodes
    n_meeting = int(meeting(million_table, [KAnonymous(K)], limit).known.sum())
    call = lambda: optimum(million_table, [KAnonymous(K)], limit)  # noqa: E731
    ours = measure(rows, f"1M × 9, every node of {n_nodes:,} that meets k = 5 at {limit:.0%}", n_meeting, call, runs=2)
    assert ours < by_pandas(million_table, 3) * n_nodes / 500


def test_ten_seconds_of_a_lattice_too_large(million_table: FrequencyTable, rows: list[Row]) -> None:
    best = optimum(million_table, [KAnonymous(K)], 0.01).value
    start = time.process_time()
    found = explore(million_table, [KAnonymous(K)], 0.01, 10)
    seconds = time.process_time() - start
    costs = found.lattice.utility(Measure.LOSS)
    what = f"1M × 9, explored for 10 s: loss {np.nanmin(costs):.4f}, the least is {best:.4f}"
    rows.append((what, f"{found.n_evaluated:,}", _seconds(seconds), "", ""))
    assert np.nanmin(costs) < best * 1.25


def test_a_move_of_a_level_on_a_million_records(million_table: FrequencyTable, rows: list[Row]) -> None:
    rng, slowest = np.random.default_rng(0), 0.0
    for _ in range(30):
        levels = tuple((column.name, int(rng.integers(0, column.n_levels))) for column in million_table.columns)

        def move(levels: tuple[tuple[str, int], ...] = levels) -> None:
            recoded = recode(million_table, GlobalRecoding(levels, K))
            assert 0 <= recoded.loss.loss <= 1

        slowest = max(slowest, timed(move, 3).seconds)
    rows.append(("1M × 9, a level moved: classes, suppression, loss (slowest of 30)", "1", _seconds(slowest), "", ""))
    assert slowest < by_pandas(million_table, 5)

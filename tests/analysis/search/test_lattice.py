import threading
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_tables import levels_of, tables
from search_oracle import all_levels, measured

from analysis.errors import NotComputable, RecodingError
from analysis.frequency import FrequencyTable
from analysis.recoding.generalise import records_allowed
from analysis.risk.reidentification import prosecutor_risk, share_at_risk
from analysis.search import Lattice, Measure, Risk, SearchCancelled, evaluate, lattice, running
from analysis.search.measures import losses

SMALL = {"max_columns": 4, "max_records": 40}


def check_nodes(found: Lattice, table: FrequencyTable, k: int) -> None:
    """Compare every node with the same node on its own."""
    measures = [measure for measure in Measure if measure is not Measure.DISCERNIBILITY_MONOTONE]
    costs = {measure: found.utility(measure) for measure in measures}
    assert [tuple(levels) for levels in found.levels.tolist()] == list(all_levels(table))
    for node, levels in enumerate(all_levels(table)):
        if not found.known[node]:
            continue
        classes = table.classes(levels)
        kept = classes.sizes >= k
        assert found.suppressed[node] == classes.sizes[~kept].sum()
        assert found.n_kept[node] == kept.sum()
        assert found.smallest[node] == classes.sizes[kept].min(initial=10**9, where=True) % 10**9
        expected = measured(table, levels, kept)
        for measure in measures:
            assert costs[measure][node] == pytest.approx(expected[measure], rel=1e-12, abs=1e-9)


@given(tables(**SMALL), st.integers(1, 6))
def test_every_node_is_the_same_as_on_its_own(table: FrequencyTable, k: int) -> None:
    found = lattice(table, k)
    assert found.known.all()
    check_nodes(found, table, k)
    squares = found.utility(Measure.DISCERNIBILITY_MONOTONE)
    for node, levels in enumerate(all_levels(table)):
        sizes = table.classes(levels).sizes
        assert found.tally.sizes[node].tolist() == np.bincount(sizes, minlength=101).tolist()
        assert squares[node] == (sizes**2).sum()


@given(tables(**SMALL), st.integers(1, 6), st.integers(2, 8))
def test_sizes_from_the_largest_counted_on_share_a_place(table: FrequencyTable, k: int, largest: int) -> None:
    space = lattice(table).space
    tally = evaluate.every_node(table, space, k, table.n_records, max(k, largest), drop=False)
    check_nodes(Lattice(table, space, space.levels, k, tally), table, k)


@given(tables(**SMALL), st.integers(1, 6), st.sampled_from([0.0, 0.05, 0.2, 0.5]), st.booleans())
def test_the_pruned_walk_finds_exactly_the_nodes_within_the_limit(
    table: FrequencyTable, k: int, share: float, drop: bool
) -> None:
    everything, limit = lattice(table, k), records_allowed(share, table.n_records)
    tally = evaluate.every_node(table, everything.space, k, limit, max(k, 7), drop)
    assert tally.known.tolist() == (everything.suppressed <= limit).tolist()
    check_nodes(Lattice(table, everything.space, everything.levels, k, tally), table, k)


@given(tables(**SMALL), st.integers(1, 6), st.data())
def test_more_general_nodes_never_suppress_more_and_never_cost_less_without_suppression(
    table: FrequencyTable, k: int, data: st.DataObject
) -> None:
    found = lattice(table, k)
    lower = data.draw(levels_of(table))
    higher = tuple(max(pair) for pair in zip(lower, data.draw(levels_of(table)), strict=True))
    below, above = found.space.number(lower), found.space.number(higher)
    assert found.suppressed[below] >= found.suppressed[above]
    for measure in (Measure.DISCERNIBILITY_MONOTONE, Measure.ENTROPY_MONOTONE, Measure.PRECISION_MONOTONE):
        costs = found.utility(measure)
        assert costs[below] <= costs[above] + 1e-9


@given(tables(**SMALL), st.integers(2, 6))
def test_loss_with_suppression_is_never_below_loss_without(table: FrequencyTable, k: int) -> None:
    assert (lattice(table, k).utility(Measure.LOSS) >= lattice(table, 1).utility(Measure.LOSS)).all()


@given(tables(**SMALL), st.integers(1, 6), st.floats(0.05, 1))
def test_risks_are_those_of_the_records_that_stay(table: FrequencyTable, k: int, threshold: float) -> None:
    found = lattice(table, k)
    risks = {risk: found.risk(risk, threshold) for risk in Risk}
    for node, levels in enumerate(all_levels(table)):
        classes = table.classes(levels)
        remaining = classes.only(classes.sizes >= k)
        assert risks[Risk.BELOW_K][node] == found.suppressed[node] / table.n_records
        if not remaining.n_records:
            assert np.isnan([risks[Risk.HIGHEST][node], risks[Risk.AVERAGE][node], risks[Risk.AT_RISK][node]]).all()
            continue
        assert risks[Risk.HIGHEST][node] == prosecutor_risk(remaining).highest
        assert risks[Risk.AVERAGE][node] == pytest.approx(prosecutor_risk(remaining).average)
        assert risks[Risk.AT_RISK][node] == pytest.approx(share_at_risk(remaining, threshold))


@given(tables(**SMALL), st.integers(1, 6), st.integers(1, 20))
def test_records_below_another_k_follow_from_the_sizes(table: FrequencyTable, k: int, other: int) -> None:
    assert lattice(table, k).suppressed_at(other).tolist() == lattice(table, other).suppressed.tolist()


@given(tables(**SMALL), st.integers(1, 4), st.data())
def test_level_limits_leave_the_other_nodes_as_they_are(table: FrequencyTable, k: int, data: st.DataObject) -> None:
    limits = dict(zip(table.names, data.draw(levels_of(table)), strict=True))
    limited, whole = lattice(table, k, limits), lattice(table, k)
    assert limited.levels.max(axis=0).tolist() == list(limits.values())
    same = [whole.space.number(limited.levels_of(node)) for node in range(limited.n_nodes)]
    for measure in Measure:
        assert limited.utility(measure) == pytest.approx(whole.utility(measure)[same])


@given(tables(**SMALL), st.integers(1, 4))
def test_codes_too_wide_for_one_key_are_searched_node_by_node(table: FrequencyTable, k: int) -> None:
    with patch.object(evaluate, "can_walk", lambda table: False):
        found = lattice(table, k)
    assert found.known.all()
    check_nodes(found, table, k)
    assert found.suppressed_at(2).tolist() == lattice(table, 2).suppressed.tolist()


@given(tables(max_columns=2), st.floats(0.1, 5))
def test_one_weight_for_all_columns_changes_nothing(table: FrequencyTable, weight: float) -> None:
    found = lattice(table, 2)
    for measure in Measure:
        assert found.utility(measure, dict.fromkeys(table.names, weight)) == pytest.approx(found.utility(measure))


def test_a_column_of_weight_0_does_not_count(adult_table: FrequencyTable) -> None:
    found = lattice(adult_table, 5, dict.fromkeys(adult_table.names[3:], 0))
    without_age = {name: float(name != "age") for name in adult_table.names}
    costs = found.utility(Measure.PRECISION_MONOTONE, without_age)
    assert costs[found.space.number((1, 4, 1) + (0,) * 6)] == costs[found.space.number((1, 0, 1) + (0,) * 6)]


def test_losses_of_many_nodes_are_rounded_as_those_of_one() -> None:
    assert losses(np.array([[10.0]]), np.array([0]), [3], 10)[0, 0] == 0
    # 10 records, each below a label of 2 of 3 values: (20/3 - 10/3) / (10 - 10/3)
    assert losses(np.array([[20.0]]), np.array([0]), [3], 10)[0, 0] == pytest.approx(0.5, abs=1e-10)


def test_progress_ends_when_all_nodes_are_done(adult_table: FrequencyTable) -> None:
    told: list[tuple[int, int]] = []
    lattice(adult_table, 5, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (12960, 12960)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_search_can_be_stopped(adult_table: FrequencyTable) -> None:
    cancel = threading.Event()
    with pytest.raises(SearchCancelled, match="stopped"):
        lattice(adult_table, 5, progress=lambda done, total: cancel.set(), cancel=cancel)


def test_a_fault_in_a_thread_reaches_the_caller() -> None:
    def fail(control: np.ndarray) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        running.run_together([fail], 1)


def test_a_search_that_makes_no_sense_is_refused_in_words(adult_table: FrequencyTable) -> None:
    with pytest.raises(RecodingError, match="k is 0"):
        lattice(adult_table, 0)
    with pytest.raises(RecodingError, match="Not a quasi-identifier: height"):
        lattice(adult_table, 2, {"height": 1})
    with pytest.raises(RecodingError, match="below 0"):
        lattice(adult_table, 2, {"age": -1})
    found = lattice(adult_table, 2, dict.fromkeys(adult_table.names[2:], 0))
    with pytest.raises(RecodingError, match="not among those searched"):
        found.space.number((0,) * 8 + (1,))
    with pytest.raises(RecodingError, match="must be 0 or more"):
        found.utility(Measure.LOSS, {"age": -1})
    with pytest.raises(RecodingError, match="Not a quasi-identifier: height"):
        found.utility(Measure.LOSS, {"height": 1})
    with pytest.raises(NotComputable, match="up to 100 records"):
        found.risk(Risk.AT_RISK, 0.001)
    with pytest.raises(NotComputable, match="fewer than 101"):
        found.suppressed_at(101)


def test_nodes_of_adult_are_those_of_arx(adult_table: FrequencyTable, arx: dict[str, Any]) -> None:
    nodes = arx["nodes"]
    found = lattice(adult_table, nodes["k"])
    costs, within = found.utility(Measure.LOSS), found.within(nodes["suppression_limit"])
    assert nodes["order"] == list(adult_table.names)
    for expected in nodes["nodes"]:
        node = found.space.number(tuple(expected["transformation"]))
        assert costs[node] == pytest.approx(float(expected["loss_low"]), abs=1e-12)
        assert within[node] == (expected["anonymity"] == "ANONYMOUS")
        if expected["suppressed"] < adult_table.n_records:
            assert found.suppressed[node] == expected["suppressed"]
            assert found.n_kept[node] == expected["classes"]
            assert found.smallest[node] == expected["min_class"]

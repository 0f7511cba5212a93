import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import NotComputable
from analysis.frequency import FrequencyTable
from analysis.search import Aim, Lattice, Measure, Risk, front, lattice, suggest, usefulness

POINTS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=1, max_size=30)


def test_a_front_by_hand() -> None:
    risks, costs = np.array([0.1, 0.2, 0.2, 0.3, 0.5]), np.array([9.0, 3.0, 4.0, 3.0, 1.0])
    found = front(risks, costs)
    assert found.nodes.tolist() == [0, 1, 4]
    assert found.nodes[found.knee] == 1


@given(POINTS)
def test_nothing_beats_the_front_and_the_front_beats_all_else(points: list[tuple[int, int]]) -> None:
    risks, costs = (np.array(own, dtype=float) for own in zip(*points, strict=True))
    found = front(risks, costs)
    on = set(found.nodes.tolist())
    for place, (risk, cost) in enumerate(points):
        beaten = any(r <= risk and c <= cost and (r, c) != (risk, cost) for r, c in points)
        same = any(risks[own] == risk and costs[own] == cost for own in on)
        assert (place in on or same) != beaten
    assert found.risks.tolist() == sorted(set(found.risks.tolist()))
    assert found.costs.tolist() == sorted(set(found.costs.tolist()), reverse=True)


@given(POINTS)
def test_no_point_is_farther_below_the_line_between_the_ends_than_the_knee(points: list[tuple[int, int]]) -> None:
    found = front(*(np.array(own, dtype=float) for own in zip(*points, strict=True)))
    if len(found.nodes) < 3:
        return
    across = (found.risks - found.risks[0]) / (found.risks[-1] - found.risks[0])
    down = (found.costs - found.costs[-1]) / (found.costs[0] - found.costs[-1])
    below = 1 - across - down
    assert below[found.knee] == pytest.approx(below.max())


def test_nodes_without_a_figure_are_not_on_the_front() -> None:
    found = front(np.array([np.nan, 0.5, 0.1]), np.array([0.0, 0.5, np.nan]))
    assert found.nodes.tolist() == [1]
    with pytest.raises(NotComputable, match="no trade-off"):
        front(np.array([0.1]), np.array([0.1]), np.array([False]))


@pytest.fixture(scope="module")
def nodes(adult_table: FrequencyTable) -> Lattice:
    return lattice(adult_table, 5)


def test_three_nodes_of_adult_are_suggested_each_for_its_reason(nodes: Lattice) -> None:
    safest, balanced, most_useful = suggest(nodes, 0.02, Risk.AVERAGE, Measure.LOSS, keep=0.5)
    risks, costs, within = nodes.risk(Risk.AVERAGE), nodes.utility(Measure.LOSS), nodes.within(0.02)
    assert [own.aim for own in (safest, balanced, most_useful)] == [Aim.SAFEST, Aim.BALANCED, Aim.MOST_USEFUL]
    assert safest.risk == risks[within & (costs <= 0.5)].min()
    assert safest.kept >= 0.5
    assert most_useful.cost == costs[within].min() == pytest.approx(0.3137130352819242, abs=1e-12)
    assert most_useful.levels == (0, 3, 0, 2, 2, 1, 1, 2, 0)
    assert max(safest.risk, balanced.risk) <= most_useful.risk
    assert f"suppresses {nodes.suppressed[safest.node]} records" in str(safest.reason)
    assert dict(balanced.reason.details)["risk"] == balanced.risk


def test_where_nothing_keeps_enough_no_safest_is_suggested(nodes: Lattice) -> None:
    assert [own.aim for own in suggest(nodes, 0.02, keep=0.99)] == [Aim.BALANCED, Aim.MOST_USEFUL]


@pytest.mark.parametrize("measure", list(Measure))
def test_usefulness_is_a_share(nodes: Lattice, measure: Measure) -> None:
    if measure is Measure.AMBIGUITY:
        return
    kept = usefulness(measure, nodes.utility(measure))
    assert kept.min() >= -1e-12
    assert kept.max() <= 1 + 1e-12

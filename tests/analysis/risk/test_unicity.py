"""Unicity: every choice of events by brute force, and draws against it."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from people import histories_of, stays

from analysis.assessment import tabulate
from analysis.risk import unicity
from analysis.risk.histories import histories
from analysis.risk.unicity import unicity_curve

SETS = st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6), min_size=1, max_size=12)


def brute_force(sets, events, k):
    """Share of persons of whom fewer than k have events drawn from theirs."""
    people = [frozenset(items) for items in sets]
    shares = []
    for own in people:
        choices = list(combinations(sorted(own), min(events, len(own))))
        shares.append(sum(sum(set(one) <= other for other in people) < k for one in choices) / len(choices))
    return sum(shares) / len(shares)


@given(SETS, st.integers(2, 4))
def test_the_curve_is_that_of_every_choice_of_events(sets, k):
    for point in unicity_curve(histories_of(sets), k):
        assert point.is_exact
        assert point.unique.share == pytest.approx(brute_force(sets, point.events, 2))
        assert point.few.share == pytest.approx(brute_force(sets, point.events, k))


@given(SETS)
def test_knowing_more_never_makes_anybody_less_unique(sets):
    shares = [point.unique.share for point in unicity_curve(histories_of(sets))]
    assert all(later >= earlier - 1e-12 for earlier, later in pairwise(shares))


def test_the_curve_ends_where_the_richest_person_has_no_more_events():
    # a is everybody's; b and c together are the first person's alone
    found = list(unicity_curve(histories_of([["a", "b", "c"], ["a", "b"], ["a", "c"], ["a"]])))
    assert [point.events for point in found] == [1, 2, 3]
    assert [point.unique.share for point in found] == pytest.approx([0, 1 / 12, 1 / 4])
    assert [point.n_with_fewer for point in found] == [0, 1, 3]


@pytest.fixture
def forced_to_draw(monkeypatch):
    monkeypatch.setattr(unicity, "EXACT_UP_TO", 0)


@given(SETS, st.integers(0, 5))
def test_what_is_drawn_is_unique_where_nobody_else_has_it(sets, seed):
    # one person and all of their events: the draw leaves nothing to chance
    own = histories_of(sets)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unicity, "EXACT_UP_TO", 0)
        patch.setattr(unicity, "CANDIDATES", 3)
        (*_points, last) = unicity_curve(own, seed=seed)
    assert last.unique.share == pytest.approx(brute_force(sets, last.events, 2))


def test_the_interval_of_draws_holds_the_exact_share(forced_to_draw, monkeypatch, wide):
    drawn = list(unicity_curve(wide, k=3, most=4, sampled=1500, seed=3))
    monkeypatch.setattr(unicity, "EXACT_UP_TO", 1_000_000)
    exact = list(unicity_curve(wide, k=3, most=4))
    assert drawn[0].is_exact
    for estimate, truth in zip(drawn[1:], exact[1:], strict=True):
        assert not estimate.is_exact
        assert estimate.n_people == 1500
        assert truth.is_exact
        assert estimate.unique.low <= truth.unique.share <= estimate.unique.high
        assert estimate.few.low <= truth.few.share <= estimate.few.high


def test_the_same_seed_draws_the_same(forced_to_draw, wide):
    assert list(unicity_curve(wide, sampled=100, seed=1)) == list(unicity_curve(wide, sampled=100, seed=1))
    assert list(unicity_curve(wide, sampled=100, seed=1)) != list(unicity_curve(wide, sampled=100, seed=2))


@pytest.fixture
def wide():
    """2000 made-up patients whose stays are a month in a service."""
    dataset = stays(2000, mean=5)
    table = tabulate(dataset, ["mois", "service"], {})
    return histories(dataset["id_patient"], table, table.classes())

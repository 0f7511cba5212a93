"""k^m-anonymity: the example of the paper, and brute force."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from people import histories_of

from analysis.errors import NotComputable
from analysis.risk import km_anonymity as module
from analysis.risk.km_anonymity import km_anonymity

ORIGINAL = [["a1", "b1", "b2"], ["a2", "b1"], ["a2", "b1", "b2"], ["a1", "a2", "b2"]]
"""Database D of Terrovitis, Mamoulis and Kalnis 2008."""
GENERALISED = [["A", "b1", "b2"], ["A", "b1"], ["A", "b1", "b2"], ["A", "b2"]]
"""Their database D': a1 and a2 became A, which makes the data 2^2-anonymous."""


def test_the_papers_data_are_two_two_anonymous_once_a1_and_a2_are_one():
    one, two, _three = km_anonymity(histories_of(ORIGINAL), k=2)
    assert one.holds
    assert (two.n_itemsets, two.n_violating, two.smallest, two.holds) == (6, 2, 1, False)  # {a1, a2} and {a1, b1}
    assert two.n_people_exposed == 2
    _one, two, _three = km_anonymity(histories_of(GENERALISED), k=2)
    assert (two.n_itemsets, two.n_violating, two.smallest, two.holds) == (3, 0, 2, True)


@given(st.lists(st.lists(st.sampled_from("abcde"), min_size=1, max_size=5), min_size=1, max_size=10), st.integers(1, 4))
def test_sets_and_people_are_those_that_brute_force_finds(sets, k):
    people = [frozenset(items) for items in sets]
    exposed = set()
    for found in km_anonymity(histories_of(sets), k):
        present = {frozenset(one) for own in people for one in combinations(sorted(own), found.m)}
        supports = {one: sum(one <= own for own in people) for one in present}
        violating = {one for one, support in supports.items() if support < k}
        exposed |= {person for person, own in enumerate(people) if any(one <= own for one in violating)}
        assert found.n_itemsets == len(present)
        assert found.n_violating == len(violating)
        assert found.smallest == min(supports.values(), default=None)
        assert found.n_people_exposed == len(exposed)


def test_more_sets_than_memory_holds_are_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_ITEMSETS", 5)
    found = km_anonymity(histories_of([["a", "b", "c", "d"]]), k=2)
    next(found)
    with pytest.raises(NotComputable, match="The people have 6 choices of 2 events"):
        next(found)

"""Areas that hold enough people, on units small enough to count by hand and against their definition."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.hierarchies.nomenclatures.inhabitants import large_enough


def areas(chain: list[list[int]], people: list[int], least: int) -> list[tuple[int, bool]]:
    weights = np.array(people, dtype=float)
    taken, is_rest = large_enough(np.array(chain), weights, weights, least)
    return list(zip(taken.tolist(), is_rest.tolist(), strict=True))


def test_a_large_part_keeps_its_name_where_the_rest_is_large_enough_without_it() -> None:
    assert areas([[0, 1, 2], [0, 0, 0]], [90, 6, 5], 10) == [(0, False), (1, True), (1, True)]


def test_a_rest_that_is_too_small_takes_in_the_smallest_large_part() -> None:
    assert areas([[0, 1, 2], [0, 0, 0]], [90, 20, 5], 10) == [(0, False), (1, True), (1, True)]


def test_a_unit_whose_parts_are_all_in_the_rest_is_named_as_a_whole() -> None:
    assert areas([[0, 1], [0, 0]], [20, 5], 10) == [(1, False), (1, False)]


def test_a_unit_that_is_too_small_is_left_to_the_next() -> None:
    chain = [[0, 1, 2, 3], [0, 0, 1, 1], [0, 0, 0, 0]]
    taken = areas(chain, [3, 4, 30, 30], 10)
    assert taken[:2] == [(2, False), (2, False)]  # 7 people take in the whole of the other unit, the only one there is
    assert taken[2:] == [(2, False), (2, False)]


def test_a_part_without_people_is_put_with_others() -> None:
    assert areas([[0, 1, 2], [0, 0, 0]], [0, 50, 60], 10) == [(1, True), (1, True), (0, False)]


@given(st.data())
def test_every_area_has_enough_people_and_larger_units_contain_smaller_ones(data: st.DataObject) -> None:
    n = data.draw(st.integers(1, 30))
    chain = [np.arange(n)]
    for _unit in range(data.draw(st.integers(1, 3))):
        size = int(chain[-1].max()) + 1
        parents = np.array(data.draw(st.lists(st.integers(0, 4), min_size=size, max_size=size)))
        chain.append(np.unique(parents, return_inverse=True)[1][chain[-1]])
    chain.append(np.zeros(n, dtype=int))
    weights = np.array(data.draw(st.lists(st.integers(0, 40), min_size=n, max_size=n)), dtype=float)
    least = data.draw(st.integers(0, 60))
    finer = None
    for start in range(len(chain) - 1):
        rows = np.array(chain[start:])
        taken, is_rest = large_enough(rows, np.bincount(rows[0], weights)[rows[0]], weights, least)
        labels = [
            (int(t) + start, int(rows[t, i]), bool(r)) for i, (t, r) in enumerate(zip(taken, is_rest, strict=True))
        ]
        if weights.sum() >= least:
            for label in set(labels):
                assert sum(w for own, w in zip(labels, weights, strict=True) if own == label) >= least
        if finer is not None:
            assert len(set(zip(finer, labels, strict=True))) == len(set(finer))
        finer = labels

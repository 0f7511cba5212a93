"""Areas that hold at least so many people: what is too small is put together with its neighbours.

The rule that only areas of enough inhabitants are released (HIPAA: 20,000, 45 CFR 164.514(b)(2)(i)(B)) must hold for
what a label stands for, not for the unit it names: where a town keeps its own label, "the rest of its département" is the
département without the town. So the rest is counted, and takes in the smallest neighbours until it is large enough.
"""

from __future__ import annotations

import numpy as np


def large_enough(
    chain: np.ndarray, size: np.ndarray, weights: np.ndarray, least: float
) -> tuple[np.ndarray, np.ndarray]:
    """Give each place the smallest unit in which it is among enough people.

    In every unit, those of its parts that are too small are put together, and with them its smallest other parts until
    they hold ``least`` people; a unit that is too small as a whole is left to the unit above it. What a unit leaves to
    the one above does not depend on the unit that the chain starts at, therefore areas that start from larger units
    contain those that start from smaller ones.

    Args:
        chain: For each unit from small to large, the number of the unit that each place is in; units nest; shape
            (n_units, n_places). The last one takes what is left, however few.
        size: People in the first unit of each place; shape (n_places,).
        weights: People of each place, added up for the other units; shape (n_places,).
        least: People that an area must have.

    Returns:
        For each place, the position in ``chain`` of its unit, and whether its area is only a rest of that unit.
    """
    n_units, n_places = chain.shape
    taken, is_rest = np.zeros(n_places, dtype=np.int64), np.zeros(n_places, dtype=bool)
    people = size
    for unit in range(1, n_units):
        parent = chain[unit]
        in_rest, partial = _rest(chain[unit - 1], parent, people, weights, least)
        taken[in_rest], is_rest[in_rest] = unit, partial[parent[in_rest]]
        people = np.bincount(parent, weights)[parent]
    return taken, is_rest


def _rest(
    part: np.ndarray, parent: np.ndarray, people: np.ndarray, weights: np.ndarray, least: float
) -> tuple[np.ndarray, np.ndarray]:
    """Which places are in the rest of their parent, and which parents have a part that is not."""
    n_parts, n_parents = part.max() + 1, parent.max() + 1
    size, of = np.zeros(n_parts), np.full(n_parts, -1)
    size[part], of[part] = people, parent
    added = np.bincount(part, weights, n_parts)
    order = np.lexsort((size, of))
    before = np.cumsum(added[order]) - added[order]
    starts = np.searchsorted(of[order], np.arange(n_parents))
    so_far = np.empty(n_parts)
    so_far[order] = before - before[np.minimum(starts, n_parts - 1)][of[order]]
    small = (size < least) & (of >= 0)
    has_small = np.bincount(of[small], minlength=n_parents) > 0
    in_rest = small | ((so_far < least) & has_small[of])
    kept = np.bincount(of[~in_rest & (of >= 0)], minlength=n_parents) > 0
    return in_rest[part], kept

"""The compiled loops of cell suppression: arrays in, arrays out.

A *group* holds the classes that are alike once the cells of a pattern are suppressed. ``number`` gives the group of
each class, as ``analysis.frequency.group`` numbers them.
"""

from __future__ import annotations

import numpy as np

from analysis.kernels import compiled

NOTHING, NEW = -2, -1
"""What :func:`pool` says of a group where nothing moves, and of one whose records move to a class that is new."""

STAYS, MATCHES, GIVES = 0, 1, 2
"""What :func:`cover` says of a class."""


@compiled
def pool(
    number: np.ndarray, n_groups: int, sizes: np.ndarray, spare: np.ndarray, bare: np.ndarray, k: int, most: float
) -> tuple[np.ndarray, np.ndarray]:
    """Find the groups whose small classes can come together in one of at least k, and the records that move there.

    A group that lacks records borrows some of its larger classes, which keep at least k.

    Args:
        number: Shape (n_classes,).
        sizes: Records of each class; shape (n_classes,).
        spare: Records that each class can give away; shape (n_classes,).
        bare: Whether a class has none of the cells of the pattern: the others become like it; shape (n_classes,).
        most: The most records that may move for each record of a small class; below 1, none may.

    Returns:
        Records that leave each class, shape (n_classes,), and for each group the class that takes them, or NEW or
        NOTHING; shape (n_groups,).
    """
    small, offered, lacking = np.zeros(n_groups, np.int64), np.zeros(n_groups, np.int64), np.zeros(n_groups, np.int64)
    target, moved = np.full(n_groups, NEW, np.int64), np.zeros(number.size, np.int64)
    for row in range(number.size):
        if bare[row]:
            target[number[row]] = row
        if sizes[row] < k:
            small[number[row]] += sizes[row]
        elif not bare[row]:
            offered[number[row]] += spare[row]
    for group in range(n_groups):
        full = target[group] >= 0 and sizes[target[group]] >= k
        lacking[group] = 0 if full else max(0, k - small[group])
        if lacking[group] > offered[group] or small[group] + lacking[group] > most * small[group] or not small[group]:
            target[group] = NOTHING
    for row in range(number.size):
        group = number[row]
        if target[group] == NOTHING or bare[row]:
            continue
        if sizes[row] < k:
            moved[row] = sizes[row]
        else:
            moved[row] = min(spare[row], lacking[group])
            lacking[group] -= moved[row]
    return moved, target


@compiled
def cover(
    number: np.ndarray, sizes: np.ndarray, lacking: np.ndarray, whole: np.ndarray, enough: np.ndarray, least: float
) -> np.ndarray:
    """Choose who gives up the cells of a pattern, so that all who match too few records match enough.

    In a group that is large enough, a record either gives up its cells, and so matches all of the group, or matches
    those who did. Those who lack most give first.

    Args:
        number: Shape (n_classes,).
        sizes: Records of each class; shape (n_classes,).
        lacking: Records that each class has still to match, descending; shape (n_classes,).
        whole: Whether a class has all the cells of the pattern. Only then does it surely not match another of its
            group yet; shape (n_classes,).
        enough: Whether a group is large enough; shape (n_groups,).
        least: Fewest records to be helped for each that gives up cells; at most 1 to help everybody.

    Returns:
        GIVES, MATCHES or STAYS (where nothing is done); int8, shape (n_classes,).
    """
    does = np.zeros(number.size, np.int8)
    gave, given, helped = (
        np.zeros(enough.size, np.int64),
        np.zeros(enough.size, np.int64),
        np.zeros(enough.size, np.int64),
    )
    for row in range(number.size):
        group = number[row]
        if not enough[group]:
            continue
        helped[group] += sizes[row]
        if whole[row] and given[group] >= lacking[row]:
            does[row] = MATCHES
            continue
        does[row] = GIVES
        gave[group] += sizes[row]
        if whole[row]:
            given[group] += sizes[row]
    for row in range(number.size):
        if helped[number[row]] < least * gave[number[row]]:
            does[row] = STAYS
    return does

"""The compiled loops that find which rows are alike when a missing value matches anything: arrays in, arrays out."""

from __future__ import annotations

import numpy as np

from analysis.kernels import compiled

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
"""2 to the 64 ÷ the golden ratio: multiplying by it spreads keys over the whole word."""


@compiled
def add_matches(
    keys: np.ndarray, starts: np.ndarray, known: np.ndarray, factors: np.ndarray, totals: np.ndarray
) -> np.ndarray:
    """Add to the totals of each row those of the rows that agree with it in every column that both know.

    Rows that know the same columns form a pattern and are all different. Two patterns are joined on the columns that both
    know, through a hash table of the smaller one.

    Args:
        keys: Codes of each row in bit fields, sorted by pattern; uint64, shape (n, n_words).
        starts: Where each pattern begins, then n; int64, shape (n_patterns + 1,).
        known: Bits of the columns that each pattern knows; uint64, shape (n_patterns, n_words).
        factors: How much a row of one pattern (first axis) gains by one of another (second axis); shape (n_patterns,
            n_patterns).
        totals: What is added up; float64, shape (n, n_measures).

    Returns:
        float64, shape (n, n_measures).
    """
    found, sums = totals.copy(), np.empty((2, *totals.shape))
    table, head = np.empty(table_size(len(keys)), np.int32), np.empty(len(keys), np.int32)
    for one in range(len(factors)):
        for other in range(one):
            small, big = one, other
            if starts[one + 1] - starts[one] > starts[other + 1] - starts[other]:
                small, big = other, one
            few, many = (starts[small], starts[small + 1]), (starts[big], starts[big + 1])
            mask, slots = known[small] & known[big], table[: table_size(few[1] - few[0])]
            sum_by_key(keys, few, mask, slots, head, totals, sums)
            add_across(keys, many, mask, slots, totals, sums, factors[big, small], found)
            for row in range(few[0], few[1]):
                found[row] += factors[small, big] * sums[1, head[row]]
    return found


@compiled
def sum_by_key(
    keys: np.ndarray,
    rows: tuple[int, int],
    mask: np.ndarray,
    slots: np.ndarray,
    head: np.ndarray,
    totals: np.ndarray,
    sums: np.ndarray,
) -> None:
    """Put rows into a hash table, and sum the totals of those that agree.

    Args:
        rows: The first, and the one after the last.
        mask: Bits of the columns to compare; shape (n_words,).
        slots: The hash table, to be filled with the first row of each key; -1 where it is free.
        head: To be filled with that first row, for each row.
        sums: To be filled, at the first row of each key, with the sum of its rows and with 0; shape (2, n, n_measures).
    """
    slots[:] = -1
    for row in range(rows[0], rows[1]):
        slot = slot_of(keys, row, mask, slots)
        if slots[slot] < 0:
            slots[slot] = row
            sums[:, row] = 0
        head[row] = slots[slot]
        sums[0, head[row]] += totals[row]


@compiled
def add_across(
    keys: np.ndarray,
    rows: tuple[int, int],
    mask: np.ndarray,
    slots: np.ndarray,
    totals: np.ndarray,
    sums: np.ndarray,
    factor: float,
    found: np.ndarray,
) -> None:
    """Add to each row the sum of the rows in the hash table that agree with it, and the row to their other sum."""
    for row in range(rows[0], rows[1]):
        match = slots[slot_of(keys, row, mask, slots)]
        if match >= 0:
            for measure in range(totals.shape[1]):
                sums[1, match, measure] += totals[row, measure]
                found[row, measure] += factor * sums[0, match, measure]


@compiled
def slot_of(keys: np.ndarray, row: int, mask: np.ndarray, slots: np.ndarray) -> np.int64:
    """Where the hash table holds a row that agrees with this one, or the free place where it would."""
    mixed = np.uint64(0)
    for word in range(len(mask)):
        mixed = (mixed ^ (keys[row, word] & mask[word])) * GOLDEN
        mixed ^= mixed >> np.uint64(32)
    last = len(slots) - 1
    slot = np.int64(mixed & np.uint64(last))
    while slots[slot] >= 0 and differ(keys, row, slots[slot], mask):
        slot = (slot + 1) & last
    return slot


@compiled
def differ(keys: np.ndarray, row: int, other: int, mask: np.ndarray) -> bool:
    """Whether two rows have different codes in the columns of a mask."""
    bits = np.uint64(0)
    for word in range(len(mask)):
        bits |= (keys[row, word] ^ keys[other, word]) & mask[word]
    return bits != 0


@compiled
def table_size(n_rows: int) -> int:
    """Places of a hash table that stays at most half full; a power of two."""
    size = 2
    while size < 2 * n_rows:
        size *= 2
    return size

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
    found = totals.copy()
    own, others = np.empty_like(totals), np.empty_like(totals)
    table, head = np.empty(table_size(len(keys)), np.int32), np.empty(len(keys), np.int32)
    for one in range(len(factors)):
        for other in range(one):
            small, big = one, other
            if starts[one + 1] - starts[one] > starts[other + 1] - starts[other]:
                small, big = other, one
            begin, end, mask = starts[small], starts[small + 1], known[small] & known[big]
            slots = table[: table_size(end - begin)]
            number_rows(keys, begin, end, mask, slots, head)
            for row in range(begin, end):
                own[row] = 0
                others[row] = 0
            for row in range(begin, end):
                own[head[row]] += totals[row]
            for row in range(starts[big], starts[big + 1]):
                match = slots[slot_of(keys, row, mask, slots)]
                if match >= 0:
                    for measure in range(totals.shape[1]):
                        others[match, measure] += totals[row, measure]
                        found[row, measure] += factors[big, small] * own[match, measure]
            for row in range(begin, end):
                for measure in range(totals.shape[1]):
                    found[row, measure] += factors[small, big] * others[head[row], measure]
    return found


@compiled
def number_rows(keys: np.ndarray, begin: int, end: int, mask: np.ndarray, slots: np.ndarray, head: np.ndarray) -> None:
    """Fill a hash table with the first row of each key, and ``head`` with that row for every row."""
    slots[:] = -1
    for row in range(begin, end):
        slot = slot_of(keys, row, mask, slots)
        if slots[slot] < 0:
            slots[slot] = row
        head[row] = slots[slot]


@compiled
def slot_of(keys: np.ndarray, row: int, mask: np.ndarray, slots: np.ndarray) -> int:
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
    for word in range(len(mask)):
        if (keys[row, word] ^ keys[other, word]) & mask[word]:
            return True
    return False


@compiled
def table_size(n_rows: int) -> int:
    """Places of a hash table that stays at most half full; a power of two."""
    size = 2
    while size < 2 * n_rows:
        size *= 2
    return size

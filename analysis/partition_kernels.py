"""The compiled loops of Mondrian: arrays in, arrays out.

A region is a run of rows. The rows of one region are kept side by side, so that every pass reads memory in order.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.kernels import compiled


class Coding(NamedTuple):
    """What the codes of the columns mean.

    Attributes:
        ordered: Whether a column is cut anywhere and its labels are ranges, or only between the labels of a hierarchy;
            boolean, shape (n_columns,).
        missing: Code of the missing value, -1 where there is none; shape (n_columns,).
        widths: Number of codes of each column; shape (n_columns,).
        depths: Number of levels of each column, its root included; shape (n_columns,).
        starts: Where each column begins in ``ancestors`` and ``shares``; shape (n_columns,).
        ancestors: Label of each code, level by level, column by column; the last level of a column is its root.
        shares: Share of the hierarchy, 0 to 1, that each of these labels covers.
        reaches_from: Where each column begins in ``reaches``; shape (n_columns,).
        reaches: For each column, the share of the hierarchy before each code, then 1.
    """

    ordered: np.ndarray
    missing: np.ndarray
    widths: np.ndarray
    depths: np.ndarray
    starts: np.ndarray
    ancestors: np.ndarray
    shares: np.ndarray
    reaches_from: np.ndarray
    reaches: np.ndarray


@compiled
def common_level(coding: Coding, column: int, low: int, high: int) -> int:
    """Find the first level at which two codes share a label."""
    level, start = 0, coding.starts[column]
    while coding.ancestors[start + low] != coding.ancestors[start + high]:
        start += coding.widths[column]
        level += 1
    return level


@compiled
def share_of_label(coding: Coding, column: int, low: int, high: int) -> float:
    """Share of the hierarchy, 0 to 1, that the label of a range of codes covers."""
    label = coding.starts[column] + common_level(coding, column, low, high) * coding.widths[column] + low
    if low == high or not coding.ordered[column]:
        return float(coding.shares[label])
    if high == coding.missing[column]:
        return 1.0
    first = coding.reaches_from[column]
    return float(min(coding.shares[label], coding.reaches[first + high + 1] - coding.reaches[first + low]))


@compiled
def measure_region(
    rows: np.ndarray, weights: np.ndarray, start: int, end: int, low: np.ndarray, high: np.ndarray
) -> int:
    """Find the smallest and the largest code of each column in a region, written to ``low`` and ``high``.

    Args:
        rows: Codes; shape (n_rows, n_columns).
        weights: Records of each row; shape (n_rows,).
        start, end: The region.
        low, high: Shape (n_columns,).

    Returns:
        The records of the region.
    """
    for column in range(rows.shape[1]):
        low[column] = high[column] = rows[start, column]
    total = 0
    for row in range(start, end):
        total += weights[row]
        for column in range(rows.shape[1]):
            code = np.int32(rows[row, column])
            if code < low[column]:
                low[column] = code
            elif code > high[column]:
                high[column] = code
    return total


@compiled
def column_to_cut(coding: Coding, low: np.ndarray, high: np.ndarray, closed: np.ndarray) -> int:
    """Choose the column to cut: the widest label, over the number of levels of its hierarchy.

    Where a hierarchy has few levels, there is little between exact and lost: it cannot wait until fewer records are left.

    Args:
        low, high: Smallest and largest code of each column in the region; shape (n_columns,).
        closed: Columns that no cut goes through; boolean, shape (n_columns,).

    Returns:
        The column; -1 where all are closed or hold one code.
    """
    best, most = -1, 0.0
    for column in range(low.size):
        if low[column] < high[column] and not closed[column]:
            gain = share_of_label(coding, column, low[column], high[column]) / coding.depths[column]
            if gain > most:
                best, most = column, gain
    return best


@compiled
def read_keys(
    coding: Coding, codes: np.ndarray, column: int, level: int, span: tuple[int, int], keys: np.ndarray
) -> int:
    """Write what a region is cut by, from 0: the labels of a column at a level.

    Args:
        codes: Codes of the column in the region; shape (n_rows,).
        span: The smallest and the largest of them.
        keys: Filled from its beginning; at least as many as codes.

    Returns:
        The number of keys that there may be.
    """
    table = coding.starts[column] + level * coding.widths[column]
    least = coding.ancestors[table + span[0]]
    for row in range(codes.size):
        keys[row] = coding.ancestors[table + codes[row]] - least
    return int(coding.ancestors[table + span[1]] - least) + 1


@compiled
def weigh_keys(keys: np.ndarray, weights: np.ndarray, n_keys: int) -> tuple[np.ndarray, np.ndarray]:
    """List the keys that occur, ascending, and the records of each."""
    if n_keys > 4 * keys.size:
        order = np.argsort(keys)
        found, records, n_found = np.empty(keys.size, np.int64), np.zeros(keys.size, np.int64), -1
        for row in order:
            if n_found < 0 or found[n_found] != keys[row]:
                n_found += 1
                found[n_found] = keys[row]
            records[n_found] += weights[row]
        return found[: n_found + 1], records[: n_found + 1]
    counts = np.zeros(n_keys, np.int64)
    for row in range(keys.size):
        counts[keys[row]] += weights[row]
    found = np.flatnonzero(counts).astype(np.int64)
    return found, counts[found]


@compiled
def cut_between(found: np.ndarray, records: np.ndarray, total: int, k: int) -> tuple[int, int]:
    """Find the key after which both sides have k records and are as equal as can be.

    Returns:
        The key and how many of its records go to the left (all); -1 where no cut leaves k records on both sides.
    """
    best, least, left = -1, total + 1, 0
    for place in range(found.size - 1):
        left += records[place]
        if total - left < k:
            break
        uneven = abs(2 * left - total)
        if left >= k and uneven < least:
            best, least = found[place], uneven
    return best, total


@compiled
def cut_within(found: np.ndarray, records: np.ndarray, total: int) -> tuple[int, int]:
    """Find the key of the median record, and how many of its records go to the left so that both sides are equal."""
    left, place = 0, 0
    while left + records[place] < total // 2:
        left += records[place]
        place += 1
    return found[place], total // 2 - left


@compiled
def choose_cut(
    found: np.ndarray, records: np.ndarray, total: int, k: int, missing: bool, within: bool
) -> tuple[int, int]:
    """Choose where to cut a column.

    Args:
        found, records: Its keys and their records; see :func:`weigh_keys`.
        total: Their sum.
        k: Fewest records of a side.
        missing: Whether the last key is the missing value, which no range may cover: it is cut off first.
        within: Whether the records of one key may come to lie on both sides.
    """
    if missing and records[-1] >= k and total - records[-1] >= k:
        return found[-2], total
    return cut_within(found, records, total) if within else cut_between(found, records, total, k)


@compiled
def divide(
    rows: np.ndarray,
    weights: np.ndarray,
    order: np.ndarray,
    start: int,
    end: int,
    keys: np.ndarray,
    cut: tuple[int, int],
) -> int:
    """Move the rows of a region that belong to the left before the others.

    Args:
        keys: Key of each row of the region, moved along.
        cut: The largest key of the left, and how many of its records go there.

    Returns:
        The first row of the right.
    """
    middle, spare = start, cut[1]
    for row in range(start, end):
        key = keys[row - start]
        if key > cut[0] or (key == cut[0] and spare <= 0):
            continue
        if key == cut[0]:
            spare -= weights[row]
        if row > middle:
            for column in range(rows.shape[1]):
                rows[row, column], rows[middle, column] = rows[middle, column], rows[row, column]
            weights[row], weights[middle] = weights[middle], weights[row]
            order[row], order[middle] = order[middle], order[row]
            keys[row - start] = keys[middle - start]
            keys[middle - start] = key
        middle += 1
    return middle


@compiled
def find_cut(
    rows: np.ndarray,
    weights: np.ndarray,
    coding: Coding,
    low: np.ndarray,
    high: np.ndarray,
    demand: tuple[int, int, bool],
    keys: np.ndarray,
) -> tuple[int, int]:
    """Find where to cut a region; a column whose labels allow no cut at one level is tried at the next one down.

    Args:
        rows, weights: Those of the region.
        low, high: Smallest and largest code of each column; shape (n_columns,).
        demand: Records of the region, fewest records of a side, and whether alike records may be parted.
        keys: Where the key of each row is written; shape (n_rows,).

    Returns:
        The largest key of the left, and how many of its records go there; -1 where there is no cut.
    """
    total, k, within = demand
    closed = np.zeros(low.size, np.bool_)
    column = column_to_cut(coding, low, high, closed)
    while column >= 0:
        ordered, span = coding.ordered[column], (low[column], high[column])
        missing = ordered and span[1] == coding.missing[column]
        level = 0 if ordered else common_level(coding, column, span[0], span[1]) - 1
        while level >= 0:
            n_keys = read_keys(coding, rows[:, column], column, level, span, keys)
            found, records = weigh_keys(keys, weights, n_keys)
            cut = choose_cut(found, records, total, k, missing, within and ordered)
            if cut[0] >= 0:
                return cut
            level -= 1
        closed[column] = True
        column = column_to_cut(coding, low, high, closed)
    return -1, 0


@compiled
def partition(
    rows: np.ndarray, weights: np.ndarray, coding: Coding, k: int, within: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cut the records into regions until no cut leaves k records on both sides.

    Args:
        rows: Codes; shape (n_rows, n_columns); moved about.
        weights: Records of each row, all 1 where ``within``; shape (n_rows,); moved about.
        coding: What the codes mean.
        k: Fewest records of a region.
        within: Whether records with the same code may come to lie on both sides of a cut through an ordered column.

    Returns:
        Region of each row, in the order given; shape (n_rows,). Smallest and largest code of each region; shapes
        (n_regions, n_columns).
    """
    n_rows, n_columns = rows.shape
    most = max(1, weights.sum() // k)
    starts, ends, n_open = np.zeros(most + 1, np.int64), np.full(most + 1, n_rows), 1
    region, order, keys = np.empty(n_rows, np.int32), np.arange(n_rows), np.empty(n_rows, np.int64)
    lows, highs, n_regions = np.empty((most, n_columns), np.int32), np.empty((most, n_columns), np.int32), 0
    while n_open:
        n_open -= 1
        start, end = starts[n_open], ends[n_open]
        low, high = lows[n_regions], highs[n_regions]
        total = measure_region(rows, weights, start, end, low, high)
        cut, own = (-1, 0), keys[: end - start]
        if total >= 2 * k:
            cut = find_cut(rows[start:end], weights[start:end], coding, low, high, (total, k, within), own)
        if cut[0] >= 0:
            middle = divide(rows, weights, order, start, end, own, cut)
            starts[n_open], ends[n_open], starts[n_open + 1], ends[n_open + 1] = start, middle, middle, end
            n_open += 2
            continue
        for row in range(start, end):
            region[order[row]] = n_regions
        n_regions += 1
    return region, lows[:n_regions], highs[:n_regions]

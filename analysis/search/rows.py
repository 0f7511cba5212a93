"""The compiled passes over the rows of a lattice walk; :mod:`analysis.search.walk` says what rows are.

Each pass reads memory in order and avoids branches that depend on the data: there are no others so cheap. Places in an
array are counted in unsigned numbers, which spares the compiler the check for places counted from the end.
"""

from __future__ import annotations

import numpy as np

from analysis.kernels import compiled


@compiled
def generalise_rows(
    keys: np.ndarray,
    counts: np.ndarray,
    n: int,
    bits: np.uint64,
    lookup: np.ndarray,
    shift: np.uint64,
    to_keys: np.ndarray,
    to_counts: np.ndarray,
) -> np.int64:
    """Generalise the lowest field and merge the rows that become equal; rows may be written over themselves.

    Args:
        n: Rows in use.
        lookup: New code of each code of the lowest field; uint64.
        shift: Bits by which the new keys are moved down.

    Returns:
        Number of rows written.
    """
    if n == 0:
        return np.int64(0)
    mask = (np.uint64(1) << bits) - np.uint64(1)
    last, total = np.uint64(0), np.int32(0)
    held = (keys[0] & ~mask) | lookup[keys[0] & mask]
    for row in range(n):
        key = keys[row]
        key = (key & ~mask) | lookup[key & mask]
        differs = key != held
        last += np.uint64(differs)
        total = np.int32(counts[row] + (np.int32(0) if differs else total))
        to_keys[last] = key >> shift
        to_counts[last] = total
        held = key
    return np.int64(last) + 1


@compiled
def rotate_rows(
    keys: np.ndarray,
    counts: np.ndarray,
    n: int,
    bits: np.uint64,
    all_bits: np.uint64,
    place: np.ndarray,
    to_keys: np.ndarray,
    to_counts: np.ndarray,
) -> None:
    """Move the lowest field to the top and sort by it, rows that agree on it staying in their order.

    Args:
        n: Rows in use.
        all_bits: Bits of a whole key.
        place: Room for one number per code; uint64.
    """
    mask, up = (np.uint64(1) << bits) - np.uint64(1), all_bits - bits
    for code in range(np.int64(mask) + 1):
        place[code] = 0
    for row in range(n):
        place[keys[row] & mask] += np.uint64(1)
    total = np.uint64(0)
    for code in range(np.int64(mask) + 1):
        count = place[code]
        place[code] = total
        total += count
    for row in range(n):
        key = keys[row]
        code = key & mask
        to = place[code]
        place[code] = to + np.uint64(1)
        to_keys[to] = (key >> bits) | (code << up)
        to_counts[to] = counts[row]


@compiled
def sift_rows(
    keys: np.ndarray,
    counts: np.ndarray,
    n: int,
    shift: np.uint64,
    k: int,
    drop: bool,
    sizes: np.ndarray,
    large: np.ndarray,
    listed: np.ndarray,
    to_keys: np.ndarray,
    to_counts: np.ndarray,
) -> tuple[np.int64, np.int64]:
    """Take the rows that are alone in their run out of the table, and list the runs of fewer than k records.

    Args:
        keys: With one place more than the ``n`` rows in use.
        counts: Records of each row, negative where their run has been listed before.
        shift: Keys that agree on the bits from here on are a run.
        drop: Whether the rows of listed runs are left out too.
        sizes: Classes by size, two neighbouring counters for each (rows take turns); shape (2 * (largest + 1),).
            Rows taken out are counted here.
        large: Sum of squares, and smallest, of the sizes that share the last place of ``sizes``.
        listed: First row of each listed run, and where it was written to; int32, shape (n + 1, 2).

    Returns:
        Rows written and runs listed.
    """
    if n == 0:
        return np.int64(0), np.int64(0)
    largest = np.int64(sizes.size // 2 - 1)
    kept, n_listed, start_to = np.uint64(0), np.uint64(0), np.uint64(0)
    run, start, first = np.int64(0), 0, True
    keys[n] = ~keys[n - 1]
    here = keys[0] >> shift
    for row in range(n):
        after = keys[row + 1] >> shift
        count = counts[row]
        size = np.int64(abs(count))
        last = here != after
        run = count + (np.int64(0) if first else run)
        start = row if first else start
        start_to = kept if first else start_to
        small = last & (run > 0) & (run < k)
        listed[n_listed, 0] = start
        listed[n_listed, 1] = start_to
        n_listed += np.uint64(small)
        alone = first & last
        sizes[np.uint64((min(size, largest) << 1) | (row & 1))] += np.int64(alone)
        if size >= largest and alone:
            large[0] += size * size
            large[1] = min(large[1], size)
        to_keys[kept] = keys[row]
        to_counts[kept] = count
        kept += np.uint64(not alone)
        kept = start_to if (small & drop) else kept
        first, here = last, after
    return np.int64(kept), np.int64(n_listed)


@compiled
def records_listed(
    keys: np.ndarray, counts: np.ndarray, shift: np.uint64, listed: np.ndarray, n_listed: int
) -> np.int64:
    """Records in the listed runs; see :func:`sift_rows`."""
    total = np.int64(0)
    for run in range(n_listed):
        row = listed[run, 0]
        here = keys[row] >> shift
        while keys[row] >> shift == here:
            total += counts[row]
            row += 1
    return total


@compiled
def add_mass(
    key: np.uint64, records: int, shifts: np.ndarray, masks: np.ndarray, offsets: np.ndarray, mass: np.ndarray
) -> None:
    """Add records to the label that each column has in a key."""
    for column in range(shifts.size):
        mass[offsets[column] + ((key >> shifts[column]) & masks[column])] += records


@compiled
def count_classes(
    counts: np.ndarray, n: int, k: int, sizes: np.ndarray, large: np.ndarray, listed: np.ndarray
) -> np.int64:
    """Count rows that are classes, and list those below k that are not noted yet.

    Returns:
        Rows listed; see :func:`sift_rows` for the arrays.
    """
    largest, n_listed = np.int64(sizes.size // 2 - 1), np.uint64(0)
    for row in range(n):
        count = np.int64(counts[row])
        size = abs(count)
        sizes[np.uint64((min(size, largest) << 1) | (row & 1))] += 1
        if size >= largest:
            large[0] += size * size
            large[1] = min(large[1], size)
        listed[n_listed, 0] = row
        n_listed += np.uint64((count > 0) & (count < k))
    return np.int64(n_listed)


@compiled
def lift_mass(mass: np.ndarray, start: int, lookup: np.ndarray, width: int) -> None:
    """Generalise the labels of one column that have mass, in place; codes only ever become smaller."""
    for code in range(width):
        records = mass[start + code]
        mass[start + code] = 0
        mass[start + np.int64(lookup[code])] += records

"""Ambiguity of every node; see :mod:`analysis.utility.ambiguity`.

It sums a product over columns, so it takes a walk of its own, over the classes that stay: records that leave could have
been anything.
"""

from __future__ import annotations

import numpy as np

from analysis.frequency import FrequencyTable
from analysis.kernels import compiled
from analysis.search.columns import Space, arrange
from analysis.search.rows import generalise_rows
from analysis.search.walk import Layout, Room, make_room, turn_rows


def combinations_kept(table: FrequencyTable, space: Space, k: int) -> np.ndarray:
    """Combinations of original values that each record in a class of at least k could have had, summed.

    Returns:
        Of every node; shape (n_nodes,).

    Raises:
        NotComputable: The codes of a row do not fit in one key.
    """
    arranged = arrange(table, space)
    totals = np.zeros(space.n_nodes)
    room = make_room(arranged.layout, arranged.keys, arranged.counts, n_sizes=1)
    walk_large_classes(arranged.layout, room, k, totals)
    return totals


@compiled
def walk_large_classes(layout: Layout, room: Room, k: int, totals: np.ndarray) -> None:
    """Evaluate every node; runs of fewer than k records leave the table, because they are suppressed in all below."""
    final = layout.bits.size - 1
    levels = np.zeros(layout.bits.size, np.int64)
    depth, levels[0] = np.int64(0), layout.n_levels[0]
    while depth >= 0:
        levels[depth] -= 1
        if levels[depth] < 0:
            depth -= 1
            continue
        rows, deeper = turn_rows(layout, room, depth, levels[depth]), depth + 1
        room.n[deeper] = keep_large_runs(
            room.turned_keys,
            room.turned_counts,
            rows,
            room.below[depth],
            k,
            room.keys[deeper],
            room.counts[deeper],
        )
        if deeper < final:
            depth = deeper
            levels[depth] = layout.n_levels[depth]
        else:
            sum_leaves(layout, room, levels, k, totals)


@compiled
def keep_large_runs(
    keys: np.ndarray,
    counts: np.ndarray,
    n: int,
    shift: np.uint64,
    k: int,
    to_keys: np.ndarray,
    to_counts: np.ndarray,
) -> int:
    """Copy the rows of runs of at least k records; the number of rows written."""
    written, start_to, run = 0, 0, np.int64(0)
    for row in range(n):
        if row > 0 and keys[row] >> shift != keys[row - 1] >> shift:
            start_to, run = written if run >= k else start_to, np.int64(0)
            written = start_to
        run += counts[row]
        to_keys[written], to_counts[written] = keys[row], counts[row]
        written += 1
    return written if run >= k else start_to


@compiled
def sum_leaves(layout: Layout, room: Room, levels: np.ndarray, k: int, totals: np.ndarray) -> None:
    """Evaluate the nodes of all levels of the last column, the others being fixed."""
    final = layout.bits.size - 1
    keys, counts, rows, shifts = room.keys[final], room.counts[final], room.n[final], layout.shifts[final - 1]
    node = np.int64(0)
    for column in range(final):
        node += levels[column] * layout.strides[column]
    for level in range(layout.n_levels[final]):
        if level:
            lookup = layout.lookup[layout.lookup_from[final, level] :]
            rows = generalise_rows(keys, counts, rows, layout.bits[final], lookup, np.uint64(0), keys, counts)
        levels[final] = level
        total = np.float64(0)
        for row in range(rows):
            if counts[row] >= k:
                combinations = np.float64(counts[row])
                for column in range(final + 1):
                    code = np.int64((keys[row] >> shifts[column]) & layout.masks[column])
                    combinations *= layout.leaves[layout.leaves_from[column, levels[column]] + code]
                total += combinations
        totals[node + level * layout.strides[final]] = total

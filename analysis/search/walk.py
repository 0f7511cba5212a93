"""The compiled walk over a generalisation lattice: every node from the rows of a more specific one.

Rows are combinations of codes packed side by side in one key (a bit field per column), with the records that hold
them, sorted by key. Because codes are numbered in depth-first order of their hierarchies, generalising the column in
the lowest field leaves the rows sorted: equal keys become neighbours and one pass merges them. A stable counting sort
then moves that field to the top, and the next column is the lowest. So the columns fixed so far are the highest fields,
and rows that agree on them are neighbours: a *run*. Three things follow.

* A run of one row is a class of its own however the other columns are generalised: it is counted once for the whole
  subtree and leaves the table.
* A run of fewer than k records is suppressed in the whole subtree; its labels are noted once.
* If the records in such runs exceed the limit, no node of the subtree is within it (suppressed records never grow in
  number under generalisation), nor any node below: the subtree is left out.

Levels are tried from the most general down, so that what is left out is known before what lies below it.

Source of the exclusion: K. LeFevre, D. J. DeWitt, R. Ramakrishnan, "Incognito: efficient full-domain k-anonymity",
SIGMOD 2005, section 3 (subset and roll-up properties; doi:10.1145/1066157.1066164).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.kernels import compiled
from analysis.search.rows import (
    add_mass,
    count_classes,
    generalise_rows,
    lift_mass,
    records_listed,
    rotate_rows,
    sift_rows,
)


class Layout(NamedTuple):
    """The columns in the order of the walk, as arrays.

    Attributes:
        bits: Width of each column's field; uint64, shape (n_columns,).
        masks: ``2 ** bits - 1``; uint64, shape (n_columns,).
        shifts: Where each column's field lies once the columns up to a depth are fixed; uint64, shape (depth, column).
        n_levels: Levels of each column; shape (n_columns,).
        widths: Labels of each column at each level; shape (n_columns, most levels).
        lookup: One after the other, the code at a level of each code of level 0, or of the level before for the last
            column.
        lookup_from: Where the codes of a column and level begin in ``lookup``; shape (n_columns, most levels).
        leaves: One after the other, rows of the hierarchy below each label.
        leaves_from: Where the labels of a column and level begin in ``leaves``; shape (n_columns, most levels).
        offsets: Where each column begins in an array of one place per code of level 0; uint64, shape (n_columns,).
        positions: Position of each column in the table; -1 for one that is not of it; shape (n_columns,).
        strides: What one level of each column adds to the number of a node; shape (n_columns,).
        prefix_from: Where the prefixes of each depth begin in an array of one place per prefix; shape (n_columns,).
    """

    bits: np.ndarray
    masks: np.ndarray
    shifts: np.ndarray
    n_levels: np.ndarray
    widths: np.ndarray
    lookup: np.ndarray
    lookup_from: np.ndarray
    leaves: np.ndarray
    leaves_from: np.ndarray
    offsets: np.ndarray
    positions: np.ndarray
    strides: np.ndarray
    prefix_from: np.ndarray


class Found(NamedTuple):
    """What the walk writes: one row per node, in the order of their numbers.

    Attributes:
        known: Whether the node was evaluated; boolean.
        sizes: Classes of each size, the last place for all sizes from there on; shape (n_nodes, largest + 1).
        n_kept: Classes of at least k records.
        squares_kept: Sum of the squares of their sizes.
        squares: Sum of the squares of the sizes of all classes that were counted.
        smallest: Size of the smallest class of at least k records; 0 where there is none.
        suppressed: Records in classes below k.
        detail: Leaves below the labels of suppressed records, summed over them; shape (n_nodes, n_columns).
        entropy: Bits to restore the labels of suppressed records from nothing; shape (n_nodes, n_columns).
    """

    known: np.ndarray
    sizes: np.ndarray
    n_kept: np.ndarray
    squares_kept: np.ndarray
    squares: np.ndarray
    smallest: np.ndarray
    suppressed: np.ndarray
    detail: np.ndarray
    entropy: np.ndarray


class Room(NamedTuple):
    """What one walk needs to work in. Depth 0 is nothing fixed yet; a depth more, one column more.

    Attributes:
        keys, counts, n: Rows of each depth, and how many are in use.
        merged_keys, merged_counts: Rows with one field generalised.
        turned_keys, turned_counts: The same with that field at the top.
        listed: Runs or rows that are suppressed; see :func:`sift_rows`.
        place: One number per code.
        sizes, large: Classes of each depth that left the table; see :func:`sift_rows`. The last entry is for a node.
        mass: Suppressed records of each depth by label. The last entry is for a node.
        lost: Suppressed records of each depth.
        below: Bits of the columns that are not fixed at each depth.
        n_below: Nodes below a prefix of each depth.
    """

    keys: np.ndarray
    counts: np.ndarray
    n: np.ndarray
    merged_keys: np.ndarray
    merged_counts: np.ndarray
    turned_keys: np.ndarray
    turned_counts: np.ndarray
    listed: np.ndarray
    place: np.ndarray
    sizes: np.ndarray
    large: np.ndarray
    mass: np.ndarray
    lost: np.ndarray
    below: np.ndarray
    n_below: np.ndarray


NOTHING = 1 << 62
"""Size of the smallest class where there is none."""


def make_room(layout: Layout, keys: np.ndarray, counts: np.ndarray, n_sizes: int) -> Room:
    """Allocate what walks work in, one after the other.

    Args:
        keys: Distinct rows at level 0, ascending, the first column of the walk lowest; uint64, shape (n_rows,).
        counts: Records of each; int32, shape (n_rows,).
        n_sizes: Places of :attr:`Found.sizes`.
    """
    n_columns, n_rows = len(layout.bits), len(keys)
    n_codes = int(layout.offsets[-1]) + int(layout.widths[-1, 0])
    room = Room(
        keys=np.empty((n_columns, n_rows), np.uint64),
        counts=np.empty((n_columns, n_rows), np.int32),
        n=np.full(n_columns, n_rows, np.int64),
        merged_keys=np.empty(n_rows, np.uint64),
        merged_counts=np.empty(n_rows, np.int32),
        turned_keys=np.empty(n_rows + 1, np.uint64),
        turned_counts=np.empty(n_rows, np.int32),
        listed=np.empty((n_rows + 1, 2), np.int32),
        place=np.empty(int(layout.masks.max()) + 1, np.uint64),
        sizes=np.zeros((n_columns + 1, 2 * n_sizes), np.int64),
        large=np.zeros((n_columns + 1, 2), np.int64),
        mass=np.zeros((n_columns + 1, n_codes), np.int64),
        lost=np.zeros(n_columns, np.int64),
        below=np.append(np.cumsum(layout.bits[:0:-1])[::-1], 0).astype(np.uint64),
        n_below=np.append(np.cumprod(layout.n_levels[:0:-1])[::-1], 1),
    )
    room.keys[0], room.counts[0], room.large[0, 1] = keys, counts, NOTHING
    return room


@compiled
def note_runs(
    keys: np.ndarray,
    counts: np.ndarray,
    shift: np.uint64,
    listed: np.ndarray,
    n_listed: int,
    layout: Layout,
    depth: int,
    mass: np.ndarray,
    drop: bool,
    to_counts: np.ndarray,
) -> None:
    """Add the labels of the listed runs to ``mass``, and mark the rows that stay in the table as noted."""
    for run in range(n_listed):
        row, to = listed[run, 0], listed[run, 1]
        start, here = row, keys[row] >> shift
        while keys[row] >> shift == here:
            add_mass(keys[row], np.int64(counts[row]), layout.shifts[depth], layout.masks, layout.offsets, mass)
            row += 1
        if row - start > 1 and not drop:
            for written in range(to, to + row - start):
                to_counts[written] = -to_counts[written]


@compiled
def close_node(
    found: Found,
    node: int,
    sizes: np.ndarray,
    large: np.ndarray,
    suppressed: int,
    k: int,
    mass: np.ndarray,
    levels: np.ndarray,
    layout: Layout,
) -> None:
    """Write down what is known of a node; see :class:`Found`."""
    largest, smallest = sizes.size // 2 - 1, large[1]
    n_kept, squares_kept, squares_failing = np.int64(0), large[0], np.int64(0)
    for size in range(largest + 1):
        n_classes = sizes[2 * size] + sizes[2 * size + 1]
        found.sizes[node, size] = n_classes
        if size < k:
            squares_failing += n_classes * size * size
            continue
        n_kept += n_classes
        if n_classes and size < largest:
            squares_kept += n_classes * size * size
            smallest = min(smallest, np.int64(size))
    for column in range(layout.bits.size):
        if layout.positions[column] < 0:
            continue
        start, leaves = np.int64(layout.offsets[column]), layout.leaves_from[column, levels[column]]
        detail, entropy = np.int64(0), 0.0
        for code in range(layout.widths[column, levels[column]]):
            records = mass[start + code]
            if records:
                detail += records * layout.leaves[leaves + code]
                entropy -= records * np.log2(np.float64(records) / suppressed)
        found.detail[node, layout.positions[column]] = detail
        found.entropy[node, layout.positions[column]] = entropy
    found.n_kept[node] = n_kept
    found.squares_kept[node] = squares_kept
    found.squares[node] = squares_kept + squares_failing
    found.smallest[node] = 0 if smallest == NOTHING else smallest
    found.suppressed[node] = suppressed
    found.known[node] = True


@compiled
def is_excluded(excluded: np.ndarray, layout: Layout, depth: int, levels: np.ndarray, prefix: int) -> bool:
    """Whether a prefix, or one a level more general, is known to have no node within the limit."""
    start, step = layout.prefix_from[depth] + prefix, np.int64(1)
    if excluded[start]:
        return True
    for column in range(depth, -1, -1):
        if levels[column] + 1 < layout.n_levels[column] and excluded[start + step]:
            return True
        step *= layout.n_levels[column]
    return False


@compiled
def inherit(figures: np.ndarray, depth: int, deeper: int) -> None:
    """Copy the figures of one depth to another."""
    for place in range(figures.shape[1]):
        figures[deeper, place] = figures[depth, place]


@compiled
def turn_rows(layout: Layout, room: Room, depth: int, level: int) -> np.int64:
    """Generalise the lowest field of the rows of a depth and move it to the top; the number of rows then."""
    keys, counts, n, bits = room.keys[depth], room.counts[depth], room.n[depth], layout.bits[depth]
    to_keys, to_counts, all_bits = room.turned_keys, room.turned_counts, layout.bits.sum()
    lookup = layout.lookup[layout.lookup_from[depth, level] :]
    if level == 0:
        rotate_rows(keys, counts, n, bits, all_bits, room.place, to_keys, to_counts)
        return n
    if layout.widths[depth, level] == 1:
        return generalise_rows(keys, counts, n, bits, lookup, bits, to_keys, to_counts)
    rows = generalise_rows(keys, counts, n, bits, lookup, np.uint64(0), room.merged_keys, room.merged_counts)
    rotate_rows(room.merged_keys, room.merged_counts, rows, bits, all_bits, room.place, to_keys, to_counts)
    return rows


@compiled
def fix_column(layout: Layout, room: Room, depth: int, level: int, k: int, limit: int, drop: bool) -> bool:
    """Make the rows of the next depth; whether some node below may be within the limit."""
    rows, deeper, below = turn_rows(layout, room, depth, level), depth + 1, room.below[depth]
    inherit(room.sizes, depth, deeper)
    inherit(room.large, depth, deeper)
    room.n[deeper], n_listed = sift_rows(
        room.turned_keys,
        room.turned_counts,
        rows,
        below,
        k,
        drop,
        room.sizes[deeper],
        room.large[deeper],
        room.listed,
        room.keys[deeper],
        room.counts[deeper],
    )
    lost = records_listed(room.turned_keys, room.turned_counts, below, room.listed, n_listed)
    room.lost[deeper] = room.lost[depth] + lost
    if room.lost[deeper] > limit:
        return False
    inherit(room.mass, depth, deeper)
    if level:
        lookup = layout.lookup[layout.lookup_from[depth, level] :]
        lift_mass(room.mass[deeper], np.int64(layout.offsets[depth]), lookup, layout.widths[depth, 0])
    note_runs(
        room.turned_keys,
        room.turned_counts,
        below,
        room.listed,
        n_listed,
        layout,
        depth,
        room.mass[deeper],
        drop,
        room.counts[deeper],
    )
    return True


@compiled
def evaluate_leaves(layout: Layout, room: Room, levels: np.ndarray, k: int, limit: int, found: Found) -> None:
    """Evaluate the nodes of all levels of the last column, the others being fixed."""
    final, leaf = layout.bits.size - 1, layout.bits.size
    keys, counts, rows, start = room.keys[final], room.counts[final], room.n[final], np.int64(layout.offsets[final])
    node = np.int64(0)
    for column in range(final):
        node += levels[column] * layout.strides[column]
    for level in range(layout.n_levels[final]):
        if level:
            lookup = layout.lookup[layout.lookup_from[final, level] :]
            rows = generalise_rows(keys, counts, rows, layout.bits[final], lookup, np.uint64(0), keys, counts)
            lift_mass(room.mass[final], start, lookup, layout.widths[final, level - 1])
        inherit(room.sizes, final, leaf)
        inherit(room.large, final, leaf)
        inherit(room.mass, final, leaf)
        n_listed = count_classes(counts, rows, k, room.sizes[leaf], room.large[leaf], room.listed)
        suppressed = room.lost[final]
        for entry in range(n_listed):
            row = room.listed[entry, 0]
            suppressed += counts[row]
            add_mass(
                keys[row],
                np.int64(counts[row]),
                layout.shifts[final - 1],
                layout.masks,
                layout.offsets,
                room.mass[leaf],
            )
        if suppressed <= limit:
            levels[final] = level
            at = node + level * layout.strides[final]
            close_node(found, at, room.sizes[leaf], room.large[leaf], suppressed, k, room.mass[leaf], levels, layout)


@compiled
def walk(
    layout: Layout,
    first: np.ndarray,
    last: np.ndarray,
    k: int,
    limit: int,
    drop: bool,
    excluded: np.ndarray,
    found: Found,
    room: Room,
    control: np.ndarray,
) -> None:
    """Evaluate every node whose levels of the first two columns are in a range, and that is within the limit.

    Args:
        layout: Of at least three columns.
        first: Levels of the first and second column to begin at; shape (2,).
        last: Levels to stop before; shape (2,).
        k: Classes of fewer records are suppressed.
        limit: Nodes that suppress more records are left out.
        drop: Whether classes below k need not be counted, only their records.
        excluded: For each prefix, whether no node below it is within the limit; uint8. Read and written.
        found: Written for the nodes that are evaluated.
        room: From :func:`make_room`.
        control: [stop where this is not 0, nodes evaluated or left out]; int64. Read and written.
    """
    n_columns = layout.bits.size
    final, pruned = n_columns - 1, limit < room.counts[0].sum()
    levels, prefix = np.zeros(n_columns, np.int64), np.zeros(n_columns, np.int64)
    depth, levels[0] = np.int64(0), last[0]
    while depth >= 0:
        levels[depth] -= 1
        if levels[depth] < (first[depth] if depth < 2 else 0) or control[0]:
            depth -= 1
            continue
        prefix[depth] = (prefix[depth - 1] if depth else 0) * layout.n_levels[depth] + levels[depth]
        hopeless = pruned and is_excluded(excluded, layout, depth, levels, prefix[depth])
        if hopeless or not fix_column(layout, room, depth, levels[depth], k, limit, drop):
            excluded[layout.prefix_from[depth] + prefix[depth]] = 1
            control[1] += room.n_below[depth]
        elif depth + 1 < final:
            depth += 1
            levels[depth] = last[1] if depth == 1 else layout.n_levels[depth]
        else:
            evaluate_leaves(layout, room, levels, k, limit, found)
            control[1] += layout.n_levels[final]

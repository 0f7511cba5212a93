"""The compiled loops over sets of columns: arrays in, arrays out.

A set of columns is a mask of bits. Rows that are alike on a set form a *crowd* and lie side by side; one more column splits
every crowd. A row that is alone stays alone on every larger set and leaves the walk, so that what is left shrinks with
every column. Sets are visited in ascending order of their masks: this walks a tree in which the parent of a set is the set
without its lowest bit, and every set comes after all its subsets.

A row is a word: its number shifted by ``NUMBER``, with the bits ``LAST`` (of its crowd) and ``WATCHED``.

Sources: Y. Huhtala, J. Kärkkäinen, P. Porkka, H. Toivonen, "TANE", The Computer Journal 42(2), 1999 (stripped partitions);
A. M. Manning, D. J. Haglin, J. A. Keane, "A recursive search algorithm for statistical disclosure assessment", Data Mining
and Knowledge Discovery 16:165–196, 2008, doi:10.1007/s10618-007-0078-6 (minimal sample uniques, SUDA2).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.kernels import compiled, ones

WATCHED, LAST, NUMBER = 1, 2, 2
ALONE, UNWATCHED = -1, -2
ONE_ROW = 4
"""Below it, what ``Scratch.seen`` holds stands for a single row."""
ROOM = 1 << 12
MOST_FOUND = 1 << 27
"""Minimal sets that are kept, at most: 12 bytes each."""
FULL = 2
"""What ``control`` is set to when there are more."""


class Scratch(NamedTuple):
    """Memory that splitting writes to.

    Attributes:
        seen: For each code, twice its rows in the crowd, and 1 more if one of them is watched; zeros between crowds.
        place: For each code, where its next row goes.
        held: The codes of the crowd.
        own: The code of each row of the crowd.
        alone: The rows that are in no crowd any more.
    """

    seen: np.ndarray
    place: np.ndarray
    held: np.ndarray
    own: np.ndarray
    alone: np.ndarray


@compiled
def scratch(codes: np.ndarray, width: int) -> Scratch:
    """Make room for splitting the rows of ``codes``, which are below ``width``."""
    n_rows = codes.shape[1]
    return Scratch(
        np.zeros(width, np.int32),
        np.empty(width, np.int32),
        np.empty(width, codes.dtype),
        np.empty(n_rows, codes.dtype),
        np.empty(n_rows, np.int32),
    )


@compiled
def one_crowd(watched: np.ndarray, rows: np.ndarray) -> None:
    """Write all rows as one crowd, alike on the empty set."""
    for row in range(watched.size):
        rows[row] = (row << NUMBER) | np.int32(watched[row])
    rows[watched.size - 1] |= LAST


@compiled
def split(
    rows: np.ndarray, codes: np.ndarray, scratch: Scratch, only_watched: bool, out: np.ndarray
) -> tuple[int, int]:
    """Split crowds by one more column.

    Args:
        rows: The rows, crowd by crowd; int32.
        codes: Code of each row, by its number.
        only_watched: Whether to leave out crowds without a watched row.
        out: Where to write the crowds.

    Returns:
        The number of rows in crowds, and of rows that are alone now, which are in ``scratch.alone``.
    """
    n_kept, n_alone, start, alone = 0, 0, 0, scratch.alone
    while start < rows.size:
        first = rows[start]
        if first & LAST:
            alone[n_alone] = first
            n_alone, start = n_alone + 1, start + 1
            continue
        second = rows[start + 1]
        if not second & LAST:
            end, n_held = tally(rows, start, codes, scratch)
            n_kept = reserve(n_held, scratch, only_watched, n_kept)
            n_alone = distribute(rows[start:end], n_held, scratch, out, n_alone)
            start = end
            continue
        if codes[first >> NUMBER] == codes[second >> NUMBER]:
            out[n_kept], out[n_kept + 1] = first, second
            n_kept += 2
        else:
            alone[n_alone], alone[n_alone + 1] = first, second
            n_alone += 2
        start += 2
    return n_kept, n_alone


@compiled
def tally(rows: np.ndarray, start: int, codes: np.ndarray, scratch: Scratch) -> tuple[int, int]:
    """Count the codes of the crowd that begins at ``start``: where it ends, and how many codes it holds."""
    seen, held, own = scratch.seen, scratch.held, scratch.own
    end, n_held, word = start, 0, np.int32(0)
    while not word & LAST:
        word = rows[end]
        code = codes[word >> NUMBER]
        if seen[code] == 0:
            held[n_held] = code
            n_held += 1
        seen[code] = (seen[code] + 2) | (word & WATCHED)
        own[end - start] = code
        end += 1
    return end, n_held


@compiled
def reserve(n_held: int, scratch: Scratch, only_watched: bool, n_kept: int) -> int:
    """Give each code of a crowd its place after ``n_kept`` rows, unless its rows leave; the rows kept with them."""
    seen, place = scratch.seen, scratch.place
    for i in range(n_held):
        code = scratch.held[i]
        if seen[code] < ONE_ROW:
            place[code] = ALONE
        elif only_watched and not seen[code] & WATCHED:
            place[code] = UNWATCHED
        else:
            place[code] = n_kept
            n_kept += seen[code] >> 1
        seen[code] = 0
    return n_kept


@compiled
def distribute(rows: np.ndarray, n_held: int, scratch: Scratch, out: np.ndarray, n_alone: int) -> int:
    """Write the rows of a crowd to their places, the rest after ``n_alone`` others in ``scratch.alone``; how many are there."""
    place, held, own = scratch.place, scratch.held, scratch.own
    for i in range(rows.size):
        to = place[own[i]]
        if to >= 0:
            out[to] = rows[i] & ~LAST
            place[own[i]] = to + 1
        elif to == ALONE:
            scratch.alone[n_alone] = rows[i]
            n_alone += 1
    for i in range(n_held):
        if place[held[i]] >= 0:
            out[place[held[i]] - 1] |= LAST
    return n_alone


@compiled
def lowest(mask: int) -> int:
    """The position of the lowest bit that is set."""
    return int(ones(np.uint64((mask & -mask) - 1)))


@compiled
def minimal_uniques(
    codes: np.ndarray, watched: np.ndarray, masks: np.ndarray, width: int, control: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Find the minimal sets of columns on which each watched row is alone.

    Args:
        codes: Each below ``width``; shape (n_columns, n_rows).
        watched: Which rows to look at; boolean, shape (n_rows,).
        masks: The sets to look at, ascending, with each also the set without its lowest bit; int32, shape (n_sets,).
        control: [stop when this is not 0, sets done]; int64. Set to ``FULL`` where more than ``MOST_FOUND`` are found.

    Returns:
        Where the sets of each row begin, int64, shape (n_rows + 1,), and the masks of all sets found, row by row, int32.
    """
    n_columns, n_rows = codes.shape
    room, rows, lengths = (
        scratch(codes, width),
        np.empty((n_columns + 1, n_rows), np.int32),
        np.zeros(n_columns + 1, np.int64),
    )
    one_crowd(watched, rows[0])
    lengths[0], n_found = n_rows, 0
    latest = np.full(n_rows, -1, np.int32)
    earlier, found = np.empty(ROOM, np.int32), np.empty(ROOM, np.int32)
    for done in range(masks.size):
        if control[0]:
            break
        control[1], mask = done, masks[done]
        depth = ones(np.uint64(mask))
        before = rows[depth - 1, : lengths[depth - 1]]
        lengths[depth], n_alone = split(before, codes[lowest(mask)], room, True, rows[depth])
        for i in range(n_alone):
            row, known = room.alone[i] >> NUMBER, -1
            if room.alone[i] & WATCHED:
                known = latest[row]
                while known >= 0 and found[known] & ~mask:
                    known = earlier[known]
                if known < 0 and n_found == MOST_FOUND:
                    control[0] = FULL
                elif known < 0:
                    if n_found == found.size:
                        earlier, found = with_more_room(earlier), with_more_room(found)
                    earlier[n_found], found[n_found] = latest[row], mask
                    latest[row] = n_found
                    n_found += 1
    return row_by_row(latest, earlier, found[:n_found])


@compiled
def with_more_room(own: np.ndarray) -> np.ndarray:
    """The same array, with room for as much again."""
    more = np.empty(2 * own.size, own.dtype)
    more[: own.size] = own
    return more


@compiled
def row_by_row(latest: np.ndarray, earlier: np.ndarray, found: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Follow the list of each row from its latest entry to its first, and write the lists one after the other."""
    starts, listed, n_listed = np.empty(latest.size + 1, np.int64), np.empty(found.size, np.int32), 0
    for row in range(latest.size):
        starts[row] = n_listed
        entry = latest[row]
        while entry >= 0:
            listed[n_listed] = found[entry]
            n_listed += 1
            entry = earlier[entry]
    starts[latest.size] = n_listed
    return starts, listed


@compiled
def crowd_sizes(
    codes: np.ndarray, counts: np.ndarray, masks: np.ndarray, width: int, control: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Group rows by sets of columns, and summarise the sizes of the groups.

    Args:
        codes: Each below ``width``; shape (n_columns, n_rows).
        counts: Records of each row; int64, shape (n_rows,).
        masks: The sets, ascending; int32, shape (n_sets,).
        control: [stop when this is not 0, sets done]; int64.

    Returns:
        For each set its groups, its groups of one record, and its ordered pairs of alike records; int64 each.
    """
    n_columns, n_rows = codes.shape
    room, rows, lengths = (
        scratch(codes, width),
        np.empty((n_columns + 1, n_rows), np.int32),
        np.zeros(n_columns + 1, np.int64),
    )
    one_crowd(np.zeros(n_rows, np.bool_), rows[0])
    lengths[0], depth, path = n_rows, 0, np.zeros(n_columns + 1, np.int64)
    left = np.zeros((n_columns + 1, 3), np.int64)
    totals = np.zeros((3, masks.size), np.int64)
    for done in range(masks.size):
        if control[0]:
            break
        control[1], mask = done, masks[done]
        while path[depth] and mask >> lowest(path[depth]) != path[depth] >> lowest(path[depth]):
            depth -= 1
        for column in range(n_columns - 1, -1, -1):
            if not (mask & ~path[depth]) >> column & 1:
                continue
            before = rows[depth, : lengths[depth]]
            lengths[depth + 1], n_alone = split(before, codes[column], room, False, rows[depth + 1])
            path[depth + 1], left[depth + 1] = path[depth] | (1 << column), left[depth]
            depth += 1
            for i in range(n_alone):
                add(counts[room.alone[i] >> NUMBER], left[depth])
        total, size = left[depth].copy(), 0
        for i in range(lengths[depth]):
            size += counts[rows[depth, i] >> NUMBER]
            if rows[depth, i] & LAST:
                add(size, total)
                size = 0
        totals[:, done] = total
    return totals[0], totals[1], totals[2]


@compiled
def add(size: int, total: np.ndarray) -> None:
    """Count one more group of some records in [groups, groups of one record, ordered pairs of alike records]."""
    total[0] += 1
    total[1] += size == 1
    total[2] += size * (size - 1)

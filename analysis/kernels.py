"""The compiled loops: arrays in, arrays out. No other module imports numba.

Machine code is kept beside this file, or in the user's cache directory where that cannot be written, and loaded at the
next start. It holds no data. Where nothing can be written, every start compiles anew.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numba import njit

RADIX_BITS = 8
"""Bits that one pass of a radix sort orders by: few enough that each of its heaps keeps a page in the address cache."""

_warming: list[int] = []
"""The thread that is compiling or loading the kernels ahead of their use, if any."""


@contextmanager
def warming() -> Iterator[None]:
    """While this lasts, threads other than this one find :func:`ready` false instead of waiting for the compiler."""
    _warming.append(threading.get_ident())
    try:
        yield
    finally:
        _warming.pop()


def ready() -> bool:
    """Whether a call of a kernel starts at once. Where it is false and there is another way, take that."""
    return not _warming or _warming[-1] == threading.get_ident()


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile at the first call, to run without Python's lock, and keep the machine code where that can be written."""
    try:
        return njit(cache=True, nogil=True)(function)
    except RuntimeError:
        return njit(nogil=True)(function)


@compiled
def translate(
    keys: np.ndarray, shifts: np.ndarray, masks: np.ndarray, starts: np.ndarray, tables: np.ndarray
) -> np.ndarray:
    """Sum what each bit field of a key stands for in its lookup table.

    Args:
        keys: uint64; shape (n,).
        shifts, masks: Where each field lies; uint64, shape (n_fields,).
        starts: Where the table of each field begins in ``tables``; int64, shape (n_fields,).
        tables: The lookup tables one after the other; uint64.

    Returns:
        uint64; shape (n,).
    """
    result = np.empty(keys.size, np.uint64)
    for row in range(keys.size):
        key, total = keys[row], np.uint64(0)
        for field in range(shifts.size):
            total += tables[starts[field] + np.int64((key >> shifts[field]) & masks[field])]
        result[row] = total
    return result


@compiled
def ones(word: np.uint64) -> np.int32:
    """Number of bits that are set."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int32((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled
def number_by_bitmap(keys: np.ndarray, space: int) -> tuple[np.ndarray, np.ndarray]:
    """Number the distinct keys in ascending order, with one bit for every possible key.

    Args:
        keys: uint64, each below ``space``; shape (n,).

    Returns:
        The number of each row's key, int32, shape (n,), and the distinct keys, uint64.
    """
    one, six, low = np.uint64(1), np.uint64(6), np.uint64(63)
    words = np.zeros((space >> 6) + 1, np.uint64)
    for row in range(keys.size):
        words[keys[row] >> six] |= one << (keys[row] & low)
    before = np.empty(words.size, np.int32)
    n_distinct = 0
    for place in range(words.size):
        before[place] = n_distinct
        if words[place]:
            n_distinct += ones(words[place])
    number = np.empty(keys.size, np.int32)
    for row in range(keys.size):
        place = keys[row] >> six
        number[row] = before[place] + ones(words[place] & ((one << (keys[row] & low)) - one))
    distinct = np.empty(n_distinct, np.uint64)
    found = 0
    for word in range(words.size):
        left = words[word]
        while left:
            lowest = left & (~left + one)
            distinct[found] = (np.uint64(word) << six) | np.uint64(ones(lowest - one))
            left ^= lowest
            found += 1
    return number, distinct


@compiled
def sort_with_rows(keys: np.ndarray, n_bits: int) -> tuple[np.ndarray, np.ndarray]:
    """Sort keys by their lowest ``n_bits`` bits, equal keys in row order.

    Returns:
        The sorted keys, uint64, and the row each came from, int32.
    """
    n, digit = keys.size, np.uint64((1 << RADIX_BITS) - 1)
    a, b = keys.copy(), np.empty(keys.size, np.uint64)
    row_a, row_b = np.arange(n).astype(np.int32), np.empty(n, np.int32)
    place = np.empty(1 << RADIX_BITS, np.uint64)
    for low in range(0, n_bits, RADIX_BITS):
        shift = np.uint64(low)
        if not count_digits(a, shift, digit, place):
            continue
        for i in range(n):
            value = (a[i] >> shift) & digit
            to = place[value]
            place[value] = to + np.uint64(1)
            b[to], row_b[to] = a[i], row_a[i]
        a, b = b, a
        row_a, row_b = row_b, row_a
    return a, row_a


@compiled
def count_digits(keys: np.ndarray, shift: np.uint64, digit: np.uint64, place: np.ndarray) -> bool:
    """Find where the keys of each digit begin once sorted by it; whether there are several digits."""
    place[:] = 0
    for i in range(keys.size):
        place[(keys[i] >> shift) & digit] += np.uint64(1)
    total, most = np.uint64(0), np.uint64(0)
    for value in range(place.size):
        count = place[value]
        place[value] = total
        total += count
        most = max(most, count)
    return bool(most < np.uint64(keys.size))


@compiled
def number_by_sorting(keys: np.ndarray, n_bits: int, row_bits: int) -> tuple[np.ndarray, np.ndarray]:
    """Number the distinct keys in ascending order, by sorting them with their rows in the same word.

    Args:
        keys: uint64, each below ``2 ** n_bits``; shape (n,).
        n_bits: With ``row_bits`` at most 64.
        row_bits: Bits of the number of a row.

    Returns:
        The number of each row's key, int32, shape (n,), and the distinct keys, uint64.
    """
    n, digit, up = keys.size, np.uint64((1 << RADIX_BITS) - 1), np.uint64(row_bits)
    a, b = np.empty(n, np.uint64), np.empty(n, np.uint64)
    for row in range(n):
        a[row] = (keys[row] << up) | np.uint64(row)
    place = np.empty(1 << RADIX_BITS, np.uint64)
    for low in range(row_bits, row_bits + n_bits, RADIX_BITS):
        shift = np.uint64(low)
        if not count_digits(a, shift, digit, place):
            continue
        for i in range(n):
            value = (a[i] >> shift) & digit
            to = place[value]
            place[value] = to + np.uint64(1)
            b[to] = a[i]
        a, b = b, a
    number, distinct = np.empty(n, np.int32), np.empty(n, np.uint64)
    last, row_mask, held = np.uint64(0), (np.uint64(1) << up) - np.uint64(1), a[0] >> up
    for i in range(n):
        key = a[i] >> up
        last += np.uint64(key != held)
        held = key
        distinct[last] = key
        number[a[i] & row_mask] = np.int32(last)
    return number, distinct[: np.int64(last) + 1].copy()


@compiled
def number_sorted(ordered: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Number the distinct keys of a sorted list.

    Args:
        ordered: Sorted keys; uint64, shape (n,).
        rows: The row each came from; int32, shape (n,).

    Returns:
        The number of each row's key, int32, shape (n,), and the distinct keys, uint64.
    """
    number, distinct = np.empty(ordered.size, np.int32), np.empty(ordered.size, np.uint64)
    last, held = np.uint64(0), ordered[0]
    for i in range(ordered.size):
        last += np.uint64(ordered[i] != held)
        held = ordered[i]
        distinct[last] = held
        number[rows[i]] = np.int32(last)
    return number, distinct[: np.int64(last) + 1].copy()


@compiled
def total_by_number(number: np.ndarray, counts: np.ndarray, n_numbers: np.int64) -> np.ndarray:
    """Sum ``counts`` (int64) over the rows that share a number (int32); int64, shape (n_numbers,)."""
    totals = np.zeros(n_numbers, np.int64)
    for row in range(number.size):
        totals[number[row]] += counts[row]
    return totals

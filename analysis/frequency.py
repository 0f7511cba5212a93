"""The frequency table: the distinct combinations of quasi-identifiers, and how many records hold each.

Records are summarised once. Every measure is then a function of this summary, however many records stand behind it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from analysis import kernels
from analysis.encoding import EncodedColumn
from analysis.errors import NotComputable, RecodingError

KEY_BITS = 64
BITMAP_UP_TO = 1 << 16
BITMAP_PER_ROW = 256
"""Key spaces of at most so many keys, or so many for each row, are numbered with one bit a key instead of sorted."""
LOOKUP_BITS = 12
"""Adjacent columns are looked up together as long as their fields have so few bits that the table stays in cache."""


class KeyedCodes(Sequence[np.ndarray]):
    """The codes of several columns, packed in one key per row and unpacked column by column when asked for."""

    def __init__(self, keys: np.ndarray, widths: Sequence[int]) -> None:
        self._keys, self._widths = keys, tuple(widths)
        self._unpacked: dict[int, np.ndarray] = {}

    def __len__(self) -> int:
        return len(self._widths)

    def __getitem__(self, position: int) -> np.ndarray:  # type: ignore[override]
        """Codes of one column, dtype uint32; shape (n_rows,)."""
        position = range(len(self))[position]
        if position not in self._unpacked:
            self._unpacked[position] = self._unpack(position)
        return self._unpacked[position]

    def __iter__(self) -> Iterator[np.ndarray]:
        return (self[position] for position in range(len(self)))

    def take(self, rows: np.ndarray) -> KeyedCodes:
        """The codes of some rows only (positions or a mask)."""
        return KeyedCodes(self._keys[rows], self._widths)

    def _unpack(self, position: int) -> np.ndarray:
        keys, width = self._keys, np.uint64(self._widths[position])
        if width == 1:
            return np.zeros(len(keys), dtype=np.uint32)
        keys = keys // np.uint64(math.prod(self._widths[position + 1 :]))
        return (keys - keys // width * width).astype(np.uint32)


@dataclass(frozen=True, eq=False)
class EquivalenceClasses:
    """Records that share their values on all quasi-identifiers, at given levels.

    Attributes:
        levels: Level of each quasi-identifier.
        sizes: Records in each class, all at least 1; shape (n_classes,), dtype int64.
        codes: Code of each class at its level; one array of shape (n_classes,) per quasi-identifier.
        class_of_tuple: Class of each row of the frequency table, -1 where it is in none; shape (n_tuples,).
    """

    levels: tuple[int, ...]
    sizes: np.ndarray
    codes: Sequence[np.ndarray]
    class_of_tuple: np.ndarray

    @property
    def n_records(self) -> int:
        """Number of records in all classes."""
        return int(self.sizes.sum())

    def codes_of(self, classes: np.ndarray) -> Sequence[np.ndarray]:
        """Codes of some classes only (positions or a mask); one array per quasi-identifier."""
        if isinstance(self.codes, KeyedCodes):
            return self.codes.take(classes)
        return tuple(own[classes] for own in self.codes)

    def only(self, kept: np.ndarray) -> EquivalenceClasses:
        """Some classes only, in the same order.

        Args:
            kept: Which; boolean, shape (n_classes,).
        """
        number = np.where(kept, np.cumsum(kept, dtype=np.int32) - 1, -1).astype(np.int32)
        return EquivalenceClasses(self.levels, self.sizes[kept], self.codes_of(kept), number[self.class_of_tuple])


@dataclass(frozen=True, eq=False)
class FrequencyTable:
    """Distinct combinations of the quasi-identifiers at level 0, in ascending order of their codes.

    Make one with :func:`collapse`.

    Attributes:
        columns: The quasi-identifiers, encoded.
        codes: Level-0 codes of each distinct combination; one array of shape (n_tuples,) per quasi-identifier.
        counts: Records that hold each combination; shape (n_tuples,), dtype int64.
        tuple_of_record: Row of this table for each record, in record order; shape (n_records,).
    """

    columns: tuple[EncodedColumn, ...]
    codes: tuple[np.ndarray, ...]
    counts: np.ndarray
    tuple_of_record: np.ndarray
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", tuple(column.name for column in self.columns))

    @property
    def n_records(self) -> int:
        """Number of records."""
        return len(self.tuple_of_record)

    @property
    def base(self) -> tuple[int, ...]:
        """The levels that change nothing."""
        return (0,) * len(self.columns)

    @property
    def key_bits(self) -> int:
        """Bits that all the codes of level 0 need side by side."""
        return sum(_bits(column.width(0)) for column in self.columns)

    @cached_property
    def keys(self) -> np.ndarray:
        """Codes of level 0 side by side, each in a field of the bits it needs, the first column's the highest.

        Returns:
            Ascending; shape (n_tuples,), dtype uint64. Only where ``key_bits`` is at most ``KEY_BITS``.
        """
        return _pack(self.codes, [1 << _bits(column.width(0)) for column in self.columns])[0]

    @cached_property
    def widest_first(self) -> tuple[int, ...]:
        """Positions of the quasi-identifiers, those of most codes first."""
        return tuple(sorted(range(len(self.columns)), key=lambda position: -self.columns[position].width(0)))

    @cached_property
    def rows_widest_last(self) -> tuple[np.ndarray, np.ndarray]:
        """Rows sorted by their columns from the narrowest to the widest, for the search over all levels.

        Returns:
            Keys as ``keys``, the widest column in the lowest field, ascending, dtype uint64; records of each, int32.
        """
        narrowest_first = self.widest_first[::-1]
        widths = [1 << _bits(self.columns[position].width(0)) for position in narrowest_first]
        keys, _ = _pack([self.codes[position] for position in narrowest_first], widths)
        ordered, rows = kernels.sort_with_rows(keys, self.key_bits)
        return ordered, self.counts[rows].astype(np.int32)

    @cached_property
    def marginals(self) -> tuple[np.ndarray, ...]:
        """Records that hold each code of level 0; one array of shape (n_codes,) per quasi-identifier, dtype int64."""
        return tuple(
            np.bincount(own, weights=self.counts, minlength=column.width(0)).astype(np.int64)
            for column, own in zip(self.columns, self.codes, strict=True)
        )

    def marginal(self, position: int, level: int) -> np.ndarray:
        """Records that hold each label of one quasi-identifier at a level; shape (n_labels,), dtype int64."""
        column = self.columns[position]
        held = np.bincount(column.lookup[level], weights=self.marginals[position], minlength=column.width(level))
        return held.astype(np.int64)

    def classes(self, levels: Sequence[int] | None = None) -> EquivalenceClasses:
        """Group the combinations after generalising each quasi-identifier to its level.

        Args:
            levels: One per quasi-identifier; none generalised if absent.

        Raises:
            RecodingError: A level does not exist, or their number is not that of the quasi-identifiers.
        """
        levels = self.base if levels is None else tuple(int(level) for level in levels)
        self.check(levels)
        if levels == self.base:
            return EquivalenceClasses(levels, self.counts, self.codes, np.arange(len(self.counts), dtype=np.int32))
        number, n_classes, codes = self._group(range(len(levels)), levels)
        return EquivalenceClasses(levels, _totals(number, self.counts, n_classes), codes, number)

    def without(self, name: str) -> FrequencyTable:
        """The table of the other quasi-identifiers.

        Raises:
            NotComputable: There is no other.
        """
        kept = [position for position, own in enumerate(self.names) if own != name]
        if not kept:
            raise NotComputable("Without {column} no quasi-identifier is left.", column=name)
        return self._project(kept)

    def _project(self, kept: Sequence[int]) -> FrequencyTable:
        number, n_rows, codes = self._group(kept, self.base)
        counts = _totals(number, self.counts, n_rows)
        columns = tuple(self.columns[position] for position in kept)
        return FrequencyTable(columns, tuple(codes), counts, number[self.tuple_of_record])

    def _group(self, kept: Sequence[int], levels: tuple[int, ...]) -> tuple[np.ndarray, int, Sequence[np.ndarray]]:
        """Number the distinct combinations of some columns at their levels.

        Returns:
            The number of each row's combination, how many there are, and their codes.
        """
        widths = [self.columns[position].width(levels[position]) for position in kept]
        if self.key_bits > KEY_BITS or not kernels.ready():
            codes = [self.columns[position].lookup[levels[position]][self.codes[position]] for position in kept]
            number, first = group(codes, widths)
            return number, len(first), tuple(own[first] for own in codes)
        number, distinct = _number(self._keys_at(kept, levels, widths), math.prod(widths))
        return number, len(distinct), KeyedCodes(distinct, widths)

    def _keys_at(self, kept: Sequence[int], levels: tuple[int, ...], widths: Sequence[int]) -> np.ndarray:
        """Mixed-radix keys of some columns at their levels; shape (n_tuples,), dtype uint64."""
        digits = [np.zeros(1 << _bits(column.width(0)), dtype=np.uint64) for column in self.columns]
        stride = 1
        for position, width in zip(reversed(kept), reversed(widths), strict=True):
            if width > 1:
                lookup = self.columns[position].lookup[levels[position]]
                digits[position][: len(lookup)] = lookup.astype(np.uint64) * np.uint64(stride)
            stride *= width
        return kernels.translate(self.keys, *_lookup_tables(digits))

    def check(self, levels: tuple[int, ...]) -> None:
        """Make sure that levels exist.

        Raises:
            RecodingError: A level does not exist, or their number is not that of the quasi-identifiers.
        """
        if len(levels) != len(self.columns):
            raise RecodingError(
                "{given} levels for {expected} quasi-identifiers: give one for each.",
                given=len(levels),
                expected=len(self.columns),
            )
        for column, level in zip(self.columns, levels, strict=True):
            if not 0 <= level <= column.top:
                raise RecodingError(
                    "{column} has no level {level}: its levels are 0 to {top}.",
                    column=column.name,
                    level=level,
                    top=column.top,
                )


def collapse(columns: Sequence[EncodedColumn]) -> FrequencyTable:
    """Summarise records as a frequency table.

    Args:
        columns: The quasi-identifiers, encoded over the same records.

    Raises:
        NotComputable: There is no quasi-identifier, or no record.
    """
    if not columns:
        raise NotComputable("No quasi-identifier is chosen: choose at least one column that others may know.")
    if not len(columns[0].codes):
        raise NotComputable("There are no records.")
    codes, widths = [column.codes for column in columns], [column.width(0) for column in columns]
    if math.prod(widths) > 1 << KEY_BITS:
        number, first = group(codes, widths)
        return FrequencyTable(tuple(columns), tuple(own[first] for own in codes), np.bincount(number), number)
    number, distinct = _number(*_pack(codes, widths))
    return FrequencyTable(tuple(columns), tuple(KeyedCodes(distinct, widths)), np.bincount(number), number)


def group(codes: Sequence[np.ndarray], widths: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """Number the distinct combinations of codes in ascending order, the first column the most significant.

    Args:
        codes: One array of shape (n,) per column.
        widths: Number of codes in each column.

    Returns:
        The number of each row's combination, int32, shape (n,), and the position of one row of each, int32, shape
        (n_distinct,).
    """
    number, distinct = _number(*_pack(codes, widths))
    first = np.empty(len(distinct), dtype=np.int32)
    first[number] = np.arange(len(number), dtype=np.int32)
    return number, first


def _bits(width: int) -> int:
    return (width - 1).bit_length()


def _pack(codes: Sequence[np.ndarray], widths: Sequence[int]) -> tuple[np.ndarray, int]:
    """One key per row and how many keys there could be. A partial key that leaves no room is made dense first."""
    keys, space = np.zeros(len(codes[0]), dtype=np.uint64), 1
    for own, width in zip(codes, widths, strict=True):
        if space * width > 1 << KEY_BITS:
            number, distinct = _number(keys, space)
            keys, space = number.astype(np.uint64), len(distinct)
        keys *= np.uint64(width)
        keys += own.astype(np.uint64)
        space *= width
    return keys, space


def _number(keys: np.ndarray, space: int) -> tuple[np.ndarray, np.ndarray]:
    """Number the distinct keys, each below ``space``, in ascending order.

    Returns:
        The number of each row's key, int32, and the distinct keys.
    """
    if not kernels.ready() or not len(keys):
        distinct, number = np.unique(keys, return_inverse=True)
        return number.astype(np.int32), distinct
    if space <= max(BITMAP_UP_TO, BITMAP_PER_ROW * len(keys)):
        return kernels.number_by_bitmap(keys, space)
    key_bits, row_bits = (space - 1).bit_length(), len(keys).bit_length()
    if key_bits + row_bits <= KEY_BITS:
        return kernels.number_by_sorting(keys, key_bits, row_bits)
    return kernels.number_sorted(*kernels.sort_with_rows(keys, key_bits))


def _totals(number: np.ndarray, counts: np.ndarray, n_numbers: int) -> np.ndarray:
    if not kernels.ready():
        return np.bincount(number, weights=counts, minlength=n_numbers).astype(np.int64)
    return kernels.total_by_number(number, counts, n_numbers)


def _lookup_tables(digits: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Join the tables of adjacent fields as long as they stay small; see :func:`kernels.translate`.

    Args:
        digits: What each code of each column stands for; shape (2 ** bits,) each.
    """
    tables: list[np.ndarray] = []
    for own in reversed(digits):
        if tables and len(tables[-1]) * len(own) <= 1 << LOOKUP_BITS:
            tables[-1] = np.add.outer(own, tables[-1]).ravel()
        else:
            tables.append(own)
    lengths = np.array([len(table) for table in tables])
    bits = np.log2(lengths).astype(np.uint64)
    shifts = np.minimum(np.cumsum(bits, dtype=np.uint64) - bits, KEY_BITS - 1).astype(np.uint64)
    starts = np.cumsum(lengths) - lengths
    return shifts, (lengths - 1).astype(np.uint64), starts, np.concatenate(tables)

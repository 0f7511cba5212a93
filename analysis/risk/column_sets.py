"""Sets of columns as masks of bits, and the codes of columns laid out for :mod:`analysis.subset_kernels`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np


@dataclass(frozen=True, eq=False)
class Layout:
    """Codes of some columns, those of most codes last: the walk then leaves most rows behind early.

    Attributes:
        codes: Shape (n_columns, n_rows), the smallest unsigned type that holds them.
        width: All codes are below it.
        columns: The column that each row of ``codes``, and each bit of a mask, stands for.
    """

    codes: np.ndarray
    width: int
    columns: tuple[int, ...]

    @classmethod
    def of(cls, codes: Sequence[np.ndarray]) -> Layout:
        """Lay out codes of 0 and above; one array of shape (n_rows,) per column, at least one row."""
        widths = [int(own.max()) + 1 for own in codes]
        order = tuple(sorted(range(len(widths)), key=widths.__getitem__))
        dtype = np.uint16 if max(widths) <= 1 << 16 else np.uint32
        return cls(np.stack([codes[column].astype(dtype) for column in order]), max(widths), order)

    def translate(self, masks: np.ndarray) -> np.ndarray:
        """Masks of bits as they are here, as masks in which bit i is column i."""
        moved = np.zeros(len(masks), dtype=np.int32)
        for place, column in enumerate(self.columns):
            moved |= ((masks >> place) & 1).astype(np.int32) << column
        return moved


def masks_up_to(n_columns: int, size: int) -> np.ndarray:
    """Every set of at most so many columns, but the empty one, ascending; int32."""
    masks = np.arange(1, 1 << n_columns, dtype=np.int32)
    return masks[sizes_of(masks) <= size]


def sizes_of(masks: np.ndarray) -> np.ndarray:
    """Number of columns in each set; same shape."""
    return np.bitwise_count(masks)


def n_sets(n_columns: int, size: int) -> int:
    """Number of sets of at most so many columns, without the empty one."""
    return sum(comb(n_columns, own) for own in range(1, size + 1))


def members(mask: int) -> tuple[int, ...]:
    """The columns of a set."""
    return tuple(bit for bit in range(mask.bit_length()) if mask >> bit & 1)

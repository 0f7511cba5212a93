"""Columns as integer codes, with one lookup table per level of their hierarchy.

Codes are numbered in depth-first order of the hierarchy, so that generalising a column is a monotone map: records
sorted by a column stay sorted when it is generalised. The search over all levels rests on that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.dataset import Column, Dataset, natural_order
from analysis.hierarchies.hierarchy import Hierarchy


@dataclass(frozen=True, eq=False)
class EncodedColumn:
    """One quasi-identifier as codes. Values that no record holds have no code.

    A missing value is a value of its own (``None`` among the labels) until the level at which all values are one.

    Attributes:
        name: Name of the column.
        codes: Code of each record at level 0; shape (n_records,), dtype uint32.
        labels: For each level, the label of each code; arrays of shape (n_codes at that level,), dtype object.
        lookup: For each level, the code at that level of each code of level 0; shape (n_codes at level 0,), dtype uint32.
        leaves: For each level, the rows of the hierarchy below each code (values that no record holds count too).
        n_leaves: All rows of the hierarchy (one more for missing values where there are some).
    """

    name: str
    codes: np.ndarray
    labels: tuple[np.ndarray, ...]
    lookup: tuple[np.ndarray, ...]
    leaves: tuple[np.ndarray, ...]
    n_leaves: int

    @property
    def n_levels(self) -> int:
        """Number of levels, level 0 included."""
        return len(self.labels)

    @property
    def top(self) -> int:
        """The most general level."""
        return self.n_levels - 1

    def width(self, level: int) -> int:
        """Number of distinct labels at a level."""
        return len(self.labels[level])


def encode(dataset: Dataset, hierarchies: Mapping[str, Hierarchy], names: Sequence[str]) -> tuple[EncodedColumn, ...]:
    """Encode the quasi-identifiers of a dataset.

    Args:
        hierarchies: One for each of ``names``.
        names: The quasi-identifiers, in the order that every later array follows.

    Raises:
        HierarchyError: A hierarchy lacks a value of its column.
    """
    return tuple(encode_column(dataset[name], hierarchies[name]) for name in names)


def encode_column(column: Column, hierarchy: Hierarchy) -> EncodedColumn:
    """Encode one column by its hierarchy; see :func:`encode`."""
    hierarchy.check_covers(column)
    table, sort_key = _with_missing(column, hierarchy)
    rank = depth_first_order(table, sort_key)
    present = _present(column, hierarchy, len(table))[rank]
    order = np.cumsum(present) - 1
    labels, lookup, leaves = [], [], []
    for level in range(table.shape[1]):
        all_codes, all_labels = pd.factorize(table[rank, level], use_na_sentinel=False)
        kept = pd.unique(all_codes[present])
        position = np.zeros(len(all_labels), dtype=np.uint32)
        position[kept] = np.arange(len(kept), dtype=np.uint32)
        labels.append(_none_for_missing(np.asarray(all_labels, dtype=object)[kept]))
        lookup.append(position[all_codes[present]])
        leaves.append(np.bincount(all_codes, minlength=len(all_labels))[kept])
    code_of_row = np.empty(len(table), dtype=np.uint32)
    code_of_row[rank] = np.maximum(order, 0)
    row_of_value = np.append(pd.Index(hierarchy.values).get_indexer(column.values), len(table) - 1)
    return EncodedColumn(
        column.name, code_of_row[row_of_value][column.codes], tuple(labels), tuple(lookup), tuple(leaves), len(table)
    )


def _with_missing(column: Column, hierarchy: Hierarchy) -> tuple[np.ndarray, np.ndarray]:
    """The hierarchy's table with a row for missing values where there are some, and a key in the values' own order."""
    table, sort_key = hierarchy.table, natural_order(column, hierarchy.values)
    if column.n_missing == 0:
        return table, sort_key
    row = np.full((1, table.shape[1]), None, dtype=object)
    if hierarchy.has_root and table.shape[1] > 1:
        row[0, -1] = table[0, -1]
    return np.concatenate([table, row]), np.append(sort_key, sort_key.max(initial=-1) + 1)


def depth_first_order(table: np.ndarray, sort_key: np.ndarray) -> np.ndarray:
    """Rows of a hierarchy's table in depth-first order, siblings by their smallest value.

    Args:
        sort_key: Rank of each row's value in the order of its kind; shape (n_rows,).

    Returns:
        Positions of rows; shape (n_rows,).
    """
    natural = np.argsort(sort_key, kind="stable")
    by_level = [pd.factorize(table[natural, level], use_na_sentinel=False)[0] for level in range(table.shape[1])]
    return natural[np.lexsort(by_level)]


def _none_for_missing(labels: np.ndarray) -> np.ndarray:
    named = labels.copy()
    named[pd.isna(labels)] = None
    return named


def _present(column: Column, hierarchy: Hierarchy, n_rows: int) -> np.ndarray:
    present = np.zeros(n_rows, dtype=bool)
    present[pd.Index(hierarchy.values).get_indexer(column.values)] = True
    if n_rows > len(hierarchy.values):
        present[-1] = True
    return present

"""How the values of a sensitive attribute are spread over the classes: what every model below is computed from.

Only the values that a class holds are stored, so a million classes and thousands of diagnoses fit in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis.dataset import Column, natural_order
from analysis.encoding import encode_column
from analysis.frequency import EquivalenceClasses, FrequencyTable, group
from analysis.hierarchies.hierarchy import Hierarchy


@dataclass(frozen=True, eq=False)
class SensitiveAttribute:
    """A sensitive attribute counted over the rows of a frequency table. Make one with :func:`sensitive_attribute`.

    Attributes:
        name: Name of the column.
        labels: Its values in the order of their kind (numbers by size, dates by time, texts by alphabet), then None
            where values are missing: missing counts as one value; shape (n_values,), dtype object.
        totals: Records that hold each value, suppressed ones included; shape (n_values,), dtype int64.
        tuples: Row of the frequency table of each distinct (row, value) pair; shape (n_pairs,).
        values: Value of each pair, as a position in ``labels``; shape (n_pairs,).
        counts: Records of each pair; shape (n_pairs,), dtype int64.
        ancestors: For each level of its hierarchy below the root, level 0 first, the label of each value as a number;
            arrays of shape (n_values,); empty without a hierarchy.
    """

    name: str
    labels: np.ndarray
    totals: np.ndarray
    tuples: np.ndarray
    values: np.ndarray
    counts: np.ndarray
    ancestors: tuple[np.ndarray, ...] = ()

    @property
    def n_values(self) -> int:
        """Number of distinct values, missing included."""
        return len(self.labels)

    @cached_property
    def shares(self) -> np.ndarray:
        """Share of all records, 0 to 1, that hold each value; shape (n_values,)."""
        return self.totals / self.totals.sum()


@dataclass(frozen=True, eq=False)
class SensitiveHistogram:
    """For each class, how many of its records hold each value of a sensitive attribute.

    An entry is a value that a class holds. Entries are sorted by class, then by value. Make one with :func:`histogram`.

    Attributes:
        attribute: The attribute, with its distribution over all records.
        sizes: Records in each class; shape (n_classes,).
        starts: First entry of each class; shape (n_classes,).
        values: Value of each entry, as a position in ``attribute.labels``; shape (n_entries,).
        counts: Records of each entry; shape (n_entries,), dtype int64.
    """

    attribute: SensitiveAttribute
    sizes: np.ndarray
    starts: np.ndarray
    values: np.ndarray
    counts: np.ndarray

    @property
    def n_classes(self) -> int:
        """Number of classes."""
        return len(self.sizes)

    @cached_property
    def distinct(self) -> np.ndarray:
        """Number of distinct values in each class; shape (n_classes,)."""
        return np.diff(np.append(self.starts, len(self.values)))

    @cached_property
    def class_of_entry(self) -> np.ndarray:
        """Class of each entry; shape (n_entries,)."""
        return np.repeat(np.arange(self.n_classes), self.distinct)

    @cached_property
    def shares(self) -> np.ndarray:
        """Share of the records of its class, 0 to 1, that each entry stands for; shape (n_entries,)."""
        return self.counts / self.sizes[self.class_of_entry]

    @cached_property
    def expected(self) -> np.ndarray:
        """Share of all records, 0 to 1, that hold the value of each entry; shape (n_entries,)."""
        return self.attribute.shares[self.values]

    def sums(self, figures: np.ndarray) -> np.ndarray:
        """Sum a figure of every entry over each class; shape (n_classes,)."""
        return np.add.reduceat(figures, self.starts) if self.n_classes else figures[:0]

    def maxima(self, figures: np.ndarray) -> np.ndarray:
        """Largest of a figure of every entry in each class; shape (n_classes,)."""
        return np.maximum.reduceat(figures, self.starts) if self.n_classes else figures[:0]

    def dense(self) -> np.ndarray:
        """Counts of every value in every class, zeros included; shape (n_classes, n_values), dtype int64."""
        table = np.zeros((self.n_classes, self.attribute.n_values), dtype=np.int64)
        table[self.class_of_entry, self.values] = self.counts
        return table


def sensitive_attribute(
    table: FrequencyTable, column: Column, hierarchy: Hierarchy | None = None
) -> SensitiveAttribute:
    """Count a sensitive column over the rows of a frequency table; done once, whatever levels are tried later.

    Args:
        table: The records, by their quasi-identifiers.
        column: The sensitive column of the same records.
        hierarchy: What the hierarchical distance of t-closeness is measured in; None where it is not asked for.

    Raises:
        HierarchyError: The hierarchy lacks a value of the column.
    """
    rank = natural_order(column, column.values)
    order = np.argsort(rank)
    missing = np.full(int(column.n_missing > 0), None, dtype=object)
    labels = np.concatenate([column.values[order], missing])
    codes = np.append(rank, len(column.values))[column.codes]
    pair, first = group([table.tuple_of_record, codes], [len(table.counts), len(labels)])
    return SensitiveAttribute(
        name=column.name,
        labels=labels,
        totals=np.bincount(codes, minlength=len(labels)),
        tuples=table.tuple_of_record[first],
        values=codes[first],
        counts=np.bincount(pair, minlength=len(first)),
        ancestors=_ancestors(column, hierarchy, codes, len(labels)) if hierarchy is not None else (),
    )


def _ancestors(column: Column, hierarchy: Hierarchy, codes: np.ndarray, n_values: int) -> tuple[np.ndarray, ...]:
    encoded = encode_column(column, hierarchy)
    leaf = np.empty(n_values, dtype=np.int64)
    leaf[codes] = encoded.codes
    below_root = max(1, encoded.n_levels - 1) if hierarchy.has_root else encoded.n_levels
    return tuple(lookup[leaf] for lookup in encoded.lookup[:below_root])


def histogram(attribute: SensitiveAttribute, classes: EquivalenceClasses) -> SensitiveHistogram:
    """Count the values of a sensitive attribute in each class.

    Args:
        attribute: Counted over the frequency table that ``classes`` were made from.
        classes: All classes, or those that remain in the release.
    """
    class_of_pair = classes.class_of_tuple[attribute.tuples]
    released = class_of_pair >= 0
    class_of_pair, values = class_of_pair[released], attribute.values[released]
    if not len(values):
        return SensitiveHistogram(attribute, classes.sizes, np.empty(0, dtype=np.int64), values, attribute.counts[:0])
    entry, first = group([class_of_pair, values], [len(classes.sizes), attribute.n_values])
    counts = np.bincount(entry, weights=attribute.counts[released], minlength=len(first)).astype(np.int64)
    starts = np.searchsorted(class_of_pair[first], np.arange(len(classes.sizes)))
    return SensitiveHistogram(attribute, classes.sizes, starts, values[first], counts)

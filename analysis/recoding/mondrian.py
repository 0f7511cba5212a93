"""Local recoding: the same value may get one label here and another there, so that every label is as narrow as k allows.

Source: K. LeFevre, D. J. DeWitt, R. Ramakrishnan, "Mondrian multidimensional k-anonymity", ICDE 2006
(doi:10.1109/ICDE.2006.101). Numbers and dates are cut at the median; other columns as near to it as the labels of their
hierarchy allow, highest level first. The column that is cut first is the widest, as in the paper, but over the number
of levels of its hierarchy: on the census extract that everybody uses, this loses a fifth less.

Local recoding keeps more than global recoding and leaks more: narrow labels beside wide ones tell how the records were
grouped, which downcoding attacks use (A. Cohen, "Attacks on deidentification's defenses", USENIX Security 2022).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import accumulate

import numpy as np

from analysis.dataset import Column, Dataset, natural_order
from analysis.encoding import EncodedColumn
from analysis.errors import NotComputable, RecodingError
from analysis.frequency import EquivalenceClasses, FrequencyTable, collapse
from analysis.hierarchies.hierarchy import ROOT
from analysis.kinds import Kind
from analysis.partition_kernels import Coding, partition
from analysis.utility.loss import InformationLoss, information_loss


class Cuts(Enum):
    """Where regions may be cut."""

    STRICT = "strict"
    """Between values: records that are alike stay together."""
    RELAXED = "relaxed"
    """Through values too: numbers and dates are cut exactly at the median record, and labels may overlap."""


@dataclass(frozen=True)
class LocalRecoding:
    """The choices.

    Attributes:
        k: Fewest records of a class.
        cuts: Where regions may be cut.
    """

    k: int = 5
    cuts: Cuts = Cuts.STRICT

    def __post_init__(self) -> None:
        if self.k < 1:
            raise RecodingError("k is {k}: it must be at least 1.", k=self.k)


@dataclass(frozen=True, eq=False)
class LocallyRecoded:
    """What a local recoding does to the records. None is suppressed.

    Attributes:
        recoding: The choices.
        table: The records by their new labels, at the only level there is: every figure of a global recoding can be
            computed from it and from ``classes`` in the same way.
        classes: Records with the same labels in all quasi-identifiers, each of at least k.
        loss: What it costs in detail, comparable with the loss of a global recoding.
    """

    recoding: LocalRecoding
    table: FrequencyTable
    classes: EquivalenceClasses
    loss: InformationLoss


def recode_locally(dataset: Dataset, table: FrequencyTable, recoding: LocalRecoding) -> LocallyRecoded:
    """Cut the records into classes of at least k and label each by what its records have in common.

    Args:
        dataset: The records that the table was made of.
        table: The records, by their quasi-identifiers.

    Raises:
        NotComputable: There are fewer than k records.
    """
    if table.n_records < recoding.k:
        raise NotComputable(
            "There are {records} records: no class can have {k}. Choose a lower k.",
            records=table.n_records,
            k=recoding.k,
        )
    coding = _coding(dataset, table)
    strict = recoding.cuts is Cuts.STRICT
    rows, weights = _rows(table, strict)
    region_of_row, lows, highs = partition(rows, weights, coding, recoding.k, not strict)
    region = region_of_row[table.tuple_of_record] if strict else region_of_row
    columns = [
        _labelled(column, bool(own), region, low.astype(np.int64), high.astype(np.int64))
        for column, own, low, high in zip(table.columns, coding.ordered, lows.T, highs.T, strict=True)
    ]
    recoded = collapse(columns)
    classes = recoded.classes()
    kept = np.ones(len(classes.sizes), dtype=bool)
    return LocallyRecoded(recoding, recoded, classes, information_loss(recoded, classes, kept))


def generalise_locally(dataset: Dataset, recoded: LocallyRecoded) -> Dataset:
    """Replace the values of every quasi-identifier by their new labels."""
    new = {column.name: column for column in recoded.table.columns}
    return Dataset(dataset.name, tuple(_column(new[own.name]) if own.name in new else own for own in dataset))


def _column(encoded: EncodedColumn) -> Column:
    named = np.array([label is not None for label in encoded.labels[0]])
    position = np.where(named, np.cumsum(named) - 1, -1).astype(np.int32)
    return Column(encoded.name, Kind.TEXT, encoded.labels[0][named], position[encoded.codes])


def _rows(table: FrequencyTable, strict: bool) -> tuple[np.ndarray, np.ndarray]:
    """Codes and records of each distinct combination, or of each record where alike records may be parted."""
    narrow = all(column.width(0) <= 1 << 16 for column in table.columns)
    rows = np.empty((len(table.counts), len(table.columns)), dtype=np.uint16 if narrow else np.uint32)
    for place, codes in enumerate(table.codes):
        rows[:, place] = codes
    if strict:
        return rows, table.counts.astype(np.int64)
    return rows[table.tuple_of_record], np.ones(table.n_records, dtype=np.int64)


def _coding(dataset: Dataset, table: FrequencyTable) -> Coding:
    ancestors, shares = zip(*(_levels(column) for column in table.columns), strict=True)
    widths = np.array([column.width(0) for column in table.columns], dtype=np.int64)
    return Coding(
        ordered=np.array([_is_ordered(dataset[column.name], column) for column in table.columns]),
        missing=np.array([_missing(column) for column in table.columns], dtype=np.int64),
        widths=widths,
        depths=np.array([len(own) for own in ancestors], dtype=np.int64),
        starts=np.array([0, *accumulate(own.size for own in ancestors)][:-1], dtype=np.int64),
        ancestors=np.concatenate([own.ravel() for own in ancestors]),
        shares=np.concatenate([own.ravel() for own in shares]),
        reaches_from=np.array([0, *accumulate(widths + 1)][:-1], dtype=np.int64),
        reaches=np.concatenate([_reaches(*levels) for levels in zip(ancestors, shares, strict=True)]),
    )


def _levels(column: EncodedColumn) -> tuple[np.ndarray, np.ndarray]:
    """Label of each code at each level, and the share of the hierarchy it covers; the last level has a single label."""
    labels = [lookup.astype(np.int32) for lookup in column.lookup]
    shares = [leaves[lookup] / column.n_leaves for leaves, lookup in zip(column.leaves, column.lookup, strict=True)]
    if len(column.labels[-1]) > 1:
        labels.append(np.zeros(column.width(0), dtype=np.int32))
        shares.append(np.ones(column.width(0)))
    return np.stack(labels), np.stack(shares)


def _reaches(ancestors: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Share of the hierarchy before each code, then 1. Rows that no record holds count with the values beside them.

    Level by level from the root, what a label covers beyond its own parts is divided among these in proportion.
    """
    factor = 1 / shares[-1]
    for upper, lower, whole, part in zip(
        ancestors[:0:-1], ancestors[-2::-1], shares[:0:-1], shares[-2::-1], strict=True
    ):
        first = np.unique(lower, return_index=True)[1]
        held = np.bincount(upper[first], weights=part[first])
        factor = factor * (whole / held[upper])
    return np.append(0.0, np.cumsum(shares[0] * factor))


def _is_ordered(column: Column, encoded: EncodedColumn) -> bool:
    """Whether all values are numbers or dates, and their codes in their order: a range of codes is then one of values."""
    if column.kind.is_number:
        read = not np.isnan(column.numbers()).any()
    else:
        read = bool(column.date_format) and not column.dates().isna().any()
    if not read:
        return False
    values = encoded.labels[0]
    known = values[np.array([value is not None for value in values])]
    return bool((np.diff(natural_order(column, known)) > 0).all())


def _missing(column: EncodedColumn) -> int:
    return column.width(0) - 1 if column.labels[0][-1] is None else -1


def _labelled(
    column: EncodedColumn, is_ordered: bool, region: np.ndarray, lows: np.ndarray, highs: np.ndarray
) -> EncodedColumn:
    """The column with one label for each region. Regions whose labels read alike share one code."""
    ancestors, shares = _levels(column)
    level = np.argmax(ancestors[:, lows] == ancestors[:, highs], axis=0)
    share = shares[level, lows]
    kind = level * column.width(0) + ancestors[level, lows]
    if is_ordered:
        reaches = _reaches(ancestors, shares)
        is_range = (lows < highs) & (highs != _missing(column))
        share = np.where(is_range, np.minimum(share, reaches[highs + 1] - reaches[lows]), share)
        kind = np.where(is_range, -1 - (lows * column.width(0) + highs), kind)
    _, first, code_of_region = np.unique(kind, return_index=True, return_inverse=True)
    labels = [
        _label(column, int(low), int(high), int(own), bool(code < 0))
        for low, high, own, code in zip(lows[first], highs[first], level[first], kind[first], strict=True)
    ]
    names = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    number = np.array([names[label] for label in labels], dtype=np.uint32)
    leaves = np.zeros(len(names))
    np.maximum.at(leaves, number, share[first] * column.n_leaves)
    return EncodedColumn(
        name=column.name,
        codes=number[code_of_region][region],
        labels=(np.array([*names, None], dtype=object)[:-1],),
        lookup=(np.arange(len(names), dtype=np.uint32),),
        leaves=(leaves,),
        n_leaves=column.n_leaves,
    )


def _label(column: EncodedColumn, low: int, high: int, level: int, is_range: bool) -> str | None:
    """A value, a range of numbers or dates, or what values have in common."""
    values = column.labels[0]
    if is_range:
        return _range(str(values[low]), str(values[high]))
    return ROOT if level == column.n_levels else _text(column.labels[level][column.lookup[level][low]])


def _text(label: object) -> str | None:
    return None if label is None else str(label)


def _range(low: str, high: str) -> str:
    """``30–34``, and ``[low ; high]`` where a dash would read as a sign or as part of a date."""
    return f"{low}–{high}" if low.isdigit() and high.isdigit() else f"[{low} ; {high}]"

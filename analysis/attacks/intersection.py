"""The intersection attack: what this release and an earlier one give away together.

An attacker who knows a person's quasi-identifiers finds the class of the person in each release. What the person has is
among the sensitive values of both classes, so among those that they share, however large each class is.

Source: S. R. Ganta, S. P. Kasiviswanathan, A. Smith, "Composition attacks and auxiliary information in data privacy",
KDD 2008, section 3 (doi:10.1145/1401890.1401926).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.dataset import SHOWN_FROM, Column, Dataset
from analysis.encoding import EncodedColumn
from analysis.errors import NotComputable
from analysis.frequency import group
from analysis.recoding.generalise import Recoded
from analysis.wording import Sentence, sentence


@dataclass(frozen=True)
class Narrowed:
    """What crossing the releases teaches of one sensitive column.

    Attributes:
        column: Its name.
        n_records: Records of this release whose class in the earlier one is known, and shares a value with it.
        n_certain: Of these, records left with a single candidate value by both releases together.
        n_certain_alone: Of these, records that this release alone leaves with a single one.
        mean_shrinkage: Mean share, 0 to 1, of the candidate values of this release that the earlier one rules out;
            None where there is no such record.
    """

    column: str
    n_records: int
    n_certain: int
    n_certain_alone: int
    mean_shrinkage: float | None

    @property
    def n_newly_certain(self) -> int:
        """Records given away by crossing only."""
        return self.n_certain - self.n_certain_alone


@dataclass(frozen=True)
class LinkedCode:
    """A column of both releases that may tie their records together.

    Attributes:
        column: Its name.
        n_records: Records of this release with such a value.
        n_shared: Distinct values that occur in both, each held by fewer than ``SHOWN_FROM`` records of either.
    """

    column: str
    n_records: int
    n_shared: int


@dataclass(frozen=True)
class Crossing:
    """This release beside an earlier one.

    Attributes:
        levels: (quasi-identifier, level of its hierarchy at which the earlier release has it).
        n_records: Records of this release.
        n_located: Records whose class occurs in the earlier release too: the same people may be in both.
        n_narrowed_to_one: Records that are alone in their class of this release crossed with that of the earlier one.
        narrowed: One for each sensitive column of both.
        codes: The columns of both that may tie their records together.
        caveats: What was not compared.
    """

    levels: tuple[tuple[str, int], ...]
    n_records: int
    n_located: int
    n_narrowed_to_one: int
    narrowed: tuple[Narrowed, ...]
    codes: tuple[LinkedCode, ...]
    caveats: tuple[Sentence, ...]

    @property
    def n_linked(self) -> int:
        """Records given away by crossing, by the column that gives away most."""
        newly = [own.n_newly_certain for own in self.narrowed]
        return max([*newly, *(own.n_records for own in self.codes)], default=0)


def cross(
    dataset: Dataset, recoded: Recoded, earlier: Dataset, sensitive: Sequence[str], others: Sequence[str] = ()
) -> Crossing:
    """Cross a release with an earlier one of the same people.

    Args:
        dataset: The records that the release is made of.
        recoded: The release.
        earlier: The earlier release, its quasi-identifiers generalised by the same hierarchies to any level, each
            column to one of its own.
        sensitive: Sensitive columns of this release.
        others: The other columns of this release, which might tie records together.

    Raises:
        NotComputable: No quasi-identifier is in both, or this release has no record.
    """
    if not len(recoded.sizes):
        raise NotComputable("No record is left: there is nothing to compare.")
    common = {
        column.name: _level(column, earlier[column.name]) for column in recoded.table.columns if column.name in earlier
    }
    if not common:
        raise NotComputable(
            "The earlier release has none of the quasi-identifiers: name its columns as in the data ({columns}).",
            columns=", ".join(recoded.table.names),
        )
    now, before = _located(recoded, earlier, common)
    stays = recoded.kept[recoded.classes.class_of_tuple][recoded.table.tuple_of_record]
    place = np.where(stays, now[recoded.table.tuple_of_record], -1)
    own = recoded.classes.class_of_tuple[recoded.table.tuple_of_record]
    number, first = _pairs(own, place)
    return Crossing(
        levels=tuple(common.items()),
        n_records=int(stays.sum()),
        n_located=len(number),
        n_narrowed_to_one=int((np.bincount(number, minlength=len(first)) == 1).sum()),
        narrowed=tuple(
            _narrowed(dataset[name], earlier[name], own, place, before, stays) for name in sensitive if name in earlier
        ),
        codes=tuple(
            found for name in others if name in earlier and (found := _tied(dataset[name].take(stays), earlier[name]))
        ),
        caveats=_caveats(recoded, earlier, common, sensitive, before),
    )


def _level(column: EncodedColumn, released: Column) -> int:
    """The level whose labels are those of the most records of a release; the most general of several."""
    held = [
        int(released.counts[pd.Index(released.values).isin(column.labels[level])].sum())
        for level in range(column.n_levels)
    ]
    return int(max(range(column.n_levels), key=lambda level: (held[level], level)))


def _located(recoded: Recoded, earlier: Dataset, common: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """The class in the earlier release of each row of the table and of each record of that release; -1 where it has none."""
    mine, theirs = {}, {}
    for column, codes in zip(recoded.table.columns, recoded.table.codes, strict=True):
        if column.name in common:
            level = common[column.name]
            labels = earlier[column.name]
            position = pd.Index(labels.values).get_indexer(pd.Index(column.labels[level], dtype=object))
            position[[label is None for label in column.labels[level]]] = len(labels.values)
            mine[column.name] = position[column.lookup[level]][codes]
            theirs[column.name] = np.where(labels.codes < 0, len(labels.values), labels.codes)
    both = pd.concat([pd.DataFrame(theirs), pd.DataFrame(mine)], ignore_index=True)
    number = both.groupby(list(common), sort=False).ngroup().to_numpy()
    before, now = number[: earlier.n_records], number[earlier.n_records :]
    return np.where(now <= before.max(), now, -1), before


def _narrowed(
    column: Column, released: Column, own: np.ndarray, place: np.ndarray, before: np.ndarray, stays: np.ndarray
) -> Narrowed:
    """Compare the values of each record's class with those of its class in the earlier release, pair by pair."""
    values = pd.Index(column.values).append(pd.Index(released.values)).unique()
    here = _holds(own[stays], column.codes[stays], values.get_indexer(pd.Index(column.values)), len(values))
    there = _holds(before, released.codes, values.get_indexer(pd.Index(released.values)), len(values))
    number, first = _pairs(own, place)
    mine, theirs = own[place >= 0], place[place >= 0]
    shared = np.asarray(here[mine[first]].multiply(there[theirs[first]]).sum(axis=1)).ravel()[number]
    alone = np.asarray(here.sum(axis=1)).ravel()[mine]
    known = shared > 0
    return Narrowed(
        column.name,
        int(known.sum()),
        int((shared[known] == 1).sum()),
        int((alone[known] == 1).sum()),
        float(1 - (shared[known] / alone[known]).mean()) if known.any() else None,
    )


def _pairs(own: np.ndarray, place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Number the pairs of classes of the records that have both: each record's number, and one of the records of each."""
    mine, theirs = own[place >= 0], place[place >= 0]
    if not len(mine):
        return mine, mine
    return group([mine, theirs], [int(mine.max()) + 1, int(theirs.max()) + 1])


def _holds(classes: np.ndarray, codes: np.ndarray, position: np.ndarray, width: int) -> sparse.csr_matrix:
    """Which value occurs in which class; shape (n_classes, n_values)."""
    known = codes >= 0
    held = np.ones(int(known.sum()), dtype=np.int64)
    shape = (int(classes.max(initial=-1)) + 1, width)
    counts = sparse.csr_matrix((held, (classes[known], position[codes[known]])), shape=shape)
    counts.data[:] = 1
    return counts


def _tied(column: Column, released: Column) -> LinkedCode | None:
    """A column whose rare values occur in both releases; None where it ties none together."""
    position = pd.Index(column.values).get_indexer(pd.Index(released.values))
    rare = (position >= 0) & (released.counts < SHOWN_FROM)
    shared = position[rare]
    shared = shared[column.counts[shared] < SHOWN_FROM]
    return LinkedCode(column.name, int(column.counts[shared].sum()), len(shared)) if len(shared) else None


def _caveats(
    recoded: Recoded, earlier: Dataset, common: dict[str, int], sensitive: Sequence[str], before: np.ndarray
) -> tuple[Sentence, ...]:
    found = [
        sentence(
            "An attacker is taken to know who is in both releases. People who are in one only count as in both where a class "
            "fits them."
        )
    ]
    lacking = [name for name in recoded.table.names if name not in common]
    if lacking:
        found.append(sentence("Not in the earlier release: {columns}.", columns=", ".join(lacking)))
    unread = 0
    for column in recoded.table.columns:
        if column.name in common:
            released = earlier[column.name]
            fits = pd.Index(released.values).isin(column.labels[common[column.name]])
            unread = max(unread, int(released.counts[~fits].sum()))
    if unread:
        found.append(
            sentence(
                "Records of the earlier release with labels of another level or hierarchy, which cannot be compared: {count} of "
                "{total}.",
                count=unread, total=len(before),
            )
        )  # fmt: skip
    if not any(name in earlier for name in sensitive):
        found.append(sentence("No sensitive column is in both releases: what they give away together is not measured."))
    return tuple(found)

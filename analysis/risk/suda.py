"""Special uniques: the records that a few columns already single out, and which columns those are.

A *minimal sample unique* of a record is a set of columns on which it is unique while it is unique on no smaller part of the
set. The more of them a record has, and the smaller they are, the more it stands out.

Sources: A. M. Manning, D. J. Haglin, J. A. Keane, "A recursive search algorithm for statistical disclosure assessment", Data
Mining and Knowledge Discovery 16:165–196, 2008, doi:10.1007/s10618-007-0078-6 (SUDA2). The figures are those of ``suda2`` of
sdcMicro; what a set adds to a score is in :mod:`analysis.risk.suda_scores`.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analysis import subset_kernels
from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses
from analysis.risk.column_sets import Layout, masks_up_to, members, n_sets, sizes_of
from analysis.risk.suda_scores import DIS_FRACTION, Weighting, disclosure_risk
from analysis.search.running import Progress, no_progress, run_together
from analysis.wording import Sentence, sentence

MOST_COLUMNS = 15
"""Columns that are looked at, at most: beyond, their sets are too many."""


@dataclass(frozen=True, eq=False)
class SpecialUniques:
    """The records that stand out, and why. Higher scores are worse.

    Only a record that is unique on all columns together has a minimal sample unique. Records whose minimal sample uniques
    weigh nothing (only under ``Weighting.IHSN``, and only the whole set) are not among the scored.

    Attributes:
        names: The columns.
        largest_set: Columns of the largest sets that were looked at; the scores count no larger ones.
        classes: The equivalence class of each scored record; shape (n_scored,).
        scores: SUDA score of each; shape (n_scored,), above 0.
        starts: Where the minimal sample uniques of each scored record begin in ``sets``; shape (n_scored + 1,).
        sets: Minimal sample uniques, record by record; bit i stands for column i; int32.
        weights: What a set of each number of columns adds to a score; shape (n_columns + 1,).
        codes: Code of each scored record in each column; one array of shape (n_scored,) per column.
        records_in_pairs: Records in equivalence classes of two.
    """

    names: tuple[str, ...]
    largest_set: int
    classes: np.ndarray
    scores: np.ndarray
    starts: np.ndarray
    sets: np.ndarray
    weights: np.ndarray
    codes: tuple[np.ndarray, ...]
    records_in_pairs: int

    @property
    def is_complete(self) -> bool:
        """Whether sets of every size were looked at."""
        return self.largest_set == len(self.names)

    @cached_property
    def riskiest(self) -> np.ndarray:
        """Positions of the scored records, the highest score first."""
        return np.argsort(-self.scores, kind="stable")

    @cached_property
    def smallest(self) -> np.ndarray:
        """Number of columns of the smallest set that singles each scored record out; shape (n_scored,)."""
        if not len(self.scores):
            return np.zeros(0, dtype=np.uint8)
        return np.minimum.reduceat(sizes_of(self.sets), self.starts[:-1])

    def dis(self, fraction: float = DIS_FRACTION) -> np.ndarray:
        """DIS-SUDA score of each scored record: the chance that a match with it is right; 0 to 1, shape (n_scored,).

        Args:
            fraction: Share of the population, above 0, up to 1, that the records are taken for.

        Raises:
            NotComputable: The fraction is out of its range.
        """
        return disclosure_risk(self.scores, len(self.names), self.records_in_pairs, fraction)

    @property
    def dis_caveat(self) -> Sentence | None:
        """Why DIS says nothing here; None where it does."""
        if len(self.scores) and not self.records_in_pairs:
            return sentence(
                "DIS-SUDA takes every match to be right, because no class has exactly two records: it tells nothing here."
            )
        return None

    @cached_property
    def contributions(self) -> tuple[float, ...] | None:
        """Share of the total score, 0 to 1, that comes from sets with each column; None where nothing is scored.

        The shares add up to more than 1, because a set counts for each of its columns. sdcMicro's
        ``attribute_contributions`` as a share instead of a percentage.
        """
        if not len(self.scores):
            return None
        scored = (
            np.bincount(self.sets, minlength=1 << len(self.names))
            * self.weights[sizes_of(np.arange(1 << len(self.names)))]
        )
        masks = np.arange(len(scored))
        return tuple(float(scored[masks >> place & 1 == 1].sum() / scored.sum()) for place in range(len(self.names)))

    def value_contributions(self, column: int) -> np.ndarray:
        """Share, 0 to 1, of what sets with a column contribute that falls on the records of each of its codes.

        sdcMicro's ``attribute_level_contributions`` as a share; shape (n_codes,), up to the largest code of a scored record.

        Raises:
            NotComputable: The column is in no minimal sample unique.
        """
        holds = (self.sets >> column & 1) == 1
        if not holds.any():
            raise NotComputable(
                "{column} singles nobody out: it is in no minimal sample unique.", column=self.names[column]
            )
        records = np.repeat(np.arange(len(self.scores)), np.diff(self.starts))[holds]
        weights = self.weights[sizes_of(self.sets[holds])]
        by_code = np.bincount(self.codes[column][records], weights=weights)
        return by_code / by_code.sum()

    def contributions_of(self, scored: int) -> np.ndarray:
        """Share of the score of one scored record, 0 to 1, from sets with each column; shape (n_columns,).

        sdcMicro's ``contributionPercent``.
        """
        sets = self._sets_of(scored)
        holds = sets[:, None] >> np.arange(len(self.names)) & 1
        return self.weights[sizes_of(sets)] @ holds / self.scores[scored]

    def reasons(self, scored: int) -> tuple[tuple[int, ...], ...]:
        """The minimal sample uniques of one scored record, as positions of columns, the smallest first."""
        return tuple(sorted((members(int(mask)) for mask in self._sets_of(scored)), key=lambda own: (len(own), own)))

    def _sets_of(self, scored: int) -> np.ndarray:
        return self.sets[self.starts[scored] : self.starts[scored + 1]]


def special_uniques(
    names: Sequence[str],
    classes: EquivalenceClasses,
    largest_set: int | None = None,
    weighting: Weighting = Weighting.FACTORIAL,
    progress: Progress = no_progress,
    cancel: threading.Event | None = None,
) -> SpecialUniques:
    """Find every minimal sample unique, and score the records by them.

    Args:
        names: The columns of ``classes``.
        largest_set: Look at sets of no more columns than this; None for sets of every size.
        progress: Told how many sets of columns are done, and how many there are.
        cancel: Set it from another thread to stop.

    Raises:
        NotComputable: No record is left, or there are more than ``MOST_COLUMNS`` columns, a choice is out of its range, or
            there are too many minimal sample uniques.
        SearchCancelled: ``cancel`` was set.
    """
    largest = _check(names, classes, largest_set)
    layout, masks = Layout.of(classes.codes), masks_up_to(len(names), largest)
    watched, found = classes.sizes == 1, []

    def work(control: np.ndarray) -> None:
        found.append(subset_kernels.minimal_uniques(layout.codes, watched, masks, layout.width, control))
        if control[0] == subset_kernels.FULL:
            raise NotComputable(
                "There are more than {most} minimal sample uniques: look for smaller sets of columns.",
                most=subset_kernels.MOST_FOUND,
            )

    run_together([work], len(masks), progress, cancel)
    starts, sets = found[0]
    return _scored(tuple(names), classes, largest, weighting, starts, layout.translate(sets))


def largest_set_within(n_columns: int, n_rows: int, effort: int) -> int:
    """Size up to which sets can be looked at with some effort, in rows grouped; at least 1.

    Args:
        n_rows: Equivalence classes.
        effort: About 8 ns each.
    """
    fitting = [size for size in range(1, n_columns + 1) if n_sets(n_columns, size) * n_rows <= effort]
    return max(fitting, default=1)


def _check(names: Sequence[str], classes: EquivalenceClasses, largest_set: int | None) -> int:
    if len(names) > MOST_COLUMNS:
        raise NotComputable(
            "Special uniques are looked for among at most {most} columns, not {given}: leave some out.",
            most=MOST_COLUMNS,
            given=len(names),
        )
    if not len(classes.sizes):
        raise NotComputable("No record is left: nobody is special.")
    largest = len(names) if largest_set is None else largest_set
    if not 1 <= largest <= len(names):
        raise NotComputable(
            "Sets of 1 to {most} columns can be looked at, not of {given}.", most=len(names), given=largest
        )
    return largest


def _scored(
    names: tuple[str, ...],
    classes: EquivalenceClasses,
    largest: int,
    weighting: Weighting,
    starts: np.ndarray,
    sets: np.ndarray,
) -> SpecialUniques:
    """Score the classes by their sets; those that score nothing are left out, with their sets."""
    weights = np.array([0.0, *(weighting.weight(len(names), size) for size in range(1, len(names) + 1))])
    lengths, of_set = np.diff(starts), np.repeat(np.arange(len(classes.sizes)), np.diff(starts))
    scores = np.bincount(of_set, weights=weights[sizes_of(sets)], minlength=len(lengths))
    scored = np.flatnonzero(scores)
    codes = tuple(own for own in classes.codes_of(scored))
    return SpecialUniques(
        names,
        largest,
        scored,
        scores[scored],
        np.concatenate([[0], np.cumsum(lengths[scored])]),
        sets[(scores > 0)[of_set]],
        weights,
        codes,
        2 * int((classes.sizes == 2).sum()),
    )

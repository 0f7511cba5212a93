"""Unsafe cells of the tables that could be made of the data, and what empty and full cells give away.

Sources: A. Hundepool et al., "Statistical Disclosure Control", Wiley 2012, chapter 4 (unsafe cells) and chapter 5 (group
disclosure); the rules are in ``cell_rules``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from analysis.errors import RoleError
from analysis.frequency import group
from analysis.risk.cell_rules import CellRules, Reason
from analysis.risk.contributions import Contributions
from analysis.wording import sentence

MOST_WAYS = 3
"""Columns that a table may cross."""
TOLERANCE = 1e-9
"""Relative difference up to which two amounts are the same: a cell that is exactly at a limit is safe."""
NO_SECONDARY = sentence(
    "Only primary secrecy is looked at. A cell that is left out can be worked out from the totals of its row and column "
    "unless others are left out too (secondary secrecy): that is not done here, and remains to be done, for example with "
    "τ-Argus or the R package sdcTable."
)


@dataclass(frozen=True)
class UnsafeCell:
    """A cell that breaks a rule.

    Attributes:
        labels: Its label in each column of the table; None is a missing value.
        contributors: Who contribute to it.
        largest_share: Share of its total, 0 to 1, that its largest contributor makes; None where there is no amount.
        reasons: The rules it breaks.
    """

    labels: tuple[str | None, ...]
    contributors: int
    largest_share: float | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class GroupDisclosure:
    """People of whom a table tells everything in one column: their row has one cell that is not empty.

    Attributes:
        column: The column that is told of them.
        n_groups: Rows of two contributors and more, given all other columns of the table.
        contributors: Who are in such rows.
    """

    column: str
    n_groups: int
    contributors: int


@dataclass(frozen=True, eq=False)
class CellTable:
    """The cells of one table. Fewer unsafe ones are safer.

    Attributes:
        columns: The columns it crosses.
        contributors: Who contribute to each cell that is not empty; shape (n_cells,).
        n_possible: Cells in all: the product of the labels that occur.
        n_unsafe: Cells that break a rule.
        by_reason: Cells that break each rule that was asked for; a cell may break several.
        n_records: Records in the table.
        records_unsafe: Records in unsafe cells.
        listed: Unsafe cells, those of fewest contributors first, at most as many as were asked for.
        full_rows: Group disclosure, for each column of a table of two columns or more.
    """

    columns: tuple[str, ...]
    contributors: np.ndarray
    n_possible: int
    n_unsafe: int
    by_reason: tuple[tuple[Reason, int], ...]
    n_records: int
    records_unsafe: int
    listed: tuple[UnsafeCell, ...]
    full_rows: tuple[GroupDisclosure, ...]

    @property
    def n_cells(self) -> int:
        """Cells that are not empty."""
        return len(self.contributors)

    @property
    def n_empty(self) -> int:
        """Cells that are empty: they tell that nobody is there."""
        return self.n_possible - self.n_cells


def check_cells(given: Contributions, columns: Sequence[str], rules: CellRules, most: int = 20) -> CellTable:
    """Find the unsafe cells of the table of some columns.

    Args:
        given: What is counted or added up.
        columns: Those the table crosses, 1 to ``MOST_WAYS`` of the dimensions.
        rules: What a cell must meet; those on amounts count only where there is an amount.
        most: Unsafe cells to list.

    Raises:
        RoleError: There are too few or too many columns, or one is not among the dimensions.
    """
    names = given.names
    if not 1 <= len(columns) <= MOST_WAYS or not set(columns) <= set(names):
        raise RoleError("Choose 1 to {most} columns among {known}.", most=MOST_WAYS, known=", ".join(names))
    chosen = [names.index(name) for name in columns]
    codes = [given.codes[position] for position in chosen]
    widths = [len(given.dimensions[position].labels) for position in chosen]
    cell_of_row, first = group(codes, widths)
    cells = _Cells(given, cell_of_row, len(first))
    broken = cells.broken(rules)
    unsafe = np.logical_or.reduce(list(broken.values()))
    order = np.flatnonzero(unsafe)
    order = order[np.argsort(cells.contributors[order], kind="stable")][:most]
    labels = [given.dimensions[position].labels for position in chosen]
    codes_of_cell = [own[first] for own in codes]
    return CellTable(
        tuple(columns),
        cells.contributors,
        math.prod(len(np.unique(own)) for own in codes_of_cell),
        int(unsafe.sum()),
        tuple((reason, int(own.sum())) for reason, own in broken.items()),
        int(cells.records.sum()),
        int(cells.records[unsafe].sum()),
        tuple(
            UnsafeCell(
                tuple(own[of_cell[cell]] for own, of_cell in zip(labels, codes_of_cell, strict=True)),
                int(cells.contributors[cell]),
                largest,
                tuple(reason for reason, own in broken.items() if own[cell]),
            )
            for cell, largest in zip(order, cells.largest_shares(order), strict=True)
        ),
        _full_rows(given, columns, codes_of_cell, widths, cell_of_row),
    )


def check_all_cells(given: Contributions, rules: CellRules, most_ways: int = MOST_WAYS) -> Iterator[CellTable]:
    """Find the unsafe cells of every table of 1 to ``most_ways`` of the dimensions, without listing them."""
    for columns in all_tables(given.names, most_ways):
        yield check_cells(given, columns, rules, most=0)


def all_tables(names: Sequence[str], most_ways: int = MOST_WAYS) -> tuple[tuple[str, ...], ...]:
    """The columns of every table of 1 to ``most_ways`` of some columns, the smallest tables first."""
    return tuple(
        columns for ways in range(1, min(most_ways, len(names)) + 1) for columns in combinations(names, ways)
    )  # fmt: skip


class _Cells:
    """The cells of a table: who contributes to each, and how much."""

    def __init__(self, given: Contributions, cell_of_row: np.ndarray, n_cells: int) -> None:
        self.records = np.bincount(cell_of_row, weights=given.records, minlength=n_cells).astype(np.int64)
        self.contributors, owners, amounts = given.of_cells(cell_of_row, n_cells)
        self.totals: np.ndarray | None = None
        if amounts is not None:
            self.totals = np.bincount(owners, weights=amounts, minlength=n_cells)
            sortable = owners.astype(np.uint16) if n_cells <= 1 << 16 else owners  # sorted by radix
            self._amounts = amounts[np.argsort(sortable, kind="stable")]
            self._starts = np.cumsum(self.contributors) - self.contributors

    def largest(self, n: int) -> np.ndarray:
        """Sum of the ``n`` largest contributions to each cell; shape (n_cells,)."""
        left, total = self._amounts.copy(), np.zeros(len(self.records))
        for _ in range(n):
            most = np.maximum.reduceat(left, self._starts)
            total += most
            holders = np.flatnonzero(left == np.repeat(most, self.contributors))
            left[holders[np.searchsorted(holders, self._starts)]] = 0.0
        return total

    def largest_shares(self, cells: np.ndarray) -> list[float | None]:
        """Share of the total that the largest contributor of some cells makes; None where the total is 0 or unknown."""
        if self.totals is None:
            return [None] * len(cells)
        pairs = zip(self.largest(1)[cells].tolist(), self.totals[cells].tolist(), strict=True)
        return [largest / total if total else None for largest, total in pairs]

    def broken(self, rules: CellRules) -> dict[Reason, np.ndarray]:
        """Which cells break each rule that is asked for; boolean, shape (n_cells,) each."""
        found = {Reason.FEW: self.contributors < rules.threshold}
        if self.totals is None:
            return found
        slack = TOLERANCE * self.totals
        if rules.dominance is not None:
            n, share = rules.dominance
            found[Reason.DOMINANCE] = self.largest(n) > share * self.totals + slack
        if rules.p is not None:
            found[Reason.P_PERCENT] = self.totals - self.largest(2) < rules.p * self.largest(1) - slack
        return found


def _full_rows(
    given: Contributions,
    columns: Sequence[str],
    codes: Sequence[np.ndarray],
    widths: Sequence[int],
    cell_of_row: np.ndarray,
) -> tuple[GroupDisclosure, ...]:
    """For each column, the people whose label in it follows from their labels in the others."""
    found = []
    for told, column in enumerate(columns if len(columns) > 1 else ()):
        if len(np.unique(codes[told])) == 1:
            found.append(GroupDisclosure(column, 0, 0))
            continue
        others = [place for place in range(len(columns)) if place != told]
        row_of_cell, first = group([codes[place] for place in others], [widths[place] for place in others])
        contributors = given.of_cells(row_of_cell[cell_of_row], len(first))[0]
        is_full = (np.bincount(row_of_cell, minlength=len(first)) == 1) & (contributors > 1)
        found.append(GroupDisclosure(column, int(is_full.sum()), int(contributors[is_full].sum())))
    return tuple(found)

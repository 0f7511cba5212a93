"""The values of a column as the tests look at them: distinct texts with their records, a sample, numbers, spread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.dataset import Column
from analysis.kinds import Kind

SAMPLE = 2_000
"""Most distinct values that a test looks at first, to leave a column that is nothing like what it looks for."""


@dataclass(frozen=True)
class Measured:
    """How many values pass a test.

    Attributes:
        share: Share of the records with a value whose value passes, 0 to 1.
        valid: Distinct values that were seen to pass.
        checked: Distinct values that were looked at.
        shaped: Distinct values that have the shape, of which ``valid`` pass the check.
    """

    share: float
    valid: int
    checked: int
    shaped: int = 0


@dataclass(frozen=True, eq=False)
class Values:
    """A column, with what several tests need of it worked out once."""

    column: Column

    @property
    def kind(self) -> Kind:
        """What the values are."""
        return self.column.kind

    @property
    def n_distinct(self) -> int:
        """Distinct values, missing not counted."""
        return len(self.column.values)

    @property
    def n_records(self) -> int:
        """Records, those without a value included."""
        return len(self.column.codes)

    @cached_property
    def n_filled(self) -> int:
        """Records with a value."""
        return int(self.column.counts.sum())

    @cached_property
    def n_single(self) -> int:
        """Values held by one record only."""
        return int((self.column.counts == 1).sum())

    @cached_property
    def distinction(self) -> float:
        """Distinct values for each record with a value, 0 to 1."""
        return self.n_distinct / self.n_filled

    @cached_property
    def separation(self) -> float:
        """Share of the pairs of records that differ, 0 to 1; missing counts as one value; NaN below two records."""
        sizes = np.append(self.column.counts, self.n_records - self.n_filled).astype(float)
        pairs = self.n_records * (self.n_records - 1)
        return 1 - float((sizes * (sizes - 1)).sum()) / pairs if pairs else float("nan")

    @cached_property
    def texts(self) -> pa.Array:
        """The distinct values; shape (n_distinct,)."""
        return pa.array(self.column.values, type=pa.string())

    @cached_property
    def sampled(self) -> np.ndarray:
        """Positions of at most ``SAMPLE`` distinct values, evenly spread; always the same for the same column."""
        return np.unique(np.linspace(0, self.n_distinct - 1, min(SAMPLE, self.n_distinct)).round().astype(np.int64))

    @cached_property
    def sample(self) -> pa.Array:
        """The distinct values at ``sampled``."""
        return pa.array(self.column.values[self.sampled], type=pa.string())

    @cached_property
    def may_be_measured(self) -> bool:
        """Whether the values are numbers, or digits that could be: fifteen at most, and no leading zero."""
        plain = pc.match_substring_regex(self.sample, r"^\s*[1-9][0-9]{0,14}\s*$")
        return self.kind.is_number or (self.kind is Kind.CODE and pc.all(plain).as_py())

    @cached_property
    def numbers(self) -> np.ndarray:
        """The distinct values as floats, NaN where not a number; shape (n_distinct,)."""
        return self.column.numbers()

    def weighed(self, passes: np.ndarray, at: np.ndarray | None = None) -> Measured:
        """What a test found, by records: ``passes`` for each distinct value, or for those at some positions."""
        counts = self.column.counts if at is None else self.column.counts[at]
        return Measured(float(counts[passes].sum() / counts.sum()), int(passes.sum()), len(counts))

    def number_quantile(self, share: float) -> float:
        """The number below which a share of the records lie; NaN where no value is a number."""
        known = np.flatnonzero(~np.isnan(self.numbers))
        if not known.size:
            return float("nan")
        order = known[np.argsort(self.numbers[known])]
        reached = np.cumsum(self.column.counts[order])
        return float(self.numbers[order[np.searchsorted(reached, share * reached[-1])]])

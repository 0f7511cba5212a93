"""A million records to measure with: Adult's columns, shuffled a little, with a postal code instead of race."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from analysis.dataset import Column, Dataset
from analysis.hierarchies.builders import Mask
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.kinds import Kind

MILLION = 1_000_000
POSTAL_CODES = 5_000
SHUFFLED = 0.15
"""Share of the values of a column that are those of another record, so that most records are unique."""


@dataclass(frozen=True)
class Timed:
    """What a call gave and took.

    Attributes:
        result: What it gave.
        seconds: CPU time of the fastest run.
        peak: Largest memory of the process so far, in MB.
    """

    result: Any
    seconds: float
    peak: float


def timed(call: Callable[[], Any], runs: int = 3) -> Timed:
    """Run a call a few times and keep the fastest: the others waited for something else."""
    fastest, result = float("inf"), None
    for _run in range(runs):
        start = time.process_time()
        result = call()
        fastest = min(fastest, time.process_time() - start)
    return Timed(result, fastest, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


@pytest.fixture(scope="session")
def million(adult: Dataset, adult_hierarchies: dict[str, Hierarchy]) -> tuple[Dataset, dict[str, Hierarchy]]:
    """A million records of 9 quasi-identifiers, nearly all of them distinct, and their hierarchies."""
    rng = np.random.default_rng(1)
    rows = rng.integers(0, adult.n_records, MILLION)
    columns = [_postal_code(rng) if column.name == "race" else _shuffled(column, rows, rng) for column in adult]
    dataset = Dataset("a million", tuple(columns))
    return dataset, {**adult_hierarchies, "zip": Mask((4, 3, 2, 1)).build(dataset["zip"])}


def _shuffled(column: Column, rows: np.ndarray, rng: np.random.Generator) -> Column:
    others = column.codes[rng.integers(0, len(column.codes), MILLION)]
    own = np.where(rng.random(MILLION) < SHUFFLED, others, column.codes[rows])
    return Column(column.name, column.kind, column.values, own.astype(np.int32))


def _postal_code(rng: np.random.Generator) -> Column:
    values = np.array(
        [f"{code:05d}" for code in np.sort(rng.choice(100_000, POSTAL_CODES, replace=False))], dtype=object
    )
    return Column("zip", Kind.CODE, values, rng.integers(0, POSTAL_CODES, MILLION).astype(np.int32))

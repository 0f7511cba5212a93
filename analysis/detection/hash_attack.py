"""What a digest hides: a dictionary attack on columns of unkeyed MD5, SHA-1 and SHA-2 values.

A digest without a secret key is the same for everybody who computes it: whoever can list the values that a person may
have finds out which one it was. WP29 opinion 05/2014 (section 4, hash function) counts it as pseudonymisation for that
reason; L. Demir, A. Kumar, M. Cunche and C. Lauradoux, "The Pitfalls of Hashing for Privacy" (IEEE Communications
Surveys & Tutorials 20, 2018), measure it on e-mail and MAC addresses.
The attack tries a bounded number of candidates and tells how many digests it found, never which value they stand for.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any, Final

import numpy as np
import pyarrow as pa

from analysis.dataset import Column, Dataset
from analysis.detection.candidates import Space, spaces
from analysis.detection.suggestion import Suggestion
from analysis.detection.validators import matches
from analysis.errors import NotComputable
from analysis.search.running import Progress, SearchCancelled, no_progress

MOST: Final = 2_000_000
"""Candidates that are tried unless asked otherwise: two or three seconds."""
ENOUGH: Final = 0.9
"""Share of the distinct values that must be digests of one length."""


class Algorithm(Enum):
    """The digests that are recognised, by their number of hexadecimal digits."""

    MD5 = 32
    SHA_1 = 40
    SHA_224 = 56
    SHA_256 = 64
    SHA_384 = 96
    SHA_512 = 128


_DIGESTS: Final = {
    Algorithm.MD5: hashlib.md5,
    Algorithm.SHA_1: hashlib.sha1,
    Algorithm.SHA_224: hashlib.sha224,
    Algorithm.SHA_256: hashlib.sha256,
    Algorithm.SHA_384: hashlib.sha384,
    Algorithm.SHA_512: hashlib.sha512,
}


@dataclass(frozen=True)
class Tried:
    """What one kind of candidates gave.

    Attributes:
        space: The kind.
        candidates: Candidates that were tried.
        size: All candidates of the kind.
        values: Distinct digests that were found.
        records: Records that hold them.
        seconds: Time that it took.
    """

    space: Space
    candidates: int
    size: int
    values: int
    records: int
    seconds: float

    @property
    def coverage(self) -> float:
        """Share of the candidates of the kind that were tried, 0 to 1."""
        return self.candidates / self.size

    @property
    def seconds_for_all(self) -> float:
        """Time that all candidates of the kind would take on this machine, at the speed that was seen."""
        return self.seconds / self.coverage

    def as_json(self) -> dict[str, Any]:
        """The figures in plain types."""
        return {
            "space": self.space.value,
            "candidates": self.candidates,
            "size": self.size,
            "values_found": self.values,
            "records_found": self.records,
            "seconds": round(self.seconds, 3),
            "seconds_for_all": round(self.seconds_for_all, 1),
        }


@dataclass(frozen=True)
class HashAttack:
    """What a dictionary attack on a column found.

    Attributes:
        column: Its name.
        algorithm: What its values look like.
        values: Distinct digests in it.
        records: Records that hold one.
        tried: The kinds of candidates in the order in which they were tried.
    """

    column: str
    algorithm: Algorithm
    values: int
    records: int
    tried: tuple[Tried, ...]

    @property
    def values_found(self) -> int:
        """Distinct digests of which the value was found."""
        return sum(one.values for one in self.tried)

    @property
    def records_found(self) -> int:
        """Records of which the value was found."""
        return sum(one.records for one in self.tried)

    @property
    def is_reversible(self) -> bool:
        """Whether any digest was found, which proves that no secret key protects the column."""
        return self.values_found > 0

    def as_json(self) -> dict[str, Any]:
        """The figures in plain types."""
        return {
            "column": self.column,
            "algorithm": self.algorithm.name.lower(),
            "values": self.values,
            "values_found": self.values_found,
            "records_found": self.records_found,
            "tried": [one.as_json() for one in self.tried],
        }


def algorithm_of(column: Column) -> Algorithm | None:
    """The digest that the values look like; None where they do not look like one.

    Other things have the same look: 32 hexadecimal digits may also be a random UUID.
    """
    if not len(column.values):
        return None
    texts = pa.array(column.values, type=pa.string())
    for algorithm in Algorithm:
        if matches(texts, f"[0-9A-Fa-f]{{{algorithm.value}}}").mean() >= ENOUGH:
            return algorithm
    return None


def attack(
    dataset: Dataset,
    name: str,
    findings: Sequence[Suggestion] = (),
    most: int = MOST,
    progress: Progress = no_progress,
    cancel: threading.Event | None = None,
) -> HashAttack:
    """Try to find the values behind the digests of a column.

    Args:
        dataset: Its other columns are tried as candidates too.
        name: The column of digests.
        findings: What was found in every column: sex, date of birth and place narrow the NIR down.
        most: Candidates to try at most.
        progress: Called with the candidates tried and ``most``.
        cancel: Set it from another thread to stop.

    Raises:
        NotComputable: The column does not look like digests.
        SearchCancelled: ``cancel`` was set.
    """
    column = dataset[name]
    algorithm = algorithm_of(column)
    if algorithm is None:
        raise NotComputable(
            "{column} does not hold digests: hexadecimal codes of one length, 32 to 128 digits.", column=name
        )
    missing = _Missing(column, algorithm)
    values, records = len(missing.left), sum(missing.left.values())
    tried: list[Tried] = []
    for space, size, candidates in spaces(dataset, name, findings, most):
        before = sum(one.candidates for one in tried)
        if missing.left and size:
            tried.append(_try(missing, space, size, candidates, partial(_report, progress, cancel, before, most)))
    return HashAttack(name, algorithm, values, records, tuple(tried))


def _report(progress: Progress, cancel: threading.Event | None, before: int, most: int, done: int) -> None:
    if cancel is not None and cancel.is_set():
        raise SearchCancelled
    progress(before + done, most)


class _Missing:
    """The digests of which the value is not known yet, with the records that hold each."""

    def __init__(self, column: Column, algorithm: Algorithm) -> None:
        texts = pa.array(column.values, type=pa.string())
        at = np.flatnonzero(matches(texts, f"[0-9A-Fa-f]{{{algorithm.value}}}"))
        self.digest = _DIGESTS[algorithm]
        self.left: dict[bytes, int] = {}
        for position in at:
            key = bytes.fromhex(column.values[position].strip())
            self.left[key] = self.left.get(key, 0) + int(column.counts[position])

    def find(self, candidates: Sequence[bytes]) -> tuple[int, int]:
        """Try candidates; distinct digests and records found, which are no longer missing."""
        digest, left = self.digest, self.left
        found = {key for text in candidates if (key := digest(text, usedforsecurity=False).digest()) in left}
        return len(found), sum(left.pop(key) for key in found)


def _try(
    missing: _Missing, space: Space, size: int, candidates: Iterator[list[bytes]], report: Callable[[int], None]
) -> Tried:
    start, done, values, records = time.perf_counter(), 0, 0, 0
    for chunk in candidates:
        report(done)
        found = missing.find(chunk)
        done, values, records = done + len(chunk), values + found[0], records + found[1]
        if not missing.left:
            break
    report(done)
    return Tried(space, done, max(size, done), values, records, time.perf_counter() - start)

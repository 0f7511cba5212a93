"""A random sample of the records, or of the people, in place of all of them.

Source: W. G. Cochran, "Sampling techniques", 3rd edition, Wiley 1977, sections 2.1 (simple random sampling without
replacement) and 5.5 (proportional allocation to strata).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from analysis.dataset import Column, Dataset
from analysis.errors import NotComputable, RecodingError
from analysis.frequency import group
from analysis.recoding.rewriting import category_codes
from analysis.recoding.step import SEED_UNDOES, Plain, check_columns, check_seed
from analysis.wording import Sentence, Share, sentence


@dataclass(frozen=True)
class Sampling(Plain):
    """Keep some records drawn at random without replacement, in their order.

    Attributes:
        share: Share of the records (of the people, where ``person`` is named), above 0 and below 1; None where ``size``
            is given.
        size: Their number, at least 1.
        strata: Columns whose combinations of values, missing counting as one, are sampled in proportion; what is left
            over goes to the largest remainders.
        person: Column that says whose record it is: all records of a person stay or go together. Records without a
            person are each a person of their own. A person is in the stratum of their first record.
        seed: Of the draws.
    """

    kind: ClassVar[str] = "sampling"
    keeps_records: ClassVar[bool] = False

    share: float | None = None
    size: int | None = None
    strata: tuple[str, ...] = ()
    person: str | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        check_seed(self.seed)
        check_columns(self.strata, least=0)
        if (self.share is None) == (self.size is None):
            raise RecodingError("Give either the share or the size of the sample.")
        if self.share is not None and not 0 < self.share < 1:
            raise RecodingError("The share is {share}: it must be above 0 and below 1.", share=self.share)
        if self.size is not None and self.size < 1:
            raise RecodingError("The size of the sample is {size}: it must be at least 1.", size=self.size)

    @property
    def columns(self) -> tuple[str, ...]:
        """None: it leaves out whole records."""
        return ()

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:  # noqa: ARG002
        """Draw the sample.

        Raises:
            DatasetError: A column is not in the dataset.
            NotComputable: The sample would be empty, or larger than what it is drawn from.
        """
        unit, first = _units(dataset.n_records, dataset[self.person] if self.person is not None else None)
        size = round(self.share * len(first)) if self.share is not None else self.size or 0
        if not 0 < size <= len(first):
            raise NotComputable("A sample of {size} cannot be drawn from {count}.", size=size, count=len(first))
        stratum = self._strata(dataset, first)
        drawn = np.zeros(len(first), dtype=bool)
        order = np.random.default_rng(self.seed).permutation(len(first))
        order = order[np.argsort(stratum[order], kind="stable")]
        sizes = np.bincount(stratum)
        place = np.arange(len(order)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        drawn[order] = place < np.repeat(allocation(sizes, size), sizes)
        return dataset.take(drawn[unit])

    def _strata(self, dataset: Dataset, first: np.ndarray) -> np.ndarray:
        coded = [category_codes(dataset[name]) for name in self.strata]
        if not coded:
            return np.zeros(len(first), dtype=np.int32)
        return group([codes[first] for codes, _ in coded], [width for _, width in coded])[0]

    def describe(self) -> Sentence:
        """What it does, in a reader's words."""
        details = {"strata": ", ".join(self.strata), "person": self.person}
        if self.share is not None:
            return self._of_share(Share(self.share), details)
        return self._of_size(self.size or 0, details)

    def _of_share(self, share: Share, details: dict[str, str | None]) -> Sentence:
        match bool(self.strata), self.person is not None:
            case True, True:
                return sentence(
                    "A random sample of {share} of the people ({person}) is kept, in proportion within {strata}.",
                    share=share,
                    **details,
                )
            case True, False:
                return sentence(
                    "A random sample of {share} of the records is kept, in proportion within {strata}.",
                    share=share,
                    strata=details["strata"],
                )
            case False, True:
                return sentence(
                    "A random sample of {share} of the people ({person}) is kept.",
                    share=share,
                    person=details["person"],
                )
            case _:
                return sentence("A random sample of {share} of the records is kept.", share=share)

    def _of_size(self, size: int, details: dict[str, str | None]) -> Sentence:
        match bool(self.strata), self.person is not None:
            case True, True:
                return sentence(
                    "A random sample is kept, in proportion within {strata}. People ({person}): {size}.",
                    size=size,
                    **details,
                )
            case True, False:
                return sentence(
                    "A random sample is kept, in proportion within {strata}. Records: {size}.",
                    size=size,
                    strata=details["strata"],
                )
            case False, True:
                return sentence(
                    "A random sample is kept. People ({person}): {size}.", size=size, person=details["person"]
                )
            case _:
                return sentence("A random sample is kept. Records: {size}.", size=size)

    def caveats(self) -> tuple[Sentence, ...]:
        """What it does not protect from."""
        return (
            sentence(
                "A sample protects only those who might not be in it: who is known to be, is as exposed as before."
            ),
            SEED_UNDOES,
        )


def allocation(sizes: np.ndarray, size: int) -> np.ndarray:
    """Share a sample out among strata in proportion to their sizes; shape of ``sizes``.

    Every stratum has its exact share rounded down or up, and all together have exactly ``size``.
    """
    exact = sizes * (size / sizes.sum())
    shared = np.floor(exact + 1e-9).astype(np.int64)
    rest = np.argsort(-(exact - shared), kind="stable")[: size - int(shared.sum())]
    shared[rest] += 1
    return shared


def _units(n_records: int, person: Column | None) -> tuple[np.ndarray, np.ndarray]:
    """The unit that each record belongs to, and the first record of each unit."""
    if person is None:
        return np.arange(n_records), np.arange(n_records)
    who = person.codes.astype(np.int64)
    alone = np.flatnonzero(who < 0)
    who[alone] = len(person.values) + np.arange(len(alone))
    _, first, unit = np.unique(who, return_index=True, return_inverse=True)
    return unit, first

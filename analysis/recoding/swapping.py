"""Values exchanged between records: rank swapping and data swapping. The values of a column stay exactly what they were.

Sources: rank swapping: R. A. Moore, "Controlled data-swapping techniques for masking public use microdata sets", U.S.
Bureau of the Census, Statistical Research Division RR 96-04, 1996, section 3. Data swapping: T. Dalenius, S. P. Reiss,
"Data-swapping: a technique for disclosure control", Journal of Statistical Planning and Inference 6, 1982.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from analysis.dataset import Column, Dataset
from analysis.errors import RecodingError
from analysis.frequency import group
from analysis.recoding.rewriting import amounts, category_codes, ordered_column, with_columns
from analysis.recoding.step import SEED_UNDOES, OfColumns, check_columns, check_seed
from analysis.swapping_kernels import swap_ranks
from analysis.wording import Sentence, Share, sentence


@dataclass(frozen=True)
class RankSwapping(OfColumns):
    """Exchange each value with one whose rank is near. Records whose value is missing or cannot be ranked take no part.

    Attributes:
        names: Columns of numbers or dates, each swapped on its own.
        share: Largest distance of two partners in rank, as a share, above 0 up to 1, of the records that take part; at
            least one rank.
        seed: Of the draws.
    """

    kind: ClassVar[str] = "rank_swapping"

    names: tuple[str, ...]
    share: float = 0.05
    seed: int = 0

    def __post_init__(self) -> None:
        check_columns(self.names)
        check_seed(self.seed)
        _check_share(self.share)

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:  # noqa: ARG002
        """Exchange the values.

        Raises:
            DatasetError: A column is not in the dataset.
            RecodingError: A column holds neither numbers nor dates.
        """
        rng = np.random.default_rng(self.seed)
        return with_columns(dataset, [self._swapped(ordered_column(dataset, name), rng) for name in self.names])

    def _swapped(self, column: Column, rng: np.random.Generator) -> Column:
        amount = np.append(amounts(column), np.nan)[column.codes]
        part = rng.permutation(np.flatnonzero(~np.isnan(amount)))
        part = part[np.argsort(amount[part], kind="stable")]
        partner = swap_ranks(len(part), max(1, int(self.share * len(part))), np.uint64(rng.integers(2**63)))
        codes = column.codes.copy()
        codes[part] = column.codes[part[partner]]
        return replace(column, codes=codes)

    def describe(self) -> Sentence:
        """What it does, in a reader's words."""
        return sentence(
            "Each value of {columns} changes places with one at most {share} of the records away in rank.",
            columns=", ".join(self.names),
            share=Share(self.share),
        )

    def caveats(self) -> tuple[Sentence, ...]:
        """What it does not protect from."""
        return (_TRUE_VALUES, SEED_UNDOES)


@dataclass(frozen=True)
class DataSwapping(OfColumns):
    """Exchange values between pairs of records drawn at random. A missing value is exchanged like any other.

    Attributes:
        names: Columns whose values change places together.
        share: Share of the records, above 0 up to 1, that are drawn; where their number in a group is odd, one stays.
        within: Columns in which both records of a pair hold the same, missing counting as a value; their tables with
            each of ``names`` stay exactly what they were.
        seed: Of the draws.
    """

    kind: ClassVar[str] = "data_swapping"

    names: tuple[str, ...]
    share: float = 0.1
    within: tuple[str, ...] = ()
    seed: int = 0

    def __post_init__(self) -> None:
        check_columns(self.names + self.within)
        check_columns(self.names)
        check_seed(self.seed)
        _check_share(self.share)

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:  # noqa: ARG002
        """Exchange the values.

        Raises:
            DatasetError: A column is not in the dataset.
        """
        columns = [dataset[name] for name in self.names]
        coded = [category_codes(dataset[name]) for name in self.within]
        rng = np.random.default_rng(self.seed)
        drawn = rng.permutation(dataset.n_records)[: round(self.share * dataset.n_records)]
        kind = (
            group(*zip(*coded, strict=True))[0][drawn] if coded and len(drawn) else np.zeros(len(drawn), dtype=np.int32)
        )
        order = np.argsort(kind, kind="stable")
        drawn, kind = drawn[order], kind[order]
        place = np.arange(len(kind)) - np.searchsorted(kind, kind)
        first = np.flatnonzero((place[:-1] % 2 == 0) & (kind[:-1] == kind[1:]))
        source = np.arange(dataset.n_records)
        source[drawn[first]], source[drawn[first + 1]] = drawn[first + 1], drawn[first]
        return with_columns(dataset, [replace(column, codes=column.codes[source]) for column in columns])

    def describe(self) -> Sentence:
        """What it does, in a reader's words."""
        details = {"share": Share(self.share), "columns": ", ".join(self.names)}
        if self.within:
            return sentence(
                "{share} of the records, drawn at random, exchange {columns} in pairs that agree on {within}.",
                **details,
                within=", ".join(self.within),
            )
        return sentence("{share} of the records, drawn at random, exchange {columns} in pairs.", **details)

    def caveats(self) -> tuple[Sentence, ...]:
        """What it does not protect from."""
        return (_TRUE_VALUES, SEED_UNDOES)


_TRUE_VALUES = sentence(
    "Every value in the release is a true one of somebody: a rare value still shows that its person is in the data."
)


def _check_share(share: float) -> None:
    if not 0 < share <= 1:
        raise RecodingError("The share is {share}: it must be above 0 and at most 1.", share=share)

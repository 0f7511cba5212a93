"""What every step of a recoding is: a few plain choices, and what they make of a dataset.

A step is a frozen dataclass whose fields JSON can hold (texts, numbers, booleans, enums, tuples of them), so that a
recipe can keep it; ``analysis.recoding.steps`` lists all kinds of them, and writes and reads them.
"""

from __future__ import annotations

from typing import ClassVar, Protocol

from analysis.dataset import Dataset
from analysis.wording import Sentence


class Step(Protocol):
    """One change made to a dataset. Declare it as a base class to inherit what most steps have in common.

    Attributes:
        kind: Its name in a recipe; never changes.
        keeps_records: Whether every record stays, in its place.
        needs_key: Whether it is applied with a secret key.
    """

    kind: ClassVar[str]
    keeps_records: ClassVar[bool] = True
    needs_key: ClassVar[bool] = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it changes or leaves out; none where it leaves out whole records."""
        ...

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:
        """Make the changed dataset; the one given stays as it is.

        The same dataset, choices, seed and key give the same answer, bit for bit. Columns that are not named stay
        untouched, missing values stay missing unless the step says otherwise, and where ``keeps_records`` is true the
        records keep their number and order.

        Args:
            key: The secret key of a step that ``needs_key``; others pass it over.

        Raises:
            DatasetError: A column is not in the dataset.
            RecodingError: The step does not fit the column, or its key is lacking or wrong.
        """
        ...

    def describe(self) -> Sentence:
        """What it does, in a reader's words."""
        ...

    def caveats(self) -> tuple[Sentence, ...]:
        """What it does not protect from; empty where that goes without saying."""
        return ()

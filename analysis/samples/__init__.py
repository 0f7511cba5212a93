"""Example data, all of it made up: hospital stays as large as one likes, and a table of 12 people for a slide.

``hospital_stays`` draws from three lists (``places``, ``diagnoses``, ``professions``) that tie age, sex, place and
disease together in ``stays``; ``people`` adds names, addresses and identification numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from analysis.dataset import Dataset
from analysis.samples.hospital import FEWEST, MOST, hospital_stays
from analysis.samples.teaching import teaching_table
from analysis.wording import Sentence, sentence

__all__ = ["FEWEST", "MOST", "Sample", "hospital_stays", "make", "teaching_table"]


class Sample(Enum):
    """The example data one can ask for."""

    PATIENTS = "patients"
    TEACHING = "teaching"

    @property
    def title(self) -> Sentence:
        """What it is, in a few words."""
        return _TITLES[self]

    @property
    def has_size(self) -> bool:
        """Whether the number of people and the seed can be chosen."""
        return self is Sample.PATIENTS


_TITLES = {
    Sample.PATIENTS: sentence("French hospital stays (made up)"),
    Sample.TEACHING: sentence("Teaching table of 12 people (made up)"),
}


def make(
    sample: Sample, n_records: int = 10_000, seed: int = 1, progress: Callable[[float], None] | None = None
) -> Dataset:
    """Make the example data; the number of people and the seed count only where the sample ``has_size``.

    Raises:
        DatasetError: The number of people or the seed is out of range.
    """
    if sample is Sample.TEACHING:
        return teaching_table()
    return hospital_stays(n_records, seed, progress)

"""The dates of each person shifted together: the time between two of them stays, the calendar does not.

Source: the shift of dates in de-identified hospital records: A. E. W. Johnson et al., "MIMIC-III, a freely accessible
critical care database", Scientific Data 3, 2016 (doi:10.1038/sdata.2016.35), section "Deidentification".
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pandas as pd

from analysis.dataset import Column, Dataset
from analysis.errors import RecodingError
from analysis.frequency import group
from analysis.kinds import Kind
from analysis.recoding.pseudonyms import check_fingerprint, check_key
from analysis.recoding.rewriting import category_codes, compact, date_texts, with_columns
from analysis.recoding.step import SEED_UNDOES, OfColumns, check_columns, check_seed
from analysis.wording import Sentence, sentence

_SHIFT_OF = b"foule date shift v1"


@dataclass(frozen=True)
class DateShift(OfColumns):
    """Shift all dates of a person by one number of whole days, drawn from the person's code.

    The shift of a person is the HMAC-SHA-256 of the code, taken to -``days`` … ``days``: the same in every file, for
    every order of its records. Records without a person are each a person of their own, told apart by their place. A
    value that is no date becomes missing, for beside shifted dates a true one tells the shift.

    Attributes:
        names: Columns of dates.
        person: Column that says whose dates they are; it stays as it is.
        days: Largest shift in either direction, at least 1. A shift of 0 days can be drawn too.
        seed: Of the shifts; None where they come from the secret key.
        fingerprint: Of the key, so that a wrong one is refused; None to take any.
    """

    kind: ClassVar[str] = "date_shift"

    names: tuple[str, ...]
    person: str
    days: int = 182
    seed: int | None = None
    fingerprint: str | None = None

    def __post_init__(self) -> None:
        check_columns(self.names)
        check_seed(self.seed or 0)
        if not 1 <= self.days <= 36525:
            raise RecodingError("The largest shift is {days} days: it must be 1 to 36525.", days=self.days)
        if self.person in self.names:
            raise RecodingError("{column} cannot say whose dates it holds: name another column.", column=self.person)

    @property
    def needs_key(self) -> bool:
        """Whether the shifts come from the secret key."""
        return self.seed is None

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:
        """Shift the dates.

        Raises:
            DatasetError: A column is not in the dataset.
            RecodingError: A column does not hold dates, or the key is lacking, too short or another one.
        """
        for name in self.names:
            if dataset[name].kind is not Kind.DATE:
                raise RecodingError("{column} does not hold dates: choose another column.", column=name)
        shift = self._shifts(dataset[self.person], self._secret(key))
        return with_columns(dataset, [_shifted(dataset[name], shift) for name in self.names])

    def _secret(self, key: bytes | None) -> bytes:
        if self.seed is not None:
            return _SHIFT_OF + str(self.seed).encode()
        secret = check_key(key)
        check_fingerprint(secret, self.fingerprint)
        return hmac.digest(secret, _SHIFT_OF, "sha256")

    def _shifts(self, person: Column, secret: bytes) -> np.ndarray:
        """Days by which the dates of each record are shifted; int64, shape (n_records,)."""
        alone = np.flatnonzero(person.codes < 0)
        texts = [b"+" + value.encode("utf-8", "surrogatepass") for value in person.values.tolist()]
        texts += [b"-%d" % place for place in alone.tolist()]
        digests = b"".join(hmac.digest(secret, text, "sha256")[:8] for text in texts)
        drawn = np.frombuffer(digests, dtype=">u8") % np.uint64(2 * self.days + 1)
        who = person.codes.astype(np.int64)
        who[alone] = len(person.values) + np.arange(len(alone))
        return drawn.astype(np.int64)[who] - self.days

    def describe(self) -> Sentence:
        """What it does, in a reader's words."""
        return sentence(
            "The dates {columns} of each person ({person}) are shifted by one number of days, at most {days} either way.",
            columns=", ".join(self.names),
            person=self.person,
            days=self.days,
        )

    def caveats(self) -> tuple[Sentence, ...]:
        """What it does not protect from."""
        known = sentence(
            "Whoever knows one true date of a person knows all of them: shifting dates does not anonymise."
        )
        return (known,) if self.seed is None else (known, SEED_UNDOES)


def _shifted(column: Column, shift: np.ndarray) -> Column:
    """The column with the date of each record moved by its days; one date and shift after the other is worked out once."""
    codes, width = category_codes(column)
    if not len(codes):
        return column
    least = int(shift.min())
    pair, first = group([codes, shift - least], [width, int(shift.max()) - least + 1])
    dates = column.dates().append(pd.DatetimeIndex([pd.NaT]))[codes[first]].as_unit("us")
    moved = dates + shift[first].astype("timedelta64[D]").astype("timedelta64[us]")
    texts, readable = np.full(len(first), None, dtype=object), np.asarray(moved.notna())
    texts[readable] = _written(column, codes[first][readable], moved[readable])
    position, values = pd.factorize(texts)
    kind = column.kind if len(values) else Kind.EMPTY
    return compact(
        replace(column, values=np.asarray(values, dtype=object), codes=position[pair].astype(np.int32), kind=kind)
    )


def _written(column: Column, codes: np.ndarray, dates: pd.DatetimeIndex) -> np.ndarray:
    """The dates as the column writes them; each distinct day is written once, and an ISO time stays what it was."""
    if column.date_format not in ("ISO8601", ""):
        place, distinct = pd.factorize(dates)
        return date_texts(pd.DatetimeIndex(distinct), column.date_format)[place]
    place, days = pd.factorize(dates.normalize())
    written = date_texts(pd.DatetimeIndex(days), "%Y-%m-%d")[place]
    return written + np.array([text[10:] for text in column.values[codes]], dtype=object)

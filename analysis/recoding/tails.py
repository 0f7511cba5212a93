"""Top and bottom coding: the values beyond a threshold all become one.

Source: A. Hundepool et al., "Statistical disclosure control", Wiley 2012, section 3.4.2.3; replacing a tail by its mean
is the same with the mean of the column kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

import numpy as np
import pandas as pd

from analysis.dataset import Column, Dataset
from analysis.errors import NotComputable, RecodingError
from analysis.kinds import Kind
from analysis.recoding.rewriting import amounts, date_texts, n_decimals, number_texts, ordered_column, revalued
from analysis.recoding.step import OfColumn
from analysis.wording import Sentence, Share, sentence


class Tail(Enum):
    """Which end of a column."""

    TOP = "top"
    BOTTOM = "bottom"


class Replacement(Enum):
    """What stands for the values of a tail."""

    THRESHOLD = "threshold"
    LABEL = "label"
    MEAN = "mean"


@dataclass(frozen=True)
class TailCoding(OfColumn):
    """Replace the values beyond a threshold, which itself stays. What is no number or date stays as it is.

    Attributes:
        column: A column of numbers or dates.
        tail: The values above the threshold, or those below.
        threshold: A number, or a date as YYYY-MM-DD; None where ``quantile`` gives it.
        quantile: Share of the records, 0 to 1, at or below the threshold, which is then a value of the column.
        replacement: What the values become: the threshold, a label (the column then holds texts), or their own mean
            (whole in a column of whole numbers, a day in one of dates).
        label: The text that stands for them, such as "90+"; only with ``Replacement.LABEL``.
    """

    kind: ClassVar[str] = "tail_coding"

    column: str
    tail: Tail
    threshold: float | str | None = None
    quantile: float | None = None
    replacement: Replacement = Replacement.THRESHOLD
    label: str = ""

    def __post_init__(self) -> None:
        if (self.threshold is None) == (self.quantile is None):
            raise RecodingError("Give either a threshold or a quantile.")
        if self.quantile is not None and not 0 < self.quantile < 1:
            raise RecodingError("The quantile is {quantile}: it must be between 0 and 1.", quantile=self.quantile)
        if (self.replacement is Replacement.LABEL) != bool(self.label.strip()):
            raise RecodingError("A label is needed where values are replaced by a label, and only there.")
        if isinstance(self.threshold, str) and pd.isna(
            pd.to_datetime(self.threshold, format="%Y-%m-%d", errors="coerce")
        ):
            raise RecodingError("A threshold in words must be a date written as YYYY-MM-DD.")

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:  # noqa: ARG002
        """Replace the tail.

        Raises:
            DatasetError: The column is not in the dataset.
            RecodingError: It holds neither numbers nor dates, or the threshold is not one of them.
            NotComputable: A quantile is asked of a column without a value.
        """
        column = ordered_column(dataset, self.column)
        held = amounts(column)
        limit = self._limit(column, held)
        beyond = held > limit if self.tail is Tail.TOP else held < limit
        if not beyond.any():
            return dataset
        texts = column.values.copy()
        texts[beyond] = self._text(column, held, beyond, limit)
        return dataset.with_column(revalued(column, texts, Kind.TEXT if self.label else None))

    def _limit(self, column: Column, held: np.ndarray) -> float:
        if self.quantile is not None:
            return _quantile(held, column.counts, self.quantile, column.name)
        if isinstance(self.threshold, str) != (column.kind is Kind.DATE):
            raise RecodingError(
                "The threshold of {column} must be a number for numbers and a date for dates.", column=column.name
            )
        if isinstance(self.threshold, str):
            return float(pd.Timestamp(self.threshold).value)
        assert self.threshold is not None
        return self.threshold

    def _text(self, column: Column, held: np.ndarray, beyond: np.ndarray, limit: float) -> str:
        if self.replacement is Replacement.LABEL:
            return self.label
        mean = np.average(held[beyond], weights=column.counts[beyond])
        amount = float(mean) if self.replacement is Replacement.MEAN else limit
        if column.kind is Kind.DATE:
            day = pd.DatetimeIndex([pd.Timestamp(round(amount))]).round("s")
            return str(
                date_texts(day.normalize() if self.replacement is Replacement.MEAN else day, column.date_format)[0]
            )
        same = np.flatnonzero(held == amount)
        if len(same):
            return str(column.values[same[0]])
        if column.kind is Kind.INTEGER and self.replacement is Replacement.THRESHOLD and amount != int(amount):
            raise RecodingError(
                "{column} holds whole numbers: its threshold {threshold} must be whole too.",
                column=column.name,
                threshold=amount,
            )
        return str(number_texts(np.array([amount]), self._decimals(column), column.decimal)[0])

    def _decimals(self, column: Column) -> int:
        """As many as the column has, and for a threshold at least as many as it has itself."""
        own = n_decimals(column)
        if self.replacement is Replacement.MEAN or column.kind is Kind.INTEGER:
            return own
        return max(own, len(repr(self.threshold).partition(".")[2].rstrip("0"))) if self.threshold is not None else own

    def describe(self) -> Sentence:
        """What it does, in a reader's words."""
        if self.quantile is not None:
            share = Share(1 - self.quantile if self.tail is Tail.TOP else self.quantile)
            return self._of_share(share)
        return self._of_threshold()

    def _of_share(self, share: Share) -> Sentence:
        match self.tail, self.replacement:
            case Tail.TOP, Replacement.THRESHOLD:
                return sentence("The highest {share} of {column} are cut off.", share=share, column=self.column)
            case Tail.BOTTOM, Replacement.THRESHOLD:
                return sentence("The lowest {share} of {column} are cut off.", share=share, column=self.column)
            case Tail.TOP, Replacement.MEAN:
                return sentence("The highest {share} of {column} become their mean.", share=share, column=self.column)
            case Tail.BOTTOM, Replacement.MEAN:
                return sentence("The lowest {share} of {column} become their mean.", share=share, column=self.column)
            case Tail.TOP, _:
                return sentence(
                    "The highest {share} of {column} become “{label}”.",
                    share=share,
                    column=self.column,
                    label=self.label,
                )
            case _:
                return sentence(
                    "The lowest {share} of {column} become “{label}”.",
                    share=share,
                    column=self.column,
                    label=self.label,
                )

    def _of_threshold(self) -> Sentence:
        details = {"column": self.column, "threshold": self.threshold}
        match self.tail, self.replacement:
            case Tail.TOP, Replacement.THRESHOLD:
                return sentence("Values of {column} above {threshold} become {threshold}.", **details)
            case Tail.BOTTOM, Replacement.THRESHOLD:
                return sentence("Values of {column} below {threshold} become {threshold}.", **details)
            case Tail.TOP, Replacement.MEAN:
                return sentence("Values of {column} above {threshold} become their mean.", **details)
            case Tail.BOTTOM, Replacement.MEAN:
                return sentence("Values of {column} below {threshold} become their mean.", **details)
            case Tail.TOP, _:
                return sentence("Values of {column} above {threshold} become “{label}”.", **details, label=self.label)
            case _:
                return sentence("Values of {column} below {threshold} become “{label}”.", **details, label=self.label)


def _quantile(held: np.ndarray, counts: np.ndarray, share: float, name: str) -> float:
    """The smallest value with at least a share of the records at or below it."""
    known = np.flatnonzero(~np.isnan(held))
    if not len(known):
        raise NotComputable("{column} holds no value: it has no quantile.", column=name)
    order = known[np.argsort(held[known])]
    reached = np.cumsum(counts[order])
    return float(held[order[np.searchsorted(reached, share * reached[-1] * (1 - 1e-12))]])

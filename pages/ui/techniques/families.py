"""The techniques by what they are for, each with its explanation and its form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from analysis.recoding.step import Step
from analysis.wording import sentence
from pages.ui.risk.topic import Topic
from pages.ui.techniques.explained import exchanging, identities, numbers, suppressing
from pages.ui.techniques.fields import Fields
from pages.ui.techniques.forms import exchanging as exchange
from pages.ui.techniques.forms import identities as identify
from pages.ui.techniques.forms import numbers as count
from pages.ui.techniques.forms import suppressing as suppress


class Family(Enum):
    """What a technique is for."""

    NUMBERS = "numbers"
    EXCHANGING = "exchanging"
    IDENTITIES = "identities"
    SUPPRESSING = "suppressing"


FAMILY_NAMES: Final = {
    Family.NUMBERS: sentence("Numbers made coarser or noisy"),
    Family.EXCHANGING: sentence("Values exchanged"),
    Family.IDENTITIES: sentence("Identifiers and dates"),
    Family.SUPPRESSING: sentence("Leaving out"),
}


@dataclass(frozen=True)
class Technique:
    """One technique.

    Attributes:
        family: What it is for.
        topic: What it means.
        form: Draws its parameters and makes the step of them.
    """

    family: Family
    topic: Topic
    form: Callable[[Fields], Step]


TECHNIQUES: Final = {
    "tail_coding": Technique(Family.NUMBERS, numbers.TAIL_CODING, count.tail_coding),
    "rounding": Technique(Family.NUMBERS, numbers.ROUNDING, count.rounding),
    "microaggregation": Technique(Family.NUMBERS, numbers.MICROAGGREGATION, count.microaggregation),
    "additive_noise": Technique(Family.NUMBERS, numbers.ADDITIVE_NOISE, count.additive_noise),
    "correlated_noise": Technique(Family.NUMBERS, numbers.CORRELATED_NOISE, count.correlated_noise),
    "laplace_noise": Technique(Family.NUMBERS, numbers.LAPLACE_NOISE, count.laplace_noise),
    "pram": Technique(Family.EXCHANGING, exchanging.PRAM, exchange.pram),
    "rank_swapping": Technique(Family.EXCHANGING, exchanging.RANK_SWAPPING, exchange.rank_swapping),
    "data_swapping": Technique(Family.EXCHANGING, exchanging.DATA_SWAPPING, exchange.data_swapping),
    "pseudonyms": Technique(Family.IDENTITIES, identities.PSEUDONYMS, identify.pseudonyms),
    "masking": Technique(Family.IDENTITIES, identities.MASKING, identify.masking),
    "replacing": Technique(Family.IDENTITIES, identities.REPLACING, identify.replacing),
    "date_shift": Technique(Family.IDENTITIES, identities.DATE_SHIFT, identify.date_shift),
    "leave_out_rare_classes": Technique(Family.SUPPRESSING, suppressing.RARE_CLASSES, suppress.rare_classes),
    "leave_out_values": Technique(Family.SUPPRESSING, suppressing.RARE_VALUES, suppress.rare_values),
    "leave_out_columns": Technique(Family.SUPPRESSING, suppressing.COLUMN_REMOVAL, suppress.column_removal),
    "sampling": Technique(Family.SUPPRESSING, suppressing.SAMPLING, suppress.sampling),
    "local_suppression": Technique(Family.SUPPRESSING, suppressing.LOCAL_SUPPRESSION, suppress.local_suppression),
}
"""Every kind of step, by the name it has in a recipe."""

"""Published thresholds, each with its source, its date and how well its figures are confirmed.

They are data (``presets.json``), not code, because texts change. A threshold is never a proof of anonymity
(:data:`DISCLAIMER`), and what a preset does not set is said (:func:`unset`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any, Final

from analysis.errors import RecodingError
from analysis.models.conditions import DistinctLDiverse, TClose
from analysis.models.requirements import Requirement
from analysis.models.t_closeness import GroundDistance
from analysis.wording import Sentence, Share, sentence

DISCLAIMER: Final = sentence("This threshold is not a proof of anonymity.")
UNCONFIRMED: Final = sentence("usage, not confirmed by a text")


class Confirmed(Enum):
    """How well a figure is confirmed."""

    SOURCE = "source"
    """Read in a source."""
    USAGE = "usage"
    """Customary; not found in a text."""
    TEACHING = "teaching"
    """Chosen for exercises."""


class Use(Enum):
    """What a preset is for."""

    RELEASE = "release"
    """Records to be released."""
    TABLES = "tables"
    """Counts and totals in tables."""
    CHECKLIST = "checklist"
    """Columns that must go, whatever the figures."""


@dataclass(frozen=True)
class Text:
    """A text of a preset in both languages.

    Attributes:
        fr: In French.
        en: In English.
    """

    fr: str
    en: str


@dataclass(frozen=True)
class Figure:
    """One figure of a preset.

    Attributes:
        name: ``k``, ``max_risk``, ``l_min``, ``t_max``, ``max_unique``, ``geo_min_pop``, ``age_top``, ``dates``,
            ``cell_min``, ``dominance``, ``round_to``, ``secondary_suppression`` or ``min_age_of_data_years``.
        value: Its value; shares are 0 to 1.
        confirmed: How well it is confirmed.
    """

    name: str
    value: float | str | bool
    confirmed: Confirmed


@dataclass(frozen=True)
class Preset:
    """Thresholds that somebody published, or uses.

    Attributes:
        id: Its name in recipes and on the command line.
        title: What it is called.
        use: What it is for.
        figures: What it lays down.
        source: Where it is laid down.
        address: Where that can be read.
        date: Of the text, or of our reading where the text has none.
        note: What else is to be said.
    """

    id: str
    title: Text
    use: Use
    figures: tuple[Figure, ...]
    source: str
    address: str
    date: str
    note: Text

    def value(self, name: str) -> float | str | bool | None:
        """The value of a figure; None where the preset does not lay it down."""
        return next((figure.value for figure in self.figures if figure.name == name), None)

    @property
    def k(self) -> int | None:
        """Smallest class; None where the preset does not lay it down."""
        k = self.value("k")
        return None if k is None else int(k)

    def meets_k(self, k: int) -> bool:
        """Whether classes of k records are large enough.

        Whole numbers are compared: 1/11 = 0.0909 is above the 0.09 that the norms print for k = 11, and 1/14 = 0.0714
        below the 0.075 that they print for k = 15.
        """
        return self.k is None or k >= self.k

    def requirements(self, sensitive: Sequence[str]) -> tuple[Requirement, ...]:
        """What it asks of the sensitive columns, beside k."""
        found: list[Requirement] = []
        for column in sensitive:
            if (least := self.value("l_min")) is not None:
                found.append(DistinctLDiverse(column, int(least)))
            if (most := self.value("t_max")) is not None:
                found.append(TClose(column, float(most), GroundDistance.EQUAL))
        return tuple(found)


_BEYOND: Final[dict[str, Callable[[Any], Sentence]]] = {
    "geo_min_pop": lambda value: sentence("Places of at least {n} inhabitants.", n=int(value)),
    "age_top": lambda value: sentence("Ages of {n} and above grouped together.", n=int(value)),
    "dates": lambda _value: sentence("Dates no more precise than the year."),
    "max_unique": lambda value: sentence(
        "Share of people unique in the population at most {share}.", share=Share(value)
    ),
    "cell_min": lambda value: sentence("No count below {n} in tables.", n=int(value)),
    "dominance": lambda value: sentence("No unit beyond {share} of a cell's total.", share=Share(value)),
    "round_to": lambda value: sentence("Counts rounded to the nearest {n}.", n=int(value)),
    "secondary_suppression": lambda _value: sentence("Cells that give a hidden one away hidden too."),
    "min_age_of_data_years": lambda value: sentence("Least age of the data, in years: {n}.", n=int(value)),
}


def unset(preset: Preset, sensitive: Sequence[str]) -> tuple[Sentence, ...]:
    """What a preset asks that no requirement on the classes can express, and what it leaves open; for the reader to see to."""
    found = [_BEYOND[figure.name](figure.value) for figure in preset.figures if figure.name in _BEYOND]
    if preset.k is None:
        found.append(sentence("It sets no smallest class: k stays what you choose."))
    if preset.value("l_min") is None and preset.value("t_max") is None:
        found.append(sentence("It says nothing of what can be inferred of sensitive columns."))
    elif not sensitive:
        found.append(sentence("Its l and t need a sensitive column: none has that role."))
    return tuple(found)


@cache
def presets() -> tuple[Preset, ...]:
    """Every preset, in the order of the data file."""
    return tuple(_read(plain) for plain in json.loads((files(__package__) / "presets.json").read_text("utf-8")))


def preset(name: str) -> Preset:
    """A preset by its id.

    Raises:
        RecodingError: There is none of that id.
    """
    found = next((own for own in presets() if own.id == name), None)
    if found is None:
        raise RecodingError(
            "There is no preset {name}: choose one of {known}.", name=name, known=", ".join(own.id for own in presets())
        )
    return found


def _read(plain: dict[str, Any]) -> Preset:
    figures = tuple(
        Figure(name, figure["value"], Confirmed(figure["confirmed"])) for name, figure in plain["figures"].items()
    )
    source = plain["source"]
    return Preset(
        plain["id"], Text(**plain["title"]), Use(plain["use"]), figures, source["name"], source["address"], source["date"],
        Text(**plain["note"]),
    )  # fmt: skip

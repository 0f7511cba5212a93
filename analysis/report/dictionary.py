"""The data dictionary of a release: what each column is, where it comes from, and its values as they are released.

The JSON form follows the terms of DDI Codebook 2.5 (``var``, ``labl``, ``catgry``, ``catStat``; DDI Alliance, 2014). A
value that fewer than ``SHOWN_FROM`` records of the release hold is counted, never named.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from analysis.dataset import SHOWN_FROM, Column
from analysis.kinds import KIND_NAMES, Kind
from analysis.recipe.running import Outcome
from analysis.report.effects import Mode, mode_of
from analysis.report.judging import pseudonyms_of
from analysis.roles import ROLE_NAMES, Role
from analysis.speech import Speech
from analysis.wording import Sentence, sentence

FORMAT: Final = "foule-data-dictionary"
NAMED: Final = 200
"""Values of one column that are named, at most; the others are counted."""
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


@dataclass(frozen=True)
class Variable:
    """One column of a release.

    Attributes:
        name: Its name.
        kind: What its values are as they are released.
        source_kind: What they were in the source; None for a column that the source has not.
        role: Its role.
        provenance: What was done to it, in order.
        level: Level of its hierarchy; None where it was not generalised by one.
        n_records: Records of the release.
        n_missing: Records without a value.
        n_distinct: Distinct values.
        values: (value, records) of those that ``SHOWN_FROM`` records hold or more, the most frequent first.
        n_unnamed: Distinct values that are not named.
    """

    name: str
    kind: Kind
    source_kind: Kind | None
    role: Role
    provenance: tuple[Sentence, ...]
    level: int | None
    n_records: int
    n_missing: int
    n_distinct: int
    values: tuple[tuple[str, int], ...]
    n_unnamed: int


def variables(outcome: Outcome) -> tuple[Variable, ...]:
    """Describe every column of a release, in its order."""
    roles = dict(outcome.roles.assigned)
    mode = mode_of(outcome)
    levels = dict(zip(outcome.recoded.table.names, outcome.recoded.classes.levels, strict=True))
    hidden = pseudonyms_of(outcome)
    return tuple(
        _variable(
            outcome,
            column,
            roles[column.name],
            _level(levels, mode, column.name),
            column.name in hidden or roles[column.name] is Role.HOUSEHOLD,
        )
        for column in outcome.release.dataset
    )


def _level(levels: dict[str, int], mode: Mode, name: str) -> int | None:
    return None if mode is Mode.LOCAL else levels.get(name)


def _variable(outcome: Outcome, column: Column, role: Role, level: int | None, is_code: bool) -> Variable:
    order = np.argsort(-column.counts, kind="stable")
    named = [] if is_code else [place for place in order if column.counts[place] >= SHOWN_FROM][:NAMED]
    return Variable(
        column.name,
        column.kind,
        outcome.dataset[column.name].kind if column.name in outcome.dataset else None,
        role,
        tuple(_provenance(outcome, column.name, level)),
        level,
        len(column.codes),
        column.n_missing,
        len(column.values),
        tuple((str(column.values[place]), int(column.counts[place])) for place in named),
        len(column.values) - len(named),
    )


def _provenance(outcome: Outcome, name: str, level: int | None) -> Iterator[Sentence]:
    if name not in outcome.dataset:
        yield sentence("made by an operation")
    for step in outcome.recipe.steps:
        if name in step.columns:
            yield step.describe()
    if level:
        top = next(own.top for own in outcome.recoded.table.columns if own.name == name)
        yield sentence("generalised to level {level} of {top}", level=level, top=top)
    if name in outcome.recoded.table.names and mode_of(outcome) is Mode.LOCAL:
        yield sentence("recoded locally")


def dictionary_json(outcome: Outcome, language: str = "en") -> dict[str, Any]:
    """The dictionary as plain types, for JSON; figures are counts, labels in the language."""
    speech = Speech(language)
    return {
        "format": FORMAT,
        "version": 1,
        "language": language,
        "title": outcome.release.dataset.name,
        "records": outcome.release.dataset.n_records,
        "named_from": SHOWN_FROM,
        "source_fingerprint": outcome.dataset.fingerprint,
        "release_fingerprint": outcome.release.dataset.fingerprint,
        "var": [_variable_json(own, speech) for own in variables(outcome)],
    }


def _variable_json(own: Variable, speech: Speech) -> dict[str, Any]:
    return {
        "name": own.name,
        "labl": speech.say(ROLE_NAMES[own.role]),
        "role": own.role.value,
        "kind": own.kind.value,
        "source_kind": own.source_kind.value if own.source_kind else None,
        "level": own.level,
        "provenance": [speech.say(done) for done in own.provenance],
        "valid": own.n_records - own.n_missing,
        "invalid": own.n_missing,
        "distinct": own.n_distinct,
        "catgry": [{"catValu": value, "catStat": records} for value, records in own.values],
        "not_named": own.n_unnamed,
    }


def dictionary_csv(outcome: Outcome, language: str) -> bytes:
    """The dictionary as a table for spreadsheets, a row for each value that is named; UTF-8 with its mark.

    Args:
        language: ``fr`` or ``en``: that of its heads, and whether semicolons or commas part its fields.
    """
    speech = Speech(language)
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";" if language == "fr" else ",", lineterminator="\r\n")
    writer.writerow([speech.say(head) for head in _HEADS])
    for own in variables(outcome):
        writer.writerows([_guarded(str(cell)) for cell in row] for row in _rows(own, speech))
    return target.getvalue().encode("utf-8-sig")


_HEADS: Final = (
    sentence("Column"),
    sentence("Kind"),
    sentence("Role"),
    sentence("What was done"),
    sentence("Missing"),
    sentence("Distinct values"),
    sentence("Values not named"),
    sentence("Value"),
    sentence("Records"),
)


def _rows(own: Variable, speech: Speech) -> Iterator[tuple[object, ...]]:
    about = (
        own.name,
        speech.say(KIND_NAMES[own.kind]),
        speech.say(ROLE_NAMES[own.role]),
        " ".join(speech.say(done) for done in own.provenance),
        own.n_missing,
        own.n_distinct,
        own.n_unnamed,
    )
    for value, records in own.values or (("", ""),):
        yield (*about, value, records)


def _guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell

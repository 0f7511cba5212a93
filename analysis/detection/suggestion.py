"""From the evidence about a column to the role suggested for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from math import isnan
from typing import Any

from analysis.dataset import Column, Dataset
from analysis.detection.concepts import ADVICE, MEANINGS, Concept, Treatment
from analysis.detection.contents import Content, contents
from analysis.detection.coordinates import coordinate_pairs
from analysis.detection.findings import Finding, findings, percent_of
from analysis.detection.measures import NEARLY_UNIQUE
from analysis.detection.rarity import Rare, latest_year, rare
from analysis.detection.values import Values
from analysis.kinds import Kind
from analysis.roles import SINGLE, Role
from analysis.wording import Sentence, sentence

DECIDED_FROM = 0.5
"""Confidence below which no role is suggested."""
THREADS = 2
TOLD_BY_CONTENTS = 0.01
"""Share of the records with an identifier inside their text from which a column is suggested as free text."""
LABELS_BELOW = 0.05
"""Distinct values for each record below which texts are labels."""
LINKING = frozenset({Concept.PERSON_NUMBER, Concept.PERSISTENT_CODE})
"""Numbers and codes that hold the records of a person together: where they repeat, a new code keeps that."""
FEW = 20
"""Most distinct values that are called few."""


@dataclass(frozen=True)
class Suggestion:
    """A role for a column, for a person to accept or refuse.

    Attributes:
        column: Name of the column.
        kind: What its values are.
        role: The role suggested; undecided where the evidence is weak or contradicts itself.
        confidence: How far the evidence supports the role, 0 to 1; 0 where undecided.
        reasons: The evidence, most telling first. No value of a record is among it.
        treatment: What is usually done with such a column before release.
        findings: What the column may hold, likeliest first; the role follows from the first of them.
        contents: What its texts hold inside.
        rare: Its records of the very old; None if there are none.
    """

    column: str
    kind: Kind
    role: Role
    confidence: float
    reasons: tuple[Sentence, ...]
    treatment: Treatment
    findings: tuple[Finding, ...] = ()
    contents: tuple[Content, ...] = ()
    rare: Rare | None = None

    @property
    def concept(self) -> Concept | None:
        """What the column holds; None where that is not known."""
        sure = [finding for finding in self.findings if finding.confidence >= DECIDED_FROM]
        return sure[0].concept if sure else None

    def holds(self, concepts: frozenset[Concept]) -> bool:
        """Whether the column holds one of some concepts, as its values or inside its texts."""
        return self.concept in concepts or any(content.concept in concepts for content in self.contents)

    def as_json(self) -> dict[str, Any]:
        """The suggestion in plain types, reasons in English."""
        return {
            "column": self.column,
            "kind": self.kind.value,
            "role": self.role.value,
            "confidence": round(self.confidence, 2),
            "reasons": [str(reason) for reason in self.reasons],
            "treatment": self.treatment.value,
            "advice": str(ADVICE[self.treatment]),
            "concept": self.concept.value if self.concept else None,
            "share_of_records": self.findings[0].share if self.concept else None,
            "share_of_values": self.findings[0].share_of_values if self.concept else None,
            "contents": [content.as_json() for content in self.contents],
            "rare": self.rare.as_json() if self.rare else None,
        }


def suggest(dataset: Dataset) -> tuple[Suggestion, ...]:
    """Suggest a role for every column, in the order of the dataset; nothing is assigned.

    One column at most is suggested as the weight, and one as the household.
    """
    pairs, year = coordinate_pairs(dataset), latest_year(dataset)
    with ThreadPoolExecutor(THREADS) as pool:
        return _one_of_each(list(pool.map(lambda column: _suggestion(column, column.name in pairs, year), dataset)))


def _suggestion(column: Column, is_coordinate: bool, year: float) -> Suggestion:
    values, found = Values(column), findings(column)
    if not values.n_distinct:
        reason = sentence("The column holds no value.")
        return Suggestion(column.name, column.kind, Role.INSENSITIVE, 1.0, (reason,), Treatment.DROP)
    inside = contents(values)
    found = _likeliest(found, *_from_texts(values, inside), *_from_pair(is_coordinate))
    if found and found[0].confidence >= DECIDED_FROM:
        return _decided(values, found, inside, rare(column, found[0].concept, year))
    doubts = [reason for finding in found for reason in finding.reasons]
    reasons = (*doubts, *(content.reason for content in inside), _question(values), *_spread(values))
    return Suggestion(column.name, column.kind, Role.UNDECIDED, 0.0, reasons, Treatment.DECIDE, found, inside)


def _decided(values: Values, found: tuple[Finding, ...], inside: tuple[Content, ...], old: Rare | None) -> Suggestion:
    best, column = found[0], values.column
    meaning = MEANINGS[best.concept]
    repeated = [content.reason for content in inside if content.reason not in best.reasons]
    if inside and inside[0].read < values.n_distinct:
        repeated.append(sentence("Texts that were read: {read}, evenly spread over the file.", read=inside[0].read))
    rarity = (old.reason,) if old else ()
    reasons = (*best.reasons, *repeated, *rarity, *_caution(meaning.caution, values), *_spread(values))
    treatment = meaning.treatment
    if best.concept in LINKING and values.distinction < NEARLY_UNIQUE:
        treatment = Treatment.PSEUDONYMISE
    return Suggestion(column.name, column.kind, meaning.role, best.confidence, reasons, treatment, found, inside, old)


def _likeliest(found: tuple[Finding, ...], *others: Finding) -> tuple[Finding, ...]:
    """The findings with others that take the place of weaker ones on the same concept."""
    strongest: dict[Concept, Finding] = {}
    for finding in sorted((*found, *others), key=lambda finding: -finding.confidence):
        strongest.setdefault(finding.concept, finding)
    return tuple(strongest.values())


def _from_texts(values: Values, inside: tuple[Content, ...]) -> Iterator[Finding]:
    """Free text, where identifiers stand inside it; labels that many records share (a street, a ward) are none."""
    if values.n_distinct <= FEW or values.distinction < LABELS_BELOW:
        return
    identifying = [content for content in inside if MEANINGS[content.concept].role is Role.DIRECT_IDENTIFIER]
    if identifying and identifying[0].share >= TOLD_BY_CONTENTS:
        reasons = tuple(content.reason for content in inside)
        yield Finding(Concept.FREE_TEXT, 0.7 * MEANINGS[Concept.FREE_TEXT].certainty, None, reasons)


def _from_pair(is_coordinate: bool) -> Iterator[Finding]:
    if is_coordinate:
        reason = sentence("With the column beside it, it could give latitudes and longitudes in France.")
        yield Finding(Concept.COORDINATE, 0.65 * MEANINGS[Concept.COORDINATE].certainty, None, (reason,))


def _caution(caution: Sentence | None, values: Values) -> Iterator[Sentence]:
    if caution is not None:
        counted = {"single": values.n_single, "distinct": values.n_distinct}
        yield Sentence(
            caution.template, tuple((name, counted[name]) for name in counted if f"{{{name}}}" in caution.template)
        )


def _spread(values: Values) -> Iterator[Sentence]:
    """Distinction and separation of the column, in words."""
    if not isnan(values.separation):
        yield sentence(
            "{records} records, distinct values: {distinct}; "
            "two records taken at random differ {percent}% of the time.",
            distinct=values.n_distinct,
            records=values.n_records,
            percent=percent_of(values.separation),
        )


def _question(values: Values) -> Sentence:
    """What a person has to find out about a column that speaks neither by its name nor by its values."""
    if values.may_be_measured and values.distinction >= NEARLY_UNIQUE:
        return sentence(
            "Nearly every record has its own number, and nothing says whether it was measured (an amount) or "
            "given (a number that names the record): decide."
        )
    if values.may_be_measured and values.n_distinct > FEW:
        return sentence(
            "Nothing says what these numbers measure: decide whether others may know them (quasi-identifier) or "
            "would want to learn them (sensitive)."
        )
    if values.n_distinct <= FEW:
        return sentence(
            "Few values, and nothing says what they mean: decide whether others may know them (quasi-identifier) or "
            "would want to learn them (sensitive)."
        )
    return sentence("Nothing says what these texts are: decide whether they name, describe or concern a person.")


def _one_of_each(suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Leave the likeliest of the columns suggested for a role that only one may have; the others are undecided."""
    chosen = {
        role: max(candidates, key=lambda suggestion: suggestion.confidence).column
        for role in SINGLE
        if (candidates := [suggestion for suggestion in suggestions if suggestion.role is role])
    }
    return tuple(_yielding(suggestion, chosen.get(suggestion.role, suggestion.column)) for suggestion in suggestions)


def _yielding(suggestion: Suggestion, chosen: str) -> Suggestion:
    if suggestion.column == chosen:
        return suggestion
    reason = sentence("{column} is likelier to have this role, which only one column can have: decide.", column=chosen)
    return replace(
        suggestion,
        role=Role.UNDECIDED,
        confidence=0.0,
        reasons=(*suggestion.reasons, reason),
        treatment=Treatment.DECIDE,
    )

"""What a column may hold: its name and its values weighed together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import floor

from analysis.dataset import Column
from analysis.detection.concepts import MEANINGS, Concept
from analysis.detection.descriptive_patterns import DESCRIPTIVE_PATTERNS
from analysis.detection.measures import MEASURES, Measure
from analysis.detection.names import hints
from analysis.detection.number_patterns import NUMBER_PATTERNS
from analysis.detection.patterns import Pattern
from analysis.detection.person_patterns import PERSON_PATTERNS
from analysis.detection.values import Measured, Values
from analysis.wording import Sentence, Share, sentence

DOUBTED = 0.4
"""What is left of the confidence in a name when the values do not fit it."""
PATTERNS = (*PERSON_PATTERNS, *NUMBER_PATTERNS, *DESCRIPTIVE_PATTERNS)
Test = Pattern | Measure
TESTS: Mapping[Concept, tuple[Test, ...]] = {
    concept: tuple(test for test in (*PATTERNS, *MEASURES) if test.concept is concept) for concept in Concept
}


@dataclass(frozen=True)
class Finding:
    """Something that a column may hold, and why.

    Attributes:
        concept: What it may hold.
        confidence: How far the evidence supports that the role of the concept is the column's, 0 to 1.
        share: Share of the records whose value passes the test, 0 to 1; None where only the name speaks.
        reasons: The evidence, for and against.
        share_of_values: Share of the distinct values that pass, 0 to 1; None where only the name speaks.
    """

    concept: Concept
    confidence: float
    share: float | None
    reasons: tuple[Sentence, ...]
    share_of_values: float | None = None


def findings(column: Column) -> tuple[Finding, ...]:
    """What a column may hold by its name and its values, likeliest first.

    A concept that the name announces and the values deny is among them, with little confidence.
    """
    values, announced = Values(column), hints(column.name)
    if not values.n_distinct:
        return ()
    found = [_finding(concept, announced.get(concept, 0.0), values) for concept in Concept]
    return tuple(sorted((each for each in found if each.confidence), key=lambda each: -each.confidence))


def _finding(concept: Concept, announced: float, values: Values) -> Finding:
    """Weigh the tests of one concept with its name: they confirm each other as independent witnesses do."""
    meaning = MEANINGS[concept]
    named = (meaning.named,) if announced and meaning.named else ()
    results = [(test, test.measure(values)) for test in TESTS[concept] if announced or test.alone]
    passed = [each for each in results if _passes(*each, announced > 0)]
    if passed:
        test, result = max(passed, key=lambda each: (_support(each[0], announced), each[1].share))
        confidence = (1 - (1 - announced) * (1 - _support(test, announced))) * meaning.certainty
        evidence = (*named, *_evidence(test.found, result, values), *_by_chance(test))
        return Finding(concept, confidence, result.share, evidence, result.valid / values.n_distinct)
    if not announced or not any(test.refutes for test, _ in results):
        return Finding(concept, announced * meaning.certainty, None, named)
    share = max(result.share for test, result in results if test.refutes)
    return Finding(concept, announced * meaning.certainty * DOUBTED, share, (*named, _denial(share)))


def _support(test: Test, announced: float) -> float:
    return max(test.agreed, test.alone) if announced else test.alone


def _passes(test: Test, result: Measured, announced: bool) -> bool:
    if announced:
        return result.share >= test.enough
    return result.share >= test.enough and result.valid >= test.at_least and test.beats_chance(result)


def _denial(share: float) -> Sentence:
    if percent := percent_of(share):
        return sentence("But only {percent}% of the records with a value look like that.", percent=percent)
    return sentence("But the values do not look like that.")


def _evidence(found: Sentence, result: Measured, values: Values) -> Iterator[Sentence]:
    yield Sentence(found.template, (("percent", percent_of(result.share)),))
    if result.checked < values.n_distinct:
        yield sentence(
            "Estimated from {checked} of the {distinct} distinct values, evenly spread over the file.",
            checked=result.checked,
            distinct=values.n_distinct,
        )


def _by_chance(test: Test) -> Iterator[Sentence]:
    if isinstance(test, Pattern) and test.chance:
        yield sentence("By chance {share} would pass.", share=Share(test.chance))


def percent_of(share: float) -> float:
    """The share in per cent, cut to one decimal: 100 is said of all records only."""
    cut = floor(share * 1000) / 10
    return int(cut) if cut.is_integer() else cut

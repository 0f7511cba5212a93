"""What describes a person without naming one: places, sexes, diagnoses, dates, ages."""

from __future__ import annotations

from analysis.detection.concepts import Concept
from analysis.detection.patterns import ANY, DIGITS, Pattern
from analysis.detection.validators import SEX_CODES, SEX_WORDS, YES_NO, is_one_of
from analysis.kinds import Kind
from analysis.wording import sentence

_DAY, _MONTH, _YEAR = "(?:0[1-9]|[12][0-9]|3[01])", "(?:0[1-9]|1[0-2])", "(?:18|19|20)[0-9]{2}"

DESCRIPTIVE_PATTERNS = (
    Pattern(
        Concept.COORDINATE,
        sentence("{percent}% of the records with a value hold a latitude and a longitude."),
        r"[\[(]?-?(?:90(?:\.0+)?|[0-8]?[0-9]\.[0-9]{2,})[°NS]?\s*[,; ]\s*-?(?:1[0-7][0-9]|[0-9]{1,2})\.[0-9]{2,}[°EWO]?[\])]?",
        alone=0.9,
        at_least=3,
        kinds=frozenset({Kind.TEXT, Kind.CODE}),
    ),
    Pattern(
        Concept.SEX,
        sentence("{percent}% of the records with a value hold a word or letter for a sex."),
        r"[\p{L}. ]{1,14}",
        is_one_of(SEX_WORDS),
        alone=0.85,
        at_least=2,
    ),
    Pattern(
        Concept.SEX,
        sentence("{percent}% of the records with a value hold a code or word in use for sexes."),
        r"[\p{L}0-9. ]{1,14}",
        is_one_of(SEX_CODES),
        kinds=ANY,
    ),
    Pattern(
        Concept.CONSENT,
        sentence("{percent}% of the records with a value hold yes or no."),
        r"[\p{L}0-9 -]{1,8}",
        is_one_of(YES_NO),
        refutes=False,
        kinds=ANY,
    ),
    Pattern(
        Concept.POSTAL_CODE,
        sentence("{percent}% of the records with a value hold five characters that begin with a French département."),
        r"(?:0[1-9]|[1-8][0-9]|9[0-578]|2[AB])[0-9]{3}|[1-9][0-9]{3}",
        enough=0.95,
        refutes=False,
        kinds=DIGITS,
    ),
    Pattern(
        Concept.POSTAL_CODE,
        sentence(
            "{percent}% of the records with a value hold a five-character code that begins with a French département."
        ),
        r"(?:0[1-9]|[1-8][0-9]|9[0-578]|2[AB])[0-9]{3}",
        alone=0.6,
        enough=0.98,
        at_least=10,
        refutes=False,
        kinds=frozenset({Kind.CODE}),
    ),
    Pattern(
        Concept.DIAGNOSIS,
        sentence("{percent}% of the records with a value hold a code laid out as in the ICD-10 (CIM-10)."),
        r"[A-Z][0-9]{2}(?:\.?[0-9X](?:[0-9+]{1,3})?|\.-)?",
        alone=0.65,
        enough=0.9,
        at_least=10,
        refutes=False,
    ),
    Pattern(
        Concept.EVENT_DATE,
        sentence("{percent}% of the records with a value hold eight digits laid out as a date."),
        rf"{_YEAR}{_MONTH}{_DAY}|{_DAY}{_MONTH}{_YEAR}|[1-9]{_MONTH}{_YEAR}",
        alone=0.7,
        enough=0.98,
        at_least=5,
        kinds=DIGITS,
    ),
    Pattern(
        Concept.BIRTH_DATE,
        sentence("{percent}% of the records with a value hold eight digits laid out as a date."),
        rf"{_YEAR}{_MONTH}{_DAY}|{_DAY}{_MONTH}{_YEAR}|[1-9]{_MONTH}{_YEAR}",
        kinds=DIGITS,
    ),
    Pattern(
        Concept.AGE,
        sentence("{percent}% of the records with a value hold an age or an age band."),
        r"[^0-9]*[0-9]{1,3}(?:[^0-9]+[0-9]{1,3})?[^0-9]*",
        kinds=frozenset({Kind.TEXT, Kind.CODE}),
    ),
)

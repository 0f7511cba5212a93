"""What names a person or says where to reach one: names, national numbers, e-mail addresses, phones, addresses.

A NIR is 13 characters (sex, year and month of birth, département, commune, rank) and a key of two digits; the month is
01 to 12, or 20 to 42 or 50 to 99 where it is not known.
"""

from __future__ import annotations

from stdnum.ch import ssn as ahv
from stdnum.es import dni
from stdnum.gb import nhs
from stdnum.it import codicefiscale

from analysis.detection.check_digits import is_nir, is_nir_without_key
from analysis.detection.concepts import Concept
from analysis.detection.patterns import DIGITS, Pattern
from analysis.detection.validators import Each, are_emails, are_names, are_phones
from analysis.kinds import Kind
from analysis.wording import sentence

_NIR_MONTH = "(?:0[1-9]|1[0-2]|[23][0-9]|4[0-2]|[5-9][0-9])"
_NIR_NUMBER = rf"[123478] ?[0-9]{{2}} ?{_NIR_MONTH} ?(?:2[ABab]|[0-9]{{2}}) ?[0-9]{{3}} ?[0-9]{{3}}"
_STREET = (
    "rue|avenue|av|bd|boulevard|chemin|impasse|all[ée]e|place|route|quai|cours|square|lieu-dit|lotissement"
    "|street|st|road|rd|lane|drive|ave"
)


def _is_foreign_identity(text: str) -> bool:
    return any(module.is_valid(text) for module in (dni, codicefiscale, ahv))


PERSON_PATTERNS = (
    Pattern(
        Concept.NIR,
        sentence("{percent}% of the records with a value hold a NIR with a valid key and a plausible month."),
        rf"{_NIR_NUMBER} ?[-/]? ?[0-9]{{2}}",
        is_nir,
        chance=1 / 97,
        alone=0.97,
        enough=0.05,
        at_least=3,
        kinds=DIGITS,
    ),
    Pattern(
        Concept.NIR,
        sentence("{percent}% of the records with a value hold 13 characters laid out as a NIR without its key."),
        _NIR_NUMBER,
        kinds=DIGITS,
    ),
    Pattern(
        Concept.NIR,
        sentence(
            "{percent}% of the records with a value hold 13 characters with a sex, a month from 1 to 12 and a place, as a NIR "
            "without its key; few other numbers do."
        ),
        r"[12] ?[0-9]{2} ?(?:0[1-9]|1[0-2]) ?(?:2[ABab]|[0-9]{2}) ?[0-9]{3} ?[0-9]{3}",
        is_nir_without_key,
        alone=0.85,
        at_least=20,
        kinds=DIGITS,
    ),
    Pattern(
        Concept.NATIONAL_NUMBER,
        sentence("{percent}% of the records with a value hold digits laid out as a US social security number."),
        r"[0-8][0-9]{2}-[0-9]{2}-[0-9]{4}",
        alone=0.85,
        at_least=3,
        refutes=False,
    ),
    Pattern(
        Concept.NATIONAL_NUMBER,
        sentence(
            "{percent}% of the records with a value hold a valid identity number of another country (ES, IT, CH)."
        ),
        r"[0-9XYZ][0-9]{7}-?[A-Z]|[A-Z]{6}[0-9]{2}[A-EHLMPRST][0-9]{2}[A-Z][0-9]{3}[A-Z]|756\.?[0-9]{4}\.?[0-9]{4}\.?[0-9]{2}",
        Each(_is_foreign_identity),
        chance=0.1,
        alone=0.9,
        at_least=3,
        refutes=False,
        kinds=DIGITS,
    ),
    Pattern(
        Concept.NATIONAL_NUMBER,
        sentence(
            "{percent}% of the records with a value hold ten digits with the check digit of a British NHS number."
        ),
        r"[0-9]{3} ?[0-9]{3} ?[0-9]{4}",
        Each(nhs.is_valid),
        chance=1 / 11,
        alone=0.85,
        enough=0.95,
        at_least=8,
        refutes=False,
        kinds=DIGITS,
    ),
    Pattern(
        Concept.PERSON_NAME,
        sentence("{percent}% of the records with a value hold known first names or family names."),
        r"[\p{L}'’.-]+(?:,? [\p{L}'’.-]+){0,3}",
        are_names,
        alone=0.8,
        enough=0.4,
        at_least=20,
        refutes=False,
        kinds=frozenset({Kind.TEXT}),
    ),
    Pattern(
        Concept.EMAIL,
        sentence("{percent}% of the records with a value hold a valid e-mail address."),
        r"[^@\s]+@[^@\s]+\.[^@\s]+",
        are_emails,
        alone=0.97,
        enough=0.01,
    ),
    Pattern(
        Concept.PHONE,
        sentence("{percent}% of the records with a value hold a valid phone number."),
        r"(?:\+|00)[1-9][0-9 ().-]{6,18}|0[1-9](?:[ .-]?[0-9]{2}){4}|\([0-9]{3}\) ?[0-9]{3}-[0-9]{4}",
        are_phones,
        alone=0.9,
        enough=0.5,
        at_least=3,
    ),
    Pattern(
        Concept.PHONE,
        sentence("{percent}% of the records with a value hold a phone number that lost its leading zero."),
        r"[1-9][0-9]{8}",
        are_phones,
        kinds=DIGITS,
    ),
    Pattern(
        Concept.ADDRESS,
        sentence(
            "{percent}% of the records with a value hold a number or a word used for streets, as postal addresses do."
        ),
        rf"(?i)[0-9]+[ ,a-z]*\b(?:{_STREET})\b.*|(?:{_STREET})\b.*[0-9].*",
        alone=0.85,
        enough=0.4,
        at_least=3,
        refutes=False,
    ),
)

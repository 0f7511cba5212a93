"""Tests on the text of the values: a shape that every value is held to, and a check of its digits or words.

Shapes (RE2 expressions, whole value) and checks are tried on a sample first, and on every distinct value unless the
sample has nothing like it. A check digit that one number in ten has by chance convinces only where far more have it:
without a name that announces it, the odds of as many by chance have to be below ``CHANCE``.
A NIR is 13 characters (sex, year and month of birth, département, commune, rank) and a key of two digits; the month is
01 to 12, or 20 to 42 or 50 to 99 where it is not known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.stats import binom
from stdnum.ch import ssn as ahv
from stdnum.es import dni
from stdnum.gb import nhs
from stdnum.it import codicefiscale

from analysis.detection.check_digits import (
    has_luhn,
    is_finess,
    is_iban,
    is_nir,
    is_nir_without_key,
    is_old_book,
    is_product,
    is_siret,
)
from analysis.detection.concepts import Concept
from analysis.detection.validators import (
    SEX_CODES,
    SEX_WORDS,
    SLOW,
    YES_NO,
    Check,
    Each,
    are_emails,
    are_names,
    are_phones,
    is_address_of_device,
    is_one_of,
    matches,
)
from analysis.detection.values import Measured, Values
from analysis.kinds import Kind
from analysis.wording import Sentence, sentence

AGREED = 0.85
"""Confidence that values in agreement with the name add to it, unless a test says otherwise."""
CHANCE = 1e-6
"""Odds below which chance does not explain how many values pass."""


@dataclass(frozen=True)
class Pattern:
    """What the texts of a concept look like.

    Attributes:
        concept: What is looked for.
        found: Said when enough records pass; ``{percent}`` is their share.
        shape: RE2 expression that the whole text matches, blanks around it left out.
        valid: Checks texts that have the shape; None where the shape is all there is to check.
        chance: Share of unrelated texts of the shape that pass the check all the same, 0 to 1.
        alone: Confidence when the name says nothing; 0 if passing proves nothing without the name.
        agreed: Confidence that passing adds to a name that announces the concept.
        enough: Share of the records that must pass.
        at_least: Distinct values that must pass before they count without the name, so that chance cannot do it.
        refutes: Whether a name that announces the concept is doubted when few values pass.
        kinds: Kinds of columns that can hold it.
    """

    concept: Concept
    found: Sentence
    shape: str
    valid: Check | None = None
    chance: float = 0.0
    alone: float = 0.0
    agreed: float = AGREED
    enough: float = 0.9
    at_least: int = 1
    refutes: bool = True
    kinds: frozenset[Kind] = frozenset({Kind.TEXT, Kind.CODE})

    def measure(self, values: Values) -> Measured:
        """How many of the values pass."""
        if values.kind not in self.kinds:
            return Measured(0.0, 0, 0)
        estimate = self._measured(values, values.sample, values.sampled)
        if len(values.sampled) == values.n_distinct or estimate.share < self.enough / 2:
            return estimate
        return self._measured(values, values.texts)

    def _measured(self, values: Values, texts: pa.Array, at: np.ndarray | None = None) -> Measured:
        shaped = matches(texts, self.shape)
        passes = shaped.copy()
        if self.valid is not None and shaped.any():
            passes[shaped] = self.valid(pc.utf8_trim_whitespace(texts.filter(pa.array(shaped))))
        n_shaped = int(shaped.sum())
        unasked = max(0, n_shaped - SLOW) if isinstance(self.valid, Each) else 0
        return replace(values.weighed(passes, at), shaped=n_shaped, checked=len(texts) - unasked)

    def beats_chance(self, result: Measured) -> bool:
        """Whether more values pass than chance explains, were each value drawn without regard to the check."""
        return not self.chance or bool(binom.sf(result.valid - 1, result.shaped, self.chance) < CHANCE)


_DIGITS = frozenset({Kind.TEXT, Kind.CODE, Kind.INTEGER})
_ANY = frozenset(Kind) - {Kind.EMPTY}
_DAY, _MONTH, _YEAR = "(?:0[1-9]|[12][0-9]|3[01])", "(?:0[1-9]|1[0-2])", "(?:18|19|20)[0-9]{2}"
_NIR_MONTH = "(?:0[1-9]|1[0-2]|[23][0-9]|4[0-2]|[5-9][0-9])"
_NIR_NUMBER = rf"[123478] ?[0-9]{{2}} ?{_NIR_MONTH} ?(?:2[ABab]|[0-9]{{2}}) ?[0-9]{{3}} ?[0-9]{{3}}"
_STREET = (
    "rue|avenue|av|bd|boulevard|chemin|impasse|all[ée]e|place|route|quai|cours|square|lieu-dit|lotissement"
    "|street|st|road|rd|lane|drive|ave"
)


def _is_foreign_identity(text: str) -> bool:
    return any(module.is_valid(text) for module in (dni, codicefiscale, ahv))


PATTERNS = (
    Pattern(
        Concept.NIR,
        sentence("{percent}% of the records with a value hold a NIR with a valid key and a plausible month."),
        rf"{_NIR_NUMBER} ?[-/]? ?[0-9]{{2}}",
        is_nir,
        chance=1 / 97,
        alone=0.97,
        enough=0.05,
        at_least=3,
        kinds=_DIGITS,
    ),
    Pattern(
        Concept.NIR,
        sentence("{percent}% of the records with a value hold 13 characters laid out as a NIR without its key."),
        _NIR_NUMBER,
        kinds=_DIGITS,
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
        kinds=_DIGITS,
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
        kinds=_DIGITS,
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
        kinds=_DIGITS,
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
        kinds=_DIGITS,
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
    Pattern(
        Concept.BANK_ACCOUNT,
        sentence("{percent}% of the records with a value hold an IBAN with a valid key."),
        r"[A-Za-z]{2}[0-9]{2}[A-Za-z0-9 ]{11,36}",
        is_iban,
        chance=1 / 97,
        alone=0.97,
        enough=0.05,
        at_least=3,
    ),
    Pattern(
        Concept.PAYMENT_CARD,
        sentence("{percent}% of the records with a value hold 16 digits with the check digit of a payment card."),
        r"[2-6][0-9]{3}(?:[ -]?[0-9]{4}){3}",
        has_luhn,
        chance=0.1,
        alone=0.9,
        at_least=8,
        kinds=_DIGITS,
    ),
    Pattern(
        Concept.PROFESSIONAL_NUMBER,
        sentence("{percent}% of the records with a value hold 11 digits with the check digit of an RPPS number."),
        r"[0-9]{11}",
        has_luhn,
        chance=0.1,
        alone=0.85,
        at_least=8,
        kinds=_DIGITS,
    ),
    Pattern(
        Concept.COMPANY_NUMBER,
        sentence("{percent}% of the records with a value hold a company number with a valid check digit (SIREN)."),
        r"[0-9]{3} ?[0-9]{3} ?[0-9]{3}",
        has_luhn,
        chance=0.1,
        alone=0.85,
        at_least=8,
        kinds=_DIGITS,
    ),
    Pattern(
        Concept.COMPANY_NUMBER,
        sentence(
            "{percent}% of the records with a value hold an establishment number with a valid check digit (SIRET)."
        ),
        r"[0-9]{3} ?[0-9]{3} ?[0-9]{3} ?[0-9]{5}",
        is_siret,
        chance=0.01,
        alone=0.9,
        at_least=8,
        kinds=_DIGITS,
    ),
    Pattern(
        Concept.NETWORK_ADDRESS,
        sentence("{percent}% of the records with a value hold a network address (IP or MAC)."),
        r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f:-]{6,39}",
        Each(is_address_of_device),
        alone=0.95,
        enough=0.5,
        refutes=False,
    ),
    Pattern(
        Concept.NETWORK_ADDRESS,
        sentence("{percent}% of the records with a value hold 15 digits with the check digit of a phone's IMEI."),
        r"[0-9]{2}-?[0-9]{6}-?[0-9]{6}-?[0-9]",
        has_luhn,
        chance=0.1,
        alone=0.85,
        at_least=8,
        refutes=False,
        kinds=_DIGITS,
    ),
    Pattern(
        Concept.WEB_ADDRESS,
        sentence("{percent}% of the records with a value hold a web address."),
        r"(?i)(?:https?://|www\.)\S+",
        alone=0.85,
        enough=0.5,
        refutes=False,
    ),
    Pattern(
        Concept.VEHICLE,
        sentence("{percent}% of the records with a value hold a number plate (AA-123-AA)."),
        r"[A-HJ-NP-TV-Z]{2}[- ]?[0-9]{3}[- ]?[A-HJ-NP-TV-Z]{2}",
        alone=0.85,
        at_least=3,
        refutes=False,
    ),
    Pattern(
        Concept.PERSISTENT_CODE,
        sentence(
            "{percent}% of the records with a value hold a code that a machine made (UUID, or a digest such as SHA-256)."
        ),
        r"(?i)[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}|(?:[0-9a-f]{8}){4,16}"
        r"|(?-i:[A-Za-z0-9+/_-]{22}==|[A-Za-z0-9+/_-]{27}=|[A-Za-z0-9+/_-]{43}=)",
        alone=0.9,
        at_least=3,
        refutes=False,
    ),
    Pattern(
        Concept.ESTABLISHMENT,
        sentence(
            "{percent}% of the records with a value hold an establishment number with a valid check digit (FINESS)."
        ),
        r"(?:[0-9]{2}|2[AB])[0-9]{7}",
        is_finess,
        refutes=False,
        kinds=_DIGITS,
    ),
    Pattern(
        Concept.ESTABLISHMENT,
        sentence(
            "{percent}% of the records with a value hold a French département, a zero and a valid check digit, "
            "as establishment numbers do (FINESS)."
        ),
        r"(?:0[1-9]|[1-8][0-9]|9[0-578]|2[AB])0[0-9]{6}",
        is_finess,
        chance=0.1,
        alone=0.9,
        at_least=8,
        refutes=False,
        kinds=_DIGITS,
    ),
    Pattern(
        Concept.PRODUCT,
        sentence("{percent}% of the records with a value hold a product number with a valid check digit (EAN, ISBN)."),
        r"[0-9]{8}|[0-9]{12,14}|97[89]-?[0-9-]{10,13}",
        is_product,
        chance=0.1,
        alone=0.9,
        at_least=8,
        refutes=False,
        kinds=_DIGITS,
    ),
    Pattern(
        Concept.PRODUCT,
        sentence("{percent}% of the records with a value hold a book number with a valid check digit (ISBN)."),
        r"[0-9]-?[0-9]{2,7}-?[0-9]{2,6}-?[0-9Xx]",
        is_old_book,
        chance=1 / 11,
        alone=0.9,
        at_least=8,
        refutes=False,
        kinds=_DIGITS,
    ),
    Pattern(
        Concept.CARE,
        sentence("{percent}% of the records with a value hold the code of a medicine (CIP13)."),
        r"34009[0-9]{8}",
        is_product,
        chance=0.1,
        alone=0.95,
        at_least=3,
        refutes=False,
        kinds=_DIGITS,
    ),
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
        kinds=_ANY,
    ),
    Pattern(
        Concept.CONSENT,
        sentence("{percent}% of the records with a value hold yes or no."),
        r"[\p{L}0-9 -]{1,8}",
        is_one_of(YES_NO),
        refutes=False,
        kinds=_ANY,
    ),
    Pattern(
        Concept.POSTAL_CODE,
        sentence("{percent}% of the records with a value hold five characters that begin with a French département."),
        r"(?:0[1-9]|[1-8][0-9]|9[0-578]|2[AB])[0-9]{3}|[1-9][0-9]{3}",
        enough=0.95,
        refutes=False,
        kinds=_DIGITS,
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
        kinds=_DIGITS,
    ),
    Pattern(
        Concept.BIRTH_DATE,
        sentence("{percent}% of the records with a value hold eight digits laid out as a date."),
        rf"{_YEAR}{_MONTH}{_DAY}|{_DAY}{_MONTH}{_YEAR}|[1-9]{_MONTH}{_YEAR}",
        kinds=_DIGITS,
    ),
    Pattern(
        Concept.AGE,
        sentence("{percent}% of the records with a value hold an age or an age band."),
        r"[^0-9]*[0-9]{1,3}(?:[^0-9]+[0-9]{1,3})?[^0-9]*",
        kinds=frozenset({Kind.TEXT, Kind.CODE}),
    ),
)

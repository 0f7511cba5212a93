"""Numbers and codes that were given: of accounts, professionals, establishments, devices, vehicles, products."""

from __future__ import annotations

from analysis.detection.check_digits import has_luhn, is_finess, is_iban, is_old_book, is_product, is_siret
from analysis.detection.concepts import Concept
from analysis.detection.patterns import DIGITS, Pattern
from analysis.detection.validators import Each, is_address_of_device
from analysis.wording import sentence

NUMBER_PATTERNS = (
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
        kinds=DIGITS,
    ),
    Pattern(
        Concept.PROFESSIONAL_NUMBER,
        sentence("{percent}% of the records with a value hold 11 digits with the check digit of an RPPS number."),
        r"[0-9]{11}",
        has_luhn,
        chance=0.1,
        alone=0.85,
        at_least=8,
        kinds=DIGITS,
    ),
    Pattern(
        Concept.COMPANY_NUMBER,
        sentence("{percent}% of the records with a value hold a company number with a valid check digit (SIREN)."),
        r"[0-9]{3} ?[0-9]{3} ?[0-9]{3}",
        has_luhn,
        chance=0.1,
        alone=0.85,
        at_least=8,
        kinds=DIGITS,
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
        kinds=DIGITS,
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
        kinds=DIGITS,
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
        kinds=DIGITS,
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
        kinds=DIGITS,
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
        kinds=DIGITS,
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
        kinds=DIGITS,
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
        kinds=DIGITS,
    ),
)

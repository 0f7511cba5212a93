"""What a column can hold, the role that follows from it, and the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from analysis.roles import Role
from analysis.wording import Sentence, sentence


class Treatment(Enum):
    """What is usually done with a column before release."""

    KEEP = "keep"
    GENERALISE = "generalise"
    PSEUDONYMISE = "pseudonymise"
    """Replace by a keyed or random code; the result is still personal data."""
    DATE_SHIFT = "date_shift"
    """Move all dates of a person by one random number of days, or keep no more than the month."""
    DROP = "drop"
    DECIDE = "decide"
    """Nothing is suggested: a person who knows the data has to say."""


ADVICE = MappingProxyType(
    {
        Treatment.KEEP: sentence("It may stay as it is, once the other columns no longer single people out."),
        Treatment.GENERALISE: sentence("Make it coarser, until enough people share each value."),
        Treatment.PSEUDONYMISE: sentence(
            "Replace it by a random code that is new for each release, or leave it out; the data remain personal data."
        ),
        Treatment.DATE_SHIFT: sentence(
            "Keep the month or the year, or move all dates of a person by the same random number of days."
        ),
        Treatment.DROP: sentence("Leave it out of the release."),
        Treatment.DECIDE: sentence("Decide what it is first."),
    }
)
"""What to do with a column, in a sentence."""


class Concept(Enum):
    """What a column holds; of two equally likely ones the first listed is suggested, so the gravest come first."""

    NIR = "nir"
    NATIONAL_NUMBER = "national_number"
    PERSON_NAME = "person_name"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    BANK_ACCOUNT = "bank_account"
    PAYMENT_CARD = "payment_card"
    PROFESSIONAL_NUMBER = "professional_number"
    COMPANY_NUMBER = "company_number"
    PERSON_NUMBER = "person_number"
    ACCOUNT = "account"
    NETWORK_ADDRESS = "network_address"
    WEB_ADDRESS = "web_address"
    VEHICLE = "vehicle"
    PERSISTENT_CODE = "persistent_code"
    FREE_TEXT = "free_text"
    RECORD_NUMBER = "record_number"
    UNIQUE_VALUE = "unique_value"
    HOUSEHOLD = "household"
    WEIGHT = "weight"
    BIRTH_DATE = "birth_date"
    AGE = "age"
    SEX = "sex"
    POSTAL_CODE = "postal_code"
    COORDINATE = "coordinate"
    PLACE = "place"
    COUNTRY = "country"
    OCCUPATION = "occupation"
    EDUCATION = "education"
    MARITAL_STATUS = "marital_status"
    RELATIONSHIP = "relationship"
    ETHNIC_ORIGIN = "ethnic_origin"
    HOUSEHOLD_TRAIT = "household_trait"
    ESTABLISHMENT = "establishment"
    BODY_MEASURE = "body_measure"
    EVENT_DATE = "event_date"
    DIAGNOSIS = "diagnosis"
    CARE = "care"
    BELIEF = "belief"
    OFFENCE = "offence"
    INCOME = "income"
    AMOUNT = "amount"
    STAY_LENGTH = "stay_length"
    CONSENT = "consent"
    PRODUCT = "product"
    CONSTANT = "constant"


@dataclass(frozen=True)
class Meaning:
    """What follows when a column holds a concept.

    Attributes:
        role: The role to suggest.
        treatment: What is usually done with it.
        certainty: How surely the role follows from the concept, 0 to 1.
        named: Said when the name of the column announces the concept; None where no name does.
        caution: Said whenever the concept is suggested; may use ``{single}``, the number of values held by one
            record only, and ``{distinct}``, the number of distinct values.
    """

    role: Role
    treatment: Treatment
    certainty: float
    named: Sentence | None = None
    caution: Sentence | None = None


def _direct(named: Sentence | None, caution: Sentence | None = None, certainty: float = 1.0) -> Meaning:
    return Meaning(Role.DIRECT_IDENTIFIER, Treatment.DROP, certainty, named, caution)


def _quasi(named: Sentence, caution: Sentence | None = None, certainty: float = 0.95) -> Meaning:
    return Meaning(Role.QUASI_IDENTIFIER, Treatment.GENERALISE, certainty, named, caution)


def _sensitive(named: Sentence, caution: Sentence | None = None, certainty: float = 0.9) -> Meaning:
    return Meaning(Role.SENSITIVE, Treatment.KEEP, certainty, named, caution)


MEANINGS = MappingProxyType(
    {
        Concept.NIR: _direct(
            sentence("The name of the column announces national registration numbers (NIR)."),
            sentence("A NIR also tells the sex, the year and month of birth and the commune of birth."),
        ),
        Concept.NATIONAL_NUMBER: _direct(
            sentence("The name of the column announces numbers of an official document or register of persons.")
        ),
        Concept.PERSON_NAME: _direct(sentence("The name of the column announces names of persons.")),
        Concept.EMAIL: _direct(sentence("The name of the column announces e-mail addresses.")),
        Concept.PHONE: _direct(sentence("The name of the column announces phone numbers.")),
        Concept.ADDRESS: _direct(sentence("The name of the column announces street addresses.")),
        Concept.BANK_ACCOUNT: _direct(sentence("The name of the column announces bank accounts.")),
        Concept.PAYMENT_CARD: _direct(sentence("The name of the column announces payment cards.")),
        Concept.PROFESSIONAL_NUMBER: _direct(
            sentence("The name of the column announces registration numbers of health professionals."),
            sentence("A public register gives the name that belongs to the number."),
        ),
        Concept.COMPANY_NUMBER: _direct(
            sentence("The name of the column announces company numbers (SIREN, SIRET)."),
            sentence("A public register gives the company of the number, and the person where one trades alone."),
            certainty=0.85,
        ),
        Concept.PERSON_NUMBER: _direct(
            sentence("The name of the column announces a number given to persons or to their files."), certainty=0.95
        ),
        Concept.ACCOUNT: _direct(sentence("The name of the column announces user accounts.")),
        Concept.NETWORK_ADDRESS: _direct(
            sentence("The name of the column announces network addresses or devices."),
            sentence("The address of a device leads to the person who uses it."),
        ),
        Concept.WEB_ADDRESS: _direct(sentence("The name of the column announces web addresses."), certainty=0.85),
        Concept.VEHICLE: _direct(sentence("The name of the column announces number plates of vehicles.")),
        Concept.PERSISTENT_CODE: _direct(
            sentence("The name of the column announces pseudonyms or hashed identifiers."),
            sentence(
                "A code that stays the same links the records of a person, here and in other files: "
                "the data remain personal data."
            ),
            certainty=0.95,
        ),
        Concept.FREE_TEXT: _direct(
            sentence("The name of the column announces free text."),
            sentence("Free text may name people: no figure of risk covers it."),
            certainty=0.85,
        ),
        Concept.RECORD_NUMBER: _direct(
            None, sentence("A number of the record leads back to it in the original file."), certainty=0.95
        ),
        Concept.UNIQUE_VALUE: _direct(
            None, sentence("A value that only one record holds may name that record."), certainty=0.9
        ),
        Concept.HOUSEHOLD: Meaning(
            Role.HOUSEHOLD,
            Treatment.PSEUDONYMISE,
            0.95,
            sentence("The name of the column announces the number of the household."),
        ),
        Concept.WEIGHT: Meaning(
            Role.WEIGHT, Treatment.KEEP, 0.95, sentence("The name of the column announces sampling weights.")
        ),
        Concept.BIRTH_DATE: _quasi(sentence("The name of the column announces dates of birth.")),
        Concept.AGE: _quasi(sentence("The name of the column announces ages.")),
        Concept.SEX: _quasi(sentence("The name of the column announces the sex of the person.")),
        Concept.POSTAL_CODE: _quasi(sentence("The name of the column announces postal codes.")),
        Concept.COORDINATE: _quasi(
            sentence("The name of the column announces geographical coordinates."),
            sentence("Four decimals place a person within about ten metres."),
        ),
        Concept.PLACE: _quasi(sentence("The name of the column announces places.")),
        Concept.COUNTRY: _quasi(sentence("The name of the column announces countries or nationalities.")),
        Concept.OCCUPATION: _quasi(sentence("The name of the column announces the occupation or the employer's kind.")),
        Concept.EDUCATION: _quasi(sentence("The name of the column announces the level of education.")),
        Concept.MARITAL_STATUS: _quasi(sentence("The name of the column announces the marital status.")),
        Concept.RELATIONSHIP: _quasi(sentence("The name of the column announces the place held in the family.")),
        Concept.ETHNIC_ORIGIN: _quasi(
            sentence("The name of the column announces the origin of the person, which others can often see."),
            sentence("It is a special category of personal data (GDPR, article 9)."),
            certainty=0.85,
        ),
        Concept.HOUSEHOLD_TRAIT: _quasi(
            sentence("The name of the column announces the size or the make-up of the household."), certainty=0.85
        ),
        Concept.ESTABLISHMENT: _quasi(
            sentence("The name of the column announces the establishment or the department attended."), certainty=0.85
        ),
        Concept.BODY_MEASURE: _quasi(
            sentence("The name of the column announces a measure of the body."),
            sentence("An extreme measure is visible and singles out its person."),
            certainty=0.75,
        ),
        Concept.EVENT_DATE: Meaning(
            Role.QUASI_IDENTIFIER,
            Treatment.DATE_SHIFT,
            0.85,
            sentence("The name of the column announces the date of an event."),
            sentence("Others may know when an event of a person's life took place."),
        ),
        Concept.PRODUCT: Meaning(
            Role.INSENSITIVE,
            Treatment.KEEP,
            0.75,
            caution=sentence("It names a product and no person, unless what somebody bought tells too much."),
        ),
        Concept.DIAGNOSIS: _sensitive(
            sentence("The name of the column announces diagnoses."),
            sentence(
                "A rare diagnosis singles out its patient: {single} of {distinct} values are held by one record only."
            ),
        ),
        Concept.CARE: _sensitive(sentence("The name of the column announces care, treatments or results.")),
        Concept.BELIEF: _sensitive(
            sentence("The name of the column announces beliefs, opinions or private life."),
            sentence("It is a special category of personal data (GDPR, article 9)."),
        ),
        Concept.OFFENCE: _sensitive(sentence("The name of the column announces offences or sanctions.")),
        Concept.INCOME: _sensitive(sentence("The name of the column announces income or wealth.")),
        Concept.AMOUNT: _sensitive(sentence("The name of the column announces costs or spending."), certainty=0.65),
        Concept.STAY_LENGTH: _sensitive(sentence("The name of the column announces durations."), certainty=0.65),
        Concept.CONSENT: Meaning(
            Role.INSENSITIVE,
            Treatment.KEEP,
            0.85,
            sentence("The name of the column announces the consent of the person."),
            sentence("Leave out those who refused before the release."),
        ),
        Concept.CONSTANT: Meaning(
            Role.INSENSITIVE,
            Treatment.KEEP,
            0.9,
            caution=sentence(
                "It distinguishes nobody, but it says the same thing about everybody: make sure it may be said."
            ),
        ),
    }
)

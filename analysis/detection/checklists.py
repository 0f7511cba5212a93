"""What a text forbids, category by category, against what was found in a dataset.

HIPAA: 45 CFR 164.514(b)(2)(i), the Safe Harbor method of de-identification, (A) to (R). MR-004: reference methodology of
the CNIL for research that does not involve the person, decision 2018-155 of 3 May 2018; its list of columns that may not
be processed. A list without a category found is no proof: both texts ask for more than the absence of columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from analysis.dataset import Dataset
from analysis.detection.concepts import Concept
from analysis.detection.suggestion import Suggestion
from analysis.kinds import Kind
from analysis.roles import Role
from analysis.wording import Sentence, sentence

_WORDS = frozenset({Kind.TEXT})
_NUMBERED = frozenset({Kind.TEXT, Kind.CODE, Kind.INTEGER})
_MEASURED = _NUMBERED | {Kind.DECIMAL}
_DATED = _NUMBERED | {Kind.DATE}


class Status(Enum):
    """Whether a category is in the dataset."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    """No column looks like it; the values of every column were understood as something else."""
    UNTOLD = "cannot_be_told"
    """No column looks like it, but some columns could hold it, or a table cannot show it at all."""


@dataclass(frozen=True)
class Category:
    """One line of a list.

    Attributes:
        key: Its letter or number in the text.
        title: What it forbids.
        concepts: What columns of this category hold; none where a table cannot show it.
        finer_than_year: Whether dates count only if they tell more than a year, or an age over 89.
        read_inside: Whether free text is searched for it well enough to say that it is not there.
        kinds: Kinds of columns that could hold it though nothing says so.
    """

    key: str
    title: Sentence
    concepts: frozenset[Concept] = frozenset()
    finer_than_year: bool = False
    read_inside: bool = False
    kinds: frozenset[Kind] = _NUMBERED


@dataclass(frozen=True)
class Checklist:
    """A list of what may not be in a dataset.

    Attributes:
        name: What it is called.
        source: Where it is published.
        categories: Its lines, in order.
    """

    name: str
    source: Sentence
    categories: tuple[Category, ...]


@dataclass(frozen=True)
class Checked:
    """What a dataset holds of one category.

    Attributes:
        category: The line of the list.
        status: Whether it was found.
        columns: The columns that hold it; where that cannot be told, those that could.
    """

    category: Category
    status: Status
    columns: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The answer in plain types, in English."""
        return {
            "category": self.category.key,
            "title": str(self.category.title),
            "status": self.status.value,
            "columns": list(self.columns),
        }


def checklist(dataset: Dataset, findings: Sequence[Suggestion], rules: Checklist) -> tuple[Checked, ...]:
    """Go through a list.

    Args:
        dataset: The records that the findings are about.
        findings: What was found in every column, as ``suggest`` gives it.
        rules: The list, ``HIPAA`` or ``MR_004``.
    """
    return tuple(_checked(dataset, findings, category) for category in rules.categories)


def _checked(dataset: Dataset, findings: Sequence[Suggestion], category: Category) -> Checked:
    if not category.concepts:
        return Checked(category, Status.UNTOLD, ())
    found = tuple(one.column for one in findings if _falls_under(dataset, one, category))
    if found:
        return Checked(category, Status.FOUND, found)
    possible = tuple(one.column for one in findings if _could_hide(one, category))
    return Checked(category, Status.UNTOLD if possible else Status.NOT_FOUND, possible)


def _falls_under(dataset: Dataset, one: Suggestion, category: Category) -> bool:
    if not category.finer_than_year:
        return one.holds(category.concepts)
    if one.rare is not None and Concept.AGE in category.concepts:
        return True
    return one.holds(category.concepts - {Concept.AGE}) and not _is_year(dataset, one)


def _is_year(dataset: Dataset, one: Suggestion) -> bool:
    """Whether a column of dates tells the year only."""
    column = dataset[one.column]
    if column.kind is not Kind.INTEGER or one.contents:
        return False
    numbers = column.numbers()
    return bool((numbers < 10_000).all())


def _could_hide(one: Suggestion, category: Category) -> bool:
    """Whether a column is not understood, or holds sentences in which the category is hard to see."""
    if one.concept is Concept.FREE_TEXT:
        return not category.read_inside
    if one.kind not in category.kinds:
        return False
    return one.role is Role.UNDECIDED or one.concept is Concept.UNIQUE_VALUE


def _of(*concepts: Concept) -> frozenset[Concept]:
    return frozenset(concepts)


_PERSONS = _of(Concept.PERSON_NAME)
_DATES = _of(Concept.BIRTH_DATE, Concept.EVENT_DATE, Concept.AGE)
_PLACES = _of(Concept.ADDRESS, Concept.POSTAL_CODE, Concept.PLACE, Concept.COORDINATE, Concept.ESTABLISHMENT)
_CODES = _of(
    Concept.PERSON_NUMBER,
    Concept.RECORD_NUMBER,
    Concept.PERSISTENT_CODE,
    Concept.UNIQUE_VALUE,
    Concept.HOUSEHOLD,
    Concept.COMPANY_NUMBER,
)

HIPAA = Checklist(
    "HIPAA Safe Harbor",
    sentence("45 CFR 164.514(b)(2)(i), United States; the letters are those of the regulation."),
    (
        Category("A", sentence("Names"), _PERSONS, kinds=_WORDS),
        Category(
            "B",
            sentence("Places smaller than a State, save three digits of large postal areas"),
            _PLACES,
            kinds=_MEASURED,
        ),
        Category(
            "C",
            sentence("Dates finer than the year, and ages over 89"),
            _DATES,
            finer_than_year=True,
            kinds=_DATED,
        ),
        Category("D", sentence("Telephone numbers"), _of(Concept.PHONE), read_inside=True),
        Category("E", sentence("Fax numbers"), _of(Concept.PHONE), read_inside=True),
        Category("F", sentence("E-mail addresses"), _of(Concept.EMAIL), read_inside=True, kinds=_WORDS),
        Category("G", sentence("Social security numbers"), _of(Concept.NIR, Concept.NATIONAL_NUMBER)),
        Category("H", sentence("Medical record numbers"), _of(Concept.PERSON_NUMBER, Concept.RECORD_NUMBER)),
        Category("I", sentence("Health plan beneficiary numbers"), _of(Concept.NIR)),
        Category("J", sentence("Account numbers"), _of(Concept.BANK_ACCOUNT, Concept.PAYMENT_CARD, Concept.ACCOUNT)),
        Category(
            "K",
            sentence("Certificate and licence numbers"),
            _of(Concept.PROFESSIONAL_NUMBER, Concept.NATIONAL_NUMBER),
        ),
        Category("L", sentence("Vehicle identifiers and number plates"), _of(Concept.VEHICLE)),
        Category("M", sentence("Device identifiers and serial numbers"), _of(Concept.NETWORK_ADDRESS)),
        Category("N", sentence("Web addresses (URL)"), _of(Concept.WEB_ADDRESS), read_inside=True, kinds=_WORDS),
        Category("O", sentence("IP addresses"), _of(Concept.NETWORK_ADDRESS), kinds=_WORDS),
        Category("P", sentence("Biometric identifiers, such as finger and voice prints")),
        Category("Q", sentence("Photographs of the full face, and images like them")),
        Category("R", sentence("Any other number, characteristic or code that is unique"), _CODES),
    ),
)
MR_004 = Checklist(
    "MR-004",
    sentence("CNIL, decision 2018-155 of 3 May 2018 (JORFTEXT000037187535), France; the numbers are ours."),
    (
        Category("1", sentence("Family names and first names"), _PERSONS, kinds=_WORDS),
        Category("2", sentence("National registration number (NIR)"), _of(Concept.NIR), read_inside=True),
        Category(
            "3",
            sentence("Full date of birth (month and year may stay)"),
            _of(Concept.BIRTH_DATE),
            finer_than_year=True,
            kinds=_DATED,
        ),
        Category(
            "4",
            sentence("Contact details: postal address, e-mail, phone"),
            _of(Concept.ADDRESS, Concept.EMAIL, Concept.PHONE),
        ),
        Category(
            "5",
            sentence("Patient and stay numbers of the establishment (IPP, IEP)"),
            _of(Concept.PERSON_NUMBER, Concept.RECORD_NUMBER),
        ),
        Category("6", sentence("Genetic data that identify a person again")),
        Category("7", sentence("Geolocation"), _of(Concept.COORDINATE), kinds=_MEASURED),
    ),
)
CHECKLISTS = (HIPAA, MR_004)
"""The lists that are gone through."""

"""What only people can say: the fields of the report that somebody fills in, by section.

The answers are kept in ``Recipe.answers`` by the name of the field; a name is never given to another field. A field of
choices keeps the value of the option, not its words, so that a report can be written in either language.

Sources: structure of a data protection impact assessment and scales of severity and likelihood: CNIL, "PIA, la méthode"
and "PIA, les bases de connaissances", February 2018.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from analysis.wording import Sentence, sentence

FieldKind = Literal["line", "text", "date", "choice"]
"""A short text, a long one, a date written as 2026-11-24, or one of some options."""

SECTIONS: Final[Mapping[str, Sentence]] = {
    "A": sentence("Identity of the document"),
    "B": sentence("Context and recipients"),
    "C": sentence("Inventory of the variables"),
    "D": sentence("Attacker model"),
    "E": sentence("Risk before"),
    "F": sentence("Transformations"),
    "G": sentence("Risk after, and the three criteria"),
    "H": sentence("Utility of the release"),
    "I": sentence("Principles and rights"),
    "J": sentence("Residual risks"),
    "K": sentence("Governance and follow-up"),
    "L": sentence("Validation"),
    "M": sentence("Limits"),
}
"""The sections of the report, by their letter."""


@dataclass(frozen=True)
class Option:
    """One answer to choose.

    Attributes:
        value: What a recipe keeps.
        label: What is shown.
    """

    value: str
    label: Sentence


@dataclass(frozen=True)
class Field:
    """A question that the report asks.

    Attributes:
        name: Its name in ``Recipe.answers``.
        section: Letter of the section in which the answer is printed.
        label: What is asked, in a few words.
        help: What a good answer says.
        kind: What is answered.
        options: The answers to choose from; empty unless ``kind`` is ``choice``.
    """

    name: str
    section: str
    label: Sentence
    help: Sentence
    kind: FieldKind
    options: tuple[Option, ...] = ()

    def says(self, answer: str) -> Sentence | str:
        """The answer as it is to be written: the words of an option, else what somebody wrote."""
        return next((own.label for own in self.options if own.value == answer), answer)


STATUS: Final = (
    Option("draft", sentence("draft")),
    Option("submitted", sentence("submitted for opinion")),
    Option("validated", sentence("validated")),
)
SCALE: Final = (
    Option("1", sentence("1. negligible")),
    Option("2", sentence("2. limited")),
    Option("3", sentence("3. significant")),
    Option("4", sentence("4. maximum")),
)
"""Severity or likelihood, on the scale of the CNIL."""
OPINION: Final = (
    Option("favourable", sentence("favourable")),
    Option("reservations", sentence("favourable with reservations")),
    Option("unfavourable", sentence("unfavourable")),
)
DECISION: Final = (
    Option("release", sentence("release as it stands")),
    Option("release_conditions", sentence("release under conditions")),
    Option("refuse", sentence("do not release")),
    Option("postpone", sentence("postpone")),
)
INVASION: Final = (
    Option("low", sentence("low")),
    Option("medium", sentence("medium")),
    Option("high", sentence("high")),
)

FEARED: Final[Mapping[str, Sentence]] = {
    "singling_out": sentence("Somebody finds the record of a person"),
    "linkability": sentence("Somebody links the records of a person, in this release or with another"),
    "inference": sentence("Somebody learns a sensitive fact about a person"),
}
"""What could happen, one for each of the three criteria; ``<name>_severity`` and ``<name>_likelihood`` are fields."""

_OF_SCALE: Final[Mapping[str, Callable[[Sentence], Sentence]]] = {
    "severity": lambda feared: sentence("Severity: {feared}", feared=feared),
    "likelihood": lambda feared: sentence("Likelihood: {feared}", feared=feared),
}
_HELP: Final[Mapping[str, Sentence]] = {
    "severity": sentence(
        "How serious the consequences would be for the people concerned, on the scale of the CNIL: 1 negligible, 4 maximum."
    ),
    "likelihood": sentence(
        "How likely it is with the measures in place, on the scale of the CNIL: 1 negligible, 4 maximum."
    ),
}

FIELDS: Final[tuple[Field, ...]] = (
    Field("title", "A", sentence("Title"), sentence("What is released, so that it is recognised in a year."), "line"),
    Field("version", "A", sentence("Version"), sentence("Of this document, such as 1.0."), "line"),
    Field("status", "A", sentence("Status"), sentence("How far the document has got."), "choice", STATUS),
    Field("controller", "A", sentence("Controller"), sentence("The body that decides why and how."), "line"),
    Field("processors", "A", sentence("Processors"), sentence("Who processes the data for the controller."), "line"),
    Field("author", "A", sentence("Author"), sentence("Who prepared the release and this report."), "line"),
    Field("dpo", "A", sentence("Data protection officer"), sentence("Name and contact of the DPO."), "line"),
    Field(
        "purpose",
        "B",
        sentence("Purpose of the release"),
        sentence("What the data will be used for, and why less detail would not do."),
        "text",
    ),
    Field(
        "legal_basis",
        "B",
        sentence("Legal basis of the anonymisation"),
        sentence("Anonymising is itself a processing operation: on which legal basis it rests."),
        "text",
    ),
    Field(
        "frameworks",
        "B",
        sentence("Texts that apply"),
        sentence(
            "Reference methodology, data warehouse rules, SNDS, EHDS, statistical confidentiality, open data law."
        ),
        "text",
    ),
    Field(
        "recipients_means",
        "B",
        sentence("Means of the recipients"),
        sentence("What each recipient could reasonably use to find somebody: other files, time, money, skills."),
        "text",
    ),
    Field(
        "population",
        "B",
        sentence("Population and field"),
        sentence("Whom the data are about, over which period and territory, and how the records were drawn."),
        "text",
    ),
    Field(
        "vulnerable",
        "B",
        sentence("Vulnerable people"),
        sentence("Children, patients, employees, migrants, detainees and others who need more protection."),
        "text",
    ),
    Field(
        "invasion",
        "B",
        sentence("Invasion of privacy"),
        sentence("How far a re-identification would invade the privacy of a person; the threshold depends on it."),
        "choice",
        INVASION,
    ),
    Field(
        "roles_reasons",
        "C",
        sentence("Reasons of the roles"),
        sentence("Why each column is, or is not, a quasi-identifier; who may know it outside."),
        "text",
    ),
    Field(
        "attackers",
        "D",
        sentence("Attackers considered"),
        sentence("Neighbour or relative, motivated intruder, dishonest employee, crossing with another release."),
        "text",
    ),
    Field(
        "attempt_reasons",
        "D",
        sentence("Reasons of the probability of an attempt"),
        sentence("Why a recipient would try or not: contract, sanctions, controls, interest in the data."),
        "text",
    ),
    Field(
        "transformation_reasons",
        "F",
        sentence("Reasons of the transformations"),
        sentence("Why these levels and operations, and what the users of the data said of them."),
        "text",
    ),
    Field(
        "key_custody",
        "F",
        sentence("Custody of the key"),
        sentence("Who keeps the key of the pseudonyms and the original data, where, and until when."),
        "text",
    ),
    Field(
        "questions",
        "H",
        sentence("Questions that the release must answer"),
        sentence("What its users want to compute, and whether the answer stays the same."),
        "text",
    ),
    Field("minimisation", "I", sentence("Minimisation"), sentence("Why each column that leaves is needed."), "text"),
    Field(
        "information",
        "I",
        sentence("Information of the people"),
        sentence("How they were told of the processing and of the release."),
        "text",
    ),
    Field(
        "objection",
        "I",
        sentence("Right to object"),
        sentence("How people can refuse, and how refusals were taken into account."),
        "text",
    ),
    Field("accuracy", "I", sentence("Accuracy"), sentence("How the quality of the data was checked."), "text"),
    Field("retention", "I", sentence("Retention"), sentence("How long source and release are kept."), "text"),
    *(
        Field(f"{name}_{scale}", "J", _OF_SCALE[scale](feared), _HELP[scale], "choice", SCALE)
        for name, feared in FEARED.items()
        for scale in ("severity", "likelihood")
    ),
    Field(
        "measures",
        "J",
        sentence("Measures and action plan"),
        sentence("Encryption, separation, access logs, contract: what is in place, and what will be done by when."),
        "text",
    ),
    Field(
        "governance",
        "K",
        sentence("Licence and governance"),
        sentence("Terms that forbid re-identification, register of releases, who watches for new sources and attacks."),
        "text",
    ),
    Field("review_date", "K", sentence("Next review"), sentence("The day on which the risk is assessed anew."), "date"),
    Field(
        "review_triggers",
        "K",
        sentence("What triggers a review sooner"),
        sentence("A new release, a new public file, a published attack, an incident."),
        "text",
    ),
    Field(
        "incident_contact",
        "K",
        sentence("Contact in an incident"),
        sentence("Whom to tell that somebody was re-identified, day and night."),
        "line",
    ),
    Field(
        "incident_procedure",
        "K",
        sentence("Procedure in an incident"),
        sentence(
            "Who withdraws the release, who notifies the authority (GDPR, articles 33 and 34), within which time."
        ),
        "text",
    ),
    Field("opinion", "L", sentence("Opinion of the DPO"), sentence("The conclusion of the DPO."), "choice", OPINION),
    Field(
        "opinion_reasons", "L", sentence("Reasons of the opinion"), sentence("With the reservations, if any."), "text"
    ),
    Field(
        "people_opinion",
        "L",
        sentence("Opinion of the people concerned"),
        sentence("What they or their representatives said, or why they were not asked."),
        "text",
    ),
    Field(
        "decision",
        "L",
        sentence("Decision of the controller"),
        sentence("What the controller decides."),
        "choice",
        DECISION,
    ),
    Field(
        "decision_reasons", "L", sentence("Reasons of the decision"), sentence("With the conditions, if any."), "text"
    ),
    Field("signatory", "L", sentence("Signatory"), sentence("Who signs for the controller."), "line"),
)
"""Every field, in the order of the report."""

BY_NAME: Final[Mapping[str, Field]] = {own.name: own for own in FIELDS}
"""The fields by their name."""

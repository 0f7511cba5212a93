"""What the figures about people who have several records mean."""

from __future__ import annotations

from typing import Final

from analysis.wording import sentence
from pages.ui.risk.topic import Topic

DE_MONTJOYE: Final = sentence("de Montjoye, Hidalgo, Verleysen and Blondel 2013 (doi:10.1038/srep01376)")
TERROVITIS: Final = sentence(
    "Terrovitis, Mamoulis and Kalnis 2008, definition 1 (doi:10.14778/1453856.1453874)"
)  # fmt: skip

RECORDS: Final = Topic(
    "records_per_person",
    sentence("People and their records"),
    sentence("How many people have how many records, by the column that says which person a record is about."),
    sentence(
        "The more records a person has, the more there is to recognise them by, and the more is learnt once they are."
    ),
    sentence("records with the same value in the column chosen are one person's"),
    sentence("CNIL, deliberation SAN-2024-013 of 5 September 2024; Conseil d'État, no. 498628, 13 February 2026"),
    sentence("Whether two codes are the same person, or one code two persons, cannot be seen in the data."),
)
ALIKE: Final = Topic(
    "people_alike",
    sentence("People who are the only one of their kind"),
    sentence(
        "The persons, not the records, that nobody else is like, for an attacker who knows all that is in the columns."
    ),
    sentence("A share well above that of unique records shows that it is the succession of records that betrays."),
    sentence("people whose history nobody else has ÷ all people"),
    sentence("Terrovitis, Mamoulis and Kalnis 2008 (doi:10.14778/1453856.1453874)"),
    sentence("Nobody knows all of a person's records. The curve below says how much a few of them are worth."),
)
UNIQUE_RECORDS: Final = Topic(
    "unique_records",
    sentence("Unique records"),
    sentence("Records whose combination of quasi-identifiers no other record has: what k-anonymity looks at."),
    sentence(
        "Records of the same person hide each other here: two equal stays of one patient count as a class of two."
    ),
    sentence("records in classes of one ÷ all records"),
    sentence("Sweeney 2002, k-anonymity"),
    sentence("It takes one record for one person, and says too little where people have several."),
)
BY_CONSTANT: Final = Topic(
    "unique_constant",
    sentence("Unique by what never changes"),
    sentence("People nobody else has the constant columns of, such as sex and year of birth."),
    sentence("Whoever knows these knows them for good: no visit, date or place is needed."),
    sentence("people whose constant values nobody else has ÷ all people"),
    sentence("k-anonymity, one row for each person"),
    sentence("A column is constant when it has one value for each person; one error is enough for it not to be."),
)
BY_EVENTS: Final = Topic(
    "unique_events",
    sentence("Unique by their events"),
    sentence("People nobody else has the same events as, however often each happened."),
    sentence("An event is the combination of all quasi-identifiers of a record."),
    sentence("people whose set of events nobody else has ÷ all people"),
    TERROVITIS,
    sentence("It takes all events to be known; the order in which they happened counts only through their dates."),
)
BY_COUNTED: Final = Topic(
    "unique_counted_events",
    sentence("Unique by their events and how often"),
    sentence("People nobody else has the same events as, each as often."),
    sentence("Never less than by the events alone: a number of visits tells people apart too."),
    sentence("people whose events with their numbers nobody else has ÷ all people"),
    TERROVITIS,
    sentence("It takes all events, and how often each happened, to be known."),
)
UNICITY: Final = Topic(
    "unicity",
    sentence("How few events are enough"),
    sentence("Share of people who are the only ones to have some events drawn at random from their own."),
    sentence(
        "90 % at 4 events: whoever knows four of a person's events, from a talk or a post, recognises them nine times in ten, "
        "and reads the rest. In mobile phone data, four places and hours were enough for 95 % of the people."
    ),
    sentence("people whom p of their events, drawn at random, nobody else has ÷ all people; exact, or of people drawn"),
    DE_MONTJOYE,
    sentence(
        "Real attackers do not draw at random: they know the striking events. Who has fewer events is known by all of theirs."
    ),
)
KM: Final = Topic(
    "km_anonymity",
    sentence("k^m-anonymity"),
    sentence("Whoever knows any m events of a person finds at least k people who have them all."),
    sentence("It looks at the worst events, where the curve looks at events drawn at random."),
    sentence("for every set of at most m events that somebody has: people who have them all ≥ k"),
    TERROVITIS,
    sentence("It does not say what an attacker learns who cannot tell these k people apart."),
)

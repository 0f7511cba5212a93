"""What several records of one person give away."""

from __future__ import annotations

from typing import Final

from analysis.wording import sentence
from pages.ui.risk.topic import Topic

PER_PERSON: Final = Topic(
    "records_per_person",
    sentence("Records per person"),
    sentence("How many records carry the same person's code."),
    sentence(
        "The more records one person has, the more of them an attacker may know, and the fewer others have the same."
    ),
    sentence("records with each value of the person column"),
    sentence("WP29 opinion 05/2014 (linkability); CNIL, SAN-2024-013"),
    sentence("It takes each code for one person."),
)
PERSON_LEVEL: Final = Topic(
    "person_uniqueness",
    sentence("Unique people"),
    sentence("People whose records, taken together, nobody else has."),
    sentence("A record may be like many others while the sequence of records is like no other."),
    sentence("people with a set of records of their own ÷ all people"),
    sentence("WP29 opinion 05/2014 (singling out, linkability)"),
    sentence("It takes the attacker to know all records of the person: see the curve for fewer."),
)
UNICITY: Final = Topic(
    "unicity",
    sentence("How many events single a person out"),
    sentence("The share of people that some of their events, drawn at random, tell from everybody else."),
    sentence("“4 events: 95 %” means that four known visits are enough for nearly everyone."),
    sentence("share of people for whom p random events of theirs are shared with nobody"),
    sentence("de Montjoye, Hidalgo, Verleysen and Blondel 2013 (doi:10.1038/srep01376)"),
    sentence("An attacker does not learn events at random: the rare ones are remembered."),
)
KM: Final = Topic(
    "km_anonymity",
    sentence("k^m-anonymity"),
    sentence("The fewest people who share any m events that someone has."),
    sentence("k = 1 for m = 2 means that some pair of events belongs to one person only."),
    sentence("k = min over sets of up to m events that occur of the people who have them all"),
    sentence("Terrovitis, Mamoulis and Kalnis 2008 (doi:10.14778/1453856.1453874)"),
    sentence("It bounds what an attacker with m events learns; one with m + 1 may know everything."),
)
PSEUDONYM: Final = Topic(
    "persistent_pseudonym",
    sentence("Persistent pseudonym"),
    sentence("A code that stands for the same person in all their records."),
    sentence("It lets anybody put the records of a person together, even if no record alone is rare."),
    sentence("a column whose values repeat and that is a direct identifier or a code"),
    sentence("CNIL, SAN-2024-013, 5 September 2024; Conseil d'État, 13 February 2026, no. 498628; GDPR article 4(5)"),
    sentence("Without it records may still be linked by their values."),
)

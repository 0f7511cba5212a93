"""What the techniques for identifiers and dates mean."""

from __future__ import annotations

from typing import Final

from analysis.wording import sentence
from pages.ui.risk.topic import Topic

PSEUDONYMS: Final = Topic(
    "technique_pseudonyms",
    sentence("Keyed pseudonyms"),
    sentence("Each value becomes a code that only the holder of a secret key can make: the same value, the same code."),
    sentence(
        "Records of a person can still be followed. A direct identifier replaced in this way may leave, as a pseudonym."
    ),
    sentence("first digits of HMAC-SHA-256(key, value)"),
    sentence("RFC 2104; GDPR, article 4(5); EDPB, Guidelines 01/2025 on pseudonymisation"),
    sentence(
        "Pseudonymised data are still personal data: records stay linked, and the key names everybody. Keep it apart "
        "from the data, or destroy it."
    ),
)
MASKING: Final = Topic(
    "technique_masking",
    sentence("Masking"),
    sentence("Only the first and last characters of a text stay; the others become a mark."),
    sentence("75011 with the first two characters kept becomes 75***."),
    sentence("v → first a characters, marks, last b characters"),
    sentence("ISO/IEC 20889:2018 (masking)"),
    sentence("What is left can be rare, and the number of marks tells the length. A masked name is no pseudonym."),
)
REPLACING: Final = Topic(
    "technique_replacing",
    sentence("Replacing values"),
    sentence("Values named by you, or all of a column, become a constant or missing."),
    sentence("To put rare categories together under “other”, or to empty a column and keep its place."),
    sentence("v → constant where v is among the values named"),
    sentence("Hundepool et al. 2012, Statistical Disclosure Control, Wiley, section 3.4.2 (non-perturbative masking)"),
    sentence("Other columns may still tell what the value was."),
)
DATE_SHIFT: Final = Topic(
    "technique_date_shift",
    sentence("Shifting dates"),
    sentence("All dates of a person move by the same number of days, drawn for that person."),
    sentence("Durations stay: a stay of eight days still lasts eight. The calendar does not."),
    sentence("shift = HMAC-SHA-256(key or seed, person), taken to −days … +days"),
    sentence("Johnson et al. 2016, MIMIC-III (doi:10.1038/sdata.2016.35)"),
    sentence("Whoever knows one true date of a person knows all of them. A sequence of durations can be unique."),
)

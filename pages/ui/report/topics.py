"""What the figures of the report mean."""

from __future__ import annotations

from typing import Final

from analysis.report.framing import CRITERION_NAMES
from analysis.verdict import Criterion
from analysis.wording import sentence
from pages.ui.risk.topic import Topic

_OPINION_SOURCE: Final = sentence(
    "Article 29 Working Party, Opinion 05/2014 on anonymisation techniques (WP216), 10 April 2014"
)
_CROSSING_SOURCE: Final = sentence("Ganta, Kasiviswanathan, Smith 2008, section 3")

VERDICT: Final = Topic(
    "verdict",
    sentence("What may be concluded"),
    sentence("The three criteria of the European opinion on anonymisation, each with the figures behind it."),
    sentence(
        "Singling out not satisfied, a reason against the release, or persistent codes made public: do not release. All three "
        "satisfied: no obstacle found. Anything else asks for a deeper analysis."
    ),
    sentence("the worst of the recipients decides"),
    _OPINION_SOURCE,
    sentence("That the data are anonymous. The controller decides, and the risk changes with time."),
)
CRITERIA: Final = {
    Criterion.SINGLING_OUT: Topic(
        "singling_out",
        CRITERION_NAMES[Criterion.SINGLING_OUT],
        sentence("Whether some records can be told from all others, so that a person is found."),
        sentence(
            "Public: the highest risk counts, so k must be met. Otherwise the average risk times the chance of a try."
        ),
        sentence(
            "public: k ≥ k asked; else: probability of an attempt × average of 1 / size of the class ≤ 1 / k asked"
        ),
        _OPINION_SOURCE,
        sentence("Anything of columns that are not quasi-identifiers, or of an attacker who knows more."),
    ),
    Criterion.LINKABILITY: Topic(
        "linkability",
        CRITERION_NAMES[Criterion.LINKABILITY],
        sentence("Whether records of the same person can be tied together, in this release or with another."),
        sentence("Not assessed until an earlier release is compared below, or somebody declares that there is none."),
        sentence("not satisfied: a persistent code leaves, or crossing gives somebody away"),
        _OPINION_SOURCE,
        sentence("Anything of releases that were not compared, or of data that others hold."),
    ),
    Criterion.INFERENCE: Topic(
        "inference",
        CRITERION_NAMES[Criterion.INFERENCE],
        sentence("Whether a sensitive value can be learnt of somebody without finding their record."),
        sentence("Not assessed until l or t is asked for on the Anonymise page. One value in a class is certainty."),
        sentence("distinct l ≥ l asked; t ≤ t asked; no class with a single value"),
        _OPINION_SOURCE,
        sentence("What statistics teach of everybody, which no recoding can hide and none should."),
    ),
}
ATTEMPT: Final = Topic(
    "attempt",
    sentence("Risk with each recipient"),
    sentence("How likely it is that somebody is found by this recipient."),
    sentence("At most 1 / k asked. For the public an attempt is certain, and the highest risk counts."),
    sentence("risk = probability of an attempt × risk if they try"),
    sentence("El Emam, Guide to the De-Identification of Personal Health Information, 2013; ISO/IEC 27559:2022"),
    sentence("The probability of an attempt is a judgement: say why, and who made it."),
)
LOCATED: Final = Topic(
    "located",
    sentence("Records found in both"),
    sentence("Records of this release whose class occurs in the earlier release too."),
    sentence("The same people may be in both: only of these can crossing teach anything."),
    sentence("records whose quasi-identifiers, at the levels of the earlier release, occur there"),
    _CROSSING_SOURCE,
    sentence("That they are the same people: classes may match by chance."),
)
NARROWED: Final = Topic(
    "narrowed",
    sentence("Narrowed to one record"),
    sentence("Records that are alone once both classes are known."),
    sentence("0 is best. Each is a person whom both releases together single out."),
    sentence("classes of this release crossed with those of the earlier one, of size 1"),
    _CROSSING_SOURCE,
    sentence("Whether an attacker knows that a person is in both releases."),
)
SHRINKAGE: Final = Topic(
    "shrinkage",
    sentence("What crossing teaches of sensitive columns"),
    sentence("How many candidate values of a person the earlier release rules out."),
    sentence("Newly certain: people of whom one value is left, though this release alone left several."),
    sentence("1 − values in both classes / values in the class of this release, on average over the records"),
    _CROSSING_SOURCE,
    sentence("Anything where the true value changed between the releases."),
)
CODES: Final = Topic(
    "codes",
    sentence("Codes that tie records together"),
    sentence("Columns of both releases with the same rare values."),
    sentence("Such a column lets anybody join the releases, record by record. It should not leave twice."),
    sentence("values held by fewer than 5 records of either release, in both"),
    sentence("GDPR, recital 30; WP216, section 2.2.2"),
    sentence("Columns that were renamed or rewritten between the releases."),
)
THEN_AND_NOW: Final = Topic(
    "audit",
    sentence("Then and now"),
    sentence("What the same recipe makes of the dataset that is open today, beside the release it made then."),
    sentence("A smaller k, more unique records or a worse conclusion call for new choices before the next release."),
    sentence("the recipe of then, carried out on the records of today"),
    sentence("GDPR, articles 24(1) and 35(11): measures are reviewed and updated where the risk changes"),
    sentence("New sources that an attacker may hold today: the figures know only these two files."),
)
FILE: Final = Topic(
    "sha256",
    sentence("Fingerprint of the release"),
    sentence("SHA-256 of the release as a CSV file: the same bytes give the same fingerprint."),
    sentence("Compare it with that of the file that left: one character of difference is another file."),
    sentence("SHA-256 of the file"),
    sentence("NIST, FIPS 180-4, 2015"),
    sentence("Excel and Parquet files of the same release have fingerprints of their own."),
)

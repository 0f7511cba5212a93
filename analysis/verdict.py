"""What a data protection officer may conclude: the three criteria, per recipient, and never the word "anonymous".

Source: Article 29 Working Party, "Opinion 05/2014 on anonymisation techniques" (WP216, 10 April 2014): data are
anonymous only where nobody can be singled out, no records can be linked, and nothing can be inferred of a person; where
a criterion fails, the risk of re-identification must be analysed in detail. A criterion that nobody measured is *not
assessed*, never satisfied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from analysis.assessment import Assessment, AttributeDisclosure
from analysis.errors import RecodingError
from analysis.wording import Sentence, Share, sentence


class Criterion(Enum):
    """One of the three criteria."""

    SINGLING_OUT = "singling_out"
    LINKABILITY = "linkability"
    INFERENCE = "inference"


class Standing(Enum):
    """How a criterion stands."""

    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"
    NOT_ASSESSED = "not_assessed"


class Opinion(Enum):
    """The overall conclusion, in the only words it may have."""

    NO_OBSTACLE = "no_obstacle"
    DEEPER_ANALYSIS = "deeper_analysis"
    DO_NOT_RELEASE = "do_not_release"

    @property
    def sentence(self) -> Sentence:
        """The conclusion in words."""
        return _OPINIONS[self]


_OPINIONS: Final = {
    Opinion.NO_OBSTACLE: sentence("No obstacle found at the threshold chosen"),
    Opinion.DEEPER_ANALYSIS: sentence("A deeper analysis is required"),
    Opinion.DO_NOT_RELEASE: sentence("Do not release as it stands"),
}

PSEUDONYMISED: Final = sentence("Pseudonymised: personal data")
LIMITS: Final = (
    sentence(
        "A high k does not prove anonymity: it bounds singling out on the declared quasi-identifiers, and nothing else."
    ),
    sentence(
        "It does not protect from inference (homogeneous classes), from crossing releases, or from a quasi-identifier that was "
        "forgotten."
    ),
    sentence("Uniqueness in the sample is not uniqueness in the population: the estimates depend on a model."),
    sentence("The attacks that were tried are not all attacks: what did not succeed is not impossible."),
    sentence("Free text, images, genetic data and trajectories are not covered."),
    sentence("The risk changes with time: it holds on the date given."),
    sentence("A pseudonymised dataset remains personal data."),
    sentence("The controller decides, not the software."),
)
"""What every report prints, and nobody can remove."""


class Audience(Enum):
    """To whom the release goes."""

    PUBLIC = "public"
    """Anybody: an attack is taken to be certain, and the highest risk counts."""
    PARTNER = "partner"
    """A named partner, bound by a contract."""
    SECURE_ENVIRONMENT = "secure_environment"
    """A secure environment from which nothing leaves unchecked."""


@dataclass(frozen=True)
class Recipient:
    """One to whom the release goes.

    Attributes:
        audience: What kind of recipient.
        name: Who; empty for the public.
        attempt: Probability that they try to re-identify somebody, 0 to 1; 1 for the public.
        reason: Why that probability.
    """

    audience: Audience
    name: str = ""
    attempt: float = 1.0
    reason: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.attempt <= 1:
            raise RecodingError("The probability of an attempt is {value}: it is a share, 0 to 1.", value=self.attempt)
        if self.audience is Audience.PUBLIC and self.attempt < 1:
            raise RecodingError("Where data are public an attempt is certain: its probability is 1.")


@dataclass(frozen=True)
class Demand:
    """The thresholds that the verdict compares with.

    Attributes:
        k: Smallest class.
        distinct_l: Fewest distinct values of each sensitive column in a class; None where none is asked.
        t: Largest distance of a class from all records; None where none is asked.
    """

    k: int
    distinct_l: int | None = None
    t: float | None = None

    @property
    def risk(self) -> float:
        """Largest risk of a record, 0 to 1."""
        return 1 / self.k


@dataclass(frozen=True)
class Links:
    """What is known of links between records, or between releases.

    Attributes:
        pseudonyms: Columns of the release that hold keyed pseudonyms.
        codes: Columns of the release that look like persistent codes.
        earlier_compared: Earlier releases that were compared with this one.
        linked: Records that such a comparison narrowed down to one candidate.
        none_earlier: Whether somebody declared that nothing was ever released of these people.
    """

    pseudonyms: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    earlier_compared: int = 0
    linked: int = 0
    none_earlier: bool = False

    @property
    def persistent(self) -> tuple[str, ...]:
        """All columns that tell which records belong to the same person."""
        return (*self.pseudonyms, *self.codes)


@dataclass(frozen=True)
class Finding:
    """How one criterion stands.

    Attributes:
        criterion: Which.
        standing: How it stands.
        evidence: The figures behind it.
    """

    criterion: Criterion
    standing: Standing
    evidence: tuple[Sentence, ...]


@dataclass(frozen=True)
class RecipientRisk:
    """The risk with one recipient.

    Attributes:
        recipient: Who.
        given_attempt: Risk if they try, 0 to 1: the highest for the public, else the average.
        risk: Probability of an attempt times that risk, 0 to 1.
        within: Whether it is within what was asked.
    """

    recipient: Recipient
    given_attempt: float
    risk: float
    within: bool


@dataclass(frozen=True)
class Verdict:
    """What may be concluded of a release.

    Attributes:
        opinion: Overall.
        findings: The three criteria, in the order of the opinion.
        recipients: The risk with each recipient.
        obstacles: What forbids the release whatever the figures.
        pseudonymised: Columns because of which the data remain personal data.
        demand: What was compared with.
    """

    opinion: Opinion
    findings: tuple[Finding, ...]
    recipients: tuple[RecipientRisk, ...]
    obstacles: tuple[Sentence, ...]
    pseudonymised: tuple[str, ...]
    demand: Demand


def judge(
    released: Assessment,
    demand: Demand,
    recipients: Sequence[Recipient],
    links: Links,
    obstacles: Sequence[Sentence] = (),
) -> Verdict:
    """Conclude from the figures of a release.

    Args:
        released: The figures of the release, not of the original data.
        recipients: At least one; where there are several the worst decides.

    Raises:
        RecodingError: There is no recipient.
    """
    if not recipients:
        raise RecodingError("Say to whom the release goes: the verdict is per recipient.")
    risks = tuple(_risk(released, demand, own) for own in recipients)
    findings = (_singling_out(released, demand, risks), _linkability(links), _inference(released.sensitive, demand))
    return Verdict(
        _overall(findings, obstacles, links, recipients), findings, risks, tuple(obstacles), links.persistent, demand
    )


def _risk(released: Assessment, demand: Demand, recipient: Recipient) -> RecipientRisk:
    if recipient.audience is Audience.PUBLIC:
        highest = released.prosecutor.highest
        return RecipientRisk(recipient, highest, highest, released.anonymity.k >= demand.k)
    average = released.prosecutor.average
    risk = recipient.attempt * average
    return RecipientRisk(recipient, average, risk, risk <= demand.risk)


def _singling_out(released: Assessment, demand: Demand, risks: Sequence[RecipientRisk]) -> Finding:
    k, unique = released.anonymity.k, dict(released.below)[2]
    evidence = [
        sentence("k = {k}, {required} asked.", k=k, required=demand.k),
        sentence("Share of records alone in their class: {share}.", share=Share(unique / released.n_records)),
        *(
            sentence(
                "Probability of an attempt {attempt} × risk given an attempt {given} = {risk}, at most {most} asked.",
                attempt=Share(own.recipient.attempt), given=Share(own.given_attempt), risk=Share(own.risk), most=Share(demand.risk),
            )
            for own in risks
        ),
    ]  # fmt: skip
    within = all(own.within for own in risks)
    return Finding(Criterion.SINGLING_OUT, Standing.SATISFIED if within else Standing.NOT_SATISFIED, tuple(evidence))


def _linkability(links: Links) -> Finding:
    evidence = []
    if links.persistent:
        evidence.append(
            sentence(
                "Columns that tell which records belong to the same person: {columns}.",
                columns=", ".join(links.persistent),
            )
        )
    if links.earlier_compared:
        evidence.append(
            sentence(
                "Compared with earlier releases: {releases}. Records narrowed down to one candidate: {records}.",
                releases=links.earlier_compared, records=links.linked,
            )
        )  # fmt: skip
    elif links.none_earlier:
        evidence.append(sentence("Declared: nothing was released of these people before."))
    else:
        evidence.append(sentence("No earlier release was compared, and nobody declared that there is none."))
    linked, measured = bool(links.persistent or links.linked), bool(links.earlier_compared or links.none_earlier)
    return Finding(Criterion.LINKABILITY, _standing(linked, measured), tuple(evidence))


def _inference(sensitive: Sequence[AttributeDisclosure], demand: Demand) -> Finding:
    if not sensitive:
        unknown = sentence("No column is sensitive: what can be inferred was not measured.")
        return Finding(Criterion.INFERENCE, Standing.NOT_ASSESSED, (unknown,))
    evidence = [
        sentence(
            "{column}: distinct values in a class, {l} at least; share of one value in a class, {alpha} at most; t = {t}.",
            column=own.column, l=own.distinct_l, alpha=Share(own.alpha), t=own.t_equal,
        )
        for own in sensitive
    ]  # fmt: skip
    certain = any(own.distinct_l == 1 for own in sensitive)
    if certain:
        evidence.append(sentence("In some class everybody has the same value: it is learnt for certain."))
    asked = demand.distinct_l is not None or demand.t is not None
    met = all(
        (demand.distinct_l is None or own.distinct_l >= demand.distinct_l)
        and (demand.t is None or own.t_equal <= demand.t)
        for own in sensitive
    )
    if not asked:
        evidence.append(sentence("No threshold of l or t was chosen."))
    return Finding(Criterion.INFERENCE, _standing(certain or not met, asked), tuple(evidence))


def _standing(failed: bool, measured: bool) -> Standing:
    if failed:
        return Standing.NOT_SATISFIED
    return Standing.SATISFIED if measured else Standing.NOT_ASSESSED


def _overall(
    findings: Sequence[Finding], obstacles: Sequence[Sentence], links: Links, recipients: Sequence[Recipient]
) -> Opinion:
    """Obstacles, people singled out, and persistent codes made public forbid the release; any other doubt asks for more."""
    standing = {found.criterion: found.standing for found in findings}
    public = any(own.audience is Audience.PUBLIC for own in recipients)
    if obstacles or standing[Criterion.SINGLING_OUT] is Standing.NOT_SATISFIED or (links.persistent and public):
        return Opinion.DO_NOT_RELEASE
    if all(own is Standing.SATISFIED for own in standing.values()):
        return Opinion.NO_OBSTACLE
    return Opinion.DEEPER_ANALYSIS

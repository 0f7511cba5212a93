"""What a report opens with: the conclusion, what the document is, to whom the data go, what they hold, who may attack."""

from __future__ import annotations

import numpy as np

from analysis.assessment import Assessment
from analysis.audit import standing
from analysis.dataset import SHOWN_FROM, Column
from analysis.kinds import KIND_NAMES
from analysis.presets import DISCLAIMER, preset
from analysis.report.case import Case
from analysis.report.document import Block, Bullets, Heading, KeyValues, Note, Paragraph, Tone
from analysis.roles import ROLE_NAMES
from analysis.verdict import PSEUDONYMISED, Audience, Criterion, Opinion, Standing
from analysis.wording import sentence

CRITERION_NAMES = {
    Criterion.SINGLING_OUT: sentence("Singling out"),
    Criterion.LINKABILITY: sentence("Linkability"),
    Criterion.INFERENCE: sentence("Inference"),
}
STANDING_NAMES = {
    Standing.SATISFIED: sentence("satisfied"),
    Standing.NOT_SATISFIED: sentence("not satisfied"),
    Standing.NOT_ASSESSED: sentence("not assessed"),
}
AUDIENCE_NAMES = {
    Audience.PUBLIC: sentence("the public"),
    Audience.PARTNER: sentence("a partner under contract"),
    Audience.SECURE_ENVIRONMENT: sentence("a secure environment"),
}


def opening(case: Case) -> tuple[Block, ...]:
    """The conclusion, and what it rests on, before anything else."""
    verdict = case.verdict
    lines = [
        case.say(
            sentence(
                "{criterion}: {standing}.",
                criterion=CRITERION_NAMES[own.criterion],
                standing=STANDING_NAMES[own.standing],
            )
        )
        for own in verdict.findings
    ]
    tone = Tone.INFORMATION if verdict.opinion is Opinion.NO_OBSTACLE else Tone.WARNING
    conclusion = Note(case.say(verdict.opinion.sentence), (*lines, *case.said(verdict.obstacles)), tone)
    banner = () if not verdict.pseudonymised else (banner_of(case),)
    return (*banner, conclusion)


def banner_of(case: Case) -> Note:
    """What must be said wherever records of a person stay linked."""
    because = sentence(
        "Columns that tell which records belong to the same person: {columns}.",
        columns=", ".join(case.verdict.pseudonymised),
    )
    return Note(case.say(PSEUDONYMISED), (case.say(because),), Tone.WARNING)


def identity(case: Case) -> tuple[Block, ...]:
    """Section A."""
    outcome, speech = case.outcome, case.speech
    source = case.source_sha256 or case.say(sentence("not known"))
    made = KeyValues(
        (
            (case.say(sentence("Made on")), f"{speech.date(case.made_at.date())} {case.made_at:%H:%M %Z}".strip()),
            (case.say(sentence("Program")), outcome.recipe.made_by or case.say(sentence("not known"))),
            (case.say(sentence("Dataset")), outcome.dataset.name),
            (case.say(sentence("Source file (SHA-256)")), source),
            (case.say(sentence("Source records (SHA-256)")), outcome.dataset.fingerprint),
            (case.say(sentence("Released file (SHA-256)")), case.release_sha256),
            (case.say(sentence("Recipe (SHA-256)")), case.recipe_sha256),
            (case.say(sentence("Audit trail")), _trail(case)),
        )
    )
    differing = case.said(outcome.differences)
    found = (
        (Note(case.say(sentence("Other data than the recipe was made on")), differing, Tone.WARNING),)
        if differing
        else ()
    )
    return (case.answers("A"), made, *found)


def _trail(case: Case) -> str:
    if case.trail is None:
        return case.say(sentence("none was kept"))
    broken = case.trail.broken()
    if broken is None:
        return case.say(standing(case.trail))
    return case.say(sentence("changed after it was written, from entry {n} on", n=broken + 1))


def context(case: Case) -> tuple[Block, ...]:
    """Section B."""
    recipe = case.outcome.recipe
    people = case.outcome.before.outsiders.uniqueness
    rows = [
        (case.say(sentence("Records")), case.number(case.outcome.dataset.n_records)),
        (case.say(sentence("Population size")), case.number(recipe.population_size)),
        (case.say(sentence("Sampling fraction")), case.share(None if people is None else people.sampling_fraction)),
        (case.say(sentence("Threshold chosen")), _threshold(case)),
        (case.say(sentence("Earlier releases")), _earlier(case)),
    ]
    if recipe.refusals:
        refused = case.outcome.recipe.origin.n_records - case.outcome.dataset.n_records
        rows.append((case.say(sentence("Refusals left out")), case.number(max(refused, 0))))
    means = case.table(
        sentence("Recipients"),
        (sentence("Recipient"), sentence("Kind"), sentence("Reason"), sentence("Probability of an attempt")),
        (
            (
                own.recipient.name or case.say(AUDIENCE_NAMES[own.recipient.audience]),
                case.say(AUDIENCE_NAMES[own.recipient.audience]),
                own.recipient.reason or "–",
                case.share(own.recipient.attempt),
            )
            for own in case.verdict.recipients
        ),
        texts=3,
    )
    assumed = () if recipe.recipients else (Paragraph(case.say(_NOBODY_NAMED)),)
    return (case.answers("B"), KeyValues(tuple(rows)), means, *assumed, Paragraph(case.say(DISCLAIMER)))


_NOBODY_NAMED = sentence("Nobody said to whom the release goes: it is judged as if it were public.")


def _threshold(case: Case) -> str:
    chosen = case.outcome.recipe.preset
    k = case.say(
        sentence("k = {k}, highest risk {risk}", k=case.verdict.demand.k, risk=case.share(case.verdict.demand.risk))
    )
    if chosen is None:
        return k
    found = preset(chosen)
    title = found.title.fr if case.speech.language == "fr" else found.title.en
    return f"{k} – {title} ({found.source}, {found.date})"


def _earlier(case: Case) -> str:
    if case.crossing is not None:
        return case.say(sentence("one was compared with this release"))
    if case.outcome.recipe.none_earlier:
        return case.say(sentence("declared: nothing was released of these people before"))
    return case.say(sentence("not compared"))


def inventory(case: Case) -> tuple[Block, ...]:
    """Section C."""
    roles = dict(case.outcome.recipe.roles_of(case.outcome.dataset).assigned)
    released = set(case.outcome.release.dataset.names)
    table = case.table(
        sentence(
            "Every column of the source: values held by fewer than {least} records are counted, never shown",
            least=SHOWN_FROM,
        ),
        (
            sentence("Column"),
            sentence("Kind"),
            sentence("Role"),
            sentence("Leaves"),
            sentence("Distinct values"),
            sentence("Missing"),
            sentence("Rare values"),
            sentence("Records alone with their value"),
        ),
        (
            (
                own.name,
                case.say(KIND_NAMES[own.kind]),
                case.say(ROLE_NAMES[roles[own.name]]),
                case.say(_YES if own.name in released else _NO),
                *_counted(case, own),
            )
            for own in case.outcome.dataset
        ),
        texts=4,
    )
    return (table, case.answers("C"))


_YES, _NO = sentence("yes"), sentence("no")


def _counted(case: Case, column: Column) -> tuple[str, ...]:
    n_records, counts = len(column.codes), column.counts
    return (
        case.number(len(counts)),
        case.share(column.n_missing / n_records),
        case.number(int(np.count_nonzero(counts < SHOWN_FROM))),
        case.share(int(np.count_nonzero(counts == 1)) / n_records),
    )


def attackers(case: Case) -> tuple[Block, ...]:
    """Section D."""
    before: Assessment = case.outcome.before
    known = sentence(
        "Columns that an attacker is taken to know: {columns}.", columns=case.names(before.quasi_identifiers)
    )
    models = Bullets(case.said((_PROSECUTOR, _JOURNALIST, _MARKETER)))
    return (
        Paragraph(case.say(known)),
        models,
        Heading(case.say(sentence("What people say of them"))),
        case.answers("D"),
        Heading(case.say(sentence("What the figures do not say"))),
        Bullets(case.said(before.caveats)),
    )


_PROSECUTOR = sentence("Prosecutor: knows that a person is in the data, and looks for this person's record.")
_JOURNALIST = sentence("Journalist: does not know who is in the data, and looks for anyone.")
_MARKETER = sentence("Marketer: looks for as many people as possible, and is content with being right often.")

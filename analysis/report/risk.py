"""The risk before, and after with the differences: the same figures in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.assessment import Assessment
from analysis.report.case import Case
from analysis.report.document import Block, Bullets, Chart, ChartKind, Heading, Note, Paragraph, Series, Tone
from analysis.report.framing import AUDIENCE_NAMES, CRITERION_NAMES, STANDING_NAMES
from analysis.risk.attackers import Basis
from analysis.wording import Sentence, Share, sentence

FROM_SIZES = (2, 3, 5, 11, 20)
"""Class sizes of which charts count the records below."""


@dataclass(frozen=True)
class Figure:
    """One figure of a release.

    Attributes:
        name: What it is called.
        value: Its value; None where it was not measured.
        is_share: Whether it is a share of 0 to 1.
    """

    name: Sentence
    value: float | None
    is_share: bool


def figures(found: Assessment) -> tuple[Figure, ...]:
    """The figures of a dataset that a report prints, in its order."""
    return (*_classes(found), *_attackers(found), *_rest(found))


def _classes(found: Assessment) -> Iterator[Figure]:
    yield Figure(sentence("Records"), found.n_records, False)
    yield Figure(sentence("Equivalence classes"), found.n_classes, False)
    yield Figure(sentence("k (smallest group)"), found.anonymity.k, False)
    yield Figure(sentence("Mean class size"), found.n_records / found.n_classes, False)
    for size, records in found.below:
        name = sentence("Unique records") if size == 2 else sentence("Records in classes below {size}", size=size)
        yield Figure(name, records / found.n_records, True)


def _attackers(found: Assessment) -> Iterator[Figure]:
    prosecutor, outsiders = found.prosecutor, found.outsiders
    yield Figure(sentence("Prosecutor: highest risk"), prosecutor.highest, True)
    yield Figure(sentence("Prosecutor: average risk"), prosecutor.average, True)
    for threshold, share in found.at_risk:
        yield Figure(sentence("Records with a risk above {threshold}", threshold=Share(threshold)), share, True)
    estimated = outsiders.journalist.basis is not Basis.DATASET
    yield Figure(sentence("Journalist: highest risk"), outsiders.journalist.highest if estimated else None, True)
    yield Figure(sentence("Journalist: average risk"), outsiders.journalist.average if estimated else None, True)
    yield Figure(sentence("Marketer: share of records found"), outsiders.marketer.average if estimated else None, True)
    unique = outsiders.uniqueness
    yield Figure(
        sentence("Records unique in the population (estimate)"), None if unique is None else unique.dankar.share, True
    )


def _rest(found: Assessment) -> Iterator[Figure]:
    if found.special is not None:
        scored = len(found.special.scores) / found.n_records
        yield Figure(sentence("Records with special uniques (SUDA)"), scored, True)
    if found.survey is not None:
        yield Figure(sentence("Risk by sampling weight"), found.survey.individual.global_risk, True)
        homes = found.survey.households
        yield Figure(sentence("Risk with the household"), None if homes is None else homes.global_risk, True)
    if found.missing is not None:
        yield Figure(sentence("k, a missing value matching any"), found.missing.matches_any.k, False)
    for own in found.sensitive:
        yield Figure(
            sentence("{column}: distinct values in a class, at least", column=own.column), own.distinct_l, False
        )
        yield Figure(sentence("{column}: share of one value in a class, at most", column=own.column), own.alpha, True)
        yield Figure(sentence("{column}: distance from all records (t)", column=own.column), own.t_equal, False)


def before(case: Case) -> tuple[Block, ...]:
    """Section E."""
    found = case.outcome.before
    rows = [(case.say(own.name), _written(case, own)) for own in figures(found)]
    table = case.table(sentence("Risk of the source records"), (sentence("Figure"), sentence("Before")), rows)
    parted = case.table(
        sentence("What each quasi-identifier contributes to telling records apart"),
        (sentence("Columns"), sentence("Distinct values per record"), sentence("Pairs of records that differ")),
        (
            (case.names(own.columns), case.share(own.distinction), case.share(own.separation))
            for own in found.attributes
        ),
    )
    return (table, _chart(case, ((sentence("Before"), found),)), parted)


def after(case: Case) -> tuple[Block, ...]:
    """Section G."""
    was, now = case.outcome.before, case.outcome.after
    earlier = {own.name: own for own in figures(was)}
    rows = [(case.say(own.name), *_compared(case, earlier.get(own.name), own)) for own in figures(now)]
    table = case.table(
        sentence("Risk of the release beside that of the source"),
        (sentence("Figure"), sentence("Before"), sentence("After"), sentence("Change")),
        rows,
    )
    chart = _chart(case, ((sentence("Before"), was), (sentence("After"), now)))
    return (
        table,
        chart,
        Heading(case.say(sentence("The three criteria"))),
        _criteria(case),
        *_recipients(case),
        *_crossing(case),
        *_passed_over(case),
        Heading(case.say(sentence("What the figures do not say"))),
        Bullets(case.said(now.caveats)),
    )


def _written(case: Case, figure: Figure) -> str:
    return case.share(figure.value) if figure.is_share else case.number(figure.value)


def _compared(case: Case, was: Figure | None, now: Figure) -> tuple[str, str, str]:
    after = _written(case, now)
    if was is None or was.value is None or now.value is None:
        return "–" if was is None else _written(case, was), after, "–"
    change = now.value - was.value
    return _written(case, was), after, case.points(change) if now.is_share else case.speech.signed(change)


def _chart(case: Case, series: tuple[tuple[Sentence, Assessment], ...]) -> Chart:
    sizes = [(size, place) for place, (size, _records) in enumerate(series[0][1].below) if size in FROM_SIZES]
    categories = tuple(case.say(sentence("below {size}", size=size)) for size, _place in sizes)
    drawn = []
    for name, found in series:
        values = tuple(found.below[place][1] / found.n_records for _size, place in sizes)
        drawn.append(Series(case.say(name), values, tuple(case.share(own) for own in values)))
    caption = case.say(sentence("Share of the records in equivalence classes below a size"))
    return Chart(caption, alternative(caption, categories, drawn), ChartKind.BARS, categories, tuple(drawn))


def alternative(caption: str, categories: tuple[str, ...], series: list[Series]) -> str:
    """A chart in words, with all its figures."""
    parts = [
        f"{own.name} – " + ", ".join(f"{name}: {value}" for name, value in zip(categories, own.written, strict=True))
        for own in series
    ]
    return f"{caption}. " + "; ".join(parts) + "."


def _criteria(case: Case) -> Block:
    return case.table(
        sentence("The three criteria of WP29 opinion 05/2014"),
        (sentence("Criterion"), sentence("Standing"), sentence("Evidence")),
        (
            (
                case.say(CRITERION_NAMES[own.criterion]),
                case.say(STANDING_NAMES[own.standing]),
                "\n".join(case.said(own.evidence)),
            )
            for own in case.verdict.findings
        ),
        texts=3,
    )


def _recipients(case: Case) -> tuple[Block, ...]:
    most = case.verdict.demand.risk
    table = case.table(
        sentence("Risk with each recipient, at most {most} asked", most=Share(most)),
        (
            sentence("Recipient"),
            sentence("Within the threshold"),
            sentence("Probability of an attempt"),
            sentence("Risk given an attempt"),
            sentence("Risk"),
        ),
        (
            (
                own.recipient.name or case.say(AUDIENCE_NAMES[own.recipient.audience]),
                case.say(sentence("yes") if own.within else sentence("no")),
                case.share(own.recipient.attempt),
                case.share(own.given_attempt),
                case.share(own.risk),
            )
            for own in case.verdict.recipients
        ),
        texts=2,
    )
    worst = sentence(
        "For the public the highest risk counts, for others the average. Where there are several, the worst decides."
    )
    return (table, Paragraph(case.say(worst)))


def _crossing(case: Case) -> tuple[Block, ...]:
    found = case.crossing
    if found is None:
        return ()
    rows: list[tuple[str, str]] = [
        (case.say(sentence("Records of this release")), case.number(found.n_records)),
        (case.say(sentence("Records whose class is in the earlier release too")), case.number(found.n_located)),
        (case.say(sentence("Records alone once both classes are crossed")), case.number(found.n_narrowed_to_one)),
        (case.say(sentence("Records given away by crossing")), case.number(found.n_linked)),
        *(
            (
                case.say(sentence("{column}: records left with a single candidate value", column=own.column)),
                case.number(own.n_certain),
            )
            for own in found.narrowed
        ),
        *(
            (
                case.say(sentence("{column}: records tied by a code in both", column=own.column)),
                case.number(own.n_records),
            )
            for own in found.codes
        ),
    ]
    table = case.table(sentence("This release beside an earlier one"), (sentence("Figure"), sentence("Records")), rows)
    return (table, Bullets(case.said(found.caveats)))


def _passed_over(case: Case) -> tuple[Block, ...]:
    recipe = case.outcome.recipe
    if not case.verdict.obstacles:
        return ()
    decided = sentence("Somebody took the responsibility for releasing nevertheless.") if recipe.passed_over else None
    lines = (*case.said(case.verdict.obstacles), *(() if decided is None else (case.say(decided),)))
    return (Note(case.say(sentence("What speaks against the release")), lines, Tone.WARNING),)

"""What a report closes with: rights, residual risks, follow-up, validation, and the limits that nobody can remove."""

from __future__ import annotations

from analysis.report.case import Case
from analysis.report.document import (
    Block,
    Bullets,
    Chart,
    ChartKind,
    Note,
    Paragraph,
    Series,
    Signature,
    Signatures,
    Tone,
)
from analysis.report.form import BY_NAME, FEARED, SCALE, Field
from analysis.verdict import LIMITS
from analysis.wording import sentence


def rights(case: Case) -> tuple[Block, ...]:
    """Section I."""
    left = case.outcome.release.dropped
    said = sentence("Columns that do not leave: {columns}.", columns=case.names(left))
    return (Paragraph(case.say(said)), case.answers("I"))


def residual(case: Case) -> tuple[Block, ...]:
    """Section J."""
    table = case.table(
        sentence("Residual risks, on the scale of the CNIL"),
        (sentence("What could happen"), sentence("Severity"), sentence("Likelihood")),
        (
            (
                case.say(feared),
                case.answered(BY_NAME[f"{name}_severity"]),
                case.answered(BY_NAME[f"{name}_likelihood"]),
            )
            for name, feared in FEARED.items()
        ),
        texts=3,
    )
    return (table, *_matrix(case), case.answers("J", _is_text))


def _is_text(field: Field) -> bool:
    return field.kind != "choice"


def _matrix(case: Case) -> tuple[Block, ...]:
    """The 16 cells, the risks that somebody assessed in theirs."""
    places = [
        (number, (case.answer(f"{name}_severity"), case.answer(f"{name}_likelihood")))
        for number, name in enumerate(FEARED, 1)
    ]
    scale = [own.value for own in SCALE]
    known = [(number, place) for number, place in places if place[0] in scale and place[1] in scale]
    if not known:
        return ()
    rows = []
    for severity in reversed(SCALE):
        inside = [[number for number, place in known if place == (severity.value, own.value)] for own in SCALE]
        weights = tuple((int(severity.value) + int(own.value)) / 8 for own in SCALE)
        rows.append(
            Series(case.say(severity.label), weights, tuple(", ".join(map(str, numbers)) for numbers in inside))
        )
    numbered = "; ".join(f"{number} = {case.say(feared)}" for number, feared in enumerate(FEARED.values(), 1))
    caption = case.say(sentence("Severity (down) and likelihood (across). {numbered}.", numbered=numbered))
    said = "; ".join(
        case.say(
            sentence(
                "risk {number}: severity {severity}, likelihood {likelihood}",
                number=number,
                severity=case.say(BY_NAME["singling_out_severity"].says(place[0])),
                likelihood=case.say(BY_NAME["singling_out_likelihood"].says(place[1])),
            )
        )
        for number, place in known
    )
    return (Chart(caption, f"{caption} {said}.", ChartKind.MATRIX, case.said(own.label for own in SCALE), tuple(rows)),)


def follow_up(case: Case) -> tuple[Block, ...]:
    """Section K."""
    again = sentence(
        "The risk is to be assessed anew when a source, an attack or a release appears that this report did not know."
    )
    return (case.answers("K"), Paragraph(case.say(again)))


def validation(case: Case) -> tuple[Block, ...]:
    """Section L."""
    places = (
        Signature(case.say(sentence("Author")), case.answer("author")),
        Signature(case.say(sentence("Data protection officer")), case.answer("dpo")),
        Signature(case.say(sentence("Controller")), case.answer("signatory")),
    )
    heads = case.say(sentence("Name")), case.say(sentence("Date")), case.say(sentence("Signature"))
    return (case.answers("L", lambda field: field.name != "signatory"), Signatures(heads, places))


def limits(case: Case) -> tuple[Block, ...]:
    """Section M: part of every report, whatever its figures."""
    title = case.say(sentence("These limits are part of every report and cannot be removed."))
    return (Note(title, (), Tone.WARNING), Bullets(case.said(LIMITS)))

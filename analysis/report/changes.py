"""What was done to the records, what each value became, who disappears, and what is left to work with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from analysis.dataset import SHOWN_FROM
from analysis.hierarchies.nomenclatures.nomenclature import Nomenclature
from analysis.hierarchies.registry import builder_to_dict
from analysis.hierarchies.table import Table as TypedTable
from analysis.report.case import Case
from analysis.report.document import Block, Bullets, Chart, ChartKind, Heading, KeyValues, Paragraph, Series
from analysis.report.effects import ColumnMapping, Mapped, Mode, harder_hit
from analysis.report.form import Field
from analysis.report.risk import alternative
from analysis.utility.association import Association
from analysis.wording import Sentence, Share, sentence

LABELS: Final = 25
"""Labels of one column that are printed, at most."""
LEAVING: Final = 15
"""Groups that disappear more than others and are printed, at most."""
PAIRS: Final = 10
"""Pairs of columns whose association is printed, at most."""

_MODES: Final = {
    Mode.RECORDS: sentence("Global recoding: one level for each column; records in small classes are suppressed."),
    Mode.CELLS: sentence(
        "Global recoding: one level for each column; cells of records in small classes are suppressed."
    ),
    Mode.LOCAL: sentence(
        "Local recoding (Mondrian): the same value may get one label here and another there. Narrow labels beside wide ones tell "
        "how records were grouped, which downcoding attacks use."
    ),
}
_WAYS: Final = {
    "suppress": sentence("suppress only"),
    "intervals": sentence("intervals of equal width"),
    "cut_points": sentence("intervals between cut points"),
    "dates": sentence("spans of time"),
    "mask": sentence("hide characters"),
    "frequent": sentence("rare values together"),
    "order": sentence("neighbours in an order"),
    "table": sentence("by hand, or from a file"),
}
"""What the ways to make a hierarchy are called; a classification has a title of its own."""
_HIDDEN: Final = {
    "table": ("rows",),
    "order": ("order",),
    "cut_points": ("cuts",),
    "intervals": ("lowest", "highest"),
    "dates": ("quarter", "week", "half", "weekdays", "earliest", "latest"),
}
"""Parameters that hold values of the data, or may be taken from one, or only wording: they are not printed."""
_MEASURES: Final = {
    Association.CORRELATION: sentence("correlation"),
    Association.CRAMERS_V: sentence("Cramér's V"),
    Association.CORRELATION_RATIO: sentence("correlation ratio"),
}


def transformations(case: Case) -> tuple[Block, ...]:
    """Section F."""
    recipe = case.outcome.recipe
    asked = (*recipe.recoding.choices.requirements,)
    return (
        Paragraph(case.say(_MODES[case.effects.mode])),
        case.table(
            sentence("Operations, in the order in which they were applied"),
            (sentence("Columns"), sentence("Operation"), sentence("Caveats")),
            (*_steps(case), *_generalised(case), *_left_out(case)),
            texts=3,
        ),
        Heading(case.say(sentence("What was required"))),
        Bullets(case.said(own.sentence() for own in asked)),
        KeyValues(tuple(_suppressed(case))),
        Heading(case.say(sentence("What each value became"))),
        *_mappings(case),
        Heading(case.say(sentence("Who disappears"))),
        *_leaving(case),
        case.answers("F", lambda field: _asked(case, field)),
    )


def _asked(case: Case, field: Field) -> bool:
    """The custody of the key is asked where there is a key."""
    return field.name != "key_custody" or any(step.needs_key for step in case.outcome.recipe.steps)


def _steps(case: Case) -> Iterator[tuple[str, ...]]:
    for step in case.outcome.recipe.steps:
        yield case.names(step.columns), case.say(step.describe()), "\n".join(case.said(step.caveats())) or "–"


def _generalised(case: Case) -> Iterator[tuple[str, ...]]:
    outcome, local = case.outcome, case.effects.mode is Mode.LOCAL
    levels = zip(outcome.recoded.table.columns, outcome.recoded.classes.levels, strict=True)
    for encoded, level in levels:
        if local:
            done = case.say(sentence("recoded locally"))
        elif not level:
            done = case.say(sentence("left exact"))
        else:
            done = case.say(sentence("generalised to level {level} of {top}", level=level, top=encoded.top))
        yield encoded.name, f"{done} – {_hierarchy(case, encoded.name)}", "–"


def _hierarchy(case: Case, column: str) -> str:
    """How the hierarchy of a column is made, with its parameters and its source, and without a value of the data."""
    builder = case.outcome.recipe.hierarchies[column]
    plain = builder_to_dict(builder)
    kind = plain.pop("kind")
    for name in _HIDDEN.get(kind, ()):
        plain.pop(name)
    parameters = "; ".join(f"{name} = {_plain(value)}" for name, value in plain.items() if value)
    named = case.say(builder.title) if isinstance(builder, Nomenclature) else case.say(_WAYS.get(kind, kind))
    source = f" [{builder.source.name}, {builder.source.date}]" if isinstance(builder, Nomenclature) else ""
    if isinstance(builder, TypedTable) and builder.source:
        return case.say(sentence("hierarchy: {way} ({source})", way=named, source=builder.source))
    return case.say(sentence("hierarchy: {way}", way=named)) + (f" ({parameters})" if parameters else "") + source


def _plain(value: Any) -> str:
    return (
        ", ".join(map(_plain, value))
        if isinstance(value, list)
        else f"{value:g}"
        if isinstance(value, float)
        else str(value)
    )


def _left_out(case: Case) -> Iterator[tuple[str, ...]]:
    if case.outcome.release.dropped:
        yield case.names(case.outcome.release.dropped), case.say(sentence("left out of the release")), "–"


def _suppressed(case: Case) -> Iterator[tuple[str, str]]:
    outcome = case.outcome
    total, suppressed = outcome.prepared.n_records, outcome.release.n_suppressed
    by_steps = outcome.dataset.n_records - outcome.prepared.n_records
    if by_steps:
        yield case.say(sentence("Records left out by operations")), _of(case, by_steps, outcome.dataset.n_records)
    yield case.say(sentence("Records suppressed in small classes")), _of(case, suppressed, total)
    limit = Share(outcome.recipe.recoding.suppression_limit)
    yield case.say(sentence("Records that might be suppressed, at most")), case.share(limit)
    for name, cells in case.effects.emptied:
        yield case.say(sentence("Cells of {column} suppressed", column=name)), _of(case, cells, total)


def _of(case: Case, count: int, total: int) -> str:
    return f"{case.number(count)} ({case.share(count / total)})"


def _mappings(case: Case) -> Iterator[Block]:
    if not case.effects.mappings:
        yield Paragraph(case.say(sentence("No column was generalised.")))
    for own in case.effects.mappings:
        caption = sentence("{column}: labels of the release, and the values behind them", column=own.column)
        heads = (sentence("Label"), sentence("Original values"), sentence("Records"))
        rows = ((label.label, _values(case, label), case.number(label.records)) for label in own.labels[:LABELS])
        if own.labels:
            yield case.table(caption, heads, rows, texts=2)
        yield from _further(case, own)


def _values(case: Case, label: Mapped) -> str:
    if label.n_values is None:
        return case.say(sentence("differ from place to place"))
    more = label.n_values - len(label.values)
    if not label.values:
        return case.say(sentence("{count} values", count=label.n_values)) if more != 1 else case.say(_ONE_RARE)
    named = ", ".join(label.values)
    return named if not more else case.say(sentence("{values} and {count} more", values=named, count=more))


_ONE_RARE = sentence("one value")


def _further(case: Case, own: ColumnMapping) -> Iterator[Block]:
    more = max(len(own.labels) - LABELS, 0)
    if more or own.n_rare:
        yield Paragraph(
            case.say(
                sentence(
                    "{column}: further labels, not printed: {more}. Labels held by fewer than {least} records, not shown: {rare}.",
                    column=own.column, more=more, least=SHOWN_FROM, rare=own.n_rare,
                )
            )
        )  # fmt: skip


def _leaving(case: Case) -> Iterator[Block]:
    if case.effects.mode is not Mode.RECORDS:
        yield Paragraph(case.say(sentence("No record was suppressed to reach the threshold.")))
        return
    overall = case.outcome.release.n_suppressed / case.outcome.prepared.n_records
    hit = harder_hit(case.effects.leaving, overall)
    if not case.outcome.release.n_suppressed:
        yield Paragraph(case.say(sentence("No record was suppressed to reach the threshold.")))
        return
    said = sentence(
        "{share} of all records were suppressed. A group that loses more of its records is less well represented.",
        share=Share(overall),
    )
    yield Paragraph(case.say(said))
    if not hit:
        return
    yield case.table(
        sentence("Groups of at least {least} records that lose more than the rest", least=SHOWN_FROM),
        (sentence("Column"), sentence("Value"), sentence("Records"), sentence("Suppressed")),
        (
            (own.column, own.label or case.say(_MISSING), case.number(own.records), case.share(own.share))
            for own in hit[:LEAVING]
        ),
        texts=2,
    )  # fmt: skip
    if len(hit) > LEAVING:
        yield Paragraph(
            case.say(sentence("Further groups that lose more than the rest: {count}.", count=len(hit) - LEAVING))
        )


_MISSING: Sentence = sentence("missing")


def utility(case: Case) -> tuple[Block, ...]:
    """Section H."""
    loss = case.outcome.loss
    rows = [(name, case.share(own)) for name, own in loss.columns]
    rows.append((case.say(sentence("All quasi-identifiers (geometric mean)")), case.share(loss.loss)))
    table = case.table(
        sentence("Information loss: 0 % where nothing was lost, 100 % where nothing is left"),
        (sentence("Column"), sentence("Loss")),
        rows,
    )
    return (table, *_distributions(case), *_associations(case), case.answers("H"))


def _distributions(case: Case) -> Iterator[Block]:
    changes = case.effects.changes
    if not changes:
        return
    caption = case.say(
        sentence(
            "Change of the distributions (total variation: share of the records that would have to change their value)"
        )
    )
    names = tuple(name for name, _value in changes)
    values = tuple(min(max(value, 0.0), 1.0) for _name, value in changes)
    series = Series(case.say(sentence("Total variation")), values, tuple(case.share(own) for own in values))
    yield Chart(caption, alternative(caption, names, [series]), ChartKind.BARS, names, (series,))


def _associations(case: Case) -> Iterator[Block]:
    found = case.effects.associations
    if not found:
        yield Paragraph(case.say(sentence("No association between columns can be compared.")))
        return
    yield case.table(
        sentence("Associations between columns that change most"),
        (sentence("Columns"), sentence("Measure"), sentence("Before"), sentence("After"), sentence("Change")),
        (
            (
                " × ".join(own.columns),
                case.say(_MEASURES[own.measure]),
                case.number(own.before, 2),
                case.number(own.after, 2),
                case.speech.signed(own.change, 2),
            )
            for own in found[:PAIRS]
        ),
        texts=2,
    )

"""What the report says: every section in both languages, the limits always, and no value that few people hold."""

import itertools
import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.attacks.intersection import cross
from analysis.dataset import SHOWN_FROM, dataset_of
from analysis.hierarchies.builders import Frequent, Intervals
from analysis.hierarchies.table import Table as TypedTable
from analysis.presets import presets
from analysis.recipe.recipe import Cells, Recoding
from analysis.recipe.running import run
from analysis.recoding.mondrian import Cuts
from analysis.recoding.pseudonyms import Pseudonyms
from analysis.report.case import Case
from analysis.report.document import Bullets, Chart, ChartKind, KeyValues, Note, Signatures, Table
from analysis.report.form import BY_NAME, FEARED, FIELDS, SECTIONS
from analysis.report.framing import context
from analysis.report.html import to_html
from analysis.report.judging import verdict_of
from analysis.roles import Role
from analysis.speech import Speech
from analysis.verdict import LIMITS, PSEUDONYMISED, Audience, Opinion, Recipient
from tests.analysis.report.released import NOW, RARE, people, recipe_on, written

KEY = b"0123456789abcdef0123"


def section(document, letter):
    return next(own for own in document.sections if own.letter == letter)


def blocks(document, letter, kind):
    return [own for own in section(document, letter).blocks if isinstance(own, kind)]


def pairs(document, letter):
    return dict(row for own in blocks(document, letter, KeyValues) for row in own.rows)


def captioned(document, letter, start):
    return next(own for own in blocks(document, letter, Table) if own.caption.startswith(start))


def texts(found):
    """Every text of a document."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, tuple):
        for each in found:
            yield from texts(each)
    elif hasattr(found, "__dataclass_fields__"):
        for name in found.__dataclass_fields__:
            yield from texts(getattr(found, name))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_report_has_every_section_from_a_to_m(outcome, language):
    document = written(outcome, language)
    assert [own.letter for own in document.sections] == list("ABCDEFGHIJKLM") == list(SECTIONS)
    assert [own.title for own in document.sections] == [Speech(language).say(own) for own in SECTIONS.values()]
    assert all(own.blocks for own in document.sections)
    assert document.language == language


def test_the_languages_say_the_same_with_other_words(outcome):
    french, english = written(outcome, "fr"), written(outcome, "en")
    assert [[type(own) for own in each.blocks] for each in french.sections] == [
        [type(own) for own in each.blocks] for each in english.sections
    ]
    assert all(
        one.title != two.title
        for one, two in zip(french.sections, english.sections, strict=True)
        if one.letter not in "FL"
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_limits_are_in_every_report_whatever_its_figures(outcome, language):
    for made in (outcome, replace(outcome, recipe=outcome.recipe.model_copy(update={"answers": {}}))):
        (limits,) = blocks(written(made, language), "M", Bullets)
        assert limits.items == tuple(Speech(language).say(own) for own in LIMITS)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_report_calls_data_anonymous(outcome, language):
    said = " ".join(texts(written(outcome, language)))
    assert not re.search(r"\banonym(e|es|ous|isée?s?|ised)\b", said, re.IGNORECASE)


def test_what_was_not_answered_is_to_be_completed_and_an_answer_is_printed_where_it_belongs(outcome):
    document = written(outcome, "fr")
    assert pairs(document, "B")["Finalité de la diffusion"] == "Première ligne\nDeuxième ≥ 1"
    assert pairs(document, "B")["Personnes vulnérables"] == "À compléter"
    assert pairs(document, "K")["Prochaine réévaluation"] == "30/06/2027"
    assert pairs(document, "L")["Avis du DPO"] == "favorable avec réserves"


def test_every_field_is_printed_in_its_section(outcome):
    answers = {own.name: own.options[0].value if own.options else f"«{own.name}»" for own in FIELDS}
    document = written(replace(outcome, recipe=outcome.recipe.model_copy(update={"answers": answers})), "en")
    for own in FIELDS:
        said = document.title if own.name == "title" else "".join(texts(section(document, own.section)))
        wanted = str(own.says(answers[own.name]))
        assert wanted in said or own.name == "key_custody", own.name


def test_names_of_fields_are_unique_and_only_choices_have_options():
    assert len(BY_NAME) == len(FIELDS)
    assert all(bool(own.options) == (own.kind == "choice") for own in FIELDS)
    assert {own.section for own in FIELDS} <= set(SECTIONS)
    assert all(f"{name}_{scale}" in BY_NAME for name in FEARED for scale in ("severity", "likelihood"))


def test_the_hashes_of_source_release_and_recipe_and_the_trail_are_printed(outcome, trail):
    document = written(outcome, "en", source_sha256="cd" * 32, trail=trail)
    found = pairs(document, "A")
    assert found["Source file (SHA-256)"] == "cd" * 32
    assert found["Released file (SHA-256)"] == "ab" * 32
    assert len(found["Recipe (SHA-256)"]) == 64
    assert trail.head in found["Audit trail"]
    torn = replace(trail, entries=trail.entries[1:])
    assert (
        pairs(written(outcome, "en", trail=torn), "A")["Audit trail"] == "changed after it was written, from entry 1 on"
    )
    assert pairs(written(outcome, "en"), "A")["Audit trail"] == "none was kept"


def test_the_inventory_counts_what_each_column_holds(outcome):
    (table,) = blocks(written(outcome, "en"), "C", Table)
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["ville"] == ("text", "quasi-identifier", "yes", "3", "0%", "1", "1.7%")
    assert rows["nom"] == ("text", "direct identifier", "no", "60", "0%", "60", "100%")


def test_the_figures_after_stand_beside_those_before_with_their_change(outcome):
    rows = {row[0]: row[1:] for row in captioned(written(outcome, "en"), "G", "Risk of the release").rows}
    before, after = outcome.before, outcome.after
    assert rows["k (smallest group)"] == (str(before.k), str(after.k), f"+{after.k - before.k}")
    speech = Speech("en")
    change = after.prosecutor.average - before.prosecutor.average
    assert rows["Prosecutor: average risk"] == (
        speech.percent(before.prosecutor.average),
        speech.percent(after.prosecutor.average),
        f"{speech.signed(change * 100, 1)} points",
    )


def test_the_mapping_says_what_each_value_became(outcome):
    rows = captioned(written(outcome, "en"), "F", "age:").rows
    assert {row[0] for row in rows} == {"20–29", "30–39", "40–49"}
    assert all(row[1] == "10 values" for row in rows)
    assert sum(int(row[2]) for row in rows) == outcome.release.dataset.n_records
    towns = {row[0]: row[1] for row in captioned(written(outcome, "en"), "F", "ville:").rows}
    assert towns == {"Lyon": "Lyon", "Brest": "Brest"}


def test_who_disappears_is_told_by_group():
    frame = pd.DataFrame({"âge": ["20"] * 20 + [str(70 + i % 10) for i in range(10)], "sexe": (["F", "M"] * 15)})
    dataset = dataset_of(frame)
    roles = dict.fromkeys(dataset.names, Role.QUASI_IDENTIFIER)
    changes = {
        "roles": roles,
        "hierarchies": {"âge": Intervals((10.0,)), "sexe": Frequent((2,))},
        "recoding": Recoding(levels={"âge": 1, "sexe": 0}, k=6, suppression_limit=1.0),
    }
    made = run(recipe_on(dataset, **changes), dataset)
    rows = captioned(written(made, "en"), "F", "Groups of at least 5").rows
    assert rows == (("âge", "70–79", "10", "100%"),)


def others(dataset):
    """Recipes that deal with small classes in the other ways, and that make pseudonyms."""
    yield recipe_on(dataset, cells=Cells())
    strict = recipe_on(dataset).recoding.model_copy(update={"cuts": Cuts.STRICT, "conditions": ()})
    yield recipe_on(dataset, recoding=strict)
    yield recipe_on(dataset, steps=(Pseudonyms(("nom",)),))
    typed = TypedTable(tuple((town, town, "*") for town in dataset["ville"].values))
    yield recipe_on(dataset, hierarchies={"age": Intervals((10.0, 50.0)), "ville": typed})


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_other_recodings_have_a_report_too(place, language):
    dataset = people()
    recipe = next(itertools.islice(others(dataset), place, None))
    document = written(run(recipe, dataset, KEY), language)
    assert all(own.blocks for own in document.sections)
    assert not [value for value in (RARE["maladie"], RARE["note"]) if value in " ".join(texts(document))]


def test_a_pseudonymised_release_bears_the_banner():
    dataset = people()
    made = run(recipe_on(dataset, steps=(Pseudonyms(("nom",)),)), dataset, KEY)
    assert verdict_of(made).pseudonymised == ("nom",)
    assert verdict_of(made).opinion is Opinion.DO_NOT_RELEASE
    banner = written(made, "fr").opening[0]
    assert isinstance(banner, Note)
    assert banner.title == Speech("fr").say(PSEUDONYMISED)
    assert "Garde de la clé" in pairs(written(made, "fr"), "F")


def test_a_direct_identifier_that_somebody_calls_harmless_is_found_out():
    names = [f"camille.martin{i}@example.org" for i in range(60)]
    dataset = dataset_of(pd.DataFrame({"courriel": names, "age": [str(20 + i % 2) for i in range(60)]}))
    roles = {"courriel": Role.INSENSITIVE, "age": Role.QUASI_IDENTIFIER}
    recoding = Recoding(levels={"age": 0}, k=5)
    made = run(recipe_on(dataset, roles=roles, hierarchies={"age": Intervals((10.0,))}, recoding=recoding), dataset)
    assert verdict_of(made).pseudonymised == ("courriel",)


def test_without_recipients_the_verdict_is_for_the_public_and_says_so(outcome):
    verdict = verdict_of(outcome)
    assert [own.recipient.audience for own in verdict.recipients] == [Audience.PUBLIC]
    assert "judged as if it were public" in " ".join(texts(section(written(outcome, "en"), "B")))
    partner = Recipient(Audience.PARTNER, "Institut", 0.1, "convention")
    named = replace(outcome, recipe=outcome.recipe.model_copy(update={"recipients": (partner,)}))
    rows = captioned(written(named, "en"), "B", "Recipients").rows
    assert rows == (("Institut", "a partner under contract", "convention", "10.0%"),)


def test_a_crossing_is_counted_and_judged(outcome):
    earlier = outcome.release.dataset
    crossing = cross(outcome.prepared, outcome.recoded, earlier, ("maladie",), ("note",))
    verdict = verdict_of(outcome, crossing)
    assert "Compared with earlier releases: 1" in str(verdict.findings[1].evidence[0])
    document = written(outcome, "en", crossing=crossing)
    assert captioned(document, "G", "This release beside").rows[0][1] == str(crossing.n_records)


def test_charts_say_their_figures_in_words(outcome):
    charts = [own for each in written(outcome, "en").sections for own in each.blocks if isinstance(own, Chart)]
    assert {own.kind for own in charts} == set(ChartKind)
    for own in charts:
        if own.kind is ChartKind.BARS:
            assert all(value in own.alt for series in own.series for value in series.written)
        assert all(0 <= value <= 1 for series in own.series for value in series.values)
        assert all(len(series.values) == len(own.categories) == len(series.written) for series in own.series)


def test_the_matrix_holds_the_risks_that_somebody_assessed(outcome):
    (matrix,) = blocks(written(outcome, "en"), "J", Chart)
    inside = {
        (row.name, name): text
        for row in matrix.series
        for name, text in zip(matrix.categories, row.written, strict=True)
        if text
    }
    assert inside == {("3. significant", "1. negligible"): "1"}


def test_tables_are_whole(outcome):
    for own in (own for each in written(outcome, "fr").sections for own in each.blocks if isinstance(own, Table)):
        assert len(own.heads) == len(own.numeric)
        assert {len(row) for row in own.rows} <= {len(own.heads)}


def test_there_is_a_place_to_sign_for_three(outcome):
    (signatures,) = blocks(written(outcome, "fr"), "L", Signatures)
    assert [own.role for own in signatures.places] == [
        "Auteur",
        "Délégué à la protection des données",
        "Responsable de traitement",
    ]


@settings(max_examples=12, deadline=None)
@given(counts=st.lists(st.integers(1, 12), min_size=4, max_size=9), level=st.integers(0, 2), shift=st.integers(0, 8))
def test_a_value_of_fewer_than_five_records_is_nowhere_in_a_report(counts, level, shift):
    """Each value is a word that is nowhere else; three columns hold the same words in another order."""
    words = [f"Zq{place}x{place}w" for place in range(len(counts))]
    held = [word for word, count in zip(words, counts, strict=True) for _ in range(count)]
    columns = {
        name: [f"{name}{word}" for word in held[shift * place :] + held[: shift * place]]
        for place, name in enumerate(("ville", "maladie", "note"))
    }
    dataset = dataset_of(
        pd.DataFrame({"ville": columns["ville"], "maladie": columns["maladie"], "note": columns["note"]})
    )
    roles = {"ville": Role.QUASI_IDENTIFIER, "maladie": Role.SENSITIVE, "note": Role.INSENSITIVE}
    recoding = Recoding(levels={"ville": min(level, 1)}, k=1 + 4 * (level // 2), suppression_limit=1.0)
    recipe = recipe_on(dataset, roles=roles, hierarchies={"ville": Frequent((5,))}, recoding=recoding, answers={})
    if level == 2 and max(counts) < SHOWN_FROM:
        return
    made = run(recipe, dataset)
    page = to_html(written(made, "fr", made_at=NOW))
    for column in dataset:
        rare = column.values[column.counts < SHOWN_FROM]
        assert not [value for value in rare if value in page]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_preset_is_named_with_its_source_and_promises_nothing(outcome, language):
    verdict = verdict_of(outcome)
    for own in presets():
        named = replace(outcome, recipe=outcome.recipe.model_copy(update={"preset": own.id}))
        said = " ".join(texts(context(Case(named, verdict, Speech(language), NOW, "ab" * 32))))
        assert getattr(own.title, language) in said
        assert own.source in said
        assert not re.search(r"\banonym(e|es|ous|isée?s?|ised)\b", said, re.IGNORECASE)

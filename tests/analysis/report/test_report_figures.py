"""Figures for scripts, and the data dictionary: the same figures as in the report, and no value that few people hold."""

import csv
import io
import json
from dataclasses import replace

import pytest

from analysis.assessment_json import as_json
from analysis.dataset import SHOWN_FROM
from analysis.recipe.running import run
from analysis.recoding.pseudonyms import Pseudonyms
from analysis.report.dictionary import dictionary_csv, dictionary_json, variables
from analysis.report.figures import figures_json
from analysis.report.judging import verdict_of
from analysis.verdict import LIMITS
from tests.analysis.report.released import HOSTILE, RARE, people, recipe_on


def test_the_figures_are_those_of_the_assessments_and_the_verdict(outcome):
    verdict = verdict_of(outcome)
    found = json.loads(json.dumps(figures_json(outcome, verdict), allow_nan=False))
    assert found["before"] == json.loads(json.dumps(as_json(outcome.before)))
    assert found["after"]["k"] == outcome.after.k
    assert found["verdict"]["opinion"] == verdict.opinion.value
    assert set(found["verdict"]["criteria"]) == {"singling_out", "linkability", "inference"}
    assert found["utility"]["loss"] == pytest.approx(outcome.loss.loss)
    assert found["transformations"]["records_suppressed"] == outcome.release.n_suppressed
    assert found["limits"] == [str(own) for own in LIMITS]


def test_the_labels_of_a_column_count_the_records_of_the_release(outcome):
    values = figures_json(outcome, verdict_of(outcome))["transformations"]["values"]
    assert {own["label"]: own["records"] for own in values["ville"]["labels"]} == dict(
        zip(outcome.release.dataset["ville"].values, outcome.release.dataset["ville"].counts, strict=True)
    )


@pytest.mark.parametrize("value", RARE.values())
def test_a_value_that_one_person_has_is_in_no_file(outcome, value):
    files = (
        json.dumps(figures_json(outcome, verdict_of(outcome)), ensure_ascii=False),
        json.dumps(dictionary_json(outcome), ensure_ascii=False),
        dictionary_csv(outcome, "fr").decode("utf-8-sig"),
    )
    assert not [own for own in files if value in own]


def test_the_dictionary_describes_the_columns_of_the_release(outcome):
    found = {own.name: own for own in variables(outcome)}
    assert tuple(found) == outcome.release.dataset.names
    for name, own in found.items():
        column = outcome.release.dataset[name]
        assert own.n_distinct == len(column.values) == len(own.values) + own.n_unnamed
        assert all(records >= SHOWN_FROM for _value, records in own.values)
        assert own.n_missing == column.n_missing
    assert [str(own) for own in found["age"].provenance] == ["generalised to level 1 of 3"]
    assert found["note"].provenance == ()


def test_the_dictionary_names_no_pseudonym():
    dataset = people()
    made = run(recipe_on(dataset, steps=(Pseudonyms(("nom",)),)), dataset, b"0123456789abcdef")
    own = next(own for own in variables(made) if own.name == "nom")
    assert own.values == ()
    assert own.n_unnamed == own.n_distinct > 0


@pytest.mark.parametrize(("language", "mark"), [("fr", ";"), ("en", ",")])
def test_the_table_opens_in_a_spreadsheet_and_runs_no_formula(outcome, language, mark):
    rows = list(csv.reader(io.StringIO(dictionary_csv(outcome, language).decode("utf-8-sig")), delimiter=mark))
    assert len({len(row) for row in rows}) == 1
    named = {row[7] for row in rows[1:]}
    assert HOSTILE in named
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_value_that_would_be_a_formula_is_guarded(outcome):
    column = replace(outcome.release.dataset["note"], values=outcome.release.dataset["note"].values.copy())
    column.values[:] = ["=1+1" if own == "courte" else own for own in column.values]
    made = replace(outcome, release=replace(outcome.release, dataset=outcome.release.dataset.with_column(column)))
    rows = list(csv.reader(io.StringIO(dictionary_csv(made, "en").decode("utf-8-sig"))))
    assert "'=1+1" in {row[7] for row in rows}

"""The command line on people who have several records."""

import json

import pytest

from analysis.__main__ import main

VISITS = """code;sex;month
a1;M;jan
a1;M;mar
b2;M;jan
b2;M;mar
c3;M;jan
c3;M;jan
d4;F;jan
"""
"""Made up."""


@pytest.fixture
def visits(tmp_path):
    path = tmp_path / "visits.csv"
    path.write_text(VISITS, encoding="utf-8")
    return str(path)


def test_a_person_column_adds_what_its_people_give_away(visits, capsys):
    assert main(["assess", visits, "-q", "sex", "month", "--person", "code", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["longitudinal"]
    assert (found["people"], found["people_with_several_records"]) == (4, 3)
    assert found["records_per_person"] == {"mean": 1.75, "largest": 2}
    assert (found["constant_columns"], found["event_columns"]) == (["sex"], ["month"])
    assert found["unique_people"] == {"by_constant_columns": 0.25, "by_events": 0.5, "by_counted_events": 0.5}
    assert [(point["events"], point["unique"], point["interval"]) for point in found["unicity"]] == [
        (1, 0.0, None),
        (2, 0.0, None),
    ]
    # k = 5 of 4 people: every set is held by too few
    assert [(one["m"], one["itemsets"], one["violating"], one["people_exposed"]) for one in found["km_anonymity"]] == [
        (1, 2, 2, 4),
        (2, 1, 1, 4),
        (3, 0, 0, 4),
    ]
    assert "SAN-2024-013" in found["caveats"][0]


def test_without_a_person_column_there_is_nothing_to_say_of_people(visits, capsys):
    assert main(["assess", visits, "-q", "sex", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["longitudinal"] is None


def test_the_text_says_how_many_people_are_unique(visits, capsys):
    assert main(["assess", visits, "-q", "sex", "month", "--person", "code"]) == 0
    shown = capsys.readouterr().out
    assert "people                   4, 3 with several records\nan event is              month\n" in shown
    assert "unique by constant columns       25.00% of the people" in shown


def test_a_quasi_identifier_cannot_be_the_person(visits, capsys):
    assert main(["assess", visits, "-q", "sex", "month", "--person", "sex"]) == 2
    assert "sex is given two roles" in capsys.readouterr().err


def test_an_unknown_person_column_is_said(visits, capsys):
    assert main(["assess", visits, "-q", "sex", "--person", "who"]) == 2
    assert "Not in the dataset: who" in capsys.readouterr().err


def test_sets_that_are_too_many_are_said_and_the_smaller_ones_kept(tmp_path, capsys, monkeypatch):
    path = tmp_path / "rich.csv"
    path.write_text(
        "code;month\n" + "".join(f"a1;{month}\n" for month in ("jan", "feb", "mar", "apr")), encoding="utf-8"
    )
    monkeypatch.setattr("analysis.risk.km_anonymity.MOST_ITEMSETS", 5)
    assert main(["assess", str(path), "-q", "month", "--person", "code", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["longitudinal"]
    assert [one["m"] for one in found["km_anonymity"]] == [1]
    assert any("6 choices of 2 events" in caveat for caveat in found["caveats"])

"""Recipes, presets, models, keys and reports on the command line: the same release again, and what overrides what."""

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.recipe.recipe import Recipe, from_json
from analysis.roles import Role
from tests.analysis.conftest import Run

CHOICES = ["-q", "ville", "âge", "-s", "maladie", "--direct", "nom", "--levels", "âge=3", "--k", 3]
KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """People who are made up: eight of one city and 20 years, twelve of each other."""
    lines = ["nom;ville;âge;maladie"]
    lines += [f"Personne {i};{'Lyon' if i % 2 else 'Brest'};{32 + i % 20};{'abc'[i % 3]}" for i in range(40)]
    lines += [f"Personne {i};Brest;32;{'abc'[i % 3]}" for i in range(40, 44)]
    path = tmp_path / "town.csv"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


@pytest.fixture
def recipe(run: Run, town: Path, tmp_path: Path) -> Path:
    path = tmp_path / "recipe.json"
    done = run("anonymise", town, *CHOICES, "--output", tmp_path / "first.csv", "--save-recipe", path)
    assert done.status == 0, done.err
    return path


def changed(recipe: Path, **changes: object) -> Path:
    """Another recipe beside the first, with some fields changed."""
    plain = json.loads(recipe.read_text(encoding="utf-8"))
    other = recipe.with_name("changed.json")
    other.write_text(json.dumps(plain | changes), encoding="utf-8")
    return other


def saved(path: Path) -> Recipe:
    return from_json(path.read_text(encoding="utf-8"))


def test_a_saved_recipe_redoes_the_release_to_the_letter(run: Run, town: Path, recipe: Path, tmp_path: Path) -> None:
    again, twice = tmp_path / "again.csv", tmp_path / "twice.json"
    assert run("anonymise", town, "--recipe", recipe, "--output", again, "--save-recipe", twice).status == 0
    assert again.read_bytes() == (tmp_path / "first.csv").read_bytes()
    assert twice.read_bytes() == recipe.read_bytes()


def test_a_recipe_keeps_the_tables_the_models_and_how_the_file_is_read(run: Run, tmp_path: Path) -> None:
    data, table = tmp_path / "odd.csv", tmp_path / "table.csv"
    data.write_bytes("ville|mal\nÉpinal|a\nLyon|b\nLyon|a\nÉpinal|b\n".encode("cp1252"))
    table.write_text("Épinal;*\nLyon;*\n", encoding="utf-8")
    one, two, recipe = tmp_path / "one.csv", tmp_path / "two.csv", tmp_path / "recipe.json"
    done = run(
        "anonymise", data, "-q", "ville", "-s", "mal", "--hierarchy", f"ville={table}", "--k", 2, "--levels", "ville=1",
        "--model", "distinct_l_diversity:column=mal,l=2", "--delimiter", "|", "--encoding", "cp1252",
        "--output", one, "--save-recipe", recipe,
    )  # fmt: skip
    assert done.status == 0, done.err
    table.unlink()
    assert run("anonymise", data, "--recipe", recipe, "--output", two).status == 0
    assert two.read_bytes() == one.read_bytes()
    assert [own.model for own in saved(recipe).recoding.conditions] == ["distinct_l_diversity"]


def test_a_recipe_says_what_to_assess_in_the_data_and_in_their_release(
    run: Run, town: Path, recipe: Path, tmp_path: Path
) -> None:
    by_options = json.loads(
        run("assess", town, "-q", "ville", "âge", "-s", "maladie", "--direct", "nom", "--format", "json").out
    )
    by_recipe = json.loads(run("assess", town, "--recipe", recipe, "--format", "json").out)
    assert {**by_recipe, "caveats": []} == {**by_options, "caveats": []}
    done = run("assess", tmp_path / "first.csv", "--recipe", recipe, "--require-k", 3, "--format", "json")
    assert done.status == 0
    assert json.loads(done.out)["k"] >= 3
    assert any("another dataset" in caveat for caveat in json.loads(done.out)["caveats"])


def test_a_search_takes_what_the_recipe_requires(run: Run, town: Path, recipe: Path) -> None:
    roles = ["-q", "ville", "âge", "-s", "maladie", "--k", 3, "--suppression-limit", 0.05]
    found = [json.loads(run("search", town, *asked, "--format", "json").out) for asked in (roles, ["--recipe", recipe])]
    assert found[0]["optimum"] == found[1]["optimum"] is not None
    stricter = json.loads(run("search", town, "--recipe", recipe, "--k", 20, "--format", "json").out)
    assert stricter["optimum"]["k"] >= 20


def test_an_option_beside_a_recipe_has_the_last_word_on_what_it_names(
    run: Run, town: Path, recipe: Path, tmp_path: Path
) -> None:
    output, other = tmp_path / "o.csv", tmp_path / "other.json"
    done = run(
        "anonymise", town, "--recipe", recipe, "--k", 4, "--suppression-limit", 0.5, "--levels", "ville=1",
        "--direct", "maladie", "--population-size", 5000, "--model", "average_risk:limit=0.3",
        "--output", output, "--save-recipe", other,
    )  # fmt: skip
    assert done.status == 0, done.err
    now = saved(other)
    assert (now.recoding.k, now.recoding.suppression_limit, now.population_size) == (4, 0.5, 5000)
    assert now.recoding.levels == {"ville": 1, "âge": 3}
    assert now.roles["maladie"] is Role.DIRECT_IDENTIFIER
    assert now.roles["nom"] is Role.DIRECT_IDENTIFIER
    assert [own.model for own in now.recoding.conditions] == ["average_risk"]
    assert list(pd.read_csv(output, sep=";")) == ["ville", "âge"]


def test_a_requirement_on_the_command_replaces_that_of_the_recipe_and_keeps_the_others(
    run: Run, town: Path, recipe: Path, tmp_path: Path
) -> None:
    asked = changed(
        recipe,
        recoding={
            **json.loads(recipe.read_text(encoding="utf-8"))["recoding"],
            "conditions": [
                {"model": "distinct_l_diversity", "column": "maladie", "l": 2},
                {"model": "average_risk", "limit": 0.5},
            ],
        },
    )
    other = tmp_path / "other.json"
    model = ["--model", "distinct_l_diversity:column=maladie,l=3"]
    assert run("anonymise", town, "--recipe", asked, *model, "--output", tmp_path / "o.csv", "--save-recipe", other)
    found = {own.model: own for own in saved(other).recoding.conditions}
    assert (found["distinct_l_diversity"].l, found["average_risk"].limit) == (3, 0.5)


def test_what_a_recipe_requires_and_does_not_get_gives_status_3_with_the_release(
    run: Run, town: Path, recipe: Path, tmp_path: Path
) -> None:
    output = tmp_path / "o.csv"
    done = run("anonymise", town, "--recipe", recipe, "--k", 13, "--output", output)
    assert (done.status, output.exists()) == (2, False)  # nobody would be left
    done = run("anonymise", town, "--recipe", recipe, "--k", 9, "--output", output)
    assert (done.status, output.exists()) == (3, True)
    assert "k = 9 is not met" in done.err


WRONG = {
    "no such recipe": ("assess {town} --recipe nowhere.json", "nowhere.json: there is no such file"),
    "no recipe": ("assess {town} --recipe {town}", "This is not a recipe: it is not JSON."),
    "lacking column": ("anonymise {people} --recipe {recipe} --output {output}", "lacks columns that the recipe names"),
    "level of no column": ("anonymise {town} --recipe {recipe} --levels nom=1 --output {output}", "--levels names nom"),
    "level too high": ("anonymise {town} --recipe {recipe} --levels ville=9 --output {output}", "ville has no level 9"),
    "no k": ("anonymise {town} -q ville --output {output}", "give --k, a preset that sets it, or a recipe"),
    "no such preset": ("search {town} -q ville --preset zap", "There is no preset zap"),
    "preset of nothing": ("assess {town} -q ville --preset fr_mr004", "sets neither k nor l nor t"),
    "no such model": ("anonymise {town} -q ville --k 2 --model zap:l=2 --output {output}", "no privacy model zap"),
    "the data themselves": ("anonymise {town} -q ville --k 2 --output {town}", "is the file that is read"),
    "one name twice": ("anonymise {town} -q ville --k 2 --output {output} --save-recipe {output}", "under one name"),
    "a folder": ("anonymise {town} -q ville --k 2 --output {folder}", "is a folder: name a file"),
    "no folder for the recipe": (
        "anonymise {town} -q ville --k 2 --output {output} --save-recipe {folder}/none/r.json", "Nothing was written."
    ),
    "no such report": ("anonymise {town} -q ville --k 2 --output {output} --report {folder}/r.doc", ".html .pdf"),
    "level of no quasi-identifier in a search": ("search {town} -q ville --max-level nom=1", "--max-level names nom"),
}  # fmt: skip


@pytest.mark.parametrize("fault", WRONG)
def test_what_is_wrong_with_a_recipe_is_said_in_one_line_and_nothing_is_written(
    run: Run, town: Path, recipe: Path, people: Path, tmp_path: Path, fault: str
) -> None:
    command, words = WRONG[fault]
    there = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    places = {"town": town, "recipe": recipe, "people": people, "output": tmp_path / "o.csv", "folder": tmp_path}
    done = run(*command.format(**places).split())
    assert (done.status, done.out) == (2, "")
    assert words in done.err
    assert done.err.startswith("analysis: ")
    assert done.err.count("\n") == 1
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == there


def test_a_recipe_that_recodes_locally_takes_no_levels(run: Run, town: Path, recipe: Path, tmp_path: Path) -> None:
    plain = json.loads(recipe.read_text(encoding="utf-8"))
    local = changed(recipe, recoding={**plain["recoding"], "cuts": "relaxed"})
    output = tmp_path / "o.csv"
    refused = run("anonymise", town, "--recipe", local, "--levels", "âge=1", "--output", output)
    assert (refused.status, "recodes locally" in refused.err, output.exists()) == (2, True, False)
    done = run("anonymise", town, "--recipe", local, "--output", output)
    assert done.status == 0
    assert "44 records released, 0 suppressed, k " in done.err


# keys


@pytest.fixture
def keyed(recipe: Path) -> Path:
    return changed(recipe, steps=[{"kind": "pseudonyms", "names": ["nom"]}])


def test_a_key_comes_from_a_file_or_the_environment_and_is_told_to_nobody(
    run: Run, town: Path, keyed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, one, two, kept = (tmp_path / name for name in ("key.txt", "one.csv", "two.csv", "kept.json"))
    key.write_text(KEY + "\n", encoding="utf-8")
    done = run("anonymise", town, "--recipe", keyed, "--key-file", key, "--output", one, "--save-recipe", kept)
    assert done.status == 0, done.err
    monkeypatch.setenv("FOULE_KEY", KEY)
    assert run("anonymise", town, "--recipe", keyed, "--output", two).status == 0
    assert one.read_bytes() == two.read_bytes()
    assert pd.read_csv(one, sep=";")["nom"].str.fullmatch("[0-9a-f]{32}").all()
    assert KEY not in done.out + done.err + kept.read_text(encoding="utf-8")


def test_without_its_key_or_with_another_a_recipe_is_not_carried_out(
    run: Run, town: Path, keyed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FOULE_KEY", raising=False)
    output, kept, key = tmp_path / "o.csv", tmp_path / "kept.json", tmp_path / "key.txt"
    refused = run("anonymise", town, "--recipe", keyed, "--output", output)
    assert (refused.status, "--key-file" in refused.err, output.exists()) == (2, True, False)
    key.write_text("short", encoding="utf-8")
    refused = run("anonymise", town, "--recipe", keyed, "--key-file", key, "--output", output)
    assert (refused.status, "too short" in refused.err, "short\n" in refused.err) == (2, True, False)
    key.write_text(KEY, encoding="utf-8")
    run("anonymise", town, "--recipe", keyed, "--key-file", key, "--output", output, "--save-recipe", kept)
    output.unlink()
    key.write_text(KEY[::-1], encoding="utf-8")
    refused = run("anonymise", town, "--recipe", kept, "--key-file", key, "--output", output)
    assert (refused.status, "not the key of the recipe" in refused.err, output.exists()) == (2, True, False)


# presets


def test_a_preset_asks_what_it_lays_down(run: Run, town: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    roles = ["-q", "ville", "-s", "maladie", "--direct", "nom"]
    done = run(
        "anonymise",
        town,
        *roles,
        "--preset",
        "fr_open_data_sante",
        "--output",
        tmp_path / "o.csv",
        "--save-recipe",
        kept,
    )
    assert done.status == 0, done.err
    now = saved(kept)
    assert (now.preset, now.recoding.k) == ("fr_open_data_sante", 11)
    assert [own.model for own in now.recoding.conditions] == ["distinct_l_diversity", "t_closeness"]
    assert "note: Ages of 90 and above grouped together." in done.err
    assert run("assess", town, *roles, "--preset", "fr_open_data_sante").status == 0
    short = run("assess", town, "-q", "âge", "-s", "maladie", "--preset", "fr_open_data_sante")
    assert short.status == 3
    assert "k is 2: 11 is required." in short.err
    assert "maladie: distinct l is 2, and at least 3 is required." in short.err
    assert "maladie: t is " in short.err
    found = json.loads(run("search", town, "-q", "ville", "âge", "--preset", "teach_k5", "--format", "json").out)
    assert found["optimum"]["k"] >= 5


# report


@pytest.mark.parametrize(("language", "mark"), [("fr", 'lang="fr"'), ("en", 'lang="en"')])
def test_a_report_is_written_beside_its_release(
    run: Run, town: Path, recipe: Path, tmp_path: Path, language: str, mark: str
) -> None:
    output, page = tmp_path / "o.csv", tmp_path / "report.html"
    done = run("anonymise", town, "--recipe", recipe, "--output", output, "--report", page, "--language", language)
    assert done.status == 0, done.err
    written = page.read_text(encoding="utf-8")
    assert mark in written
    for file in (output, town):
        assert hashlib.sha256(file.read_bytes()).hexdigest() in written
    assert "Personne 1" not in written


def test_a_report_can_be_a_pdf(run: Run, town: Path, recipe: Path, tmp_path: Path) -> None:
    pytest.importorskip("reportlab")
    page = tmp_path / "report.PDF"
    assert run("anonymise", town, "--recipe", recipe, "--output", tmp_path / "o.csv", "--report", page).status == 0
    assert page.read_bytes().startswith(b"%PDF-")

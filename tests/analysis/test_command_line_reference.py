"""What the command line says of itself: help, presets, the schema of recipes, and the keys that scripts rely on."""

import json
import re
import shlex
from pathlib import Path

import pytest

from analysis.command_line.main import TOUR
from analysis.presets import presets
from analysis.recipe.recipe import schema
from analysis.second_opinion import unavailable
from tests.analysis.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ["sample", "detect", "assess", "search", "anonymise", "verify", "presets", "schema"]


def test_the_presets_are_listed_with_how_well_they_are_confirmed(run: Run) -> None:
    found = json.loads(run("presets", "--format", "json").out)
    assert found["schema"] == 1
    assert [one["id"] for one in found["presets"]] == [own.id for own in presets()]
    by_id = {one["id"]: one for one in found["presets"]}
    assert (by_id["ca_ipc_high"]["k"], by_id["ca_ipc_high"]["confirmed"]) == (20, "source")
    assert (by_id["fr_open_data_sante"]["k"], by_id["fr_open_data_sante"]["confirmed"]) == (11, "usage")
    assert (by_id["fr_mr004"]["k"], by_id["fr_mr004"]["confirmed"]) == (None, None)
    assert all(one["source"] and one["title"]["en"] and one["title"]["fr"] for one in found["presets"])
    in_words = run("presets").out.splitlines()
    assert len(in_words) == len(presets()) + 2
    assert in_words[-1] == "This threshold is not a proof of anonymity."
    assert "Pédagogie" in run("presets", "--language", "fr").out


def test_the_schema_is_that_of_recipes(run: Run) -> None:
    assert run("schema").out == schema()


def test_help_teaches_the_commands_in_the_order_of_the_work_and_how_they_end(run: Run) -> None:
    said = run("--help").out
    places = [re.search(rf"^    {name}\b", said, re.MULTILINE) for name in COMMANDS]
    assert all(places)
    assert [place.start() for place in places] == sorted(place.start() for place in places)
    for status in (0, 2, 3, 130):
        assert re.search(rf"^  {status} +\S", said, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_shows_an_example(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.status == 0
    assert f"example:\n  python -m analysis {command}" in done.out


def test_the_examples_of_the_help_run(run: Run, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "adult.csv").write_bytes((shared / "data" / "adult.csv").read_bytes())
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"python -m analysis (.*(?:\\\n.*)?)", TOUR.replace(" \\\n     ", ""))
    assert len(examples) == 3
    for example in examples:
        assert run(*shlex.split(example)).status == 0, example
    assert {path.name for path in tmp_path.iterdir()} == {"adult.csv", "release.csv", "recipe.json"}


def test_the_readme_shows_what_the_commands_print(
    run: Run, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "adult.csv").write_bytes((shared / "data" / "adult.csv").read_bytes())
    monkeypatch.chdir(tmp_path)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```console\n(.*?)```", readme, re.DOTALL)
    assert block
    shown = re.findall(r"^\$ python -m analysis (.*)\n((?:[^$].*\n)*)", block.group(1), re.MULTILINE)
    assert [command.split()[0] for command, _said in shown] == ["assess", "search", "anonymise", "verify"]
    for command, said in shown:
        if command.startswith("verify") and unavailable():
            continue
        done = run(*shlex.split(command))
        assert done.status == 0, done.err
        assert (done.out + done.err).startswith(said.removesuffix("…\n")), command
        assert said.endswith("…\n") or done.out + done.err == said


KEYS = {
    "dataset": {"records", "columns", "fingerprint"},
    "classes": {"count", "smallest", "largest", "mean"},
    "uniques": {"records", "share"},
    "records_in_classes_below": {"2", "3", "5", "10", "11", "20"},
    "prosecutor": {"highest", "average", "lowest", "share_at_risk"},
    "journalist": {"highest", "average", "lowest", "share_at_risk"},
    "marketer": {"average"},
    "population": {"size", "sampling_fraction", "pitman", "zayatz", "snb", "dankar", "chosen"},
    "weighted": {"expected_reidentifications", "global_risk", "household_expected_reidentifications"},
    "suda": {"scored_records", "total_score", "max_score", "total_dis", "contributions"},
}
"""Of ``assess``: these names are a contract."""
SENSITIVE = {
    "distinct_l", "entropy_l", "recursive_c", "t_equal", "t_ordered", "alpha", "basic_beta", "enhanced_beta", "delta",
}  # fmt: skip


def test_the_figures_have_the_names_that_scripts_rely_on(run: Run, shared: Path) -> None:
    done = run(
        "assess", shared / "data" / "testdata.csv", "-q", "urbrur", "roof", "sex", "age", "-s", "relat", "income",
        "--weight", "sampling_weight", "--household", "ori_hid", "--population-size", 100000, "--format", "json",
    )  # fmt: skip
    assert done.status == 0, done.err
    found = json.loads(done.out, parse_constant=pytest.fail)
    assert found["schema"] == 1
    for part, names in KEYS.items():
        assert set(found[part]) >= names, part
    assert set(found["prosecutor"]["share_at_risk"]) == {"0.05", "0.09", "0.1", "0.2", "0.33"}
    assert set(found["suda"]["contributions"]) == set(found["quasi_identifiers"])
    assert list(found["sensitive"]) == ["relat", "income"]
    for own in found["sensitive"].values():
        assert set(own) == SENSITIVE
        assert "2" in own["recursive_c"]
    for own in found["attributes"]:
        assert set(own) == {"columns", "distinction", "separation"}
    assert isinstance(found["k"], int)


def test_a_figure_that_is_null_has_its_reason_among_the_caveats(run: Run, people: Path) -> None:
    found = json.loads(run("assess", people, "-q", "âge", "sexe", "-s", "maladie", "--format", "json").out)
    said = " ".join(found["caveats"])
    for name in ("population", "weighted", "missing", "longitudinal"):
        assert found[name] is None
        assert name in said
    assert found["sensitive"]["maladie"]["recursive_c"] == {"2": None, "3": None}
    assert "recursive_c is not computed for maladie" in said
    assert found["sensitive"]["maladie"]["t_ordered"] is None
    assert "t_ordered is not computed for maladie" in said
    assert "sensitive is not computed" in " ".join(
        json.loads(run("assess", people, "-q", "sexe", "--format", "json").out)["caveats"]
    )


def test_a_search_has_the_names_that_scripts_rely_on(run: Run, people: Path) -> None:
    found = json.loads(run("search", people, "-q", "âge", "sexe", "--k", 2, "--front", "--format", "json").out)
    assert set(found) >= {"schema", "lattice", "evaluated", "exact", "optimum", "front", "seconds"}
    assert set(found["lattice"]) == {"nodes", "quasi_identifiers", "levels"}
    for node in (found["optimum"], *found["front"]):
        assert set(node) >= {"levels", "loss", "suppressed_records", "classes", "k", "prosecutor_average"}

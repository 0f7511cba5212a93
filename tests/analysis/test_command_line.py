"""The command line: stable names, exit statuses, one line that says what is wrong, nothing half written."""

import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.dataset import Dataset
from analysis.io import read
from analysis.samples import teaching_table
from tests.analysis.conftest import PEOPLE, Run

ROOT = Path(__file__).resolve().parents[2]
# assess


def test_assess_on_adult_gives_the_figures_of_arx(run: Run, shared: Path, arx: dict[str, Any]) -> None:
    expected = next(one for one in arx["risk"] if one["case"] == "risk_adult_9qi")
    files = [f"{name}={shared / 'data' / f'adult_hierarchy_{name}.csv'}" for name in expected["qis"]]
    done = run(
        "assess", shared / "data" / "adult.csv", "-q", *expected["qis"], "--hierarchy", *files, "--format", "json"
    )
    assert (done.status, done.err) == (0, "")
    found = json.loads(done.out)
    assert found["dataset"]["records"] == 30162
    assert found["quasi_identifiers"] == expected["qis"]
    assert (found["k"], found["uniques"]["records"], found["classes"]["count"]) == (1, 15512, 19502)
    assert found["prosecutor"]["average"] == pytest.approx(expected["average_risk"], abs=1e-12)
    assert found["prosecutor"]["share_at_risk"]["0.2"] == pytest.approx(
        expected["summary_threshold_0.2"]["prosecutor_records_at_risk"], abs=1e-12
    )


def test_assess_in_words_says_the_same(run: Run, people: Path) -> None:
    done = run("assess", people, "-q", "âge", "sexe", "-s", "maladie")
    assert done.status == 0
    assert "4 records, 3 equivalence classes on âge, sexe" in done.out
    assert "unique records           2  (50.00%)" in done.out
    assert "maladie" in done.out
    assert "note: " in done.out


def test_assess_takes_a_weight_a_household_and_a_reading_of_missing_values(run: Run, shared: Path) -> None:
    known = ["urbrur", "roof", "walls", "water", "sex"]
    survey = shared / "cases" / "sdcmicro" / "testdata_S1_kanon3.csv"
    done = run("assess", survey, "-q", *known, "--missing", "matches-any", "--require-k", 3)
    assert (done.status, done.err) == (0, "")
    assert "k, missing matches any   3  (24 records lack a quasi-identifier)" in done.out
    assert run("assess", survey, "-q", *known, "--require-k", 3).status == 3
    roles = ["--weight", "sampling_weight", "--household", "ori_hid"]
    done = run("assess", shared / "data" / "testdata.csv", "-q", *known, *roles)
    assert "risk by weight           1.527 re-identifications expected (0.0333%), highest 0.04652" in done.out
    assert "risk by household        7.177 records expected to be exposed (0.1567%), 1000 households" in done.out


@pytest.mark.parametrize(("required", "status"), [(1, 0), (2, 3)])
def test_a_k_that_is_not_reached_gives_status_3_with_the_figures(
    run: Run, people: Path, required: int, status: int
) -> None:
    done = run("assess", people, "-q", "âge", "sexe", "--format", "json", "--require-k", required)
    assert done.status == status
    assert json.loads(done.out)["k"] == 1
    assert ("k is 1: 2 is required." in done.err) == (status == 3)


def test_a_dataset_comes_on_standard_input(people: Path) -> None:
    command = [sys.executable, "-m", "analysis", "assess", "-", "-q", "sexe", "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, input=people.read_bytes(), capture_output=True, check=True)  # noqa: S603
    assert json.loads(done.stdout)["k"] == 2
    assert done.stderr == b""


def test_detection_is_overridden_by_options(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes("a;b|n\nx;y|1,5\nx;y|1,5\n".encode("cp1252"))
    found = json.loads(run("assess", path, "-q", "a;b", "--delimiter", "|", "--format", "json").out)
    assert (found["dataset"]["columns"], found["k"]) == (2, 2)
    assert run("assess", path, "-q", "a;b", "--delimiter", "||").status == 2
    assert run("assess", path, "-q", "a;b", "--encoding", "nope").status == 2


# anonymise


def test_a_release_read_back_has_the_k_that_was_asked(
    run: Run, shared: Path, arx: dict[str, Any], tmp_path: Path
) -> None:
    case = next(one for one in arx["optimum"] if one["case"] == "k5_s0.02_loss_geomean")
    files = [f"{name}={shared / 'data' / f'adult_hierarchy_{name}.csv'}" for name in case["qis"]]
    levels = [f"{name}={level}" for name, level in zip(case["qis"], case["optimum"], strict=True)]
    output = tmp_path / "release.csv"
    done = run(
        "anonymise", shared / "data" / "adult.csv", "-q", *case["qis"], "--hierarchy", *files, "--levels", *levels,
        "--k", 5, "--suppression-limit", 0.02, "--output", output,
    )  # fmt: skip
    assert (done.status, done.out) == (0, "")
    assert f"{30162 - 506} records released, 506 suppressed, loss {float(case['loss_highest']):.6f}" in done.err
    sizes = pd.read_csv(output, sep=";", dtype=str).groupby(case["qis"]).size()
    assert (sizes.min(), len(sizes), sizes.sum()) == (5, case["num_classes"], 30162 - 506)
    again = run("assess", output, "-q", *case["qis"], "--require-k", 5, "--format", "json")
    assert (again.status, json.loads(again.out)["k"]) == (0, 5)


def test_columns_that_name_a_person_do_not_leave_and_the_others_do(run: Run, people: Path, tmp_path: Path) -> None:
    output = tmp_path / "release.csv"
    assert run("anonymise", people, "-q", "sexe", "--direct", "prénom", "--k", 2, "--output", output).status == 0
    frame = pd.read_csv(output, sep=";", dtype=str)
    assert list(frame) == ["âge", "sexe", "maladie"]
    assert frame["âge"].tolist() == ["34", "34", "35", "36"]


@pytest.mark.parametrize("suffix", [".xlsx", ".parquet"])
def test_a_release_is_written_in_the_format_of_its_name(run: Run, people: Path, tmp_path: Path, suffix: str) -> None:
    output = tmp_path / f"release{suffix}"
    assert run("anonymise", people, "-q", "sexe", "--k", 2, "--output", output).status == 0
    assert read(output, output.name).dataset["sexe"].texts().tolist() == ["F", "F", "M", "M"]


def test_a_requirement_that_is_not_met_gives_status_3_and_says_so(run: Run, people: Path, tmp_path: Path) -> None:
    output = tmp_path / "release.csv"
    done = run("anonymise", people, "-q", "âge", "sexe", "--k", 2, "--suppression-limit", 0.1, "--output", output)
    assert done.status == 3
    assert "k = 2 is not met: 2 records are in smaller classes, and the limit allows 0 to be suppressed." in done.err
    assert len(pd.read_csv(output, sep=";")) == 2


def test_a_failure_leaves_what_was_there(run: Run, people: Path, tmp_path: Path) -> None:
    output = tmp_path / "release.csv"
    output.write_text("what was there before")
    assert run("anonymise", people, "-q", "âge", "--k", 50, "--output", output).status == 2
    assert run("anonymise", people, "-q", "âge", "--levels", "âge=99", "--k", 1, "--output", output).status == 2
    assert output.read_text() == "what was there before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["people.csv", "release.csv"]


# detect and sample


def test_detect_suggests_roles_with_reasons(run: Run, people: Path) -> None:
    found = json.loads(run("detect", people, "--format", "json").out)
    assert found["schema"] == 1
    assert [one["column"] for one in found["columns"]] == ["prénom", "âge", "sexe", "maladie"]
    for one in found["columns"]:
        assert set(one) >= {"column", "kind", "role", "confidence", "reasons", "treatment"}
        assert one["role"] in {
            "direct_identifier", "quasi_identifier", "sensitive", "insensitive", "weight", "household", "undecided",
        }  # fmt: skip
        assert 0 <= one["confidence"] <= 1
        assert one["reasons"]
    roles = {one["column"]: one["role"] for one in found["columns"]}
    assert (roles["prénom"], roles["âge"], roles["sexe"]) == (
        "direct_identifier",
        "quasi_identifier",
        "quasi_identifier",
    )
    in_words = run("detect", people).out
    assert "prénom: direct_identifier (" in in_words


def test_detect_goes_through_the_lists_and_tells_what_digests_hide(run: Run, tmp_path: Path) -> None:
    days = [f"{day:02d}/03/1985" for day in range(1, 29)]
    file = tmp_path / "digests.csv"
    file.write_text("\n".join(["h", *(hashlib.sha256(day.encode()).hexdigest() for day in days)]), encoding="utf-8")
    found = json.loads(run("detect", file, "--attack", "h", "--format", "json").out)
    assert {name: len(lines) for name, lines in found["checklists"].items()} == {"HIPAA Safe Harbor": 18, "MR-004": 7}
    (attacked,) = found["attacks"]
    assert (attacked["algorithm"], attacked["values"], attacked["values_found"]) == ("sha_256", 28, 28)
    said = run("detect", file, "--attack", "h").out
    assert "h: sha_256, 28 of 28 digests found, in 28 records" in said
    assert "A  Names: not found" in said
    assert not any(day in said for day in days)
    plain = tmp_path / "plain.csv"
    plain.write_text("h;sexe\nx;F\ny;M\n", encoding="utf-8")
    refused = run("detect", plain, "--attack", "h")
    assert (refused.status, refused.out) == (2, "")
    assert "h does not hold digests" in refused.err


def test_a_sample_is_written_and_the_same_seed_gives_the_same_people(run: Run, tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.csv" for name in ("one", "same", "other")]
    for file, seed in zip(files, (1, 1, 2), strict=True):
        assert run("sample", "patients", "--records", 200, "--seed", seed, "--output", file).status == 0
    one, same, other = (file.read_bytes() for file in files)
    assert one == same != other
    assert read(files[0], "one.csv").dataset.n_records == 200


def test_the_teaching_table_is_written_as_it_is(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "teaching.csv"
    assert run("sample", "teaching", "--output", output).status == 0
    expected: Dataset = teaching_table()
    found = pd.read_csv(io.BytesIO(output.read_bytes()), dtype=str)
    assert {name: found[name].tolist() for name in found} == {
        column.name: column.texts().tolist() for column in expected
    }


# What is wrong is said in one line, with status 2, and nothing is written

WRONG = {
    "no such file": ("assess nowhere.csv -q a", "nowhere.csv"),
    "no quasi-identifier": ("assess {people}", "No column is a quasi-identifier"),
    "no such column": ("assess {people} -q zap", "Not in the dataset: zap."),
    "two roles": ("assess {people} -q sexe -s sexe", "sexe is given two roles: choose one."),
    "no data": ("assess", "DATA"),
    "no such command": ("frobnicate", "frobnicate"),
    "no such format": ("assess {people} -q sexe --format xml", "xml"),
    "not a number": ("assess {people} -q sexe --require-k many", "many"),
    "no weights": ("assess {people} -q sexe --weight maladie", "weight is not a number: 4"),
    "no share": ("assess {people} -q sexe --alpha 2", "between 0 and 1"),
    "no such hierarchy": ("assess {people} -q sexe --hierarchy sexe=nowhere.csv", "nowhere.csv"),
    "a hierarchy of no column": ("assess {people} -q sexe --hierarchy zap={people}", "--hierarchy names zap"),
    "levels unclear": ("anonymise {people} -q sexe --levels sexe --k 2 --output {output}", "write COLUMN=VALUE"),
    "levels of no column": ("anonymise {people} -q sexe --levels zap=1 --k 2 --output {output}", "--levels names zap"),
    "no such level": ("anonymise {people} -q sexe --levels sexe=9 --k 2 --output {output}", "sexe has no level 9"),
    "k of nobody": ("anonymise {people} -q sexe --k 0 --output {output}", "k is 0: it must be at least 1."),
    "limit above 1": ("anonymise {people} -q sexe --k 2 --suppression-limit 5 --output {output}", "it is a share"),
    "nobody left": ("anonymise {people} -q âge --k 9 --output {output}", "Nothing is left to release"),
    "no such format of output": ("anonymise {people} -q sexe --k 2 --output {output}.pdf", "Use one of .csv .xlsx"),
    "no such folder": ("anonymise {people} -q sexe --k 2 --output {output}/x.csv", "Nothing was written."),
    "too few people": ("sample patients --records 5 --output {output}", "Ask for 100 to"),
    "no such sample": ("sample zap --output {output}", "zap"),
}  # fmt: skip


@pytest.mark.parametrize("fault", WRONG)
def test_what_is_wrong_is_said_in_one_line_and_nothing_is_written(
    run: Run, people: Path, tmp_path: Path, fault: str
) -> None:
    command, words = WRONG[fault]
    done = run(*command.format(people=people, output=tmp_path / "release.csv").split())
    assert done.status == 2
    assert words in done.err
    assert done.err.startswith("analysis: ")
    assert done.err.count("\n") == 1
    assert done.out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]


def test_a_message_holds_no_value_of_a_record(run: Run, people: Path, tmp_path: Path) -> None:
    hierarchy = tmp_path / "hierarchy.csv"
    hierarchy.write_text("34;*\n35;*\n", encoding="utf-8")
    done = run("assess", people, "-q", "âge", "--hierarchy", f"âge={hierarchy}")
    assert done.status == 2
    assert "lacks 1 of its values" in done.err
    assert "36" not in done.err
    broken = tmp_path / "broken.csv"
    broken.write_text(PEOPLE + "Secret;1;2;3;4\n", encoding="utf-8")
    done = run("assess", broken, "-q", "sexe")
    assert (done.status, "Secret" in done.err) == (2, False)


@pytest.mark.parametrize("command", ["", "assess", "anonymise", "detect", "sample"])
def test_help_is_offered_for_every_command(run: Run, command: str) -> None:
    done = run(*command.split(), "--help")
    assert done.status == 0
    assert "usage: analysis" in done.out

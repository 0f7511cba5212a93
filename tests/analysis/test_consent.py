"""People who refused are left out, and nobody else."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.consent import without_refusals
from analysis.dataset import Dataset, dataset_of
from analysis.errors import DatasetError, NotComputable


def dataset(answers: list[str | None]) -> Dataset:
    return dataset_of(pd.DataFrame({"person": [f"p{i}" for i in range(len(answers))], "answer": answers}, dtype=object))


def people(found: Dataset) -> list[str]:
    return found["person"].texts().tolist()


def test_a_record_that_refuses_is_left_out_with_its_values() -> None:
    found = without_refusals(dataset(["yes", "no", "yes"]), "answer", ["no"])
    assert people(found) == ["p0", "p2"]
    assert found["answer"].values.tolist() == ["yes"]


def test_a_missing_answer_is_no_refusal() -> None:
    assert people(without_refusals(dataset(["no", None, "yes"]), "answer", ["no"])) == ["p1", "p2"]


def test_several_answers_may_mean_a_refusal() -> None:
    assert people(without_refusals(dataset(["no", "withdrawn", "yes"]), "answer", ["no", "withdrawn"])) == ["p2"]


def test_an_answer_nobody_gave_leaves_nobody_out() -> None:
    assert people(without_refusals(dataset(["yes", "no"]), "answer", ["never"])) == ["p0", "p1"]


def test_when_everybody_refused_the_question_has_no_answer() -> None:
    with pytest.raises(NotComputable, match="Everybody refused according to answer"):
        without_refusals(dataset(["no", "no"]), "answer", ["no"])


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(DatasetError, match="consent"):
        without_refusals(dataset(["yes"]), "consent", ["no"])


@given(
    st.lists(st.sampled_from(["yes", "no", "perhaps", None]), min_size=1), st.sets(st.sampled_from(["no", "perhaps"]))
)
def test_those_who_stay_are_exactly_those_who_gave_another_answer_in_their_order(
    answers: list[str | None], refused: set[str]
) -> None:
    expected = [f"p{i}" for i, answer in enumerate(answers) if answer not in refused]
    if expected:
        assert people(without_refusals(dataset(answers), "answer", refused)) == expected

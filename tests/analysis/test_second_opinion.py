"""pyCANON and we, on the same records."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import second_opinion
from analysis.dataset import dataset_of
from analysis.errors import NotComputable
from analysis.second_opinion import Measure, compare, expected_seconds, unavailable

needs_pycanon = pytest.mark.skipif(unavailable() is not None, reason="pyCANON is not installed")

RECORDS = pd.DataFrame(
    {
        "age": ["30–39"] * 4 + ["40–49"] * 3,
        "sex": ["f", "f", "m", "m", "f", "f", "f"],
        "disease": ["flu", "cold", "flu", "flu", "ulcer", "flu", "flu"],
    }
)


@needs_pycanon
def test_both_answers_stand_side_by_side() -> None:
    k, l, t = compare(dataset_of(RECORDS), ["age", "sex"], ["disease"])
    assert (k.measure, k.column, k.ours, k.theirs) == (Measure.K, None, 2, 2)
    assert (l.measure, l.column, l.ours, l.theirs) == (Measure.DISTINCT_L, "disease", 1, 1)
    # Class (30–39, f): flu 1/2, cold 1/2 against 5/7, 1/7, 1/7 overall.
    assert (t.measure, t.ours) == (Measure.T_EQUAL, pytest.approx(5 / 14))
    assert all(answer.agrees and answer.reason is None and answer.seconds > 0 for answer in (k, l, t))


@needs_pycanon
def test_a_missing_value_is_a_value_to_both() -> None:
    frame = RECORDS.assign(sex=[None, None, "m", "m", "missing", "missing", "missing"], disease=[None] * 6 + ["flu"])
    k, l, _ = compare(dataset_of(frame), ["sex"], ["disease"])
    assert (k.ours, k.theirs, l.ours, l.theirs) == (2, 2, 1, 1)


@needs_pycanon
def test_numbers_are_given_as_texts_so_that_both_use_the_equal_distance() -> None:
    frame = pd.DataFrame({"group": list("aabb"), "salary": ["1", "2", "9", "10"]})
    (answer,) = compare(dataset_of(frame), ["group"], ["salary"], [Measure.T_EQUAL])
    assert (answer.ours, answer.theirs) == (0.5, 0.5)


@needs_pycanon
def test_a_known_fault_is_named_where_answers_differ() -> None:
    frame = pd.DataFrame({"group": ["a"] * 6, "disease": list("uuuuvw")})
    (answer,) = compare(dataset_of(frame), ["group"], ["disease"], [Measure.RECURSIVE_C])
    # 4 of the most frequent, 1 left without the first two: c must be above 4.
    assert (answer.ours, answer.agrees) == (5, False)
    assert "rarest value" in str(answer.reason)


@needs_pycanon
def test_a_question_that_pycanon_does_not_answer_is_left_out() -> None:
    frame = pd.DataFrame({"group": ["a"] * 3, "disease": ["flu"] * 3})
    assert compare(dataset_of(frame), ["group"], ["disease"], [Measure.RECURSIVE_C]) == ()


@needs_pycanon
@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 3).flatmap(
        lambda width: st.lists(
            st.tuples(*[st.sampled_from(["x", "y", None])] * width, st.sampled_from(["u", "v", "w", None])),
            min_size=1,
            max_size=25,
        )
    )
)
def test_answers_agree_on_random_records_or_a_known_fault_explains_them(rows: list[tuple[str | None, ...]]) -> None:
    names = [f"q{place}" for place in range(len(rows[0]) - 1)]
    dataset = dataset_of(pd.DataFrame(rows, columns=[*names, "s"], dtype=object))
    answers = compare(dataset, names, ["s"], tuple(Measure))
    assert {answer.measure for answer in answers} >= set(Measure) - {Measure.RECURSIVE_C}
    for answer in answers:
        assert answer.agrees or answer.reason is not None, answer
        if answer.measure is Measure.ENTROPY_L and not answer.agrees:
            assert answer.theirs == answer.ours - 1


@pytest.mark.parametrize(
    ("version", "words"), [((3, 11), "not installed"), ((3, 13), "does not exist for Python 3.13")]
)
def test_a_machine_without_pycanon_says_why_and_computes_nothing(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int], words: str
) -> None:
    monkeypatch.setattr(second_opinion, "find_spec", lambda name: None)
    monkeypatch.setattr(second_opinion, "PYTHON", version)
    with pytest.raises(NotComputable, match=words):
        compare(dataset_of(RECORDS), ["age"], ["disease"])


def test_more_classes_and_more_values_take_longer() -> None:
    few = expected_seconds(10, [3])
    assert 0 < few < expected_seconds(20, [3]) < expected_seconds(20, [3, 3])

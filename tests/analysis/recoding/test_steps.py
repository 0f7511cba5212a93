"""What holds for every step: the input stays, seeds reproduce, recipes survive JSON, and others are left alone."""

import json
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dataset import Dataset, dataset_of
from analysis.errors import AnalysisError, NotComputable, RecodingError
from analysis.kinds import Kind
from analysis.recoding.dates import DateShift
from analysis.recoding.laplace import LaplaceNoise
from analysis.recoding.masking import Masking, Replacing
from analysis.recoding.noise import AdditiveNoise, CorrelatedNoise
from analysis.recoding.pram import Pram
from analysis.recoding.pseudonyms import Pseudonyms
from analysis.recoding.removal import ColumnRemoval, RareClasses, RareValues
from analysis.recoding.rounding import Rounding, RoundingMethod
from analysis.recoding.sampling import Sampling
from analysis.recoding.step import Step
from analysis.recoding.steps import STEPS, apply_steps, step_from_dict, to_dict
from analysis.recoding.swapping import DataSwapping, RankSwapping
from analysis.recoding.tails import Replacement, Tail, TailCoding

KEY = bytes(range(32))
EXAMPLES: tuple[Step, ...] = (
    TailCoding("age", Tail.TOP, threshold=70.0, replacement=Replacement.LABEL, label="70+"),
    TailCoding("stay", Tail.BOTTOM, threshold="2020-03-01"),
    TailCoding("income", Tail.TOP, quantile=0.9, replacement=Replacement.MEAN),
    Rounding("income", 0.5),
    Rounding("age", 5, RoundingMethod.RANDOM, seed=1),
    Rounding("age", 5, RoundingMethod.CONTROLLED, seed=1),
    AdditiveNoise(("age", "income"), 0.2, seed=1),
    CorrelatedNoise(("age", "income"), 0.5, seed=1),
    CorrelatedNoise(("age", "income"), 0.5, rescaled=False, seed=1),
    LaplaceNoise("age", 0.5, seed=1),
    LaplaceNoise("income", 0.5, at_least_zero=True, seed=1),
    Pram("sex", 0.6, seed=1),
    Pram("town", 0.6, alpha=0.5, strata=("sex",), seed=1),
    RankSwapping(("age", "stay"), 0.1, seed=1),
    DataSwapping(("town",), 0.5, ("sex",), seed=1),
    DataSwapping(("town", "age"), 0.5, seed=1),
    DateShift(("stay", "left"), "person", 30, seed=1),
    DateShift(("stay",), "person", 30),
    Pseudonyms(("person",), 16),
    Masking("town", 1, 1),
    Replacing("town", "somewhere"),
    Replacing("age", None, ("40",)),
    RareClasses(("sex", "town"), 3),
    RareValues("town", fewer_than=5),
    RareValues("town", ("Lens",)),
    Sampling(share=0.3, seed=1),
    Sampling(size=12, strata=("sex",), seed=1),
    Sampling(share=0.5, person="person", seed=1),
    ColumnRemoval(("town",)),
)
NAMES = [f"{at}-{step.kind}" for at, step in enumerate(EXAMPLES)]
SEEDED = [step for step in EXAMPLES if getattr(step, "seed", None)]


def patients(n: int = 120, seed: int = 5) -> Dataset:
    """Made-up people, one value in ten of each column missing."""
    rng = np.random.default_rng(seed)
    stay = pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 300, n), unit="D")
    frame = pd.DataFrame(
        {
            "person": [f"P{number:03}" for number in rng.integers(0, n // 3, n)],
            "age": rng.integers(18, 95, n).astype(str),
            "income": [f"{number:.2f}".replace(".", ",") for number in rng.gamma(2, 900, n)],
            "sex": rng.choice(["F", "M"], n),
            "town": rng.choice(["Lyon", "Lens", "Laval", "Le Mans"], n, p=[0.5, 0.3, 0.17, 0.03]),
            "stay": stay.strftime("%d/%m/%Y"),
            "left": (stay + pd.to_timedelta(rng.integers(0, 20, n), unit="D")).strftime("%Y-%m-%d"),
        },
        dtype=object,
    )
    return dataset_of(frame.mask(rng.random(frame.shape) < 0.1, None), "patients")


def test_the_example_has_every_kind_that_steps_need() -> None:
    kinds = [column.kind for column in patients()]
    assert kinds[1:] == [Kind.INTEGER, Kind.DECIMAL, Kind.TEXT, Kind.TEXT, Kind.DATE, Kind.DATE]
    assert all(column.n_missing for column in patients())


def test_every_kind_has_an_example() -> None:
    assert {step.kind for step in EXAMPLES} <= set(STEPS)
    assert all(name == step.kind for name, step in STEPS.items())
    assert not {"tail_coding", "rounding", "pram", "pseudonyms"} - {step.kind for step in EXAMPLES}


@pytest.mark.parametrize("step", EXAMPLES, ids=NAMES)
def test_a_step_changes_something_and_never_what_it_was_given(step: Step) -> None:
    dataset = patients()
    before = dataset.fingerprint
    found = step.apply(dataset, KEY)
    assert dataset.fingerprint == before == patients().fingerprint
    assert found.fingerprint != before


@pytest.mark.parametrize("step", EXAMPLES, ids=NAMES)
def test_a_step_gives_the_same_twice(step: Step) -> None:
    assert step.apply(patients(), KEY).fingerprint == step.apply(patients(), KEY).fingerprint


@pytest.mark.parametrize("step", SEEDED, ids=[f"{at}-{step.kind}" for at, step in enumerate(SEEDED)])
def test_another_seed_gives_another_dataset(step: Any) -> None:
    assert step.apply(patients(), KEY).fingerprint != replace(step, seed=2).apply(patients(), KEY).fingerprint


@pytest.mark.parametrize("step", EXAMPLES, ids=NAMES)
def test_missing_values_stay_missing_and_other_columns_stay_as_they_are(step: Step) -> None:
    dataset = patients()
    found = step.apply(dataset, KEY)
    if not step.keeps_records:
        assert found.n_records < dataset.n_records
        assert not step.columns
        return
    assert found.n_records == dataset.n_records
    for column in found:
        old = dataset[column.name]
        if column.name not in step.columns:
            assert column is old
        elif not isinstance(step, DataSwapping | Replacing):
            assert np.array_equal(column.codes < 0, old.codes < 0)
        elif isinstance(step, DataSwapping):
            assert column.n_missing == old.n_missing
        else:
            assert (column.codes[old.codes < 0] < 0).all()


@pytest.mark.parametrize("step", [step for step in EXAMPLES if not step.keeps_records])
def test_the_records_that_stay_keep_their_order_and_values(step: Step) -> None:
    dataset = patients()
    numbered = dataset_of(
        pd.DataFrame({column.name: column.texts() for column in dataset} | {"row": np.arange(120).astype(str)})
    )
    found = step.apply(numbered, KEY)
    rows = found["row"].numbers()[found["row"].codes].astype(int)
    assert (np.diff(rows) > 0).all()
    assert found.fingerprint == numbered.take(rows).fingerprint


@pytest.mark.parametrize("step", EXAMPLES, ids=NAMES)
def test_kinds_are_kept_unless_a_text_takes_their_place(step: Step) -> None:
    found = step.apply(patients(), KEY)
    labelled = isinstance(step, Masking | Pseudonyms) or (isinstance(step, TailCoding) and step.label)
    for column in found:
        old = patients()[column.name]
        assert labelled or column.kind is old.kind
        assert all(np.bincount(column.codes[column.codes >= 0], minlength=len(column.values)))
        assert len(set(column.values)) == len(column.values)
        if column.kind is Kind.INTEGER:
            assert all(text.lstrip("-").isdigit() for text in column.values)
        if column.kind is Kind.DECIMAL and not isinstance(step, Rounding):
            assert all(len(text.split(",")[1]) == 2 for text in column.values)
        if column.kind is Kind.DATE:
            assert column.dates().notna().all()


@pytest.mark.parametrize("step", EXAMPLES, ids=NAMES)
def test_a_step_survives_json(step: Step) -> None:
    assert step_from_dict(json.loads(json.dumps(to_dict(step)))) == step


@pytest.mark.parametrize("step", EXAMPLES, ids=NAMES)
def test_a_step_says_what_it_does(step: Step) -> None:
    for said in (step.describe(), *step.caveats()):
        assert str(said).endswith(".")


def test_who_needs_a_key_says_so_and_refuses_to_go_without() -> None:
    keyed = [step for step in EXAMPLES if step.needs_key]
    assert {step.kind for step in keyed} == {"pseudonyms", "date_shift"}
    for step in keyed:
        for key in (None, b"short"):
            with pytest.raises(RecodingError, match="key"):
                step.apply(patients(), key)


@pytest.mark.parametrize("step", EXAMPLES, ids=NAMES)
def test_a_column_that_is_not_there_is_refused(step: Step) -> None:
    named = [own.name for own in fields(step) if own.name in ("column", "names", "among", "strata")]  # type: ignore[arg-type]
    if not named:
        return
    wrong = "absent" if named[0] == "column" else ("absent", "absent too")
    with pytest.raises(AnalysisError, match="absent"):
        replace(step, **{named[0]: wrong}).apply(patients(), KEY)  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        ({"kind": "magic"}, "no step magic"),
        ({}, "no step"),
        ({"kind": "rounding", "column": "a", "base": 5, "size": 3}, "no field size"),
        ({"kind": "rounding", "column": "a"}, "lacks a field"),
        ({"kind": "rounding", "column": 3, "base": 5}, "rounding.column must be a text"),
        ({"kind": "rounding", "column": "a", "base": True}, "rounding.base must be a number"),
        ({"kind": "rounding", "column": "a", "base": "5"}, "rounding.base"),
        (
            {"kind": "rounding", "column": "a", "base": 5, "method": "up"},
            "rounding.method must be one of nearest, random, controlled",
        ),
        ({"kind": "rounding", "column": "a", "base": 5, "seed": 1.5}, "rounding.seed must be a whole number"),
        ({"kind": "rounding", "column": "a", "base": -5}, "must be above 0"),
        ({"kind": "masking", "column": "a", "keeps_length": 1}, "masking.keeps_length"),
        ({"kind": "rank_swapping", "names": "age"}, "rank_swapping.names must be a list"),
        ({"kind": "rank_swapping", "names": ["age", 2]}, "rank_swapping.names must be a text"),
        ({"kind": "tail_coding", "column": "a", "tail": "top", "threshold": [1]}, "tail_coding.threshold"),
        ({"kind": "pseudonyms", "names": ["a"], "key": "00"}, "no field key"),
    ],
)
def test_a_recipe_that_is_wrong_is_refused_and_told_why(plain: dict[str, Any], said: str) -> None:
    with pytest.raises(RecodingError, match=said):
        step_from_dict(plain)


def test_a_field_left_out_has_its_default_and_a_whole_number_is_a_number() -> None:
    assert step_from_dict({"kind": "rounding", "column": "a", "base": 5}) == Rounding("a", 5.0)


@settings(max_examples=30)
@given(st.permutations(EXAMPLES[:16]))
def test_steps_follow_one_another(steps: list[Step]) -> None:
    dataset = patients(40)
    one_by_one = dataset
    chosen = [step for step in steps if not (isinstance(step, TailCoding) and step.label)][:3]
    for step in chosen:
        one_by_one = step.apply(one_by_one)
    assert apply_steps(chosen, dataset).fingerprint == one_by_one.fingerprint


@pytest.mark.parametrize("step", [step for step in EXAMPLES if step.keeps_records], ids=lambda step: step.kind)
def test_a_value_that_is_alone_or_nobody_at_all_does_not_break_a_step(step: Step) -> None:
    for n in (0, 1, 2):
        few = patients().take(np.arange(n))
        if isinstance(step, AdditiveNoise | CorrelatedNoise) or (n == 0 and getattr(step, "quantile", None)):
            with pytest.raises(NotComputable):
                step.apply(few, KEY)
        else:
            assert step.apply(few, KEY).n_records == n

"""What steps change, counted by pandas."""

import numpy as np
import pandas as pd
import pytest

from analysis.dataset import Dataset, dataset_of
from analysis.errors import NotComputable
from analysis.recoding.effect import QUANTILES, class_sizes, effect
from analysis.recoding.masking import Masking, Replacing
from analysis.recoding.noise import AdditiveNoise
from analysis.recoding.pram import Pram
from analysis.recoding.removal import ColumnRemoval, RareClasses
from analysis.recoding.rounding import Rounding
from analysis.recoding.sampling import Sampling
from analysis.recoding.steps import apply_steps
from analysis.recoding.swapping import RankSwapping
from analysis.recoding.tails import Replacement, Tail, TailCoding


def people(n: int = 400) -> Dataset:
    rng = np.random.default_rng(7)
    age = rng.integers(18, 90, n)
    frame = pd.DataFrame(
        {
            "age": age.astype(str),
            "pay": (age * 30 + rng.normal(0, 400, n)).round().astype(int).astype(str),
            "town": rng.choice(list("abcd"), n),
        },
        dtype=object,
    )
    return dataset_of(frame.mask(rng.random(frame.shape) < 0.05, None))


def frame_of(dataset: Dataset) -> pd.DataFrame:
    return pd.DataFrame({column.name: column.texts() for column in dataset})


def test_cells_and_spreads_are_those_that_pandas_counts() -> None:
    dataset = people()
    found = effect([Rounding("age", 5), Pram("town", 0.6, seed=1)], dataset)
    before, after = frame_of(dataset), frame_of(found.released)
    assert [own.column for own in found.columns] == ["age", "town"]
    for own in found.columns:
        differs = before[own.column].fillna("") != after[own.column].fillna("")
        assert own.n_changed == differs.sum()
        assert own.share_changed == pytest.approx(differs.mean())
        shares = pd.concat(
            [frame[own.column].value_counts(normalize=True, dropna=False) for frame in (before, after)], axis=1
        ).fillna(0)
        assert own.marginal.total_variation == pytest.approx(np.abs(shares.diff(axis=1).iloc[:, 1]).sum() / 2)
    for spread, frame in ((found.columns[0].before, before), (found.columns[0].after, after)):
        ages = frame["age"].dropna().astype(float)
        assert spread is not None
        assert (spread.n_numbers, spread.mean) == (len(ages), pytest.approx(ages.mean()))
        assert spread.standard_deviation == pytest.approx(ages.std())
        assert [number for _, number in spread.quantiles] == pytest.approx(ages.quantile(list(QUANTILES)).tolist())
    assert found.columns[1].before is None


def test_correlations_before_and_after_are_those_that_pandas_finds() -> None:
    dataset = people()
    found = effect([AdditiveNoise(("age",), 1.0, seed=1)], dataset, compared=("pay", "town"))
    assert {own.columns for own in found.associations} == {("age", "pay"), ("age", "town"), ("pay", "town")}
    (own,) = [own for own in found.associations if own.columns == ("age", "pay")]
    for measured, frame in ((own.before, frame_of(dataset)), (own.after, frame_of(found.released))):
        assert measured == pytest.approx(frame["age"].astype(float).corr(frame["pay"].astype(float)))
    assert own.after < own.before - 0.1


def test_swapping_changes_cells_but_no_distribution() -> None:
    (own,) = effect([RankSwapping(("age",), 0.05, seed=1)], people()).columns
    assert own.n_changed > 300
    assert own.marginal.total_variation == 0
    assert own.before == own.after


def test_classes_before_and_after_are_those_that_pandas_groups() -> None:
    dataset = people()
    step = TailCoding("age", Tail.TOP, 40.0)
    found = effect([step], dataset, ("age", "town"))
    assert found.sizes is not None
    for own, frame in zip(found.sizes, (frame_of(dataset), frame_of(found.released)), strict=True):
        sizes = frame.groupby(["age", "town"], dropna=False).size()
        assert (own.k, own.n_unique, own.n_classes) == (sizes.min(), (sizes == 1).sum(), len(sizes))


def test_records_that_are_left_out_are_followed_to_their_places() -> None:
    dataset = people()
    steps = [Sampling(share=0.5, seed=1), Rounding("age", 10), RareClasses(("age",), 4)]
    found = effect(steps, dataset, ("age",), compared=("pay",))
    assert found.n_records == (400, found.released.n_records)
    assert found.released.names == dataset.names
    sample = steps[0].apply(dataset)
    assert found.released.fingerprint == apply_steps(steps[1:], sample).fingerprint
    (ages, pay) = found.columns
    assert pay.n_changed == 0
    assert pay.marginal.n_suppressed == 400 - found.released.n_records
    rounded = frame_of(sample)["age"].dropna().astype(int) % 10 != 0
    assert 0 < ages.n_changed <= rounded.sum()
    assert found.sizes is not None
    assert found.sizes[1].k >= 4


def test_columns_that_go_are_named_and_those_that_turn_to_text_have_no_numbers() -> None:
    label = TailCoding("age", Tail.TOP, 80.0, replacement=Replacement.LABEL, label="80+")
    found = effect([label, ColumnRemoval(("town",))], people(), ("town",), compared=("pay",))
    assert found.left_out == ("town",)
    assert found.sizes is None
    assert (found.columns[0].before is None, found.columns[0].after) == (False, None)
    assert found.associations == ()
    assert found.columns[0].marginal.wasserstein is None


def test_values_that_go_missing_are_counted() -> None:
    (own,) = effect([Replacing("town")], people()).columns
    assert own.n_missing == (400 - own.n_changed, 400)
    (masked,) = effect([Masking("town")], people()).columns
    assert masked.marginal.total_variation == pytest.approx(1 - own.n_missing[0] / 400)


def test_nobody_has_no_effect() -> None:
    nobody = people().take(np.arange(0))
    with pytest.raises(NotComputable):
        effect([Rounding("age", 5)], nobody)
    with pytest.raises(NotComputable):
        class_sizes(nobody, ("age",))

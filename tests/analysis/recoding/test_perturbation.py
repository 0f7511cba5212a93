"""Noise, PRAM, swapping, rounding and tail coding, against theory and brute force."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.dataset import Column, Dataset, dataset_of
from analysis.errors import NotComputable, RecodingError
from analysis.kinds import Kind
from analysis.recoding.laplace import LaplaceNoise
from analysis.recoding.noise import AdditiveNoise, CorrelatedNoise
from analysis.recoding.pram import Pram, invariant_matrix
from analysis.recoding.rewriting import number_texts, numbers_of_records
from analysis.recoding.rounding import Rounding, RoundingMethod
from analysis.recoding.swapping import DataSwapping, RankSwapping
from analysis.recoding.tails import Replacement, Tail, TailCoding

shares = st.lists(st.integers(1, 1000), min_size=1, max_size=12).map(lambda counts: np.array(counts) / sum(counts))


def of(**columns: list[str | None]) -> Dataset:
    return dataset_of(pd.DataFrame(columns, dtype=object))


def numbers(dataset: Dataset, *names: str) -> np.ndarray:
    return np.column_stack([numbers_of_records(dataset[name]) for name in names])


@pytest.fixture(scope="module")
def drawn() -> Dataset:
    """Two correlated columns of 40,000 numbers with four decimals, a third of whole numbers."""
    rng = np.random.default_rng(3)
    x, y = rng.multivariate_normal([50, -3], [[100, 24], [24, 9]], 40_000).T
    return of(x=[f"{v:.4f}" for v in x], y=[f"{v:.4f}" for v in y], n=rng.poisson(400, 40_000).astype(str).tolist())


def test_additive_noise_has_the_standard_deviation_that_was_asked_and_is_independent(drawn: Dataset) -> None:
    noisy = AdditiveNoise(("x", "y", "n"), 0.3, seed=1).apply(drawn)
    noise = numbers(noisy, "x", "y", "n") - numbers(drawn, "x", "y", "n")
    spread = numbers(drawn, "x", "y", "n").std(axis=0)
    assert noise.std(axis=0) / spread == pytest.approx([0.3, 0.3, 0.3], rel=0.02)
    assert np.abs(noise.mean(axis=0) / spread) == pytest.approx(0, abs=0.3 * 4 / 200)
    assert np.corrcoef(noise.T)[np.triu_indices(3, 1)] == pytest.approx(0, abs=0.02)
    assert stats.kstest(noise[:, 0] / (0.3 * spread[0]), "norm").pvalue > 1e-3


def test_correlated_noise_keeps_the_covariance_and_without_rescaling_the_correlation(drawn: Dataset) -> None:
    before = np.cov(numbers(drawn, "x", "y").T)
    rescaled = numbers(CorrelatedNoise(("x", "y"), 0.8, seed=2).apply(drawn), "x", "y")
    assert np.cov(rescaled.T) == pytest.approx(before, rel=0.05)
    assert rescaled.mean(axis=0) == pytest.approx(numbers(drawn, "x", "y").mean(axis=0), abs=0.2)
    plain = numbers(CorrelatedNoise(("x", "y"), 0.8, rescaled=False, seed=2).apply(drawn), "x", "y")
    assert np.cov(plain.T) == pytest.approx(before * (1 + 0.8**2), rel=0.05)
    added = plain - numbers(drawn, "x", "y")
    assert np.cov(added.T) == pytest.approx(before * 0.8**2, rel=0.05)


def test_noise_needs_a_spread() -> None:
    with pytest.raises(NotComputable, match="spread"):
        AdditiveNoise(("a",), 0.1).apply(of(a=["1", None]))
    with pytest.raises(NotComputable, match="covariance"):
        CorrelatedNoise(("a", "b"), 0.1).apply(of(a=["1", None, "2"], b=["1", "2", None]))
    with pytest.raises(RecodingError, match="does not hold numbers"):
        AdditiveNoise(("a",), 0.1).apply(of(a=["x", "y"]))


@pytest.mark.parametrize(("epsilon", "sensitivity"), [(0.5, 1.0), (1.0, 3.0), (2.0, 1.0)])
def test_whole_numbers_get_two_sided_geometric_noise(drawn: Dataset, epsilon: float, sensitivity: float) -> None:
    noisy = LaplaceNoise("n", epsilon, sensitivity, seed=4).apply(drawn)
    noise = (numbers(noisy, "n") - numbers(drawn, "n")).ravel().astype(int)
    a = np.exp(-epsilon / sensitivity)
    for z in range(-3, 4):
        expected = (1 - a) / (1 + a) * a ** abs(z)
        assert (noise == z).mean() == pytest.approx(expected, abs=5 * np.sqrt(expected / len(noise)))


def test_decimals_get_laplace_noise_and_counts_can_be_kept_from_falling_below_zero(drawn: Dataset) -> None:
    noise = numbers(LaplaceNoise("x", 0.5, 2.0, seed=4).apply(drawn), "x") - numbers(drawn, "x")
    assert stats.kstest(noise.ravel(), stats.laplace(scale=4.0).cdf).pvalue > 1e-3
    few = of(n=["0", "1", "2"] * 50)
    assert numbers(LaplaceNoise("n", 0.2, seed=1).apply(few), "n").min() < 0
    assert numbers(LaplaceNoise("n", 0.2, at_least_zero=True, seed=1).apply(few), "n").min() == 0


@given(shares, st.floats(0, 1), st.floats(0.01, 1))
def test_the_matrix_of_pram_keeps_the_distribution(held: np.ndarray, kept: float, alpha: float) -> None:
    matrix = invariant_matrix(held, kept, alpha)
    assert np.abs(held @ matrix - held).max() < 1e-12
    assert np.abs(matrix.sum(axis=1) - 1).max() < 1e-12
    assert matrix.min() >= 0


def test_the_matrix_of_two_even_categories_by_hand() -> None:
    # Both stages keep 0.8: 0.8² + 0.2² stay.
    assert invariant_matrix(np.array([0.5, 0.5]), 0.8) == pytest.approx(np.array([[0.68, 0.32], [0.32, 0.68]]))


def test_categories_move_as_the_matrix_says_within_their_stratum() -> None:
    rng = np.random.default_rng(1)
    sex = rng.choice(["F", "M"], 60_000)
    job = np.where(sex == "F", rng.choice(["a", "b", "c"], 60_000, p=[0.7, 0.2, 0.1]), rng.choice(["b", "d"], 60_000))
    dataset = of(sex=sex.tolist(), job=job.tolist())
    step = Pram("job", 0.7, strata=("sex",), seed=2)
    after = step.apply(dataset)["job"].texts().to_numpy()
    for found in step.transitions(dataset):
        inside = sex == found.stratum[0]
        assert found.n_records == inside.sum()
        assert found.shares @ found.matrix == pytest.approx(found.shares, abs=1e-12)
        for row, value in enumerate(found.values):
            became = pd.Series(after[inside & (job == value)]).value_counts(normalize=True)
            observed = became.reindex(found.values).fillna(0).to_numpy()
            assert observed == pytest.approx(found.matrix[row], abs=0.03)
            assert became[list(found.values)].sum() == pytest.approx(1)
    assert len(step.transitions(dataset)) == 2


def test_pram_refuses_more_categories_than_it_can_hold_a_matrix_of() -> None:
    with pytest.raises(RecodingError, match="at most 1000"):
        Pram("a").apply(of(a=[f"v{i}" for i in range(1001)]))


def test_a_category_alone_in_its_stratum_stays() -> None:
    dataset = of(a=["x", "x", "y"], s=["1", "1", "2"])
    assert Pram("a", 0.0, strata=("s",)).apply(dataset)["a"].texts().tolist() == ["x", "x", "y"]


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 30)), min_size=1, max_size=60), st.floats(0.01, 1), st.integers(0, 9)
)
def test_swapped_values_are_no_further_than_the_window_in_rank(held: list[int | None], share: float, seed: int) -> None:
    dataset = of(a=[None if own is None else str(own) for own in held])
    if not dataset["a"].kind.is_number:
        return
    before, after = (numbers(own, "a").ravel() for own in (dataset, RankSwapping(("a",), share, seed).apply(dataset)))
    known = before[~np.isnan(before)]
    assert sorted(known) == sorted(after[~np.isnan(after)])
    window = max(1, int(share * len(known)))
    for old, new in zip(before, after, strict=True):
        if not np.isnan(old):
            lowest, highest = sorted((old, new))
            # Ties may have any rank, so the nearest ranks of the two values are what the window bounds.
            assert (known < highest).sum() - (known <= lowest).sum() + 1 <= window or lowest == highest


def test_all_but_a_lone_last_value_find_a_partner_far_and_near() -> None:
    dataset = of(a=[str(i) for i in range(2000)])
    after = numbers(RankSwapping(("a",), 0.05, seed=1).apply(dataset), "a").ravel()
    moved = np.abs(after - np.arange(2000))
    assert (moved > 0).sum() >= 1990
    assert moved.max() <= 100
    assert 30 < moved.mean() < 60


def test_dates_are_swapped_in_their_order_and_not_as_texts() -> None:
    days = pd.date_range("2020-01-20", periods=60)
    dataset = of(d=days.strftime("%d/%m/%Y").tolist())
    after = RankSwapping(("d",), 0.05, seed=1).apply(dataset)["d"]
    moved = np.abs((after.dates()[after.codes] - days).days)
    assert moved.max() == 3


def test_data_swapping_keeps_the_tables_of_what_it_swaps_with_what_it_holds_fixed() -> None:
    rng = np.random.default_rng(2)
    frame = pd.DataFrame(rng.integers(0, 4, (999, 4)).astype(str), columns=list("abcd"))
    after = DataSwapping(("c", "d"), 0.6, ("a", "b"), seed=3).apply(dataset_of(frame))
    found = pd.DataFrame({column.name: column.texts() for column in after})
    for fixed in (["a", "b", "c"], ["a", "b", "c", "d"], ["c", "d"]):
        assert frame.groupby(fixed).size().equals(found.groupby(fixed).size())
    changed = (frame[["c", "d"]] != found[["c", "d"]]).any(axis=1).mean()
    assert 0.6 * 0.85 < changed <= 0.6


def test_rounding_by_hand() -> None:
    whole = of(a=["12", "13", "-2", "17", "15", None])
    assert Rounding("a", 5).apply(whole)["a"].texts().tolist() == ["10", "15", "0", "15", "15", None]
    comma = of(a=["1,234", "0,05", "2,5", "-0,01"])
    assert Rounding("a", 0.05).apply(comma)["a"].texts().tolist() == ["1,25", "0,05", "2,5", "0,00"]
    with pytest.raises(RecodingError, match="whole"):
        Rounding("a", 0.5).apply(whole)


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=80), st.integers(1, 12), st.integers(0, 99))
def test_random_rounding_takes_a_neighbour_and_controlled_rounding_keeps_the_total(
    held: list[int], base: int, seed: int
) -> None:
    values = np.array(held)
    dataset = Dataset(
        "d", (Column("a", Kind.INTEGER, *np.unique(values.astype(str).astype(object), return_inverse=True)),)
    )
    for method in (RoundingMethod.RANDOM, RoundingMethod.CONTROLLED):
        found = numbers(Rounding("a", base, method, seed).apply(dataset), "a").ravel()
        assert (found % base == 0).all()
        assert (np.abs(found - values) < base).all()
        if method is RoundingMethod.CONTROLLED:
            assert abs(found.sum() - values.sum()) < base + 1e-6


@pytest.mark.parametrize("method", [RoundingMethod.RANDOM, RoundingMethod.CONTROLLED])
def test_random_rounding_is_unbiased(method: RoundingMethod) -> None:
    dataset = of(a=["1"] * 3000 + ["4"] * 3000)
    found = numbers(Rounding("a", 5, method, seed=1).apply(dataset), "a").ravel()
    assert found[:3000].mean() == pytest.approx(1, abs=0.15)
    assert found[3000:].mean() == pytest.approx(4, abs=0.15)


AGES = ["20", "30", "80", "95", "99", None]


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (TailCoding("a", Tail.TOP, 90.0), ["20", "30", "80", "90", "90", None]),
        (TailCoding("a", Tail.TOP, 80.0), ["20", "30", "80", "80", "80", None]),
        (TailCoding("a", Tail.BOTTOM, 30.0), ["30", "30", "80", "95", "99", None]),
        (TailCoding("a", Tail.TOP, 90.0, replacement=Replacement.MEAN), ["20", "30", "80", "97", "97", None]),
        (
            TailCoding("a", Tail.TOP, 89.0, replacement=Replacement.LABEL, label="90+"),
            ["20", "30", "80", "90+", "90+", None],
        ),
        (TailCoding("a", Tail.TOP, quantile=0.6), ["20", "30", "80", "80", "80", None]),
        (TailCoding("a", Tail.BOTTOM, quantile=0.4), ["30", "30", "80", "95", "99", None]),
        (TailCoding("a", Tail.TOP, 200.0), AGES),
    ],
)
def test_tails_by_hand(step: TailCoding, expected: list[str | None]) -> None:
    found = step.apply(of(a=AGES))["a"]
    assert found.texts().tolist() == expected
    assert found.kind is (Kind.TEXT if step.label else Kind.INTEGER)


def test_tails_of_dates_and_of_decimals() -> None:
    dates = of(d=["01/02/1920", "03/04/1980", "05/02/1920"])
    old = TailCoding("d", Tail.BOTTOM, "1930-01-01").apply(dates)["d"]
    assert old.texts().tolist() == ["01/01/1930", "03/04/1980", "01/01/1930"]
    mean = TailCoding("d", Tail.BOTTOM, "1930-01-01", replacement=Replacement.MEAN).apply(dates)["d"]
    assert mean.texts().tolist() == ["03/02/1920", "03/04/1980", "03/02/1920"]
    cut = TailCoding("m", Tail.TOP, 2.25).apply(of(m=["1,5", "2,5", "9,5"]))["m"]
    assert cut.texts().tolist() == ["1,5", "2,25", "2,25"]
    for step, dataset in [
        (TailCoding("d", Tail.TOP, 3.0), dates),
        (TailCoding("a", Tail.TOP, "2020-01-01"), of(a=AGES)),
    ]:
        with pytest.raises(RecodingError, match="a number for numbers and a date for dates"):
            step.apply(dataset)
    with pytest.raises(RecodingError, match="whole"):
        TailCoding("a", Tail.TOP, 40.5).apply(of(a=AGES))


@given(st.lists(st.floats(-1e9, 1e9), max_size=30), st.integers(0, 6), st.sampled_from([".", ","]))
def test_numbers_are_written_as_python_writes_them(held: list[float], decimals: int, mark: str) -> None:
    rounded = np.round(np.array(held, dtype=float), decimals) + 0.0
    expected = [re.sub(r"^-(0(?:\.0*)?)$", r"\1", f"{number:.{decimals}f}").replace(".", mark) for number in rounded]
    assert number_texts(rounded, decimals, mark).tolist() == expected

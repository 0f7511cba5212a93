import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import kernels

KEYS = st.lists(st.integers(0, 999), min_size=1, max_size=60).map(lambda keys: np.array(keys, dtype=np.uint64))
WIDE = st.lists(st.integers(0, (1 << 64) - 1), min_size=1, max_size=40).map(
    lambda keys: np.array(keys, dtype=np.uint64)
)


@given(KEYS)
def test_every_way_to_number_agrees_with_numpy(keys: np.ndarray) -> None:
    distinct, number = np.unique(keys, return_inverse=True)
    ways = [
        kernels.number_by_bitmap(keys, 1000),
        kernels.number_by_sorting(keys, 10, 6),
        kernels.number_sorted(*kernels.sort_with_rows(keys, 10)),
    ]
    for own_number, own_distinct in ways:
        assert own_number.tolist() == number.tolist()
        assert own_distinct.tolist() == distinct.tolist()


@given(WIDE)
def test_keys_are_sorted_by_all_their_bits_and_know_their_rows(keys: np.ndarray) -> None:
    ordered, rows = kernels.sort_with_rows(keys, 64)
    assert ordered.tolist() == sorted(keys.tolist())
    assert keys[rows].tolist() == ordered.tolist()


@given(KEYS)
def test_equal_keys_stay_in_the_order_of_their_rows(keys: np.ndarray) -> None:
    ordered, rows = kernels.sort_with_rows(keys % np.uint64(5), 3)
    for value in range(5):
        own = rows[ordered == value].tolist()
        assert own == sorted(own)


@given(WIDE)
def test_ones_are_counted(keys: np.ndarray) -> None:
    assert [int(kernels.ones(key)) for key in keys] == [int(key).bit_count() for key in keys.tolist()]


def test_fields_are_looked_up_and_summed() -> None:
    # Two fields: bits 0-1 and 2-3; the second counts tens.
    keys = np.array([0b0000, 0b0110, 0b1101], dtype=np.uint64)
    shifts, masks = np.array([0, 2], dtype=np.uint64), np.array([3, 3], dtype=np.uint64)
    tables = np.array([0, 1, 2, 3, 0, 10, 20, 30], dtype=np.uint64)
    assert kernels.translate(keys, shifts, masks, np.array([0, 4]), tables).tolist() == [0, 12, 31]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9)), max_size=30))
def test_counts_are_summed_by_number(pairs: list[tuple[int, int]]) -> None:
    number = np.array([own for own, _ in pairs], dtype=np.int32)
    counts = np.array([own for _, own in pairs], dtype=np.int64)
    expected = np.bincount(number, weights=counts, minlength=5)
    assert kernels.total_by_number(number, counts, 5).tolist() == expected.tolist()


def test_where_machine_code_cannot_be_kept_a_kernel_is_compiled_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    real = kernels.njit

    def nowhere(**options: bool) -> object:
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return real(**options)

    monkeypatch.setattr(kernels, "njit", nowhere)
    assert kernels.compiled(lambda x: x + 1)(2) == 3

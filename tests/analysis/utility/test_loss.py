"""Information loss, by hand; ARX's own figures are in recoding/test_generalise.py."""

import numpy as np
import pytest

from analysis.utility.loss import column_loss, geometric_loss


def test_nothing_generalised_loses_nothing() -> None:
    assert column_loss(np.array([1, 1]), 2, np.array([5, 5]), 0) == 0


def test_the_root_loses_everything() -> None:
    assert column_loss(np.array([4]), 4, np.array([10]), 0) == 1


def test_half_way_up_loses_a_third() -> None:
    # 10 records, labels of 2 of 4 values: (10 * 2/4 - 10/4) / (10 - 10/4)
    assert column_loss(np.array([2, 2]), 4, np.array([5, 5]), 0) == pytest.approx(1 / 3, abs=1e-10)


def test_a_suppressed_record_is_lost_in_every_column() -> None:
    # (8 * 1/2 + 2 - 10/2) / (10 - 10/2)
    assert column_loss(np.array([1, 1]), 2, np.array([4, 4]), 2) == pytest.approx(0.2, abs=1e-10)


def test_a_column_with_one_value_has_nothing_to_lose() -> None:
    assert column_loss(np.array([1]), 1, np.array([3]), 2) == 0


def test_columns_are_joined_by_the_geometric_mean() -> None:
    assert geometric_loss([0.0, 1.0]) == pytest.approx(2**0.5 - 1)

"""Sampling weights: what is taken, what is refused, and in which words."""

import pandas as pd
import pytest

from analysis.dataset import column_of
from analysis.errors import RoleError
from analysis.risk.weights import sampling_weights


def test_weights_are_the_numbers_of_the_records_in_their_order() -> None:
    found = sampling_weights(column_of("w", ["1,5", "20", "1,5", "3"]))
    assert found.of_record.tolist() == [1.5, 20, 1.5, 3]
    assert (found.people, found.n_below_one, found.caveats) == (26, 0, ())


def test_a_census_may_give_every_record_the_weight_one() -> None:
    assert sampling_weights(column_of("w", ["1", "1", "1"])).people == 3


def test_a_few_weights_below_one_are_taken_and_said() -> None:
    found = sampling_weights(column_of("w", ["0.9", "0.9", "50"]))
    (caveat,) = found.caveats
    assert str(caveat).startswith("Records whose weight in w is below 1: 2.")


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        (["1", None, None], "records without a weight: 2"),
        (["1", "many", "2"], "records whose weight is not a number: 1"),
        (["10", "0", "-3"], "records whose weight is 0 or below: 2"),
        (["inf", "10", "12"], "records whose weight is not a number: 1"),
        (["0.5", "1", "1.5"], "its sum is 3.0, for 3 records"),
        (["0.5", "0.1", "0.2"], "must be multiplied by the population ÷ the records"),
    ],
)
def test_what_cannot_be_a_weight_is_refused_without_a_value(weights: list[str | None], words: str) -> None:
    with pytest.raises(RoleError) as refused:
        sampling_weights(column_of("w", pd.Series(weights, dtype=object)))
    assert words in str(refused.value)
    assert "many" not in str(refused.value)

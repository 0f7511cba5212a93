"""Homogeneity and skewness on a table small enough to count by hand."""

import numpy as np
import pandas as pd
import pytest

from analysis.assessment import tabulate
from analysis.dataset import dataset_of
from analysis.models.sensitive import histogram, sensitive_attribute
from analysis.risk.homogeneity import Telling, certain, reveal, skewed


@pytest.fixture
def people():
    """Class A: four with flu. Class B: three flu, one cancer. Class C: two cancer, one flu, one missing. D: alone."""
    table = pd.DataFrame(
        {
            "town": ["A"] * 4 + ["B"] * 4 + ["C"] * 4 + ["D"],
            "disease": ["flu"] * 4 + ["flu"] * 3 + ["cancer"] + ["cancer", "cancer", "flu", None] + ["flu"],
        }
    )
    dataset = dataset_of(table)
    frequency = tabulate(dataset, ["town"], {})
    classes = frequency.classes()
    return frequency, classes, histogram(sensitive_attribute(frequency, dataset["disease"]), classes)


def test_a_class_is_certain_when_enough_of_it_has_one_value(people):
    _table, _classes, counted = people
    assert certain(counted, 1.0).tolist() == [True, False, False, True]
    assert certain(counted, 0.75).tolist() == [True, True, False, True]


def test_a_class_is_skewed_when_a_value_is_much_more_frequent_than_in_all_records(people):
    _table, _classes, counted = people
    # cancer: 3 of 13 in all records, 2 of 4 in C (2.17 times), 1 of 4 in B (1.08); missing: 1 of 13, 1 of 4 in C (3.25)
    assert skewed(counted, 2).tolist() == [False, False, True, False]
    assert skewed(counted, 13 / 4).tolist() == [False, False, True, False]
    assert skewed(counted, 3.3).tolist() == [False] * 4


def test_what_a_class_reveals_names_its_people_value_and_how_much_more_frequent_it_is(people):
    table, classes, counted = people
    found = reveal(table, classes, counted, certain(counted, 0.75))
    assert (found.n_classes, found.n_records, found.n_alone) == (2, 8, 1)
    first, second = found.listed
    assert (first.labels, first.value, first.records, first.size) == (("A",), "flu", 4, 4)
    assert (second.labels, second.records, second.share) == (("B",), 3, 0.75)
    assert second.factor == pytest.approx(0.75 / (9 / 13))


def test_the_most_raised_value_is_not_the_most_frequent_one(people):
    table, classes, counted = people
    (found,) = reveal(table, classes, counted, skewed(counted, 2), Telling.MOST_RAISED).listed
    assert (found.value, found.records, found.factor) == (None, 1, pytest.approx(13 / 4))


def test_nobody_is_listed_beyond_the_number_asked_for_but_all_are_counted(people):
    table, classes, counted = people
    found = reveal(table, classes, counted, np.ones(4, dtype=bool), most=1)
    assert (found.n_classes, len(found.listed)) == (3, 1)


def test_no_class_reveals_nothing(people):
    table, classes, counted = people
    found = reveal(table, classes, counted, np.zeros(4, dtype=bool))
    assert (found.n_classes, found.n_records, found.n_alone, found.listed) == (0, 0, 0, ())

"""Crossing two releases: the example of Ganta, Kasiviswanathan and Smith 2008 in small, and what cannot be compared."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as draw

from analysis.assessment import tabulate
from analysis.attacks.intersection import cross
from analysis.dataset import dataset_of
from analysis.errors import NotComputable
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.recoding.generalise import GlobalRecoding, recode

AGES = Hierarchy.of([[str(age), f"{age // 5 * 5}+", f"{age // 10 * 10}s", "*"] for age in range(20, 40)])


def people(ages, illnesses, **more):
    return dataset_of(pd.DataFrame({"age": [str(age) for age in ages], "illness": illnesses, **more}))


def released(dataset, level, k=1):
    table = tabulate(dataset, ["age"], {"age": AGES})
    return recode(table, GlobalRecoding((("age", level),), k, 1.0))


def earlier_of(dataset, level):
    labels = dict(zip(AGES.table[:, 0], AGES.table[:, level], strict=True))
    frame = pd.DataFrame({c.name: c.values[c.codes] for c in dataset})
    return dataset_of(frame.assign(age=frame["age"].map(labels)))


PEOPLE = people([20, 21, 25, 26], ["flu", "aids", "cold", "aids"])


def test_two_releases_that_are_each_diverse_give_a_person_away_together():
    other_hospital = people([20, 22, 30, 31], ["flu", "ulcer", "cold", "aids"])
    found = cross(PEOPLE, released(PEOPLE, 1, 2), earlier_of(other_hospital, 1), ["illness"])
    (illness,) = found.narrowed
    assert found.levels == (("age", 1),)
    assert found.n_located == 2  # the class 20+ is in both, 25+ is not
    assert (illness.n_records, illness.n_certain, illness.n_certain_alone) == (
        2,
        2,
        0,
    )  # both classes share the flu only
    assert illness.n_newly_certain == found.n_linked == 2
    assert illness.mean_shrinkage == pytest.approx(1 / 2)


def test_the_level_of_the_earlier_release_may_differ():
    found = cross(PEOPLE, released(PEOPLE, 1), earlier_of(PEOPLE, 2), ["illness"])
    assert found.levels == (("age", 2),)
    assert (found.n_located, found.n_linked) == (4, 0)
    assert found.narrowed[0].mean_shrinkage == 0


def test_a_finer_earlier_release_narrows_the_candidates_to_the_person():
    found = cross(PEOPLE, released(PEOPLE, 3), earlier_of(PEOPLE, 0), ["illness"])
    assert found.n_narrowed_to_one == 4
    assert found.narrowed[0].n_newly_certain == 4
    assert found.narrowed[0].mean_shrinkage == pytest.approx(2 / 3)


def test_suppressed_records_are_not_counted():
    rare = people([20, 21, 39], ["flu", "aids", "cold"])
    found = cross(rare, released(rare, 1, 2), earlier_of(rare, 1), ["illness"])
    assert (found.n_records, found.n_located) == (2, 2)


def test_a_code_that_both_releases_hold_ties_their_records_together():
    coded = people([20, 21, 25], ["flu", "aids", "cold"], code=["x", "y", "z"])
    later = people([20, 21, 25], ["flu", "aids", "cold"], code=["x", "y", "w"])
    (code,) = cross(coded, released(coded, 3), earlier_of(later, 3), ["illness"], ["code"]).codes
    assert (code.column, code.n_records, code.n_shared) == ("code", 2, 2)


def test_a_common_value_ties_nothing_together():
    many = people(list(range(20, 30)), ["flu"] * 10, town=["Lyon"] * 10)
    assert cross(many, released(many, 3), earlier_of(many, 3), [], ["town"]).codes == ()


def test_labels_of_another_hierarchy_are_counted_and_said():
    strange = dataset_of(pd.DataFrame({"age": ["20+", "young"], "illness": ["flu", "cold"]}))
    found = cross(PEOPLE, released(PEOPLE, 1), strange, ["illness"])
    assert any("cannot be compared: 1 of 2" in str(own) for own in found.caveats)


def test_without_a_common_quasi_identifier_there_is_no_answer():
    with pytest.raises(NotComputable, match="none of the quasi-identifiers"):
        cross(PEOPLE, released(PEOPLE, 1), dataset_of(pd.DataFrame({"town": ["Lyon"]})), ["illness"])


def test_without_a_common_sensitive_column_it_is_said():
    found = cross(PEOPLE, released(PEOPLE, 1), dataset_of(pd.DataFrame({"age": ["20+"]})), ["illness"])
    assert found.narrowed == ()
    assert any("No sensitive column" in str(own) for own in found.caveats)


ROWS = draw.lists(draw.tuples(draw.integers(20, 39), draw.sampled_from("abcd")), min_size=1, max_size=25)


@given(ROWS, ROWS, draw.integers(0, 3), draw.integers(0, 3))
def test_candidates_by_brute_force(mine, theirs, level, earlier_level):
    dataset, other = people(*zip(*mine, strict=True)), people(*zip(*theirs, strict=True))
    earlier = earlier_of(other, earlier_level)
    found = cross(dataset, released(dataset, level), earlier, ["illness"])
    used = dict(found.levels)["age"]
    here = lambda age: AGES.table[age - 20, level]  # noqa: E731
    there = lambda age: AGES.table[age - 20, used]  # noqa: E731
    label = [AGES.table[age - 20, earlier_level] for age, _ in theirs]
    shared, alone = [], []
    for age, _ in mine:
        second = {ill for (_, ill), own in zip(theirs, label, strict=True) if own == there(age)}
        first = {ill for other_age, ill in mine if here(other_age) == here(age)}
        if first & second:
            shared.append(len(first & second))
            alone.append(len(first))
    (illness,) = found.narrowed
    assert illness.n_records == len(shared)
    assert illness.n_certain == shared.count(1)
    assert illness.n_certain_alone == alone.count(1)
    if shared:
        assert illness.mean_shrinkage == pytest.approx(1 - np.mean(np.array(shared) / alone))

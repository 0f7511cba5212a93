"""People with several records, on sets small enough to count by hand and against brute force."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from people import histories_of, stays, transactions

from analysis.assessment import tabulate
from analysis.dataset import dataset_of
from analysis.errors import NotComputable, RoleError
from analysis.risk.histories import constant_columns, histories, person_columns
from analysis.risk.longitudinal import Knowledge, people_alike, persistent_code, person_risk
from analysis.roles import Role, Roles

ITEMS = st.sampled_from("abcd")
SETS = st.lists(st.lists(ITEMS, min_size=1, max_size=6), min_size=1, max_size=12)


@pytest.fixture
def visits():
    """Person 1: M, two visits. Person 2: M, the same two. Person 3: F, one of them twice. One record of nobody."""
    return dataset_of(
        pd.DataFrame(
            {
                "code": ["1", "1", "2", "2", "3", "3", None],
                "sex": ["M", "M", "M", "M", "F", "F", "F"],
                "visit": ["jan", "feb", "feb", "jan", "jan", "jan", "mar"],
            }
        )
    )


def test_records_are_tied_to_their_person_and_those_without_one_are_counted(visits):
    table = tabulate(visits, ["visit"], {})
    own = histories(visits["code"], table, table.classes())
    assert own.records.tolist() == [2, 2, 2]
    assert own.lengths.tolist() == [2, 2, 1]
    assert own.repeats.tolist() == [1, 1, 1, 1, 2]
    assert sorted(own.supports.tolist()) == [0, 2, 3]  # mar is nobody's, feb of two, jan of three
    assert (own.n_records, own.n_without_code) == (6, 1)


def test_columns_that_never_change_within_a_person_are_found(visits):
    table = tabulate(visits, ["sex", "visit"], {})
    assert constant_columns(visits["code"], table, table.classes()) == ("sex",)


def test_people_are_counted_with_those_who_are_like_them(visits):
    table = tabulate(visits, ["sex", "visit"], {})
    found = person_risk(visits["code"], table, table.classes())
    assert found.alike_by_constant.tolist() == [2, 2, 1]
    assert found.alike_by_events.tolist() == [2, 2, 1]
    assert (found.n_people, found.n_followed, found.records_followed) == (3, 3, 6)
    assert [str(caveat) for caveat in found.caveats][1:] == ["Records that name no person, which are not counted: 1."]


def test_without_a_constant_column_nobody_is_counted_by_one(visits):
    table = tabulate(visits, ["visit"], {})
    assert person_risk(visits["code"], table, table.classes()).alike_by_constant is None


def test_suppressed_records_are_not_part_of_a_history(visits):
    table = tabulate(visits, ["visit"], {})
    classes = table.classes()
    kept = np.array([table.columns[0].labels[0][code] == "jan" for code in classes.codes[0]])
    own = histories(visits["code"], table, classes.only(kept))
    assert own.records.tolist() == [1, 1, 2]
    assert own.n_without_code == 0


@given(SETS)
def test_people_alike_are_those_whose_events_are_equal(sets):
    own = histories_of(sets)
    plain = [frozenset(items) for items in sets]
    counted = [frozenset(Counter(items).items()) for items in sets]
    of_set, of_multiset = Counter(plain), Counter(counted)
    assert people_alike(own, Knowledge.EVENTS).tolist() == [of_set[items] for items in plain]
    assert people_alike(own, Knowledge.COUNTED_EVENTS).tolist() == [of_multiset[items] for items in counted]


@given(SETS, st.randoms())
def test_the_order_of_the_records_does_not_matter(sets, random):
    shuffled = [random.sample(items, len(items)) for items in sets]
    assert people_alike(histories_of(sets), Knowledge.EVENTS).tolist() == (
        people_alike(histories_of(shuffled), Knowledge.EVENTS).tolist()
    )


def test_a_code_that_stays_with_a_person_is_warned_of_with_its_source(visits):
    table = tabulate(visits, ["visit"], {})
    warning = str(persistent_code(person_risk(visits["code"], table, table.classes())))
    assert warning.startswith("code ties 6 records to 3 people")
    assert "SAN-2024-013" in warning


def test_one_record_each_is_nothing_to_warn_of():
    dataset = transactions([["a"], ["b"]])
    table = tabulate(dataset, ["item"], {})
    assert persistent_code(person_risk(dataset["person"], table, table.classes())) is None


def test_nobody_named_is_not_computable(visits):
    nobody = dataset_of(pd.DataFrame({"code": [None, None], "visit": ["jan", "feb"]}))
    table = tabulate(nobody, ["visit"], {})
    with pytest.raises(NotComputable, match="No record names a person in code"):
        person_risk(nobody["code"], table, table.classes())


def test_events_are_made_of_quasi_identifiers_only(visits):
    table = tabulate(visits, ["visit"], {})
    with pytest.raises(RoleError, match="choose among visit"):
        histories(visits["code"], table, table.classes(), ["sex"])


def test_a_repeated_code_may_be_a_person_and_a_surname_may_not():
    dataset = dataset_of(
        pd.DataFrame(
            {
                "nir": ["1", "2", "3", "4"],
                "id": ["a1", "a1", "b2", "c3"],
                "mail": ["x@y.fr", "x@y.fr", "x@y.fr", "z@y.fr"],
                "nom": ["Martin", "Martin", "Petit", "Durand"],
                "ville": ["A", "A", "B", "B"],
            }
        )
    )
    roles = Roles.undecided(dataset.names).assign(dict.fromkeys(("nir", "id", "mail", "nom"), Role.DIRECT_IDENTIFIER))
    assert person_columns(dataset, roles) == ("id", "mail")


def test_a_patient_code_of_made_up_stays_is_a_person():
    dataset = stays(50)
    roles = Roles.undecided(dataset.names).assign({"id_patient": Role.DIRECT_IDENTIFIER})
    assert person_columns(dataset, roles) == ("id_patient",)

"""What leaves, and what speaks against letting it leave. The teaching table is checked by hand."""

import io
from collections.abc import Mapping

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.assessment import tabulate
from analysis.dataset import Dataset
from analysis.encoding import encode
from analysis.errors import NotComputable
from analysis.frequency import collapse
from analysis.hierarchies.builders import Intervals, Suppress
from analysis.hierarchies.hierarchy import Hierarchy
from analysis.io import Format, export
from analysis.recoding.generalise import GlobalRecoding, Recoded, recode
from analysis.recoding.mondrian import Cuts, LocalRecoding, recode_locally
from analysis.release import obstacles, release, release_locally, withheld
from analysis.roles import Role, Roles
from analysis.samples import teaching_table

KNOWN = ("age", "sexe", "code_postal")
ROLES = {"prenom": Role.DIRECT_IDENTIFIER, **dict.fromkeys(KNOWN, Role.QUASI_IDENTIFIER), "maladie": Role.SENSITIVE}


def roles(dataset: Dataset, assigned: Mapping[str, Role]) -> Roles:
    return Roles.undecided(dataset.names).assign(assigned)


def recoded(dataset: Dataset, levels: Mapping[str, int], k: int, limit: float = 1.0) -> Recoded:
    """The teaching table generalised: age by 8 years at level 3, postal code by département at level 2."""
    table = tabulate(dataset, KNOWN, {"age": Intervals((2.0, 4.0, 8.0)).build(dataset["age"])})
    return recode(table, GlobalRecoding(tuple((name, levels.get(name, 0)) for name in KNOWN), k, limit))


def frame_of(dataset: Dataset) -> pd.DataFrame:
    """The records as a file of them is read by pandas alone."""
    content = export(dataset, Format.CSV).content
    return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)


def test_records_are_generalised_rare_ones_left_out_and_identifiers_dropped() -> None:
    people = teaching_table()
    found = release(people, roles(people, ROLES), recoded(people, {"age": 3, "code_postal": 2}, k=2))
    assert found.dropped == ("prenom",)
    assert found.n_suppressed == 2
    assert found.passed_over == ()
    frame = frame_of(found.dataset)
    assert list(frame) == ["age", "sexe", "code_postal", "maladie"]
    assert frame.iloc[0].tolist() == ["32–39", "F", "Rhône (69)", "Asthme"]
    assert len(frame) == 10
    assert frame.groupby(list(KNOWN)).size().tolist() == [2, 3, 3, 2]


def test_what_is_not_generalised_leaves_as_it_came() -> None:
    people = teaching_table()
    found = release(people, roles(people, ROLES), recoded(people, {}, k=1)).dataset
    for column in found:
        assert column.texts().tolist() == people[column.name].texts().tolist()


def test_an_undecided_column_stays_out_and_is_said() -> None:
    people = teaching_table()
    given_ = roles(people, {**ROLES, "maladie": Role.UNDECIDED})
    state = recoded(people, {}, k=1)
    (reason,) = obstacles(given_, state)
    assert "maladie" in str(reason)
    found = release(people, given_, state)
    assert "maladie" not in found.dataset
    assert withheld(given_) == ("prenom", "maladie")
    assert found.passed_over == (reason,)


def test_a_k_that_is_not_met_within_the_limit_is_said_with_its_figures() -> None:
    people = teaching_table()
    state = recoded(people, {"age": 3, "code_postal": 2}, k=3, limit=0.2)
    (reason,) = obstacles(roles(people, ROLES), state)
    assert str(reason) == (
        "k = 3 is not met: 6 records are in smaller classes, and the limit allows 2 to be suppressed."
    )
    assert obstacles(roles(people, ROLES), recoded(people, {"age": 3, "code_postal": 2}, k=3, limit=0.5)) == ()


def test_when_every_record_is_suppressed_there_is_no_release() -> None:
    people = teaching_table()
    with pytest.raises(NotComputable, match="every record is suppressed"):
        release(people, roles(people, ROLES), recoded(people, {}, k=12))


def test_when_every_column_is_withheld_there_is_no_release() -> None:
    people = teaching_table()
    nobody = roles(people, dict.fromkeys(people.names, Role.DIRECT_IDENTIFIER))
    with pytest.raises(NotComputable, match="every column is withheld"):
        release(people, nobody, recoded(people, {}, k=1))


@given(
    levels=st.fixed_dictionaries(
        {"age": st.integers(0, 4), "sexe": st.integers(0, 1), "code_postal": st.integers(0, 4)}
    ),
    k=st.integers(1, 4),
)
def test_the_file_read_back_has_the_classes_that_were_measured(levels: dict[str, int], k: int) -> None:
    people = teaching_table()
    state = recoded(people, levels, k)
    if not len(state.sizes):
        return
    frame = frame_of(release(people, roles(people, ROLES), state).dataset)
    assert sorted(frame.groupby(list(KNOWN)).size()) == sorted(state.sizes.tolist())
    assert len(frame) == 12 - state.n_suppressed


@pytest.mark.parametrize("cuts", Cuts)
def test_a_local_recoding_leaves_with_every_record_and_the_same_classes(cuts: Cuts) -> None:
    people = teaching_table()
    table = tabulate(people, KNOWN, {})
    local = recode_locally(people, table, LocalRecoding(3, cuts))
    found = release_locally(people, roles(people, ROLES), local)
    frame = frame_of(found.dataset)
    assert (len(frame), found.n_suppressed, found.dropped) == (12, 0, ("prenom",))
    assert sorted(frame.groupby(list(KNOWN)).size()) == sorted(local.classes.sizes.tolist())
    assert frame.groupby(list(KNOWN)).size().min() >= 3


def test_missing_quasi_identifiers_leave_as_missing() -> None:
    people = teaching_table()
    ages = people["age"]
    codes = ages.codes.copy()
    codes[:3] = -1
    people = people.with_column(type(ages)(ages.name, ages.kind, ages.values, codes).take(slice(None)))
    state = recoded(people, {"age": 1}, k=1)
    assert frame_of(release(people, roles(people, ROLES), state).dataset)["age"].tolist()[:3] == [""] * 3


def test_adult_leaves_with_the_classes_that_arx_finds(
    adult: Dataset, adult_hierarchies: dict[str, Hierarchy], arx: Mapping
) -> None:
    case = next(one for one in arx["optimum"] if one["case"] == "k5_s0.02_loss_geomean")
    table = collapse(encode(adult, adult_hierarchies, case["qis"]))
    levels = tuple(zip(case["qis"], case["optimum"], strict=True))
    state = recode(table, GlobalRecoding(levels, k=5, suppression_limit=0.02))
    assigned = Roles.undecided(adult.names).assign(dict.fromkeys(case["qis"], Role.QUASI_IDENTIFIER))
    frame = frame_of(release(adult, assigned, state).dataset)
    sizes = frame.groupby(case["qis"]).size()
    assert (len(sizes), sizes.min(), sizes.max()) == (case["num_classes"], case["min_class"], case["max_class"])
    assert len(frame) == 30162 - case["suppressed_records"]


def test_a_column_suppressed_as_a_whole_has_one_label() -> None:
    people = teaching_table()
    hierarchies = {"age": Intervals((10,)), "sexe": Suppress(), "code_postal": Suppress()}
    table = tabulate(people, KNOWN, {name: builder.build(people[name]) for name, builder in hierarchies.items()})
    state = recode(table, GlobalRecoding((("age", 1), ("sexe", 1), ("code_postal", 1)), k=1))
    frame = frame_of(release(people, roles(people, ROLES), state).dataset)
    assert set(frame["sexe"]) == set(frame["code_postal"]) == {"*"}
    assert set(frame["age"]) == {"20–29", "30–39", "40–49", "60–69"}

"""What the user has chosen: where it is kept, what takes it back, and what makes it disappear."""

import dataclasses
from itertools import pairwise

import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as draw
from screen import session_of
from sessions import PEOPLE, TEACHING_ROLES, session_on, teaching
from streamlit.testing.v1 import AppTest

from analysis.errors import NotComputable
from analysis.hierarchies.builders import Mask, Suppress
from analysis.io import ReadOptions, read
from analysis.kinds import Kind
from analysis.roles import Role
from analysis.samples import teaching_table
from pages.ui import computed, state
from pages.ui.choices import Consent, Session, Source
from pages.ui.state import session


@pytest.fixture(autouse=True)
def nothing_chosen_before():
    st.session_state.clear()


def start(now: Session) -> None:
    st.session_state[state.KEY] = now


def test_a_session_begins_with_nothing():
    now = session()
    assert (now.dataset, now.roles, now.plan, now.quasi_identifiers, now.undecided, now.n_refused) == (
        None,
        None,
        None,
        (),
        (),
        0,
    )


def test_a_session_holds_choices_and_cannot_be_changed_in_place():
    with pytest.raises(dataclasses.FrozenInstanceError):
        session().threshold = 0.5


def test_opening_a_dataset_starts_anew():
    start(teaching(age=2))
    state.recode(session().plan.recoding.with_level("age", 3))
    state.update(overridden=True)
    opened = read(PEOPLE, "people.csv")
    state.open_dataset(Source("people.csv", PEOPLE), opened.dataset, opened.understood, ReadOptions())
    now = session()
    assert (now.plan, now.past, now.future, now.consent, now.overridden) == (None, (), (), None, False)
    assert now.undecided == opened.dataset.names


def test_a_source_does_not_print_the_records():
    assert "Zoé" not in repr(Source("people.csv", PEOPLE))


# Undo and redo

MOVES = draw.lists(
    draw.one_of(
        draw.tuples(draw.just("level"), draw.sampled_from(["age", "sexe"]), draw.integers(0, 1)),
        draw.tuples(draw.just("k"), draw.integers(1, 4)),
        draw.sampled_from([("undo",), ("redo",), ("reset",)]),
    ),
    max_size=15,
)


def make(move: tuple) -> None:
    match move:
        case ("level", column, level):
            state.recode(session().plan.recoding.with_level(column, level))
        case ("k", k):
            state.recode(dataclasses.replace(session().plan.recoding, k=k))
        case (name,):
            getattr(state, name)()


@given(MOVES)
def test_undo_takes_back_every_step_to_the_first_and_redo_brings_all_of_them_again(moves):
    start(teaching())
    first = session().plan
    for move in moves:
        make(move)
    now, steps = session().plan, len(session().past)
    for _step in range(steps):
        state.undo()
    assert session().plan == first
    assert session().past == ()
    for _step in range(steps):
        state.redo()
    assert session().plan == now


@given(MOVES)
def test_a_step_always_changes_something(moves):
    start(teaching())
    for move in moves:
        make(move)
    visited = (*session().past, session().plan)
    assert all(one != other for one, other in pairwise(visited))


def test_a_new_step_forgets_what_was_undone():
    start(teaching())
    make(("level", "age", 1))
    make(("undo",))
    make(("level", "age", 2))
    assert session().future == ()


def test_a_decision_to_pass_over_holds_for_one_plan_only():
    start(teaching())
    for change in (
        lambda: make(("level", "age", 1)),
        lambda: make(("undo",)),
        lambda: make(("redo",)),
        lambda: state.assign({"maladie": Role.INSENSITIVE}),
        lambda: state.correct("age", Kind.CODE),
        lambda: state.leave_out(None),
    ):
        state.update(overridden=True)
        change()
        assert not session().overridden


# Roles, kinds, builders


def test_other_quasi_identifiers_keep_the_requirement_and_the_levels_of_those_that_stay():
    start(teaching(k=3, limit=0.1, age=2, sexe=1))
    state.assign({"sexe": Role.INSENSITIVE, "maladie": Role.QUASI_IDENTIFIER})
    plan = session().plan
    assert plan.recoding.levels == (("age", 2), ("code_postal", 0), ("maladie", 0))
    assert [name for name, _builder in plan.builders] == ["age", "code_postal", "maladie"]
    assert (plan.recoding.k, plan.recoding.suppression_limit) == (3, 0.1)
    assert session().past == ()


def test_a_role_that_is_no_quasi_identifiers_leaves_the_steps_alone():
    start(teaching())
    make(("level", "age", 1))
    state.assign({"maladie": Role.INSENSITIVE})
    assert len(session().past) == 1


def test_without_a_quasi_identifier_there_is_no_plan():
    start(teaching())
    state.assign(dict.fromkeys(TEACHING_ROLES, Role.INSENSITIVE))
    assert session().plan is None


def test_another_way_to_generalise_starts_its_column_at_level_0_and_leaves_the_others():
    start(teaching(age=2, code_postal=1))
    state.choose_builder("age", Suppress())
    plan = session().plan
    assert dict(plan.builders)["age"] == Suppress()
    assert plan.recoding.levels == (("age", 0), ("sexe", 0), ("code_postal", 1))
    state.undo()
    assert session().plan.recoding.levels == (("age", 2), ("sexe", 0), ("code_postal", 1))


def test_a_corrected_kind_changes_how_the_column_is_generalised_and_no_value():
    start(teaching())
    state.choose_builder("code_postal", Suppress())
    state.correct("age", Kind.CODE)
    now = session()
    assert (now.dataset["age"].kind, now.complete["age"].kind) == (Kind.CODE, Kind.CODE)
    assert now.dataset["age"].texts().tolist() == teaching_table()["age"].texts().tolist()
    builders = dict(now.plan.builders)
    assert isinstance(builders["age"], Mask)
    assert builders["code_postal"] == Suppress()


# Consent


def people() -> Session:
    return session_on(read(PEOPLE, "people.csv").dataset, {"sexe": Role.QUASI_IDENTIFIER})


def test_who_refused_is_left_out_and_can_come_back():
    start(people())
    state.leave_out(Consent("accord", ("non",)))
    assert (session().dataset.n_records, session().complete.n_records, session().n_refused) == (25, 30, 5)
    assert set(session().dataset["accord"].texts()) == {"oui"}
    state.leave_out(None)
    assert session().n_refused == 0


def test_a_kind_corrected_after_a_refusal_keeps_those_who_refused_out():
    start(people())
    state.leave_out(Consent("accord", ("non",)))
    state.correct("age", Kind.CODE)
    assert (session().dataset.n_records, session().dataset["age"].kind) == (25, Kind.CODE)


def test_when_everybody_refused_nothing_changes():
    start(people())
    with pytest.raises(NotComputable, match="Everybody refused according to accord"):
        state.leave_out(Consent("accord", ("oui", "non")))
    assert session().dataset.n_records == 30
    assert session().consent is None


# Erasing


def test_erasing_from_the_foot_of_a_page_leaves_nothing_but_the_language(open_page):
    at = open_page("pages/anonymise.py", teaching(k=2, limit=0.2, age=3, code_postal=1))
    at.session_state["frame_erase"] = True
    at.run()
    at.button(key="frame_erase_now").click().run()
    assert not at.exception
    assert session_of(at).dataset is None
    assert session_of(at).plan is None
    kept = {key for key in at.session_state.to_dict() if not key.startswith("frame_")}
    assert kept <= {"language", state.KEY}
    assert "Table pédagogique" not in "".join(element.proto.body for element in at.get("html"))


ASKED_TWICE = """
import streamlit as st
from pages.ui import computed, state

first = computed.original_of(state.session())
st.session_state["remembered"] = computed.original_of(state.session()) is first
computed.forget()
st.session_state["forgotten"] = computed.original_of(state.session()) is not first
"""


def test_what_was_computed_is_remembered_until_everything_is_erased():
    at = AppTest.from_string(ASKED_TWICE)
    at.session_state[state.KEY] = teaching()
    at.run()
    assert not at.exception
    assert (at.session_state["remembered"], at.session_state["forgotten"]) == (True, True)


def test_every_cache_is_emptied():
    caches = {
        name for name, value in vars(computed).items() if hasattr(value, "clear") and hasattr(value, "__wrapped__")
    }
    assert caches <= {cached.__name__ for cached in computed.CACHES}
    assert len(caches) > 10

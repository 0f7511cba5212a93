"""The audit trail of a session: every choice with its effect, and no value of a record."""

from screen import session_of
from sessions import teaching

from analysis.audit import from_json, to_json
from analysis.samples import teaching_table

PAGE = "pages/anonymise.py"


def events(at):
    return [(entry.event, dict(entry.details)) for entry in session_of(at).trail.entries]


def move(at, level):
    return at.select_slider(key="anonymise_level_0").set_value(level).run()


def test_a_choice_is_followed_by_what_came_of_it_once(open_page):
    at = move(open_page(PAGE, teaching(k=2, limit=0.2)), 3)
    at.run()
    (plan, choice), (effect, figures) = events(at)
    assert (plan, choice) == ("plan", {"levels": {"age": 3, "sexe": 0, "code_postal": 0}})
    assert effect == "effect"
    assert {"k", "uniques", "average", "highest", "suppressed", "loss"} == set(figures)


def test_undo_and_redo_are_choices_too(open_page):
    at = move(open_page(PAGE, teaching()), 3)
    at.button(key="anonymise_undo").click().run()
    at.button(key="anonymise_redo").click().run()
    assert [event for event, _details in events(at)][::2] == ["plan", "undo", "redo"]


def test_only_what_changed_is_written(open_page):
    at = open_page(PAGE, teaching())
    at.number_input(key="anonymise_k").set_value(3).run()
    assert events(at)[0] == ("plan", {"k": 3})


def test_the_trail_holds_and_names_no_value_of_a_record(open_page):
    at = open_page(PAGE, teaching(k=2, limit=0.2))
    for level in (1, 2, 3):
        move(at, level)
    written = to_json(session_of(at).trail)
    assert from_json(written).broken() is None
    values = {value for column in teaching_table() for value in column.values if len(value) > 2}
    assert not any(f'"{value}"' in written for value in values)


def test_passing_over_is_recorded(open_page):
    at = open_page(PAGE, teaching(k=5, limit=0.0))
    at.checkbox(key="release_override").check().run()
    assert ("override", {"passed_over": True}) in events(at)

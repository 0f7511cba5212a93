"""The editor of hierarchies on the Anonymise page: built by parameters, loaded or written by hand, used when they fit."""

import re

import pandas as pd
import pytest
from screen import edit, markup, plain, problems, session_of, texts
from sessions import csv, session_on, teaching

from analysis.hierarchies.builders import CutPoints, Frequent, Granularity, Intervals, Kept, Mask, Order, Padding, Table
from analysis.io import read, read_hierarchy
from analysis.roles import Role
from pages.ui.hierarchy.ways import Way

PAGE = "pages/anonymise.py"
JOBS = ["nurse"] * 6 + ["doctor"] * 5 + ["baker"] * 5 + ["tailor"] * 4


def jobs(**plan):
    """A session on 20 made-up people of four professions."""
    people = csv("profession;note", *(f"{job};{place % 3}" for place, job in enumerate(JOBS)))
    roles = {"profession": Role.QUASI_IDENTIFIER, "note": Role.INSENSITIVE}
    return session_on(read(people, "people.csv").dataset, roles, **{"k": 1, **plan})


def days():
    people = csv("day", *(f"2024-{month:02}-{day:02}" for month in (1, 4, 11) for day in (3, 17)))
    return session_on(read(people, "people.csv").dataset, {"day": Role.QUASI_IDENTIFIER}, k=1)


def opened(open_page, now, column, way=None, reader="en"):
    at = open_page(PAGE, now, reader=reader)
    at.selectbox(key="hierarchy_column").set_value(column).run()
    if way is not None:
        at.selectbox(key="hierarchy_way").set_value(way).run()
    assert not at.exception
    return at


def press(at, name):
    at.button(key=f"hierarchy_{name}").click().run()
    assert not at.exception
    return at


def write(at, name, text, kind="text_input"):
    getattr(at, kind)(key=f"hierarchy_parameter_{name}").set_value(text).run()
    assert not at.exception
    return at


def type_over(at, row, level, label):
    edit(at, row, **{str(level): label})
    assert not at.exception
    return at


def load(at, *lines, name="made up.csv"):
    at.file_uploader[0].upload(name, csv(*lines), "text/csv").run()
    assert not at.exception
    return at


def seen(at) -> pd.DataFrame:
    """The sheet as it is shown."""
    (table,) = at.get("data_editor")
    return table.value


def level(at, number):
    """What each value becomes at a level, by the sheet."""
    shown = seen(at)
    return dict(zip(shown["0"], shown[str(number)], strict=True))


def in_use(at, column):
    return dict(session_of(at).plan.builders)[column]


def draft(at):
    (own,) = session_of(at).drafts
    return own.builder


def states(at):
    """The table of the hierarchies in use, column by column."""
    table = markup(at).split('aria-label="Hierarchies in use"')[1].split("</table>")[0]
    return [plain(row) for row in table.split("<tr>")[2:]]


# The whole way, by hand


def test_a_hierarchy_is_made_by_hand_and_every_step_can_be_undone(open_page):
    at = opened(open_page, jobs(), "profession", Way.HAND)
    at.text_input(key="hierarchy_label").set_value("care")
    edit(at, 1, chosen=True)
    assert level(at, 1)["doctor"] == "doctor"  # a tick alone changes nothing
    type_over(at, 1, 1, "care")  # doctor
    type_over(at, 2, 1, "care")
    made = level(at, 1)
    assert sorted(made.values()).count("care") == 2
    press(at, "undo")
    press(at, "undo")
    assert "care" not in level(at, 1).values()
    press(at, "redo")
    assert list(level(at, 1).values()).count("care") == 1
    press(at, "redo")
    assert level(at, 1) == made
    before = in_use(at, "profession")
    press(at, "use")
    assert isinstance(in_use(at, "profession"), Table)
    assert session_of(at).drafts == ()
    at.button(key="anonymise_undo").click().run()
    assert in_use(at, "profession") == before


def test_what_the_sheet_shows_is_what_is_released(open_page, downloads):
    at = opened(open_page, jobs(), "profession", Way.HAND)
    type_over(at, 0, 1, "trade")
    press(at, "use")
    shown = level(at, 1)
    at.select_slider(key="anonymise_level_0").set_value(1).run()
    released = downloads[-1]().decode().splitlines()[1:]
    assert sorted(line.split(";")[0] for line in released) == sorted(shown[job] for job in JOBS)


def test_a_group_is_renamed_everywhere_and_keeps_the_level_in_use(open_page):
    at = opened(open_page, jobs(), "profession", Way.HAND)
    type_over(at, 0, 1, "trade")
    type_over(at, 1, 1, "trade")
    press(at, "use")
    at.select_slider(key="anonymise_level_0").set_value(1).run()
    at.segmented_control(key="hierarchy_edits").set_value("rename").run()
    type_over(at, 0, 1, "crafts")
    assert list(level(at, 1).values()).count("crafts") == 2
    press(at, "use")
    assert dict(session_of(at).plan.recoding.levels)["profession"] == 1


def test_rows_that_are_chosen_or_found_are_grouped_under_a_name(open_page):
    at = opened(open_page, jobs(), "profession", Way.HAND)
    press(at, "group")
    assert any("Give the group a name" in own or "at least one value" in own for own in problems(at))
    at.text_input(key="hierarchy_find").set_value("O").run()  # doctor, tailor
    assert sorted(seen(at)["0"]) == ["doctor", "tailor"]
    at.text_input(key="hierarchy_label").set_value("with an o").run()
    press(at, "group_found")
    at.text_input(key="hierarchy_find").set_value("").run()
    assert {job for job, label in level(at, 1).items() if label == "with an o"} == {"doctor", "tailor"}


def test_levels_are_repeated_and_removed(open_page):
    at = opened(open_page, jobs(), "profession", Way.HAND)
    columns = len(seen(at).columns)
    press(at, "add_level")
    assert len(seen(at).columns) == columns + 1
    press(at, "remove_level")
    assert len(seen(at).columns) == columns
    assert "joins nothing" in markup(at)


def test_a_column_that_is_only_suppressed_gets_a_level_of_groups_when_some_rows_are_grouped(open_page):
    at = opened(open_page, jobs(), "profession", Way.SUPPRESS)
    at.text_input(key="hierarchy_find").set_value("baker").run()
    at.text_input(key="hierarchy_label").set_value("food").run()
    press(at, "group_found")
    at.text_input(key="hierarchy_find").set_value("nobody").run()
    assert not at.exception
    assert at.button(key="hierarchy_group_found").disabled
    at.text_input(key="hierarchy_find").set_value("").run()
    assert level(at, 1) == {"baker": "food", "doctor": "doctor", "nurse": "nurse", "tailor": "tailor"}
    assert set(level(at, 2).values()) == {"*"}


def test_a_column_without_values_can_only_be_suppressed(open_page):
    people = csv("job;sex", ";F", ";M", ";F")
    roles = {"job": Role.QUASI_IDENTIFIER, "sex": Role.INSENSITIVE}
    at = opened(open_page, session_on(read(people, "p.csv").dataset, roles, k=1), "job")
    assert at.selectbox(key="hierarchy_way").options == ["suppress only"]


def test_many_values_come_in_pages(open_page):
    people = csv("job", *(f"job {i:03}" for i in range(40)))
    at = opened(
        open_page, session_on(read(people, "p.csv").dataset, {"job": Role.QUASI_IDENTIFIER}, k=1), "job", Way.HAND
    )
    assert len(seen(at)) == 15


def test_the_groups_are_seen_as_a_tree_with_what_each_holds(open_page):
    at = opened(open_page, jobs(), "profession", Way.HAND)
    type_over(at, 0, 1, "trade")
    type_over(at, 3, 1, "trade")
    at.segmented_control(key="hierarchy_view").set_value("groups").run()
    assert not at.exception
    table = markup(at).split('aria-label="Groups of the hierarchy"')[1].split("</table>")[0]
    rows = [re.findall(r"<bdi>(.*?)</bdi>", row) for row in table.split("<tr>")[2:]]
    assert rows[0] == ["*", "2", "4", "20"]
    assert sorted(rows[1:]) == [
        ["\u2003doctor", "1", "1", "5"], ["\u2003nurse", "1", "1", "6"], ["\u2003trade", "1", "2", "9"],
    ]  # fmt: skip


# Parameters


@pytest.mark.parametrize(
    ("way", "fields", "expected"),
    [
        (Way.INTERVALS, {"widths": "10; 20", "highest": "60"}, Intervals((10, 20), highest=60)),
        (Way.INTERVALS, {"widths": "2,5 5", "lowest": "20", "origin": "1"}, Intervals((2.5, 5), 1, 20)),
        (Way.ORDER, {"sizes": "3"}, Order((3,))),
        (Way.RARE, {"minimums": "2; 3", "other": "Rest"}, Frequent((2, 3), "Rest")),
    ],
)
def test_parameters_make_the_draft_and_the_sheet_shows_it(open_page, way, fields, expected):
    at = opened(open_page, teaching(k=1), "age", way)
    for name, text in fields.items():
        write(at, name, text)
    assert draft(at) == expected
    column = session_of(at).dataset["age"]
    built = {row[0]: row[1] for row in expected.build(column).table}
    assert level(at, 1) == built
    press(at, "use")
    assert in_use(at, "age") == expected
    assert dict(session_of(at).plan.recoding.levels)["age"] == 0


def test_cut_points_are_typed_or_proposed(open_page):
    at = opened(open_page, teaching(k=1), "age", Way.CUT_POINTS)
    write(at, "cuts", "25; 40; 60\n40", "text_area")
    assert draft(at) == CutPoints(((25, 40, 60), (40,)))
    assert set(level(at, 2).values()) == {"< 40", "≥ 40"}
    at.number_input(key="hierarchy_intervals").set_value(2).run()
    press(at, "equal")
    assert draft(at) == CutPoints(((45,),))
    press(at, "quantiles")
    (cut,) = draft(at).cuts[0]
    assert 31 < cut < 50


def test_codes_are_masked_from_either_side(open_page):
    at = opened(open_page, teaching(k=1), "code_postal", Way.MASK)
    write(at, "kept", "2")
    at.selectbox(key="hierarchy_parameter_side").set_value(Kept.LAST).run()
    at.selectbox(key="hierarchy_parameter_padding").set_value(Padding.NONE).run()
    assert draft(at) == Mask((2,), Kept.LAST, Padding.NONE)


def test_granularities_of_dates_are_chosen_in_any_order_and_those_that_do_not_nest_are_refused(open_page):
    at = opened(open_page, days(), "day")
    chooser = at.multiselect(key="hierarchy_parameter_granularities")
    chooser.set_value([Granularity.YEAR, Granularity.HALF_YEAR]).run()
    assert draft(at).granularities == (Granularity.HALF_YEAR, Granularity.YEAR)
    kept = draft(at)
    at.multiselect(key="hierarchy_parameter_granularities").set_value([Granularity.WEEK, Granularity.MONTH]).run()
    assert any("“week” cannot come before “month”" in own for own in problems(at))
    assert draft(at) == kept


def test_the_order_of_values_is_written_down_and_changed(open_page):
    at = opened(open_page, jobs(), "profession", Way.ORDER)
    press(at, "write_order")
    assert at.text_area(key="hierarchy_parameter_order").value == "baker\ndoctor\nnurse\ntailor"
    write(at, "order", "nurse\ndoctor\ntailor\nbaker", "text_area")
    assert set(level(at, 1).values()) == {"nurse – doctor", "tailor – baker"}
    write(at, "order", "nurse\ndoctor", "text_area")
    assert any("lacks 2 of its values (baker)" in own for own in problems(at) + [plain(e.value) for e in at.error])
    assert at.button(key="hierarchy_use").disabled


@pytest.mark.parametrize(
    ("way", "name", "text", "words"),
    [
        (Way.INTERVALS, "widths", "5; 7", "A width of 7 does not contain whole intervals of 5"),
        (Way.INTERVALS, "widths", "18,25,65", "“18,25,65” is not a number. Part numbers by semicolons"),
        (Way.INTERVALS, "widths", "", "Interval widths must be above 0"),
        (Way.RARE, "minimums", "2,5", "Only whole numbers"),
        (Way.RARE, "other", " ", "Give the group a name"),
        (Way.ORDER, "sizes", "1", "at least 2 neighbours"),
    ],
)
def test_a_parameter_that_makes_no_sense_is_refused_beside_its_field(open_page, way, name, text, words):
    at = opened(open_page, teaching(k=1), "age", way)
    before = session_of(at).drafts
    write(at, name, text)
    assert any(words in own for own in problems(at))
    assert session_of(at).drafts == before
    assert at.text_input(key=f"hierarchy_parameter_{name}").value == text
    at.selectbox(key="hierarchy_column").set_value("sexe").run()
    assert not problems(at)


# Files


def test_a_hierarchy_file_is_reviewed_used_and_its_levels_start_anew(open_page):
    at = opened(open_page, teaching(k=1, sexe=1), "sexe")
    load(at, "F;une personne;*", "M;une personne;*")
    assert not at.error
    assert level(at, 1) == {"F": "une personne", "M": "une personne"}
    press(at, "use")
    builder = in_use(at, "sexe")
    assert builder == Table((("F", "une personne", "*"), ("M", "une personne", "*")), "made up.csv")
    assert dict(session_of(at).plan.recoding.levels)["sexe"] == 0
    at.select_slider(key="anonymise_level_1").set_value(1).run()
    assert '<ins title="was F"><bdi>une personne</bdi></ins>' in markup(at)
    at.button(key="anonymise_undo").click().run()
    at.button(key="anonymise_undo").click().run()
    assert in_use(at, "sexe") != builder


def test_a_loaded_table_is_edited_like_any_other(open_page):
    at = opened(open_page, teaching(k=1), "sexe")
    load(at, "F;une personne;*", "M;une personne;*")
    type_over(at, 0, 1, "femme")
    assert level(at, 1) == {"F": "femme", "M": "une personne"}
    assert draft(at).source == "made up.csv"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("F;x;a", "M;x;b"), "In the hierarchy of sexe, x (level 1) has two parents"),
        (("F;x", "F;x", "M;x"), "Values with several rows: 1 (F). Keep one row for each."),
        (("F;x", "M;x;y"), "line 2 has 3 fields, 2 are expected"),
        (("F", "M"), "made up.csv has one column."),
        (("range", "name age", "type int", "height 2", "", "0,9 has 0,4 5,9"), "describes ranges of numbers"),
    ],
    ids=["two parents", "twice", "ragged", "one column", "ranges"],
)
def test_a_file_that_is_no_hierarchy_cannot_be_used(open_page, lines, words):
    at = opened(open_page, teaching(k=1), "sexe")
    before = session_of(at).plan
    load(at, *lines)
    assert any(words in plain(own.value) for own in at.error)
    assert at.button(key="hierarchy_use").disabled
    assert session_of(at).plan == before


def test_a_fault_of_a_file_can_be_mended_in_the_sheet(open_page):
    at = opened(open_page, teaching(k=1), "sexe")
    load(at, "F;x;a", "M;x;b")
    type_over(at, 1, 1, "y")
    assert not at.error
    assert not at.button(key="hierarchy_use").disabled


def test_what_a_file_lacks_is_said_and_put_into_one_group_on_demand(open_page):
    at = opened(open_page, jobs(), "profession")
    load(at, "nurse;care;*", "pilot;air;*")
    warning = next(plain(own.value) for own in at.warning if "has no row" in own.value or "have no row" in own.value)
    assert warning == "3 values of the column have no row (held by 14 records). Among them: doctor, baker"
    assert "✗ " not in " ".join(states(at))
    assert "1 row is for a value that no record holds." in texts(at)
    assert at.button(key="hierarchy_use").disabled
    press(at, "complete")
    assert level(at, 1)["tailor"] == "Other"
    press(at, "use")
    assert isinstance(in_use(at, "profession"), Table)


def test_values_of_few_people_are_counted_and_not_named(open_page):
    at = opened(open_page, teaching(k=1), "age")
    load(at, "34;30–39", "47;40–49")
    said = " ".join(plain(own.value) for own in at.warning)
    assert "6 values of the column have no row" in said
    assert "None of them is shared by 5 records or more" in said
    assert not any(age in said for age in ("22", "38", "63", "68"))


def test_a_tree_of_amnesia_is_read(open_page):
    at = opened(open_page, teaching(k=1), "sexe")
    load(at, "distinct", "name sexe", "type string", "height 2", "", "All has F M", name="sexe.txt")
    assert level(at, 1) == {"F": "All", "M": "All"}


def test_the_hierarchy_is_saved_as_arx_reads_it(open_page, downloads):
    at = opened(open_page, teaching(k=1), "age", Way.CUT_POINTS)
    write(at, "cuts", "40", "text_area")
    saved = next(rows for rows in map(rows_of, downloads[::-1]) if rows and rows[0][1] in ("< 40", "≥ 40"))
    assert dict(row[:2] for row in saved) == level(at, 1)


def rows_of(make):
    content = make()
    return () if content.startswith(b"age;sexe") else read_hierarchy(content, "saved.csv", ";")


# Drafts, versions, states


def test_drafts_are_kept_while_other_columns_are_edited_and_discarded_on_demand(open_page):
    at = opened(open_page, teaching(k=1), "age", Way.SUPPRESS)
    at.selectbox(key="hierarchy_column").set_value("sexe").run()
    at.selectbox(key="hierarchy_way").set_value(Way.RARE).run()
    assert [own.column for own in session_of(at).drafts] == ["age", "sexe"]
    assert "being changed" in states(at)[0]
    press(at, "discard")
    assert [own.column for own in session_of(at).drafts] == ["age"]


def test_an_earlier_version_is_taken_back_as_a_draft(open_page):
    at = opened(open_page, teaching(k=1), "age")
    first = in_use(at, "age")
    at.selectbox(key="hierarchy_way").set_value(Way.SUPPRESS).run()
    press(at, "use")
    at.selectbox(key="hierarchy_version").set_value(0).run()
    assert not at.exception
    assert draft(at) == first
    assert in_use(at, "age") != first


def test_the_row_of_a_column_opens_the_editor_on_it(open_page):
    at = open_page(PAGE, teaching(k=1))
    at.session_state["anonymise_details_2"] = True
    at.run()
    at.button(key="anonymise_edit_2").click().run()
    assert not at.exception
    assert at.selectbox(key="hierarchy_column").value == "code_postal"


def test_a_hierarchy_that_fits_no_more_is_seen_and_mended_without_leaving_the_page(open_page):
    now = jobs()
    broken = Table((("nurse", "care", "*"),), "old.csv")
    plan = now.plan.__class__((("profession", broken),), now.plan.recoding)
    at = opened(open_page, now.__class__(**{**vars(now), "plan": plan}), "profession")
    assert "incomplete: 3 values without a row" in states(at)[0]
    press(at, "complete")
    press(at, "use")
    assert "✓ complete" in states(at)[0]
    assert not at.error


def test_opening_another_dataset_forgets_the_drafts(open_page):
    at = opened(open_page, teaching(k=1), "age", Way.SUPPRESS)
    at.switch_page("pages/roles.py").run()
    at.selectbox(key="roles_of_age").set_value(Role.INSENSITIVE).run()
    assert session_of(at).drafts == ()


def test_the_editor_is_written_in_french(open_page):
    at = opened(open_page, jobs(), "profession", reader="fr")
    said = texts(at)
    assert "Hiérarchies" in said
    assert "Les 4 valeurs de la colonne ont une ligne" in said
    assert "complète" in markup(at)

"""The page where a dataset is opened."""

import re
import time
from html import unescape

import pytest
from band_reading import figures, steps
from screen import edit, french, markup, plain, problems, session_of, texts
from sessions import PEOPLE, csv, teaching

from analysis.kinds import Kind
from analysis.roles import Role
from analysis.samples import Sample, teaching_table

EVERY_PAGE = ("pages/data.py", "pages/roles.py", "pages/risk.py", "pages/anonymise.py")


def upload(at, content, name="people.csv"):
    return at.file_uploader[0].upload(name, content, "text/csv").run()


def open_another(at):
    """Open the section from which another dataset may be opened."""
    at.session_state["data_another"] = True
    at.run()


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        ("en", ("Open a file", "Try with made-up data")),
        ("fr", ("Ouvrir un fichier", "Essayer avec des données inventées")),
    ],
)
def test_an_empty_page_offers_a_file_and_made_up_data(open_page, reader, words):
    at = open_page(reader=reader)
    assert tuple(header.value for header in at.header) == words
    assert len(at.file_uploader) == 1
    assert not at.button(key="data_sample_make").disabled
    assert not at.get("data_editor")


def test_the_teaching_table_opens_and_is_marked_as_made_up(open_page):
    at = open_page()
    at.segmented_control(key="data_sample").set_value(Sample.TEACHING).run()
    assert not at.select_slider
    at.button(key="data_sample_make").click().run()
    assert session_of(at).dataset.fingerprint == teaching_table().fingerprint
    assert "12 records and 5 columns" in texts(at)
    assert [plain(info.value) for info in at.info] == ["Made-up data: nobody in them exists, any likeness is chance."]
    assert steps(at)["Roles"] == "to do"


def test_hospital_stays_are_as_many_as_asked_and_the_same_draw_gives_the_same_people(open_page):
    def drawn(seed):
        at = open_page()
        at.select_slider(key="data_sample_records").set_value(1_000)
        at.number_input(key="data_sample_seed").set_value(seed)
        at.button(key="data_sample_make").click().run()
        return session_of(at).dataset

    first, again, other = drawn(7), drawn(7), drawn(8)
    assert first.n_records == 1_000
    assert first.fingerprint == again.fingerprint != other.fingerprint


def test_a_french_file_keeps_its_values_and_says_how_it_was_read(open_page):
    at = upload(open_page(reader="fr"), PEOPLE)
    dataset = session_of(at).dataset
    assert (dataset.n_records, dataset["code_postal"].kind, dataset["cout"].kind) == (30, Kind.CODE, Kind.DECIMAL)
    assert dataset["code_postal"].texts()[0] == "01000"
    assert dataset["cout"].texts()[1] == "1,50"
    chips = {radio.key.removeprefix("data_read_"): radio.value for radio in at.radio}
    assert chips == {"delimiter": ";", "decimal": ",", "encoding": "cp1252", "header": "names"}
    assert "30 enregistrements et 6 colonnes dans people.csv" in texts(at)


def test_the_profile_shows_only_values_shared_by_five_records(open_page):
    rare, shared = "Quelqu’un de rare", "Quelqu’un de fréquent"
    at = upload(open_page(), csv("nom;n", *[f"{shared};1"] * 5, *[f"{rare};2"] * 4))
    frequent = at.get("data_editor")[0].value.set_index("name")["frequent"]
    assert frequent["nom"] == f"{shared} (5)"
    assert rare not in texts(at) + at.get("data_editor")[0].value.to_csv()


def test_a_profile_of_rare_values_says_that_none_is_shown(open_page):
    at = upload(open_page(), csv("nom", "Zoé", "Ada", "Léo"))
    assert at.get("data_editor")[0].value["frequent"][0] == "every value is held by fewer than 5 records"


# Files that cannot be used

BAD = {
    "empty": (b"", "The file is empty."),
    "blank lines": (b"\n\n\n", "The file is empty."),
    "header only": (csv("nom;age;ville"), "The file has a header and no record."),
    "binary": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "it holds binary data"),
    "quotes that never close": (csv("nom;age", '1;"never closed', "2;3", "4;5"), "A quote on line 2"),
    "a line too long": (csv("nom;age", "Zoé;34", "Zoé;34;Lyon"), "Line 3: 3 fields instead of 2."),
}
FRENCH = {
    "empty": "Le fichier est vide.",
    "header only": "Le fichier a un en-tête et aucun enregistrement.",
}


@pytest.mark.parametrize("fault", BAD)
def test_a_file_that_cannot_be_read_is_refused_in_words_and_what_was_open_stays(open_page, fault):
    content, words = BAD[fault]
    at = open_page(session=teaching())
    open_another(at)
    upload(at, content)
    assert not at.exception
    (said,) = problems(at)
    assert said.startswith("This file cannot be used as it is: ")
    assert words in said
    assert session_of(at).dataset.n_records == 12
    assert session_of(at).quasi_identifiers == ("age", "sexe", "code_postal")
    at.switch_page("pages/risk.py").run()
    assert not at.exception
    assert not at.error
    at.switch_page("pages/data.py").run()
    open_another(at)
    upload(at, PEOPLE)
    assert not at.error
    assert session_of(at).dataset.n_records == 30


@pytest.mark.parametrize("fault", FRENCH)
def test_a_refusal_is_said_in_french(open_page, fault):
    at = upload(open_page(reader="fr"), BAD[fault][0])
    (said,) = problems(at)
    assert FRENCH[fault] in said


@pytest.mark.parametrize("fault", BAD)
def test_a_refusal_quotes_no_record(open_page, fault):
    at = upload(open_page(), BAD[fault][0])
    assert not any(value in texts(at) for value in ("never closed", "Zoé", "Lyon"))


@pytest.mark.parametrize(
    ("content", "names", "note"),
    [
        (csv("age", "34", "35", "36"), ("age",), "The file was read as a single column. Is the delimiter right?"),
        (csv("a;a;b", "1;2;3", "4;5;6"), ("a", "a_2", "b"), "Repeated names are numbered: a_2."),
        (csv("a;;b", "1;2;3", "4;5;6"), ("a", "column_2", "b"), "Columns without a name are called column_2."),
        (csv("a;b", "1;2", "1;3", "1;4"), ("a", "b"), ""),
        (csv("a;b;c", ";1;x", ";2;y", ";3;z"), ("a", "b", "c"), ""),
        (csv("a;b", ";", ";", ";"), ("a", "b"), ""),
    ],
    ids=["one column", "repeated names", "blank names", "constant column", "column of nothing", "nothing at all"],
)
def test_an_odd_file_opens_says_what_was_done_and_can_be_assessed(open_page, content, names, note):
    at = upload(open_page(), content)
    assert session_of(at).dataset.names == names
    assert note in "\n".join(plain(element.value) for element in (*at.info, *at.warning))
    at.switch_page("pages/roles.py").run()
    at.multiselect(key="roles_chosen").set_value(list(names))
    at.selectbox(key="roles_role").set_value(Role.QUASI_IDENTIFIER)
    at.button(key="roles_apply").click().run()
    for page in EVERY_PAGE:
        at.switch_page(page).run()
        assert not at.exception
    assert session_of(at).quasi_identifiers == names


def test_300_columns_open_and_are_listed_page_by_page(open_page):
    names = [f"c{i}" for i in range(300)]
    at = upload(open_page(), csv(";".join(names), *(";".join(str(i * j % 7) for i in range(300)) for j in range(20))))
    assert session_of(at).dataset.names == tuple(names)
    at.switch_page("pages/roles.py").run()
    assert not at.exception
    (pages,) = at.get("pagination")
    assert pages.num_pages * 20 == 300
    assert at.selectbox(key="roles_of_c0").value is Role.UNDECIDED


@pytest.mark.slow
def test_a_million_records_open(open_page):
    line = [f"{i % 97};{'FM'[i % 2]};{75000 + i % 20}" for i in range(1_000)]
    content = csv("age;sexe;code_postal", *line * 1_000)
    start = time.perf_counter()
    at = upload(open_page(), content)
    assert session_of(at).dataset.n_records == 1_000_000
    assert time.perf_counter() - start < 30


# What was understood, corrected


def test_another_delimiter_reads_the_file_again(open_page):
    at = upload(open_page(), csv("a;b,c", "1;2,3", "4;5,6", "7;8,9"))
    assert session_of(at).dataset.names == ("a", "b,c")
    at.radio(key="data_read_delimiter").set_value(",").run()
    assert session_of(at).dataset.names == ("a;b", "c")
    assert session_of(at).options.delimiter == ","


def test_an_encoding_that_does_not_fit_is_refused_and_the_file_stays_open_as_it_was(open_page):
    at = upload(open_page(), csv("nom;age", "Zoé;34", "Noël;35", encoding="cp1252"))
    assert session_of(at).understood.encoding == "cp1252"
    at.radio(key="data_read_encoding").set_value("utf-8").run()
    (said,) = problems(at)
    assert "utf-8" in said
    assert session_of(at).dataset["nom"].texts().tolist() == ["Zoé", "Noël"]
    assert session_of(at).understood.encoding == "cp1252"


def test_a_first_line_can_be_taken_for_a_record(open_page):
    at = upload(open_page(), csv("nom;age", "Zoé;34", "Ada;35"))
    at.radio(key="data_read_header").set_value("record").run()
    assert session_of(at).dataset.n_records == 3


def test_a_kind_is_corrected_in_the_table(open_page):
    at = open_page(session=teaching())
    edit(at, 1, kind="code")
    now = session_of(at)
    assert now.dataset["age"].kind is Kind.CODE
    assert now.dataset["age"].texts()[0] == "34"
    assert dict(now.plan.builders)["age"].build(now.dataset["age"]).example("34") == ("34", "3*", "*")


# People who refused


def test_people_who_refused_are_left_out_and_counted(open_page):
    at = upload(open_page(), PEOPLE)
    at.selectbox(key="data_consent").set_value("accord").run()
    assert "until then nobody is left out" in texts(at)
    assert session_of(at).dataset.n_records == 30
    at.multiselect(key="data_refused").set_value(["non"]).run()
    assert session_of(at).dataset.n_records == 25
    assert session_of(at).complete.n_records == 30
    assert "5 records of people who refused are left out." in texts(at)
    assert "5 people who refused are left out." in texts(at)
    at.selectbox(key="data_consent").set_value(None).run()
    assert session_of(at).dataset.n_records == 30


def test_a_column_in_which_everybody_refused_leaves_all_as_it_was_and_says_so(open_page):
    at = upload(open_page(), PEOPLE)
    at.selectbox(key="data_consent").set_value("accord").run()
    at.multiselect(key="data_refused").set_value(["oui", "non"]).run()
    assert not at.exception
    assert "Everybody refused according to accord" in texts(at)
    assert session_of(at).dataset.n_records == 30


def test_those_left_out_count_in_no_figure_and_leave_in_no_release(open_page, downloads):
    at = upload(open_page(), PEOPLE)
    at.selectbox(key="data_consent").set_value("accord").run()
    at.multiselect(key="data_refused").set_value(["non"]).run()
    at.switch_page("pages/roles.py").run()
    for name in session_of(at).dataset.names:
        role = Role.QUASI_IDENTIFIER if name == "sexe" else Role.INSENSITIVE
        at.selectbox(key=f"roles_of_{name}").set_value(role).run()
    at.switch_page("pages/anonymise.py").run()
    assert "5 people refused" in texts(at)
    released = downloads[-1]().decode()
    assert len(released.splitlines()) == 1 + 25
    assert "non" not in released


# Names as they come

HOSTILE = ("<img src=x>", "{0}", "{name}", "**bold** `c` $x$", ":smile: 😀", "%s", "a=b", "[x](http://y)")


def test_names_of_columns_and_files_are_shown_as_they_are_and_do_nothing(open_page):
    people = [";".join(str((i * j) % 5) for j in range(1, 9)) for i in range(1, 31)]
    at = upload(open_page(), csv(";".join(HOSTILE), *people), "{0} <img src=y> **x**.csv")
    assert session_of(at).dataset.names == HOSTILE
    at.switch_page("pages/roles.py").run()
    at.multiselect(key="roles_chosen").set_value(list(HOSTILE))
    at.selectbox(key="roles_role").set_value(Role.QUASI_IDENTIFIER)
    at.button(key="roles_apply").click().run()
    for page in EVERY_PAGE:
        at.switch_page(page).run()
        assert not at.exception
        assert "<img src=" not in markup(at)
        assert "{0} <img src=y> **x**.csv" in unescape(markup(at))
        for element in (*at.markdown, *at.caption, *at.warning, *at.info):
            assert not re.search(r"(?<!\\)(<img|\*\*bold|\[x\]|`c`|:smile)", element.value)
        for chart in at.get("plotly_chart"):
            assert "<img" not in chart.proto.spec
    assert all(name in unescape(markup(at)) for name in HOSTILE)


# Both languages


def test_switching_the_language_keeps_everything(open_page):
    at = open_page("pages/anonymise.py", teaching(k=2, limit=0.2, age=3, code_postal=1))
    before = session_of(at)
    assert figures(at)["Average risk"] == "40.0%"
    at.segmented_control(key="language").set_value("fr").run()
    assert session_of(at) is before
    assert figures(at)[french("Average risk")] == "40,0\N{NO-BREAK SPACE}%"
    assert "foule" in at.title[0].value
    for page in ("pages/data.py", "pages/risk.py"):
        at.switch_page(page).run()
        assert session_of(at) is before
        assert figures(at)[french("k (smallest group)")] == "2"


def test_a_column_of_numbers_that_nobody_who_stays_fills_in_is_no_error(open_page):
    at = upload(open_page(), csv("accord;age;sexe", *["non;34;F"] * 5, *["oui;;M"] * 5))
    at.selectbox(key="data_consent").set_value("accord").run()
    at.multiselect(key="data_refused").set_value(["non"]).run()
    at.switch_page("pages/roles.py").run()
    at.selectbox(key="roles_of_age").set_value(Role.QUASI_IDENTIFIER).run()
    assert not at.exception
    assert session_of(at).quasi_identifiers == ("age",)


def test_a_file_that_cannot_be_read_can_be_read_another_way(open_page):
    at = upload(open_page(), csv("age;sexe"))
    assert "no record" in problems(at)[0]
    at.selectbox(key="data_again_header").set_value("record")
    at.button(key="data_read_again").click().run()
    assert not at.exception
    assert problems(at) == []
    assert session_of(at).dataset.n_records == 1

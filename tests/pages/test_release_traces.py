"""A name inside a column that leaves stands against the release. Every person is made up."""

from screen import texts
from sessions import csv, session_on

from analysis.io import read
from analysis.roles import Role

PAGE = "pages/anonymise.py"
ROLES = {"nom": Role.DIRECT_IDENTIFIER, "sexe": Role.QUASI_IDENTIFIER, "note": Role.INSENSITIVE}


def session(note):
    people = csv(
        "nom;sexe;note", *(f"Untel{letter};{'FM'[at % 2]};{note(letter)}" for at, letter in enumerate("abcdefgh"))
    )
    return session_on(read(people, "people.csv").dataset, ROLES, k=1)


def test_names_in_a_comment_are_said_and_somebody_has_to_take_the_responsibility(open_page):
    at = open_page(PAGE, session(lambda letter: f"vu avec UNTEL{letter} ce matin"), reader="en")
    assert not at.exception
    assert "note holds words of the direct identifier nom. Records where it does: 8." in texts(at)
    assert "Untela" not in texts(at)
    at.checkbox(key="release_override").set_value(True).run()
    assert not at.exception


def test_a_comment_without_names_is_no_reason(open_page):
    at = open_page(PAGE, session(lambda letter: f"dossier {letter} clos ce matin"), reader="en")
    assert "direct identifier nom" not in texts(at)
    assert [box for box in at.checkbox if box.key == "release_override"] == []

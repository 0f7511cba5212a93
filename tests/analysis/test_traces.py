"""Direct identifiers inside what leaves. Every person is made up."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dataset import Dataset, dataset_of
from analysis.roles import Role, Roles
from analysis.samples import hospital_stays
from analysis.traces import Trace, traces_of

ROLES = {"nom": Role.DIRECT_IDENTIFIER, "note": Role.INSENSITIVE}


def found(names: list[str], notes: list[str], identifier: str = "nom") -> int:
    """Records in which a trace is found."""
    dataset = dataset_of(pd.DataFrame({identifier: names, "note": notes}))
    roles = Roles.undecided(dataset.names).assign({identifier: Role.DIRECT_IDENTIFIER, "note": Role.INSENSITIVE})
    traces = traces_of(dataset, roles)
    assert all(trace == Trace(identifier, "note", trace.records) for trace in traces)
    return sum(trace.records for trace in traces)


@pytest.mark.parametrize(
    ("name", "note", "records"),
    [
        ("Zoé Lemaire", "Mme LEMAIRE va mieux.", 1),
        ("ZOE LEMAIRE", "vu avec zoé", 1),
        ("Zoé Lemaire", "l'enfant (Lemaire) dort", 1),
        ("Zoé Lemaire", "consultation à Lemairesville", 0),
        ("Mme Zoé Lemaire", "Mme Untel va mieux", 0),
        ("Jo Li", "Jo Li va mieux", 0),
        ("06 12 34 56 78", "rappeler au 06.12.34.56.78 ce soir", 1),
        ("zoe@exemple.fr", "écrire à ZOE@exemple.fr.", 1),
        ("48213", "salle 48213", 0),
        ("482137", "dossier 482137", 1),
    ],
)
def test_a_word_of_the_own_identifier_is_found_whole(name: str, note: str, records: int) -> None:
    assert found([name, "Ann Other"], [note, "nothing to say of her"]) == records


def test_a_name_is_one_of_its_own_record_and_a_long_number_is_anybodys() -> None:
    assert found(["Petit", "Blanc"], ["a bu un blanc", "un petit pain"]) == 0
    assert found(["06 12 34 56 78", "06 98 76 54 32"], ["voir 06 98 76 54 32", "rien de neuf"]) == 1


def test_labels_and_words_that_many_identifiers_hold_say_nothing() -> None:
    places = [f"{number} rue Untel{number}" for number in range(20)]
    assert found(places, [f"dort dans la rue, seul, {number} fois" for number in range(20)], "adresse") == 0
    assert found([f"France Untel{number}" for number in range(20)], ["née en France"] * 20) == 0


def test_missing_values_hold_nothing() -> None:
    assert found(["Lemaire", None, "Untel"], [None, "Lemaire", "Untel est là"]) == 1


def test_quasi_identifiers_and_withheld_columns_are_not_read() -> None:
    dataset = dataset_of(pd.DataFrame({"nom": ["Lemaire", "Untel"], "note": ["Lemaire dort", "Untel dort"]}))
    for role in (Role.QUASI_IDENTIFIER, Role.UNDECIDED, Role.DIRECT_IDENTIFIER):
        assert traces_of(dataset, Roles.undecided(dataset.names).assign({**ROLES, "note": role})) == ()


def test_the_finding_names_the_columns_and_no_person() -> None:
    dataset = dataset_of(pd.DataFrame({"nom": ["Lemaire", "Untel"], "note": ["Lemaire dort", "rien"]}))
    (trace,) = traces_of(dataset, Roles.undecided(dataset.names).assign(ROLES))
    assert "note" in str(trace.reason)
    assert "emaire" not in str(trace.reason).casefold()


WORDS = st.sampled_from(["zoe", "lemaire", "untel", "dort", "vient", "482137001", "le", "mme"])
LINES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@settings(max_examples=60)
@given(st.lists(st.tuples(LINES, LINES), min_size=2, max_size=6))
def test_what_is_found_is_what_a_reading_word_by_word_finds(people: list[tuple[str, str]]) -> None:
    names, notes = [name for name, _ in people], [note for _, note in people]
    numbers = {word for name in names for word in name.split() if word.isdigit()}
    sharing = pd.Series(names).groupby(notes).nunique()

    def held(name: str, note: str) -> bool:
        own = set(name.split()) - {"le", "mme"}
        return bool(numbers & set(note.split())) or (bool(own & set(note.split())) and sharing[note] < 5)

    assert found(names, notes) == sum(held(name, note) for name, note in people)


def test_a_name_in_a_comment_on_a_hospital_stay_is_found_where_it_stands() -> None:
    stays: Dataset = hospital_stays(400, 1)
    named = [
        f"{name} rentre à domicile" if place % 7 == 0 else "rentre à domicile"
        for place, name in enumerate(stays["nom"].texts())
    ]
    frame = pd.DataFrame({name: stays[name].texts() for name in ("nom", "sexe")}).assign(note=named)
    dataset = dataset_of(frame)
    roles = Roles.undecided(dataset.names).assign({**ROLES, "sexe": Role.QUASI_IDENTIFIER})
    (trace,) = traces_of(dataset, roles)
    assert trace.records == (len(named) + 6) // 7

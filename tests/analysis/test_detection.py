"""Roles are suggested from the name and from all the values, and left open where these say too little."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from faker import Faker
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn

from analysis.dataset import Column, Dataset
from analysis.detection import Concept, Suggestion, Treatment, findings, suggest
from analysis.detection.findings import PATTERNS
from analysis.detection.names import VAGUE, hints
from analysis.detection.values import Values
from analysis.kinds import Kind
from analysis.roles import Role

N = 2_500
RNG = np.random.default_rng(20)
TEXT, CODE, INTEGER, DECIMAL, DATE = Kind.TEXT, Kind.CODE, Kind.INTEGER, Kind.DECIMAL, Kind.DATE
DIRECT, QUASI, SENSITIVE, UNDECIDED = (
    Role.DIRECT_IDENTIFIER,
    Role.QUASI_IDENTIFIER,
    Role.SENSITIVE,
    Role.UNDECIDED,
)


def column(name: str, kind: Kind, texts: Iterable[str | None], date_format: str = "") -> Column:
    codes, values = pd.factorize(pd.Series(list(texts), dtype=object))
    return Column(name, kind, np.asarray(values, dtype=object), codes.astype(np.int32), date_format=date_format)


def suggested(*columns: Column) -> tuple[Suggestion, ...]:
    return suggest(Dataset("made up", columns))


def only(name: str, kind: Kind, texts: Iterable[str | None]) -> Suggestion:
    return suggested(column(name, kind, texts))[0]


def said(suggestion: Suggestion) -> str:
    return " ".join(map(str, suggestion.reasons))


def drawn(values: Sequence[str], n: int = N) -> list[str]:
    return [values[i] for i in RNG.integers(0, len(values), n)]


def whole_numbers(low: int, high: int, n: int = N) -> list[str]:
    return RNG.integers(low, high, n).astype(str).tolist()


def days(first: str, last: str, form: str = "%d/%m/%Y") -> list[str]:
    span = pd.date_range(first, last)
    return span[RNG.integers(0, len(span), N)].strftime(form).tolist()


def keyed(number: str) -> str:
    plain = number.replace("2A", "19").replace("2B", "18")
    return f"{number}{97 - int(plain) % 97:02d}"


def nirs(n: int = N, month: str | None = None) -> list[str]:
    parts = zip(
        *(RNG.integers(low, high, n) for low, high in ((1, 3), (0, 100), (1, 13), (1, 96), (1, 900), (1, 999))),
        strict=True,
    )
    return [keyed(f"{s}{y:02d}{month or f'{m:02d}'}{d:02d}{c:03d}{o:03d}") for s, y, m, d, c, o in parts]


def checked_by_luhn(digits: int) -> list[str]:
    bodies = [str(body) for body in RNG.integers(10 ** (digits - 2), 10 ** (digits - 1), N)]
    return [body + luhn.calc_check_digit(body) for body in bodies]


@pytest.fixture(scope="module")
def fake() -> Faker:
    made = Faker("fr_FR")
    made.seed_instance(1)
    return made


def hospital(fake: Faker) -> dict[Role, list[Column]]:
    """The columns of French hospital stays, by the role that a data protection officer expects."""
    chapters = [f"{letter}{number}.{digit}" for letter in "CEIJ" for number in range(10, 40) for digit in (0, 9)]
    return {
        DIRECT: [
            column("nir", CODE, nirs()),
            column("nom", TEXT, (fake.last_name() for _ in range(N))),
            column("prenom", TEXT, (fake.first_name() for _ in range(N))),
            column("email", TEXT, (fake.email() for _ in range(N))),
        ],
        QUASI: [
            column("sexe", TEXT, drawn("HF")),
            column("date_naissance", DATE, days("1930-01-01", "2015-12-31"), "%d/%m/%Y"),
            column("code_postal", CODE, drawn([f"{code:05d}" for code in range(1000, 95000, 250)])),
            column("commune", TEXT, drawn(["Brest", "Lyon", "Paris", "Lille", "Ajaccio", "Nancy"])),
            column("profession", TEXT, drawn(["Boulanger", "Infirmière", "Cadre", "Berger", "Retraité"])),
            column("date_entree", DATE, days("2023-01-01", "2024-12-31"), "%d/%m/%Y"),
            column("date_sortie", DATE, days("2023-01-01", "2024-12-31"), "%d/%m/%Y"),
        ],
        SENSITIVE: [
            column("diagnostic", CODE, drawn(chapters)),
            column("duree_sejour", INTEGER, whole_numbers(0, 60)),
            column("cout", DECIMAL, [f"{cost:.2f}" for cost in RNG.gamma(2, 2_000, N)]),
        ],
        Role.INSENSITIVE: [column("consentement", TEXT, drawn(["oui", "non"]))],
    }


def recall_and_precision(expected: dict[Role, list[Column]]) -> dict[Role, tuple[float, float]]:
    pairs = [(role, each) for role, columns in expected.items() for each in columns]
    roles = [suggestion.role for suggestion in suggested(*(each for _, each in pairs))]
    table = {}
    for role, columns in expected.items():
        hits = sum(wanted is role and got is role for (wanted, _), got in zip(pairs, roles, strict=True))
        table[role] = (hits / len(columns), hits / max(1, roles.count(role)))
        sys.stdout.write(f"{role.value:20} recall {table[role][0]:.2f}  precision {table[role][1]:.2f}\n")
    return table


def test_every_column_of_french_hospital_stays_gets_the_expected_role(fake: Faker) -> None:
    table = recall_and_precision(hospital(fake))
    assert set(table.values()) == {(1.0, 1.0)}


def test_identifiers_are_found_by_their_values_when_the_names_say_nothing(fake: Faker) -> None:
    unnamed = {
        DIRECT: [
            column("c1", CODE, nirs()),
            column("c2", TEXT, (fake.last_name().upper() for _ in range(N))),
            column("c3", TEXT, (fake.name() for _ in range(N))),
            column("c4", TEXT, (fake.email() for _ in range(N))),
            column("c5", TEXT, (fake.phone_number() for _ in range(N))),
            column("c6", CODE, (fake.iban() for _ in range(N))),
            column("c7", TEXT, (fake.street_address() for _ in range(N))),
            column("c8", TEXT, (fake.ipv4() for _ in range(N))),
            column("c9", TEXT, (fake.paragraph() for _ in range(N))),
            column("c10", TEXT, (hashlib.sha256(str(i % 700).encode()).hexdigest() for i in range(N))),
            column("c11", TEXT, (fake.uuid4() for _ in range(N))),
            column("c12", CODE, checked_by_luhn(11)),
            column("c13", CODE, checked_by_luhn(9)),
            column("c14", TEXT, (fake.email() if i % 2 else fake.phone_number() for i in range(N))),
            column("c15", INTEGER, map(str, RNG.permutation(N))),
        ],
        QUASI: [
            column("d1", TEXT, drawn(["Masculin", "Féminin"])),
            column("d2", DATE, days("1930-01-01", "2015-12-31"), "%d/%m/%Y"),
            column("d3", INTEGER, days("1990-01-01", "2024-12-31", "%Y%m%d")),
            column("d4", CODE, days("1990-01-01", "2024-12-31", "%d%m%Y")),
        ],
        UNDECIDED: [
            column("u1", INTEGER, whole_numbers(600_000_000, 800_000_000)),
            column("u2", CODE, whole_numbers(100_000_000, 1_000_000_000)),
            column("u3", INTEGER, whole_numbers(10_000, 95_000)),
            column("u4", INTEGER, whole_numbers(1_600_000_000, 1_700_000_000)),
            column("u5", DECIMAL, [f"{amount:.4f}" for amount in RNG.gamma(2, 20_000, N)]),
            column("u6", INTEGER, whole_numbers(0, 100)),
            column("u7", TEXT, drawn(["Boulanger", "Berger", "Marchand", "Meunier", "Fournier", "Boucher"])),
            column("u8", TEXT, drawn(["White", "Black", "Brown", "Green"])),
            column("u9", INTEGER, drawn("12")),
            column("u10", INTEGER, [str(number) for number in range(10**14 + 7, 10**14 + 7 + 97 * N, 97)]),
        ],
    }
    table = recall_and_precision(unnamed)
    assert set(table.values()) == {(1.0, 1.0)}


def test_nothing_in_adult_is_called_a_direct_identifier(shared: Path) -> None:
    roles = suggested_for(shared / "data" / "adult.csv", ";")
    assert roles.pop("salary-class") is SENSITIVE
    assert len(roles) == 8
    assert set(roles.values()) == {QUASI}


def test_the_household_survey_has_one_weight_and_one_household(shared: Path) -> None:
    roles = suggested_for(shared / "data" / "testdata.csv", ",")
    assert [name for name, role in roles.items() if role is Role.WEIGHT] == ["sampling_weight"]
    assert [name for name, role in roles.items() if role is Role.HOUSEHOLD] == ["ori_hid"]
    assert all(roles[name] is QUASI for name in ("sex", "age", "relat"))
    assert all(roles[name] is SENSITIVE for name in ("income", "expend", "savings"))
    assert DIRECT not in roles.values()


def suggested_for(path: Path, delimiter: str) -> dict[str, Role]:
    frame = pd.read_csv(path, sep=delimiter, dtype=str)
    found = suggested(*(column(name, number_or_text(frame[name]), frame[name]) for name in frame))
    return {suggestion.column: suggestion.role for suggestion in found}


def number_or_text(texts: pd.Series) -> Kind:
    numbers = pd.to_numeric(texts, errors="coerce")
    if numbers.isna().any():
        return TEXT
    return INTEGER if (numbers % 1 == 0).all() else DECIMAL


@pytest.mark.parametrize(
    ("name", "concept"),
    [
        ("SEXE", Concept.SEX),
        ("Sexe du patient", Concept.SEX),
        ("prénom", Concept.PERSON_NAME),
        ("Prénoms", Concept.PERSON_NAME),
        ("nom_du_patient", Concept.PERSON_NAME),
        ("adresse_mail", Concept.EMAIL),
        ("adresse IP", Concept.NETWORK_ADDRESS),
        ("N° de sécurité sociale", Concept.NIR),
        ("DateNaissance", Concept.BIRTH_DATE),
        ("DATENAISSANCE", Concept.BIRTH_DATE),
        ("poids_naissance", Concept.BODY_MEASURE),
        ("nom_commune", Concept.PLACE),
        ("CodePostal", Concept.POSTAL_CODE),
        ("native-country", Concept.COUNTRY),
        ("cim10", Concept.DIAGNOSIS),
        ("hhid", Concept.HOUSEHOLD),
        ("household_income", Concept.INCOME),
        ("fnlwgt", Concept.WEIGHT),
    ],
)
def test_a_name_announces_one_thing_in_either_language_and_any_spelling(name: str, concept: Concept) -> None:
    assert list(hints(name)) == [concept]


@pytest.mark.parametrize(
    "name", ["nombre", "essex", "candid", "page", "usage", "village2image", "paysage", "covid", "rapid", "degrade", ""]
)
def test_a_word_inside_another_word_announces_nothing(name: str) -> None:
    assert hints(name) == {}


def test_a_vague_word_says_less_beside_words_that_are_not_understood() -> None:
    assert hints("nom")[Concept.PERSON_NAME] > hints("nom_produit")[Concept.PERSON_NAME] == VAGUE


@pytest.mark.parametrize(
    ("texts", "concept", "role"),
    [
        ([f"{weight:.1f}" for weight in RNG.normal(72, 14, N)], Concept.BODY_MEASURE, QUASI),
        ([f"{weight:.5f}" for weight in RNG.gamma(4, 300, N)], Concept.WEIGHT, Role.WEIGHT),
        ([f"{weight:.6f}" for weight in RNG.normal(70, 10, N)], Concept.WEIGHT, Role.WEIGHT),
        (drawn(["12.5", "800", "43.25"]), Concept.WEIGHT, Role.WEIGHT),
    ],
)
@pytest.mark.parametrize("name", ["poids", "weight"])
def test_a_weight_is_that_of_a_body_or_of_a_sample_by_its_values(
    name: str, texts: list[str], concept: Concept, role: Role
) -> None:
    weight = column(name, DECIMAL, texts)
    assert findings(weight)[0].concept is concept
    assert suggested(weight)[0].role is role


@pytest.mark.parametrize(
    ("name", "kind", "texts", "role"),
    [
        ("montant", CODE, whole_numbers(100_000_000, 1_000_000_000), SENSITIVE),
        ("tel", INTEGER, whole_numbers(612_000_000, 613_000_000), DIRECT),
        ("insee", CODE, drawn(["75056", "2A004", "01001"]), QUASI),
        ("insee", CODE, nirs(), DIRECT),
        ("ville", TEXT, [f"somebody{i}@example.org" for i in range(N)], DIRECT),
        ("nir", TEXT, [hashlib.md5(str(i).encode()).hexdigest() for i in range(N)], DIRECT),  # noqa: S324
        ("age", INTEGER, nirs(), DIRECT),
        ("annee_naissance", INTEGER, whole_numbers(1930, 2010), QUASI),
        ("age", TEXT, drawn(["0-9", "10-19", "80 et plus"]), QUASI),
        ("zip", TEXT, drawn(["SW1A 1AA", "EC1A 1BB"]), QUASI),
        ("taille_menage", INTEGER, whole_numbers(1, 8), QUASI),
        ("revenu", DECIMAL, [f"{income:.2f}" for income in RNG.gamma(2, 20_000, N)], SENSITIVE),
        ("religion", TEXT, drawn(["a", "b", "c"]), SENSITIVE),
        ("patient_id", INTEGER, whole_numbers(0, 500), DIRECT),
        ("numero", INTEGER, whole_numbers(10**6, 10**9), DIRECT),
        ("mode_entree", INTEGER, drawn("678"), UNDECIDED),
        ("mail_envoye", TEXT, drawn(["oui", "non"]), UNDECIDED),
        ("sexe", TEXT, drawn(["a1", "b2", "c4"]), UNDECIDED),
        ("id_type", INTEGER, drawn("123"), UNDECIDED),
        ("nom_produit", TEXT, drawn(["vis", "clou", "écrou"]), UNDECIDED),
        ("note", INTEGER, whole_numbers(0, 20), UNDECIDED),
    ],
)
def test_name_and_values_are_weighed_together(name: str, kind: Kind, texts: list[str], role: Role) -> None:
    assert only(name, kind, texts).role is role


def test_agreement_of_name_and_values_is_surer_than_either() -> None:
    name_alone = only("nir", CODE, [None, *["inconnu"] * 9]).confidence
    values_alone = only("c1", CODE, nirs()).confidence
    assert name_alone < values_alone < only("nir", CODE, nirs()).confidence


def test_an_undecided_column_says_why_a_person_must_decide() -> None:
    suggestion = only("roof", INTEGER, drawn("234"))
    assert (suggestion.role, suggestion.treatment, suggestion.confidence) == (UNDECIDED, Treatment.DECIDE, 0.0)
    assert "decide whether others may know them" in said(suggestion)


def test_a_contradiction_between_name_and_values_is_said() -> None:
    suggestion = only("email", TEXT, drawn(["oui", "non"]))
    assert "announces e-mail addresses. But the values do not look like that." in said(suggestion)


def test_a_few_e_mail_addresses_make_a_column_identify_people() -> None:
    suggestion = only("remarks", TEXT, [f"somebody{i}@example.org" if i % 10 == 0 else "none" for i in range(1_000)])
    assert suggestion.role is DIRECT
    assert "10% of the records with a value hold a valid e-mail address." in said(suggestion)


def share_of_nir(texts: list[str]) -> float:
    test = next(pattern for pattern in PATTERNS if pattern.concept is Concept.NIR and pattern.valid)
    return test.measure(Values(column("x", CODE, texts))).share


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("2550814168025", True),
        ("1840627645108", True),
        ("2550A14168025", False),
        ("9550814168025", False),
        ("2551314168025", False),
        ("2554514168025", False),
        ("2552214168025", True),
        ("2559914168025", True),
        ("284052A451089", True),
        ("284052B451089", True),
    ],
)
def test_a_nir_has_a_key_and_a_plausible_sex_month_and_departement(number: str, valid: bool) -> None:
    text = keyed(number) if number.replace("2A", "").replace("2B", "").isdigit() else f"{number}00"
    assert share_of_nir([text]) == valid
    assert share_of_nir([f"{text[:13]}{(int(text[13:]) + 1) % 97:02d}"]) == 0


def test_a_nir_may_be_written_in_groups() -> None:
    text = keyed("2550814168025")
    assert share_of_nir([f"{text[0]} {text[1:3]} {text[3:5]} {text[5:7]} {text[7:10]} {text[10:13]} {text[13:]}"]) == 1


def test_shares_count_records_and_not_distinct_values() -> None:
    valid, invalid = keyed("2550814168025"), "2550814168025" + "00"
    assert share_of_nir([valid] * 3 + [invalid]) == 0.75


def test_a_share_is_counted_on_all_values_and_not_on_a_sample() -> None:
    texts = [f"somebody{i}@example.org" if i % 3 else f"somebody{i}@-example.org" for i in range(9_001)]
    email = column("email", TEXT, texts)
    share = next(finding.share for finding in findings(email) if finding.concept is Concept.EMAIL)
    assert share == sum(i % 3 > 0 for i in range(9_001)) / 9_001
    assert "Estimated" not in said(suggested(email)[0])


def test_a_share_that_a_slow_check_estimates_says_so() -> None:
    addresses = [
        f"10.{i // 65_536}.{i // 256 % 256}.{i % 256}" if i % 5 else f"10.999.{i // 256}.{i % 256}"
        for i in range(30_000)
    ]
    assert "Estimated from 20000 of the 30000 distinct values" in said(only("c", TEXT, addresses))
    assert "Estimated" not in said(only("c", TEXT, addresses[:15_000]))


@pytest.mark.parametrize(
    ("name", "number"), [("siren", "732829320"), ("siret", "73282932000074"), ("rpps", "10003456781")]
)
def test_a_check_digit_alone_convinces_only_where_chance_cannot_explain_it(name: str, number: str) -> None:
    number = number[:-1] + luhn.calc_check_digit(number[:-1])
    assert only("c", CODE, [number] * 500).role is not DIRECT
    assert only(name, CODE, [number] * 500).role is DIRECT


def test_near_uniqueness_says_nothing_in_a_dozen_records() -> None:
    texts = [f"hobby{letter}" for letter in "abcdefghijkl"]
    assert only("loisir", TEXT, texts).role is UNDECIDED
    assert only("loisir", TEXT, [f"hobby{number}" for number in range(100)]).role is DIRECT


def test_missing_values_do_not_hide_that_the_others_are_unique() -> None:
    assert only("x", CODE, [f"A{number:06d}" if number % 2 else None for number in range(1_000)]).role is DIRECT


def test_a_rare_diagnosis_is_said_to_single_out_its_patient() -> None:
    suggestion = only("diagnostic", CODE, ["I10"] * 40 + ["E11.9"] * 9 + ["Q87.1"])
    assert "1 of 3 values are held by one record only" in said(suggestion)
    assert suggestion.role is SENSITIVE


def test_distinction_and_separation_are_said() -> None:
    suggestion = only("roof", INTEGER, ["1", "1", "2", "2"])
    assert "4 records, distinct values: 2; two records taken at random differ 66.6% of the time." in said(suggestion)


def test_of_two_weights_and_two_households_one_each_is_suggested_and_the_others_say_which() -> None:
    weights = [f"{weight:.5f}" for weight in RNG.gamma(4, 300, 60)]
    homes = [str(i // 3) for i in range(60)]
    found = suggested(
        column("poids_x", DECIMAL, weights),
        column("sampling_weight", DECIMAL, weights),
        column("hid", INTEGER, homes),
        column("id_menage", INTEGER, homes),
    )
    assert [suggestion.role for suggestion in found] == [UNDECIDED, Role.WEIGHT, Role.HOUSEHOLD, UNDECIDED]
    assert "sampling_weight is likelier to have this role" in said(found[0])


def test_empty_and_constant_columns_are_insensitive() -> None:
    empty = only("nom", Kind.EMPTY, [None, None])
    assert (empty.role, empty.treatment) == (Role.INSENSITIVE, Treatment.DROP)
    assert only("x", TEXT, ["same"] * 10).role is Role.INSENSITIVE
    assert only("diagnostic", TEXT, ["HIV"] * 10).role is SENSITIVE


def test_suggestions_are_plain_json_in_the_order_of_the_columns(fake: Faker) -> None:
    columns = [each for group in hospital(fake).values() for each in group]
    found = json.loads(json.dumps([suggestion.as_json() for suggestion in suggested(*columns)]))
    assert [each["column"] for each in found] == [each.name for each in columns]
    assert set(found[0]) >= {"column", "kind", "role", "confidence", "reasons", "treatment"}
    assert found[0]["reasons"][0] == "The name of the column announces national registration numbers (NIR)."


def test_no_reason_repeats_a_value_of_a_record(fake: Faker) -> None:
    columns = [each for group in hospital(fake).values() for each in group]
    for own, suggestion in zip(columns, suggested(*columns), strict=True):
        details = [value for reason in suggestion.reasons for _, value in reason.details]
        assert all(isinstance(value, int | float) for value in details)
        assert not any(len(text) > 3 and text in said(suggestion) for text in own.values)


def test_the_order_of_the_records_does_not_matter(fake: Faker) -> None:
    columns = [each for group in hospital(fake).values() for each in group]
    shuffled = [each.take(RNG.permutation(N)) for each in columns]
    roles = [suggestion.role for suggestion in suggested(*columns)]
    assert [suggestion.role for suggestion in suggested(*shuffled)] == roles


texts_of_people = st.one_of(
    st.none(), st.text(max_size=12), st.from_regex(r"[0-9]{1,15}", fullmatch=True), st.emails(), st.just("75056")
)


@settings(deadline=None, max_examples=60)
@given(
    st.text(max_size=15), st.sampled_from(list(Kind)), st.lists(texts_of_people, min_size=1, max_size=40), st.booleans()
)
def test_any_column_gets_one_suggestion_with_a_reason_and_a_confidence(
    name: str, kind: Kind, texts: list[str | None], twice: bool
) -> None:
    suggestion = only(name, kind, texts * 2 if twice else texts)
    assert suggestion.reasons
    assert 0 <= suggestion.confidence <= 1
    assert (suggestion.role is UNDECIDED) == (suggestion.confidence == 0)
    assert (suggestion.role is UNDECIDED) == (suggestion.treatment is Treatment.DECIDE)
    json.dumps(suggestion.as_json())

"""How many identifiers are found, and how many of those found are some: French sample data and adversarial columns."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from faker import Faker
from stdnum import ean, isbn, luhn

from analysis.dataset import Column, Dataset, column_of, dataset_of
from analysis.detection import Concept, Suggestion, Treatment, suggest
from analysis.roles import Role
from analysis.samples.hospital import hospital_stays

N = 3_000
RNG = np.random.default_rng(11)
LETTERS = np.array(list("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"))


def numbers(low: int, high: int, n: int = N) -> list[str]:
    return RNG.integers(low, high, n).astype(str).tolist()


def with_luhn(bodies: Sequence[str]) -> list[str]:
    return [body + luhn.calc_check_digit(body) for body in bodies]


def drawn(values: Sequence[str]) -> list[str]:
    return [values[position] for position in RNG.integers(0, len(values), N)]


def pseudonyms() -> list[str]:
    return drawn(["".join(RNG.choice(LETTERS, 12)) for _ in range(N // 4)])


def coordinates() -> tuple[list[str], list[str]]:
    latitude, longitude = RNG.uniform(43, 50, N), RNG.uniform(-1, 7, N)
    return [f"{degrees:.6f}" for degrees in latitude], [f"{degrees:.6f}" for degrees in longitude]


def letters(fake: Faker) -> list[str]:
    """Letters about patients of whom a third are named, and a third can be called."""
    kinds = (
        lambda: f"Mme {fake.last_name()} est venue avec sa fille pour une toux qui dure",
        lambda: (
            f"Rappeler au 06 12 34 {RNG.integers(10, 99)} {RNG.integers(10, 99)} pour le résultat de la prise de sang"
        ),
        lambda: f"Rien à signaler depuis la dernière visite, tension à {RNG.integers(9, 18)}",
    )
    return [kinds[position % 3]() for position in range(N)]


def identifiers(fake: Faker) -> dict[str, tuple[Concept, list[str]]]:
    """Columns that identify people, under names that say nothing."""
    latitude, longitude = coordinates()
    abroad, spanish = Faker("en_US"), Faker("es_ES")
    bodies = numbers(10**9, 10**10)
    return {
        "i1": (Concept.PROFESSIONAL_NUMBER, with_luhn(bodies)),
        "i2": (Concept.COMPANY_NUMBER, with_luhn(numbers(3 * 10**7, 9 * 10**7))),
        "i3": (Concept.COMPANY_NUMBER, with_luhn([siren + f"{order:04d}" for siren, order in
               zip(with_luhn(numbers(10**7, 9 * 10**7)), RNG.integers(1, 9_999, N), strict=True)])),
        "i4": (Concept.ESTABLISHMENT, with_luhn([f"{body}0{order:05d}" for body, order in
               zip(numbers(10, 70), RNG.integers(0, 10**5, N), strict=True)])),
        "i5": (Concept.BANK_ACCOUNT, [fake.iban() for _ in range(N)]),
        "i6": (Concept.PHONE, [fake.phone_number() for _ in range(N)]),
        "i7": (Concept.EMAIL, [fake.email() for _ in range(N)]),
        "i8": (Concept.NETWORK_ADDRESS, [fake.ipv6() for _ in range(N)]),
        "i9": (Concept.NETWORK_ADDRESS, [fake.mac_address() for _ in range(N)]),
        "i10": (Concept.WEB_ADDRESS, [fake.url() for _ in range(N)]),
        "i11": (Concept.PERSISTENT_CODE, [fake.uuid4() for _ in range(N)]),
        "i12": (Concept.PERSISTENT_CODE, pseudonyms()),
        "i13": (Concept.PERSON_NAME, [f"{fake.last_name().upper()} {fake.first_name()}" for _ in range(N)]),
        "i14": (Concept.PERSON_NAME, drawn(["Wei", "Giulia", "Hans", "Fatima", "João", "Agnieszka"]
                + [abroad.first_name() for _ in range(200)])),
        "i15": (Concept.ADDRESS, [fake.street_address() for _ in range(N)]),
        "i16": (Concept.FREE_TEXT, letters(fake)),
        "i17": (Concept.COORDINATE, [f"{a}, {b}" for a, b in zip(latitude, longitude, strict=True)]),
        "i18": (Concept.COORDINATE, latitude),
        "i19": (Concept.COORDINATE, longitude),
        "i20": (Concept.NIR, [fake.ssn().replace(" ", "")[:13] for _ in range(N)]),
        "i21": (Concept.PAYMENT_CARD, with_luhn(["4" + body for body in numbers(10**13, 10**14)])),
        "i22": (Concept.NATIONAL_NUMBER, [spanish.nif() for _ in range(N)]),
    }  # fmt: skip


def adversarial() -> dict[str, list[str]]:
    """Columns that only look like identifiers."""
    barcodes = [f"{body}{ean.calc_check_digit(body)}" for body in numbers(3 * 10**11, 38 * 10**10)]
    books = [f"978{body}{ean.calc_check_digit('978' + body)}" for body in numbers(2 * 10**8, 3 * 10**8)]
    return {
        "a1": numbers(600_000_000, 800_000_000),
        "a2": [f"{day:%Y%m%d}" for day in pd.date_range("2019-01-01", periods=N)],
        "a3": numbers(100_000_000, 1_000_000_000),
        "a4": [f"{amount:.2f}" for amount in RNG.gamma(2, 10**8, N)],
        "a5": barcodes,
        "a6": books,
        "a7": [isbn.to_isbn10(book) for book in books],
        "a8": numbers(10**10, 10**11),
        "a9": drawn(numbers(10**13, 10**14, 500)),
        "a24": numbers(10**13, 10**14),
        "a25": numbers(10**12, 10**13),
        "a10": drawn(numbers(10**14, 9 * 10**14, 60)),
        "a11": drawn(["E11.9", "I10", "J18.9", "C50.9", "F32.1", "K35.8", "N39.0", "O80.0", "S72.0", "Z51.1", "I21.0"]),
        "a12": drawn(["Rue barrée", "Place libre", "Allée centrale"]),
        "a13": drawn(["Boulanger", "Berger", "Marchand", "Meunier", "Fournier", "Boucher"]),
        "a14": drawn(["1.2.3", "1.2.4", "2.0.0", "10.4.1"]),
        "a15": drawn([f"{letters}{number:03d}" for letters in ("HHFA", "NEKA", "DZQM") for number in range(1, 30)]),
        "a16": numbers(0, 100),
        "a17": [f"{degrees:.1f}" for degrees in RNG.normal(37, 0.6, N)],
        "a18": drawn(["Une fois par jour, le matin", "Deux fois par jour, au repas", "Au besoin, en cas de douleur"]),
        "a21": drawn(["Consultation Paul Bert, niveau 2", "Hôpital Saint Martin de Ré", "Urgences pédiatriques de nuit"]),
        "a22": [f"LOT{2020 + order % 5}-{order % 100:04d}" for order in range(N)],
        "a23": numbers(1_600_000_000, 1_700_000_000),
        "a19": [f"{number:.4f}" for number in RNG.gamma(2, 20_000, N)],
        "a20": drawn([f"34009{body}{ean.calc_check_digit('34009' + body)}" for body in numbers(10**6, 10**7, 90)]),
    }  # fmt: skip


def as_dataset(columns: dict[str, list[str]]) -> Dataset:
    return Dataset("made up", tuple(column_of(name, texts) for name, texts in columns.items()))


@pytest.fixture(scope="module")
def fake() -> Faker:
    made = Faker("fr_FR")
    made.seed_instance(5)
    Faker.seed(5)
    return made


def identifies(one: Suggestion) -> bool:
    return one.role is Role.DIRECT_IDENTIFIER or one.concept in (Concept.COORDINATE, Concept.ESTABLISHMENT)


def test_identifiers_are_found_and_nothing_else_is_called_one(fake: Faker) -> None:
    wanted = identifiers(fake)
    sample = hospital_stays(N, 1)
    named = {"nir", "nom", "prenom", "email"}
    anonymous = Dataset(
        "x", tuple(Column(f"s_{c.name}", c.kind, c.values, c.codes, c.decimal, c.date_format) for c in sample)
    )
    renamed = Dataset(
        "x",
        tuple(
            Column(f"{'abcdefghijklmno'[i]}_", c.kind, c.values, c.codes, c.decimal, c.date_format)
            for i, c in enumerate(sample)
        ),
    )
    rows = [(one, wanted[one.column][0].value) for one in suggest(as_dataset({k: v for k, (_, v) in wanted.items()}))]
    rows += [(one, "") for one in suggest(as_dataset(adversarial()))]
    rows += [(one, "identifier" if one.column[2:] in named else "") for one in suggest(anonymous)]
    rows += [(one, "identifier" if i < len(named) else "") for i, one in enumerate(suggest(renamed))]
    for one, truth in rows:
        what = one.concept.value if one.concept else "-"
        mark = "ok" if identifies(one) == bool(truth) else "WRONG"
        sys.stdout.write(f"{one.column:18} {truth:20} {what:20} {one.role.value:18} {one.confidence:5.2f} {mark}\n")
    hits = sum(identifies(one) and bool(truth) for one, truth in rows)
    recall = hits / sum(bool(truth) for _, truth in rows)
    precision = hits / sum(identifies(one) for one, _ in rows)
    right = [one.concept.value == truth for one, truth in rows[: len(wanted)] if one.concept]
    sys.stdout.write(f"recall {recall:.3f}  precision {precision:.3f}  right concept {np.mean(right):.3f}\n")
    assert recall >= 0.95
    assert precision >= 0.95
    assert np.mean(right) >= 0.9


def test_nothing_in_adult_is_called_a_direct_identifier_nor_holds_one(adult: Dataset) -> None:
    found = suggest(adult)
    assert not any(one.role is Role.DIRECT_IDENTIFIER for one in found)
    assert not any(one.contents for one in found)


def test_luhn_by_chance_is_not_taken_for_an_identifier() -> None:
    for seed in range(20):
        few = np.random.default_rng(seed).integers(10**10, 10**11, 12).astype(str)
        assert suggest(dataset_of(pd.DataFrame({"c": few})))[0].role is not Role.DIRECT_IDENTIFIER


def test_the_share_that_passes_is_said_beside_what_chance_would_pass() -> None:
    one = suggest(as_dataset({"c": with_luhn(numbers(10**9, 10**10))}))[0]
    assert "By chance 10.0% would pass." in map(str, one.reasons)
    assert (one.findings[0].share, one.findings[0].share_of_values) == (1.0, 1.0)


def test_shares_of_values_and_of_records_are_told_apart() -> None:
    one = suggest(as_dataset({"email": ["somebody@example.org"] * 9 + ["none"]}))[0]
    assert (one.findings[0].share, one.findings[0].share_of_values) == (0.9, 0.5)


def test_what_stands_inside_texts_is_counted_and_never_repeated(fake: Faker) -> None:
    one = suggest(as_dataset({"c": letters(fake)}))[0]
    assert (one.role, one.treatment) == (Role.DIRECT_IDENTIFIER, Treatment.DROP)
    shares = {content.concept: content.share for content in one.contents}
    assert shares[Concept.PHONE] == pytest.approx(1 / 3, abs=0.001)
    assert shares[Concept.PERSON_NAME] == pytest.approx(1 / 3, abs=0.001)
    assert set(shares) == {Concept.PHONE, Concept.PERSON_NAME}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Vu ce jour Mme Durand pour un contrôle", True),
        ("Le docteur Petit a rappelé", True),
        ("Patient adressé par Camille Martin hier", True),
        ("MARTIN Camille a rappelé hier soir", True),
        ("Prescription de paracétamol pour la nuit", False),
        ("Adressée à Mme de La Rivière hier", True),
        ("Il me le redira avec le docteur de garde", False),
        ("Le Grand Hôtel de Cabourg est fermé", False),
        ("Rue de la Paix à Paris demain", False),
    ],
)
def test_names_in_texts_have_a_title_or_come_in_pairs(text: str, named: bool) -> None:
    one = suggest(as_dataset({"c": [f"{text} bien sûr", "aucune remarque à faire ici"] * 10}))[0]
    assert any(content.concept is Concept.PERSON_NAME for content in one.contents) == named


def test_a_title_made_of_two_names_is_taken_for_a_person() -> None:
    """A known limit of lists without reading: ``Petit`` and ``Robert`` are names."""
    one = suggest(as_dataset({"c": ["Le Petit Robert est sur la table", "aucune remarque à faire ici"] * 10}))[0]
    assert any(content.concept is Concept.PERSON_NAME for content in one.contents)


def test_the_very_old_are_counted_by_age_and_by_birth() -> None:
    ages, born = suggest(
        dataset_of(
            pd.DataFrame(
                {
                    "age": ["90", "104", "89", "40"] * 5,
                    "date_naissance": ["1930-05-02", "1935-01-01", "1990-01-01", "2024-06-01"] * 5,
                }
            )
        )
    )
    assert (ages.rare.records, ages.rare.values) == (10, 2)
    assert (born.rare.records, born.rare.values) == (5, 1)
    assert "Records with an age above 89: 10." in " ".join(map(str, ages.reasons))


@pytest.mark.parametrize(("repeats", "treatment"), [(1, Treatment.DROP), (4, Treatment.PSEUDONYMISE)])
def test_a_code_that_links_records_is_replaced_rather_than_dropped(repeats: int, treatment: Treatment) -> None:
    one = suggest(as_dataset({"ipp": [f"{number:08d}" for number in range(10**6, 10**6 + 200)] * repeats}))[0]
    assert (one.role, one.treatment) == (Role.DIRECT_IDENTIFIER, treatment)


def test_dates_of_events_are_shifted_and_dates_of_birth_generalised() -> None:
    days = [f"{day:%d/%m/%Y}" for day in pd.date_range("2024-01-01", periods=60)]
    entry, birth = suggest(as_dataset({"date_entree": days, "date_naissance": days}))
    assert (entry.treatment, birth.treatment) == (Treatment.DATE_SHIFT, Treatment.GENERALISE)

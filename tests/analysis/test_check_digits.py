"""Check digits of many numbers at once agree with those of python-stdnum, one by one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pytest
from email_validator import EmailNotValidError, validate_email
from faker import Faker
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean, iban, isbn, luhn
from stdnum.fr import nir, siret

from analysis.detection.check_digits import (
    has_luhn,
    is_finess,
    is_iban,
    is_nir,
    is_nir_without_key,
    is_product,
    is_siret,
)
from analysis.detection.validators import are_emails, are_phones

RNG = np.random.default_rng(7)
N = 4_000


def digits(length: int) -> list[str]:
    return ["".join(map(str, row)) for row in RNG.integers(0, 10, (N, length))]


@pytest.mark.parametrize(
    ("check", "oracle", "lengths"),
    [
        (has_luhn, luhn.is_valid, (9, 11, 15, 16)),
        (is_siret, siret.is_valid, (14,)),
        (is_product, ean.is_valid, (8, 12, 13, 14)),
        (is_product, isbn.is_valid, (10,)),
    ],
)
def test_every_number_passes_as_it_does_in_stdnum(
    check: Callable[[pa.Array], np.ndarray], oracle: Callable[[str], bool], lengths: tuple[int, ...]
) -> None:
    texts = [text for length in lengths for text in digits(length)]
    expected = [oracle(text) for text in texts]
    assert 0.005 < np.mean(expected) < 0.15
    assert check(pa.array(texts)).tolist() == expected


def test_one_number_in_ten_has_the_check_digit_by_chance() -> None:
    assert has_luhn(pa.array(digits(9))).mean() == pytest.approx(0.1, abs=0.02)


def test_the_establishments_of_la_poste_are_the_exception() -> None:
    assert is_siret(pa.array(["35600000049837", "35600000049838", "73282932000074"])).tolist() == [True, False, True]


def test_a_nir_passes_where_its_key_and_its_place_are_right() -> None:
    heads = [f"{sex}{year:02d}07{place}{rank:03d}" for sex in "12" for year in (3, 85)
             for place in ("75114", "2A004", "2B033", "97411", "99350") for rank in (1, 77)]  # fmt: skip
    keyed = [head + nir.calc_check_digits(head) for head in heads]
    assert is_nir(pa.array(keyed)).all()
    assert not is_nir(pa.array([text[:-2] + f"{int(text[-2:]) % 97 + 1:02d}" for text in keyed])).any()
    impossible = ["1850700114077", "1850775000077", "1850775114000", "1850797911077"]
    assert not is_nir(pa.array([head + nir.calc_check_digits(head) for head in impossible])).any()


def test_numbers_without_a_key_need_months_that_vary() -> None:
    heads = [f"1{year}{month:02d}75114{year:03d}" for year in range(10, 40) for month in range(1, 13)]
    assert is_nir_without_key(pa.array(heads)).all()
    assert not is_nir_without_key(pa.array([head for head in heads if head[3:5] in ("01", "02")])).any()


def test_corsican_establishments_are_not_checked() -> None:
    assert is_finess(pa.array(["2A0000014", "750712184", "750712185"])).tolist() == [True, True, False]


@pytest.mark.parametrize("locale", ["fr_FR", "de_DE", "en_GB", "es_ES", "it_IT", "nl_NL"])
def test_an_iban_passes_with_its_key_and_length(locale: str) -> None:
    fake = Faker(locale)
    fake.seed_instance(3)
    texts = [text for text in (fake.iban() for _ in range(300)) if iban.is_valid(text, check_country=False)]
    assert len(texts) > 250
    assert is_iban(pa.array(texts)).all()
    assert not is_iban(
        pa.array([text[:-1] + str((int(text[-1]) + 1) % 10) for text in texts if text[-1].isdigit()])
    ).any()
    assert not is_iban(pa.array([text + "0" for text in texts])).any()


@given(st.lists(st.emails(), min_size=1, max_size=20))
def test_what_passes_as_an_e_mail_address_does_so_in_email_validator(texts: list[str]) -> None:
    assert are_emails(pa.array(texts)).tolist() == [is_email_by_the_library(text) for text in texts]


def is_email_by_the_library(text: str) -> bool:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError as refusal:
        return "special-use" in str(refusal)
    return True


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("06 12 34 56 78", True),
        ("+33612345678", True),
        ("0033 6 12 34 56 78", True),
        ("01.42.68.53.00", True),
        ("+44 20 7946 0958", True),
        ("+1 202-555-0143", True),
        ("0012345678", False),
        ("+33 6 12", False),
        ("+999123456789", False),
    ],
)
def test_a_phone_number_is_possible_in_its_plan(text: str, valid: bool) -> None:
    assert are_phones(pa.array([text, "0612345678"])).tolist() == [valid, True]

"""Digests without a key give up their values; the attack says how many, and never which."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterable

import numpy as np
import pytest

from analysis.dataset import Column, Dataset, column_of
from analysis.detection import Algorithm, algorithm_of, attack, suggest
from analysis.detection.candidates import LARGE, MOBILES, Space, spaces
from analysis.errors import NotComputable
from analysis.samples.hospital import hospital_stays
from analysis.samples.people import nir
from analysis.search.running import SearchCancelled

FAMILIES = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")


def hashed(texts: Iterable[str], family: str = "sha256") -> list[str]:
    return [hashlib.new(family, text.encode()).hexdigest() for text in texts]


def dataset(*columns: Column) -> Dataset:
    return Dataset("made up", columns)


def only(texts: Iterable[str], family: str = "sha256") -> Dataset:
    return dataset(column_of("h", hashed(texts, family)))


DAYS = [f"{day:02d}/{month:02d}/19{year}" for day in (1, 15) for month in (2, 11) for year in range(20, 99)]


@pytest.mark.parametrize(("family", "algorithm"), list(zip(FAMILIES, Algorithm, strict=True)))
def test_every_digest_of_a_date_is_found(family: str, algorithm: Algorithm) -> None:
    found = attack(only(DAYS * 2, family), "h")
    assert (found.algorithm, found.values, found.values_found) == (algorithm, len(DAYS), len(DAYS))
    assert found.records_found == 2 * len(DAYS)
    assert found.is_reversible


@pytest.mark.parametrize("written", ["%d/%m/%Y", "%Y-%m-%d", "%d%m%Y", "%Y%m%d"])
def test_dates_are_tried_in_four_formats(written: str) -> None:
    days = np.arange("1910-01-01", "2030-01-01", 997, dtype="datetime64[D]").tolist()
    found = attack(only([day.strftime(written) for day in days]), "h")
    assert found.values_found == found.values


@pytest.mark.parametrize(
    ("texts", "space"),
    [(["75011", "01000", "97411"], Space.POSTAL_CODES), (["1", "4711", "299999"], Space.NUMBERS)],
)
def test_postal_codes_and_small_numbers_are_found(texts: list[str], space: Space) -> None:
    found = attack(only(texts), "h")
    assert {one.space: one.values for one in found.tried}[space] == found.values == len(texts)


def test_values_that_another_column_holds_in_clear_are_found() -> None:
    clear = [f"Somebody{number}@example.org" for number in range(100)]
    found = attack(dataset(column_of("mail", clear), column_of("h", hashed(text.lower() for text in clear))), "h")
    assert {one.space: one.values for one in found.tried} == {Space.OTHER_COLUMNS: 100}


def test_a_nir_is_found_by_what_the_other_columns_tell() -> None:
    """Sex, month and département leave 999 communes of 999 ranks; a commune of the sample's first batch is reached."""
    stays = hospital_stays(300, 2).take(np.arange(1))
    first = first_candidates(stays, 2_000)
    known = stays["nir"].values[0]
    assert all(text.decode()[:7] == known[:7] for text in first)
    column = column_of("h", hashed([first[1_000].decode()]))
    others = tuple(each for each in stays if each.name != "nir")
    table = dataset(*others, column)
    found = attack(table, "h", suggest(table))
    assert {one.space: one.values for one in found.tried}[Space.NIR] == 1


def first_candidates(stays: Dataset, n: int) -> list[bytes]:
    *_, (space, size, chunks) = spaces(stays, "none", suggest(stays), n * 1_000)
    assert (space, size) == (Space.NIR, 2 * 999 * 999)
    return next(chunks)[:n]


def test_the_keys_of_the_numbers_tried_are_right() -> None:
    stays = hospital_stays(300, 2).take(np.arange(1))
    tried = [text.decode() for text in first_candidates(stays, 500) if len(text) == 15]
    numbers = [int(text[:13].replace("2A", "19").replace("2B", "18")) for text in tried]
    assert all(97 - number % 97 == int(text[13:]) for number, text in zip(numbers, tried, strict=True))


def test_without_other_columns_the_large_towns_are_tried() -> None:
    months = np.array(["1930-01-01"], dtype="datetime64[D]")
    own = nir(np.random.default_rng(0), np.array([True]), months, np.array([LARGE[0]], dtype=object))
    assert attack(only(own.tolist()), "h").values_found == 1


def test_the_share_of_mobile_numbers_that_is_tried_is_the_share_that_is_found() -> None:
    numbers = [f"0{number}" for number in np.random.default_rng(3).integers(6 * 10**8, 8 * 10**8, 40_000)]
    attacked = attack(only(numbers, "md5"), "h", most=1_000_000)
    found = {one.space: one for one in attacked.tried}[Space.MOBILE_PHONES]
    assert found.size == 2 * MOBILES
    assert found.values == pytest.approx(found.candidates / 2 / MOBILES * len(numbers), abs=40)
    assert found.seconds_for_all == pytest.approx(found.seconds * found.size / found.candidates)


def test_a_secret_key_keeps_the_values() -> None:
    keyed = [hmac.new(b"secret", text.encode(), "sha256").hexdigest() for text in DAYS]
    found = attack(dataset(column_of("h", keyed)), "h", most=400_000)
    assert not found.is_reversible
    assert found.values_found == found.records_found == 0


@pytest.mark.parametrize("most", [0, 1, 5_000, 150_000])
def test_no_more_candidates_are_tried_than_allowed(most: int) -> None:
    found = attack(hospital_with_hash(), "h", most=most)
    assert sum(one.candidates for one in found.tried) <= most
    assert all(one.candidates <= one.size for one in found.tried)


def hospital_with_hash() -> Dataset:
    stays = hospital_stays(200, 1)
    return dataset(*stays, column_of("h", hashed(f"unguessable {number}" for number in range(200))))


def test_nothing_that_is_reported_is_a_value() -> None:
    found = json.dumps(attack(only(DAYS), "h").as_json())
    assert not any(day in found for day in DAYS)


@pytest.mark.parametrize("texts", [["abc"] * 3, [f"{number:015d}" for number in range(60)], [None, None]])
def test_a_column_of_something_else_is_refused(texts: list[str | None]) -> None:
    with pytest.raises(NotComputable, match="does not hold digests"):
        attack(dataset(column_of("h", texts)), "h")


def test_capitals_and_missing_values_do_not_matter() -> None:
    texts = [text.upper() for text in hashed(DAYS, "md5")]
    found = attack(dataset(column_of("h", [*texts, None])), "h")
    assert (found.values_found, found.records) == (len(DAYS), len(DAYS))


def test_an_attack_tells_how_far_it_is_and_can_be_stopped() -> None:
    seen: list[tuple[int, int]] = []
    attack(hospital_with_hash(), "h", most=100_000, progress=lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert {total for _, total in seen} == {100_000}
    stop = threading.Event()
    stop.set()
    with pytest.raises(SearchCancelled):
        attack(hospital_with_hash(), "h", cancel=stop)


def test_digests_are_recognised_by_their_length() -> None:
    assert algorithm_of(column_of("h", hashed(DAYS, "sha1"))) is Algorithm.SHA_1
    assert algorithm_of(column_of("h", [text[:-1] for text in hashed(DAYS)])) is None

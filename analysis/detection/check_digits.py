"""Check digits of many numbers at once.

Every function takes texts without blanks around them and says for each whether it passes. Luhn: H. P. Luhn, US patent
2,950,048 (1960). NIR: the last two digits are 97 - N mod 97, 2A counted as 19 and 2B as 18. IBAN: ISO 13616 (mod 97-10
of ISO 7064). GTIN (EAN, CIP13, ISBN-13): GS1 General Specifications; ISBN-10: ISO 2108.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from re import findall
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from stdnum import numdb

LA_POSTE: Final = "356000000"
"""SIREN of La Poste, whose establishments may have SIRET numbers with a digit sum divisible by five instead."""
MONTHS_SEEN: Final = 6
"""Months that numbers without a key must show before their digits are taken for months."""

Characters = np.ndarray
"""Bytes of texts of one length; shape (n, length), dtype uint8."""


def has_luhn(texts: pa.Array) -> np.ndarray:
    """Whether the last digit is the check digit of Luhn's algorithm; separators do not count."""
    return _by_length(_bare(texts), _luhn)


def is_siret(texts: pa.Array) -> np.ndarray:
    """Whether 14 digits are an establishment number: Luhn on all and on the first nine, or the exception of La Poste."""
    return _by_length(_bare(texts), _siret)


def is_nir(texts: pa.Array) -> np.ndarray:
    """Whether 15 characters are a NIR: a plausible place of birth and rank, and the right key."""
    return _by_length(_bare(texts), _nir)


def is_nir_without_key(texts: pa.Array) -> np.ndarray:
    """Whether 13 characters may be a NIR that has lost its key; none is where the months hardly vary."""
    plain = _bare(texts)
    months = pc.count_distinct(pc.utf8_slice_codeunits(plain, 3, 5)).as_py()
    return _by_length(plain, _place_and_rank) & (months >= MONTHS_SEEN)


def is_iban(texts: pa.Array) -> np.ndarray:
    """Whether the texts have the length of their country's IBAN and the right key."""
    return _by_length(pc.utf8_upper(_bare(texts)), _iban)


def is_product(texts: pa.Array) -> np.ndarray:
    """Whether the texts are product numbers (GTIN of 8, 12, 13 or 14 digits, ISBN-10) with a valid check digit."""
    return _by_length(pc.utf8_upper(_bare(texts)), _product)


def is_old_book(texts: pa.Array) -> np.ndarray:
    """Whether ten digits are an ISBN-10; none is where no check digit is X, which British NHS numbers never have."""
    has_ten = pc.any(pc.match_substring_regex(texts, "[Xx]$")).as_py()
    return is_product(texts) & bool(has_ten)


def is_finess(texts: pa.Array) -> np.ndarray:
    """Whether the texts have Luhn's check digit; numbers of Corsica (2A, 2B) have letters and are not checked."""
    return has_luhn(texts) | _true(pc.match_substring_regex(texts, r"^2[AB]"))


def _by_length(texts: pa.Array, check: Callable[[Characters], np.ndarray]) -> np.ndarray:
    lengths = pc.binary_length(texts).to_numpy(zero_copy_only=False)
    passes = np.zeros(len(texts), dtype=bool)
    for length in np.unique(lengths[lengths > 1]):
        chosen = lengths == length
        same = texts.filter(pa.array(chosen))
        written = np.frombuffer(same.buffers()[2], np.uint8, count=len(same) * int(length))
        passes[chosen] = check(written.reshape(len(same), length))
    return passes


def _bare(texts: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(texts, r"[ ./-]", "")


def _true(answers: pa.Array) -> np.ndarray:
    return answers.to_numpy(zero_copy_only=False)


def _digits(characters: Characters) -> np.ndarray:
    return characters.astype(np.int16) - ord("0")


def _luhn(characters: Characters) -> np.ndarray:
    digits = _digits(characters)
    doubled = 2 * digits[:, -2::-2]
    total = digits[:, ::-2].sum(axis=1) + np.where(doubled > 9, doubled - 9, doubled).sum(axis=1)
    return (total % 10 == 0) & _all_digits(characters) & (characters != ord("0")).any(axis=1)


def _all_digits(characters: Characters) -> np.ndarray:
    return ((characters >= ord("0")) & (characters <= ord("9"))).all(axis=1)


def _siret(characters: Characters) -> np.ndarray:
    is_la_poste = (characters[:, :9] == np.frombuffer(LA_POSTE.encode(), np.uint8)).all(axis=1)
    return (_luhn(characters) & _luhn(characters[:, :9])) | (is_la_poste & (_digits(characters).sum(axis=1) % 5 == 0))


def _number(digits: np.ndarray) -> np.ndarray:
    """The number that the digits write; up to 18 of them."""
    return digits.astype(np.int64) @ (10 ** np.arange(digits.shape[1] - 1, -1, -1, dtype=np.int64))


def _place_and_rank(characters: Characters) -> np.ndarray:
    """Whether the commune of birth and the rank of the birth in its month can exist."""
    digits = _digits(characters)
    departement, commune, rank = _number(digits[:, 5:7]), _number(digits[:, 7:10]), _number(digits[:, 10:13])
    overseas = np.where(departement == 97, (digits[:, 7] >= 1) & (digits[:, 7] <= 8), True)
    return (departement != 0) & overseas & (commune != 0) & (rank != 0)


def _nir(characters: Characters) -> np.ndarray:
    in_corsica = characters[:, 6] > ord("9")
    plain = characters.copy()
    plain[in_corsica, 5] = ord("1")
    plain[in_corsica, 6] = np.where(characters[in_corsica, 6] % 32 == 1, ord("9"), ord("8"))
    digits = _digits(plain)
    return (97 - _number(digits[:, :13]) % 97 == _number(digits[:, 13:15])) & _place_and_rank(characters)


def _iban(characters: Characters) -> np.ndarray:
    turned = np.roll(characters, -4, axis=1).astype(np.int64)
    remainder = np.zeros(len(turned), dtype=np.int64)
    for column in turned.T:
        is_letter = column >= ord("A")
        value = np.where(is_letter, column - ord("A") + 10, column - ord("0"))
        remainder = (remainder * np.where(is_letter, 100, 10) + value) % 97
    codes, country = np.unique(characters[:, :2].copy().view("S2").ravel(), return_inverse=True)
    fits = np.array([_iban_length(code.decode()) == characters.shape[1] for code in codes])
    return (remainder == 1) & fits[country]


@cache
def _iban_length(country: str) -> int:
    """Characters of an IBAN of a country; 0 where it has none."""
    found = numdb.get("iban").info(f"{country}00")[0][1]
    lengths = findall(r"(\d+)!?[nace]", found.get("bban", ""))
    return 4 + sum(map(int, lengths)) if lengths else 0


def _product(characters: Characters) -> np.ndarray:
    length = characters.shape[1]
    digits = _digits(characters)
    if length == 10:
        digits[:, 9] = np.where(characters[:, 9] == ord("X"), 10, digits[:, 9])
        return digits @ np.arange(10, 0, -1) % 11 == 0
    if length not in (8, 12, 13, 14):
        return np.zeros(len(digits), dtype=bool)
    weights = np.where(np.arange(length)[::-1] % 2 == 1, 3, 1)
    return (digits @ weights % 10 == 0) & _all_digits(characters)

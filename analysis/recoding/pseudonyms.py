"""Keyed pseudonyms: the same person has the same one, and only who has the key can make it.

A pseudonymised dataset still is personal data (GDPR, article 4(5)): its records can be linked to each other, to every
other dataset made with the same key, and by whoever has the key to the people.

Sources: HMAC: H. Krawczyk, M. Bellare, R. Canetti, RFC 2104, 1997; with SHA-256: RFC 4231, 2005. Shortening its output:
RFC 2104, section 5. Why it must be keyed: EDPB, Guidelines 01/2025 on pseudonymisation.
"""

from __future__ import annotations

import hmac
import math
import secrets
from dataclasses import dataclass, replace
from typing import Any, ClassVar, cast

import numpy as np

from analysis.dataset import Column, Dataset
from analysis.errors import RecodingError
from analysis.kinds import Kind
from analysis.recoding.rewriting import revalued, with_columns
from analysis.recoding.step import OfColumns, Step, check_columns
from analysis.wording import Sentence, sentence

SHORTEST_KEY = 16
"""Fewest bytes of a key: fewer can be tried one by one."""
SHORTEST, LONGEST = 8, 64
"""Fewest and most hexadecimal digits of a pseudonym."""
_FINGERPRINT_OF = b"foule key fingerprint v1"


def new_key() -> str:
    """Draw a key of 256 bits, as 64 hexadecimal digits to write down: it is shown once and kept nowhere."""
    return secrets.token_hex(32)


def key_of(text: str) -> bytes:
    """The key that somebody typed, blanks around it apart.

    Raises:
        RecodingError: It is too short to be a secret.
    """
    key = text.strip().encode()
    check_key(key)
    return key


def check_key(key: bytes | None) -> bytes:
    """The key, which must be there and long enough.

    Raises:
        RecodingError: It is lacking or too short.
    """
    if key is None:
        raise RecodingError("This step needs its secret key: type it, or make a new one.")
    if len(key) < SHORTEST_KEY:
        raise RecodingError(
            "The key is too short: it needs at least {least} characters, drawn at random.", least=SHORTEST_KEY
        )
    return key


def key_fingerprint(key: bytes) -> str:
    """Eight hexadecimal digits by which a key typed again is recognised; they say nothing else about it."""
    return hmac.digest(key, _FINGERPRINT_OF, "sha256").hex()[:8]


def check_fingerprint(key: bytes, expected: str | None) -> None:
    """Make sure that a key is the one that a recipe was made with.

    Args:
        expected: Its fingerprint; None where none is known.

    Raises:
        RecodingError: It is another key.
    """
    if expected is not None and not hmac.compare_digest(key_fingerprint(key), expected):
        raise RecodingError(
            "This is not the key of the recipe: its fingerprint is {found}, that of the recipe {expected}.",
            found=key_fingerprint(key),
            expected=expected,
        )


def collision_probability(n_values: int, length: int) -> float:
    """Probability, 0 to 1, that two of some distinct values get the same pseudonym (birthday bound).

    Args:
        length: Hexadecimal digits of a pseudonym.
    """
    return -math.expm1(-n_values * (n_values - 1) / 2 / 16**length)


def pinned(step: Step, key: bytes) -> Step:
    """The same keyed step, for this key only.

    Raises:
        RecodingError: The key is too short.
    """
    return replace(cast("Any", step), fingerprint=key_fingerprint(check_key(key)))


@dataclass(frozen=True)
class Pseudonyms(OfColumns):
    """Replace each value by a keyed pseudonym: the first digits of its HMAC-SHA-256.

    The key is handed to ``apply`` and is no part of the step. A value has the same pseudonym in every column and file
    that is made with the same key and domain.

    Attributes:
        names: Columns whose values are replaced, taken letter for letter.
        length: Hexadecimal digits of a pseudonym, 8 to 64.
        domain: What the pseudonyms are for, such as a project: those of two domains cannot be linked without the key.
        fingerprint: ``key_fingerprint`` of the key, so that a wrong one is refused; None to take any.
    """

    kind: ClassVar[str] = "pseudonyms"

    names: tuple[str, ...]
    length: int = 32
    domain: str = ""
    fingerprint: str | None = None

    def __post_init__(self) -> None:
        check_columns(self.names)
        if not SHORTEST <= self.length <= LONGEST:
            raise RecodingError(
                "A pseudonym has {least} to {most} digits, not {length}.",
                least=SHORTEST,
                most=LONGEST,
                length=self.length,
            )

    @property
    def needs_key(self) -> bool:
        """It does."""
        return True

    def apply(self, dataset: Dataset, key: bytes | None = None) -> Dataset:
        """Replace the values.

        Raises:
            DatasetError: A column is not in the dataset.
            RecodingError: The key is lacking, too short or another one, or two values get the same pseudonym.
        """
        secret = check_key(key)
        check_fingerprint(secret, self.fingerprint)
        return with_columns(dataset, [self._replaced(dataset[name], secret) for name in self.names])

    def _replaced(self, column: Column, key: bytes) -> Column:
        before = self.domain.encode() + b"\0" if self.domain else b""
        digits, digest = self.length, hmac.digest
        found = [
            digest(key, before + value.encode("utf-8", "surrogatepass"), "sha256").hex()[:digits]
            for value in column.values.tolist()
        ]
        if len(set(found)) < len(found):
            raise RecodingError(
                "Two values of {column} get the same pseudonym of {length} digits: make it longer.",
                column=column.name,
                length=self.length,
            )
        order = np.argsort(found)
        texts = np.array(found, dtype=object)[order]
        position = np.empty(len(order), dtype=np.int64)
        position[order] = np.arange(len(order))
        codes = np.append(position, -1)[column.codes].astype(np.int32)
        return revalued(replace(column, values=texts, codes=codes, date_format="", decimal="."), texts, Kind.CODE)

    def describe(self) -> Sentence:
        """What it does, in a reader's words."""
        return sentence(
            "{columns} are replaced by keyed pseudonyms of {length} digits (HMAC-SHA-256).",
            columns=", ".join(self.names),
            length=self.length,
        )

    def caveats(self) -> tuple[Sentence, ...]:
        """What it does not protect from."""
        return (
            sentence(
                "Pseudonymised data are still personal data: the records of a person stay linked, and whoever has the key "
                "can name them."
            ),
        )

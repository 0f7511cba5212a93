"""Checks of texts other than check digits: numbering plans, known names, lists of words, network addresses.

A check takes texts without blanks around them and says for each whether it passes. Those made by ``Each`` ask a library
about one text after the other and are slow; the others look at all of them at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from ipaddress import ip_address

import numpy as np
import phonenumbers
import pyarrow as pa
import pyarrow.compute as pc
from email_validator import EmailNotValidError, validate_email

from analysis.detection.names import fold_accents

Check = Callable[[pa.Array], np.ndarray]
"""Texts to whether each passes; shape (n,), dtype bool."""

SEX_WORDS = (
    "h f m homme femme hommes femmes masculin feminin male female man woman men women garcon fille boy girl masc fem "
    "monsieur madame mademoiselle mr mrs ms mme mlle"
)
SEX_CODES = f"{SEX_WORDS} 0 1 2 3 9 x i u autre other inconnu unknown nb indetermine"
YES_NO = "oui non o n yes no y true false vrai faux 0 1 accord refus accepte refuse opt-in opt-out"

_LOCALES = (
    *("fr_FR", "fr_BE", "fr_CH", "fr_CA", "fr_DZ", "en_US", "en_GB", "en_IN"),
    *("de_DE", "es_ES", "it_IT", "pt_PT", "nl_NL", "pl_PL", "tr_TR", "ro_RO"),
)
PARTICLES = "de da di du des del della van von der den la le el y d l dos das ben bin ter ten mc o"

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
EMAIL_SHAPE = rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+(?:[A-Za-z]{{2,63}}|[Xx][Nn]--[A-Za-z0-9-]{{2,59}})"
"""Addresses in ASCII by RFC 5321 and RFC 1035, quoted local parts and address literals left out."""

_FRENCH_PHONE = r"^(?:\+33|0033|0)?(?:\(0\))?(?P<head>[1-9][0-9]{3})[0-9]{5}$"
SLOW = 20_000
"""Most texts that a slow check is asked about."""


def matches(texts: pa.Array, shape: str) -> np.ndarray:
    """Whether a RE2 expression fits the whole text, blanks around it left out."""
    return pc.match_substring_regex(texts, rf"^\s*(?:{shape})\s*$").to_numpy(zero_copy_only=False)


@dataclass(frozen=True)
class Each:
    """A check of one text at a time; where there are more than ``SLOW``, only that many are asked about.

    The texts left out pass in the same proportion, always the same for the same texts.

    Attributes:
        valid: The check of one text.
    """

    valid: Callable[[str], bool]

    def __call__(self, texts: pa.Array) -> np.ndarray:
        """Whether each text passes; shape (n,), dtype bool."""
        if len(texts) <= SLOW:
            return self._ask(texts)
        asked = np.linspace(0, len(texts) - 1, SLOW).astype(np.int64)
        return self._ask(texts.take(pa.array(asked)))[np.arange(len(texts)) * SLOW // len(texts)]

    def _ask(self, texts: pa.Array) -> np.ndarray:
        return np.fromiter(map(self.valid, texts.to_pylist()), dtype=bool, count=len(texts))


def are_emails(texts: pa.Array) -> np.ndarray:
    """Whether the texts are addresses by the rules of the mail standards; nobody is asked whether they exist."""
    passes = matches(texts, EMAIL_SHAPE)
    local_is_short = pc.match_substring_regex(texts, r"^[^@]{1,64}@").to_numpy(zero_copy_only=False)
    passes &= local_is_short
    other = pc.match_substring_regex(texts, r"[^\x00-\x7f]").to_numpy(zero_copy_only=False)
    passes[other] = Each(_is_email)(texts.filter(pa.array(other)))
    return passes


def _is_email(text: str) -> bool:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def are_phones(texts: pa.Array) -> np.ndarray:
    """Whether the numbers are possible in the numbering plan of their country, France where they name none.

    The first four of the nine digits decide in the French plan, so that one number is asked about for each; of foreign
    numbers, ``SLOW`` at most are asked about.
    """
    plain = pc.replace_substring_regex(texts, r"[ .-]", "")
    found = pc.extract_regex(plain, _FRENCH_PHONE)
    foreign = found.is_null().to_numpy(zero_copy_only=False)
    heads = found.field("head").dictionary_encode()
    possible = [_is_phone(f"+33{head}23456") for head in heads.dictionary.to_pylist()]
    passes = np.array([*possible, False])[heads.indices.fill_null(-1).to_numpy()] & ~foreign
    passes[foreign] = Each(_is_phone)(texts.filter(pa.array(foreign)))
    return passes


def _is_phone(text: str) -> bool:
    international = "+" + text[2:] if text.startswith("00") else text
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(international, "FR"))
    except phonenumbers.NumberParseException:
        return False


def is_address_of_device(text: str) -> bool:
    """Whether the text is an IP address (version 4 or 6) or a MAC address."""
    try:
        ip_address(text)
    except ValueError:
        return re.fullmatch(r"([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}", text) is not None
    return True


def are_names(texts: pa.Array) -> np.ndarray:
    """Whether every word is a known first name or family name, particles and initials left out."""
    words = pc.split_pattern_regex(folded(texts), r"[^\p{L}]+")
    every, owner = words.flatten(), pc.list_parent_indices(words).to_numpy()
    counts = (pc.utf8_length(every).to_numpy(zero_copy_only=False) >= 2) & ~_is_in(every, PARTICLES.split())
    known = _is_in(every, known_names())
    good = np.bincount(owner[counts & known], minlength=len(texts))
    return (good > 0) & (np.bincount(owner[counts & ~known], minlength=len(texts)) == 0)


def folded(texts: pa.Array) -> pa.Array:
    """The texts in small letters without accents."""
    plain = pc.replace_substring_regex(pc.utf8_normalize(texts, "NFKD"), r"\p{M}", "")
    return pc.replace_substring(pc.utf8_lower(plain), "œ", "oe")


def _is_in(words: pa.Array, known: Iterable[str]) -> np.ndarray:
    return pc.is_in(words, value_set=pa.array(sorted(known), type=pa.string())).to_numpy(zero_copy_only=False)


def is_one_of(words: str) -> Check:
    """A check that texts are one of some words, whatever their case and accents (and ``1.0`` is ``1``)."""
    known = frozenset(words.split())
    return Each(lambda text: fold_accents(text).casefold().removesuffix(".0").rstrip(".") in known)


@cache
def known_names() -> frozenset[str]:
    """Words of the first names and family names in Faker's lists, those in Latin letters."""
    return known_first_names() | _words_of("last_names")


@cache
def known_first_names() -> frozenset[str]:
    """Words of the first names in Faker's lists, French and of other countries, those in Latin letters."""
    return _words_of("first_names")


def _words_of(names: str) -> frozenset[str]:
    providers = [import_module(f"faker.providers.person.{locale}").Provider for locale in _LOCALES]
    every = {name for provider in providers for name in getattr(provider, names)}
    return frozenset(word for name in every for word in _name_words(name))


def _name_words(text: str) -> set[str]:
    """The words of a name, particles and initials left out."""
    words = re.findall(r"[^\W\d_]{2,}", fold_accents(text).casefold())
    return set(words).difference(PARTICLES.split())

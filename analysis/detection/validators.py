"""Checks of single texts: check digits, numbering plans, known names, lists of words."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from ipaddress import ip_address

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum import luhn
from stdnum.fr import nir

from analysis.detection.names import fold_accents

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
_PARTICLES = "de da di du des del della van von der den la le el y d l dos das ben bin ter ten mc o"


def is_nir(text: str) -> bool:
    """Whether the last two digits are the key 97 - N mod 97 (2A counts as 19, 2B as 18)."""
    return nir.is_valid(re.sub(r"[-/]", "", text).upper())


def is_luhn(text: str) -> bool:
    """Whether the last digit is the check digit of Luhn's algorithm."""
    return luhn.is_valid(re.sub(r"[ .-]", "", text))


def is_email(text: str) -> bool:
    """Whether the text is an address by the rules of the mail standards; nobody is asked whether it exists."""
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def is_phone(text: str) -> bool:
    """Whether the number is possible in the numbering plan of its country, France where it names none."""
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


def is_name(text: str) -> bool:
    """Whether every word is a known first name or family name, particles left out."""
    words = _name_words(text)
    return bool(words) and words <= _known_names()


def is_one_of(words: str) -> Callable[[str], bool]:
    """A check that a text is one of some words, whatever its case and accents (and ``1.0`` is ``1``)."""
    known = frozenset(words.split())
    return lambda text: fold_accents(text).casefold().removesuffix(".0").rstrip(".") in known


@cache
def _known_names() -> frozenset[str]:
    """Words of the first names and family names in Faker's lists, those in Latin letters."""
    providers = [import_module(f"faker.providers.person.{locale}").Provider for locale in _LOCALES]
    names = {name for provider in providers for name in (*provider.first_names, *provider.last_names)}
    return frozenset(word for name in names for word in _name_words(name))


def _name_words(text: str) -> set[str]:
    """The words of a name, particles and initials left out."""
    words = re.findall(r"[^\W\d_]{2,}", fold_accents(text).casefold())
    return set(words).difference(_PARTICLES.split())

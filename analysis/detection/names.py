"""What the name of a column announces, in French and English, whatever its case, accents and separators.

Names are compared word by word, never by substring: ``essex`` is no sex, ``nombre`` no name, ``candid`` no identifier.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from analysis.detection.concepts import Concept
from analysis.detection.vocabulary import FILLERS, STRONG, WEAK

SURE, VAGUE = 0.7, 0.45
"""Confidence in a concept that only the name announces: by words that say it, by words that could say other things."""

_FILLERS = frozenset(FILLERS.split())


def hints(name: str) -> dict[Concept, float]:
    """What the name of a column may announce, with the confidence that the name alone gives."""
    words = tokens(name)
    forms = frozenset().union(*words)
    strong = _matched(_index(strong=True), forms)
    weak = _matched(_index(strong=False), forms)
    found = {concept: SURE for wanted in strong for concept in _index(strong=True)[wanted]}
    if found:
        return found
    said = _FILLERS.union(*weak)
    strength = SURE if all(word & said and all(map(str.isalpha, word)) for word in words) else VAGUE
    return {concept: strength for wanted in weak for concept in _index(strong=False)[wanted]}


def tokens(name: str) -> list[frozenset[str]]:
    """The words of a name, each as the forms it may be looked up by (as written, without digits, singular)."""
    camel = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", fold_accents(name))
    words = [part for word in re.findall(r"[^\W_]+", camel.casefold()) for part in _parts(word)]
    return [_forms(word) for word in words if not word.isdigit()]


def fold_accents(text: str) -> str:
    """The text without its accents."""
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _parts(word: str) -> Iterator[str]:
    """Two known words written as one (``datenaissance``), or the word itself.

    Short words do not count: ``paysage`` is not a country and an age. ``hh`` and ``id`` do, as customary affixes.
    """
    known = _vocabulary()
    if word not in known:
        for cut in range(2, len(word) - 1):
            head, tail = word[:cut], word[cut:]
            if {head, tail} <= known and (len(head) >= 4 or head == "hh") and (len(tail) >= 4 or tail == "id"):
                yield from (head, tail)
                return
    yield word


def _forms(word: str) -> frozenset[str]:
    known = _vocabulary()
    bare = word.strip("0123456789")
    forms = {word, bare} - {""}
    return frozenset(forms | {form.removesuffix("s") for form in forms if form not in known and len(form) > 3})


def _matched(index: Mapping[frozenset[str], list[Concept]], forms: frozenset[str]) -> list[frozenset[str]]:
    """Alternatives whose words are all there, without those that a longer one contains."""
    found = [wanted for wanted in index if wanted <= forms]
    return [wanted for wanted in found if not any(wanted < other for other in found)]


@cache
def _index(*, strong: bool) -> Mapping[frozenset[str], list[Concept]]:
    index: dict[frozenset[str], list[Concept]] = {}
    for concept, alternatives in (STRONG if strong else WEAK).items():
        for alternative in alternatives.split(","):
            index.setdefault(frozenset(alternative.split()), []).append(concept)
    return index


@cache
def _vocabulary() -> frozenset[str]:
    return _FILLERS.union(*_index(strong=True), *_index(strong=False))

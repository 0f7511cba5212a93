"""What texts hold inside: names and identifiers between the words of a comment, a report or a label.

Names are found by rules and lists, not by reading: a title before a capital (``Mme Durand``), or a known first name
before or after a known family name, both with a capital. What follows neither is not found; a share is a lower bound.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.detection.check_digits import is_iban, is_nir
from analysis.detection.concepts import Concept
from analysis.detection.validators import (
    EMAIL_SHAPE,
    PARTICLES,
    Check,
    are_phones,
    folded,
    known_first_names,
    known_names,
)
from analysis.detection.values import Values
from analysis.kinds import Kind
from analysis.wording import Sentence, Share, sentence

WORDS: Final = 4
"""Words that a quarter of the values must have for a column to be read as texts."""
READ: Final = 100_000
"""Most distinct texts that are read; of more, so many evenly spread over the file."""


@dataclass(frozen=True)
class Content:
    """Something found inside texts.

    Attributes:
        concept: What it is.
        share: Share of the records with a value whose text holds it, 0 to 1.
        values: Distinct texts that hold it, of those that were read.
        read: Distinct texts that were read.
        reason: The finding in words; never what was found.
    """

    concept: Concept
    share: float
    values: int
    read: int
    reason: Sentence

    def as_json(self) -> dict[str, Any]:
        """The finding in plain types."""
        return {"concept": self.concept.value, "share": round(self.share, 6), "values": self.values, "read": self.read}


@dataclass(frozen=True)
class _Search:
    """What is looked for inside: RE2, and a check of what its group ``it`` holds.

    Only texts with the ``mark`` are searched (any digit where it is empty).
    """

    concept: Concept
    found: Sentence
    shape: str
    valid: Check | None = None
    mark: str = ""

    def holds(self, texts: pa.Array) -> np.ndarray:
        """Whether each text holds it."""
        marked = pc.match_substring(texts, self.mark) if self.mark else pc.match_substring_regex(texts, "[0-9]")
        candidates = marked.to_numpy(zero_copy_only=False).copy()
        if candidates.any():
            candidates[candidates] = self._holds(texts.filter(marked))
        return candidates

    def _holds(self, texts: pa.Array) -> np.ndarray:
        candidates = _holds(texts, self.shape)
        if self.valid is None or not candidates.any():
            return candidates
        inside = pc.extract_regex(texts.filter(pa.array(candidates)), self.shape).field("it")
        candidates[candidates] = self.valid(inside)
        return candidates


def _holds(texts: pa.Array, shape: str) -> np.ndarray:
    return pc.match_substring_regex(texts, shape).to_numpy(zero_copy_only=False)


_PLACE = (
    "[Rr]ue|RUE|[Aa]venue|AVENUE|[Aa]v|[Bb]d|BD|[Bb]oulevard|[Cc]hemin|[Ii]mpasse|[Aa]ll[ée]e|[Pp]lace|[Rr]oute|[Qq]uai"
)
_SEARCHES = (
    _Search(
        Concept.NIR,
        sentence("Texts with a valid NIR inside: {share} of the records."),
        r"(?:^|[^0-9])(?P<it>[123478] ?[0-9]{2} ?[0-9]{2} ?(?:2[AB]|[0-9]{2}) ?[0-9]{3} ?[0-9]{3} ?[0-9]{2})(?:$|[^0-9])",
        is_nir,
    ),
    _Search(
        Concept.EMAIL,
        sentence("Texts with an e-mail address inside: {share} of the records."),
        rf"(?P<it>{EMAIL_SHAPE})",
        mark="@",
    ),
    _Search(
        Concept.PHONE,
        sentence("Texts with a valid phone number inside: {share} of the records."),
        r"(?:^|[^0-9+])(?P<it>0[1-9](?:[ .-]?[0-9]{2}){4}|\+[1-9][0-9]{0,2}(?:[ .-]?[0-9]{1,4}){2,5})(?:$|[^0-9])",
        are_phones,
    ),
    _Search(
        Concept.BANK_ACCOUNT,
        sentence("Texts with a valid IBAN inside: {share} of the records."),
        r"\b(?P<it>[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)\b",
        is_iban,
    ),
    _Search(
        Concept.ADDRESS,
        sentence("Texts with a number and a street inside: {share} of the records."),
        rf"[0-9](?: ?(?:bis|ter))?,? (?:(?:{_PLACE})\b|[A-Z][a-z]+ (?:Street|Road|Lane|Drive|Avenue)\b)",
    ),
    _Search(
        Concept.WEB_ADDRESS,
        sentence("Texts with a web address inside: {share} of the records."),
        r"(?:https?://|www\.)[A-Za-z0-9]",
        mark=".",
    ),
    _Search(
        Concept.EVENT_DATE,
        sentence("Texts with a date inside: {share} of the records."),
        r"\b(?:0?[1-9]|[12][0-9]|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:19|20)?[0-9]{2}\b"
        r"|\b(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])\b",
    ),
)
_NAMES = sentence("Texts with the name of a person inside: {share} of the records.")
_TITLES = "m mr mme mlle mrs ms dr pr me"
_LONG_TITLES = "docteur professeur madame monsieur mademoiselle maitre doctor professor"
_NO_NAMES = "le la les un une des du de et il elle on ce cette en au aux par pour sur dans avec sans the a an of"
NO_NAMES: Final = frozenset(f"{_TITLES} {_LONG_TITLES} {_NO_NAMES} {PARTICLES}".split())
"""Words beside names that are none."""


def contents(values: Values) -> tuple[Content, ...]:
    """What the texts of a column hold inside, most frequent first; nothing for columns of other kinds.

    Values that are nothing but a name or an identifier are the business of ``findings``.
    """
    if not is_text(values):
        return ()
    at = np.unique(np.linspace(0, values.n_distinct - 1, min(READ, values.n_distinct)).astype(np.int64))
    texts = values.texts.take(pa.array(at))
    found = [(search.concept, search.found, search.holds(texts)) for search in _SEARCHES]
    found.append((Concept.PERSON_NAME, _NAMES, holds_names(texts)))
    measured = [(concept, words, values.weighed(holds, at)) for concept, words, holds in found if holds.any()]
    return tuple(
        Content(
            concept, result.share, result.valid, len(at), Sentence(words.template, (("share", Share(result.share)),))
        )
        for concept, words, result in sorted(measured, key=lambda each: -each[2].share)
    )


def is_text(values: Values) -> bool:
    """Whether a quarter of the values of a column are several words long."""
    if values.kind is not Kind.TEXT or not values.n_distinct:
        return False
    words = pc.count_substring_regex(values.sample, r"\S+").to_numpy(zero_copy_only=False)
    return float(np.quantile(words, 0.75)) >= WORDS


def holds_names(texts: pa.Array) -> np.ndarray:
    """Whether the texts name a person, by a title or by two known names side by side."""
    words = pc.utf8_split_whitespace(texts)
    owner = pc.list_parent_indices(words).to_numpy()
    coded = words.flatten().dictionary_encode()
    distinct, code = pc.utf8_trim(coded.dictionary, '.,;:!?()[]"«»'), coded.indices.to_numpy()
    plain = folded(distinct)
    capital = _holds(distinct, r"^\p{Lu}[\p{L}'’-]+$")
    known = (known_first_names(), known_names(), _TITLES.split(), PARTICLES.split())
    first, name, title_words, particle = (_among(plain, those) for those in known)
    is_name = capital & ~_among(plain, _NO_NAMES.split())
    before = (title_words & capital) | _among(plain, _LONG_TITLES.split())
    sorts = ((is_name & first, is_name & name), (is_name & name, is_name & first), (before, capital))
    holds = np.zeros(len(texts), dtype=bool)
    for sort in (*sorts, (before, particle, capital)):
        holds[_owners(code, owner, *sort)] = True
    return holds


def _owners(code: np.ndarray, owner: np.ndarray, *sorts: np.ndarray) -> np.ndarray:
    """The texts in which words of some sorts follow each other."""
    n_starts = max(0, len(code) - len(sorts) + 1)
    follow = owner[:n_starts] == owner[len(sorts) - 1 :][:n_starts]
    for position, sort in enumerate(sorts):
        follow &= sort[code[position : position + n_starts]]
    return owner[:n_starts][follow]


def _among(words: pa.Array, known: Iterable[str]) -> np.ndarray:
    return pc.is_in(words, value_set=pa.array(sorted(known), type=pa.string())).to_numpy(zero_copy_only=False)

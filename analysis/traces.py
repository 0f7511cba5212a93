"""Words of direct identifiers inside the columns that leave: the name of a patient in a comment, a number kept twice.

A record is found when what leaves of it holds a word of its own identifier, whatever case and accents, or a number or
address of anybody's. Words are compared whole: what is misspelt, shortened or another person's name is not found, so that
nothing found proves nothing. Labels (values that people of five identifiers or more share), short words, titles and what
one identifier in five holds (such as ``rue``) say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.dataset import SHOWN_FROM, Column, Dataset
from analysis.detection.contents import NO_NAMES
from analysis.detection.validators import folded
from analysis.kinds import Kind
from analysis.roles import Role, Roles
from analysis.wording import Sentence, sentence

READ_AT_ONCE: Final = 100_000
"""Distinct texts split into words at a time."""
COMMON: Final = 0.2
"""Share of the values of an identifier from which a word in them is no name."""
FEW: Final = 10
"""Values that may share a word before it can be common."""
LONG: Final = 8
"""Characters from which a number or an address is somebody's, whoever the record is about."""
_READ: Final = frozenset({Kind.TEXT, Kind.CODE, Kind.INTEGER})


@dataclass(frozen=True)
class Trace:
    """A direct identifier inside a column that leaves.

    Attributes:
        identifier: Name of the direct identifier.
        column: Name of the column.
        records: Records whose value holds it, 1 or more.
    """

    identifier: str
    column: str
    records: int

    @property
    def reason(self) -> Sentence:
        """The finding in words; never what was found."""
        return sentence(
            "{column} holds words of the direct identifier {identifier}. Records where it does: {records}. Leave the column "
            "out, or mask it.",
            column=self.column,
            identifier=self.identifier,
            records=self.records,
        )


@dataclass(frozen=True, eq=False)
class _Words:
    """The words of the distinct values of a column.

    Attributes:
        owner: Position of the value that each word is in; ascending; shape (n_words,).
        code: Position of each word in a vocabulary; shape (n_words,).
    """

    owner: np.ndarray
    code: np.ndarray


def traces_of(dataset: Dataset, roles: Roles) -> tuple[Trace, ...]:
    """Traces of the direct identifiers of a dataset in its columns that leave as they are."""
    identifiers = [dataset[name] for name in roles.of(Role.DIRECT_IDENTIFIER)]
    return traces(identifiers, leaving_as_they_are(dataset, roles))


def leaving_as_they_are(dataset: Dataset, roles: Roles) -> list[Column]:
    """The columns that a release neither withholds nor generalises."""
    return [dataset[name] for role in (Role.SENSITIVE, Role.INSENSITIVE) for name in roles.of(role)]


def traces(identifiers: Sequence[Column], leaving: Sequence[Column]) -> tuple[Trace, ...]:
    """Where identifiers stand inside columns of the same records.

    Args:
        identifiers: Columns that must not leave.
        leaving: Columns that do; only texts, codes and whole numbers are read.
    """
    read = [column for column in leaving if column.kind in _READ]
    named = [column for column in identifiers if column.kind in _READ and len(column.values)]
    if not read or not named:
        return ()
    found = []
    split = [_telling(column) for column in named]
    vocabulary = pc.unique(pa.concat_arrays([words for words, _owner in split]))
    known = [_Words(owner, _places(words, vocabulary)) for words, owner in split]
    anybodys = _is(vocabulary, r"[@\p{N}]") & (pc.utf8_length(vocabulary).to_numpy() >= LONG)
    for column in read:
        inside = _inside(column, vocabulary)
        for identifier, own in zip(named, known, strict=True):
            records = _n_holding(column, inside, identifier, own, anybodys)
            if records:
                found.append(Trace(identifier.name, column.name, records))
    return tuple(found)


def _telling(column: Column) -> tuple[pa.Array, np.ndarray]:
    """The words of an identifier that tell something, and the value that each is in."""
    words, owner = _split(column.values)
    shared = words.value_counts()
    common = shared.field("values").filter(pc.greater(shared.field("counts"), max(FEW, COMMON * len(column.values))))
    telling = ~pc.is_in(words, value_set=pa.concat_arrays([common, pa.array(sorted(NO_NAMES))])).to_numpy(
        zero_copy_only=False
    )
    return words.filter(pa.array(telling)), owner[telling]


def _split(values: np.ndarray) -> tuple[pa.Array, np.ndarray]:
    """The words of three letters, or of six characters with digits, and the value that each is in, in the order of values.

    ``06 12 34 56 78`` is a word too: texts with blanks and signs between digits are read with and without them.
    """
    texts = folded(pa.array(values, pa.string()))
    joined = pc.replace_substring_regex(texts, r"(\p{N})[ ./-](\p{N})", r"\1\2")
    changed = pc.not_equal(texts, joined)
    read = pa.concat_arrays([texts, joined.filter(changed)])
    of = np.append(np.arange(len(texts)), np.flatnonzero(changed.to_numpy(zero_copy_only=False)))
    lists = pc.split_pattern_regex(read, r"[\s'’(),;:!?\"«»\[\]]+")
    words, owner = pc.utf8_trim(lists.flatten(), ".-/"), of[pc.list_parent_indices(lists).to_numpy()]
    length = pc.utf8_length(words).to_numpy()
    kept = np.flatnonzero(np.where(_is(words, r"\p{N}"), length >= 6, length >= 3))
    kept = kept[np.argsort(owner[kept], kind="stable")]
    return words.take(pa.array(kept)), owner[kept]


def _inside(column: Column, vocabulary: pa.Array) -> _Words:
    """The words of a column that are in a vocabulary."""
    owners, codes = [], []
    for start in range(0, len(column.values), READ_AT_ONCE):
        words, owner = _split(column.values[start : start + READ_AT_ONCE])
        code = _places(words, vocabulary)
        owners.append(owner[code >= 0] + start)
        codes.append(code[code >= 0])
    return (
        _Words(np.concatenate(owners), np.concatenate(codes)) if owners else _Words(*np.empty((2, 0), dtype=np.int64))
    )


def _n_holding(column: Column, inside: _Words, identifier: Column, own: _Words, anybodys: np.ndarray) -> int:
    """Records whose value holds a word of their identifier, or a long number or address of anybody's."""
    of_identifier = np.zeros(len(anybodys), dtype=bool)
    of_identifier[own.code] = True
    telling, long = np.zeros((2, len(column.values) + 1), dtype=bool)  # the last is for records without a value
    telling[inside.owner[of_identifier[inside.code]]] = True
    if not telling.any():
        return 0
    if column.kind is not Kind.INTEGER:
        long[inside.owner[(anybodys & of_identifier)[inside.code]]] = True
    found = long[column.codes]
    asked = telling[column.codes] & (identifier.codes >= 0)
    pair = column.codes[asked].astype(np.int64) * len(identifier.values) + identifier.codes[asked]
    pairs, at = np.unique(pair, return_inverse=True)
    text, name = np.divmod(pairs, len(identifier.values))
    label = np.bincount(text, minlength=len(column.values)) >= SHOWN_FROM
    found[asked] |= (_share_a_word(text, inside, name, own, len(anybodys)) & ~label[text])[at]
    return int(found.sum())


def _share_a_word(text: np.ndarray, inside: _Words, name: np.ndarray, own: _Words, n_words: int) -> np.ndarray:
    """Whether each text has a word in common with the identifier beside it; shape (n_pairs,)."""
    first = np.searchsorted(own.owner, name)
    n_own = np.searchsorted(own.owner, name, side="right") - first
    pair = np.repeat(np.arange(len(text)), n_own)
    word = own.code[np.arange(len(pair)) + np.repeat(first - np.cumsum(n_own) + n_own, n_own)]
    shared = np.isin(
        text[pair].astype(np.int64) * n_words + word, inside.owner.astype(np.int64) * n_words + inside.code
    )
    return np.bincount(pair[shared], minlength=len(text)) > 0


def _places(words: pa.Array, vocabulary: pa.Array) -> np.ndarray:
    """The position of each word in the vocabulary; -1 where it is not there."""
    return pc.index_in(words, value_set=vocabulary).fill_null(-1).to_numpy().astype(np.int64)


def _is(words: pa.Array, shape: str) -> np.ndarray:
    return pc.match_substring_regex(words, shape).to_numpy(zero_copy_only=False)

"""Frozen dataclasses as plain values that JSON knows, and back, as strictly as JSON allows."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from analysis.wording import Sentence, sentence

_IN_WORDS: Final = {
    str: sentence("a text"),
    float: sentence("a number"),
    int: sentence("a whole number"),
    bool: sentence("true or false"),
}
_A_LIST: Final = sentence("a list of values of its type")


class WrongType(ValueError):
    """A value is not of the type that it must have.

    Attributes:
        expected: What it must be, in words; the value that was given is not said, for it may be one of a record.
        name: The field; empty where that is not known.
    """

    def __init__(self, wanted: Any) -> None:
        self.expected, self.name = _expected(wanted), ""
        super().__init__(str(self.expected))


def plain_fields(instance: Any) -> dict[str, Any]:
    """The fields of a dataclass as plain values: enums by their value, tuples as lists."""
    return {own.name: _plain(getattr(instance, own.name)) for own in fields(instance)}


def types_of_fields(kind: type) -> dict[str, Any]:
    """The fields of a dataclass and their types."""
    hints = get_type_hints(kind)
    return {own.name: hints[own.name] for own in fields(kind)}


def typed_fields(given: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Plain values as the types that the fields of these names have.

    Raises:
        WrongType: One is not of its field's type; it says which.
    """
    values = {}
    for name, value in given.items():
        try:
            values[name] = typed(value, known[name])
        except WrongType as wrong:
            wrong.name = name
            raise
    return values


def typed(value: Any, wanted: Any) -> Any:
    """A plain value as the type that a field has: a whole number is a number, a truth value is not.

    Raises:
        WrongType: It is not of that type.
    """
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin in (Union, types.UnionType):
        return _any_of(value, arguments)
    if origin is tuple and isinstance(value, list | tuple):
        if arguments[-1] is Ellipsis:
            return tuple(typed(each, arguments[0]) for each in value)
        if len(value) == len(arguments):
            return tuple(typed(each, own) for each, own in zip(value, arguments, strict=True))
    elif isinstance(wanted, type) and issubclass(wanted, Enum):
        if value in [each.value for each in wanted]:
            return wanted(value)
    elif wanted is float and type(value) is int:
        return float(value)
    elif type(value) is wanted:
        return value
    raise WrongType(wanted)


def _any_of(value: Any, kinds: tuple[Any, ...]) -> Any:
    for own in kinds:
        try:
            return typed(value, own)
        except WrongType:
            continue
    raise WrongType(kinds[0])


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _expected(wanted: Any) -> Sentence:
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return sentence("one of {choices}", choices=", ".join(str(each.value) for each in wanted))
    return _IN_WORDS.get(wanted, _A_LIST)

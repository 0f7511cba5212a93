"""Every kind of step, by the name it has in a recipe, and how a step is written to JSON and read back."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import fields
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from analysis.dataset import Dataset
from analysis.errors import RecodingError
from analysis.recoding.dates import DateShift
from analysis.recoding.laplace import LaplaceNoise
from analysis.recoding.local_suppression import LocalSuppression
from analysis.recoding.masking import Masking, Replacing
from analysis.recoding.microaggregation import Microaggregation
from analysis.recoding.noise import AdditiveNoise, CorrelatedNoise
from analysis.recoding.pram import Pram
from analysis.recoding.pseudonyms import Pseudonyms
from analysis.recoding.removal import ColumnRemoval, RareClasses, RareValues
from analysis.recoding.rounding import Rounding
from analysis.recoding.sampling import Sampling
from analysis.recoding.step import Step
from analysis.recoding.swapping import DataSwapping, RankSwapping
from analysis.recoding.tails import TailCoding
from analysis.wording import Sentence, sentence

_ALL: tuple[type[Step], ...] = (
    TailCoding,
    Rounding,
    AdditiveNoise,
    CorrelatedNoise,
    LaplaceNoise,
    Pram,
    RankSwapping,
    DataSwapping,
    DateShift,
    Pseudonyms,
    Masking,
    Replacing,
    RareClasses,
    RareValues,
    Sampling,
    ColumnRemoval,
    LocalSuppression,
    Microaggregation,
)

STEPS: Mapping[str, type[Step]] = {step.kind: step for step in _ALL}
"""Every kind of step, by the name it has in a recipe."""
_IN_WORDS = {
    str: sentence("a text"),
    float: sentence("a number"),
    int: sentence("a whole number"),
    bool: sentence("true or false"),
}
_A_LIST = sentence("a list of values of its type")


def apply_steps(steps: Sequence[Step], dataset: Dataset, key: bytes | None = None) -> Dataset:
    """Apply steps one after the other.

    Raises:
        AnalysisError: A step does not fit what those before it made of the dataset.
    """
    for step in steps:
        dataset = step.apply(dataset, key)
    return dataset


def to_dict(step: Step) -> dict[str, Any]:
    """Write a step as plain values, for JSON: its kind and its fields."""
    values = {own.name: _plain(getattr(step, own.name)) for own in fields(step)}  # type: ignore[arg-type]
    return {"kind": step.kind} | values


def step_from_dict(plain: Mapping[str, Any]) -> Step:
    """Read a step written by :func:`to_dict`; a field left out has its default.

    Raises:
        RecodingError: The kind or a field is unknown, a field is lacking, or a value is not of the field's type or
            makes no sense there.
    """
    kind = STEPS.get(str(plain.get("kind")))
    if kind is None:
        raise RecodingError(
            "There is no step {kind}: choose one of {known}.", kind=plain.get("kind"), known=", ".join(STEPS)
        )
    given = {name: value for name, value in plain.items() if name != "kind"}
    known = {own.name for own in fields(kind)}  # type: ignore[arg-type]
    types_of = get_type_hints(kind)
    if set(given) - known:
        raise RecodingError(
            "The step {kind} has no field {fields}: its fields are {known}.",
            kind=kind.kind,
            fields=", ".join(sorted(set(given) - known)),
            known=", ".join(sorted(known)),
        )
    values = {name: _typed(value, types_of[name], f"{kind.kind}.{name}") for name, value in given.items()}
    try:
        return kind(**values)
    except TypeError:
        raise RecodingError(
            "The step {kind} lacks a field: its fields are {known}.", kind=kind.kind, known=", ".join(sorted(known))
        ) from None


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case tuple():
            return [_plain(each) for each in value]
        case _:
            return value


def _typed(value: Any, wanted: Any, place: str) -> Any:
    """The value as the type that a field has, as strictly as JSON allows: a whole number is a number, not a boolean."""
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin in (Union, types.UnionType):
        return _any_of(value, arguments, place)
    if origin is tuple and isinstance(value, list | tuple):
        if arguments[-1] is Ellipsis:
            return tuple(_typed(each, arguments[0], place) for each in value)
        if len(value) == len(arguments):
            return tuple(_typed(each, own, place) for each, own in zip(value, arguments, strict=True))
    elif isinstance(wanted, type) and issubclass(wanted, Enum):
        if value in [each.value for each in wanted]:
            return wanted(value)
    elif wanted is float and type(value) is int:
        return float(value)
    elif type(value) is wanted:
        return value
    elif wanted is types.NoneType and value is None:
        return None
    raise RecodingError("{place} must be {expected}.", place=place, expected=_expected(wanted))


def _any_of(value: Any, kinds: tuple[Any, ...], place: str) -> Any:
    for own in kinds:
        try:
            return _typed(value, own, place)
        except RecodingError:
            continue
    raise RecodingError("{place} must be {expected}.", place=place, expected=_expected(kinds[0]))


def _expected(wanted: Any) -> Sentence:
    """What a field takes, in words; the value that was given is not said, for it may be one of a record."""
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return sentence("one of {choices}", choices=", ".join(str(each.value) for each in wanted))
    return _IN_WORDS.get(wanted, _A_LIST)

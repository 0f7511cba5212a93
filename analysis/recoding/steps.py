"""Every kind of step, by the name it has in a recipe, and how a step is written to JSON and read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.dataset import Dataset
from analysis.errors import RecodingError
from analysis.plain import WrongType, plain_fields, typed_fields, types_of_fields
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
    return {"kind": step.kind} | plain_fields(step)


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
    known = types_of_fields(kind)
    if set(given) - set(known):
        raise RecodingError(
            "The step {kind} has no field {fields}: its fields are {known}.",
            kind=kind.kind,
            fields=", ".join(sorted(set(given) - set(known))),
            known=", ".join(sorted(known)),
        )
    try:
        return kind(**typed_fields(given, known))
    except WrongType as wrong:
        place = f"{kind.kind}.{wrong.name}"
        raise RecodingError("{place} must be {expected}.", place=place, expected=wrong.expected) from None
    except TypeError:
        raise RecodingError(
            "The step {kind} lacks a field: its fields are {known}.", kind=kind.kind, known=", ".join(sorted(known))
        ) from None

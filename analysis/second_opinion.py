"""A second opinion: the same questions put to pyCANON, side by side with our figures.

pyCANON (J. Sáinz-Pardo Díaz, Á. López García, "A Python library to check the level of anonymity of a dataset",
Scientific Data 9, 2022, doi:10.1038/s41597-022-01894-2) is written by others, from the same papers. It is given a plain
frame of texts, numbered from 0, in which missing is a value like any other: what it would otherwise misread.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd

from analysis.dataset import Column, Dataset
from analysis.encoding import EncodedColumn
from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses, FrequencyTable, collapse
from analysis.models.alpha_k import alpha_k_anonymity
from analysis.models.beta_likeness import basic_beta_likeness, enhanced_beta_likeness
from analysis.models.delta_disclosure import delta_disclosure_privacy
from analysis.models.k_anonymity import k_anonymity
from analysis.models.l_diversity import distinct_l_diversity, entropy_l_diversity, recursive_cl_diversity
from analysis.models.sensitive import SensitiveHistogram, histogram, sensitive_attribute
from analysis.models.t_closeness import t_closeness
from analysis.wording import Sentence, sentence

PYTHON = sys.version_info[:2]
SAME = 1e-9
"""Relative difference up to which two figures agree."""
SECONDS_PER_LOOK = 1.5e-4
"""What pyCANON takes, roughly, to count one sensitive value in one class."""


class Measure(Enum):
    """What can be asked of both."""

    K = "k"
    DISTINCT_L = "distinct_l"
    T_EQUAL = "t_equal"
    ENTROPY_L = "entropy_l"
    RECURSIVE_C = "recursive_c"
    ALPHA = "alpha"
    BASIC_BETA = "basic_beta"
    ENHANCED_BETA = "enhanced_beta"
    DELTA = "delta"


USUAL = (Measure.K, Measure.DISTINCT_L, Measure.T_EQUAL)


@dataclass(frozen=True)
class Comparison:
    """One question, both answers.

    Attributes:
        measure: The question.
        column: The sensitive attribute it is about; None for k.
        ours: Our answer; l and c as pyCANON gives them, in whole numbers.
        theirs: pyCANON's.
        agrees: Whether they are the same.
        reason: Why they differ, where that is known.
        seconds: Time that pyCANON took.
    """

    measure: Measure
    column: str | None
    ours: float
    theirs: float
    agrees: bool
    reason: Sentence | None
    seconds: float


def unavailable() -> Sentence | None:
    """Say why pyCANON cannot be asked on this machine; None where it can."""
    if find_spec("pycanon") is not None:
        return None
    if PYTHON < (3, 13):
        return sentence("No second opinion here: pyCANON is not installed. Install what requirements.txt lists.")
    return sentence(
        "No second opinion here: pyCANON needs a version of numpy that does not exist for Python {python}. "
        "Python 3.11 and 3.12 have it.",
        python=".".join(map(str, PYTHON)),
    )


def expected_seconds(n_classes: int, distinct: Sequence[int]) -> float:
    """Estimate how long :func:`compare` takes with its usual measures: pyCANON looks at every value in every class.

    Args:
        n_classes: Equivalence classes of the records.
        distinct: Distinct values of each sensitive column.
    """
    return SECONDS_PER_LOOK * n_classes * (1 + sum(1 + values for values in distinct))


def compare(
    dataset: Dataset,
    quasi_identifiers: Sequence[str],
    sensitive: Sequence[str],
    measures: Sequence[Measure] = USUAL,
) -> tuple[Comparison, ...]:
    """Ask both about a dataset as it stands: a release, or the records before any recoding.

    Args:
        dataset: Large ones take minutes: see :func:`expected_seconds`, and give a part of the records if need be.
        quasi_identifiers: At least one.
        sensitive: The sensitive columns, each asked about by itself.
        measures: The questions. A question that has no answer on these data is left out.

    Raises:
        NotComputable: pyCANON is not available, or there is no record or no quasi-identifier.
    """
    missing = unavailable()
    if missing is not None:
        raise NotComputable(missing.template, **dict(missing.details))
    table = _plain_table(dataset, quasi_identifiers)
    classes = table.classes()
    frame = _plain_frame(dataset, [*quasi_identifiers, *sensitive])
    answers = [_compare_k(classes, frame, list(quasi_identifiers))] if Measure.K in measures else []
    for name in sensitive:
        counted = histogram(sensitive_attribute(table, dataset[name]), classes)
        answers += [
            _compare_attribute(measure, counted, frame, list(quasi_identifiers))
            for measure in measures
            if measure is not Measure.K and _has_answer(measure, counted)
        ]
    return tuple(answers)


def _pycanon() -> ModuleType:
    return import_module("pycanon.anonymity")


def _compare_k(classes: EquivalenceClasses, frame: pd.DataFrame, quasi_identifiers: list[str]) -> Comparison:
    theirs, seconds = _timed(_pycanon().k_anonymity, frame, quasi_identifiers)
    ours = k_anonymity(classes).k
    return Comparison(Measure.K, None, ours, float(theirs), ours == theirs, None, seconds)


def _compare_attribute(
    measure: Measure, counted: SensitiveHistogram, frame: pd.DataFrame, quasi_identifiers: list[str]
) -> Comparison:
    name = counted.attribute.name
    theirs, seconds = _timed(_asked_of_pycanon(measure), frame, quasi_identifiers, [name])
    theirs = float(theirs[0] if isinstance(theirs, tuple) else theirs)
    ours = _our_answer(measure, counted)
    agrees = abs(ours - theirs) <= SAME * max(1.0, abs(ours))
    return Comparison(measure, name, ours, theirs, agrees, None if agrees else _known_reason(measure), seconds)


def _asked_of_pycanon(measure: Measure) -> Callable[..., Any]:
    anonymity = _pycanon()
    functions: dict[Measure, Callable[..., Any]] = {
        Measure.DISTINCT_L: anonymity.l_diversity,
        Measure.T_EQUAL: anonymity.t_closeness,
        Measure.ENTROPY_L: anonymity.entropy_l_diversity,
        Measure.RECURSIVE_C: anonymity.recursive_c_l_diversity,
        Measure.ALPHA: anonymity.alpha_k_anonymity,
        Measure.BASIC_BETA: anonymity.basic_beta_likeness,
        Measure.ENHANCED_BETA: anonymity.enhanced_beta_likeness,
        Measure.DELTA: anonymity.delta_disclosure,
    }
    return functions[measure]


def _our_answer(measure: Measure, counted: SensitiveHistogram) -> float:
    answers: dict[Measure, Callable[[SensitiveHistogram], float]] = {
        Measure.DISTINCT_L: lambda counted: distinct_l_diversity(counted).l,
        Measure.T_EQUAL: lambda counted: t_closeness(counted).t,
        Measure.ENTROPY_L: lambda counted: np.floor(entropy_l_diversity(counted).l + SAME),
        Measure.RECURSIVE_C: _smallest_whole_c,
        Measure.ALPHA: lambda counted: alpha_k_anonymity(counted).alpha,
        Measure.BASIC_BETA: lambda counted: basic_beta_likeness(counted).beta,
        Measure.ENHANCED_BETA: lambda counted: enhanced_beta_likeness(counted).beta,
        Measure.DELTA: lambda counted: delta_disclosure_privacy(counted).delta,
    }
    return float(answers[measure](counted))


def _smallest_whole_c(counted: SensitiveHistogram) -> float:
    bound = recursive_cl_diversity(counted, distinct_l_diversity(counted).l).c
    return float(np.floor(bound + SAME) + 1)


def _has_answer(measure: Measure, counted: SensitiveHistogram) -> bool:
    """Whether pyCANON answers: it gives no c where a class holds a single value."""
    return measure is not Measure.RECURSIVE_C or distinct_l_diversity(counted).l > 1


def _known_reason(measure: Measure) -> Sentence | None:
    match measure:
        case Measure.ENTROPY_L:
            return sentence(
                "pyCANON cuts the figure to a whole number after rounding errors, which makes it one too low."
            )
        case Measure.RECURSIVE_C:
            return sentence("pyCANON takes the rarest value of a class where the definition takes the most frequent.")
        case _:
            return None


def _timed(question: Callable[..., Any], *arguments: object) -> tuple[Any, float]:
    start = time.perf_counter()
    answer = question(*arguments)
    return answer, time.perf_counter() - start


def _plain_table(dataset: Dataset, names: Sequence[str]) -> FrequencyTable:
    return collapse([_as_it_stands(dataset[name]) for name in names])


def _as_it_stands(column: Column) -> EncodedColumn:
    width = len(column.values) + int(column.n_missing > 0)
    labels = np.append(column.values, np.array([None]))[:width]
    codes = np.where(column.codes < 0, len(column.values), column.codes).astype(np.uint32)
    return EncodedColumn(column.name, codes, (labels,), (np.arange(width, dtype=np.uint32),), (np.ones(width),), width)


def _plain_frame(dataset: Dataset, names: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame({name: _without_missing(dataset[name]) for name in names})


def _without_missing(column: Column) -> pd.Series:
    own = "missing"
    while own in column.values:
        own += "."
    return column.texts().fillna(own)

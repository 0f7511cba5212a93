"""What those risk to find who do not know who is in the data, with or without the size of the population."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.errors import NotComputable
from analysis.frequency import EquivalenceClasses
from analysis.models.k_map import estimated_k_map
from analysis.risk.attackers import (
    JournalistRisk,
    MarketerRisk,
    Register,
    journalist_risk,
    marketer_risk,
    register_estimated,
    register_of_dataset,
)
from analysis.risk.population.decision import PopulationUniqueness, population_uniqueness
from analysis.risk.population.sample import sample_of
from analysis.wording import Sentence, sentence


@dataclass(frozen=True, eq=False)
class OutsiderRisk:
    """Risk by attackers who compare the data with the population.

    Attributes:
        journalist: Who looks for anyone.
        marketer: Who looks for as many people as possible.
        k_map: Fewest people of the population who are like a record: estimated where its size is given, else k.
        uniqueness: Share of the records that is unique in the population; None where its size is not given, or nothing
            can be estimated.
        caveats: What the figures do not say, and why one is missing.
    """

    journalist: JournalistRisk
    marketer: MarketerRisk
    k_map: int
    uniqueness: PopulationUniqueness | None
    caveats: tuple[Sentence, ...]


def outsider_risk(classes: EquivalenceClasses, population_size: int | None) -> OutsiderRisk:
    """Measure the risk by attackers who compare the data with the population.

    Args:
        population_size: People in the population that the records were drawn from; None where it is not known.

    Raises:
        NotComputable: There are no records, or more records than people.
    """
    if population_size is None:
        register, k_map = register_of_dataset(classes), int(classes.sizes.min())
        caveats = [register.caveat, sentence("population is not computed: the size of the population was not given.")]
        return OutsiderRisk(journalist_risk(register), marketer_risk(register), k_map, None, tuple(caveats))
    sample_of(classes.sizes, population_size)
    register, reasons = _register(classes, population_size)
    uniqueness, unsolved = _uniqueness(classes, population_size)
    k_map = estimated_k_map(classes, population_size).k
    caveats = [*reasons, register.caveat, *unsolved]
    return OutsiderRisk(journalist_risk(register), marketer_risk(register), k_map, uniqueness, tuple(caveats))


def _register(classes: EquivalenceClasses, population_size: int) -> tuple[Register, list[Sentence]]:
    """The estimated register, or the data and why there is no estimate."""
    try:
        return register_estimated(classes, population_size), []
    except NotComputable as error:
        return register_of_dataset(classes), [error.sentence]


def _uniqueness(
    classes: EquivalenceClasses, population_size: int
) -> tuple[PopulationUniqueness | None, list[Sentence]]:
    """The estimates, with when not to trust the chosen one or why one is missing."""
    try:
        found = population_uniqueness(classes.sizes, population_size)
    except NotComputable as error:
        return None, [error.sentence]
    return found, [found.dankar.caveat, *found.unsolved]

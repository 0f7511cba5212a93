"""Delta-presence: how surely somebody who is in the population can be told to be in the data, or not to be.

Source: M. E. Nergiz, M. Atzori, C. Clifton, "Hiding the presence of individuals from shared databases", SIGMOD 2007,
section 3 (doi:10.1145/1247480.1247554).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.models.k_map import PopulationMatch


@dataclass(frozen=True)
class DeltaPresence:
    """Range of the probability that a person of the population is in the data, 0 to 1. The narrower, the better.

    Attributes:
        lowest: Of those least likely to be in the data; 0 where a class of the population has no record.
        highest: Of those most likely; 1 where a whole class of the population is in the data.
        n_people_certain: People of the population who are known to be in the data.
        n_people_absent: People of the population who are known not to be.
        n_unmatched: Records that the population table lacks.
    """

    lowest: float
    highest: float
    n_people_certain: int
    n_people_absent: int
    n_unmatched: int


def delta_presence(match: PopulationMatch) -> DeltaPresence:
    """Measure the presence of the population in the data, over all its classes."""
    presence = match.records / match.population_sizes
    return DeltaPresence(
        float(presence.min()),
        float(presence.max()),
        int(match.population_sizes[match.records == match.population_sizes].sum()),
        int(match.population_sizes[match.records == 0].sum()),
        match.n_unmatched,
    )


def people_outside(match: PopulationMatch, lowest: float, highest: float) -> int:
    """Count the people of the population whose presence is below one probability or above another."""
    presence = match.records / match.population_sizes
    return int(match.population_sizes[np.logical_or(presence < lowest, presence > highest)].sum())

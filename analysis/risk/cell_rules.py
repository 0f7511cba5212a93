"""When a cell of a table tells too much of somebody (primary secrecy of official statistics).

Sources: A. Hundepool et al., "Statistical Disclosure Control", Wiley 2012, chapter 4, for the threshold, (n, k) and p% rules;
INSEE, "Guide du secret statistique", June 2024, and "Manuel de protection des tableaux", for the French thresholds. A cell is
unsafe if

    contributors < threshold,    x(1) + … + x(n) > share of X,    or    X - x(1) - x(2) < p x(1),

where X is its total and x(1) ≥ x(2) ≥ … are the contributions to it (their absolute values where some are negative).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from analysis.wording import Sentence, sentence


class Reason(Enum):
    """Why a cell is unsafe."""

    FEW = "few"
    """Too few contribute to it."""
    DOMINANCE = "dominance"
    """A few of its contributors make too much of its total."""
    P_PERCENT = "p_percent"
    """Its second contributor could tell the first one's amount too exactly."""


@dataclass(frozen=True)
class CellRules:
    """What a cell must meet.

    Attributes:
        threshold: Fewest contributors of a cell that is not empty.
        dominance: (n, share): the ``n`` largest contributors make at most that share, 0 to 1, of the total; None to not
            ask for it.
        p: The largest contribution can be told no more exactly than within this share, 0 to 1, of it; None to not ask.
    """

    threshold: int
    dominance: tuple[int, float] | None = None
    p: float | None = None


@dataclass(frozen=True)
class Usage:
    """Rules that somebody publishes by."""

    rules: CellRules
    name: Sentence
    source: Sentence


USAGES = (
    Usage(
        CellRules(11),
        sentence("Health data (11 patients)"),
        sentence("CASD, hospital stays (PMSI): no cell of fewer than 11 patients or stays."),
    ),
    Usage(
        CellRules(11),
        sentence("Households and taxes (11 households)"),
        sentence("INSEE, income and gridded data from tax files: no cell of fewer than 11 households."),
    ),
    Usage(
        CellRules(3, (1, 0.85)),
        sentence("Firms (3 firms, 85%)"),
        sentence("INSEE, statistics of firms: at least 3 firms, none of which makes more than 85% of the total."),
    ),
)

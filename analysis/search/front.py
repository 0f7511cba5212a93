"""The trade-off between risk and utility: the nodes that nothing beats on both, and three to begin with.

Source of the knee: V. Satopää et al., "Finding a 'kneedle' in a haystack", ICDCS Workshops 2011, section 3: the point
farthest from the line between the ends of the front (doi:10.1109/ICDCSW.2011.20).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np

from analysis.errors import NotComputable
from analysis.search.lattice import Lattice
from analysis.search.measures import Measure, Risk
from analysis.wording import Sentence, Share, sentence


@dataclass(frozen=True, eq=False)
class Front:
    """Nodes of which no other has both less risk and less cost, by ascending risk.

    Attributes:
        nodes: Rows of the lattice; of nodes with the same figures, the least general.
        risks: Their risk, 0 to 1, ascending.
        costs: Their cost, descending.
        knee: Place in ``nodes`` of the one beyond which less risk costs most more.
    """

    nodes: np.ndarray
    risks: np.ndarray
    costs: np.ndarray
    knee: int


def front(risks: np.ndarray, costs: np.ndarray, among: np.ndarray | None = None) -> Front:
    """Find the Pareto front.

    Args:
        risks: Lower is better; NaN where not known; shape (n_nodes,).
        costs: Likewise.
        among: Nodes that count; boolean, shape (n_nodes,). All if absent.

    Raises:
        NotComputable: No node has both figures.
    """
    usable = ~(np.isnan(risks) | np.isnan(costs))
    rows = np.flatnonzero(usable if among is None else usable & among)
    if not len(rows):
        raise NotComputable("No combination of levels has both a risk and a cost: there is no trade-off to show.")
    order = rows[np.lexsort((rows, costs[rows], risks[rows]))]
    cheapest_before = np.append(np.inf, np.minimum.accumulate(costs[order])[:-1])
    nodes = order[costs[order] < cheapest_before]
    return Front(nodes, risks[nodes], costs[nodes], _knee(risks[nodes], costs[nodes]))


def _knee(risks: np.ndarray, costs: np.ndarray) -> int:
    """Place of the point farthest below the line between the ends, both axes brought to 0…1."""
    across = (risks - risks[0]) / max(risks[-1] - risks[0], np.finfo(float).tiny)
    down = (costs - costs[-1]) / max(costs[0] - costs[-1], np.finfo(float).tiny)
    return int(np.argmin(across + down))


class Aim(Enum):
    """What a suggested node is good for."""

    SAFEST = "safest"
    BALANCED = "balanced"
    MOST_USEFUL = "most_useful"


@dataclass(frozen=True)
class Suggestion:
    """A node to begin with.

    Attributes:
        aim: What it is good for.
        node: Row of the lattice.
        levels: Its levels.
        risk: 0 to 1.
        cost: Its measure. Lower is better.
        kept: Share of the usefulness that it keeps, 0 to 1; see :func:`usefulness`.
        reason: Why it is suggested, in words.
    """

    aim: Aim
    node: int
    levels: tuple[int, ...]
    risk: float
    cost: float
    kept: float
    reason: Sentence


def usefulness(measure: Measure, costs: np.ndarray) -> np.ndarray:
    """Share of the usefulness that nodes keep, 0 to 1.

    Of measures that go from 0 to 1, what is not lost; of others, where the cost lies between the least and the greatest
    of all nodes.
    """
    if measure in (Measure.LOSS, Measure.PRECISION, Measure.PRECISION_MONOTONE):
        return 1 - costs
    least, greatest = np.nanmin(costs), np.nanmax(costs)
    return 1 - (costs - least) / max(greatest - least, np.finfo(float).tiny)


def suggest(
    lattice: Lattice,
    suppression_limit: float,
    risk: Risk = Risk.AVERAGE,
    measure: Measure = Measure.LOSS,
    keep: float = 0.5,
    threshold: float = 0.2,
    weights: Mapping[str, float] | None = None,
) -> tuple[Suggestion, ...]:
    """Suggest up to three nodes: the safest that keeps enough, the balanced one, the most useful that is allowed.

    Nodes that suppress more than the limit are not suggested.

    Args:
        suppression_limit: Largest share of records, 0 to 1, that may be suppressed.
        keep: Share of the usefulness, 0 to 1, that the safest must keep.
        threshold: For ``Risk.AT_RISK``; see :meth:`Lattice.risk`.

    Raises:
        NotComputable: No node is within the limit.
    """
    risks, costs = lattice.risk(risk, threshold), lattice.utility(measure, weights)
    kept = usefulness(measure, costs)
    allowed = front(risks, costs, lattice.within(suppression_limit))
    places = {Aim.BALANCED: allowed.knee, Aim.MOST_USEFUL: len(allowed.nodes) - 1}
    enough = np.flatnonzero(kept[allowed.nodes] >= keep)
    if len(enough):
        places = {Aim.SAFEST: int(enough[0])} | places

    def suggestion(aim: Aim, place: int) -> Suggestion:
        node = int(allowed.nodes[place])
        figures = float(risks[node]), float(costs[node]), float(kept[node])
        return Suggestion(aim, node, lattice.levels_of(node), *figures, _reason(aim, lattice, node, figures, keep))

    return tuple(suggestion(aim, place) for aim, place in places.items())


def _reason(aim: Aim, lattice: Lattice, node: int, figures: tuple[float, float, float], keep: float) -> Sentence:
    risk, _, kept = figures
    suppressed = int(lattice.suppressed[node])
    match aim:
        case Aim.SAFEST:
            return sentence(
                "Of all combinations that keep at least {keep} of the usefulness, this one has the least risk, {risk}; "
                "it keeps {kept} and suppresses {suppressed} records.",
                keep=Share(keep),
                risk=Share(risk),
                kept=Share(kept),
                suppressed=suppressed,
            )
        case Aim.BALANCED:
            return sentence(
                "From here on, less risk costs more and more: the risk is {risk}, {kept} of the usefulness is kept, "
                "{suppressed} records are suppressed.",
                risk=Share(risk),
                kept=Share(kept),
                suppressed=suppressed,
            )
        case Aim.MOST_USEFUL:
            return sentence(
                "No combination within the suppression limit keeps more of the usefulness, {kept}; the risk is {risk}, "
                "{suppressed} records are suppressed.",
                kept=Share(kept),
                risk=Share(risk),
                suppressed=suppressed,
            )

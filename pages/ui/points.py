"""From a search to the points of the cloud: what each costs, what it leaves at risk, and what to say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from analysis.search import Lattice, Measure, Risk, front
from analysis.wording import Sentence, sentence
from pages.ui.choices import Plan, Session
from pages.ui.computed import table_of
from pages.ui.language import _, ngettext, percent, say
from pages.ui.levels import level_labels
from pages.ui.search import Searched

RISKS: Final[dict[Risk, Sentence]] = {
    Risk.BELOW_K: sentence("share of people to suppress"),
    Risk.AVERAGE: sentence("average risk"),
    Risk.HIGHEST: sentence("highest risk"),
    Risk.AT_RISK: sentence("share of people at risk"),
}
COSTS: Final[dict[Measure, Sentence]] = {
    Measure.LOSS: sentence("information loss (0 intact, 1 all lost)"),
    Measure.DISCERNIBILITY: sentence("discernibility"),
    Measure.DISCERNIBILITY_MONOTONE: sentence("discernibility without suppression"),
    Measure.AVERAGE_CLASS_SIZE: sentence("average class size"),
    Measure.ENTROPY: sentence("non-uniform entropy (bits)"),
    Measure.PRECISION: sentence("loss of precision"),
    Measure.HEIGHT: sentence("height in the lattice"),
    Measure.AMBIGUITY: sentence("ambiguity"),
}


@dataclass(frozen=True, eq=False)
class Points:
    """The combinations that are known, one row each.

    Attributes:
        lattice: Where they come from; ``nodes`` are its rows.
        nodes: Rows of the lattice.
        cost: What each costs.
        risk: What each leaves at risk, 0 to 1.
        meets: Whether each meets the requirements.
        smallest: k of each release; 0 where no record stays.
        suppressed: Records that leave.
        front: Rows on the Pareto front, by ascending risk.
    """

    lattice: Lattice
    nodes: np.ndarray
    cost: np.ndarray
    risk: np.ndarray
    meets: np.ndarray
    smallest: np.ndarray
    suppressed: np.ndarray
    front: np.ndarray

    def row_of(self, levels: tuple[int, ...]) -> int | None:
        """The row of some levels; None where they are not among the points."""
        found = np.flatnonzero((self.lattice.levels[self.nodes] == np.array(levels)).all(axis=1))
        return int(found[0]) if len(found) else None

    def levels(self, row: int) -> tuple[int, ...]:
        """The levels of a row."""
        return self.lattice.levels_of(int(self.nodes[row]))


def points_of(now: Session, searched: Searched, risk: Risk, measure: Measure) -> Points:
    """The points of a search. Where conditions are required, the combinations that meet them are measured with them.

    Raises:
        NotComputable: No combination has both figures.
    """
    found, weights = searched.lattice, dict(now.wishes.weights)
    costs, risks = found.utility(measure, weights), found.risk(risk, now.threshold)
    smallest, suppressed = found.smallest, found.suppressed
    meets = found.within(now.plan.recoding.suppression_limit)
    if searched.meeting is not None:
        strict = searched.meeting
        meets = strict.known
        costs = np.where(meets, strict.utility(measure, weights), costs)
        risks = np.where(meets, strict.risk(risk, now.threshold), risks)
        smallest, suppressed = (
            np.where(meets, strict.smallest, smallest),
            np.where(meets, strict.suppressed, suppressed),
        )
    trade_off = front(risks, costs)
    nodes = np.flatnonzero(~(np.isnan(costs) | np.isnan(risks)))
    return Points(
        found, nodes, costs[nodes], risks[nodes], meets[nodes], smallest[nodes], suppressed[nodes],
        np.searchsorted(nodes, trade_off.nodes),
    )  # fmt: skip


def labels_of(now: Session, points: Points, rows: np.ndarray) -> list[str]:
    """The levels of some rows by their labels, one line for each quasi-identifier."""
    table = table_of(now)
    labels = [level_labels(table, position) for position in range(len(table.columns))]
    levels = points.lattice.levels[points.nodes[rows]].tolist()
    return ["<br>".join(own[level] for own, level in zip(labels, line, strict=True)) for line in levels]


def row_of_plan(points: Points, plan: Plan) -> int | None:
    """The row of a plan; None where it is local, suppresses cells, or is not among the points."""
    return None if plan.cuts or plan.cells else points.row_of(tuple(level for _name, level in plan.recoding.levels))


def answer(now: Session, searched: Searched, points: Points) -> str:
    """How many combinations there are and meet the requirements, and where the current one stands."""
    recoding = now.plan.recoding
    asked = _(
        "k ≥ {k}, at most {limit} suppressed", k=recoding.k, limit=percent(recoding.suppression_limit, None)
    )  # fmt: skip
    if recoding.conditions:
        asked = _("{asked}, {n} more requirements", asked=asked, n=len(recoding.conditions))
    known, total, meeting = len(points.nodes), points.lattice.space.n_nodes, int(points.meets.sum())
    if searched.explored is not None:
        begin = say(searched.explored.sentence())
    elif known == total:
        begin = _("All **{n} combinations** of levels were evaluated.", n=total)
    else:
        begin = _(
            "All {n} combinations of levels were evaluated; {known} keep at least one record.", n=total, known=known
        )
    return " ".join(
        (
            begin,
            ngettext(
                "**{n}** meets your requirements ({asked}).",
                "**{n}** meet your requirements ({asked}).",
                meeting,
                asked=asked,
            ),
            _standing(now, points),
        )
    )


def _standing(now: Session, points: Points) -> str:
    row = row_of_plan(points, now.plan)
    if row is None:
        return ""
    if not points.meets[row]:
        return _("Yours does not.")
    better = int((points.meets & (points.cost < points.cost[row] - 1e-12)).sum())
    if not better:
        return _("Yours is **the least costly** of them.")
    return ngettext("{n} of them costs less than yours.", "{n} of them cost less than yours.", better)

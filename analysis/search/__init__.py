"""Search: every combination of levels, the best of them, and the trade-off between risk and utility.

The modules in the order in which to read them:

    measures     what nodes are compared by
    columns      the combinations of levels; columns in the order of the walk
    rows, walk   the compiled passes over rows, and the walk from node to node that makes them
    running      progress, cancelling, two threads
    evaluate     what is counted in a node
    ambiguity    the one measure that takes a walk of its own
    lattice      every node, its risks and its costs
    rolling      nodes by the values of sensitive attributes
    optimum      the best node that meets requirements, and all that do
    explore      lattices too large for that, under a time budget
    front        the Pareto front, its knee, three suggestions
    cost         the least loss for each k
    size         what a search needs, and compiling ahead

    found = lattice(table, k=5)
    trade_off = front(found.risk(Risk.AVERAGE), found.utility(Measure.LOSS), found.within(0.02))
    found.levels_of(trade_off.nodes[trade_off.knee])
"""

from analysis.search.cost import Price, prices
from analysis.search.explore import Explored, explore
from analysis.search.front import Aim, Front, Suggestion, front, suggest, usefulness
from analysis.search.lattice import Lattice, lattice
from analysis.search.measures import Measure, Risk
from analysis.search.optimum import Optimum, meeting, optimum
from analysis.search.running import SearchCancelled
from analysis.search.size import Size, search_size

__all__ = [
    "Aim",
    "Explored",
    "Front",
    "Lattice",
    "Measure",
    "Optimum",
    "Price",
    "Risk",
    "SearchCancelled",
    "Size",
    "Suggestion",
    "explore",
    "front",
    "lattice",
    "meeting",
    "optimum",
    "prices",
    "search_size",
    "suggest",
    "usefulness",
]

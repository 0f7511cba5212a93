"""The groups of a hierarchy as a tree, from the most general down, with what each of them holds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from analysis.hierarchies.builders import Builder
from pages.ui.hierarchy.computed import Sheet, sheet_of
from pages.ui.language import _, number
from pages.ui.risk.grid import grid
from pages.ui.state import session

ROWS = 20
"""Groups on one page of the tree."""
DEEPEST = "hierarchy_deepest"


@dataclass(frozen=True)
class Node:
    """A group.

    Attributes:
        label: What it is called.
        level: Where it stands.
        values: Values of the column in it.
        records: Records that hold one of them.
    """

    label: str
    level: int
    values: int
    records: int


def tree(column: str, builder: Builder) -> None:
    """Draw the tree down to a level.

    Raises:
        HierarchyError: The builder does not fit the column.
    """
    own = sheet_of(session(), column, builder)
    top = own.cells.shape[1] - 1
    if st.session_state.get(DEEPEST) not in range(1, top + 1):
        st.session_state[DEEPEST] = max(1, top - 2)
    deepest = st.selectbox(_("Show groups down to level"), range(1, top + 1), key=DEEPEST)
    starts = groups_of(own, deepest)
    first = 0
    if len(starts) > ROWS:
        first = (st.pagination(-(-len(starts) // ROWS), key=f"hierarchy_tree_{len(starts)}") - 1) * ROWS
    grid(
        _("Groups of the hierarchy"), [_("Group"), _("Level"), _("Values"), _("Records")],
        [
            ["\N{EM SPACE}" * (top - node.level) + node.label, number(node.level), number(node.values), number(node.records)]
            for node in starts[first : first + ROWS]
        ],
    )  # fmt: skip


def groups_of(own: Sheet, deepest: int) -> tuple[Node, ...]:
    """The groups of every level from the most general down to one, each before those within it."""
    nodes = []
    for level in range(deepest, own.cells.shape[1]):
        labels = own.cells[:, level]
        starts = np.flatnonzero(np.append(True, labels[1:] != labels[:-1]))
        values = np.diff(np.append(starts, len(labels)))
        records = np.add.reduceat(own.records, starts)
        nodes += [
            (int(start), -level, Node(str(labels[start]), level, int(held), int(count)))
            for start, held, count in zip(starts, values, records, strict=True)
        ]
    return tuple(node for _start, _level, node in sorted(nodes, key=lambda own: own[:2]))

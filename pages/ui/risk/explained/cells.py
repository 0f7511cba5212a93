"""What the rules for the cells of a table mean."""

from __future__ import annotations

from typing import Final

from analysis.risk.cell_rules import Reason
from analysis.wording import sentence
from pages.ui.risk.topic import Topic

HANDBOOK: Final = sentence("Hundepool et al. 2012, Statistical Disclosure Control, chapter 4")

CELLS: Final = Topic(
    "cells",
    sentence("Unsafe cells"),
    sentence("Cells of a table of counts or totals that would tell something of one person or firm."),
    sentence("An unsafe cell is left out of the table that is published, or its row is merged with another."),
    sentence("cells that break one of the rules ÷ cells that are not empty"),
    sentence(
        "INSEE, Guide du secret statistique, 2024; Hundepool et al. 2012, Statistical Disclosure Control, chapter 4"
    ),
    sentence("Sampling weights are not looked at, and cells to be left out with the unsafe ones are not chosen."),
)
FEW: Final = Topic(
    "cell_threshold",
    sentence("Threshold"),
    sentence("Too few contribute to the cell: its people may be known, or know each other."),
    sentence("France: 11 patients or stays (CASD), 11 households (INSEE, taxes), 3 firms (INSEE)."),
    sentence("contributors < threshold"),
    sentence("INSEE, Guide du secret statistique, 2024; CASD"),
    sentence("A cell at the threshold is not anonymous by that: all its people may have the same secret."),
)
DOMINANCE: Final = Topic(
    "cell_dominance",
    sentence("Dominance"),
    sentence("A few contributors make nearly all of the total: it gives away about what they have."),
    sentence("INSEE: no firm may make more than 85 % of a total."),
    sentence("sum of the n largest contributions > share × total"),
    HANDBOOK,
    sentence("It overlooks that the second largest can take its own part off the total: the p% rule does not."),
)
P_PERCENT: Final = Topic(
    "cell_p_percent",
    sentence("p% rule"),
    sentence("The second largest contributor could work out the largest one's amount too exactly."),
    sentence("10 %: it must not be possible to come within 10 % of the largest contribution."),
    sentence("total − largest − second largest < p × largest"),
    HANDBOOK,
    sentence("It takes contributors to act alone. Two who share what they know come closer."),
)
EMPTY: Final = Topic(
    "cell_empty",
    sentence("Empty cells"),
    sentence("Combinations of labels that nobody has."),
    sentence(
        "They may be impossible (a pregnant man), or tell that nobody of a place has a trait, which is a disclosure."
    ),
    sentence("product of the labels that occur − cells that are not empty"),
    sentence("Hundepool et al. 2012, Statistical Disclosure Control, chapter 5"),
    sentence("Which of them are impossible by nature, only you can tell."),
)
GROUP: Final = Topic(
    "cell_group",
    sentence("Rows that tell everything"),
    sentence("People whose row has a single cell that is not empty: everyone of them has the same label."),
    sentence(
        "If all patients of a ward and age have one diagnosis, whoever knows ward and age knows the diagnosis of each."
    ),
    sentence("rows of two contributors or more with one cell that is not empty"),
    sentence("Hundepool et al. 2012, Statistical Disclosure Control, chapter 5 (group disclosure)"),
    sentence("It is no disclosure where the label follows by nature, or is no secret."),
)
ALL_TABLES: Final = Topic(
    "cell_all_tables",
    sentence("Every table of up to three columns"),
    sentence(
        "All tables that somebody could ask for by one, two or three of the quasi-identifiers and sensitive columns."
    ),
    sentence(
        "The worst come first: columns that are often among them should be made coarser before tables are published."
    ),
    sentence("unsafe cells ÷ cells that are not empty, table by table"),
    HANDBOOK,
    sentence("Two tables that are safe each may be put together: what two of them tell is not looked at."),
)
OF_REASON: Final = {Reason.FEW: FEW, Reason.DOMINANCE: DOMINANCE, Reason.P_PERCENT: P_PERCENT}

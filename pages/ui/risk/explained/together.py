"""What the search over sets of columns says."""

from __future__ import annotations

from typing import Final

from analysis.wording import sentence
from pages.ui.risk.topic import Topic

SETS: Final = Topic(
    "column_sets",
    sentence("Which columns together"),
    sentence("For sets of columns, how many records they make unique, and how well they tell records apart."),
    sentence("A set of two columns that singles out half of the people is worth more to an attacker than ten others."),
    sentence(
        "unique = records alone in their class; distinction = classes ÷ records; separation = pairs that differ ÷ all pairs"
    ),
    sentence("Motwani and Xu 2008, section 2"),
    sentence("It does not say how easily an attacker learns these columns."),
)
SMALLEST: Final = Topic(
    "smallest_sets",
    sentence("Smallest sets that single people out"),
    sentence("Sets of columns that make more than the share you set unique, while no part of them does."),
    sentence("These are the combinations to break: generalise one column of each."),
    sentence("minimal sets with unique records ÷ records > share"),
    sentence("Motwani and Xu 2008, section 2 (minimal keys)"),
    sentence("A set below the share still singles out some."),
)
CURVE: Final = Topic(
    "known_curve",
    sentence("How many facts are enough"),
    sentence(
        "The share of unique records against the number of columns that an attacker knows: best, mean and worst set."
    ),
    sentence("Where the upper line is steep, one more fact changes everything."),
    sentence("maximum, mean and minimum over sets of that many columns of unique records ÷ records"),
    sentence("Sweeney 2000, Simple Demographics Often Identify People Uniquely"),
    sentence("The mean takes all sets for equally likely to be known, which they are not."),
)

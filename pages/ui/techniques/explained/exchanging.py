"""What the techniques that exchange values mean."""

from __future__ import annotations

from typing import Final

from analysis.wording import sentence
from pages.ui.risk.topic import Topic

PRAM: Final = Topic(
    "technique_pram",
    sentence("PRAM (post-randomisation)"),
    sentence("Each category is exchanged for another at random, by probabilities that keep the distribution."),
    sentence(
        "What is read in a record may not be true of its person; over all records the shares stay in expectation."
    ),
    sentence("invariant matrix P with p P = p, p the shares of the categories; then α P + (1 − α) I"),
    sentence(
        "Gouweleeuw, Kooiman, Willenborg and de Wolf 1998, Journal of Official Statistics 14(4), sections 3 and 5"
    ),
    sentence("A combination that cannot be (a pregnant man) shows that it was exchanged. A rare value may stay."),
)
RANK_SWAPPING: Final = Topic(
    "technique_rank_swapping",
    sentence("Rank swapping"),
    sentence("Each number or date changes places with one whose rank is near."),
    sentence("The distribution of the column stays exactly; its relation to other columns fades with the distance."),
    sentence("partners at most share × n ranks apart"),
    sentence("Moore 1996, U.S. Bureau of the Census, RR 96-04, section 3"),
    sentence(
        "Every value is still a true one of somebody: the largest stays, and shows that its person is in the data."
    ),
)
DATA_SWAPPING: Final = Topic(
    "technique_data_swapping",
    sentence("Data swapping"),
    sentence("Pairs of records drawn at random exchange their values of some columns."),
    sentence("Drawn among records that agree on other columns, the tables with those columns stay exactly."),
    sentence("share × n records drawn, in pairs that agree on the columns named"),
    sentence("Dalenius and Reiss 1982 (doi:10.1016/0378-3758(82)90058-1)"),
    sentence("Records that were not drawn are true, and nobody can tell which: an attacker is often right."),
)

"""What special uniques are."""

from __future__ import annotations

from typing import Final

from analysis.wording import sentence
from pages.ui.risk.topic import Topic

SPECIAL: Final = Topic(
    "special_uniques",
    sentence("Special uniques"),
    sentence("Records that are unique on few of the quasi-identifiers already: their minimal sample uniques."),
    sentence("“Unique because of postal code and profession” means that these two are enough, and neither alone is."),
    sentence("minimal sample unique: a set of columns on which the record is unique, and on no subset of it"),
    sentence("Elliot, Manning and Ford 2002 (doi:10.1142/S0218488502001600); Manning, Haglin and Keane 2008 (SUDA2)"),
    sentence("It looks at the sample alone; who is special in it is often, not always, rare in the population."),
)
SCORE: Final = Topic(
    "suda_score",
    sentence("SUDA score"),
    sentence("How special a record is: the fewer columns make it unique, and the more such sets it has, the higher."),
    sentence("Compare scores with each other; alone a score says nothing."),
    sentence("sum over minimal sample uniques of s columns of (m − s)!, m quasi-identifiers"),
    sentence("Elliot, Manning and Ford 2002 (doi:10.1142/S0218488502001600), as in sdcMicro"),
    sentence("Scores of data with other columns cannot be compared."),
)
DIS: Final = Topic(
    "dis_suda",
    sentence("DIS-SUDA"),
    sentence("The score turned into a probability: that a match with this record is right."),
    sentence("10 % means that one such match in ten is right."),
    sentence("DIS of the data by the sampling fraction you set, shared out by the scores"),
    sentence("Skinner and Elliot 2002 (doi:10.1111/1467-9868.00365), as in sdcMicro"),
    sentence("It hangs on the sampling fraction, and was calibrated on British census samples."),
)
CONTRIBUTIONS: Final = Topic(
    "suda_contributions",
    sentence("Which columns and values make people special"),
    sentence("The share of the total score that comes from minimal sample uniques with this column, or this value."),
    sentence(
        "Generalise the column with the longest bar first. Shares add up to more than 100 %: a set has several columns."
    ),
    sentence("scores of the sets that hold the column ÷ all scores"),
    sentence("Elliot, Manning and Ford 2002 (doi:10.1142/S0218488502001600)"),
    sentence("A column may matter only beside another: look at the sets of the classes below."),
)

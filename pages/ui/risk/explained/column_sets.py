"""What special uniques are, and what sets of columns give away."""

from __future__ import annotations

from typing import Final

from analysis.wording import sentence
from pages.ui.risk.topic import Topic

SUDA2: Final = sentence("Manning, Haglin and Keane 2008 (doi:10.1007/s10618-007-0078-6); sdcMicro's suda2")

SPECIAL: Final = Topic(
    "special",
    sentence("Special uniques"),
    sentence(
        "People whom a few columns already single out. A minimal sample unique is a set of columns on which a person is the "
        "only one of their kind, while they are not on any smaller part of it."
    ),
    sentence(
        "Whoever is singled out by two columns is found by many more people than whoever takes nine, and by accident too."
    ),
    sentence("score = sum over the minimal sample uniques of s of m columns of (m − s)!"),
    sentence(
        "SUDA2: Elliot, Manning and Ford 2002, Int. J. Uncertainty, Fuzziness and Knowledge-Based Systems 10(5); Manning, "
        "Haglin and Keane 2008 (doi:10.1007/s10618-007-0078-6). The figures are those of sdcMicro's suda2."
    ),
    sentence(
        "Unique in the data is not unique in the population, and a missing value counts as a value: being the only one "
        "without an answer singles out, too. Scores compare people of the same dataset, not datasets."
    ),
)
SCORED: Final = Topic(
    "special_scored",
    sentence("People singled out"),
    sentence("People who have at least one minimal sample unique among the sets of columns that were looked at."),
    sentence("If sets of every size are looked at, they are all the people who are unique on the quasi-identifiers."),
    sentence("records with at least one minimal sample unique"),
    SUDA2,
    sentence("People in larger classes may be exposed by what their class has in common."),
)
DIS: Final = Topic(
    "special_dis",
    sentence("Matches expected to be right"),
    sentence(
        "The sum of DIS-SUDA: for each person singled out, the chance that a match with them in the population is right."
    ),
    sentence("3.5 means that of all matches with the people singled out, three or four are expected to be right."),
    sentence(
        "dis = 1 ÷ (1 + (U ÷ DIS − U) ÷ (score^Q × A)), DIS = U f ÷ (U f + P (1 − f)), Q = 1 + (8 − m) ÷ 20, A = sum of "
        "score^−Q; U unique records, P in classes of two, f sampling fraction"
    ),
    sentence("Skinner and Elliot 2002 (doi:10.1111/1467-9868.00365), and sdcMicro's suda2"),
    sentence(
        "It takes the data for a random sample. How it is shared out among people by their scores is a rule of thumb; with few "
        "classes of two it is unstable."
    ),
)
HIGHEST: Final = Topic(
    "special_highest",
    sentence("Highest score"),
    sentence("The score of the person who stands out most."),
    sentence("The more small sets single a person out, the higher it is."),
    sentence("max over records of the sum over their minimal sample uniques of s of m columns of (m − s)!"),
    SUDA2,
    sentence("It grows with the number of columns: compare it with the other scores of these data only."),
)
COLUMNS: Final = Topic(
    "special_columns",
    sentence("Which columns single people out"),
    sentence("Share of the total score that comes from sets with this column."),
    sentence(
        "90 % means that nearly all that singles people out takes this column: generalise it first. The shares add up to more "
        "than 100 %, because a set counts for each of its columns."
    ),
    sentence("sum of the weights of minimal sample uniques with the column ÷ total score"),
    sentence("sdcMicro's attribute_contributions"),
    sentence("A column that singles nobody out here may do so together with columns that are not among these."),
)
VALUES: Final = Topic(
    "special_values",
    sentence("Which values single people out"),
    sentence("How what a column contributes is shared out among its values."),
    sentence("A value with a large share is a candidate for being grouped with others."),
    sentence("part of the column's contribution that falls on people with the value ÷ the column's contribution"),
    sentence("sdcMicro's attribute_level_contributions"),
    sentence("A frequent value has a large share without being rare: look at how few people hold it, too."),
)
RISKIEST: Final = Topic(
    "special_riskiest",
    sentence("Who stands out most"),
    sentence("The people with the highest scores, and the smallest set of columns that singles each of them out."),
    sentence("The columns in braces are a set: nobody else in the data has the same values on all of them."),
    sentence("records by their score, the highest first; the reason is the smallest minimal sample unique"),
    SUDA2,
    sentence("The list shows a few people; the scores of all count in the figures above."),
)
SMALLEST: Final = Topic(
    "together_smallest",
    sentence("Smallest sets of columns that single people out"),
    sentence(
        "Sets of columns on which more than the chosen share of the people are unique, while no smaller part of them "
        "reaches it."
    ),
    sentence("Each of them is enough for an attacker. To be below the share, every one of them must be broken."),
    sentence("unique records on the set ÷ records > the share you set"),
    sentence("minimal quasi-identifiers: Motwani and Xu 2008, section 2"),
    sentence("Columns that are not among the candidates are taken to be unknown to the attacker."),
)
KNOWN: Final = Topic(
    "together_known",
    sentence("The more columns are known, the more people are unique"),
    sentence(
        "Share of unique people for somebody who knows so many of the columns, over all sets of that many columns."
    ),
    sentence(
        "The lines run through the safest set, the mean and the worst set of each size. Where the mean is high with three "
        "columns, almost any three facts about a person are enough."
    ),
    sentence("lowest, mean and highest of unique records ÷ records over the sets of one size"),
    sentence("after the unicity of de Montjoye et al. 2013 (doi:10.1038/srep01376)"),
    sentence(
        "The mean takes every set to be as likely as the others. Where not all sets were measured, only the highest so far is "
        "shown: it can only be too low."
    ),
)
BEST: Final = Topic(
    "together_best",
    sentence("Sets that single out most people"),
    sentence("The sets of columns on which most people are unique, with their distinction and separation."),
    sentence("The more two sets of the same size differ, the more it matters which columns an attacker knows."),
    sentence("distinction = distinct combinations ÷ records; separation = share of pairs of records that differ"),
    sentence("Motwani and Xu 2008, section 2; as in ARX"),
    sentence("A set with a high separation can still single nobody out: look at the unique people first."),
)

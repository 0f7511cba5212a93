"""What the risk by sampling weight and household means."""

from __future__ import annotations

from typing import Final

from analysis.wording import sentence
from pages.ui.risk.topic import Topic

INDIVIDUAL: Final = Topic(
    "individual_risk",
    sentence("Individual risk by sampling weights"),
    sentence(
        "The probability of finding a respondent in the population, when each stands for as many people as its weight."
    ),
    sentence("A unique respondent whose weight is 50 hides among about 50 people, so the risk is well below 100 %."),
    sentence("E(1 ÷ F | f), F negative binomial given the class size f, sampling probability p = f ÷ sum of weights"),
    sentence("Benedetti and Franconi 1998; Franconi and Polettini 2004 (doi:10.1007/978-3-540-25955-8_20); sdcMicro"),
    sentence("It trusts the weights: after calibration they say what the survey needs, not how the person was drawn."),
)
REIDENTIFICATIONS: Final = Topic(
    "reidentifications",
    sentence("Expected re-identifications"),
    sentence("How many respondents an attacker would find on average by trying all of them."),
    sentence("3 in 10,000 means that three matches would be right; nobody, the attacker included, knows which."),
    sentence("sum of the individual risks"),
    sentence("Franconi and Polettini 2004 (doi:10.1007/978-3-540-25955-8_20)"),
    sentence("A sum hides who: see the distribution."),
)
HOUSEHOLD: Final = Topic(
    "household_risk",
    sentence("Household risk"),
    sentence("The risk that at least one member of the household is found, which exposes them all."),
    sentence("Five members at 10 % each give 41 %."),
    sentence("1 − Π over members of (1 − individual risk)"),
    sentence("Franconi and Polettini 2004 (doi:10.1007/978-3-540-25955-8_20); sdcMicro"),
    sentence("It takes the members to be found independently of each other."),
)
GLOBAL_TARGET: Final = Topic(
    "global_target",
    sentence("Threshold for a global target"),
    sentence(
        "The individual risk above which records must be treated so that the expected re-identifications stay within a target."
    ),
    sentence("With a target of 1 % of 5,000 records, 50 expected re-identifications may be left."),
    sentence("largest threshold with: mean risk, each record above it brought down to it, ≤ target"),
    sentence("Franconi and Polettini 2004 (doi:10.1007/978-3-540-25955-8_20); µ-Argus"),
    sentence("It says which records to treat and not how."),
)
EXPOSED: Final = Topic(
    "survey_exposed",
    sentence("Classes at the highest individual risk"),
    sentence("The classes whose records stand for the fewest people of the population, with the values they share."),
    sentence("Generalise the values of these classes first, or suppress their records: the global risk rests on them."),
    sentence("individual risk of a record of the class, highest first"),
    sentence("Franconi and Polettini 2004 (doi:10.1007/978-3-540-25955-8_20); sdcMicro"),
    sentence(
        "Members of a large household may be more exposed than the list tells: it looks at each record by itself."
    ),
)
PEOPLE: Final = Topic(
    "survey_people",
    sentence("People the records stand for"),
    sentence("The sum of the sampling weights: an estimate of the people of the population."),
    sentence("458,000 people for 4,580 records: one person in a hundred was asked."),
    sentence("Σ weights"),
    sentence("Horvitz and Thompson 1952 (doi:10.1080/01621459.1952.10483446)"),
    sentence("Weights corrected for non-response or calibrated estimate the same people, with another error."),
)
EXACT: Final = Topic(
    "exact_risk",
    sentence("Expected re-identifications, exact form"),
    sentence("The same sum without the approximation that sdcMicro uses where more than two records are alike."),
    sentence("Close to the figure above, it confirms it. The approximation is furthest off for small classes."),
    sentence("(p ÷ f) × ₂F₁(1, 1; f + 1; 1 − p), with p = f ÷ F"),
    sentence("Benedetti and Franconi 1998; Franconi and Polettini 2004 (doi:10.1007/978-3-540-25955-8_20)"),
    sentence("Exact in the computing, not in what it rests on: the weights, and the negative binomial law."),
)
READINGS: Final = Topic(
    "missing_readings",
    sentence("What a missing value stands for"),
    sentence("A value of its own, like others that are missing, or a gap that matches anything."),
    sentence(
        "An attacker who knows the value cannot rule out a record that lacks it: a gap then hides the record among many. One "
        "who knows that the value is missing can."
    ),
    sentence("records alike = same values + α × records with a gap that match + complete records that match"),
    sentence("Templ 2017 (doi:10.1007/978-3-319-50272-4); sdcMicro, freqCalc"),
    sentence(
        "As sdcMicro does, a record without any value hides no complete one. With a smaller α, gaps hide others less."
    ),
)

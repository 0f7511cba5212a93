"""What the techniques for numbers mean."""

from __future__ import annotations

from typing import Final

from analysis.wording import sentence
from pages.ui.risk.topic import Topic

TAIL_CODING: Final = Topic(
    "technique_tail_coding",
    sentence("Top and bottom coding"),
    sentence("The values beyond a threshold all become one: the threshold, a label such as “90+”, or their mean."),
    sentence("Extreme values are the ones that everybody knows. With the mean, the total of the column stays."),
    sentence("x → threshold where x > threshold (or below it); with the mean: x → mean of all x beyond it"),
    sentence("Hundepool et al. 2012, Statistical Disclosure Control, Wiley, section 3.4.2.3"),
    sentence("Values on this side of the threshold stay as they are, and may be as rare."),
)
ROUNDING: Final = Topic(
    "technique_rounding",
    sentence("Rounding"),
    sentence("Numbers become multiples of a base: the nearest, or at random the one above or below, without bias."),
    sentence("With a base of 10, 37 becomes 40. Controlled rounding also keeps the total of the column."),
    sentence("at random: up with probability (x − b⌊x ÷ b⌋) ÷ b, so that the expected value is x"),
    sentence("Cox 1987 (doi:10.1080/01621459.1987.10478456)"),
    sentence("A number far from all others is as far after rounding: its person still stands out."),
)
ADDITIVE_NOISE: Final = Topic(
    "technique_additive_noise",
    sentence("Additive noise"),
    sentence("An independent normal error is added to each number of a column."),
    sentence("With 10 % of the spread, means stay and the variance grows by 1 %. Correlations grow weaker."),
    sentence("x → x + ε, ε normal with standard deviation d × s; the variance grows by the factor 1 + d²"),
    sentence("Brand 2002, in Inference Control in Statistical Databases, LNCS 2316 (doi:10.1007/3-540-47804-3_8)"),
    sentence("Who stands far out still does. Several noisy copies of the same numbers can be averaged."),
)
CORRELATED_NOISE: Final = Topic(
    "technique_correlated_noise",
    sentence("Correlated noise"),
    sentence("Normal errors that go together as the columns do are added to several columns at once."),
    sentence("Correlations stay in expectation; rescaled, means and variances do too."),
    sentence("X → X + d E, E with the covariances Σ of X; rescaled about the means by 1 ÷ √(1 + d²)"),
    sentence("Kim 1986, Proceedings of the ASA Survey Research Methods Section, 370–374"),
    sentence("What keeps the structure of the data keeps what can be predicted from it. Extremes still stand out."),
)
LAPLACE_NOISE: Final = Topic(
    "technique_laplace_noise",
    sentence("Laplace noise"),
    sentence("Noise whose amount follows from ε is added to counts or amounts; whole numbers stay whole."),
    sentence("The smaller ε, the more noise: for ε = 1 and a sensitivity of 1, about ±1.4 (one standard deviation)."),
    sentence("x → x + noise, P(noise = z) ∝ exp(−ε |z| ÷ sensitivity)"),
    sentence(
        "Dwork, McSherry, Nissim and Smith 2006, proposition 1; Ghosh, Roughgarden and Sundararajan 2009, definition 2.2"
    ),
    sentence(
        "It does not make the dataset differentially private: ε is about one number of a table of counts, not about a "
        "person with other columns or records."
    ),
)
MICROAGGREGATION: Final = Topic(
    "technique_microaggregation",
    sentence("Microaggregation"),
    sentence("Records that are alike are put into groups of at least k, and each value becomes that of its group."),
    sentence("Aggregated together, the quasi-identifiers are k-anonymous. The share of variance lost is its price."),
    sentence(
        "MDAV: the record farthest from the mean takes its k − 1 nearest, then the one farthest from it, and so on"
    ),
    sentence("Domingo-Ferrer and Torra 2005, section 3 (doi:10.1007/s10618-005-0007-5)"),
    sentence(
        "Only columns aggregated together hide each other. If all of a group share a secret, the group gives it away."
    ),
)

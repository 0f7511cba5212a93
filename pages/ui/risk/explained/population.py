"""What the estimates about the population mean."""

from __future__ import annotations

from typing import Final

from analysis.wording import sentence
from pages.ui.risk.topic import Topic

UNIQUENESS: Final = Topic(
    "population_uniqueness",
    sentence("Unique in the population"),
    sentence(
        "The records that are probably the only one of their kind in the whole population, estimated from the data."
    ),
    sentence(
        "A person who is unique in the population is found by whoever knows their quasi-identifiers, sample or not."
    ),
    sentence("each model fits the class sizes of the data and extends them to the population"),
    sentence("Dankar, El Emam, Neisa and Roffey 2012 (doi:10.1186/1472-6947-12-66)"),
    sentence(
        "Every model takes the data for a simple random sample of the population. Where it is not, none of them holds."
    ),
)
PITMAN: Final = Topic(
    "pitman",
    sentence("Pitman"),
    sentence("Estimate by Pitman's sampling formula: new kinds of people keep turning up as the sample grows."),
    sentence("It does best with small sampling fractions and many uniques."),
    sentence("expected uniques = Γ(1+θ) ÷ Γ(θ+α) × N^α, θ and α fitted to the class sizes"),
    sentence("Pitman 1996; Hoshino 2001, Journal of Official Statistics 17(4)"),
    sentence("With a large sampling fraction it may be far off; it needs uniques and pairs in the data."),
)
ZAYATZ: Final = Topic(
    "zayatz",
    sentence("Zayatz"),
    sentence("Estimate from how likely a class of the population is to show as unique in the sample."),
    sentence("It does well with large sampling fractions."),
    sentence("Bayes: share of sample uniques × P(class of 1 in the population | unique in the sample), hypergeometric"),
    sentence("Zayatz 1991, Bureau of the Census, Statistical Research Division 91-08"),
    sentence(
        "It takes the class sizes of the population to be like those of the sample, and says too much with small fractions."
    ),
)
SNB: Final = Topic(
    "snb",
    sentence("SNB"),
    sentence("Estimate by a shifted negative binomial distribution of class sizes in the population."),
    sentence("It serves where Pitman and Zayatz disagree or do not converge."),
    sentence("class size − 1 is negative binomial; its parameters solve three equations of the sample"),
    sentence("Chen and Keller-McNulty 1998, Journal of Official Statistics 14(1)"),
    sentence(
        "Its equations have no solution on many data, and where the data are a tiny part of the population it may be many "
        "times too high; ARX's own version of it is faulty and is not reproduced here."
    ),
)
DANKAR: Final = Topic(
    "dankar",
    sentence("Chosen by Dankar's rule"),
    sentence("A rule, found by trying it on a few health datasets, that says which of the estimates to take."),
    sentence("At a sampling fraction up to 10 % it takes Pitman; above, the lower of Zayatz and SNB."),
    sentence("if n ÷ N ≤ 10 %: Pitman, else min(Zayatz, SNB)"),
    sentence("Dankar, El Emam, Neisa and Roffey 2012 (doi:10.1186/1472-6947-12-66)"),
    sentence("It is a rule of thumb: it was tuned on a few datasets, none of which is yours."),
)
LIKELIHOOD: Final = Topic(
    "likelihood",
    sentence("Likelihood of being unique in the population"),
    sentence("For a record with these values, the probability that nobody else in the population has them."),
    sentence("95 % for a record means that whoever knows these values is almost certainly looking at that person."),
    sentence("(1 − p(x))^(N−1), with p(x) from a Gaussian copula of the columns"),
    sentence("Rocher, Hendrickx and de Montjoye 2019 (doi:10.1038/s41467-019-10933-3)"),
    sentence("The copula knows pairs of columns only, and an order is given to categories that have none."),
)
CORRECTNESS: Final = Topic(
    "correctness",
    sentence("Likelihood that a match is right"),
    sentence("For a record found by its values, the probability that it is the person looked for."),
    sentence("99 % means that an attacker would be wrong once in a hundred such claims."),
    sentence("(1 − (1 − p(x))^N) ÷ (N p(x))"),
    sentence("Rocher, Hendrickx and de Montjoye 2019 (doi:10.1038/s41467-019-10933-3)"),
    sentence("It counts no errors in the data, and takes the person to be in the population."),
)
MODEL: Final = Topic(
    "population_model",
    sentence("How sure an attacker can be"),
    sentence("A model of the whole population, made from the data, says how many others are like each record."),
    sentence("Whoever finds a record of a known person's values asks: is it really that person? This is the answer."),
    sentence("a Gaussian copula of the quasi-identifiers, fitted to the data"),
    sentence("Rocher, Hendrickx and de Montjoye 2019 (doi:10.1038/s41467-019-10933-3)"),
    sentence("A model extends what it saw: a village with one doctor may not be in the data."),
)

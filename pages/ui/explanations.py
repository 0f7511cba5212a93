"""What every figure means, in the words of a data protection officer: definition, reading, formula, source, limits."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Final

from analysis.wording import Sentence, sentence
from pages.ui.frame import Explanation
from pages.ui.language import _


class Measure(Enum):
    """The figures that pages show."""

    K = "k"
    UNIQUES = "uniques"
    BELOW = "below"
    AVERAGE = "average"
    HIGHEST = "highest"
    AT_RISK = "at_risk"
    SUPPRESSED = "suppressed"
    LOSS = "loss"
    CLASS_SIZES = "class_sizes"
    CONTRIBUTION = "contribution"
    EXPOSED = "exposed"
    SECOND_OPINION = "second_opinion"
    MARGINALS = "marginals"
    LOCAL_RECODING = "local_recoding"
    PRICE = "price"
    ASSOCIATIONS = "associations"

    @property
    def label(self) -> Sentence:
        """What the figure is called."""
        return LABELS[self]


LABELS: Final = {
    Measure.K: sentence("k (smallest group)"),
    Measure.UNIQUES: sentence("Unique records"),
    Measure.BELOW: sentence("Records in small classes"),
    Measure.AVERAGE: sentence("Average risk"),
    Measure.HIGHEST: sentence("Highest risk"),
    Measure.AT_RISK: sentence("Records at risk"),
    Measure.SUPPRESSED: sentence("Suppressed records"),
    Measure.LOSS: sentence("Information loss"),
    Measure.CLASS_SIZES: sentence("Size of the equivalence classes"),
    Measure.CONTRIBUTION: sentence("What each column contributes"),
    Measure.EXPOSED: sentence("Most exposed classes"),
    Measure.SECOND_OPINION: sentence("Second opinion"),
    Measure.MARGINALS: sentence("Distributions"),
    Measure.LOCAL_RECODING: sentence("Recoding"),
    Measure.PRICE: sentence("What does a larger k cost?"),
    Measure.ASSOCIATIONS: sentence("Associations between columns"),
}


def _k() -> Explanation:
    return Explanation(
        _("The number of records in the smallest equivalence class: records that share all their quasi-identifiers."),
        _(
            "k = 5 means that everyone looks like at least four others on these columns. k = 1 means that someone is alone."
        ),
        _("k = smallest class size"),
        _("Sweeney 2002, definition 3 (doi:10.1142/S0218488502001648)"),
        _(
            "A high k does not prove anonymity: it says nothing of a forgotten quasi-identifier, of what all members of a "
            "class have in common, or of what other releases add."
        ),
    )


def _uniques() -> Explanation:
    return Explanation(
        _("Records whose combination of quasi-identifiers nobody else in the dataset has."),
        _("Whoever knows these facts about such a person, and that they are in the data, finds their record."),
        _("records in classes of size 1 ÷ all records"),
        _("WP29 opinion 05/2014 (singling out)"),
        _("Unique in this dataset is not unique in the population: a sample has more unique records than the country."),
    )


def _below() -> Explanation:
    return Explanation(
        _("Records whose equivalence class has fewer members than each of the usual thresholds."),
        _("11 is the usual threshold in France for health and tax data (CASD, INSEE); 5 is the historical rule."),
        _("sum of the sizes of the classes smaller than the threshold"),
        _("El Emam 2013, Guide to the De-Identification of Personal Health Information, chapter 16"),
        _("A threshold is a convention and no proof of anonymity."),
    )


def _average() -> Explanation:
    return Explanation(
        _("The probability of finding the right record of a person taken at random from the data."),
        _(
            "10 % means that one attempt in ten succeeds, by someone who knows that the person is in the data (prosecutor)."
        ),
        _("mean over records of 1 ÷ class size = number of classes ÷ number of records"),
        _("El Emam 2013, Guide to the De-Identification of Personal Health Information, chapter 16"),
        _("An average can be low while a few people are fully exposed: read it with the highest risk."),
    )


def _highest() -> Explanation:
    return Explanation(
        _("The risk of the most exposed person."),
        _(
            "20 % means that the smallest group has five members. For open data, the highest risk is the one that counts."
        ),
        _("1 ÷ smallest class size"),
        _("El Emam 2013, Guide to the De-Identification of Personal Health Information, chapter 16"),
        _("It does not say how many people bear it."),
    )


def _at_risk() -> Explanation:
    return Explanation(
        _("Share of the records whose risk is strictly above the threshold you set."),
        _("With a threshold of 20 %, these are the records in classes of fewer than five."),
        _("records with 1 ÷ class size > threshold, ÷ all records"),
        _("El Emam 2013, Guide to the De-Identification of Personal Health Information, chapter 16"),
        _("The threshold is your decision, and depends on who receives the data."),
    )


def _suppressed() -> Explanation:
    return Explanation(
        _("Records that leave the release because their class is still smaller than k after generalising."),
        _("They are the rarest people: their absence biases every statistic about rare profiles."),
        _("sum of the sizes of the classes smaller than k"),
        _("Samarati 2001, definition 4.1 (doi:10.1109/69.971193)"),
        _("It does not say who disappears: compare the distributions before and after."),
    )


def _loss() -> Explanation:
    return Explanation(
        _("How much of the detail of the quasi-identifiers is gone: 0 is intact, 1 is everything lost."),
        _(
            "Each column counts by how many of its values a label stands for; a suppressed record is lost in every column."
        ),
        _("geometric mean over columns of (1 + loss of the column), minus 1"),
        _("Iyengar 2002, section 3, in the form used by ARX"),
        _("It counts categories, not what your study needs: look at the columns that matter to you."),
    )


def _class_sizes() -> Explanation:
    return Explanation(
        _("How many records are in equivalence classes of each size."),
        _("What is on the left is exposed, what is on the right is hidden in a crowd."),
        _("sum of the sizes of the classes of each size"),
        _("Sweeney 2002, definition 3 (doi:10.1142/S0218488502001648)"),
        _("The scale of sizes is not even: bars on the right cover wider ranges."),
    )


def _contribution() -> Explanation:
    return Explanation(
        _(
            "For each quasi-identifier: the records it makes unique by itself, and those that are unique only because of it."
        ),
        _("A column with a long bar is one to generalise first."),
        _("unique records with all columns − unique records without this one"),
        _("Distinction (distinct values ÷ records) and separation (pairs that differ): Motwani and Xu 2008, section 2"),
        _("Columns act together: two short bars can hide a pair that singles out many."),
    )


def _exposed() -> Explanation:
    return Explanation(
        _("The smallest classes, and in each the value without which it would be hidden among the most others."),
        _("A marked value is the one to generalise for these people."),
        _("size of the class when this column alone is left out"),
        _("after the special uniques of Elliot, Manning and Ford 2002, with one column left out at a time"),
        _("Where nothing is marked, no single column is enough to hide the class."),
    )


def _second_opinion() -> Explanation:
    return Explanation(
        _("The same questions put to pyCANON, a library of the Spanish National Research Council (CSIC)."),
        _("Agreement says that two programs written apart found the same; a known fault of either is named."),
        _("ours = theirs, up to a relative difference of 10⁻⁹"),
        _("Sáinz-Pardo Díaz and López García 2022 (doi:10.1038/s41597-022-01894-2)"),
        _("Both may share a wrong choice of columns."),
    )


def _marginals() -> Explanation:
    return Explanation(
        _("How far the distribution of each column, as a reader of the release sees it, is from the original."),
        _("0 is unchanged. A total variation of 10 % means that one record in ten would have to change its value."),
        _("total variation = ½ Σ |p − q|; Hellinger = √(½ Σ (√p − √q)²); Wasserstein = mean distance moved"),
        "",
        _(
            "The records under a label are spread evenly over its values: what readers know from elsewhere is not counted."
        ),
    )


def _price() -> Explanation:
    return Explanation(
        _("The least information loss of any combination of levels that reaches each k within the suppression limit."),
        _("Where the curve is flat, a larger k costs nothing; where it jumps, think twice."),
        _("minimum of the loss over all combinations, for k from 2 to 50"),
        "",
        _("It is about k alone: other requirements, and what the detail is worth to you, are not in it."),
    )


def _local_recoding() -> Explanation:
    return Explanation(
        _(
            "Global recoding gives each value the same label everywhere. Local recoding (Mondrian) cuts the records into "
            "groups of at least k and labels each group as narrowly as it can."
        ),
        _(
            "Strict cuts keep alike records together; relaxed cuts may part them, which keeps more detail and lets labels "
            "overlap."
        ),
        _("the widest column of a group is cut at its median while both halves keep k records"),
        _("LeFevre, DeWitt and Ramakrishnan 2006 (doi:10.1109/ICDE.2006.101); attacks: Cohen 2022, USENIX Security"),
        _("The same k says nothing of what the way of grouping gives away: global recoding leaks less."),
    )


def _associations() -> Explanation:
    return Explanation(
        _("How strongly every two columns go together, before and after: 0 not at all, 1 entirely."),
        _("A pair that fades is a relation that the release no longer lets anyone study."),
        _("correlation between numbers, Cramér's V between categories, correlation ratio between the two"),
        _("Cramér 1946, Mathematical Methods of Statistics, section 21.9"),
        _("A kept association says nothing of one that holds only within a group."),
    )


EXPLANATIONS: Final[dict[Measure, Callable[[], Explanation]]] = {
    Measure.K: _k,
    Measure.UNIQUES: _uniques,
    Measure.BELOW: _below,
    Measure.AVERAGE: _average,
    Measure.HIGHEST: _highest,
    Measure.AT_RISK: _at_risk,
    Measure.SUPPRESSED: _suppressed,
    Measure.LOSS: _loss,
    Measure.CLASS_SIZES: _class_sizes,
    Measure.CONTRIBUTION: _contribution,
    Measure.EXPOSED: _exposed,
    Measure.SECOND_OPINION: _second_opinion,
    Measure.MARGINALS: _marginals,
    Measure.LOCAL_RECODING: _local_recoding,
    Measure.PRICE: _price,
    Measure.ASSOCIATIONS: _associations,
}

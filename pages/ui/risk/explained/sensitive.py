"""What the models of attribute disclosure mean."""

from __future__ import annotations

from typing import Final

from analysis.wording import sentence
from pages.ui.risk.topic import Topic

LEARNT: Final = Topic(
    "learnt",
    sentence("What an attacker learns"),
    sentence(
        "Equivalence classes whose members nearly all have the same sensitive value: it is learnt of each of them "
        "without telling them apart."
    ),
    sentence("“8 of 8 have asthma” means that whoever is in this class has asthma, however large k is."),
    sentence("share of the class with its most frequent value ≥ the certainty you set"),
    sentence("Machanavajjhala et al. 2007, section 2, homogeneity attack (doi:10.1145/1217299.1217302)"),
    sentence(
        "It does not say how many other facts the attacker has: knowing what a person does not have can single out the "
        "rest. People alone in their class are counted apart: recognising one is learning everything."
    ),
)
SKEWED: Final = Topic(
    "skewed",
    sentence("What becomes more likely"),
    sentence("Equivalence classes in which a sensitive value is many times as frequent as in all records."),
    sentence(
        "“3 of 6 have HIV, 40 times as frequent as in all records” is no proof for anybody, and still a suspicion on all."
    ),
    sentence("share of the value in the class ÷ share of the value in all records ≥ the factor you set"),
    sentence("Li, Li and Venkatasubramanian 2007, section 3, skewness attack (doi:10.1109/ICDE.2007.367856)"),
    sentence("In a small class one person is enough to raise a rare value a great deal."),
)
BREAKING: Final = Topic(
    "breaking",
    sentence("Classes that break a requirement"),
    sentence("Equivalence classes that do not meet what the Anonymise page requires of this column."),
    sentence("Generalise the values of these classes, or let them be suppressed."),
    sentence("the condition of the model, asked of each class by itself"),
    sentence("The paper of each model: see its own explanation"),
    sentence("A class that meets the requirement may still reveal what the model does not look at."),
)
DISTINCT_L: Final = Topic(
    "distinct_l",
    sentence("l-diversity, distinct values"),
    sentence("The fewest different sensitive values that any equivalence class holds."),
    sentence(
        "l = 1 means that in some class everyone has the same value. l = 3 means at least three values everywhere."
    ),
    sentence("l = min over classes of the number of distinct values"),
    sentence("Machanavajjhala et al. 2007, principle 2 (doi:10.1145/1217299.1217302)"),
    sentence(
        "Three values of which one is held by 98 % of the class protect nobody; three alike diseases hardly more."
    ),
)
ENTROPY_L: Final = Topic(
    "entropy_l",
    sentence("l-diversity by entropy"),
    sentence("How varied the least varied class is, as a number of equally frequent values."),
    sentence("2 means as uncertain as a coin tossed; 1 means no uncertainty at all."),
    sentence("l = exp(min over classes of −Σ p ln p)"),
    sentence("Machanavajjhala et al. 2007, definition 4.1 (doi:10.1145/1217299.1217302)"),
    sentence("It is hard to reach where one value is frequent in all records, without that being anybody's fault."),
)
RECURSIVE_C: Final = Topic(
    "recursive_c",
    sentence("recursive (c, 2)-diversity"),
    sentence("How much more frequent the most frequent value of a class is than all the others together."),
    sentence("c = 3 means that in no class one value has three times as many people as all the others together."),
    sentence("smallest c with: count of the most frequent value < c × count of all others, in every class"),
    sentence("Machanavajjhala et al. 2007, definition 4.2 (doi:10.1145/1217299.1217302)"),
    sentence("Where a class holds one value only, no c holds."),
)
ALPHA: Final = Topic(
    "alpha",
    sentence("(alpha, k)-anonymity"),
    sentence("The largest share of one sensitive value in any equivalence class."),
    sentence("An alpha of 60 % means that an attacker is never surer than 60 % of a value."),
    sentence("alpha = max over classes and values of count ÷ class size"),
    sentence("Wong, Li, Fu and Wang 2006 (doi:10.1145/1150402.1150499)"),
    sentence("It does not compare with how frequent the value is anyway."),
)
T_EQUAL: Final = Topic(
    "t_equal",
    sentence("t-closeness, equal distance"),
    sentence(
        "How far the distribution of the column in a class is from that in all records, any two values equally far apart."
    ),
    sentence(
        "0 means that the class teaches nothing; 1 that it is wholly different. Usual requirements are 0.2 to 0.3."
    ),
    sentence("t = max over classes of ½ Σ |p − q|"),
    sentence("Li, Li and Venkatasubramanian 2007, section 5 (doi:10.1109/ICDE.2007.367856)"),
    sentence("No regulator sets t, and it does not say which value gives people away."),
)
T_ORDERED: Final = Topic(
    "t_ordered",
    sentence("t-closeness, ordered distance"),
    sentence("The same where values have an order: neighbouring values count as near."),
    sentence("0.1 means that on average people moved by a tenth of the ranks, from all records to the class."),
    sentence("t = max over classes of Σ |cumulated (p − q)| ÷ (number of values − 1)"),
    sentence("Li, Li and Venkatasubramanian 2007, section 5.1 (doi:10.1109/ICDE.2007.367856)"),
    sentence("It counts ranks and not amounts: a step from 10 to 11 weighs as much as one from 11 to 9,000."),
)
T_HIERARCHICAL: Final = Topic(
    "t_hierarchical",
    sentence("t-closeness, hierarchical distance"),
    sentence("The same where values form groups: values of one group count as near."),
    sentence("A class with many diseases of one chapter is far from all records, though no disease stands out."),
    sentence("t = mean over levels of ½ Σ |p − q| of the labels of that level"),
    sentence("Li, Li and Venkatasubramanian 2007, section 5.2 (doi:10.1109/ICDE.2007.367856)"),
    sentence("It depends on the hierarchy of the column: here the one suggested for its kind."),
)
BASIC_BETA: Final = Topic(
    "basic_beta",
    sentence("basic beta-likeness"),
    sentence("The largest gain of belief in a sensitive value, relative to its share in all records."),
    sentence("2 means that a value is three times as frequent in a class as in all records."),
    sentence("beta = max over classes and values of (p − q) ÷ q"),
    sentence("Cao and Karras 2012, definition 2 (doi:10.14778/2350229.2350255)"),
    sentence("Values that become rarer are not counted, though ruling out a value teaches something too."),
)
ENHANCED_BETA: Final = Topic(
    "enhanced_beta",
    sentence("enhanced beta-likeness"),
    sentence("The same, with a limit that is stricter for values that are frequent in all records."),
    sentence("Where a class passes the limit of a value, no beta is enough: such classes are counted."),
    sentence("beta = max of (p − q) ÷ q, each gain at most −ln q"),
    sentence("Cao and Karras 2012, definition 3 (doi:10.14778/2350229.2350255)"),
    sentence("The limit is the authors' choice; no norm sets it."),
)
DELTA: Final = Topic(
    "delta",
    sentence("delta-disclosure privacy"),
    sentence("The largest ratio, up or down, between the share of a value in a class and in all records."),
    sentence("0.69 is a factor of two; 2.3 a factor of ten."),
    sentence("delta = max over classes and values held of |ln(p ÷ q)|"),
    sentence("Brickell and Shmatikov 2008 (doi:10.1145/1401890.1401904)"),
    sentence(
        "A value that a class lacks is ruled out there, which delta does not count; such classes are counted apart."
    ),
)
MODELS: Final = (
    DISTINCT_L,
    ENTROPY_L,
    RECURSIVE_C,
    ALPHA,
    T_EQUAL,
    T_ORDERED,
    T_HIERARCHICAL,
    BASIC_BETA,
    ENHANCED_BETA,
    DELTA,
)
"""In the order in which they are shown."""

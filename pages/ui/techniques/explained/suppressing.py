"""What the techniques that leave something out mean, and the figures of an effect."""

from __future__ import annotations

from typing import Final

from analysis.wording import sentence
from pages.ui.risk.topic import Topic

TECHNIQUES: Final = Topic(
    "techniques",
    sentence("Other techniques"),
    sentence("Steps done to the records before they are generalised, in the order of the list."),
    sentence(
        "Each is tried first: its effect on risk and on the data is shown, and nothing changes until it is applied."
    ),
    source=sentence("WP29 opinion 05/2014, sections 3 and 4; ISO/IEC 20889:2018"),
    limits=sentence("No technique anonymises by itself: judge what all of them leave together."),
)
EFFECT: Final = Topic(
    "technique_effect",
    sentence("Effect"),
    sentence("What the step would do to the records as the steps before it leave them, and to the figures at the top."),
    sentence(
        "Cells changed are those whose text differs. A total variation of 10 % means that one record in ten would have to "
        "change its value to undo the change of the distribution."
    ),
    sentence("total variation = ½ Σ |p − q|; Wasserstein = mean distance moved"),
    limits=sentence(
        "After noise or swapping, k counts the values shown, which may not be true: it then says little of what an "
        "attacker who knows true values finds."
    ),
)
SAMPLING: Final = Topic(
    "technique_sampling",
    sentence("Sampling"),
    sentence("Only some records, or people, drawn at random are kept."),
    sentence("Nobody can be sure that a person is in the data: a unique record may have a double that was not drawn."),
    sentence("simple random sample without replacement, in proportion within strata"),
    sentence("Cochran 1977, Sampling Techniques, sections 2.1 and 5.5"),
    sentence("Who is drawn is as exposed as before to whoever knows that they were. Rare people stay rare."),
)
RARE_CLASSES: Final = Topic(
    "technique_rare_classes",
    sentence("Leaving out rare combinations"),
    sentence("Records whose combination of values fewer than k records hold are left out."),
    sentence("What is left is k-anonymous on these columns, without generalising."),
    sentence("records with class size < k leave"),
    sentence("Samarati 2001, definition 4.1 (doi:10.1109/69.971193)"),
    sentence("The rarest people disappear: every figure about them is biased, and their absence itself can tell."),
)
RARE_VALUES: Final = Topic(
    "technique_rare_values",
    sentence("Leaving out values"),
    sentence("Records with rare values of a column, or with values that you name, are left out."),
    sentence("CNIL asks to remove rare values, such as those of centenarians, before anything else."),
    sentence("records with count(value) < n leave"),
    sentence("CNIL 2020, L’anonymisation de données personnelles"),
    sentence("A common value can be rare together with others."),
)
COLUMN_REMOVAL: Final = Topic(
    "technique_column_removal",
    sentence("Leaving out columns"),
    sentence("Whole columns leave the dataset."),
    sentence("The surest way for what the purpose does not need: data minimisation comes first."),
    source=sentence("GDPR, article 5(1)(c)"),
    limits=sentence("What is left may predict what was left out."),
)
LOCAL_SUPPRESSION: Final = Topic(
    "technique_local_suppression",
    sentence("Local suppression"),
    sentence("Single cells become missing until every record is one of at least k, before anything is generalised."),
    sentence(
        "Few gaps where few records are rare; many where values are fine: generalise first, and suppress cells then."
    ),
    sentence("a cell costs 1 ÷ (1 − importance); the cheapest that reach k are sought"),
    sentence("Templ, Kowarik and Meindl 2015, section 3.3 (doi:10.18637/jss.v067.i04)"),
    sentence("A gap is itself a trace: who knows why a cell is missing learns that its value was rare."),
)
CELLS: Final = Topic(
    "cells",
    sentence("Cells instead of records"),
    sentence(
        "After generalising, single cells become missing until every record is one of at least k. No record leaves."
    ),
    sentence(
        "A gap can be read as anything, as sdcMicro does, or as a value of its own. An attacker may use either: k is "
        "shown by both."
    ),
    sentence("a cell costs 1 ÷ (1 − importance); the cheapest that reach k are sought"),
    sentence("Templ, Kowarik and Meindl 2015, section 3.3 (doi:10.18637/jss.v067.i04)"),
    sentence("It reaches k and nothing else: other requirements are checked, not sought. Gaps bias what is rare."),
)

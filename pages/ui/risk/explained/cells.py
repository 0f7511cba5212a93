"""What the rules of statistical confidentiality say of tables."""

from __future__ import annotations

from typing import Final

from analysis.wording import sentence
from pages.ui.risk.topic import Topic

FREQUENCY: Final = Topic(
    "frequency_rule",
    sentence("Cells with too few people"),
    sentence("Cells of the tables that cross one to three columns, and that hold fewer people than the threshold."),
    sentence("INSEE and CASD release no cell of fewer than 11; the tax rule for businesses is 3."),
    sentence("unsafe: 0 < people in the cell < threshold"),
    sentence("INSEE, guide du secret statistique, 2024; CASD"),
    sentence("Totals give hidden cells away: each suppressed cell needs a second one (secondary confidentiality)."),
)
DOMINANCE: Final = Topic(
    "dominance_rule",
    sentence("Cells dominated by one person"),
    sentence("Cells in which a single contributor makes up more of the total than allowed."),
    sentence("With 85 %, the largest contributor of a cell could be estimated from its published total."),
    sentence("unsafe: largest contribution ÷ total of the cell > limit"),
    sentence("INSEE, guide du secret statistique, 2024 (85 %)"),
    sentence("It makes sense of amounts only: turnover, costs, areas."),
)

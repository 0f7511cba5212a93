"""A distribution of risk as a table."""

from __future__ import annotations

from analysis.risk.reidentification import RiskDistribution
from pages.ui.language import _, percent
from pages.ui.risk.charts import risk_bars
from pages.ui.risk.topic import twin


def risk_twin(found: RiskDistribution) -> None:
    """The figures of the chart of a distribution, the highest risk first."""
    bars = risk_bars(found)[::-1]
    twin(
        {
            _("Risk"): [bar.label for bar in bars],
            _("Records"): [percent(bar.share) for bar in bars],
            _("This risk or higher"): [percent(bar.above) for bar in bars],
        }
    )

"""The way from a file to its release: the pages in their order, and how far the session has come."""

from __future__ import annotations

from typing import Final

from analysis.wording import sentence
from pages.ui.band import Progress, Step
from pages.ui.choices import Session
from pages.ui.language import _, say

PAGES: Final = {
    "pages/data.py": sentence("Data"),
    "pages/roles.py": sentence("Roles"),
    "pages/risk.py": sentence("Risk"),
    "pages/anonymise.py": sentence("Anonymise"),
    "pages/tradeoff.py": sentence("Trade-off"),
    "pages/report.py": sentence("Report"),
}
"""File of each page and what it is called, in the order of the steps."""


def steps_of(now: Session, current: str) -> tuple[Step, ...]:
    """How far each step has come.

    Args:
        current: File of the page that is shown, such as ``pages/risk.py``.
    """
    return tuple(
        Step(say(label), page, Progress.CURRENT if page == current else _progress(now, page), _missing(now, page))
        for page, label in PAGES.items()
    )


def _progress(now: Session, page: str) -> Progress:
    if _missing(now, page):
        return Progress.BLOCKED
    done = {
        "pages/data.py": now.dataset is not None,
        "pages/roles.py": bool(now.quasi_identifiers) and not now.undecided,
        "pages/risk.py": now.plan is not None,
        "pages/anonymise.py": now.plan is not None
        and (
            bool(now.plan.steps or now.plan.cuts or now.plan.cells)
            or any(level for _n, level in now.plan.recoding.levels)
        ),
        "pages/tradeoff.py": bool(now.scenarios),
        "pages/report.py": bool(now.recipients),
    }
    return Progress.DONE if done[page] else Progress.TODO


def _missing(now: Session, page: str) -> str | None:
    if page != "pages/data.py" and now.dataset is None:
        return _("Open a file or try a sample first.")
    if page not in ("pages/data.py", "pages/roles.py") and now.plan is None:
        return _("Choose at least one quasi-identifier first.")
    return None

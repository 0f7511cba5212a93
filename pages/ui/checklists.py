"""The lists of what the law does not let out, against the columns of the dataset."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from analysis.detection import CHECKLISTS, Checked, Checklist, Status, checklist
from analysis.wording import sentence
from pages.ui.choices import Session
from pages.ui.computed import suggestions_of
from pages.ui.frame import Explanation, explain, literal
from pages.ui.language import _, ngettext, say
from pages.ui.risk.grid import grid

STATUS_NAMES: Final = {
    Status.FOUND: sentence("✗ found"),
    Status.NOT_FOUND: sentence("✓ not found"),
    Status.UNTOLD: sentence("? cannot be told"),
}


def checklists(now: Session) -> None:
    """Go through every list, each folded until somebody asks for it."""
    st.header(_("What the law lists"), anchor=False)
    explain(_explanation(), key="explain_checklists")
    for rules in CHECKLISTS:
        lines = checklist(now.dataset, suggestions_of(now), rules)
        with st.expander(_title(rules, lines)):
            st.caption(literal(say(rules.source)))
            grid(rules.name, [_("Category"), _("In this dataset"), _("Columns")], [_row(line) for line in lines])


def _title(rules: Checklist, lines: Sequence[Checked]) -> str:
    n_found = sum(line.status is Status.FOUND for line in lines)
    n_untold = sum(line.status is Status.UNTOLD for line in lines)
    found = ngettext("{n} category found", "{n} categories found", n_found)
    untold = ngettext("{n} that cannot be told", "{n} that cannot be told", n_untold)
    return _(
        "{name}: {found}, {untold}, of {total}", name=literal(rules.name), found=found, untold=untold, total=len(lines)
    )


def _row(line: Checked) -> tuple[str, str, str]:
    title = f"{line.category.key}. {say(line.category.title)}"
    columns = ", ".join(line.columns)
    if line.status is Status.UNTOLD:
        columns = _("could be in: {columns}", columns=columns) if columns else _("a table does not show it")
    return title, say(STATUS_NAMES[line.status]), columns or "–"


def _explanation() -> Explanation:
    return Explanation(
        _(
            "Two lists of what may not be in a dataset, each line against what was found in the columns: the 18 "
            "identifiers of HIPAA (United States), and what the reference methodology MR-004 of the CNIL leaves out."
        ),
        _(
            "Found: a column holds it, by its name, its values or inside its texts. Not found: every column was understood "
            "as something else. Cannot be told: a column was not understood, a text may hide it, or a table cannot show it."
        ),
        _("found if a column is suggested as one of the kinds that the line names"),
        _("45 CFR 164.514(b)(2)(i); CNIL, decision 2018-155 of 3 May 2018"),
        _(
            "A list without anything found is no proof of anonymity: both texts ask for more, and combinations of the "
            "columns that stay may still single people out. Have the lists confirmed by someone who knows the data."
        ),
    )

"""Open a dataset, see what was understood, and correct it."""

import streamlit as st

from pages.ui.choices import Session
from pages.ui.frame import literal
from pages.ui.journey import framed
from pages.ui.language import _, ngettext
from pages.ui.opening import doors, failed
from pages.ui.profile_table import profile_table
from pages.ui.recipe_file import recipe_file
from pages.ui.state import session
from pages.ui.understood import consent, reading


def answer(now: Session) -> str:
    """What is open, in a sentence."""
    if now.dataset is None:
        return _("Open a file, or try with hospital stays that are made up. Nothing leaves this computer.")
    records = ngettext("**{n} record**", "**{n} records**", now.assessed.n_records)
    columns = ngettext("**{n} column**", "**{n} columns**", len(now.assessed.columns))
    opened = _("{records} and {columns} in {name}", records=records, columns=columns, name=literal(now.assessed.name))
    if not now.consent:
        return f"{opened}."
    return f"{opened}. " + ngettext(
        "{n} person who refused is left out.", "{n} people who refused are left out.", now.n_refused
    )


with framed("pages/data.py", _("What is in these data?"), answer(session())) as now:
    failed()
    if now.dataset is None:
        doors()
    else:
        reading(now)
        profile_table(now.before_steps)
        consent(now)
        with st.expander(_("Apply a recipe to these data"), key="data_recipe", on_change="rerun") as recipe:
            if recipe.open:
                recipe_file("data")
        with st.expander(_("Open another dataset"), key="data_another", on_change="rerun") as another:
            if another.open:
                doors()

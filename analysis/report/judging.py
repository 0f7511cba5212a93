"""From what a recipe made to what may be concluded of it."""

from __future__ import annotations

from typing import Final

from analysis.attacks.intersection import Crossing
from analysis.detection import Concept, Suggestion, suggest
from analysis.recipe.running import Outcome
from analysis.recoding.pseudonyms import Pseudonyms
from analysis.roles import Role
from analysis.verdict import Audience, Links, Recipient, Verdict, judge

ANYBODY: Final = (Recipient(Audience.PUBLIC),)
"""To whom a release goes of which nobody said to whom: it is judged as if it were public."""
LINKING: Final = frozenset({Concept.PERSON_NUMBER, Concept.PERSISTENT_CODE})
"""What holds the records of a person together, whatever role its column was given."""


def verdict_of(outcome: Outcome, crossing: Crossing | None = None) -> Verdict:
    """Judge a release for the recipients that its recipe names; for the public where it names none.

    Args:
        crossing: The release beside an earlier one; None where none was compared.
    """
    recipe = outcome.recipe
    links = links_of(outcome, crossing)
    return judge(outcome.after, recipe.demand, recipe.recipients or ANYBODY, links, outcome.unmet)


def links_of(outcome: Outcome, crossing: Crossing | None = None) -> Links:
    """What is known of links between the records of a release, or with another release."""
    pseudonyms = pseudonyms_of(outcome)
    return Links(
        pseudonyms=pseudonyms,
        codes=_codes(outcome, pseudonyms),
        earlier_compared=0 if crossing is None else 1,
        linked=0 if crossing is None else crossing.n_linked,
        none_earlier=outcome.recipe.none_earlier,
    )


def pseudonyms_of(outcome: Outcome) -> tuple[str, ...]:
    """Columns of the release that hold keyed pseudonyms, in its order."""
    made = {name for step in outcome.recipe.steps if isinstance(step, Pseudonyms) for name in step.columns}
    return tuple(name for name in outcome.release.dataset.names if name in made)


def _codes(outcome: Outcome, pseudonyms: tuple[str, ...]) -> tuple[str, ...]:
    """Columns that tell which records belong together: the household, and what detection takes for an identifier or code.

    Detection does not know the roles.
    """
    homes = outcome.roles.of(Role.HOUSEHOLD)
    found = (own for own in suggest(outcome.release.dataset) if own.column not in pseudonyms)
    return tuple(own.column for own in found if own.column in homes or _links(own))


def _links(found: Suggestion) -> bool:
    """Whether a column tells people apart; free text does where identifiers were found in it."""
    if found.concept is Concept.FREE_TEXT:
        return bool(found.contents)
    return found.role is Role.DIRECT_IDENTIFIER or found.concept in LINKING

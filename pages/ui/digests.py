"""The attack on a column of digests: offered below the column, run in the background, told without a value."""

from __future__ import annotations

import threading
from functools import partial
from typing import Final

import streamlit as st

from analysis.dataset import Dataset
from analysis.detection import Concept, HashAttack, Suggestion, Tried, algorithm_of, attack
from analysis.detection.candidates import Space
from analysis.search.running import Progress
from analysis.wording import Share, sentence
from pages.ui.choices import Session
from pages.ui.computed import CACHES, suggestions_of
from pages.ui.frame import Explanation, explain
from pages.ui.jobs import Job, finished
from pages.ui.language import _, ngettext, number, percent, say
from pages.ui.risk.grid import grid

SPACE_NAMES: Final = {
    Space.OTHER_COLUMNS: sentence("values of the other columns"),
    Space.DATES: sentence("days of 120 years, written in four ways"),
    Space.POSTAL_CODES: sentence("postal codes"),
    Space.NUMBERS: sentence("whole numbers below ten million"),
    Space.MOBILE_PHONES: sentence("French mobile numbers"),
    Space.NIR: sentence("NIR that fit the other columns"),
}
ASKED: Final = "roles_digests_asked"


def digests(now: Session, suggestion: Suggestion) -> None:
    """Offer the attack on a column of digests, and show what it found; draw nothing for other columns."""
    if not any(finding.concept is Concept.PERSISTENT_CODE for finding in suggestion.findings):
        return
    name = suggestion.column
    if _algorithm(now.dataset.fingerprint, name, now.dataset) is None:
        return
    asked = (now.dataset.fingerprint, name)
    position = now.dataset.names.index(name)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(
            _("Try to find the values behind it"), key=f"roles_attack_{position}", icon=":material/lock_open:"
        ):
            st.session_state[ASKED] = asked
        explain(_explanation(), key=f"explain_digests_{position}")
    if st.session_state.get(ASKED) == asked:
        _answer(now, name)


def _answer(now: Session, name: str) -> None:
    job = _job(now.dataset.fingerprint, name, partial(_attack, now.dataset, name, suggestions_of(now)))
    if not finished(job, _("Trying values…"), "roles_attack_stop"):
        return
    if job.was_cancelled:
        st.info(_("The attack was stopped before its end."), icon=":material/stop:")
        _job.clear()
        st.session_state.pop(ASKED)
        return
    _found(job.result())


def _attack(
    dataset: Dataset,
    name: str,
    suggestions: tuple[Suggestion, ...],
    progress: Progress,
    cancel: threading.Event,
) -> HashAttack:
    return attack(dataset, name, suggestions, progress=progress, cancel=cancel)


def _found(found: HashAttack) -> None:
    tried = sum(one.candidates for one in found.tried)
    known = {
        "algorithm": found.algorithm.name.replace("_", "-"),
        "share": Share(found.records_found / found.records),
        "tried": number(tried),
        "time": duration(sum(one.seconds for one in found.tried)),
    }
    if found.is_reversible:
        st.error(
            _(
                "**{share} of the records with a value gave theirs away** in {time}, after {tried} tries: these {algorithm} "
                "digests have no secret key. Leave the column out, or replace it by random codes that are new for each "
                "release. Until then the data are pseudonymised, and personal data.",
                **known,
            ),
            icon=":material/lock_open:",
        )
    else:
        st.info(
            _(
                "No value found in {time}, after {tried} tries. This is no proof of a secret key: other values were not tried. If "
                "the {algorithm} digests have none, whoever can list the values finds them; the table says in what time.",
                **known,
            ),
            icon=":material/lock:",
        )
    heads = [_("Values tried"), _("Tries"), _("Share of all"), _("Digests found"), _("All of them would take")]
    grid(_("What was tried"), heads, [_row(one) for one in found.tried if one.candidates])


def _row(one: Tried) -> tuple[str, ...]:
    return (
        say(SPACE_NAMES[one.space]),
        number(one.candidates),
        percent(one.coverage),
        number(one.values),
        duration(one.seconds_for_all),
    )


def duration(seconds: float) -> str:
    """A length of time in one unit, rounded."""
    if seconds < 1:
        return _("less than a second")
    if seconds < 90:
        return ngettext("{n} second", "{n} seconds", round(seconds))
    if seconds < 90 * 60:
        return ngettext("{n} minute", "{n} minutes", round(seconds / 60))
    if seconds < 36 * 3600:
        return ngettext("{n} hour", "{n} hours", round(seconds / 3600))
    return ngettext("{n} day", "{n} days", round(seconds / 86_400))


def _explanation() -> Explanation:
    return Explanation(
        _(
            "A digest (MD5, SHA-1, SHA-256…) of a name, a date or a NIR is computed in the same way by everybody. Here the "
            "digests of values that people may have are computed and looked for in the column, as an attacker would."
        ),
        _(
            "A digest found is a value known: the column then hides nothing. The last column of the table extends the speed "
            "of this machine, on one processor, to all the values of the kind; an attacker with better ones is much "
            "faster."
        ),
        _("time for all = time taken × all values of the kind ÷ values tried"),
        _(
            "Demir, Kumar, Cunche and Lauradoux 2018, The Pitfalls of Hashing for Privacy; WP29 opinion 05/2014, section 4"
        ),
        _(
            "Nothing found is no proof of a secret key: few kinds of values are tried, and few forms of each. People are "
            "taken to be born where they live. No value is shown or kept."
        ),
    )


@st.cache_resource(scope="session", max_entries=50, show_spinner=False)
def _algorithm(fingerprint: str, name: str, _dataset: Dataset) -> object:  # noqa: ARG001 (the key of the cache)
    return algorithm_of(_dataset[name])


@st.cache_resource(scope="session", max_entries=3, show_spinner=False, on_release=Job.cancel)
def _job(fingerprint: str, name: str, _work: partial[HashAttack]) -> Job:  # noqa: ARG001 (the key of the cache)
    return Job(_work)


CACHES.extend((_algorithm, _job))

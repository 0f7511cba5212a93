"""The app as a reader opens it, with the real library behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import AppTest

from analysis.dataset import Dataset
from analysis.hierarchies.builders import Words, suggest
from analysis.recoding.generalise import GlobalRecoding
from analysis.roles import Role, Roles
from analysis.samples import teaching_table
from pages.ui.state import Plan, Session, Source

APP = Path(__file__).resolve().parents[2] / "app.py"

Open = Callable[..., AppTest]


@pytest.fixture
def open_page() -> Open:
    """Open a page: ``open_page("pages/risk.py", session, reader="fr")``. Nothing computed in another test is left."""
    st.cache_resource.clear()

    def opened(page: str = "pages/data.py", session: Session | None = None, reader: str = "en") -> AppTest:
        at = AppTest.from_file(APP, default_timeout=60)
        at.query_params["lang"] = reader
        if session is not None:
            at.session_state["foule"] = session
        at.switch_page(page).run()
        assert not at.exception
        return at

    return opened


def session_on(
    dataset: Dataset, roles: Mapping[str, Role] | None = None, *, k: int = 5, limit: float = 0.05, **levels: int
) -> Session:
    """A session in which a dataset is open, some columns have their roles, and a plan is made for the rest.

    Args:
        levels: Level of a quasi-identifier; 0 unless given.
    """
    assigned = Roles.undecided(dataset.names).assign(roles or {})
    known = assigned.quasi_identifiers
    plan = Plan(
        tuple((name, suggest(dataset[name], Words("Other", "Q"))) for name in known),
        GlobalRecoding(tuple((name, levels.get(name, 0)) for name in known), k, limit),
    )
    return Session(Source(dataset.name), complete=dataset, dataset=dataset, roles=assigned, plan=plan if known else None)


TEACHING_ROLES = {
    "prenom": Role.DIRECT_IDENTIFIER,
    "age": Role.QUASI_IDENTIFIER,
    "sexe": Role.QUASI_IDENTIFIER,
    "code_postal": Role.QUASI_IDENTIFIER,
    "maladie": Role.SENSITIVE,
}


@pytest.fixture
def teaching() -> Callable[..., Session]:
    """A session on the 12 made-up people: ``teaching(k=2, limit=0.2, age=3, code_postal=1)``."""
    return lambda roles=TEACHING_ROLES, **plan: session_on(teaching_table(), roles, **plan)


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], bytes]]:
    """What each download button of the pages run so far would make, the latest last."""
    offered: list[Callable[[], bytes]] = []
    add = MediaFileManager.add_deferred

    def add_and_keep(self: MediaFileManager, data: Callable[[], bytes], *args: Any, **kwargs: Any) -> str:
        offered.append(data)
        return add(self, data, *args, **kwargs)

    monkeypatch.setattr(MediaFileManager, "add_deferred", add_and_keep)
    return offered

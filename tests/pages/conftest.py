"""The app as a reader opens it, with the real library behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import AppTest

from pages.ui.choices import Session

APP = Path(__file__).resolve().parents[2] / "app.py"


@pytest.fixture
def open_page() -> Callable[..., AppTest]:
    """Opens a page, ``open_page("pages/risk.py", session, reader="fr", risk_view="cells")``: what widgets hold comes last.

    Nothing computed in another test is left.
    """
    st.cache_resource.clear()

    def opened(page: str = "pages/data.py", session: Session | None = None, reader: str = "en", **held: Any) -> AppTest:
        at = AppTest.from_file(APP, default_timeout=60)
        at.query_params["lang"] = reader
        if session is not None:
            at.session_state["foule"] = session
        for key, value in held.items():
            at.session_state[key] = value
        at.run()
        at.switch_page(page).run()
        assert not at.exception
        return at

    return opened


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], bytes]]:
    """What the download buttons drawn so far make when they are pressed, the latest last."""
    offered: list[Callable[[], bytes]] = []
    add = MediaFileManager.add_deferred

    def add_and_keep(self: MediaFileManager, data: Callable[[], bytes], *args: Any, **kwargs: Any) -> str:
        offered.append(data)
        return add(self, data, *args, **kwargs)

    monkeypatch.setattr(MediaFileManager, "add_deferred", add_and_keep)
    return offered

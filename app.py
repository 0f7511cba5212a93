"""Foule, an interactive privacy risk assessment dashboard: ``streamlit run app.py``."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.ui import frame, server
from pages.ui.language import say
from pages.ui.steps import PAGES


def main() -> None:
    """Draw the page that the reader asked for; runs at every interaction."""
    page = st.navigation([st.Page(file, title=say(label)) for file, label in PAGES.items()], position="top")
    st.set_page_config(page_title=f"{page.title} · Foule", page_icon="👥", layout="wide")
    frame.corner(page.url_path)
    page.run()


server.run_pages_through_app()
if get_script_run_ctx(suppress_warning=True) is not None:
    main()
else:
    # `streamlit run` imports this file once, finds the app below and starts it; each interaction then runs `main`.
    server.keep_uploads_in_memory()
    server.log_without_values()
    app = st.App(__file__, middleware=server.MIDDLEWARE, on_script_error=server.show_error, lifespan=server.lifespan)

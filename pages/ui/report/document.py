"""The document as it stands, and what can be taken away: report, figures, dictionary, recipe, trail."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any, Final

import streamlit as st

from analysis.attacks.intersection import Crossing
from analysis.audit import to_json as trail_to_json
from analysis.recipe.recipe import to_json as recipe_to_json
from analysis.recipe.running import Outcome
from analysis.report.dictionary import dictionary_csv, dictionary_json
from analysis.report.document import Document
from analysis.report.figures import figures_json
from analysis.report.html import to_html
from analysis.report.pdf import to_pdf
from analysis.verdict import Verdict
from pages.ui.choices import Session
from pages.ui.frame import explain, literal
from pages.ui.language import _, language, say
from pages.ui.report.computed import Made
from pages.ui.report.topics import FILE

HEIGHT: Final = 900
"""Pixels of the preview."""
JSON: Final = "application/json"


def preview(document: Document) -> None:
    """Show the document as it will be printed.

    It stands in a frame without script and without an origin: whatever it holds can neither run nor ask for anything.
    """
    st.header(_("The report as it stands"), anchor=False)
    name, content = escape(_("Preview of the report"), quote=True), escape(to_html(document), quote=True)
    page = (
        f'<!doctype html><html lang="{document.language}"><head><title>{name}</title>'
        "<style>html,body{margin:0;height:100%}iframe{border:0;width:100%;height:100%;background:#fff}</style></head>"
        f'<body><iframe sandbox="" title="{name}" srcdoc="{content}"></iframe></body></html>'
    )
    with st.container(border=True):
        st.iframe(page, height=HEIGHT, tab_index=0)


@dataclass(frozen=True)
class Offer:
    """A file to take away.

    Attributes:
        key: Its name in keys of widgets.
        label: What it is called.
        name: Name of the file.
        mime: Its type.
        make: Makes it when it is asked for; it knows all that it needs, because there is no session to ask then.
    """

    key: str
    label: str
    name: str
    mime: str
    make: Callable[[], str | bytes]


def downloads(now: Session, made: Made, verdict: Verdict, crossing: Crossing | None, document: Document) -> None:
    """Offer every file, and the way to the release itself."""
    st.header(_("Take away"), anchor=False)
    with st.container(horizontal=True, key="report_downloads"):
        for offer in _offers(now, made.outcome, verdict, crossing, document):
            st.download_button(
                offer.label, data=offer.make, file_name=offer.name, mime=offer.mime, key=f"report_download_{offer.key}",
                type="primary" if offer.key == "pdf" else "secondary", icon=":material/download:", on_click="ignore",
            )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"{literal(say(FILE.label))} (CSV): `{made.sha256}`")
        explain(FILE.explanation(), key=f"explain_{FILE.key}")
    st.page_link(
        "pages/anonymise.py", label=_("The release itself is on the page Anonymise"), icon=":material/arrow_back:"
    )


def _offers(
    now: Session, outcome: Outcome, verdict: Verdict, crossing: Crossing | None, document: Document
) -> tuple[Offer, ...]:
    report, figures, columns = _("report"), _("figures"), _("dictionary")
    recipe, trail, spoken = _("recipe"), _("trail"), language()
    return (
        Offer("pdf", _("Report, PDF"), f"{report}.pdf", "application/pdf", partial(to_pdf, document)),
        Offer("html", _("Report, HTML"), f"{report}.html", "text/html", partial(to_html, document)),
        Offer("figures", _("Figures, JSON"), f"{figures}.json", JSON, lambda: _json(figures_json(outcome, verdict, crossing))),
        Offer("csv", _("Dictionary, CSV"), f"{columns}.csv", "text/csv", partial(dictionary_csv, outcome, spoken)),
        Offer("json", _("Dictionary, JSON"), f"{columns}.json", JSON, lambda: _json(dictionary_json(outcome, spoken))),
        Offer("recipe", _("Recipe, JSON"), f"{recipe}.json", JSON, partial(recipe_to_json, outcome.recipe)),
        Offer("trail", _("Audit trail, JSON"), f"{trail}.json", JSON, partial(trail_to_json, now.trail)),
    )  # fmt: skip


def _json(plain: dict[str, Any]) -> str:
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"

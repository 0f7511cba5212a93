"""``--report``: what a data protection officer files beside a release."""

from __future__ import annotations

import datetime as dt
import hashlib
from importlib import import_module
from pathlib import Path
from typing import Final

from analysis.errors import DatasetError
from analysis.recipe.running import Outcome
from analysis.report.judging import verdict_of
from analysis.report.writing import report

FORMS: Final = {".html": ("analysis.report.html", "to_html"), ".pdf": ("analysis.report.pdf", "to_pdf")}
"""What writes a report, by extension; loaded when it is asked for, because a PDF needs much that nothing else does."""


def check_form(file: Path | None) -> None:
    """Make sure, before any work, that a report can be written in the form that its extension asks for.

    Raises:
        DatasetError: Reports have no such form.
    """
    if file is not None and file.suffix.lower() not in FORMS:
        raise DatasetError(
            "A report cannot be written as {name}. Use one of {known}.", name=file.name, known=" ".join(FORMS)
        )


def report_of(made: Outcome, release: bytes, source_sha256: str, file: Path, language: str) -> bytes:
    """The report of a release, in the form that the extension of its file asks for.

    Args:
        release: The file that leaves.
        source_sha256: Hash of the file that was read.
        language: ``fr`` or ``en``.
    """
    written = report(
        made,
        verdict_of(made),
        language=language,
        made_at=dt.datetime.now().astimezone(),
        release_sha256=hashlib.sha256(release).hexdigest(),
        source_sha256=source_sha256,
    )
    module, name = FORMS[file.suffix.lower()]
    content = getattr(import_module(module), name)(written)
    return content.encode() if isinstance(content, str) else bytes(content)

"""The server around the pages: what it tells browsers, what it logs, and what it forgets.

Everything here keeps personal data out of places where they would outlive the session: no upload is spooled to a
file, no traceback with its values reaches the log, no session lingers after its reader has left.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import traceback
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

import streamlit as st
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import Runtime, get_instance
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analysis.warm_up import warm_up
from pages.ui.language import IN_ADDRESS, _, preferred

CONTENT_POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval' 'unsafe-inline' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""Streamlit needs inline and evaluated script of its own; nothing may come from, or go to, another host."""

HEADERS: Final = (
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
NEVER_SPOOL: Final = 1 << 40
SWEEP_SECONDS: Final = 10


class Headers:
    """ASGI middleware that adds the security headers and says in ``<html lang>`` which language the page will speak."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if "." not in scope["path"]:  # a page, which must come uncompressed to be rewritten
            scope = {
                **scope,
                "headers": [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"],
            }
        spoken = _spoken(scope)
        is_page = False

        async def send_on(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                own = dict(message["headers"])
                is_page = own.get(b"content-type", b"").startswith(b"text/html")
                vary = ((b"vary", b"Accept-Language"),) if is_page else ()
                message = {**message, "headers": [*message["headers"], *HEADERS, *vary]}
            elif message["type"] == "http.response.body" and is_page:
                body = message["body"].replace(b'<html lang="en"', b'<html lang="%b"' % spoken, 1)
                message = {**message, "body": body}
            await send(message)

        await self.app(scope, receive, send_on)


def _spoken(scope: Scope) -> bytes:
    """The language of the address, else of the browser; two letters, so that the page keeps its length."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get(IN_ADDRESS, [])
    accepted = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
    return preferred(",".join([*asked, accepted])).encode()


@cache
def run_pages_through_app() -> None:
    """Make every page run through ``app.py``, and never alone.

    Streamlit takes a folder called ``pages`` for an app of its older kind: whoever opened the address of a page first
    would get that page without the top bar, until somebody opened the first page.
    """
    make: Any = PagesManager.__init__

    def make_current(self: PagesManager, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        PagesManager.uses_pages_directory = False

    PagesManager.__init__ = make_current  # type: ignore[method-assign]
    PagesManager.uses_pages_directory = False


def keep_uploads_in_memory() -> None:
    """Stop the form parser from writing files of more than a megabyte to a temporary file."""
    MultiPartParser.spool_max_size = NEVER_SPOOL


def log_without_values() -> None:
    """Make the log name the kind and the place of an error, and never its message: messages quote values."""
    make = logging.getLogRecordFactory()

    def record_without_values(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make(*args, **kwargs)
        if record.exc_info and record.exc_info[1] is not None:
            record.msg, record.args = "%s", (described(record.exc_info[1]),)
            record.exc_info = record.exc_text = None
        return record

    logging.setLogRecordFactory(record_without_values)


def described(error: BaseException) -> str:
    """An error without its message: ``ValueError [io.py:80 > dataset.py:34]``, the last calls only."""
    calls = traceback.extract_tb(error.__traceback__)[-4:]
    return f"{type(error).__name__} [{' > '.join(f'{Path(call.filename).name}:{call.lineno}' for call in calls)}]"


def show_error(error: Exception) -> bool:
    """Say on the page that something failed, without the message of the error."""
    st.error(
        _("Your data have not left this computer. Go back one step, or erase everything and start again.")
        + f" ({type(error).__name__})",
        title=_("Something went wrong on our side"),
        icon=":material/error:",
    )
    return True


@contextlib.asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Compile ahead what the first visitor would wait for, and sweep out the sessions of those who left."""
    warm_up()
    sweeping = asyncio.create_task(_sweep_forever())
    try:
        yield
    finally:
        sweeping.cancel()


async def _sweep_forever() -> None:
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        sweep(get_instance())


def sweep(runtime: Runtime) -> int:
    """Forget the sessions whose time is up, with their uploads and downloads.

    Streamlit would do so only when another session comes. It has no public way to ask for it: the pinned version's
    own storage is used, and a test holds it to that.

    Returns:
        Sessions forgotten.
    """
    expired = runtime._session_mgr._session_storage._cache.expire()  # type: ignore[attr-defined]
    for _key, info in expired:
        info.session.shutdown()
        info.session.session_state.clear()  # the runtime holds on to the last session until the next one comes
    if expired:
        gc.collect()
        for _time in range(2):
            runtime.media_file_mgr.remove_orphaned_files()
    return len(expired)


def free_uploads() -> None:
    """Forget the files that this session has uploaded; emptying the widget alone would keep their bytes."""
    context = get_script_run_ctx()
    if context is not None:
        context.uploaded_file_mgr.remove_session_files(context.session_id)


MIDDLEWARE: Final = (Middleware(Headers),)

import asyncio
import io
import logging
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import create_autospec

import pytest
import streamlit as st
from starlette.datastructures import Headers as RequestHeaders
from starlette.formparsers import MultiPartParser
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.pages_manager import PagesManager

from pages.ui import server

ROOT = Path(__file__).resolve().parents[2]


async def _page(scope, receive, send):
    kind = b"text/html; charset=utf-8" if scope["path"] == "/" else b"text/plain"
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]})
    await send({"type": "http.response.body", "body": b'<!doctype html><html lang="en"><head>'})


def answer(path="/", query=b"", accepted=b""):
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": path, "query_string": query, "headers": [(b"accept-language", accepted)]}
    asyncio.run(server.Headers(_page)(scope, None, send))
    return dict(sent[0]["headers"]), sent[1]["body"]


@pytest.mark.parametrize(
    ("query", "accepted", "expected"),
    [(b"", b"fr-FR,fr;q=0.9", b"fr"), (b"", b"de", b"en"), (b"lang=fr", b"en", b"fr"), (b"lang=%22%3E", b"fr", b"fr")],
)
def test_the_page_says_which_language_it_will_speak(query, accepted, expected):
    headers, body = answer(query=query, accepted=accepted)
    assert b'<html lang="' + expected + b'"' in body
    assert headers[b"vary"] == b"Accept-Language"


def test_what_is_not_a_page_is_passed_on_as_it_is():
    headers, body = answer(path="/static/x.txt", accepted=b"fr")
    assert b'lang="en"' in body
    assert b"vary" not in headers


def test_every_response_forbids_other_hosts_and_frames():
    headers, _body = answer(path="/static/x.txt")
    policy = headers[b"content-security-policy"].decode()
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert headers[b"x-content-type-options"] == b"nosniff"


def test_a_page_runs_through_the_app_and_never_alone(monkeypatch):
    server.run_pages_through_app()
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    PagesManager(str(ROOT / "app.py"))
    assert PagesManager.uses_pages_directory is False


def test_a_large_upload_is_not_written_to_a_temporary_file(monkeypatch, tmp_path):
    monkeypatch.setattr(MultiPartParser, "spool_max_size", MultiPartParser.spool_max_size)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "does-not-exist"))
    part = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'

    async def body():
        yield part + b"1" * (3 << 20) + b"\r\n--x--\r\n"

    async def read():
        form = await MultiPartParser(
            RequestHeaders({"content-type": "multipart/form-data; boundary=x"}), body()
        ).parse()
        return await form["f"].read()

    with pytest.raises(FileNotFoundError):
        asyncio.run(read())
    server.keep_uploads_in_memory()
    assert len(asyncio.run(read())) == 3 << 20


@pytest.fixture
def log(monkeypatch):
    """What a logger writes once the log is without values."""
    before = logging.getLogRecordFactory()
    server.log_without_values()
    written = io.StringIO()
    logger, handler = logging.getLogger("test_server"), logging.StreamHandler(written)
    logger.addHandler(handler)
    yield lambda: (logger, written)
    logger.removeHandler(handler)
    logging.setLogRecordFactory(before)


def test_the_log_names_the_kind_and_place_of_an_error_and_not_its_message(log):
    logger, written = log()
    try:
        int("2 84 05 76 451 089 46")
    except ValueError as error:
        logger.exception("Uncaught: %s", error)
    assert "ValueError [test_server.py:" in written.getvalue()
    assert "451" not in written.getvalue()
    assert "Traceback" not in written.getvalue()


def test_the_log_keeps_what_is_not_an_error(log):
    logger, written = log()
    logger.warning("port %d is taken", 8501)
    assert written.getvalue() == "port 8501 is taken\n"


@pytest.fixture
def runtime(monkeypatch):
    """Streamlit's own runtime, not started."""
    monkeypatch.setattr(Runtime, "_instance", None)
    return st.App(ROOT / "app.py")._create_runtime()


def test_a_session_whose_time_is_up_is_emptied_and_the_others_stay(runtime, monkeypatch):
    storage = runtime._session_mgr._session_storage
    left, here = (
        SimpleNamespace(session=create_autospec(AppSession, instance=True, id=name)) for name in ("left", "here")
    )
    monkeypatch.setattr(storage._cache, "_timer", lambda: 0.0)
    storage.save(left)
    monkeypatch.setattr(storage._cache, "_timer", lambda: storage._cache.ttl / 2)
    storage.save(here)
    assert server.sweep(runtime) == 0
    monkeypatch.setattr(storage._cache, "_timer", lambda: storage._cache.ttl * 1.25)
    assert server.sweep(runtime) == 1
    assert left.session.shutdown.called
    assert left.session.session_state.clear.called
    assert not here.session.shutdown.called


def fetched(url: str, **headers: str):
    """(headers, body) of an address of this machine."""
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 http on this machine
    with urllib.request.urlopen(request, timeout=5) as response:  # noqa: S310
        return response.headers, response.read()


@pytest.fixture(scope="module")
def running():
    """The app as ``streamlit run app.py`` starts it, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 our own command
    url = f"http://127.0.0.1:{port}"
    try:
        for _attempt in range(300):
            try:
                fetched(f"{url}/_stcore/health")
                break
            except OSError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def test_the_running_app_sends_the_headers_and_the_language(running):
    headers, body = fetched(f"{running}/risk", **{"Accept-Language": "fr-FR", "Accept-Encoding": "gzip"})
    assert b'<html lang="fr"' in body
    assert headers["Content-Security-Policy"] == server.CONTENT_POLICY
    assert headers["X-Frame-Options"] == "DENY"

"""The app in Debian's Chromium. Whatever a test does, no page may ask another host or write an error to its console."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from window import WATCH

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DEEP_LINK = ("_stcore/health", "_stcore/host-config")
"""Streamlit asks for these below the page's own address first, and is told that they are not there."""


@dataclass(frozen=True)
class Server:
    """The app as ``streamlit run app.py`` starts it.

    Attributes:
        url: Its address.
        log: What it has written.
        scratch: Its folder for temporary files.
    """

    url: str
    log: Path
    scratch: Path


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests, with a home and a scratch folder of its own."""
    home = tmp_path_factory.mktemp("home")
    scratch, log = home / "scratch", home / "server.log"
    scratch.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.headless=true"]
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(scratch)}
    with log.open("wb") as written:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=written, stderr=subprocess.STDOUT)  # noqa: S603
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(f"{url}/_stcore/health", process, log)
        yield Server(url, log, scratch)
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=1).close()  # noqa: S310
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the app did not start:\n{log.read_text(errors='replace')[-2000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without one the tests are skipped, except where they must run."""
    found = shutil.which(CHROMIUM)
    if found is None:
        reason = "needs Chromium: apt-get install chromium, or say where it is in CHROMIUM"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """Opens the app as a new reader: ``visit("/risk", locale="fr-FR", width=390)``, each with a session of its own."""
    contexts, outside, errors = [], [], []

    def is_outside(url: str) -> bool:
        return urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).hostname != "127.0.0.1"

    def is_error(message: ConsoleMessage) -> bool:
        """Whether the page wrote an error; a preview that runs no script refuses that of these tests too, and says so."""
        return message.type == "error" and not message.text.startswith("Blocked script execution in 'about:srcdoc'")

    def opened(path: str = "/", locale: str = "fr-FR", width: int = 1440, height: int = 900) -> Page:
        context = browser.new_context(locale=locale, viewport={"width": width, "height": height}, accept_downloads=True)
        contexts.append(context)
        context.add_init_script(f"({WATCH})()")
        context.route(is_outside, lambda route: route.abort())
        context.on("request", lambda request: outside.append(request.url) if is_outside(request.url) else None)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("websocket", lambda socket: outside.append(socket.url) if is_outside(socket.url) else None)
        page.on("console", lambda message: errors.append(message) if is_error(message) else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(server.url + path, wait_until="commit")
        return page

    yield opened
    written = [
        getattr(error, "text", error)
        for error in errors
        if not any(part in getattr(error, "location", {}).get("url", "") for part in DEEP_LINK)
    ]
    for context in contexts:
        context.close()
    assert outside == []
    assert written == []

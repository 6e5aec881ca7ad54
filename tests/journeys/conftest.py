"""A real browser at the real app, over a real socket, with rows that are really committed.

One Chromium and one server for all journeys; a fresh context for everyone who looks. Without a
Chromium every journey is skipped by name, and where a robot runs them (CI=true) that is a failure.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright

from .window import Window

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = (
    "--disable-quic", "--disable-background-networking", "--no-first-run", "--disable-component-update",
    "--disable-sync", "--font-render-hinting=none",
)  # fmt: skip


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium. Its event loop runs in our thread, which Django would otherwise mistake for async code."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        absent = "Er is geen Chromium gevonden: 'stek doctor' zegt hoe je die krijgt."
        pytest.fail(absent) if os.environ.get("CI") == "true" else pytest.skip(absent)
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with pytest.MonkeyPatch.context() as patched, sync_playwright() as playwright:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = playwright.chromium.launch(executable_path=found, args=[*QUIET, *as_root])
        yield chromium
        chromium.close()


class _Silent(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """The journey itself says what went wrong."""


@pytest.fixture(scope="package")
def address(django_db_setup: None, django_db_blocker) -> Iterator[str]:
    """The app as it is served, on a free port; every thread opens connections of its own as the app role."""
    with override_settings(WHITENOISE_USE_FINDERS=True):
        app = WSGIHandler()
    with django_db_blocker.unblock():
        server = ThreadedWSGIServer(("127.0.0.1", 0), _Silent)
        server.daemon_threads = True
        server.set_app(app)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.fixture
def look(db: None, windows: Callable[..., Window]) -> Callable[..., Window]:
    """`look(somebody, width=390, theme="nacht", script=False)` is a window in which they are signed in."""
    return windows


@pytest.fixture
def windows(browser: Browser, address: str) -> Iterator[Callable[..., Window]]:
    """As `look`, on the families that are there. After the journey no window may have met a broken page or script."""
    opened: list[Window] = []

    def open_window(who=None, **how) -> Window:
        window = Window(browser, address, who, **how)
        opened.append(window)
        return window

    yield open_window
    for window in opened:
        window.close()
    assert [trouble for window in opened for trouble in window.troubles] == []

"""A real browser at the real app, over a real socket, with rows that are really committed.

One Chromium and one server for all journeys; an empty context for everyone who looks. Without a
Chromium every journey is skipped by name, and where a robot runs them (CI=true) that is a failure.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright

from stek.circle.tests.builders import Somebody

from .window import AXE, AXE_AT, NOWHERE, Contexts, Window

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Of a list of features the last one counts: Playwright's own (those that say something here), and what costs a browser
# without a screen much and shows nothing: two web pages under the address bar of every new profile (half a second of
# processor), a new frame for a page at the same address (a fifth of each step).
WITHOUT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled",
    "PreconnectToSearch", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "RenderDocument",
)  # fmt: skip
QUIET = (
    "--disable-quic", "--disable-background-networking", "--no-first-run", "--disable-component-update",
    "--disable-sync", "--font-render-hinting=none", f"--disable-features={','.join(WITHOUT)}",
    "--js-flags=--no-opt --no-maglev",  # a page lives for a moment: axe would be compiled anew on each, and then not be used
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


class Busy:
    """The app, and how many requests it is at: a browser that leaves does not end what it asked."""

    def __init__(self, app: WSGIHandler):
        self.app, self.now, self.change = app, 0, threading.Condition()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if environ["PATH_INFO"] == AXE_AT:
            return self._axe(start_response)
        if environ["PATH_INFO"] == NOWHERE:
            return self._nothing(start_response)
        self._count(1)
        try:
            return self.app(environ, start_response)
        finally:
            self._count(-1)

    def _axe(self, start_response: Callable) -> Iterable[bytes]:
        """As a file of the app, so that the browser keeps what it compiled."""
        kept = AXE.read_bytes()
        start_response(
            "200 OK",
            [
                ("Content-Type", "text/javascript"), ("Content-Length", str(len(kept))),
                ("Cache-Control", "max-age=86400, immutable"),
            ],
        )  # fmt: skip
        return [kept]

    def _nothing(self, start_response: Callable) -> Iterable[bytes]:
        """An empty page of the app, where a window waits for who uses it next."""
        start_response("200 OK", [("Content-Type", "text/html"), ("Cross-Origin-Opener-Policy", "same-origin")])
        return [b"<!doctype html><link rel=icon href=data:,>"]

    def _count(self, step: int) -> None:
        with self.change:
            self.now += step
            self.change.notify_all()

    def wait_until_idle(self) -> None:
        with self.change:
            assert self.change.wait_for(lambda: self.now == 0, timeout=60), f"{self.now} requests do not end"


@pytest.fixture(scope="package")
def app() -> Busy:
    with override_settings(WHITENOISE_USE_FINDERS=True):
        return Busy(WSGIHandler())


@pytest.fixture(scope="package")
def address(app: Busy, django_db_setup: None, django_db_blocker) -> Iterator[str]:
    """The app as it is served, on a free port, by a name that passkeys accept; every thread opens connections of its own as the app role."""
    with django_db_blocker.unblock():
        server = ThreadedWSGIServer(("127.0.0.1", 0), _Silent)
        server.daemon_threads = True
        server.set_app(app)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="package")
def contexts(browser: Browser, address: str) -> Contexts:
    return Contexts(browser, address)


@pytest.fixture
def look(db: None, windows: Callable[..., Window]) -> Callable[..., Window]:
    """`look(somebody, width=390, theme="nacht", script=False)` is a window in which they are signed in."""
    return windows


@pytest.fixture
def windows(contexts: Contexts, app: Busy) -> Iterator[Callable[..., Window]]:
    """As `look`, on the families that are there. After the journey no window may have met a broken page or script.

    Nor is anything still being answered: the next journey empties the tables.
    """
    opened: list[Window] = []

    def open_window(who=None, kind=Window, **how) -> Window:
        window = kind(contexts, who, **how)
        opened.append(window)
        return window

    yield open_window
    for window in opened:
        window.close()
    app.wait_until_idle()
    assert [trouble for window in opened for trouble in window.troubles] == []


@pytest.fixture
def at_hand(look: Callable[..., Window]) -> Callable[..., Window]:
    """As `look`, where somebody goes on in the window they have, as long as it is as wide and reads the same scripts."""
    open_now: dict[tuple[object, ...], Window] = {}

    def go_on(who: Somebody, **how: object) -> Window:
        key = (who.id, *sorted(how.items()))
        if key not in open_now:
            open_now[key] = look(who, **how)
        return open_now[key]

    return go_on


@pytest.fixture(scope="module")
def _kept() -> Iterator[dict[tuple[object, ...], Window]]:
    kept: dict[tuple[object, ...], Window] = {}
    yield kept
    for window in kept.values():
        window.close()


@pytest.fixture
def lasting(contexts: Contexts, app: Busy, _kept: dict) -> Iterator[Callable[..., Window]]:
    """As `windows`, for tests that look at many pages of one family: the window stays, and what it loaded.

    Each comes in anew, with a session of their own and without a cookie of who was there before.
    """
    used: list[Window] = []

    def open_window(who=None, fresh=False, **how) -> Window:
        key = tuple(sorted(how.items()))
        if key not in _kept:
            _kept[key] = Window(contexts, **how)
        used.append(_kept[key].becomes(who, fresh=fresh))
        return used[-1]

    yield open_window
    app.wait_until_idle()
    troubles = [trouble for window in used for trouble in window.troubles]
    for window in used:
        window.troubles.clear()
    assert troubles == []

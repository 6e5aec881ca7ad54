"""The window itself: whoever looks through it sees a page that is there."""

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser

from tests.journeys.window import Contexts, Window


class _ThatComesSlowly(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>x</title><main><a href='/next'>Verder</a>" + b" " * 4096)
        self.wfile.flush()
        if self.path == "/next":
            time.sleep(0.3)
            self.wfile.write(b"<p>Het einde.</p>")

    def log_message(self, *said: object) -> None:
        """Nothing is said."""


@pytest.fixture
def slow() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _ThatComesSlowly) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("script", [True, False])
def test_who_pressed_looks_at_the_whole_of_the_next_page_however_slowly_it_comes(
    browser: Browser, slow: str, *, script: bool
):
    window = Window(Contexts(browser, slow), script=script).go("/")
    window.press("Verder")
    assert window.sees("Het einde.")
    window.close()


def test_who_looks_next_through_a_window_finds_nothing_of_who_was_there(look, contexts: Contexts):
    first = Window(contexts).go("/help/")
    first.page.evaluate("localStorage.kept = sessionStorage.kept = 'x'; document.cookie = 'kept=x; path=/'")
    first.page.emulate_media(media="print", forced_colors="active")
    first.page.route("**/help/", lambda route: route.abort())
    used = first.page
    first.close()
    window = look().go("/help/")
    assert window.page is used
    left = "[localStorage.length, sessionStorage.length, history.length, matchMedia('print, (forced-colors: active)').matches]"
    assert window.page.evaluate(left) == [0, 0, 2, False]
    assert "kept" not in {one.get("name") for one in used.context.cookies()}

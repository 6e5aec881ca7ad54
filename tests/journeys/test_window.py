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

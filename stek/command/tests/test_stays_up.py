"""What dies beside `stek serve` does not take it along: its own processes, and the database."""

import contextlib
import os
import re
import signal
import tempfile
import time
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

from .conftest import Filled
from .running import OverSocket, Running, descendants, frozen
from .test_serve import sound, url

WORDS = "Ze lachte vandaag voor het eerst"


class Site:
    """A server behind a proxy, as a browser without a session sees it."""

    def __init__(self, place: Path, server: Running) -> None:
        self.place, self.server = place, server

    def ask(self, path: str, *, fields: dict[str, str] | None = None, cookie: str = "") -> tuple[HTTPResponse, str]:
        """Asks until somebody listens, as a proxy does; an answer is an answer, whatever it says."""
        headers = {"Host": "stek.example", "X-Forwarded-Proto": "https", "Cookie": cookie}
        headers |= (
            {"Content-Type": "application/x-www-form-urlencoded", "Referer": "https://stek.example/"} if fields else {}
        )
        while True:
            try:
                connection = OverSocket(self.place)
                connection.request("POST" if fields else "GET", path, urlencode(fields) if fields else None, headers)
                answer = connection.getresponse()
                return answer, answer.read().decode()
            except OSError:
                assert self.server.process.poll() is None, self.server.shown()
                time.sleep(0.05)

    def status(self, path: str) -> int:
        return self.ask(path)[0].status

    def processes(self) -> list[int]:
        """The processes that serve."""
        return [pid for pid in descendants(self.server.process.pid) if "spawn_main" in _command(pid)]


def _command(pid: int) -> str:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/cmdline").read_text()
    return ""


def test_it_stays_up_when_its_processes_die_twice_and_when_the_database_goes_away_and_comes_back(
    filled: Filled, tmp_path: Path
) -> None:
    cluster = filled.folder.cluster()
    with tempfile.TemporaryDirectory(prefix="stek-") as short, contextlib.ExitStack() as stack:
        stack.enter_context(cluster)
        env = sound(tmp_path, url(cluster.socket, "stek_app"), filled)
        env["DATABASE_URL_DOOR"] = url(cluster.socket, "stek_door")
        place = Path(short) / "serve"
        words = ("serve", "--socket", str(place), "--workers", "1", "--threads", "2", "--no-worker")
        server = stack.enter_context(Running(*words, env=env))
        server.until(f"Stek bedient op {place}")
        site = Site(place, server)
        assert site.status("/") == 302

        for _ in range(2):  # two quick deaths of the only process
            [pid] = site.processes()
            os.kill(pid, signal.SIGKILL)
            while site.processes() in ([pid], []):
                time.sleep(0.02)
            assert site.status("/accounts/login/") == 200

        # A restart between two requests: nobody meets a dead connection.
        assert [site.status("/") for _ in range(4)] == [302] * 4
        cluster.stop()
        cluster.start()
        assert [site.status("/") for _ in range(4)] == [302] * 4

        with frozen(cluster.data):
            for path in ("/help/", "/accounts/login/", "/alive/"):
                assert site.status(path) == 200, path
            assert site.status("/families/") in (302, 503)
        while site.status("/") == 503:
            time.sleep(0.1)

        cluster.stop()
        for path in ("/help/", "/accounts/login/", "/alive/"):
            assert site.status(path) == 200, path
        answer, page = site.ask("/families/", cookie="__Host-stek=x")
        assert answer.status == 503 and int(answer.headers["Retry-After"]) > 0
        assert "Set-Cookie" not in answer.headers  # who is signed in stays so
        answer, page = site.ask("/accounts/logout/", fields={"csrfmiddlewaretoken": "x"}, cookie="__Host-stek=x")
        assert answer.status == 503 and "__Host-stek=" in answer.headers["Set-Cookie"]  # who leaves has left here
        fields = {"csrfmiddlewaretoken": "x" * 32, "id": "0199-a", "words": WORDS, "tone": "strength"}
        answer, page = site.ask("/families/0198f2a4-0000-7000-8000-000000000000/observations/", fields=fields)
        assert answer.status == 503 and page.count(WORDS) == 2  # to read, and to send again
        again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
        assert again == fields
        answer, page = site.ask(
            "/accounts/login/", fields={"login": "a@b.example", "password": "een lang geheim woord"}
        )
        assert answer.status == 503 and "geheim" not in page
        cluster.start()
        while site.status("/") == 503:  # a second after the last failed try
            time.sleep(0.1)
        assert [site.status("/") for _ in range(4)] == [302] * 4
        assert server.ctrl_c() == 0

"""The least of a browser, as behind a proxy: a connection for each question, so that asking costs as little as can be."""

import gzip
import re
import socket
from dataclasses import dataclass, field

from .folder import HOST

SESSION_COOKIE, CSRF_COOKIE = "__Host-stek", "stek_csrf"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    head: bytes
    raw: bytes = field(repr=False)

    def header(self, name: str) -> str:
        found = re.search(rb"(?i)\r\n" + name.encode() + rb": *([^\r]*)", self.head)
        return found[1].decode() if found else ""

    def body(self) -> bytes:
        return gzip.decompress(self.raw) if self.header("content-encoding") == "gzip" else self.raw


class Browser:
    """Remembers one CSRF cookie; the session is said with each question. Raises OSError when the line breaks."""

    def __init__(self, place: str, accept: str = "gzip") -> None:
        """`place`: the path of the server's unix socket."""
        self.place, self.accept, self.csrf, self.cookie, self.left = place, accept, "", "", b""

    def get(self, path: str, session: str = "", more: str = "") -> Answer:
        """`more`: other lines of the head, each with its end."""
        return self._ask(f"GET {path} HTTP/1.1\r\n{self._head(session)}{more}\r\n".encode())

    def post(self, path: str, fields: str, session: str) -> Answer:
        head = (
            f"POST {path} HTTP/1.1\r\n{self._head(session)}Origin: https://{HOST}\r\nContent-Length: {len(fields)}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        )
        return self._ask((head + fields).encode())

    def learn_csrf(self, path: str, session: str) -> None:
        """Open the page with the form, and keep its token and the cookie that goes with it."""
        answer = self.get(path, session)
        cookie = re.search(CSRF_COOKIE.encode() + rb"=(\w+)", answer.head)
        token = TOKEN.search(answer.body())
        if not (cookie and token):
            raise OSError(f"no CSRF token on {path}: {answer.status}")
        self.cookie, self.csrf = cookie[1].decode(), token[1].decode()

    def _head(self, session: str) -> str:
        cookies = [f"{SESSION_COOKIE}={session}"] if session else []
        cookies += [f"{CSRF_COOKIE}={self.cookie}"] if self.cookie else []
        said = f"Cookie: {'; '.join(cookies)}\r\n" if cookies else ""
        return f"Host: {HOST}\r\nX-Forwarded-Proto: https\r\nAccept-Encoding: {self.accept}\r\n{said}"

    def _ask(self, question: bytes) -> Answer:
        with socket.socket(socket.AF_UNIX) as self.line:
            self.left = b""
            self.line.settimeout(30)
            self.line.connect(self.place)
            self.line.sendall(question)
            head = self._until(b"\r\n\r\n")
            status = int(head[9:12])
            lower = head.lower()
            if b"transfer-encoding: chunked" in lower:
                return Answer(status, head, self._chunks())
            length = re.search(rb"content-length: (\d+)", lower)
            return Answer(status, head, self._exactly(int(length[1]) if length else 0))

    def _until(self, mark: bytes) -> bytes:
        while mark not in self.left:
            self._more()
        found, _, self.left = self.left.partition(mark)
        return found

    def _exactly(self, count: int) -> bytes:
        while len(self.left) < count:
            self._more()
        found, self.left = self.left[:count], self.left[count:]
        return found

    def _chunks(self) -> bytes:
        parts = []
        while size := int(self._until(b"\r\n"), 16):
            parts.append(self._exactly(size))
            self._exactly(2)
        self._exactly(2)
        return b"".join(parts)

    def _more(self) -> None:
        received = self.line.recv(1 << 18)
        if not received:
            raise ConnectionError("the server closed the connection")
        self.left += received

"""What a browser fetches for the family page, in bytes as they travel: the first time, and after."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

from .asking import Answer, Browser

ACCEPT = "gzip, br"
IN_CSS = re.compile(r"""url\(["']?([^"')#]+)""")
FACE = re.compile(r"@font-face\s*{([^}]*)}")
RANGE = re.compile(r"U\+([0-9A-F?]+)(?:-([0-9A-F]+))?", re.IGNORECASE)


@dataclass(frozen=True)
class Fetched:
    """In bytes. Static files are kept by the browser for good: their names change when they do."""

    page: int
    static: int
    files: int
    plain: int  # the page before compression

    @property
    def first(self) -> int:
        return self.page + self.static

    def as_json(self) -> dict[str, int]:
        return {"first": self.first, "after": self.page, "page_uncompressed": self.plain}


class Unweighable(Exception):
    """Something the page refers to is not there, or may not be kept."""


class _References(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.text: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in {"link", "use", "image"} and said.get("href"):
            self.found.add(str(said["href"]).partition("#")[0])
        if said.get("src"):
            self.found.add(str(said["src"]))

    def handle_data(self, data: str) -> None:
        self.text.update(data)


def weigh(place: str, family: str, session: str) -> Fetched:
    """Fetch the page and everything static it names, also through its style sheets, as a browser would.

    A font that is split by letters counts when the page has one of its letters.
    """
    browser = Browser(place, accept=ACCEPT)
    page = Browser(place, accept="gzip").get(f"/families/{family}/", session)
    html = page.body().decode()
    references = _References()
    references.feed(html)
    sizes: dict[str, int] = {}
    for path in sorted(references.found):
        if path.startswith("/"):
            sizes[path] = _size(browser, path)
            if path.endswith(".css"):
                css = Browser(place, accept="identity").get(path).body().decode()
                for inner in _in_css(css, references.text):
                    whole = urljoin(path, inner)
                    sizes[whole] = _size(browser, whole)
    return Fetched(len(page.raw), sum(sizes.values()), len(sizes), len(html.encode()))


def _size(browser: Browser, path: str) -> int:
    answer: Answer = browser.get(path)
    if answer.status != 200 or "immutable" not in answer.header("cache-control"):
        raise Unweighable(f"{path}: {answer.status} {answer.header('cache-control')}")
    return len(answer.raw)


def _in_css(css: str, letters: set[str]) -> list[str]:
    faces = FACE.findall(css)
    needed = [face for face in faces if _asked_for(face, letters)]
    return [
        path for text in [*needed, FACE.sub("", css)] for path in IN_CSS.findall(text) if not path.startswith("data:")
    ]


def _asked_for(face: str, letters: set[str]) -> bool:
    ranges = RANGE.findall(face)
    if not ranges:
        return True
    bounds = [(int(low.replace("?", "0"), 16), int(high or low.replace("?", "F"), 16)) for low, high in ranges]
    return any(low <= ord(letter) <= high for letter in letters if not letter.isspace() for low, high in bounds)

"""What somebody can reach from their first page by following links, as a reader without script does."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve


@dataclass
class Field:
    name: str
    kind: str  # of an input, or textarea, select
    values: list[str] = field(default_factory=list)  # all one may choose from
    now: list[str] = field(default_factory=list)  # what a browser would send untouched


@dataclass
class Form:
    page: str
    method: str
    action: str
    search: bool
    fields: list[Field] = field(default_factory=list)

    @property
    def is_written(self) -> bool:
        return self.method == "post" and any(one.kind == "textarea" for one in self.fields)

    @property
    def searched(self) -> list[str]:
        """Fields of a GET form in which somebody may type any words."""
        typed = [one.name for one in self.fields if one.kind in ("search", "text") or (self.search and one.kind == "")]
        return typed if self.method == "get" else []


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.links, self.forms = page, list[str](), list[Form]()
        self.within: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(urljoin(self.page, given["href"]))
        if tag == "form":
            where = urljoin(self.page, given.get("action") or self.page)
            self.within = Form(self.page, given.get("method", "get"), where, given.get("role") == "search")
            self.forms.append(self.within)
        if self.within is None:
            return
        if tag in ("input", "textarea", "select") and given.get("name"):
            kind = given.get("type", "text") if tag == "input" else tag
            known = next((one for one in self.within.fields if one.name == given["name"]), None)
            if known is None:
                known = Field(given["name"], kind)
                self.within.fields.append(known)
            if tag == "input":
                known.values.append(given.get("value", ""))
                if kind not in ("radio", "checkbox") or "checked" in given:
                    known.now.append(given.get("value", ""))
        if tag == "option" and self.within.fields:
            self.within.fields[-1].values.append(given.get("value", ""))
            if "selected" in given:
                self.within.fields[-1].now.append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.within = None


@dataclass(frozen=True)
class Page:
    path: str
    name: str  # of its address
    body: str
    forms: tuple[Form, ...]


def crawl(browser: Client, start: str = "/", *, each: int = 1) -> Iterator[Page]:
    """Every kind of page somebody reaches from `start`; `each` many of one address name. Nothing is pressed."""
    waiting, seen, kinds = [start], {start}, dict[str, int]()
    while waiting:
        path = waiting.pop(0)
        try:
            name = resolve(urlsplit(path).path).url_name or path
        except Resolver404:
            continue
        if kinds.get(name, 0) >= each:
            continue
        response = browser.get(path)
        if response.status_code in (301, 302):
            waiting.append(urljoin(path, response.headers["Location"]))
            continue
        if response.status_code != 200 or not response.headers["Content-Type"].startswith("text/html"):
            continue
        kinds[name] = kinds.get(name, 0) + 1
        reader = _Reader(path)
        body = b"".join(response.streaming_content if response.streaming else [response.content]).decode()
        reader.feed(body)
        yield Page(path, name, body, tuple(reader.forms))
        for link in reader.links:
            split = urlsplit(link)
            if not split.scheme and not split.netloc and split.path and link not in seen:
                seen.add(link)
                waiting.append(link.split("#")[0])

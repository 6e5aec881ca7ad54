"""Whoever opens a page can leave it at once and can ask for help: on every page, at one place, under one name."""

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import Resolver404, resolve

import stek
from stek.circle import actions as circle
from stek.circle.rules import Relation
from stek.policy import Role
from tests.journeys.people import Home, june
from tests.journeys.rooms import furnished

TEMPLATES = {path: path.read_text() for path in Path(stek.__file__).parent.rglob("templates/**/*.html")}
BLOCK = re.compile(r"{% block [^%]*%}(?:(?!{% (?:end)?block).)*{% endblock[^%]*%}", re.DOTALL)
BAR = r'<nav class="helpbar"[^>]*>\s*<a href="/help/"[^>]*>Ik heb nu hulp nodig</a>\s*</nav>'
TOP = r'<header class="top">.*?<a [^>]*\bdata-quick-exit\b[^>]*>Snel weg</a>.*?</header>'
LINK = re.compile(r'(?:href|action)="(/[^"#]*)')


def lacks(page: str) -> list[str]:
    """What does not stand on a page exactly once, at its place: the way out above what it holds, help below it."""
    above, _, below = page.partition("</main>")
    places = {"way out": (TOP, above.partition("<main")[0]), "help": (BAR, below)}
    return [name for name, (what, where) in places.items() if len(re.findall(what, where, re.DOTALL)) != 1]


def door(path: str) -> tuple[str, ...]:
    """One way in, whatever row it is about."""
    parts = urlsplit(path)
    try:
        name = resolve(parts.path).url_name or ""
    except Resolver404:
        return ("static",)
    return (name, *sorted(key for key, _ in parse_qsl(parts.query)))


def crawled(browser: Client, ahead: Iterable[str]) -> dict[tuple[str, ...], str]:
    """A page of each door that a link or a form leads to, from where one begins."""
    ahead, pages, been = list(ahead), {}, {("static",)}
    while ahead:
        path = ahead.pop().replace("&amp;", "&")
        if door(path) in been or door(path)[0] == "account_logout":
            continue
        been.add(door(path))
        answer = browser.get(path, follow=True)
        if not answer.streaming and answer.headers.get("Content-Type", "").startswith("text/html"):
            pages[door(path)] = answer.content.decode()
            ahead += LINK.findall(pages[door(path)])
    return pages


@pytest.fixture
def home(db) -> Home:
    """June's, furnished; and Marijke, her midwife, is a mother herself: a parent who opens the pages of carers."""
    home = june()
    furnished(home)
    with home["Marijke"].acting() as signed:
        circle.found_family(by=signed, at=signed.at, called="Marijke", relation=Relation.MOTHER)
    return home


@pytest.mark.parametrize(("who", "least"), [("Nina", 60), ("Marijke", 40)])
def test_a_parent_leaves_and_asks_for_help_from_every_page_a_link_leads_to(home, who, least):
    pages = crawled(home[who].browser, ["/"])
    assert len(pages) > least
    assert {way: lacks(page) for way, page in pages.items() if lacks(page)} == {}


def test_who_is_not_signed_in_leaves_and_asks_for_help_from_every_page(home):
    with home["Nina"].acting() as signed:
        here = home.made.visit(home["Nina"], signed)
        _, secret = circle.invite(called="Oma", role=Role.KIN, relation=Relation.GRANDMOTHER, by=here, at=here.at)
    pages = crawled(Client(), ["/", f"/invitations/{secret}/"])
    assert {("home",), ("invitation",), ("account_signup", "next"), ("account_reset_password",)} <= set(pages)
    assert {way: lacks(page) for way, page in pages.items() if lacks(page)} == {}


def test_a_refusal_is_a_page_like_any_other(home):
    nina, unsafe = home["Nina"].browser, Client(enforce_csrf_checks=True)
    unsafe.cookies = nina.cookies
    refused = {
        404: nina.get("/nothing/"),
        405: nina.get("/theme/"),
        410: nina.get(f"/invitations/{'x' * 40}/"),
        422: nina.post(home.at("observations/"), {}),
        403: unsafe.post(home.at("observations/"), {}),
    }
    assert {status: answer.status_code for status, answer in refused.items()} == {one: one for one in refused}
    assert {status: lacks(answer.content.decode()) for status, answer in refused.items()} == {
        status: [] for status in refused
    }


def test_a_page_that_is_rendered_without_a_request_has_both_too():
    bare = [path.name for path in TEMPLATES if re.fullmatch(r"\d{3}|csrf", path.stem)]
    assert len(bare) >= 9 and {name: lacks(render_to_string(name)) for name in bare} == {name: [] for name in bare}


def test_no_template_can_leave_them_out():
    """There is one shell, and in it they stand in no block."""
    [(shell, text)] = [(path, text) for path, text in TEMPLATES.items() if "<html" in text]
    assert shell.name == "base.html"
    while BLOCK.search(text):
        text = BLOCK.sub("", text)
    assert "web/parts/quick_exit.html" in text and "web/parts/help_link.html" in text and "helpbar" in text
    for path, other in TEMPLATES.items():
        assert "data-quick-exit" not in other or path.name == "quick_exit.html", path

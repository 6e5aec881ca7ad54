"""Every page and every deed in four cases: signed out, not allowed, allowed, and of an id that is not there."""

import re
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from stek.web.tests.staging import Stage, set_stage

NOBODYS = UUID("0190aaaa-0000-7000-8000-00000000abcd")


@dataclass(frozen=True)
class Deed:
    """One way through one door. `of` names the row in the address; `not_for` are those of the circle who may not."""

    name: str
    method: str = "get"
    of: str = ""
    status: int = 200
    by: str = "nina"
    not_for: tuple[str, ...] = ()
    refused: int = 404
    sends: dict = field(default_factory=dict)
    word: str = "id"

    def path(self, stage: Stage, family: UUID | None = None, row: UUID | None = None) -> str:
        given: dict = {"family": family or stage.family.id}
        if self.of:
            given[self.word] = row or stage.ids[self.of]
        return reverse(self.name, kwargs=given)

    def go(self, browser: Client, stage: Stage, **where):
        sends = self.sends(stage) if callable(self.sends) else self.sends
        return getattr(browser, self.method)(self.path(stage, **where), sends)

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def two_ends(stage: Stage) -> dict:
    return {"from_thread": str(stage.ids["shared"]), "to_thread": str(stage.ids["vera's"]), "certainty": "told"}


def not_pieter(stage: Stage) -> dict:
    return {"readers": [str(stage.maaike.id), str(stage.vera.id)], "why": "daarom"}


CARERS = ("vera", "pieter")
NOT_PARENTS = (*CARERS, "doctor")
DEEDS = [
    Deed("family"),
    Deed("family", by="vera"),
    Deed("family", by="doctor"),
    Deed("story"),
    Deed("story", by="pieter"),
    Deed("capture", not_for=("doctor",), refused=403),
    Deed("observation_create", "post", status=302, sends={"words": "Ze sliep."}, not_for=("doctor",), refused=403),
    Deed("observation_create", "post", status=302, by="pieter", sends={"words": "Ze sliep."}),
    Deed("observation", of="shared", not_for=("pieter",)),
    Deed("observation", of="private", not_for=("maaike", *NOT_PARENTS)),
    Deed("correction_create", of="shared", not_for=("maaike", "vera"), refused=403),
    Deed(
        "correction_create", "post", of="shared", status=302, sends={"words": "Beter."}, not_for=("vera",), refused=403
    ),
    Deed("correction_create", "post", of="private", status=302, sends={"words": "Beter."}, not_for=("maaike", "vera")),
    Deed("sharing_create", "post", of="private", status=302, not_for=("maaike", *NOT_PARENTS)),
    Deed("removal_create", "post", of="private", status=302, not_for=("maaike", *NOT_PARENTS)),
    Deed("note_hide", of="shared", not_for=("vera",), refused=403),
    Deed("note_hide", "post", of="shared", status=302, sends=not_pieter, not_for=("vera",), refused=403),
    Deed("note_hide", of="vera's", by="vera", not_for=("pieter",)),
    Deed("influence_create", not_for=("doctor",), refused=403),
    Deed("influence_create", "post", status=302, sends=two_ends),
    Deed("influence_create", "post", status=302, by="vera", sends=two_ends),
    Deed("ending_create", of="moves", not_for=("pieter", "doctor")),  # it is hidden, also in an emergency
    Deed("ending_create", of="moves", not_for=("vera",), refused=403),
    Deed("ending_create", of="moves", by="maaike"),
    Deed("ending_create", "post", of="moves", status=302, by="maaike", not_for=("pieter", "doctor")),
    Deed("ending_create", "post", of="moves", status=302, not_for=("vera",), refused=403),
    Deed("access", not_for=NOT_PARENTS),
    Deed("trail", not_for=NOT_PARENTS),
    Deed("invitation_create", not_for=NOT_PARENTS),
    Deed("invitation_create", sends={"relation": "midwife"}, not_for=NOT_PARENTS),
    Deed("invitation_create", "post", status=201, sends={"called": "Jo", "relation": "friend"}, not_for=NOT_PARENTS),
    Deed("invitation_take_back", "post", of="invited", word="place", status=302, not_for=NOT_PARENTS),
    Deed(
        "grant_create",
        "post",
        of="place",
        word="place",
        status=302,
        sends={"may": ["balance:read"]},
        not_for=NOT_PARENTS,
    ),
    Deed("place_end", "post", of="place", word="place", status=302, not_for=("maaike", "pieter", "doctor")),
    Deed("place_end", "post", of="place", word="place", status=302, by="vera"),
    Deed("leaving", not_for=NOT_PARENTS),
    Deed("leaving_sure", not_for=NOT_PARENTS),
    Deed("leaving_sure", "post", status=302, not_for=NOT_PARENTS),
    Deed("withdrawal_create", "post", of="grant", status=302, not_for=NOT_PARENTS),
    Deed("hidden_show", "post", of="hidden", status=302, not_for=("maaike", *NOT_PARENTS)),
    Deed("tie_create", not_for=NOT_PARENTS),
    Deed(
        "tie_create", "post", status=302, sends={"called": "werk", "ring": "near", "line": "asks"}, not_for=NOT_PARENTS
    ),
    Deed("ties", not_for=NOT_PARENTS),
    Deed("tie_hide", of="tie", not_for=("maaike", *NOT_PARENTS)),
    Deed("tie_hide", "post", of="tie", status=302, sends=not_pieter, not_for=("maaike", *NOT_PARENTS)),
    Deed("tie_end", "post", of="tie", status=302, not_for=NOT_PARENTS),
    Deed("birth_create", of="expected", not_for=NOT_PARENTS),
    Deed("emergency_review", "post", of="glass", status=302, not_for=NOT_PARENTS),
    Deed("emergency_here", by="vera", not_for=("nina", "maaike", "doctor")),
    Deed("emergency_code", not_for=NOT_PARENTS),
    Deed("emergency_code", "post", status=201, not_for=NOT_PARENTS),
    Deed("emergency_code_end", "post", status=302, not_for=NOT_PARENTS),
]


@pytest.fixture
def stage(db) -> Stage:
    return set_stage()


def calm(response) -> tuple:
    """What somebody receives, without what differs on every page by design (the token of its forms)."""
    token = re.compile(rb'(name="csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+')
    return response.status_code, token.sub(b"", response.content), response.headers.get("Location")


def test_who_is_not_signed_in_is_shown_the_way_in(stage):
    for deed in DEEDS:
        response = deed.go(Client(), stage)
        assert response.status_code == 302, deed
        assert response.headers["Location"].startswith("/accounts/login/?next="), deed


@pytest.mark.parametrize("deed", [deed for deed in DEEDS if deed.method == "post"], ids=str)
def test_who_may_do_it_does_it(stage, deed: Deed):
    response = deed.go(getattr(stage, deed.by).browser, stage)
    assert response.status_code == deed.status, response.content.decode()


def test_who_may_see_it_sees_it(stage):
    for deed in DEEDS:
        if deed.method == "get":
            response = deed.go(getattr(stage, deed.by).browser, stage)
            assert response.status_code == deed.status, deed


def test_for_a_stranger_it_is_as_if_there_were_no_such_family(stage):
    browser = stage.stranger.browser
    for deed in DEEDS:
        here = deed.go(browser, stage)
        assert here.status_code == 404, deed
        assert calm(here) == calm(deed.go(browser, stage, family=NOBODYS, row=uuid4())), deed


def test_somebody_of_the_circle_who_may_not_meets_nothing_or_a_sentence(stage):
    for deed in DEEDS:
        for name in deed.not_for:
            browser = getattr(stage, name).browser
            response = deed.go(browser, stage)
            assert response.status_code == deed.refused, (str(deed), name)
            if deed.refused == 404:
                assert calm(response) == calm(browser.get("/families/nothing/")), (str(deed), name)
            else:
                assert "<h1>" in response.content.decode(), (str(deed), name)


def test_a_row_that_is_not_there_or_is_of_another_family_is_not_found(stage):
    other = set_stage()
    for deed in DEEDS:
        if not deed.of:
            continue
        browser = getattr(stage, deed.by).browser
        nowhere = calm(browser.get("/families/nothing/"))
        for row in (uuid4(), other.ids[deed.of]):
            response = deed.go(browser, stage, row=row)
            assert response.status_code == 404 and calm(response) == nowhere, deed


def test_a_deed_cannot_be_done_by_looking(stage):
    for deed in DEEDS:
        if deed.method == "post":
            response = stage.nina.browser.get(deed.path(stage))
            assert response.status_code in (200, 302, 405), deed
            assert response.status_code == 302 or "<h1" in response.content.decode(), deed


@pytest.mark.parametrize("path", ["/", "/families/", "/families/new/"])
def test_the_pages_of_one_s_own(stage, path: str):
    assert Client().get(path).status_code == 302
    for who in (stage.nina, stage.vera, stage.stranger):
        assert who.browser.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/help/", "/alive/", "/robots.txt"])
def test_what_is_for_everybody(stage, path: str):
    for browser in (Client(), stage.nina.browser, stage.vera.browser):
        assert browser.get(path).status_code == 200


def test_a_colour_of_the_page_is_kept_and_goes_nowhere_else(stage):
    response = stage.nina.browser.post("/theme/", {"thema": "nacht", "next": "//evil.example/"})
    assert response.headers["Location"] == "/" and response.cookies["thema"].value == "nacht"
    for nonsense in ("<script>", "\x00", ""):
        assert Client().post("/theme/", {"thema": nonsense, "next": nonsense}).status_code == 302


def test_a_wrong_way_in_is_said_in_words(stage):
    response = stage.nina.browser.get(reverse("observation_create", args=[stage.family.id]))
    assert response.status_code == 405 and response.headers["Allow"] == "POST"
    assert "Deze plek is er alleen voor een formulier" in response.content.decode()


def test_a_link_that_nobody_made_says_that_it_works_no_more(stage):
    for secret in ("x" * 40, "\x00", "é" * 400, "%2e%2e", "a b"):
        for browser in (Client(), stage.nina.browser):
            for go in (browser.get, browser.post):
                response = go(reverse("invitation", args=[secret]))
                assert response.status_code == 410 and "werkt niet meer" in response.content.decode()

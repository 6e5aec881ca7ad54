"""Whatever somebody types is text: on every page, in the drawings, in titles, in the trail."""

import re
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from stek.circle.tests.builders import make_reviewer
from stek.web.tests.staging import Stage, set_stage

HOSTILE = """<script>alert(1)</script>"'><img src=x onerror=y> &lt; </text>"""
RAW = ("<script>alert", "<img src=x", '</text>"', "'><img", '</script>"')
PAGES = [
    ("home", ""), ("families", ""), ("family_create", ""), ("family", ""), ("story", ""), ("capture", ""),
    ("access", ""), ("trail", ""), ("invitation_create", ""), ("tie_create", ""), ("influence_create", ""),
    ("observation", "shared"), ("observation", "second"), ("observation", "vera's"), ("correction_create", "shared"),
    ("correction_create", "private"), ("note_hide", "shared"), ("birth_create", "expected"), ("help", ""),
]  # fmt: skip
WITHOUT_FAMILY = ("home", "families", "family_create", "help")


@pytest.fixture
def stage(db) -> Stage:
    return set_stage(words=HOSTILE, called=HOSTILE, parent=HOSTILE)


def address(stage: Stage, name: str, row: str) -> str:
    if name in WITHOUT_FAMILY:
        return reverse(name)
    return reverse(name, args=[stage.family.id, *([stage.ids[row]] if row else [])])


def raw_in(content: str) -> list[str]:
    return [piece for piece in RAW if piece in content]


def test_every_page_shows_it_as_text(stage):
    """As the parent who wrote it, as the other one, and as who reads along."""
    shown = 0
    for who in (stage.nina, stage.maaike, stage.vera, stage.doctor):
        browser = who.browser
        for name, row in PAGES:
            content = browser.get(address(stage, name, row)).content.decode()
            assert raw_in(content) == [], (name, row)
            shown += "&lt;script&gt;alert" in content
    assert shown > 30


def test_the_drawings_stay_well_formed(stage):
    content = stage.nina.browser.get(reverse("family", args=[stage.family.id])).content.decode()
    drawings = re.findall(r"<svg[^>]*>.*?</svg>", content, re.DOTALL)
    assert len(drawings) > 4
    for drawing in drawings:
        ElementTree.fromstring(drawing)


def test_the_title_of_the_window_is_one_text(stage):
    content = stage.nina.browser.get(reverse("family", args=[stage.family.id])).content.decode()
    title = re.search(r"<title>(.*?)</title>", content, re.DOTALL)
    assert title and "&lt;script&gt;" in title[1] and "<" not in title[1]


FORMS = {
    "family_create": ["called", "relation", "child", "born_on", "due_on", "id"],
    "observation_create": [
        "words", "about", "tone", "knowing", "small_success", "quoted", "quoted_as", "told_by", "told_as", "lane", "domains", "happened_on",
        "id", "readers", "reads", "offered", "tag", "page",
    ],
    "influence_create": ["from_thread", "to_thread", "both_ways", "certainty", "words", "id", "tag", "page"],
    "invitation_create": ["called", "relation", "may", "days", "id", "tag", "page"],
    "tie_create": ["called", "label", "ring", "line", "carries", "toward", "id", "tag", "page"],
}  # fmt: skip


ANYTHING = [HOSTILE, "\x00", "\ud800".encode("utf-8", "surrogatepass"), "é" * 30_000, "", "-1", "9" * 400]


@pytest.mark.parametrize("name", FORMS)
def test_every_field_of_every_form_may_hold_anything(db, name: str):
    """Refused in words, or kept: never an error of ours, and shown again as text."""
    stage = set_stage()
    path = reverse(name) if name == "family_create" else reverse(name, args=[stage.family.id])
    browser = stage.nina.browser
    for text in ANYTHING:
        for fields in (
            *({"words": "Ze lachte."} | {field: text} for field in FORMS[name]),
            dict.fromkeys(FORMS[name], text),
        ):
            response = browser.post(path, fields)
            assert response.status_code in (201, 302, 422), (fields, response.status_code)
            assert raw_in(response.content.decode()) == [], fields


def test_the_forms_of_one_row_may_hold_anything_too(stage):
    browser, family = stage.nina.browser, stage.family.id
    deeds = [
        ("correction_create", "shared", ["words", "quoted_as", "happened_on", "about", "id"]),
        ("note_hide", "shared", ["readers", "why"]),
        ("birth_create", "expected", ["called", "born_on"]),
        ("grant_create", "place", ["may", "days", "from_on"]),
    ]
    for name, row, fields in deeds:
        response = browser.post(reverse(name, args=[family, stage.ids[row]]), dict.fromkeys(fields, HOSTILE))
        assert response.status_code == 422, name
        assert raw_in(response.content.decode()) == [], name


def test_an_emergency_may_have_any_reason_for_who_reviews_and_for_a_parent_who_may_read_it(stage):
    content = stage.nina.browser.get(reverse("trail", args=[stage.family.id])).content.decode()
    assert "in een noodgeval, voor één uur" in content and raw_in(content) == []
    look = reverse("emergency_look", args=[stage.family.id, stage.ids["glass"]])
    reviewer = make_reviewer(stage.doctor).browser
    assert reviewer.post(look, {"says": "seen", "tells_why": "on"}).status_code == 302
    for who, path in ((reviewer, look), (stage.nina.browser, reverse("trail", args=[stage.family.id]))):
        content = who.get(path).content.decode()
        assert "&lt;script&gt;" in content and raw_in(content) == []


def test_what_comes_back_after_a_forged_request_is_text(db):
    strict = Client(enforce_csrf_checks=True)
    content = strict.post("/theme/", {"words": HOSTILE, "why": HOSTILE}).content.decode()
    assert "&lt;script&gt;alert" in content and raw_in(content) == []


def test_addresses_and_their_questions_may_hold_anything(stage):
    family, browser = stage.family.id, stage.nina.browser
    for nonsense in (
        "%00",
        "%ff%fe",
        "%ED%A0%80",
        "%3Cscript%3Ealert(1)",
        "a" * 5000,
        "2026-02-31_x",
        "_",
        "0001-01-01T00:00:00+23:59_" + str(family),
    ):
        for path in (
            f"/families/{family}/story/?before={nonsense}", f"/families/{family}/trail/?before={nonsense}",
            f"/families/{family}/?done={nonsense}", f"/families/{family}/influences/new/?from={nonsense}",
            f"/families/{family}/observations/new/?{nonsense}={nonsense}", f"/accounts/login/?next={nonsense}",
            f"/help/?{nonsense}",
        ):  # fmt: skip
            response = browser.get(path)
            assert response.status_code in (200, 302), path
            assert raw_in(response.content.decode()) == [], path
        for path in (f"/families/{nonsense}/", f"/families/{family}/observations/{nonsense}/", f"/{nonsense}"):
            assert browser.get(path).status_code == 404, path


def test_cookies_may_hold_anything(db):
    for cookie in ("stek", "stek_csrf", "thema", "taal"):
        for value in ("\x00", "<script>", "\xff\xfe" * 900, '"\\000"', "a;b", "", "\xed\xa0\x80"):
            sent = {"HTTP_COOKIE": f"{cookie}={value}"}
            assert Client().get("/help/", **sent).status_code == 200, sent
            assert Client().get("/", **sent).status_code == 302, sent

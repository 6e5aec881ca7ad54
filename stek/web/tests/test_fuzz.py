"""Nothing anybody sends makes an error of ours: every door, every method, any words, by anybody."""

import random
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stek.circle.tests.builders import make_family
from stek.kit.tests.long import often
from stek.story.queries import story_page
from stek.web.tests.staging import Stage, set_stage

METHODS = ("get", "post", "head", "put", "patch", "delete", "options", "trace")
DOORS = (
    "family", "story", "capture", "observation_create", "observation", "correction_create", "sharing_create",
    "removal_create", "note_hide", "influence_create", "access", "trail", "invitation_create",
    "invitation_take_back", "grant_create", "place_end", "withdrawal_create", "hidden_show", "tie_create", "tie_end",
    "ties", "tie_hide", "ending_create", "birth_create", "emergency_here", "emergency_code", "emergency_code_end",
    "emergency_look", "emergency_review", "leaving", "leaving_sure", "leaving_undo", "own_words", "own_words_file",
)  # fmt: skip
WITH_ROW = {
    "observation", "correction_create", "sharing_create", "removal_create", "note_hide", "withdrawal_create", "hidden_show",
    "tie_end", "tie_hide", "ending_create", "birth_create", "emergency_look",
    "emergency_review",
}  # fmt: skip
WITH_PLACE = {"invitation_take_back", "grant_create", "place_end"}
FIELDS = (
    "words", "about", "tone", "knowing", "small_success", "quoted", "quoted_as", "told_by", "told_as", "lane", "domains", "happened_on", "id",
    "readers", "reads", "offered", "known_to", "knows", "tag", "page", "from_thread", "to_thread", "both_ways", "certainty", "why", "called",
    "relation", "may", "from_on", "days", "label", "ring", "line", "carries", "toward", "born_on", "due_on", "child", "text",
    "before", "from", "done", "next", "thema",
)  # fmt: skip


def address(dice: random.Random, stage: Stage, door: str) -> str:
    family = dice.choice([stage.family.id, stage.family.id, stage.family.id, uuid4()])
    row = dice.choice([*stage.ids.values(), uuid4()])
    if door in WITH_ROW:
        return reverse(door, kwargs={"family": family, "id": row})
    if door in WITH_PLACE:
        return reverse(
            door, kwargs={"family": family, "place": dice.choice([stage.ids["place"], stage.ids["invited"], row])}
        )
    return reverse(door, kwargs={"family": family})


def some_words(dice: random.Random, stage: Stage) -> str:
    return dice.choice(
        [
            "", " ", "Ze lachte.", "\x00", "a\r\nb\x00", "🦔" * 40, "שלום‏ עולם", "\u202e\u200b", "é" * 25_000, "<script>",
            "true", "on", "story:read", "balance:note", "read", "note", "circle", "me", "somebody_else", "told", "suspected", "strength", "child",
            "near", "gives", "friend", "mother", "14", "-1", "1e9", "NaN", "2026-02-31", "0000-00-00", "9999-12-31",
            "2026-01-01", "1899-12-31", str(uuid4()), *map(str, stage.ids.values()), str(stage.vera.id),
            str(stage.family.child), str(stage.maaike.id), "../..", "%00", "a" * 300, "'; drop table x; --",
        ]
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_no_door_gives_an_error_of_ours(db, seed: int):
    dice, stage = random.Random(seed), set_stage()
    browsers = [stage.nina.browser, stage.maaike.browser, stage.vera.browser, stage.pieter.browser, stage.stranger.browser,
                stage.doctor.browser, Client()]  # fmt: skip
    asked = set()
    for _ in range(250):
        door, method, browser = (
            dice.choice(DOORS),
            dice.choice(METHODS + ("post",) * 6 + ("get",) * 3),
            dice.choice(browsers),
        )
        fields = [(dice.choice(FIELDS), some_words(dice, stage)) for _ in range(dice.randrange(9))]
        sent: dict[str, list[str]] = {}
        for name, words in fields:  # the same field may come twice
            sent.setdefault(name, []).append(words)
        path = address(dice, stage, door)
        if method == "trace":
            response = browser.trace(path)
        elif method in ("put", "patch", "delete", "options"):
            response = getattr(browser, method)(path, b"words=x", content_type="application/x-www-form-urlencoded")
        else:
            response = getattr(browser, method)(path, sent)
        assert response.status_code < 500, (seed, method, path, sent)
        asked.add(response.status_code)
    assert {200, 302, 404, 405} <= asked


BODIES = [
    (b"words=%ED%A0%80%ff%fe", "application/x-www-form-urlencoded"),
    (b"words=\xff\xfe\x00", "application/x-www-form-urlencoded"),
    (b"words=a&words=b&id=x&id=y", "application/x-www-form-urlencoded"),
    (b"words=x", "application/x-www-form-urlencoded; charset=utf-16"),
    (b"words=x", "application/x-www-form-urlencoded; charset=nonsense"),
    (b"{}", "application/json"),
    (b"xx", "multipart/form-data"),
    (b"xx", "multipart/form-data; boundary=y"),
    (
        b'--y\r\nContent-Disposition: form-data; name="words"\r\n\r\n\xff\xfe\r\n--y--\r\n',
        "multipart/form-data; boundary=y",
    ),
    (
        b'--y\r\nContent-Disposition: form-data; name="words"; filename="x"\r\n\r\nabc\r\n--y--\r\n',
        "multipart/form-data; boundary=y",
    ),
    (b"", "text/plain"),
    (b"\x00" * 100, ""),
    (b"&".join(b"f%d=1" % n for n in range(3000)), "application/x-www-form-urlencoded"),
]


def test_a_body_of_any_kind_is_answered(db):
    family = make_family("Nina")
    for body, kind in BODIES:
        for name in ("observations/", "ties/new/", "circle/invitations/new/", "influences/new/"):
            path = f"/families/{family.id}/{name}"
            response = family.parent.browser.generic("POST", path, body, content_type=kind)
            assert 200 <= response.status_code < 500, (path, body[:40], kind)
        response = Client().generic("POST", f"/families/{family.id}/observations/", body, content_type=kind)
        assert response.status_code in (302, 400), (body[:40], kind)


def test_a_body_of_six_megabytes_is_refused_on_a_page_that_says_what_to_do(db):
    family = make_family("Nina")
    for sent in ({"words": "x" * 6_000_000}, None):
        path = f"/families/{family.id}/observations/"
        if sent:
            response = family.parent.browser.post(path, sent)
        else:
            response = family.parent.browser.post(
                path, b"words=" + b"x" * 6_000_000, content_type="application/x-www-form-urlencoded"
            )
        assert response.status_code == 413
        assert "Knip hem in stukken" in response.content.decode()


@settings(max_examples=often(20, 600), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(st.characters(codec="utf-8"), max_size=400),
    rest=st.dictionaries(st.sampled_from(FIELDS[1:]), st.text(st.characters(codec="utf-8"), max_size=60), max_size=4),
)
def test_what_was_saved_reads_back_as_it_was_typed(db, words: str, rest: dict[str, str]):
    family = _family()
    response = family.parent.browser.post(
        f"/families/{family.id}/observations/", rest | {"words": words, "readers": rest.get("readers", "circle")}
    )
    assert response.status_code in (302, 422)
    if response.status_code == 302:
        id = response.headers["Location"].split("/")[4]
        with family.parent.acting() as signed:
            told = next(one for one in story_page(family.visit(family.parent, signed)).told if str(one.id) == id)
        typed = words.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
        assert told.words == typed


def _family():
    """A family of its own for every example."""
    return make_family("Nina")


SCRIPTS = [
    "مرحبا، نامت جيدًا",
    "שלום, היא ישנה",
    "😀👩‍👩‍👧 lachte",
    "e\u0301é",
    "\u202eomgekeerd\u202c",
    "ﷺ" * 50,
    "a\u0000b",
    "𓀀𓁐",
    "zin.\n\nnog een",
]


def test_words_of_every_script_come_back_whole(db):
    family = make_family("Nina")
    for words in SCRIPTS:
        form = {"words": words, "quoted": "somebody_else", "quoted_as": words[:100]}
        response = family.parent.browser.post(f"/families/{family.id}/observations/", form, follow=True)
        shown = response.content.decode()
        assert response.status_code == 200 and words.replace("\x00", "") in shown
        assert 'dir="auto"' in shown

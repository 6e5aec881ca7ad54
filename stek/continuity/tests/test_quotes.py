"""Words of the story and of the needs on a page of agreements: who reads them there stands in 'Wie las dit'."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.continuity.models import FollowUp
from stek.continuity.tests.builders import handed_over, let, promised, referred
from stek.kit import clock
from stek.needs.tests.builders import let as let_needs
from stek.needs.tests.builders import said
from stek.story.tests.sending import noted
from tests.gate.people import hide

NOTE, NEED = "Ze drinkt rustig.", "Rust vinden."

# What a line says, besides when.
COLUMNS = (
    "deed, kind, subject_id, section, purpose, reason, (select array_agg(one order by one) from unnest(rests_on) one)"
)


@pytest.fixture
def around(db) -> tuple[MadeFamily, Somebody, Somebody]:
    family, vera, gust = make_family("Nina", "Tom"), make_person("Vera", "midwife"), make_person("Gust", "gp")
    for one in (vera, gust):
        family.ask_in(one)
        let(family, one)
        let_needs(family, one)
    return family, vera, gust


@pytest.fixture
def leaves(superuser) -> Callable[..., list[tuple[Any, ...]]]:
    """The lines that something somebody does leaves behind."""

    def lines(who: Somebody) -> list[tuple[UUID, tuple[Any, ...]]]:
        found = superuser.execute(f"select id, {COLUMNS} from trail_trailentry where person_id = %s", [who.id])
        return [(id, tuple(rest)) for id, *rest in found.fetchall()]

    def of(who: Somebody, doing: Callable[[], Any]) -> list[tuple[Any, ...]]:
        before = {id for id, _line in lines(who)}
        doing()
        return sorted((line for id, line in lines(who) if id not in before), key=repr)

    return of


def at(family: MadeFamily, name: str, *ids: object) -> str:
    return reverse(name, args=[family.id, *ids])


def opens(who: Somebody, url: str, *words: str) -> Callable[[], None]:
    def act() -> None:
        shown = who.browser.get(url).content.decode()
        assert all(one in shown for one in words)

    return act


def read(lines: list[tuple[Any, ...]], kind: str) -> list[tuple[Any, ...]]:
    return [line for line in lines if line[:2] == ("read", kind)]


def test_on_the_page_of_a_follow_up_it_is_the_line_of_who_opens_the_note_and_the_need(around, leaves):
    family, vera, gust = around
    note, need = UUID(noted(family, vera, NOTE)), said(family, words=NEED)
    with_note, with_need = promised(family, vera, note=note), promised(family, vera, need=need.thread_id)
    for row, kind, there, words in (
        (with_note, "observation", at(family, "observation", note), NOTE),
        (with_need, "need", at(family, "need", need.id), NEED),
    ):
        itself = read(leaves(gust, opens(gust, there, words)), kind)
        quoted = leaves(gust, opens(gust, at(family, "follow_up", row.id), words))
        assert len(itself) == 1 and read(quoted, kind) == itself
        assert len(read(quoted, "followup")) == 1 and len(quoted) == 2
    assert leaves(gust, opens(gust, at(family, "follow_up", promised(family, vera).id)))[1:] == []


def test_parents_read_that_their_note_was_read_there(around):
    family, vera, gust = around
    row = promised(family, vera, note=UUID(noted(family, vera, NOTE)))
    trail = at(family, "trail")
    assert "Gust las één notitie." not in family.parent.browser.get(trail).content.decode()
    opens(gust, at(family, "follow_up", row.id), NOTE)()
    assert "Gust las één notitie." in family.parent.browser.get(trail).content.decode()


def test_the_line_is_hidden_with_the_note(around):
    family, vera, gust = around
    nina, tom = family.parents
    note = UUID(noted(family, vera, NOTE))
    row = promised(family, vera, note=note)
    hide(family, vera, tom, thread=note)
    opens(gust, at(family, "follow_up", row.id), NOTE)()
    for who, there in ((nina, True), (tom, False)):
        assert ("Gust las één notitie." in who.browser.get(at(family, "trail"), {"own": 1}).content.decode()) is there


def test_on_the_form_it_is_read_as_often_as_it_is_shown_and_not_when_it_is_kept(around, leaves):
    family, vera, gust = around
    note, need = UUID(noted(family, vera, NOTE)), said(family, words=NEED)
    url, browser = at(family, "follow_up_create"), gust.browser
    form = {"words": "Ik bel.", "way": "call", "due_on": str(clock.today() + timedelta(days=3)), "id": str(uuid4())}
    for key, thread, kind, there, words in (
        ("note", note, "observation", at(family, "observation", note), NOTE),
        ("need", need.thread_id, "need", at(family, "need", need.id), NEED),
    ):
        itself = read(leaves(gust, opens(gust, there, words)), kind)
        assert read(leaves(gust, opens(gust, f"{url}?{key}={thread}", words)), kind) == itself
        wrong = form | {key: str(thread), "due_on": ""}
        assert read(leaves(gust, lambda wrong=wrong: browser.post(url, wrong)), kind) == itself
        right = form | {key: str(thread), "id": str(uuid4())}
        assert read(leaves(gust, lambda right=right: browser.post(url, right)), kind) == []
    with gust.acting():
        assert FollowUp.objects.filter(family_id=family.id, author_id=gust.id).count() == 2


def test_what_one_may_not_read_leaves_no_line(around, leaves):
    family, vera, gust = around
    private = noted(family, vera, "Alleen van mij.", readers="me")
    assert leaves(gust, opens(gust, at(family, "follow_up_create") + f"?note={private}")) == []
    assert leaves(gust, opens(gust, at(family, "follow_up_create") + f"?note={uuid4()}&need=x")) == []


def test_what_goes_along_with_a_handover_is_read_one_by_one(around, leaves):
    family, vera, gust = around
    notes = tuple(UUID(noted(family, vera, words)) for words in (NOTE, "Iets voor later.", "Alleen voor Nina."))
    hide(family, vera, gust, thread=notes[2])
    over = at(family, "handover", handed_over(family, vera, gust, notes=notes).id)
    each = [read(leaves(gust, opens(gust, at(family, "observation", note))), "observation") for note in notes[:2]]
    quoted = leaves(gust, opens(gust, over, NOTE, "Iets voor later."))
    assert read(quoted, "observation") == sorted((line for lines in each for line in lines), key=repr)
    assert len(quoted) == 3 and notes[2] not in [line[2] for line in quoted]
    assert len(read(leaves(family.parent, opens(family.parent, over)), "observation")) == 3


def test_the_need_of_a_referral_is_read_there(around, leaves):
    family, vera, gust = around
    need = said(family, words=NEED)
    asked = referred(family, need.thread_id, vera)
    itself = read(leaves(gust, opens(gust, at(family, "need", need.id))), "need")
    assert read(leaves(gust, opens(gust, at(family, "referral", asked.id), NEED)), "need") == itself


def test_a_list_to_choose_from_is_read_as_that_list(around, leaves):
    family, vera, gust = around
    for name in ("handover_create", "referral_create", "follow_up_create"):
        assert leaves(gust, opens(gust, at(family, name))) == []
    noted(family, vera, NOTE)
    said(family, words=NEED)
    promised(family, vera, words="Ik kom langs.")
    for name, kinds, words in (
        ("handover_create", ["story"], NOTE), ("referral_create", ["contact", "needs"], NEED),
        ("follow_up_create", ["contact"], "Ik kom langs."),
    ):  # fmt: skip
        found = leaves(gust, opens(gust, at(family, name), words))
        assert sorted(line[1] for line in found) == kinds and {line[0] for line in found} == {"read"}
    page = family.parent.browser.get(at(family, "trail")).content.decode()
    for sentence in ("Gust las het verhaal.", "Gust las wat er nodig is.", "Gust las de afspraken."):
        assert sentence in page

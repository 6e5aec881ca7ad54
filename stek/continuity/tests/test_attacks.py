"""What a curious colleague, an ex-partner, a thief and the finder of a list try, and what they get."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from stek.circle.actions import step_out
from stek.circle.tests.builders import MadeFamily, Somebody, make_doctor, make_family, make_person
from stek.continuity.machines import State, Step
from stek.continuity.queries import contact_of
from stek.continuity.tests.builders import handed_over, let, moved, place_of, promised, referred
from stek.continuity.tests.test_calendar import address_of
from stek.continuity.waiting import waited_for
from stek.kit import clock
from stek.needs.tests.builders import let as let_needs
from stek.needs.tests.builders import said
from stek.people.stepping import stepping_in
from stek.policy import Verb
from stek.story.tests.sending import noted
from tests.gate.people import hide
from tests.gate.test_non_interference import came_since, fetched, ids, parted


@pytest.fixture
def around(db) -> tuple[MadeFamily, Somebody, Somebody]:
    """Nina and Tom, Vera whom both know, and Gust whom Tom may not know of."""
    family = make_family("Nina", "Tom")
    vera, gust = make_person("Vera", "midwife"), make_person("Gust", "gp")
    for one, known_to in ((vera, None), (gust, [family.parent, vera])):
        family.ask_in(one, known_to=known_to)
        let(family, one)
        let_needs(family, one)
    return family, vera, gust


def seen(family: MadeFamily, who: Somebody):
    with who.acting() as signed:
        return contact_of(family.visit(who, signed))


# --- the other parent


def test_what_is_agreed_with_somebody_hidden_leaves_no_byte_for_the_other_parent(around, superuser):
    family, vera, gust = around
    nina, tom = family.parents
    need, note = said(family), UUID(noted(family, vera, "Ze drinkt rustig."))
    rows = [promised(family, vera, due_on=clock.today()), promised(family, nina), promised(family, nina)]
    asked = referred(family, need.thread_id, vera)
    over = handed_over(family, vera, nina)
    address = address_of(tom)
    known = [family.id, *(one.id for one in rows), asked.id, over.id, need.id]

    def everything(before: dict | None = None) -> dict:
        return fetched(family, tom, known, before=before) | {
            ("get", "calendar", None): (200, Client().get(address).content)
        }

    before, before_ids = everything(), ids(superuser)
    hidden_need, hidden_note = said(family, words="Een eigen plek."), UUID(noted(family, nina, "Ik zoek iets."))
    for thread in (hidden_need.thread_id, hidden_note):
        hide(family, nina, tom, thread=thread)
    promised(family, nina, stand_in=gust, due_on=clock.today())
    promised(family, nina, ask=gust, due_on=clock.today())
    promised(family, gust, due_on=clock.today())
    promised(family, vera, need=hidden_need.thread_id)
    promised(family, vera, note=hidden_note)
    referred(family, hidden_need.thread_id, vera)
    referred(family, need.thread_id, nina, stand_in=gust)
    handed_over(family, nina, gust, notes=(note,))
    whole = promised(family, nina)
    hide(family, nina, tom, thread=whole.id)
    moved(family, rows[1], Step.ASK, nina, to=gust)
    moved(family, rows[1], Step.TAKE, gust)
    moved(family, rows[2], Step.DO, gust)
    moved(family, rows[0], Step.DO, gust)
    moved(family, asked, Step.RECEIVE, gust)
    for path in (reverse("contact", args=[family.id]), reverse("follow_up", args=[family.id, rows[0].id]), "/"):
        assert gust.browser.get(path).status_code == 200
    assert parted(before, everything(before)) == []
    nowhere = fetched(family, tom, [UUID(int=4)], only_with_id=True)
    found = fetched(family, tom, came_since(superuser, before_ids), only_with_id=True, like=nowhere)
    assert len({id for _, _, id in found}) > 5
    for (method, name, _), answer in found.items():
        assert answer == nowhere[method, name, UUID(int=4)], (method, name)


@pytest.mark.parametrize("hidden", ["done", "asked"])
def test_who_goes_on_from_a_hidden_step_does_not_betray_it(around, hidden):
    """Nobody opens again what was never done: a step one cannot understand without another rests on it."""
    family, _vera, gust = around
    nina, tom = family.parents
    row = promised(family, nina)
    if hidden == "done":
        moved(family, row, Step.DO, gust)
        moved(family, row, Step.REOPEN, nina)
    else:
        moved(family, row, Step.ASK, nina, to=gust)
        moved(family, row, Step.PUT_OFF, nina, words="Later.", due_on=clock.today() + timedelta(days=4))
    (theirs,) = seen(family, tom).follow_ups
    assert (theirs.state, theirs.moves) == (State.OPEN, ())


# --- who steps in


def open_sessions(superuser, who: Somebody) -> int:
    found = superuser.execute(
        "select count(*) from people_livesession where person_id = %s and ended_at is null", [who.id]
    ).fetchone()
    return found[0] - 1  # besides their own


class Breaks(Exception):
    pass


def test_a_session_that_stepped_in_ends_with_its_block_whatever_happens_in_it(around, superuser):
    _family, vera, _gust = around

    def leaves(how) -> None:
        with transaction.atomic(), stepping_in(vera.id) as signed:
            assert signed is not None and signed.person == vera.id and signed.second_factor_at is None
            assert open_sessions(superuser, vera) == 1
            how()

    def breaks() -> None:
        raise Breaks

    def breaks_the_transaction() -> None:
        with connection.cursor() as cursor:
            cursor.execute("select 1 / 0")

    leaves(lambda: None)
    assert open_sessions(superuser, vera) == 0
    with pytest.raises(Breaks):
        leaves(breaks)
    assert open_sessions(superuser, vera) == 0
    with pytest.raises(DatabaseError):
        leaves(breaks_the_transaction)
    assert open_sessions(superuser, vera) == 0


def test_stepping_in_writes_no_trail_and_leaves_nobody_there(around, superuser):
    family, vera, _gust = around
    promised(family, vera, due_on=clock.today())
    address = address_of(vera)
    lines = superuser.execute("select count(*) from trail_trailentry").fetchone()
    assert b"BEGIN:VEVENT" in Client().get(address).content and set(waited_for([vera.id], clock.now())) == {vera.id}
    assert superuser.execute("select count(*) from trail_trailentry").fetchone() == lines
    with transaction.atomic():
        with stepping_in(vera.id):
            pass
        with connection.cursor() as cursor:
            cursor.execute("select stek.person()")
            assert cursor.fetchone() == (None,)


def test_a_round_that_comes_later_than_its_hour_or_lasts_long_forgets_nobody(around):
    family, vera, _gust = around
    promised(family, vera, due_on=clock.today() - timedelta(days=1))
    for late in (timedelta(minutes=2), timedelta(hours=1)):
        assert set(waited_for([vera.id], clock.now() - late)) == {vera.id}, late


def test_a_new_password_ends_the_address_that_somebody_else_may_have_made(around):
    _family, vera, _gust = around
    vera.person.set_password("een oud lang wachtwoord")
    vera.person.save()
    address, browser, new = address_of(vera), vera.browser, "een nieuw lang wachtwoord"
    assert Client().get(address).status_code == 200
    browser.post(
        "/accounts/password/change/",
        {"oldpassword": "een oud lang wachtwoord", "password1": new, "password2": new},
    )
    vera.person.refresh_from_db()
    assert vera.person.check_password(new) and Client().get(address).status_code == 404


def test_who_left_the_circle_keeps_an_empty_calendar_and_is_told_nothing(around):
    family, vera, _gust = around
    promised(family, vera, due_on=clock.today())
    address = address_of(vera)
    assert b"BEGIN:VEVENT" in Client().get(address).content
    with vera.acting() as signed:
        step_out(by=family.visit(vera, signed), at=signed.at)
    assert b"BEGIN:VEVENT" not in Client().get(address).content
    assert set(waited_for([vera.id], clock.now())) == set()
    assert vera.browser.get(reverse("contact", args=[family.id])).status_code == 404


# --- a form that was made by hand


def in_days(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


FORGED = {
    "no words": {"words": "\x00"}, "too many": {"words": "x" * 20_000}, "far too many": {"words": "x" * 200_000},
    "the first day": {"due_on": "0001-01-01"}, "the last day": {"due_on": "9999-12-31"}, "no day": {"due_on": "\x00"},
    "no hour": {"due_time": "25:99"}, "a null hour": {"due_time": "\x00"}, "no way": {"way": "\x00"},
    "nobody": {"ask": "\x00"}, "somebody": {"stand_in": str(uuid4())}, "about anybody": {"about": str(uuid4())},
    "any need": {"need": str(uuid4())}, "no need": {"need": "\x00"}, "any note": {"note": str(uuid4())},
}  # fmt: skip


@pytest.mark.parametrize("more", FORGED.values(), ids=FORGED.keys())
def test_what_no_page_would_send_is_refused_in_words_and_keeps_nothing(around, more):
    family, _vera, _gust = around
    tom = family.parents[1]
    form = {"words": "Ik bel.", "way": "call", "due_on": in_days(3)} | more
    answer = tom.browser.post(reverse("follow_up_create", args=[family.id]), form)
    assert answer.status_code == 422 and seen(family, tom).follow_ups == ()


def test_nobody_of_elsewhere_or_gone_or_hidden_or_oneself_stands_in_is_asked_or_receives(around):
    family, vera, gust = around
    tom = family.parents[1]
    other, wim, gone = make_family("Ander"), make_person("Wim", "midwife"), make_person("Weg", "midwife")
    other.ask_in(wim)
    let(other, wim)
    family.ask_in(gone)
    let(family, gone)
    with gone.acting() as signed:
        step_out(by=family.visit(gone, signed), at=signed.at)
    own = promised(family, tom)
    form = {"words": "Ik bel.", "way": "call", "due_on": in_days(3), "before": ""}
    places = (place_of(other, wim), family.places[gone.id], family.places[gust.id], place_of(family, tom))
    create, ask = reverse("follow_up_create", args=[family.id]), "follow_up_move_create"
    for place in map(str, places):
        for url, name in (
            (create, "stand_in"), (create, "ask"), (reverse("handover_create", args=[family.id]), "to"),
            (reverse(ask, args=[family.id, own.id, "ask"]), "place"),
        ):  # fmt: skip
            assert tom.browser.post(url, form | {name: place}).status_code == 422, name
    assert [one.id for one in seen(family, tom).follow_ups] == [own.id] and not seen(family, tom).handovers
    there = str(family.places[vera.id])  # the same forms do take somebody who is there
    assert tom.browser.post(create, form | {"stand_in": there}).status_code == 302


def test_a_hidden_need_and_one_of_another_family_answer_as_one_that_never_was(around):
    family, _vera, _gust = around
    nina, tom = family.parents
    hidden, elsewhere = said(family, nina), said(make_family("Ander"))
    hide(family, nina, tom, thread=hidden.thread_id)
    private = noted(family, nina, "Alleen van mij.", readers="me")
    answers = set()
    for name, thread in (
        ("need", uuid4()), ("need", hidden.thread_id), ("need", elsewhere.thread_id), ("note", uuid4()), ("note", private)
    ):  # fmt: skip
        form = {"words": "Ik bel.", "way": "call", "due_on": in_days(3), name: str(thread)}
        answer = tom.browser.post(reverse("follow_up_create", args=[family.id]), form)
        words = answer.content.decode().split("<main")[1].replace(str(thread), "").replace(f'"{name}"', "")
        for fresh in ('name="csrfmiddlewaretoken" value="[^"]*"', 'name="(tag|id)"[^>]*value="[^"]*"', "f_(need|note)"):
            words = re.sub(fresh, "", words)
        answers.add((answer.status_code, name, words))
    assert sorted(one[:2] for one in answers) == [(422, "need"), (422, "note")]


def test_an_id_that_somebody_else_used_takes_nothing_from_them(around):
    family, vera, _gust = around
    nina, other, id = family.parent, make_family("Ander"), str(uuid4())
    form = {"way": "call", "due_on": in_days(3), "id": id}
    given = [
        who.browser.post(reverse("follow_up_create", args=[place.id]), form | {"words": words}).status_code
        for who, place, words in (
            (vera, family, "Van Vera."),
            (nina, family, "Van Nina."),
            (other.parent, other, "Elders."),
        )
    ]
    assert given == [302, 302, 302]  # a key is its author's own
    assert [one.words for one in seen(family, nina).follow_ups] == ["Van Vera.", "Van Nina."]
    assert [one.words for one in seen(other, other.parent).follow_ups] == ["Elders."]


def test_what_somebody_writes_is_never_markup(around):
    family, _vera, _gust = around
    nina, bad = family.parent, "<script>alert(1)</script>\u202e👩\u200d👧"
    need = said(family)
    row = promised(family, nina, words=bad, due_on=clock.today())
    moved(family, row, Step.PUT_OFF, nina, words=bad, due_on=clock.today() + timedelta(days=1))
    asked = referred(family, need.thread_id, nina, offer=bad, bridge=bad)
    over = handed_over(family, nina, _vera, words=bad)
    for path in (
        "/", reverse("contact", args=[family.id]), reverse("follow_up", args=[family.id, row.id]),
        reverse("follow_up_move_create", args=[family.id, row.id, "do"]), reverse("contact_week", args=[family.id]),
        reverse("referral", args=[family.id, asked.id]), reverse("handover", args=[family.id, over.id]),
        reverse("follow_up_hide", args=[family.id, row.id]), reverse("handover_create", args=[family.id]),
    ):  # fmt: skip
        page = nina.browser.get(path).content.decode()
        assert "<script>alert" not in page, path
    assert "&lt;script&gt;alert" in nina.browser.get(reverse("contact", args=[family.id])).content.decode()


@pytest.mark.parametrize(
    "next",
    ["//evil", "https:evil", "https:///evil", "javascript:alert(1)", "/\\evil", "/\t/evil", "/\n/evil", "///evil", "/" + "x" * 20_000],
)  # fmt: skip
def test_an_address_of_elsewhere_leads_back_to_the_agreement(around, next):
    family, _vera, _gust = around
    row = promised(family)
    url = reverse("follow_up_move_create", args=[family.id, row.id, "do"])
    answer = family.parent.browser.post(url, {"next": next, "before": ""})
    assert answer["Location"].startswith(reverse("follow_up", args=[family.id, row.id]) + "?")


# --- who reads and does not act


def test_who_only_reads_or_came_in_an_emergency_changes_nothing_and_hides_nothing(around, superuser):
    family, vera, _gust = around
    nina, reader, doctor = family.parent, make_person("Oma"), make_doctor()
    family.ask_in(reader)
    let(family, reader, Verb.READ)
    row, over = promised(family, vera, due_on=clock.today()), handed_over(family, vera, nina)
    asked = referred(family, said(family).thread_id, vera)
    family.breaks_in(doctor)
    form = {"words": "w", "way": "call", "due_on": in_days(2), "before": "", "readers": str(nina.id)}
    doors = [(f"{name}_create", []) for name in ("follow_up", "referral", "handover", "pace")]
    for name, id, step in (
        ("follow_up", row.id, "do"),
        ("referral", asked.id, "receive"),
        ("handover", over.id, "agree"),
    ):
        doors += [(f"{name}_move_create", [id, step]), (f"{name}_hide", [id])]
    rows = "select (select count(*) from continuity_move) + (select count(*) from circle_hidden)"
    before = superuser.execute(rows).fetchone()
    for who in (reader, doctor):
        page = who.browser.get(reverse("follow_up", args=[family.id, row.id]))
        assert page.status_code == 200 and "Ik bel hoe de nacht was." in page.content.decode()
        for name, ids_ in doors:
            url = reverse(name, args=[family.id, *ids_])
            assert who.browser.get(url).status_code == who.browser.post(url, form).status_code == 403, name
        assert "Ik bel hoe de nacht was." not in who.browser.get("/").content.decode()
    assert superuser.execute(rows).fetchone() == before


def test_who_comes_in_an_emergency_is_not_told_that_nobody_cares_here(around):
    family, vera, _gust = around
    row, doctor = promised(family, vera), make_doctor()
    family.breaks_in(doctor)
    page = doctor.browser.get(reverse("contact", args=[family.id])).content.decode()
    assert "Ik bel hoe de nacht was." in page and "Er leest nu niemand" not in page
    assert "niemand anders" not in doctor.browser.get(reverse("follow_up", args=[family.id, row.id])).content.decode()


def test_who_reads_is_told_to_nobody_of_outside(around):
    family, vera, _gust = around
    row, stranger = promised(family, vera), make_person("Vreemde", "midwife")
    for who, told in ((stranger, []), (vera, None)):
        with who.acting(), connection.cursor() as cursor:
            cursor.execute(
                "select stek.who_reads(%s, 'contact', %s, false, %s::uuid[], null)", [family.id, vera.id, row.rests_on]
            )
            (found,) = cursor.fetchone()
            assert found == told if told is not None else len(found) >= 2


def test_from_whom_it_is_hidden_is_said_to_read_it_to_nobody(db):
    family, vera = make_family("Nina", "Tom"), make_person("Vera", "midwife")
    family.ask_in(vera)
    let(family, vera)
    open_one, hidden = promised(family, vera), promised(family, vera)
    hide(family, vera, family.parents[1], thread=hidden.id)

    def said(who, row):
        page = who.browser.get(f"/families/{family.id}/contact/follow-ups/{row.id}/").content.decode()
        return re.findall(r"<span[^>]*>([^<]*)<", re.search(r"Wie leest dit</dt><dd>(.*?)</dd>", page)[1])

    assert said(vera, open_one) == ["Nina", "Tom"] and said(vera, hidden) == ["Nina"]
    assert said(family.parent, open_one) == ["Tom", "Vera"] and said(family.parent, hidden) == ["Vera"]

"""What is promised, asked and handed over in the nine families, and whose day it stands in."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest

from stek.case import demo
from stek.circle.gate import visit, visits_everywhere
from stek.circle.paces import pace_of
from stek.circle.queries import Circle, circle_of, circles, my_families
from stek.continuity.day import Wait, Waiting, day_of
from stek.continuity.gaps import holders
from stek.continuity.machines import State, Step
from stek.continuity.queries import Contact, HandedOver, contact_of
from stek.continuity.records import records
from stek.continuity.rules import CONTACT
from stek.directory.queries import offer_named
from stek.kit import clock
from stek.people.identity import acting

from .test_casebook import NEVER, sign_in

pytestmark = pytest.mark.usefixtures("read_in")


@dataclass(frozen=True)
class Around:
    """What stands around one family, as one person sees it through the gate."""

    contact: Contact
    circle: Circle

    def called(self, place: UUID) -> str:
        return self.circle.by_place[place].called

    def promise(self, piece: str):
        (found,) = [one for one in self.contact.follow_ups if piece in one.words]
        return found


def around(child: str, name: str) -> Around:
    with acting(sign_in(f"{name}@example.org")) as signed:
        (family,) = [
            one.id for one in my_families(signed, signed.at) if child in {born.called for born in one.children}
        ]
        here = visit(signed, family, signed.at)
        return Around(contact_of(here), circle_of(here))


def day(name: str, today: date | None = None) -> list[Waiting]:
    with acting(sign_in(f"{name}@example.org")) as signed:
        return list(day_of(visits_everywhere(signed, CONTACT, signed.at), today or clock.today()).waiting)


def told(name: str, today: date | None = None) -> list[tuple[Wait, str]]:
    return [(one.wait, one.called) for one in day(name, today)]


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)


def test_1_marijke_came_again_and_asked_an_first():
    lize = around("Lize", "an")
    done = lize.promise("eerst naar haarzelf")
    assert done.state is State.DONE and lize.called(done.moves[-1].author_member) == "Marijke"
    assert done.need and done.note
    assert lize.promise("spring binnen").due_on == in_days(7)


def test_6_the_midwife_comes_today_and_the_friend_in_three_days():
    assert told("marijke") == [(Wait.MINE, "June")]
    assert told("iris") == []
    assert told("iris", in_days(3)) == [(Wait.MINE, "June")]


def test_6_nina_put_it_off_herself_and_said_why():
    june = around("June", "nina")
    moved = june.promise("naar elkaar zoeken").newest(Step.PUT_OFF)
    assert june.called(moved.author_member) == "Nina" and moved.words
    assert june.promise("naar elkaar zoeken").state is State.DONE


def test_6_home_help_went_from_a_question_to_under_way_with_a_bridge():
    (asked,) = around("June", "marijke").contact.referrals
    assert [one.state for one in asked.moves] == [State.RECEIVED, State.ACCEPTED, State.CONTACT, State.UNDER_WAY]
    assert "Iris" in asked.bridge and asked.offer_id is None


def test_6_the_family_says_how_closely_it_is_followed():
    with acting(sign_in("maaike@example.org")) as signed:
        (family,) = my_families(signed, signed.at)
        pace = pace_of(visit(signed, family.id, signed.at))
    assert (pace.by_age, pace.circle_after) == ((7, 21, 92), 4)


def test_7_silence_stands_in_the_day_of_who_asked_and_in_nobody_elses():
    assert told("tine") == [(Wait.SILENT, "Joyce")] and told("jonas") == told("helena") == []
    (asked,) = around("Joyce", "jonas").contact.referrals
    assert asked.state is State.ASKED and asked.moves == () and asked.bridge
    assert told("tine", in_days(-4)) == []


def test_7_what_was_asked_can_be_found_in_the_directory():
    (asked,) = around("Joyce", "tine").contact.referrals
    assert asked.offer_id is not None
    with acting(sign_in("tine@example.org")):
        offer = offer_named(asked.offer_id)
    assert offer is not None and offer.name == "Samen kijken naar slapen en huilen"


def test_8_the_stand_in_sees_today_what_martine_could_not_do():
    assert told("martine") == [(Wait.MINE, "Leon, Lotte")]
    assert told("annelies") == [(Wait.STAND_IN, "Leon, Lotte")]
    assert told("annelies", in_days(-3)) == []
    (line,) = day("annelies")
    assert "Martine" in line.line.sentence and "woensdagen" in line.line.words


def test_8_in_two_weeks_martine_sits_with_them_and_if_she_is_ill_annelies_sees_it():
    meeting = around("Leon", "stefanie").promise("zien elkaar terug")
    assert meeting.due_on == in_days(14) and meeting.note and meeting.need
    assert meeting.id in {one.line.id for one in day("martine", in_days(14))}
    assert meeting.id not in {one.line.id for one in day("annelies", in_days(14))}
    assert meeting.id in {one.line.id for one in day("annelies", in_days(15))}


def test_8_who_only_notes_in_the_story_sees_no_agreement():
    assert around("Leon", "rita").contact == Contact()


def chain() -> tuple[Around, tuple[HandedOver, ...]]:
    seppe = around("Seppe", "jeroen")
    return seppe, tuple(sorted(seppe.contact.handovers, key=lambda one: one.written_at))


def test_9_four_handovers_each_from_who_took_the_one_before():
    seppe, found = chain()
    names = [(seppe.called(one.author_member), seppe.called(one.receiver)) for one in found]
    assert [first.split()[0] for first, _second in names] == ["Lieve", "Katrien", "Yasmina", "Silke"]
    assert [second for _first, second in names] == [*(first for first, _second in names[1:]), names[0][0]]
    assert [one.state for one in found] == [State.CLOSED] * 3 + [State.ACCEPTED]


def test_9_a_parent_agreed_with_each_and_each_met_before_it_was_closed():
    seppe, found = chain()
    for one in found:
        agreed = one.newest(Step.AGREE)
        assert seppe.called(agreed.author_member) in ("Lien", "Jeroen")
        assert one.notes and one.words
    assert all(one.newest(Step.MEET) and one.newest(Step.MEET).on <= one.moves[-1].on for one in found[:3])


def test_9_what_katrien_promised_is_with_the_home_team_now():
    seppe, _found = chain()
    call = seppe.promise("de nachten weer thuis")
    assert seppe.called(call.author_member) == "Katrien"
    with acting(sign_in("jeroen@example.org")) as signed:
        every = visits_everywhere(signed, CONTACT, signed.at)
        ((family, (here, readers)),) = every.items()
        read = records({family: contact_of(here)}, circles([here]), {family: readers}, clock.today())
    held_by = holders(*call.last_taken, read[family].handed_over)
    assert [seppe.called(one) for one in held_by] == ["Silke van het thuisteam"]


def test_9_the_last_one_waits_for_giver_and_receiver_to_meet_and_for_nobody_else():
    for name in ("silke", "lieve"):
        assert (Wait.HANDOVER, "Seppe") in told(name)
    for name in ("katrien", "yasmina"):
        assert told(name) == []


def test_9_who_was_asked_to_take_over_said_yes():
    seppe, _found = chain()
    call = seppe.promise("Na het weekend thuis")
    assert [one.step for one in call.moves] == [Step.ASK, Step.TAKE, Step.DO]
    assert seppe.called(call.last_taken[0]) == "Katrien"


@pytest.mark.parametrize(("child", "name"), [("Lize", "an"), ("June", "nina"), ("Joyce", "jonas"), ("Leon", "stefanie"), ("Seppe", "lien")])  # fmt: skip
def test_nothing_of_it_judges_anybody(child, name):
    contact = around(child, name).contact
    said = [one.words for one in (*contact.follow_ups, *contact.handovers)]
    said += [one.bridge for one in contact.referrals]
    said += [move.words for one in (*contact.follow_ups, *contact.referrals, *contact.handovers) for move in one.moves]
    assert said
    assert [word for word in NEVER if any(word in one.lower() for one in said)] == []


def test_the_list_of_the_demo_knows_for_whom_something_waits():
    waiting = {email for email, waits in demo.waiting().items() if waits}
    assert set(demo.waiting()) == {email for _, _, email in demo.PEOPLE}
    assert {f"{name}@example.org" for name in ("annelies", "martine", "marijke", "silke", "lieve")} <= waiting
    assert not {f"{name}@example.org" for name in ("iris", "bram", "pieter", "helena", "tine")} & waiting


def test_to_know_that_opens_no_session_that_stays(superuser):
    def still_open() -> int:
        return superuser.execute("select count(*) from people_livesession where ended_at is null").fetchone()[0]

    before = still_open()
    demo.waiting()
    assert still_open() == before

"""Who sees what was promised, asked and handed over; and what PostgreSQL itself refuses."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.http import Http404

from stek.circle import actions as circle
from stek.circle.gate import NotYours, open_item, visit, visits_everywhere
from stek.circle.models import Grant
from stek.circle.queries import circles
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.continuity import actions
from stek.continuity.actions import MovedMeanwhile, NoSuchStep, Promise, RestIsGone
from stek.continuity.gaps import Gap, gaps
from stek.continuity.gaps import Kind as Why
from stek.continuity.machines import State, Step
from stek.continuity.models import Carried, FollowUp, Handover, Move, Referral
from stek.continuity.queries import Contact, contact_of, contacts
from stek.continuity.records import records
from stek.continuity.rules import Way
from stek.continuity.standing import last_move, state_of
from stek.continuity.tests.builders import handed_over, let, moved, place_of, promised
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.needs.tests.builders import said
from stek.people.identity import acting
from stek.policy import Section, Verb
from stek.story.tests.sending import noted
from tests.gate.people import hide


@pytest.fixture
def around(db) -> tuple[MadeFamily, Somebody, Somebody]:
    return circle_of_three()


def circle_of_three() -> tuple[MadeFamily, Somebody, Somebody]:
    family, vera, gust = make_family("Nina", "Tom"), make_person("Vera", "midwife"), make_person("Gust", "gp")
    for one in (vera, gust):
        family.ask_in(one)
        let(family, one)
    return family, vera, gust


def seen(family: MadeFamily, who: Somebody) -> Contact:
    with who.acting() as signed:
        return contact_of(family.visit(who, signed))


def gaps_of(family: MadeFamily, who: Somebody) -> tuple[Gap, ...]:
    with who.acting() as signed:
        every = visits_everywhere(signed, Section.CONTACT, signed.at)
        here = {id: visit for id, (visit, _) in every.items()}
        readers = {id: readers for id, (_, readers) in every.items()}
        read = records(contacts(here), circles(here.values()), readers, clock.today())
        return gaps(read[family.id], clock.today())


def left(family: MadeFamily, who: Somebody, row: FollowUp) -> frozenset[UUID] | None:
    """Who is told that it was left, as `who` sees it; None when it was not."""
    return next((one.places for one in gaps_of(family, who) if one.kind is Why.LEFT and one.id == row.id), None)


def step_as(family: MadeFamily, who: Somebody, of, step: Step, **more) -> Move:
    with who.acting() as signed:
        here = family.visit(who, signed)
        last = last_move(of)
        before = last.id if last else None
        return actions.move(of=of, step=step, before=before, by=here, at=here.at, on=clock.today(), **more)


# --- four cases


def test_signed_out_there_is_nothing(around):
    family, _, _ = around
    promised(family)
    with acting("nobody's") as signed:
        assert signed is None and not FollowUp.objects.filter(family_id=family.id).exists()


def test_without_consent_there_is_nothing_to_read_and_nothing_to_do(around):
    family, vera, _ = around
    ils = make_person("Ils", "psychologist")
    family.ask_in(ils)  # for the story only
    row = promised(family, vera)
    assert seen(family, ils) == Contact()
    with ils.acting() as signed:
        here = family.visit(ils, signed)
        with pytest.raises(Http404):
            open_item(here, Verb.READ, FollowUp, row.id)
    for act in (lambda: promised(family, ils), lambda: step_as(family, ils, row, Step.DO)):
        with pytest.raises(NotYours):
            act()
    let(family, ils, Verb.READ)
    assert [one.id for one in seen(family, ils).follow_ups] == [row.id]
    with pytest.raises(NotYours):
        step_as(family, ils, row, Step.DO)


def test_with_consent_the_words_are_there(around):
    family, vera, gust = around
    row = promised(family, vera, words="Ik kom langs.")
    for who in (family.parent, gust, vera):
        (one,) = seen(family, who).follow_ups
        assert (one.id, one.words, one.author_member) == (row.id, "Ik kom langs.", family.places[vera.id])
        assert one.readers == {place_of(family, each) for each in (*family.parents, vera, gust)}


def test_what_nobody_knows_is_not_found_and_a_stranger_has_no_door(around):
    family, vera, _ = around
    row, stranger = promised(family, vera), make_person("Vreemde", "midwife")
    with vera.acting() as signed, pytest.raises(Http404):
        open_item(family.visit(vera, signed), Verb.READ, FollowUp, uuid7())
    with stranger.acting() as signed:
        with pytest.raises(Http404):
            visit(signed, family.id, signed.at)
        assert not FollowUp.objects.filter(id=row.id).exists()


# --- hidden


def unknown_to_tom(family: MadeFamily) -> Somebody:
    lut = make_person("Lut", "social_worker")
    family.ask_in(lut, known_to=[one for one in family.parents if one is not family.parents[1]])
    let(family, lut)
    return lut


def test_who_may_not_know_of_the_stand_in_or_of_who_is_asked_does_not_see_it(around):
    family, _vera, _gust = around
    nina, tom = family.parents
    gust = unknown_to_tom(family)
    with_stand_in, with_ask = promised(family, nina, stand_in=gust), promised(family, nina, ask=gust)
    open_one = promised(family, nina)
    assert [one.id for one in seen(family, tom).follow_ups] == [open_one.id]
    assert {one.id for one in seen(family, nina).follow_ups} == {with_stand_in.id, with_ask.id, open_one.id}
    assert not {with_stand_in.id, with_ask.id} & {one.id for one in gaps_of(family, tom)}


def test_a_note_that_is_hidden_from_the_receiver_does_not_travel_and_leaves_no_gap(around):
    family, vera, gust = around
    notes = tuple(UUID(noted(family, vera, words)) for words in ("Ze drinkt rustig.", "Iets voor later."))
    hide(family, vera, gust, thread=notes[1])
    over = handed_over(family, vera, gust, notes=notes)
    assert seen(family, vera).handovers[0].notes == notes
    assert seen(family, gust).handovers[0].notes == notes[:1]
    with gust.acting():
        assert Carried.objects.filter(handover_id=over.id).count() == 1


def test_a_handover_with_a_hidden_note_looks_the_same_to_the_receiver_as_without(around, superuser):
    """The same rows, byte for byte, as when that note had never gone along."""
    family, vera, gust = around
    notes = tuple(UUID(noted(family, vera, words)) for words in ("Ze drinkt rustig.", "Iets voor later."))
    hide(family, vera, gust, thread=notes[1])
    handed_over(family, vera, gust, notes=notes)

    def everything() -> tuple:
        with gust.acting() as signed:
            here = family.visit(gust, signed)
            rows = [list(model.objects.order_by("id").values()) for model in (Handover, Carried, Move, FollowUp)]
            return repr(rows).encode(), repr(contact_of(here)).encode()

    with_note, _ = everything(), superuser.execute("delete from continuity_carried where note_thread = %s", [notes[1]])
    assert everything() == with_note and str(notes[1]).encode() not in b"".join(with_note)


def test_what_somebody_does_who_is_hidden_from_me_leaves_my_view_whole(around):
    family, _vera, _gust = around
    nina, tom = family.parents
    row = promised(family, nina)
    moved(family, row, Step.DO, unknown_to_tom(family))
    (mine,), (theirs,) = seen(family, tom).follow_ups, seen(family, nina).follow_ups
    assert (mine.state, mine.moves, mine.last) == (State.OPEN, (), None)
    assert theirs.state is State.DONE
    moved(family, row, Step.PUT_OFF, tom, words="Morgen.", due_on=clock.today() + timedelta(days=1))
    (mine,) = seen(family, tom).follow_ups
    assert [one.step for one in mine.moves] == [Step.PUT_OFF] and mine.state is State.OPEN


# --- what PostgreSQL refuses


def raw(family: MadeFamily, who: Somebody, of, step: Step, state: State, *, kind="follow_up", **more) -> Move:
    """A move past every action."""
    id, place, at = uuid7(), place_of(family, who), clock.now() + timedelta(seconds=1)
    given = {
        "family_id": family.id, "id": id, "section": Section.CONTACT, "author_id": who.id, "author_member_id": place,
        "rests_on": [id, place, *of.rests_on], "shared_at": at, "shared_by": who.id, "written_at": at, "kind": kind,
        "of_id": of.id, "before_id": None, "step": step, "state": state, "on_day": at.date(),
    } | more  # fmt: skip
    return Move(**given)


def refused(who: Somebody, row, error: type[Exception], match: str) -> None:
    with who.acting(), pytest.raises(error, match=match), transaction.atomic():
        row.save(force_insert=True)


def test_an_arrow_that_is_not_there_is_refused(around):
    family, vera, _gust = around
    row = promised(family, vera)
    for step, state in ((Step.REOPEN, State.OPEN), (Step.DO, State.OPEN), (Step.ACCEPT, State.ACCEPTED)):
        refused(vera, raw(family, vera, row, step, state), IntegrityError, "no such step")
    refused(vera, raw(family, vera, row, Step.DROP, State.DROPPED), IntegrityError, "no such step")
    with vera.acting():
        raw(family, vera, row, Step.DROP, State.DROPPED, words_sealed=b"x").save(force_insert=True)


def test_a_move_that_skips_what_happened_before_is_refused(around):
    family, vera, _ = around
    row = promised(family, vera)
    moved(family, row, Step.DO, vera)
    refused(vera, raw(family, vera, row, Step.REOPEN, State.OPEN), DatabaseError, "somebody was first")


def test_nobody_takes_what_was_asked_of_another(around):
    family, vera, gust = around
    row = promised(family, vera, ask=gust)
    for who in (family.parent, vera):
        with pytest.raises(NoSuchStep):
            step_as(family, who, row, Step.TAKE)
        with vera.acting():
            ask = last_move(row)
        wrong = raw(family, who, row, Step.TAKE, State.OPEN, before_id=ask.id if ask else None)
        refused(who, wrong, IntegrityError, "no such step")
    assert step_as(family, gust, row, Step.TAKE).state == State.OPEN


def test_a_handover_is_agreed_by_a_parent_and_accepted_by_who_receives(around):
    family, vera, gust = around
    over = handed_over(family, vera, gust)
    for who in (vera, gust):
        with pytest.raises(NoSuchStep):
            step_as(family, who, over, Step.AGREE)
        refused(who, raw(family, who, over, Step.AGREE, State.AGREED, kind="handover"), IntegrityError, "no such step")
    moved(family, over, Step.AGREE)
    for who in (vera, family.parent):
        with pytest.raises(NoSuchStep):
            step_as(family, who, over, Step.ACCEPT)
    moved(family, over, Step.ACCEPT, gust)
    with pytest.raises(NoSuchStep):
        step_as(family, vera, over, Step.WITHDRAW)  # without words
    assert step_as(family, vera, over, Step.WITHDRAW, words="Later.").state == State.WITHDRAWN


def test_what_belongs_to_another_family_is_refused(around):
    family, vera, _ = around
    other = make_family("Els")
    elsewhere = promised(other)
    theirs = place_of(other, other.parent)
    day = clock.today()
    for wrong in (
        Promise(Way.CALL, "…", day, stand_in=theirs), Promise(Way.CALL, "…", day, about=(other.child,)),
        Promise(Way.CALL, "…", day, note=uuid7()), Promise(Way.CALL, "…", day, need=uuid7()),
    ):  # fmt: skip
        with vera.acting() as signed, pytest.raises(RestIsGone):
            here = family.visit(vera, signed)
            actions.promise(promise=wrong, by=here, at=here.at)
    with vera.acting() as signed, pytest.raises(RestIsGone):
        here = family.visit(vera, signed)
        actions.hand_over(to=theirs, words="…", by=here, at=here.at)
    refused(vera, raw(family, vera, elsewhere, Step.DO, State.DONE), IntegrityError, "at least as open")
    sealed_ask = raw(family, vera, promised(family, vera), Step.ASK, State.ASKED, place=theirs)
    sealed_ask.rests_on.append(theirs)
    refused(vera, sealed_ask, IntegrityError, "in_this_circle")


def test_what_goes_along_is_as_open_and_under_the_same_seals(around):
    """In PostgreSQL itself: a note, and a need, bring all that they rest on."""
    family, vera, gust = around
    let(family, vera, section=Section.NEEDS)
    over, need = handed_over(family, vera, gust), said(family)
    note = UUID(noted(family, vera, "Alleen voor mij.", readers="me"))
    common = {"family_id": family.id, "section": Section.CONTACT, "author_id": vera.id, "written_at": clock.now()}
    common |= {"author_member_id": family.places[vera.id], "shared_at": clock.now(), "shared_by": vera.id}
    carried = Carried(**common, handover_id=over.id, note_thread=note)
    carried.rests_on = [carried.id, note, *over.rests_on]
    refused(vera, carried, IntegrityError, "at least as open")
    asked = Referral(**common, need_thread=need.thread_id, offer_sealed=b"x", silent_after=14, asked_on=clock.today())
    asked.rests_on = [asked.id, asked.author_member_id, need.thread_id]  # and not who said what is needed
    refused(vera, asked, IntegrityError, "at least as open")


def test_postgresql_itself_refuses_a_second_handover(around):
    family, vera, gust = around
    first = handed_over(family, vera, gust)
    second = Handover(
        family_id=family.id, section=Section.CONTACT, author_id=vera.id, author_member_id=family.places[vera.id],
        shared_at=clock.now(), shared_by=vera.id, to_place=first.to_place, words_sealed=b"x", written_at=clock.now(),
    )  # fmt: skip
    second.rests_on = [second.id, second.author_member_id, second.to_place]
    refused(vera, second, IntegrityError, "one handover at a time")


def test_who_was_second_hears_what_the_first_did(around):
    family, vera, gust = around
    row = promised(family, vera)
    done = moved(family, row, Step.DO, gust)
    with vera.acting() as signed, pytest.raises(MovedMeanwhile) as heard:
        here = family.visit(vera, signed)
        actions.move(of=row, step=Step.DROP, before=None, words="…", by=here, at=here.at, on=clock.today())
    assert heard.value.by is not None and (heard.value.by.id, heard.value.by.author_id) == (done.id, gust.id)


# --- nothing dies silently


def closes_account(family: MadeFamily, who: Somebody, superuser) -> None:
    superuser.execute("update people_person set is_active = false where id = %s", [who.id])


def leaves(family: MadeFamily, who: Somebody, superuser) -> None:
    with who.acting() as signed:
        circle.step_out(by=family.visit(who, signed), at=clock.now())


def is_withdrawn(family: MadeFamily, who: Somebody, superuser) -> None:
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        grants = Grant.objects.filter(
            circle_member_id=family.places[who.id], section=Section.CONTACT, withdrawn_at=None
        )
        for grant in grants:
            circle.withdraw(grant=grant, by=here, at=clock.now())


def runs_out(family: MadeFamily, who: Somebody, superuser) -> None:
    superuser.execute(
        "update circle_grant set until_at = now() - interval '1 hour', from_at = now() - interval '1 day'"
        " where circle_member_id = %s and section = 'contact'",
        [family.places[who.id]],
    )


def may_not_yet(family: MadeFamily, who: Somebody, superuser) -> None:
    superuser.execute(
        "update circle_grant set from_at = now() + interval '1 day' where circle_member_id = %s and section = 'contact'",
        [family.places[who.id]],
    )


GOING = [closes_account, leaves, is_withdrawn, runs_out, may_not_yet]


def test_what_is_hidden_from_who_promised_it_is_not_left_with_them(db):
    """It is seen at once to be with nobody of them; and nobody reads why."""
    family, vera, gust = circle_of_three()
    row = promised(family, gust, ask=vera)
    moved(family, row, Step.TAKE, vera)
    hide(family, gust, vera, thread=row.id)
    (one,) = seen(family, gust).follow_ups
    assert family.places[vera.id] not in one.readers and left(family, gust, row) is not None


def check_left(goes, superuser) -> None:
    family, vera, gust = circle_of_three()
    row = promised(family, gust, ask=vera, stand_in=family.parent)
    moved(family, row, Step.TAKE, vera)
    nina, tom = (place_of(family, one) for one in family.parents)
    assert left(family, family.parent, row) is None
    goes(family, vera, superuser)
    for who in (*family.parents, gust):
        assert left(family, who, row) == {nina, tom, family.places[gust.id]}, "the parents, and who asked"
    (one,) = seen(family, gust).follow_ups
    assert family.places[vera.id] not in one.readers and state_of_as(family, gust, row) is State.OPEN


def state_of_as(family: MadeFamily, who: Somebody, row: FollowUp) -> State:
    with who.acting():
        return state_of(row)


@pytest.mark.parametrize("goes", GOING, ids=lambda one: one.__name__)
def test_who_goes_leaves_what_they_promised_in_sight_of_the_parents_and_who_asked_at_once(db, superuser, goes):
    check_left(goes, superuser)

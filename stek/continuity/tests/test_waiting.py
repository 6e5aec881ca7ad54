"""Who is reminded: exactly those who would find a line on their own page; and the mail says nothing of it."""

from datetime import datetime, time, timedelta

from django.core import mail
from django.utils import timezone

from stek.circle.tests.builders import make_family, make_person
from stek.continuity.machines import Step
from stek.continuity.tests.builders import handed_over, let, moved, promised
from stek.continuity.waiting import waited_for
from stek.kit import clock
from stek.kit.tasks import TASKS
from stek.people import reminding
from tests.gate.people import hide


def told(*people, at=None):
    return set(waited_for([one.id for one in people], at or clock.now()))


def carers(*names):
    family, found = make_family("Nina"), []
    for name in names:
        found.append(make_person(name, "midwife"))
        family.ask_in(found[-1])
        let(family, found[-1])
    return family, *found


def test_who_promised_something_for_today_is_reminded_and_nobody_else(db):
    family, vera, gust = carers("Vera", "Gust")
    assert told(vera, gust, family.parent) == set()
    row = promised(family, vera, due_on=clock.today())
    assert told(vera, gust, family.parent) == {vera.id}
    moved(family, row, Step.DO, vera)
    assert told(vera, gust, family.parent) == set()


def test_a_handover_waits_for_the_parents_first_and_then_for_who_takes_over(db):
    family, vera, gust = carers("Vera", "Gust")
    over = handed_over(family, vera, gust)
    assert family.parent.id in told(family.parent, gust) and gust.id not in told(family.parent, gust)
    moved(family, over, Step.AGREE)
    assert told(family.parent, gust) == {gust.id}


def test_a_parent_is_not_reminded_of_what_their_own_page_tells_calmly(db):
    """What a parent took upon themselves stands at home with its day; only what is asked of them is a reason to write."""
    family, vera = carers("Vera")
    promised(family, family.parent, due_on=clock.today())
    assert told(family.parent) == set()
    handed_over(family, vera, family.parent)
    assert told(family.parent) == {family.parent.id}


def test_a_parent_who_also_stands_around_another_family_is_reminded_of_that_day(db):
    family, other = make_family("Nina"), make_family("Sofie")
    other.ask_in(family.parent)
    let(other, family.parent)
    promised(other, family.parent, due_on=clock.today())
    assert told(family.parent) == {family.parent.id}


def test_what_is_hidden_from_somebody_never_reminds_them(db):
    family, vera, gust = carers("Vera", "Gust")
    row = promised(family, vera, due_on=clock.today() - timedelta(days=20), stand_in=gust)
    assert gust.id in told(vera, gust)
    hide(family, vera, gust, thread=row.id)
    assert told(vera, gust) == {vera.id}


def test_the_round_asks_this_room_and_writes_one_mail_without_a_word_of_it(db, superuser):
    family, vera = carers("Vera")
    promised(family, vera, words="Bellen over de nacht van June", due_on=clock.today())
    assert waited_for in reminding._askers
    morning = timezone.make_aware(datetime.combine(clock.today(), time(8, 5)))
    assert reminding.remind(waited_for=waited_for, at=morning) == 1
    assert reminding.remind(waited_for=waited_for, at=morning) == 0
    [(id,)] = superuser.execute("select id from people_reminder").fetchall()
    TASKS["people.reminder"].run(at=morning, reminder=id)
    [letter] = mail.outbox
    assert letter.to == [vera.person.email] and not any(
        word in letter.body for word in ("June", "Nina", "nacht", "Vera")
    )


def test_who_closed_their_account_is_not_reminded(db):
    family, vera = carers("Vera")
    promised(family, vera, due_on=clock.today())
    vera.person.is_active = False
    vera.person.save()
    assert told(vera) == set()

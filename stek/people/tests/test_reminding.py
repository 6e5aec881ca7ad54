"""A mail that something waits: a day at most one, when they want it, and without a word of what it is."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.db import DatabaseError, ProgrammingError, connection, connections, transaction

from stek.circle.tests.builders import Somebody, make_family, make_person
from stek.kit.ids import uuid7
from stek.kit.tasks import TASKS, WORK, Later
from stek.kit.tasks_worker import do
from stek.people import actions, reminding
from stek.people.models import Channel, Person
from stek.people.rules import Rhythm, Wish

MORNING = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # ten o'clock in Flanders
NIGHT = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def an(db) -> Somebody:
    return make_person("An Peeters", "midwife")


def wants(who: Somebody, **said) -> None:
    with who.acting() as signed:
        actions.tell(wish=Wish(**said), by=signed, at=signed.at)


def told(*people: Somebody | UUID, at: datetime = MORNING) -> int:
    return reminding.remind(
        waited_for=lambda _people, _at: [one.id if isinstance(one, Somebody) else one for one in people], at=at
    )


def waiting_rows(superuser) -> list[UUID]:
    return [id for (id,) in superuser.execute("select id from people_reminder order by told_at, id").fetchall()]


def send(row: UUID, at: datetime = MORNING) -> bool:
    return do(TASKS["people.reminder"], key=f"people.reminder/{row}", at=at, ids={"reminder": row})


def test_who_is_waited_for_gets_one_mail_that_says_no_more_than_that(an, superuser):
    nina = make_family("Nina", "Maaike", child="June").parent
    assert told(an, nina) == 2
    for row in waiting_rows(superuser):
        assert send(row)
    assert len(mail.outbox) == 2
    one, other = mail.outbox
    assert {*one.to, *other.to} == {an.person.email, nina.person.email}
    assert one.subject == other.subject == "Er wacht iets op jou in Stek"
    assert one.body == other.body == "Er wacht iets op jou in Stek:\nhttps://stek.example/accounts/login/\n"
    said = (one.message().as_string() + other.message().as_string()).replace("nina-", "").replace("an.peeters-", "")
    assert not [name for name in ("Nina", "Maaike", "June", "Peeters") if name.lower() in said.lower()]
    assert one.message()["Auto-Submitted"] == "auto-generated"


def test_nobody_is_told_twice_on_one_day_however_often_it_is_looked(an, superuser):
    assert [told(an, an), told(an), told(an, at=MORNING + timedelta(hours=3))] == [1, 0, 0]
    assert told(an, at=MORNING + DAY) == 1
    assert len(waiting_rows(superuser)) == 2


def test_two_rounds_at_the_same_moment_tell_once(an, superuser):
    """The second waits for the first, and finds that it was done."""
    from threading import Thread

    counts: list[int] = []

    def go() -> None:
        counts.append(told(an))
        connections[WORK].close()

    rounds = [Thread(target=go) for _ in range(4)]
    for one in rounds:
        one.start()
    for one in rounds:
        one.join(30)
    assert sorted(counts) == [0, 0, 0, 1]
    jobs = superuser.execute("select count(*) from work.procrastinate_jobs").fetchone()
    assert jobs == (1,) and len(waiting_rows(superuser)) == 1


def test_who_is_told_and_the_mail_that_is_promised_stand_together(an, superuser, monkeypatch):
    def broken(*_: object, **__: object) -> bool:
        raise RuntimeError

    monkeypatch.setattr(reminding, "defer", broken)
    with pytest.raises(RuntimeError):
        told(an)
    assert waiting_rows(superuser) == []


def test_nothing_is_sent_when_nothing_waits(an, superuser):
    assert told() == 0 and waiting_rows(superuser) == []


def test_the_quiet_hours_are_quiet(an):
    assert told(an, at=NIGHT) == 0
    assert told(an) == 1


def test_a_digest_waits_for_its_hour_and_as_it_comes_does_not(an, superuser):
    wants(an, hour=11)
    assert told(an) == 0 and told(an, at=MORNING + timedelta(hours=1)) == 1
    other = make_person("Bert")
    wants(other, rhythm=Rhythm.AS_IT_COMES, hour=23)
    assert told(other) == 1


def test_who_wants_no_mail_gets_none_also_not_one_that_was_on_its_way(an, superuser):
    assert told(an) == 1
    with an.acting() as signed:
        actions.tell_no_more(by=signed, at=signed.at)
    (row,) = waiting_rows(superuser)
    assert send(row) and mail.outbox == []
    assert told(an, at=MORNING + DAY) == 0


def test_a_closed_account_and_an_unknown_one_get_nothing(an, superuser):
    Person.objects.filter(pk=an.id).update(is_active=False)
    assert told(an, uuid7()) == 0
    assert waiting_rows(superuser) == []


def test_a_mail_that_is_delayed_into_the_quiet_hours_waits_until_they_are_over(an, superuser):
    told(an)
    (row,) = waiting_rows(superuser)
    with pytest.raises(Later) as later:
        send(row, at=NIGHT)
    assert later.value.at == NIGHT + reminding.LOOKS_AGAIN and mail.outbox == []
    assert send(row, at=MORNING + timedelta(hours=22)) and len(mail.outbox) == 1


def test_a_mail_of_yesterday_is_not_sent_beside_that_of_today(an, superuser):
    told(an)
    told(an, at=MORNING + timedelta(hours=23))
    before, now = waiting_rows(superuser)
    assert send(before, at=MORNING + timedelta(hours=23)) and mail.outbox == []
    assert send(now, at=MORNING + timedelta(hours=23)) and len(mail.outbox) == 1


def test_the_same_row_is_the_same_mail_byte_for_byte_at_whatever_hour(an, superuser):
    """So that whoever receives it twice can tell."""
    told(an)
    (row,) = waiting_rows(superuser)
    send(row)
    superuser.execute("update people_reminder set sent_at = null")
    superuser.execute("delete from work.promise")
    send(row, at=MORNING + timedelta(hours=1))
    first, second = (one.message().as_bytes() for one in mail.outbox)
    assert first == second and f"<{row}@".encode() in first


def test_who_is_waited_for_is_said_by_the_rooms_above(an, superuser, monkeypatch):
    monkeypatch.setattr(reminding, "_askers", [])
    other = make_person("Bert")
    asked: list[tuple[set[UUID], datetime]] = []

    def asker(people: Iterable[UUID], at: datetime) -> list[UUID]:
        asked.append((set(people), at))
        return [other.id, an.id]

    reminding.ask(lambda _people, _at: [an.id])
    reminding.ask(asker)
    reminding.ask(asker)
    assert do(TASKS["people.remind"], key="people.remind/1", at=MORNING, ids={})
    assert asked == [({other.id, an.id}, MORNING)] and len(waiting_rows(superuser)) == 2


def test_somebody_s_wish_is_theirs_alone(an, db):
    other = make_person("Bert")
    wants(other, hour=12)
    with an.acting() as signed:
        assert not Channel.objects.exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            Channel.objects.create(
                person_id=other.id, rhythm="digest", hour=9, quiet_from=20, quiet_until=7, changed_at=signed.at
            )
    with other.acting():
        assert Channel.objects.get().wish == Wish(hour=12)


def test_a_digest_in_the_quiet_hours_can_not_be_stored(an):
    with pytest.raises(actions.WouldNeverCome):
        wants(an, hour=21)
    for hour, quiet_from, quiet_until in ((21, 20, 7), (6, 20, 7), (12, 12, 14), (24, 1, 2)):
        with pytest.raises(DatabaseError), an.acting() as signed:
            Channel.objects.create(
                person_id=an.id, rhythm="digest", hour=hour, quiet_from=quiet_from, quiet_until=quiet_until,
                changed_at=signed.at,
            )  # fmt: skip


@pytest.mark.parametrize("statement", ["select * from people_reminder", "update people_reminder set sent_at = now()"])
def test_who_serves_pages_cannot_read_who_was_told(db, statement):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.parametrize("column", ["name", "password", "discipline"])
def test_the_worker_knows_an_address_and_no_name(db, column):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(using=WORK):
        connections[WORK].cursor().execute(f"select {column} from people_person")

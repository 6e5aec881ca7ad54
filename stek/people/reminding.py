"""Telling somebody that something waits for them: a mail a day at most, that says no more than that.

For whom something waits, this room does not know. A room above says so, once, when Stek starts:

    reminding.ask(waited_for)

    def waited_for(people: Iterable[UUID], at: datetime) -> Iterable[UUID]: ...

It is asked about those who want to hear it at this hour and were not told today, and about nobody else. The
worker's own role sees no row of a family; what is asked is answered in the name of each (`stepping.py`).
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import batched
from uuid import UUID

from django.conf import settings
from django.db import connections, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stek.kit import mail
from stek.kit.ids import uuid7
from stek.kit.tasks import WORK, Later, defer, task

from .models import Channel, ChannelKind, Person, Reminder
from .rules import Wish

Asker = Callable[[Iterable[UUID], datetime], Iterable[UUID]]

AT_ONCE = 1_000  # people in one statement
LOOKS_AGAIN = timedelta(minutes=15)
STALE = timedelta(hours=24)  # what still waits then is told anew

_askers: list[Asker] = []


def ask(asker: Asker) -> None:
    """From now on these people are told as well."""
    if asker not in _askers:
        _askers.append(asker)


@task("people.remind", kind=_("rondes die kijken voor wie er iets wacht"), cron="*/15 * * * *")
def go_round(*, at: datetime) -> None:
    def waited_for(people: Iterable[UUID], hour: datetime) -> set[UUID]:
        asked = tuple(people)
        return {person for asker in _askers for person in asker(asked, hour)}

    remind(waited_for=waited_for, at=at)


def remind(*, waited_for: Asker, at: datetime) -> int:
    """One mail for each who wants to hear it at this hour, was not told today and is waited for. How many."""
    local = timezone.localtime(at)
    with transaction.atomic(using=WORK):
        told = Reminder.objects.using(WORK).filter(day=local.date()).values("person_id")
        there = Person.objects.using(WORK).filter(is_active=True).exclude(pk__in=told).order_by("pk")
        everybody = list(there.values_list("pk", flat=True))
        return sum(_remind(some, waited_for, at) for some in batched(everybody, AT_ONCE, strict=False))


def _remind(people: Iterable[UUID], waited_for: Asker, at: datetime) -> int:
    local, wishes = timezone.localtime(at), _wishes(people)
    hearing = [person for person in people if wishes.get(person, Wish()).may_hear(local)]
    due = sorted(set(waited_for(hearing, at)) & set(hearing)) if hearing else []
    with connections[WORK].cursor() as cursor:
        cursor.execute(
            "insert into people_reminder (id, person_id, day, told_at)"
            " select given.id, given.person, %s::date, %s::timestamptz"
            " from unnest(%s::uuid[], %s::uuid[]) as given(id, person)"
            " on conflict (person_id, day) do nothing returning id",
            [local.date(), at, [uuid7() for _ in due], due],
        )
        told = [id for (id,) in cursor.fetchall()]
    for id in told:
        defer(send, key=str(id), using=WORK, reminder=id)
    return len(told)


@task("people.reminder", kind=_("mails die laten weten dat er iets wacht"))
def send(*, at: datetime, reminder: UUID) -> None:
    """Hands over the mail of this row, as they want it now. What a newer mail tells already is not told twice."""
    row = (
        Reminder.objects.using(WORK)
        .filter(pk=reminder, sent_at=None)
        .values("person_id", "day", "told_at", "person__email", "person__is_active")
        .first()
    )
    if row is None or not row["person__is_active"] or at - row["told_at"] > STALE:
        return
    if Reminder.objects.using(WORK).filter(person_id=row["person_id"], day__gt=row["day"]).exists():
        return
    wish = _wishes([row["person_id"]]).get(row["person_id"], Wish())
    if not wish.by_mail:
        return
    if not wish.may_hear(timezone.localtime(at)):
        raise Later(at + LOOKS_AGAIN)
    with translation.override(settings.LANGUAGE_CODE):
        subject = gettext("Er wacht iets op jou in Stek")
    mail.send(
        row=reminder, to=row["person__email"], subject=subject,
        words=f"{subject}:\n{settings.ADDRESS}{reverse('account_login')}\n", at=row["told_at"],
    )  # fmt: skip
    Reminder.objects.using(WORK).filter(pk=reminder).update(sent_at=at)


def _wishes(people: Iterable[UUID]) -> dict[UUID, Wish]:
    said = Channel.objects.using(WORK).filter(person_id__in=people, kind=ChannelKind.MAIL)
    return {channel.person_id: channel.wish for channel in said}

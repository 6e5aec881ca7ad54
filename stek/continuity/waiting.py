"""For whom something waits today: what a reminder has to know, and no more."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from stek.circle.gate import opens, visits_everywhere
from stek.circle.queries import circles
from stek.people.stepping import stepping_in

from .at_home import at_home
from .day import day_of
from .rules import CONTACT


def waited_for(people: Iterable[UUID], at: datetime) -> Iterator[UUID]:
    """Those of these people for whom something stands on their own page on the day of `at`; each is asked as themself,
    so that the gate decides. Nothing is shown to anybody, and nothing is written."""
    for person in people:
        with transaction.atomic(), stepping_in(person) as signed:
            around = visits_everywhere(signed, CONTACT, signed.at) if signed else {}
            today = localdate(at)
            day = day_of({family: found for family, found in around.items() if opens(found[0], CONTACT)}, today)
            closed = circles(visit for visit, _readers in around.values())
            waits = day.waiting or any(one.waits for one in at_home(around, closed, today)[0])
        if waits:
            yield person

"""For whom something waits today: what a reminder has to know, and no more."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from stek.circle.gate import visits_everywhere
from stek.circle.queries import circles
from stek.people.identity import Signed
from stek.people.stepping import stepping_in

from .at_home import at_home
from .day import day_of
from .rules import CONTACT


def waited_for(people: Iterable[UUID], at: datetime) -> Iterator[UUID]:
    """Those of these people for whom something stands on their own page on the day of `at`; each is asked as themself,
    so that the gate decides. Nothing is shown to anybody, and nothing is written."""
    for person in people:
        with transaction.atomic(), stepping_in(person) as signed:
            waits = signed is not None and something_waits(signed, localdate(at))
        if waits:
            yield person


def something_waits(signed: Signed, today: date) -> bool:
    """As somebody's own pages tell it: what is asked of a parent at home, and the day around other families."""
    around = visits_everywhere(signed, CONTACT, signed.at)
    own = {family: found for family, found in around.items() if found[0].is_parent}
    if own:
        closed = circles(visit for visit, _readers in own.values())
        if any(one.waits for one in at_home(own, closed, today)[0]):
            return True
    return bool(day_of({family: found for family, found in around.items() if family not in own}, today).groups)

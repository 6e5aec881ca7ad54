"""A parent who died, or cannot answer. Said by the operator, who saw a paper, as the owner of the tables: who serves pages
cannot say it of anybody. The operator names an account, and sees no family."""

from datetime import datetime

from django.db import transaction

from stek.people.models import Person
from stek.people.reviewers import OWNER, NobodyThere
from stek.policy import Purpose, Role, Section
from stek.trail.actions import Line, record_all

from .models import Absence, CircleMember
from .rules import Away


def account_of(email: str) -> Person:
    """Raises NobodyThere: also for an account that stands nowhere as a parent."""
    person = Person.objects.using(OWNER).filter(email__iexact=email).order_by("id").first()
    if person is None or not _places(person).exists():
        raise NobodyThere(email)
    return person


def say_absent(*, email: str, why: Away | None, at: datetime) -> bool:
    """From `at` on nobody waits for this parent, wherever they are one; None: that is taken back. Told to the parents who
    are there, in the trail. False: it stood there so already. Raises NobodyThere."""
    person = account_of(email)
    lines = []
    with transaction.atomic(using=OWNER):
        for place in _places(person).order_by("family_id", "id").select_for_update():
            known = Absence.objects.using(OWNER).filter(family_id=place.family_id, person_id=person.pk, ended_at=None)
            if (why is None and not known.exists()) or known.filter(why=why).exists():
                continue
            row = known.first() or Absence(family_id=place.family_id, person_id=person.pk)
            known.update(ended_at=at)
            if why is not None:
                row = Absence(family_id=place.family_id, person_id=person.pk, why=why, said_at=at)
                row.save(using=OWNER, force_insert=True)
            deed, here = str(why or "end"), frozenset({place.id})
            lines.append(Line(place.family_id, deed, "absence", Section.STORY, "", Role.PARENT, row.id, here))
        record_all(lines=lines, by=person.pk, at=at, purpose=Purpose.CARE, using=OWNER)
    return bool(lines)


def _places(person: Person):
    return CircleMember.objects.using(OWNER).filter(person_id=person.pk, role=Role.PARENT, until_at=None)

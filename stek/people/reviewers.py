"""Who looks at emergency accesses for an organisation. Said by the operator, as the owner of the tables: who serves pages
cannot make a reviewer of anybody."""

from datetime import datetime

from .models import Organisation, Person, Reviewer

OWNER = "owner"


class NobodyThere(Exception):
    """No such account or organisation, or more than one organisation of that name; names what was not found."""


def name_reviewer(*, email: str, organisation: str, at: datetime) -> bool:
    """From `at` on this person looks at what people of that organisation opened. False: did so already."""
    person, place = _who_and_where(email, organisation)
    if Reviewer.objects.using(OWNER).filter(person=person, organisation=place, until_at=None).exists():
        return False
    Reviewer(person_id=person.pk, organisation_id=place.pk, from_at=at).save(using=OWNER, force_insert=True)
    return True


def end_reviewer(*, email: str, organisation: str, at: datetime) -> bool:
    """False when there was nothing to end."""
    person, place = _who_and_where(email, organisation)
    rows = Reviewer.objects.using(OWNER).filter(person=person, organisation=place, until_at=None)
    return bool(rows.update(until_at=at))


def _who_and_where(email: str, organisation: str) -> tuple[Person, Organisation]:
    person = Person.objects.using(OWNER).filter(email__iexact=email, is_active=True).order_by("id").first()
    if person is None:
        raise NobodyThere(email)
    places = list(Organisation.objects.using(OWNER).filter(name=organisation).order_by("id")[:2])
    if len(places) != 1:
        raise NobodyThere(organisation)
    return person, places[0]

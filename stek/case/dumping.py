"""From the record to a case: what one person sees of one family, and nothing more.

A dump is a copy. It passes the gate as that person, for the purpose of copying, and the
trail says so: of a carer's copy to the parents, of a parent's to that parent.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import Http404

from stek.circle.gate import visit
from stek.circle.models import Family
from stek.circle.queries import MyFamily, my_families
from stek.kit.bidi import bare
from stek.people.models import Person
from stek.policy import Purpose, Role

from .accounts import Company, company
from .naming import named
from .seeing_contact import seen
from .shape import Case

MOST_ACCOUNTS = 500  # to look through for a parent, when nobody says as whom


class NoSuchFamily(Exception):
    """None that this person stands around; or nobody was named, and there are too many to ask."""


class SeveralFamilies(Exception):
    """More than one answers to that name; `families` are theirs to choose from."""

    def __init__(self, families: list[MyFamily]):
        super().__init__()
        self.families = families


@dataclass(frozen=True, slots=True)
class Copy:
    case: Case
    name: str  # of who sees this


def dump(family: str, *, email: str = "") -> Copy:
    """The family with this id or name, as the person with this address sees it; without one, as its first parent.

    Raises NoSuchFamily, SeveralFamilies, NobodyByThatName.
    """
    with company(Purpose.COPY) as people, transaction.atomic():
        if email:
            key = people.known(email)
            found = _chosen(my_families((signed := people.act(key)), signed.at), family)
        else:
            key, found = _first_parent(people, family)
        signed = people.act(key)
        try:
            here = visit(signed, found, signed.at)
        except Http404 as error:
            raise NoSuchFamily from error
        case = seen(here)
        if case is None:
            raise NoSuchFamily
        here.record("copy", "family", subject=here.family)
        return Copy(named(case), signed.name)


def _chosen(families: list[MyFamily], wanted: str) -> UUID:
    found = [one for one in families if _answers(one, wanted)]
    if not found:
        raise NoSuchFamily
    if len(found) > 1:
        raise SeveralFamilies(found)
    return found[0].id


def _answers(family: MyFamily, wanted: str) -> bool:
    names = {bare(family.called).casefold(), *(bare(child.called).casefold() for child in family.children)}
    return str(family.id) == wanted.lower() or wanted.casefold() in names


def _first_parent(people: Company, wanted: str) -> tuple[str, UUID]:
    """Nobody but the people themselves can tell which families there are: ask each of them, as themselves."""
    active = Person.objects.filter(is_active=True).order_by("created_at", "id")
    emails = active.values_list("email", flat=True)[: MOST_ACCOUNTS + 1]
    if len(emails) > MOST_ACCOUNTS:
        raise NoSuchFamily
    found: dict[UUID, tuple[str, MyFamily, bool]] = {}
    for email in emails:
        key = people.known(email)
        signed = people.act(key)
        for one in my_families(signed, signed.at):
            if one.role is Role.PARENT and _answers(one, wanted):
                founder = Family.objects.filter(id=one.id, founded_by=signed.person).exists()
                if one.id not in found or (founder and not found[one.id][2]):
                    found[one.id] = (key, one, founder)
    if not found:
        raise NoSuchFamily
    if len(found) > 1:
        raise SeveralFamilies([one for _, one, _ in found.values()])
    (family, (key, _, _)), *_ = found.items()
    return key, family

"""Changing the directory. Whole, or not at all."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched
from typing import IO, Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from stek.kit.whole import inserted, one_at_a_time, whole
from stek.people.models import Organisation, Person

from .exchange.entry import Entry
from .exchange.files import Verdict, entries, look
from .matching import Wish
from .models import Editor, Initiative, NothingFits, Offer, WaitingCheck
from .rules import band_of, id_of

_UNLESS_SAID = ("silent_after", "until")  # said in Stek: a file that is silent about them leaves them

BATCH = 500
OWNER = "owner"  # who serves pages cannot make an editor of anybody

_FROM_ENTRY = (
    "name", "kind", "line", "echelons", "from_months", "to_months", "zones", "languages", "interpreter", "cost",
    "cost_words", "referral", "phone", "mail", "web", "place", "latitude", "longitude", "hours", "about",
    "silent_after", "until",
)  # fmt: skip


class ChangedMeanwhile(Exception):
    """Somebody else changed this offer since the page was made."""


class AlreadyThere(Exception):
    """The number of an offer of the same initiative with the same name."""

    def __init__(self, offer: UUID) -> None:
        super().__init__(offer)
        self.offer = offer


class NobodyThere(Exception):
    """No account with this address, or no organisation with this name."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file changed; or everything that is wrong in it, and then nothing changed."""

    verdict: Verdict
    new: int = 0
    known: int = 0


def load(
    *, file: IO[bytes], by: UUID | None, at: datetime, progress: Callable[[int], None] = lambda rows: None
) -> Loaded:
    """Everything in this file, or nothing: it is read once to look and once to write. Raises `Unreadable`.

    An offer that is there already is brought up to date; one that is not in the file stays as it was. So does
    the day on which an offer stops, and when a referral is silent, where the file says nothing about it.
    """
    verdict = look(file)
    if not verdict.is_fine:
        return Loaded(verdict)
    new = done = 0
    with transaction.atomic():
        writer = _Writer(by, at)
        for some in batched(_only_entries(file), BATCH, strict=False):
            new += writer.write(some)
            done += len(some)
            progress(done)
    return Loaded(verdict, new, done - new)


def _only_entries(file: IO[bytes]) -> Iterator[Entry]:
    for one in entries(file):
        assert isinstance(one, Entry), "the file was looked at, and did not change since"
        yield one


class _Writer:
    """Writes entries in batches, and knows the organisations and initiatives that are there."""

    def __init__(self, by: UUID | None, at: datetime) -> None:
        self.by, self.at = by, at
        rows = Organisation.objects.order_by("-id").values_list("name", "id")
        self.organisations: dict[str, UUID] = dict(rows)  # of two with one name: the oldest
        self.initiatives: set[UUID] = set(Initiative.objects.values_list("id", flat=True))

    def write(self, some: Iterable[Entry]) -> int:
        """The number of offers that are new."""
        some = list(some)
        self._make_organisations(some)
        self._make_initiatives(some)
        rows = Offer.objects.select_for_update().filter(id__in=[one.id for one in some]).order_by("id")
        there = {row.pop("id"): row for row in rows.values("id", *_UNLESS_SAID)}
        Offer.objects.bulk_create(
            [self._offer(one, there.get(one.id, {})) for one in some], update_conflicts=True, unique_fields=["id"],
            update_fields=["initiative", *_FROM_ENTRY, "changed_at", "changed_by"],
        )  # fmt: skip
        checks = [self._check(one, one.checked_on) for one in some if one.checked_on]
        WaitingCheck.objects.bulk_create(checks, ignore_conflicts=True)
        return len(some) - len(there)

    def _make_organisations(self, some: list[Entry]) -> None:
        names = dict.fromkeys(one.organisation for one in some if one.organisation not in self.organisations)
        made = Organisation.objects.bulk_create([Organisation(name=name) for name in names])
        self.organisations |= {one.name: one.id for one in made}

    def _make_initiatives(self, some: list[Entry]) -> None:
        made = {}
        for one in some:
            id = self._initiative(one)
            if id not in self.initiatives:
                made[id] = Initiative(id=id, organisation_id=self.organisations[one.organisation], name=one.initiative)
        Initiative.objects.bulk_create(made.values())
        self.initiatives |= set(made)

    def _initiative(self, one: Entry) -> UUID:
        return id_of("initiative", str(self.organisations[one.organisation]), one.initiative)

    def _offer(self, one: Entry, before: Mapping[str, Any]) -> Offer:
        values = {name: getattr(one, name) for name in _FROM_ENTRY}
        values |= {name: value for name, value in before.items() if values[name] is None}
        for name in ("echelons", "zones", "languages"):
            values[name] = list(values[name])
        return Offer(id=one.id, initiative_id=self._initiative(one), changed_at=self.at, changed_by=self.by, **values)

    def _check(self, one: Entry, on: date) -> WaitingCheck:
        said = (one.checked_by, one.wait_words, str(one.wait_days), str(one.free_places))
        return WaitingCheck(
            id=id_of("check", str(one.id), str(on), *said), offer_id=one.id, words=one.wait_words,
            days=one.wait_days, free_places=one.free_places, checked_on=on, checked_by=one.checked_by,
            written_at=self.at,
        )  # fmt: skip


@whole
def check_waiting(
    *, offer: Offer, words: str, days: int | None, free_places: int | None, by: Person, at: datetime, on: date, id: UUID,
) -> bool:  # fmt: skip
    """Somebody asked how long one waits there. False when this answer is there already."""
    return inserted(
        WaitingCheck(
            id=id, offer=offer, words=words, days=days, free_places=free_places, checked_on=on, checked_by=by.name,
            person=by, written_at=at,
        )
    )  # fmt: skip


@whole
def change_offer(*, offer: UUID, values: Mapping[str, Any], seen: datetime | None, by: Person, at: datetime) -> bool:
    """Brings an offer up to date. `seen`: when it was last changed, as the page knew. False: it stood there already.

    Raises `ChangedMeanwhile` and `AlreadyThere`.
    """
    row = Offer.objects.select_for_update().get(pk=offer)
    if _says(row, values):
        return False
    if row.changed_at != seen:
        raise ChangedMeanwhile
    if (name := values.get("name", row.name)) != row.name and (known := _namesake(row.initiative_id, name, but=row.pk)):
        raise AlreadyThere(known.pk)
    for column, value in values.items():
        setattr(row, column, value)
    row.changed_at, row.changed_by = at, by.pk
    row.save(update_fields=[*values, "changed_at", "changed_by"])
    return True


@whole
def add_offer(*, initiative: Initiative, values: Mapping[str, Any], by: Person, at: datetime, id: UUID) -> UUID:
    """The number of the new offer: made from its words, as a file has it. Raises `AlreadyThere`."""
    one_at_a_time(initiative.pk)
    if known := _namesake(initiative.pk, values["name"]):
        if known.changed_by == by.pk and _says(known, values):
            return known.pk  # the same form once more
        raise AlreadyThere(known.pk)
    row = Offer(initiative=initiative, changed_at=at, changed_by=by.pk, **values)
    row.pk = id_of(initiative.organisation.name, initiative.name, values["name"])
    if not inserted(row):  # an offer that was called this before keeps the number of those words
        row.pk = id
        row.save(force_insert=True)
    return row.pk


def _says(row: Offer, values: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def _namesake(initiative: UUID, name: str, but: UUID | None = None) -> Offer | None:
    rows = Offer.objects.filter(initiative=initiative, name__iexact=name).order_by("id")
    return (rows.exclude(pk=but) if but else rows).first()


@whole
def nothing_fits(*, wish: Wish, on: date, id: UUID) -> bool:
    """Writes down that nothing was there for this wish. Not who asked, and not for whom."""
    return inserted(
        NothingFits(
            id=id, zone=wish.zone, echelons=sorted(wish.echelons), age_band=band_of(wish.age_days),
            languages=sorted(wish.languages), costs=sorted(wish.costs), lines=sorted(map(int, wish.lines)), asked_on=on,
        )
    )  # fmt: skip


def make_editor(*, email: str, organisation: str, at: datetime) -> bool:
    """From `at` on this person may change the directory, or the offers of one organisation. False: could already."""
    person, place = _who_and_where(email, organisation)
    rows = _now(person, place)
    if rows.exists():
        return False
    Editor(person_id=person, organisation_id=place, from_at=at).save(using=OWNER, force_insert=True)
    return True


def end_editor(*, email: str, organisation: str, at: datetime) -> bool:
    """False when there was nothing to end."""
    person, place = _who_and_where(email, organisation)
    rows = _now(person, place)
    return bool(rows.update(until_at=at))


def _now(person: UUID, place: UUID | None) -> QuerySet[Editor]:
    rows = Editor.objects.using(OWNER).filter(person_id=person, until_at=None)
    return rows.filter(organisation_id=place) if place is not None else rows.filter(organisation=None)


def _who_and_where(email: str, organisation: str) -> tuple[UUID, UUID | None]:
    person = Person.objects.using(OWNER).filter(email__iexact=email, is_active=True).order_by("id").first()
    if person is None:
        raise NobodyThere(email)
    if not organisation:
        return person.pk, None
    place = Organisation.objects.using(OWNER).filter(name=organisation).order_by("id").first()
    if place is None:
        raise NobodyThere(organisation)
    return person.pk, place.pk

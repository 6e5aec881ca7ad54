"""Reading the directory: plain values, and who may change what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from stek.people.identity import Signed
from stek.people.models import Person

from .exchange.entry import Entry
from .matching import Match, Offered, Wish, matches
from .models import Editor, Initiative, Offer, WaitingCheck
from .rules import Cost, Referral
from .zones import EVERYWHERE

PAGE = 20
AT_ONCE = 1_000  # offers in memory while a file is written


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may change: everything, or the offers of these organisations."""

    everything: bool = False
    organisations: frozenset[UUID] = frozenset()

    def may_change(self, organisation: UUID) -> bool:
        return self.everything or organisation in self.organisations


def rights_of(signed: Signed) -> Rights:
    rows = Editor.objects.filter(person_id=signed.person, from_at__lte=signed.at)
    rows = rows.filter(Q(until_at=None) | Q(until_at__gt=signed.at))
    found: set[UUID | None] = set(rows.values_list("organisation_id", flat=True))
    return Rights(None in found, frozenset(one for one in found if one is not None))


_LOOKED_AT = (
    "id", "name", "line", "echelons", "from_months", "to_months", "zones", "languages", "interpreter", "cost",
    "referral", "latitude", "longitude", "until",
)  # fmt: skip


def matching(wish: Wish, today: date) -> list[Match]:
    """Every offer that fits this wish. The database leaves out what surely does not; `matching.py` decides."""
    rows = _perhaps(wish, today)
    checks = {
        offer: (days, free_places, checked_on)
        for offer, days, free_places, checked_on in _newest(rows.values("id")).values_list(
            "offer_id", "days", "free_places", "checked_on"
        )
    }
    offers = rows.order_by("id").values(*_LOOKED_AT)
    return matches((_offered(row, *checks.get(row["id"], (None, None, None))) for row in offers), wish, today)


def _offered(row: dict[str, Any], days: int | None, free_places: int | None, checked_on: date | None) -> Offered:
    """An offer as matching looks at it."""
    return Offered(
        id=row["id"], name=row["name"], line=row["line"], echelons=frozenset(row["echelons"]),
        from_months=row["from_months"], to_months=row["to_months"], zones=frozenset(row["zones"]),
        languages=frozenset(row["languages"]), interpreter=row["interpreter"],
        cost=Cost(row["cost"]) if row["cost"] else None, referral=Referral(row["referral"]) if row["referral"] else None,
        place=None if row["latitude"] is None else (row["latitude"], row["longitude"]),
        wait_days=days, free_places=free_places, checked_on=checked_on, until=row["until"],
    )  # fmt: skip


def _perhaps(wish: Wish, today: date) -> QuerySet[Offer]:
    """No offer that fits is missing here; one too many does no harm."""
    rows = Offer.objects.filter(Q(until=None) | Q(until__gt=today))
    if wish.zone:
        rows = rows.filter(Q(zones__overlap=[wish.zone, EVERYWHERE]) | Q(zones=[]))
    if wish.echelons:
        rows = rows.filter(Q(echelons__overlap=sorted(wish.echelons)) | Q(echelons=[]))
    if wish.lines:
        rows = rows.filter(Q(line__in=sorted(wish.lines)) | Q(line=None))
    if wish.costs:
        rows = rows.filter(Q(cost__in=sorted(wish.costs)) | Q(cost=""))
    return rows


def newest_checks(offers: Iterable[UUID]) -> dict[UUID, WaitingCheck]:
    return {row.offer_id: row for row in _newest(list(offers))}


def _newest(offers: Any) -> QuerySet[WaitingCheck]:
    rows = WaitingCheck.objects.filter(offer_id__in=offers)
    return rows.order_by("offer_id", "-checked_on", "-written_at", "-id").distinct("offer_id")


def offers_by_id(ids: Iterable[UUID]) -> dict[UUID, Offer]:
    rows = Offer.objects.filter(id__in=list(ids)).select_related("initiative__organisation").order_by("id")
    return {row.id: row for row in rows}


def offer_named(id: UUID) -> Offer | None:
    return offers_by_id([id]).get(id)


def name_of(person: UUID | None) -> str:
    """What somebody who changed the directory is called; empty when it came from the command line."""
    return Person.objects.filter(id=person).values_list("name", flat=True).first() or "" if person else ""


def initiative_named(id: UUID) -> Initiative | None:
    return Initiative.objects.select_related("organisation").filter(id=id).first()


def offers_of(initiative: Initiative) -> list[Offer]:
    """Everything of this initiative, also what stopped."""
    return list(Offer.objects.filter(initiative=initiative).order_by("name", "id"))


def checks_of(offer: UUID) -> list[WaitingCheck]:
    """Every time somebody asked how long one waits, the newest first."""
    return list(WaitingCheck.objects.filter(offer_id=offer).order_by("-checked_on", "-written_at", "-id")[:PAGE])


def everything() -> Iterator[Entry]:
    """The whole directory, offer by offer, for a file."""
    last = None
    while True:
        rows = Offer.objects.select_related("initiative__organisation").order_by("id")
        some = list((rows.filter(id__gt=last) if last else rows)[:AT_ONCE])
        if not some:
            return
        checks = newest_checks(offer.id for offer in some)
        for offer in some:
            yield _entry(offer, checks.get(offer.id))
        last = some[-1].id


def _entry(offer: Offer, check: WaitingCheck | None) -> Entry:
    return Entry(
        id=offer.id, organisation=offer.initiative.organisation.name, initiative=offer.initiative.name,
        name=offer.name, kind=offer.kind, line=offer.line, echelons=tuple(offer.echelons),
        from_months=offer.from_months, to_months=offer.to_months, zones=tuple(offer.zones),
        languages=tuple(offer.languages), interpreter=offer.interpreter, cost=offer.cost,
        cost_words=offer.cost_words, referral=offer.referral, wait_words=check.words if check else "",
        wait_days=check.days if check else None, free_places=check.free_places if check else None,
        checked_on=check.checked_on if check else None, checked_by=check.checked_by if check else "",
        phone=offer.phone, mail=offer.mail, web=offer.web, place=offer.place, latitude=offer.latitude,
        longitude=offer.longitude, hours=offer.hours, about=offer.about,
        silent_after=offer.silent_after, until=offer.until,
    )  # fmt: skip

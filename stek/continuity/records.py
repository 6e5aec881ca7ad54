"""What nobody should lose sight of, read for many families at once: from rows to what `gaps` is told."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.timezone import localdate

from stek.circle.gate import Visits
from stek.circle.listing import decided_in
from stek.circle.paces import pace_of, paces
from stek.circle.queries import Closed
from stek.circle.rules import MemberKind
from stek.needs.models import Need
from stek.needs.rules import State as NeedState
from stek.policy import Role
from stek.story.models import Observation

from . import gaps
from .machines import FOLLOW_UP, REFERRAL, Step
from .queries import Contact, HandedOver, Promised, Referred


def records(
    contacts: Mapping[UUID, Contact],
    circles: Mapping[UUID, Closed],
    readers: Mapping[UUID, frozenset[UUID]],
    today: date,
) -> dict[UUID, gaps.Record]:
    """What nobody should lose sight of in each of these families, as far as one may see. Three statements."""
    visits = {family: circle.visit for family, circle in circles.items()}
    chosen, noted, reviews = paces(visits), _noted(visits), _reviews(visits, today)
    return {
        family: replace(
            _record(circle, contacts.get(family, Contact()), readers[family]),
            to_review=reviews.get(family, ()), children=_children(circle, noted), pace=chosen[family],
        )
        for family, circle in circles.items()
    }  # fmt: skip


def records_at_home(
    contacts: Mapping[UUID, Contact], circles: Mapping[UUID, Closed], readers: Mapping[UUID, frozenset[UUID]]
) -> dict[UUID, gaps.Record]:
    """The same for a parent at home: without the children and the needs, which ask nothing of parents there.
    One statement."""
    chosen = paces({family: circle.visit for family, circle in circles.items()})
    return {
        family: replace(_record(circle, contacts.get(family, Contact()), readers[family]), pace=chosen[family])
        for family, circle in circles.items()
    }


def record_of(
    circle: Closed, contact: Contact, readers: frozenset[UUID], today: date
) -> gaps.Record:  # fmt: skip
    """The same for the page of one family: without the needs, which stand on a page of their own; for a parent
    without the notes, which are the carers' to think of. Two statements; one for a parent."""
    visit = circle.visit
    children = _children(circle, {} if visit.is_parent else _noted({visit.family: visit}))
    if visit.is_parent:
        children = tuple(replace(one, noted_on=today) for one in children)
    return replace(_record(circle, contact, readers), children=children, pace=pace_of(visit))


def _record(circle: Closed, contact: Contact, readers: frozenset[UUID]) -> gaps.Record:
    here = [one for one in circle.around if one.id in readers]
    follow_ups = (one for one in contact.follow_ups if one.state not in FOLLOW_UP.last)
    referrals = (one for one in contact.referrals if one.state not in REFERRAL.last)
    return gaps.Record(
        parents=frozenset(one.id for one in here if one.role == Role.PARENT),
        carers=frozenset(one.id for one in here if one.role == Role.PROFESSIONAL),
        promised=tuple(map(_as_promised, follow_ups)), referred=tuple(map(_as_referred, referrals)),
        handed_over=tuple(map(as_handed_over, contact.handovers)), consents=_consents(circle),
    )  # fmt: skip


def held_by(one: Promised | Referred, handovers: Iterable[HandedOver]) -> tuple[UUID, ...]:
    """Who holds it now: who took it last, or who began it, and then after every handover that was met or closed since.
    The one answer to whose it is, for a page, a list, a calendar and a mail."""
    last = _as_promised(one) if isinstance(one, Promised) else _as_referred(one)
    return gaps.holders(last.holder, last.held_at, map(as_handed_over, handovers))


def _as_promised(one: Promised) -> gaps.Promised:
    holder, since = one.last_taken
    askers = frozenset([one.author_member, *(move.author_member for move in one.moves if move.step is Step.ASK)])
    return gaps.Promised(one.id, one.due_on, holder, since, one.asked, one.stand_in, one.readers, askers)


def _as_referred(one: Referred) -> gaps.Referred:
    return gaps.Referred(
        one.id, one.state, one.author_member, one.written_at, one.stand_in, one.word_on, one.silent_after, one.readers,
        frozenset({one.author_member}),
    )  # fmt: skip


def as_handed_over(one: HandedOver) -> gaps.HandedOver:
    since = one.moves[-1].on if one.moves else localdate(one.written_at)
    return gaps.HandedOver(
        one.id,
        one.state,
        one.author_member,
        one.receiver,
        since,
        one.met_at,
        one.overlap_until,
        one.readers,
        one.unheard,
    )


def _noted(visits: Visits) -> dict[UUID, dict[UUID, date]]:
    """By family: about whom something was noted, and when last. A note about nobody is not about the child."""
    rows = (
        Observation.objects.filter(family_id__in=list(visits))
        .values("family_id", "about")
        .annotate(last=Max("happened_on"))
        .order_by()
    )
    found: dict[UUID, dict[UUID, date]] = {}
    for row in rows:
        days = found.setdefault(row["family_id"], {})
        for one in row["about"]:
            days[one] = max(days.get(one, row["last"]), row["last"])
    return found


def _children(circle: Closed, noted: Mapping[UUID, dict[UUID, date]]) -> tuple[gaps.Child, ...]:
    days = noted.get(circle.visit.family, {})
    return tuple(
        gaps.Child(one.id, one.born_on, localdate(one.from_at), days.get(one.id))
        for one in circle.members
        if one.kind == MemberKind.CHILD
    )  # fmt: skip


def _reviews(visits: Visits, today: date) -> dict[UUID, tuple[gaps.ToReview, ...]]:
    rows = Need.objects.filter(family_id__in=list(visits))
    superseded = rows.filter(supersedes_id__isnull=False).values("supersedes_id")
    due = rows.filter(state=str(NeedState.NOW), review_on__lte=today).exclude(id__in=superseded)
    found: dict[UUID, tuple[gaps.ToReview, ...]] = {}
    for row in decided_in(due.order_by("review_on", "id"), visits):
        one = gaps.ToReview(row.thread_id, row.review_on, row.author_member_id, row.said_at)
        found[row.family_id] = (*found.get(row.family_id, ()), one)
    return found


def _consents(circle: Closed) -> tuple[gaps.Consent, ...]:
    """What ends some day: all that parents gave, for a parent; one's own, for everybody else."""
    visit, own = circle.visit, circle.visit.member_id
    ends = dict(circle.ends)
    if own and not visit.is_parent:
        later = [one.period.end for one in visit.facts.grants if one.period.end and one.period.end > visit.at]
        ends = {own: min(later)} if later else {}
    return tuple(gaps.Consent(place, place, localdate(end)) for place, end in sorted(ends.items()))

"""One visit to a family, in the words of a case: its circle and its story. What the visitor does not see is not there."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection

from stek.circle.gate import Visit
from stek.circle.listing import decided
from stek.circle.models import CircleMember, Family, GatedRow, Grant, Member, Tie
from stek.circle.queries import Circle, circle_of, hidden_by
from stek.kit.bidi import bare
from stek.people.models import Person
from stek.policy import Role, is_own
from stek.story.models import Influence, Observation
from stek.story.queries import is_about_safety, opened

from .quotations import whose
from .shape import Account, Bond, Case, Consent, Hiding, Moving, Note, OfFamily, Place, Telling


class Seeing:
    def __init__(self, here: Visit):
        self.here = here
        self.circle: Circle = circle_of(here)
        self.places = {one.id: str(one.person_id) for one in self.circle.around if one.person_id}
        self.inside = set(self.places.values())
        self.members = {one.id for one in self.circle.members}
        self.factors: set[str] = set()  # the threads that this visitor sees
        self.needs: set[str] = set()
        self.goals: set[str] = set()
        self.wrote: dict[UUID, UUID] = {}  # who began each note

    def case(self) -> Case | None:
        family = Family.objects.get(id=self.here.family)
        parents = sorted(
            (one for one in self.circle.around if one.role is Role.PARENT and one.person_id and one.until_at is None),
            key=lambda one: (one.person_id != family.founded_by, one.person_id != self.here.person, one.from_at),
        )
        if not parents:
            return None
        founder = parents[0]
        self.founder = str(founder.person_id)
        members = self._members()
        births = sorted(day for one in members.values() if (day := one.born or one.due))
        return Case(
            founder=self.founder,
            relation=founder.relation,
            zone=family.zone,
            founded=family.founded_at.astimezone(UTC),
            people=self._people(),
            members=members,
            circle=self._circle(),
            around=self._around(),
            story=self._story(),
            moves=self._moves(),
            seals=self._seals(),
            birth=births[-1] if births else None,
        )

    def _people(self) -> dict[str, Account]:
        rows = Person.objects.filter(id__in=self.inside).select_related("organisation")
        return {
            str(row.pk): Account(
                str(row.pk), row.name, row.email, row.discipline, row.organisation.name if row.organisation else ""
            )
            for row in rows
        }

    def _members(self) -> dict[str, OfFamily]:
        person = {one.member_id: str(one.person_id) for one in self.circle.around if one.member_id and one.person_id}
        authority = dict(Member.objects.filter(family_id=self.here.family).values_list("id", "has_authority"))
        return {
            str(one.id): OfFamily(
                str(one.id), bare(one.called), str(one.kind), one.born_on, one.due_on,
                # Who begins a family has it by beginning; that is not said again.
                None if person.get(one.id) == self.founder and authority[one.id] else authority[one.id],
                person.get(one.id, ""),
            )
            for one in self.circle.members
        }  # fmt: skip

    def _circle(self) -> tuple[Place, ...]:
        """One place for each person: who left and came back is told as one stay, with all their consents."""
        asked = {one.id: one for one in CircleMember.objects.filter(family_id=self.here.family)}
        grants: dict[str, list[Consent]] = {}
        for grant in Grant.objects.filter(family_id=self.here.family).order_by("given_at", "id"):
            if grant.circle_member_id in self.places:
                grants.setdefault(self.places[grant.circle_member_id], []).append(self._consent(grant))
        found: dict[str, Place] = {}
        for one in self.circle.around:
            who = self.places.get(one.id, "")
            if not who or who == self.founder:
                continue
            row = asked[one.id]
            found[who] = Place(
                who=who,
                relation=one.relation,
                called=bare(one.called),
                since=found[who].since if who in found else one.from_at.astimezone(UTC),
                invited_by=self._by(row.invited_by),
                until=one.until_at.astimezone(UTC) if one.until_at else None,
                until_by=(str(row.until_by) if str(row.until_by) in self.inside else who) if one.until_at else "",
                grants=tuple(grants.get(who, ())),
                known_to=self._known_to(row, found.get(who)),
                recognised=not one.is_new,
            )
        return tuple(found.values())

    def _known_to(self, row: CircleMember, before: Place | None) -> tuple[str, ...] | None:
        """Who knows of it, of those whom this visitor knows. Of two places told as one: who knows of every hidden one."""
        here = None if row.known_to is None else {str(one) for one in row.known_to} & self.inside
        if here is not None:
            here -= {str(row.person_id), self._by(row.invited_by)}
        lists = [one for one in (here, before.known_to if before else None) if one is not None]
        return tuple(sorted(set.intersection(*map(set, lists)))) if lists else None

    def _by(self, person: UUID | None) -> str:
        """Who did it; the founder, where that person is not to be seen."""
        return str(person) if str(person) in self.inside else self.founder

    def _consent(self, grant: Grant) -> Consent:
        by = self._by(grant.given_by)
        return Consent(
            may=tuple(sorted(grant.verbs)),
            section="own" if is_own(grant.section) else grant.section,
            purpose=grant.purpose,
            by=by,
            given=grant.given_at.astimezone(UTC),
            since=grant.from_at.astimezone(UTC),
            until=utc(grant.until_at),
            withdrawn=utc(grant.withdrawn_at),
            withdrawn_by=by if grant.withdrawn_at else "",
            children=None if grant.children is None else tuple(sorted(map(str, grant.children))),
            back=grant.reaches_back,
        )

    def _around(self) -> tuple[Bond, ...]:
        box = self.here.box
        return tuple(
            Bond(
                called=box.open("tie", row.id, "called", row.called_sealed),
                label=box.open("tie", row.id, "label", row.label_sealed) if row.label_sealed else "",
                ring=row.ring,
                line=row.line,
                carries=row.carries,
                toward=str(row.toward_id) if row.toward_id in self.members else "",
                who=self.places.get(row.circle_member_id, "") if row.circle_member_id else "",
                by=self._by(row.said_by),
                on=row.said_at.astimezone(UTC),
                until=utc(row.until_at),
                until_by=self._by(row.until_by) if row.until_at else "",
            )
            for row in Tie.objects.filter(family_id=self.here.family).order_by("said_at", "id")
        )

    def _story(self) -> tuple[Note, ...]:
        rows = Observation.objects.filter(family_id=self.here.family).order_by("written_at", "id")
        threads: dict[UUID, list[Observation]] = {}
        for row in decided(rows, self.here):
            if row.author_member_id in self.places:
                threads.setdefault(row.thread_id, []).append(row)
        self.wrote = {thread: rows[0].author_id for thread, rows in threads.items()}
        closed, members = self._closed(rows), self._accounts()
        return tuple(
            replace(note, open=bool(whose(members, note)) and closed.isdisjoint(threads[UUID(note.key)][0].rests_on))
            for note in (
                Note(
                    str(thread),
                    self.places[rows[0].author_member_id],
                    tuple(map(self._telling, rows)),
                    utc(rows[0].shared_at),
                    self._was_asked(rows[0], any(is_about_safety(row, self.here) for row in rows)),
                )
                for thread, rows in threads.items()
            )
        )

    def _accounts(self) -> dict[str, OfFamily]:
        """Who is of the family, and with which account: as far as it is asked whose words something holds."""
        person = {one.member_id: str(one.person_id) for one in self.circle.around if one.member_id and one.person_id}
        return {
            str(one.id): OfFamily(str(one.id), "", str(one.kind), person=person.get(one.id, ""))
            for one in self.circle.members
        }

    def _closed(self, rows: Iterable[Observation]) -> frozenset[UUID]:
        """The closings that hold over these."""
        with connection.cursor() as cursor:
            cursor.execute("select stek.closings(%s::uuid[])", [[one for row in rows for one in row.rests_on]])
            return frozenset(cursor.fetchone()[0])

    def _was_asked(self, row: GatedRow, safety: bool) -> bool:
        """Who may not read it, of one's own that is shared. Of another's one does not know from whom it is hidden:
        who reads this file back is asked anew."""
        return safety and row.shared_at is not None and row.author_id == self.here.person

    def _telling(self, row: Observation) -> Telling:
        told = opened(row, self.here)
        return Telling(
            words=told.words.strip(),
            on=told.happened_on,
            written=told.written_at.astimezone(UTC),
            lane=str(told.lane),
            about=tuple(str(one) for one in told.about if one in self.members),
            tone=str(told.tone),
            knowing=str(told.knowing or ""),
            success=told.small_success,
            domains=tuple(map(str, told.domains)),
            quote=str(told.quoted) if told.quoted in self.members else "",
            quote_of=told.quoted_as,
            told_by=str(told.told_by) if told.told_by in self.members else "",
            told_as=told.told_as,
            safety=is_about_safety(row, self.here),
        )

    def _moves(self) -> tuple[Moving, ...]:
        rows = Influence.objects.filter(family_id=self.here.family).order_by("written_at", "id")
        box = self.here.box
        return tuple(
            Moving(
                start=str(row.from_thread),
                end=str(row.to_thread),
                how=row.certainty,
                by=self.places[row.author_member_id],
                on=row.written_at.astimezone(UTC),
                both=row.both_ways,
                private=row.shared_at is None,
                words=box.open("influence", row.id, "words", row.words_sealed).strip() if row.words_sealed else "",
                until=utc(row.until_at),
                until_by=self._by(row.until_by) if row.until_at else "",
            )
            for row in decided(rows, self.here)
            if row.author_member_id in self.places
        )

    def _seals(self) -> tuple[Hiding, ...]:
        """Those of this person: of others nobody knows."""
        box = self.here.box
        found = []
        for row in hidden_by(self.here):
            thread = str(row.thread_id)
            factor, need, goal = (thread if thread in of else "" for of in (self.factors, self.needs, self.goals))
            found.append(
                Hiding(
                    readers=tuple(
                        str(one)
                        for one in row.readers
                        if str(one) in self.inside and not (row.quotation and one == self.wrote.get(row.thread_id))
                    ),
                    by=str(row.hidden_by),
                    on=row.hidden_at.astimezone(UTC),
                    note="" if factor or need or goal else thread,
                    why=box.open("hidden", row.id, "why", row.why_sealed).strip() if row.why_sealed else "",
                    factor=factor,
                    need=need,
                    goal=goal,
                )
            )
        return tuple(found)


def utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if moment else None

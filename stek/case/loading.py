"""Writing a case into the record, through the same actions as a browser."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from stek.circle import actions as circle
from stek.circle.forms import role_of
from stek.circle.gate import Visit, visit
from stek.circle.models import Grant
from stek.circle.queries import circle_of, my_families
from stek.circle.rules import MemberKind
from stek.policy import Verb
from stek.story import actions as story
from stek.story.models import Observation
from stek.story.rules import Certainty, Domain, Knowing, Lane, Tone

from .accounts import Company, company
from .shape import Case, Consent, Note, OfFamily, Place


class AlreadyThere(Exception):
    """The founder already has a family with a child of this name."""


@dataclass(frozen=True, slots=True)
class Loaded:
    family: UUID
    notes: int


def load(case: Case, *, now: datetime, password: str = "", again: bool = False) -> Loaded:
    """One family, in one transaction. `again` makes a second one of the same name."""
    with company() as people, transaction.atomic():
        for account in case.people.values():
            people.account(account, password)
        if not again and _is_there(case, people, now):
            raise AlreadyThere
        return _Loading(case, people, now).run()


def _is_there(case: Case, people: Company, now: datetime) -> bool:
    names = {one.called for one in case.members.values() if one.kind == MemberKind.CHILD}
    mine = my_families(people.act(case.founder), now)
    return any(names == {child.called for child in family.children} for family in mine)


class _Loading:
    def __init__(self, case: Case, people: Company, now: datetime):
        self.case, self.people, self.now = case, people, now
        self.places: dict[str, UUID] = {}
        self.members: dict[str, UUID] = {}
        self.threads: dict[str, UUID] = {}
        self.family: UUID

    def run(self) -> Loaded:
        self._found()
        for place in self.case.circle:
            self._ask_in(place)
        for bond in self.case.around:
            self._tie(bond)
        for note in sorted(self.case.story, key=lambda note: note.written):
            self._note(note)
        for moving in self.case.moves:
            by = self._as(moving.by)
            circles = Observation.objects.filter(family_id=self.family, shared_at=None)
            private = set(circles.values_list("thread_id", flat=True))
            ends = {self.threads[moving.start], self.threads[moving.end]}
            story.link(
                from_thread=self.threads[moving.start], to_thread=self.threads[moving.end],
                certainty=Certainty(moving.how), both_ways=moving.both, words=moving.words,
                by=by, at=moving.on, share=not ends & private,
            )  # fmt: skip
        for place in self.case.circle:
            self._end(place)
        return Loaded(self.family, len(self.case.story))

    def _as(self, key: str) -> Visit:
        return visit(self.people.act(key), self.family, self.now)

    def _found(self) -> None:
        case = self.case
        mine = next((one for one in case.members.values() if one.person == case.founder), None)
        called = mine.called if mine else case.people[case.founder].name
        here = circle.found_family(
            by=self.people.act(case.founder), at=case.founded, called=called, relation=case.relation, zone=case.zone
        )
        self.family = here.family
        self.places[case.founder] = here.member_id
        if mine:
            self.members[mine.key] = circle_of(here).parents[0].id
        asked_as_parent = {place.member for place in case.circle if role_of(place.relation) == "parent"}
        for member in case.members.values():
            if member is not mine and member.key not in asked_as_parent:
                self._member(member)

    def _member(self, one: OfFamily) -> None:
        new = circle.NewMember(MemberKind(one.kind), one.called, born_on=one.born, due_on=one.due)
        self.members[one.key] = circle.add_member(member=new, by=self._as(self.case.founder), at=self.case.founded)

    def _ask_in(self, place: Place) -> None:
        by = self._as(self.case.founder)
        made, secret = circle.invite(
            called=place.called, role=role_of(place.relation), relation=place.relation, by=by, at=place.since,
            member_id=self.members.get(place.member), holds=self.now - place.since + timedelta(days=1),
        )  # fmt: skip
        self.places[place.who] = made
        here = circle.accept(secret=secret, by=self.people.act(place.who), at=place.since)
        if place.member and place.member not in self.members:
            self.members[place.member] = circle_of(here).by_place[made].member_id
        for grant in place.grants:
            self._give(grant, made)

    def _give(self, grant: Consent, to: UUID) -> None:
        over = grant.until is not None and grant.until <= self.now
        circle.give(
            to=to, section=grant.section, purpose=grant.purpose, verbs=[Verb(verb) for verb in grant.may],
            by=self._as(grant.by), at=grant.since, until_at=None if over else grant.until,
        )  # fmt: skip

    def _tie(self, bond) -> None:
        by = self._as(bond.by)
        tie = circle.tie(
            called=bond.called, label=bond.label, ring=bond.ring, line=bond.line, carries=bond.carries or None,
            toward=self.members.get(bond.toward), circle_member=self.places.get(bond.who), by=by, at=bond.on,
        )  # fmt: skip
        if bond.until:
            circle.end_tie(tie=tie, by=by, at=bond.until)

    def _note(self, note: Note) -> None:
        by = self._as(note.by)
        row = story.note(noticed=self._noticed(note, note.words), by=by, at=note.written, share=not note.private)
        self.threads[note.key] = row.thread_id
        for version in note.corrections:
            row = story.correct(before=row, noticed=self._noticed(note, version.words), by=by, at=version.on)
        for key in note.hidden_from:
            person = self.people.people[key].pk
            circle.seal(hidden_from=person, thread=row.thread_id, by=by, at=note.written)

    def _noticed(self, note: Note, words: str) -> story.Noticed:
        return story.Noticed(
            words=words, happened_on=note.on, lane=Lane(note.lane),
            about=tuple(self.members[key] for key in note.about),
            knowing=Knowing(note.knowing) if note.knowing else None, tone=Tone(note.tone),
            small_success=note.success, domains=tuple(Domain(code) for code in note.domains),
            quoted=self.members.get(note.quote), quoted_as=note.quote_of,
        )  # fmt: skip

    def _end(self, place: Place) -> None:
        """What is over in the file is ended last: until then its people could still write."""
        by = self._as(self.case.founder)
        for grant, given in zip(place.grants, self._given(place), strict=True):
            over = grant.withdrawn or (grant.until if grant.until and grant.until <= self.now else None)
            if over:
                circle.withdraw(grant=given, by=by, at=over)
        if place.until and place.until <= self.now:
            circle.leave(place=self.places[place.who], by=by, at=place.until)

    def _given(self, place: Place) -> list[Grant]:
        return list(Grant.objects.filter(family_id=self.family, circle_member_id=self.places[place.who]).order_by("id"))

"""Writing a case into the record, through the same actions as a browser, each by who says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stek.circle import actions as circle
from stek.circle.actions.invite import HOLDS
from stek.circle.forms import role_of
from stek.circle.gate import Visit, visit
from stek.circle.models import CircleMember, Grant
from stek.circle.queries import hidden_by, my_families
from stek.circle.rules import STAYS, Carries, Line, MemberKind, Relation, Ring
from stek.policy import Purpose, Role, Section, Verb, own_section
from stek.story import actions as story
from stek.story.models import Influence
from stek.story.rules import Certainty, Domain, Knowing, Lane, Tone

from .accounts import Company, company
from .loading_contact import ContactLoading
from .loading_rooms import RoomsLoading, everybody, open_until_the_end
from .shape import Bond, Case, Consent, Hiding, Moving, Note, Place, Telling


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one case. `is_new` is false when the founder already has a family of these names."""

    case: Case
    family: UUID
    is_new: bool


def load(cases: list[Case], *, now: datetime, password: str = "", again: bool = False) -> list[Loaded]:
    """All of them, or, when one of them does not go, none. `again` makes a second family of the same names.

    `password` as in `Company.account`.
    """
    found = []
    with transaction.atomic():
        for case in cases:
            with company() as people:
                for account in case.people.values():
                    people.account(account, password)
                there = None if again else _already(case, people, now)
                found.append(Loaded(case, there or _Loading(case, people, now).run(), is_new=there is None))
    return found


def _already(case: Case, people: Company, now: datetime) -> UUID | None:
    wanted = case.title.casefold()
    for family in my_families(people.act(case.founder), now):
        names = [one.called for one in family.children or family.parents]
        if family.role is Role.PARENT and ", ".join(sorted(names, key=str.casefold)).casefold() == wanted:
            return family.id
    return None


class _Loading:
    def __init__(self, case: Case, people: Company, now: datetime):
        self.case, self.people, self.now = case, people, now
        self.places: dict[str, UUID] = {}  # person → place in the circle
        self.members: dict[str, UUID] = {}
        self.threads: dict[str, UUID] = {}
        self.grants: list[tuple[Consent, Grant]] = []
        self.ties: list[tuple[Bond, UUID]] = []
        self.links: list[tuple[Moving, Influence]] = []
        self.quoted: dict[str, tuple[str, list[UUID]]] = {}  # note → whose words, and who reads them at first
        self._visits: dict[str, Visit] = {}
        self.family: UUID

    def run(self) -> UUID:
        self._found()
        for place in sorted(self.case.circle, key=lambda place: place.since):
            self._ask_in(place)
        for place in self.case.circle:
            for grant in place.grants:
                self._give(grant, place)
        for bond in self.case.around:
            self._tie(bond)
        for note in sorted(self.case.story, key=lambda note: note.first.written):
            self._note(note)
        for moving in self.case.moves:
            link = story.link(
                from_thread=self.threads[moving.start], to_thread=self.threads[moving.end],
                certainty=Certainty(moving.how), both_ways=moving.both, words=moving.words,
                by=self._as(moving.by), at=moving.on, share=not moving.private,
            )  # fmt: skip
            self.links.append((moving, link))
        self.rooms = RoomsLoading(self.case, self._as, self.places, self.members, self.threads)
        self.rooms.run()
        self.contact = ContactLoading(self.case, self._as, self.places, self.rooms)
        self.contact.run()
        self._end()
        return self.family

    def _as(self, key: str) -> Visit:
        signed = self.people.act(key)
        if key not in self._visits:
            self._visits[key] = visit(signed, self.family, signed.at)
        return self._visits[key]

    def _found(self) -> None:
        case = self.case
        here = circle.found_family(
            by=self.people.act(case.founder), at=case.founded, called=case.called, relation=Relation(case.relation),
            zone=case.zone,
        )  # fmt: skip
        self.family = here.family
        assert here.member_id is not None
        self.places[case.founder] = here.member_id
        founder = CircleMember.objects.get(family_id=self.family, id=here.member_id)
        for one in case.members.values():
            if one.person == case.founder:
                assert founder.member_id is not None
                self.members[one.key] = founder.member_id
                continue
            new = circle.NewMember(
                MemberKind(one.kind), one.called, born_on=one.born, due_on=one.due, has_authority=one.authority
            )
            self.members[one.key] = circle.add_member(member=new, by=self._as(case.founder), at=case.founded)

    def _ask_in(self, place: Place) -> None:
        member = next((self.members[one.key] for one in self.case.members.values() if one.person == place.who), None)
        self.places[place.who], secret = circle.invite(
            called=place.called, role=role_of(place.relation), relation=Relation(place.relation),
            by=self._as(place.invited_by), at=place.since, member_id=member,
            holds=self.now - place.since + HOLDS,
            known_to=None if place.known_to is None else self._people(place.known_to),
        )  # fmt: skip
        here = circle.accept(secret=secret, by=self.people.act(place.who), at=place.since)
        if here is None:
            self._say_yes(place)
        elif place.recognised:
            circle.recognise(place=self.places[place.who], by=self._as(place.invited_by), at=place.since)

    def _say_yes(self, place: Place) -> None:
        """A parent comes in by the yes of every parent who was there by then."""
        before = [one.who for one in self.case.circle if one.who in self.places and one.who != place.who]
        parents = [who for who in before if role_of(self._relation(who)) is Role.PARENT]
        for who in (self.case.founder, *parents):
            circle.answer_parent(place=self.places[place.who], yes=True, by=self._as(who), at=place.since)

    def _relation(self, who: str) -> str:
        return next(one.relation for one in self.case.circle if one.who == who)

    def _give(self, grant: Consent, place: Place) -> None:
        by = self._as(grant.by)
        over = grant.until is not None and grant.until <= self.now
        given = circle.give(
            to=self.places[place.who], section=own_section(by.person) if grant.section == "own" else grant.section,
            purpose=Purpose(grant.purpose), verbs=[Verb(verb) for verb in grant.may], by=by, at=grant.given,
            from_at=grant.since, until_at=None if over else grant.until, reaches_back=grant.back,
            children=None if grant.children is None else [self.members[one] for one in grant.children],
        )  # fmt: skip
        self.grants.append((grant, given))

    def _tie(self, bond: Bond) -> None:
        said = circle.tie(
            called=bond.called, label=bond.label, ring=Ring(bond.ring), line=Line(bond.line),
            carries=Carries(bond.carries) if bond.carries else None, toward=self.members.get(bond.toward),
            circle_member=self.places.get(bond.who), by=self._as(bond.by), at=bond.on,
        )  # fmt: skip
        self.ties.append((bond, said))

    def _note(self, note: Note) -> None:
        by = self._as(note.by)
        at_once = note.shared == note.first.written
        named = everybody(by, Section.STORY) if note.asked else None
        alone = not at_once or note.first.safety  # what is about safety is never shared in the same breath
        row = story.note(noticed=self._noticed(note.first), by=by, at=note.first.written, share=not alone)
        self.threads[note.key] = row.thread_id
        waiting = note.shared if alone else None
        for version in note.versions[1:]:
            if waiting and waiting <= version.written:
                story.share(observation=row, by=by, at=waiting, named=named)
                waiting = None
            row = story.correct(before=row, noticed=self._noticed(version), by=by, at=version.written, named=named)
        if waiting:
            story.share(observation=row, by=by, at=waiting, named=named)
        if row.whose_id:
            self._open_until_the_end(note, row)
        elif note.asked and any(one.note == note.key for one in self.case.seals):
            open_until_the_end(row.thread_id, by, note.shared or note.first.written)

    def _open_until_the_end(self, note: Note, row: story.Observation) -> None:
        """Whose words it holds closes it when all is built."""
        owner = next(key for key, person in self.people.people.items() if person.pk == row.whose_id)
        by = self._as(owner)
        closing = next(one for one in hidden_by(by) if one.thread_id == row.thread_id)
        self.quoted[note.key] = owner, [one for one in closing.readers if one != row.author_id]
        circle.show(hidden=closing, by=by, at=note.shared or note.first.written)

    def _noticed(self, told: Telling) -> story.Noticed:
        return story.Noticed(
            words=told.words, happened_on=told.on, lane=Lane(told.lane),
            about=tuple(self.members[key] for key in told.about),
            knowing=Knowing(told.knowing) if told.knowing else None, tone=Tone(told.tone),
            small_success=told.success, domains=tuple(Domain(code) for code in told.domains),
            quoted=self.members.get(told.quote), quoted_as=told.quote_of,
            told_by=self.members.get(told.told_by), told_as=told.told_as, safety=told.safety,
        )  # fmt: skip

    def _end(self) -> None:
        """What is over in the file is ended last: until then its people could still write.

        What is hidden comes after that: until then others could build on it.
        """
        for grant, given in self.grants:
            over = [at for at in (grant.withdrawn, grant.until) if at is not None and at <= self.now]
            if over:
                circle.withdraw(grant=given, by=self._as(grant.by), at=min(over))  # nobody else does
        for bond, said in self.ties:
            if bond.until:
                circle.end_tie(tie=said, by=self._as(bond.until_by), at=bond.until)
        for moving, link in self.links:
            if moving.until:
                story.end_link(influence=link, by=self._as(moving.until_by), at=moving.until)
        self._close_words_of_others()
        for hiding in self.case.seals:
            self._hide(hiding)
        parents = [place for place in self.case.circle if role_of(place.relation) is Role.PARENT]
        who_parents = {self.case.founder, *(place.who for place in parents)}
        for place in self.case.circle:
            if place.until and place not in parents:
                self._out(place, place.until, who_parents)
        for place in parents:
            if place.until:
                circle.leave(by=self._as(place.who), at=place.until - STAYS)

    def _close_words_of_others(self) -> None:
        """Each by whose words they are; where the file does not say who reads them, it is whom the record chose."""
        closed = {hiding.note for hiding in self.case.seals}
        for note in self.case.story:
            if note.key in self.quoted and not note.open and note.key not in closed:
                owner, readers = self.quoted[note.key]
                at = note.shared or note.first.written
                circle.hide(thread=self.threads[note.key], readers=readers, by=self._as(owner), at=at)

    def _out(self, place: Place, at: datetime, parents: set[str]) -> None:
        if place.until_by == place.who:
            return circle.step_out(by=self._as(place.who), at=at)
        # Each parent who gave something there ends that; the last is who ended it.
        others = {place.invited_by, *(grant.by for grant in place.grants)} & parents
        for who in (*sorted(others - {place.until_by}), place.until_by):
            circle.let_go(place=self.places[place.who], by=self._as(who), at=at)
        return None

    def _hide(self, hiding: Hiding) -> None:
        need = self.rooms.need_rows.get(hiding.need)
        thread = (
            self.threads.get(hiding.note)
            or self.rooms.factor_threads.get(hiding.factor)
            or self.rooms.goal_ids.get(hiding.goal)
            or self.contact.ids.get(hiding.agreement)
            or (need.thread_id if need else None)
        )
        assert thread is not None
        owner, _readers = self.quoted.get(
            hiding.note, (hiding.by, [])
        )  # of before: words of another, hidden by their author
        circle.hide(
            thread=thread, readers=self._people(hiding.readers), why=hiding.why, by=self._as(owner), at=hiding.on
        )

    def _people(self, keys: Iterable[str]) -> list[UUID]:
        return [self.people.people[key].pk for key in keys]

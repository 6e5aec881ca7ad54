"""The deeds of the model (tests/gate/model), done for real: by the actions, as somebody signed in, in the database.

Only what both know: no quotations, own parts, teams, tasks, emergencies, links between things that are not notes.
"""

from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

import psycopg
from django.db import DatabaseError
from django.http import Http404

from stek.balance import actions as balance
from stek.balance.actions import Weighed
from stek.balance.models import Factor
from stek.balance.rules import Level, Side
from stek.circle import actions as circle
from stek.circle.absences import say_absent
from stek.circle.actions.found import NewMember
from stek.circle.actions.invite import InvitationIsOver
from stek.circle.gate import NotYours, Visit
from stek.circle.models import Hidden
from stek.circle.rules import Away, MemberKind, Relation
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.kit import clock
from stek.policy import Item, Role, Section, Verb
from stek.story import actions as story
from stek.story.actions import Noticed
from stek.story.models import Observation

from .model.deeds import Deed
from .model.family import ALL, EVERYBODY, HEALTH, KIN, STORY, Family
from .model.search import NAMES

TABLES = {"observation": "story_observation", "factor": "balance_factor"}
SECTIONS = {STORY: Section.STORY, HEALTH: Section.BALANCE}
REFUSED = (
    NotYours, Http404, DatabaseError, circle.NoParentReads, balance.NoteIsGone, circle.NobodyAsks, circle.NotTheirs,
    InvitationIsOver,
)  # fmt: skip


class Real:
    """A family with a child and these parents, numbered as in the model: `places` and `things` from number to row."""

    def __init__(self, parents: int, model: Family, superuser: psycopg.Connection) -> None:
        self.model, self.superuser = model, superuser
        self.made: MadeFamily = make_family(*NAMES[:parents], child="Lou")
        self.people: dict[int, Somebody] = dict(enumerate(self.made.parents))
        held = {place.person: id for id, place in model.places.items()}
        self.places = {held[n]: self.made.places[who.id] for n, who in self.people.items()}
        self.kids = {0: self.made.child}
        self.things: dict[int, Observation | Factor] = {}

    def person(self, number: int) -> Somebody:
        if number not in self.people:
            self.people[number] = make_person(NAMES[number])
        return self.people[number]

    def persons(self, mask: int) -> list[UUID]:
        return [self.person(one).id for one in range(len(NAMES)) if mask >> one & 1]

    def acts_from(self, number: int) -> int | None:
        """The place of the model from which somebody acts here now; None for nobody."""
        who = self.people.get(number)
        if who is None:
            return None
        with who.acting() as signed, suppress(Http404):
            member = self.made.visit(who, signed).member_id
            return next((id for id, place in self.places.items() if place == member), None)
        return None

    def do(self, deed: Deed) -> bool:
        """Whether it could be done."""
        name, id, by, *rest = deed
        if name in ("passes", "dies", "asks_in", "undoes"):
            return bool(getattr(self, name)(by, *rest))
        who = self.person(by)
        try:
            with who.acting() as signed:
                deed_of: Callable[..., bool] = getattr(self, name)
                done = bool(deed_of(id, self.made.visit(who, signed), *rest))
            if name in ("lets_in", "sends_link"):
                self._comes(rest[0])
            if name == "lets_in":  # who asked them in says at once that it is them
                self.do(("recognises", 0, by, id))
        except REFUSED:
            return False
        return done

    # who stands where

    def lets_in(self, id: int, here: Visit, person: int, role: str, known: int) -> bool:
        """A place that nothing was given to."""
        self._invite(id, here, person, role, known)
        return True

    def sends_link(
        self, id: int, here: Visit, person: int, role: str, known: int, parts: int, writes: bool, kids: int, back: bool
    ) -> bool:  # fmt: skip
        self._invite(id, here, person, role, known)
        return self.says_yes(id, here, id, parts, writes, kids, back, 0)

    def recognises(self, id: int, here: Visit, place: int) -> bool:
        circle.recognise(place=self.places[place], by=here, at=here.at)
        return True

    def _invite(self, id: int, here: Visit, person: int, role: str, known: int) -> None:
        relation = Relation.FRIEND if role == KIN else Relation.MIDWIFE
        self.places[id], self.secret = circle.invite(
            called=NAMES[person], role=Role.KIN if role == KIN else Role.PROFESSIONAL, relation=relation, by=here,
            at=here.at, known_to=None if known == EVERYBODY else self.persons(known),
        )  # fmt: skip

    def _comes(self, person: int) -> None:
        """With the link that was just made."""
        with self.person(person).acting() as signed:
            circle.accept(secret=self.secret, by=signed, at=signed.at)

    def says_yes(
        self, id: int, here: Visit, place: int, parts: int, writes: bool, kids: int, back: bool, days: int
    ) -> bool:
        verbs = [Verb.READ, Verb.NOTE] if writes else [Verb.READ]
        for part, section in SECTIONS.items():
            if parts & part:
                circle.give(
                    to=self.places[place], section=section, verbs=verbs, by=here, at=here.at, reaches_back=back,
                    children=None if kids == ALL else [self.kids[one] for one in self.kids if kids >> one & 1],
                )  # fmt: skip
        return True

    def ends(self, id: int, here: Visit, place: int) -> bool:
        return circle.let_go(place=self.places[place], by=here, at=here.at) is not circle.LetGo.NOTHING

    def goes(self, id: int, here: Visit, place: int) -> bool:
        circle.step_out(by=here, at=here.at)
        return True

    def says_no(self, id: int, here: Visit, place: int) -> bool:
        circle.refuse(place=self.places[place], by=here, at=here.at)
        return True

    def asks_in(self, by: int) -> bool:
        asker = self.person(by)
        first = self.model.bits(self.model.active)[0]
        with self.person(first).acting() as signed:
            here = self.made.visit(self.person(first), signed)
            place, secret = circle.invite(
                called=NAMES[by], role=Role.PARENT, relation=Relation.PARENT, by=here, at=here.at
            )
        with asker.acting() as signed:
            circle.accept(secret=secret, by=signed, at=signed.at)
        self.made.places[asker.id] = place
        return True

    def answers(self, id: int, here: Visit, person: int, yes: bool) -> bool:
        place = self.made.places[self.person(person).id]
        if circle.answer_parent(place=place, yes=yes, by=here, at=here.at):
            self.places[id] = place
        return True

    def adds_child(self, id: int, here: Visit, kid: int) -> bool:
        born = NewMember(MemberKind.CHILD, "Noor", born_on=clock.today())
        self.kids[kid] = circle.add_member(member=born, by=here, at=here.at)
        return True

    def leaves(self, id: int, here: Visit) -> bool:
        circle.leave(by=here, at=here.at)
        return True

    def undoes(self, by: int) -> bool:
        with self.person(by).acting() as signed:
            return circle.undo_leaving(family=self.made.id, by=signed)

    def dies(self, by: int) -> bool:
        return say_absent(email=self.person(by).person.email, why=Away.DIED, at=clock.now())

    def passes(self, by: int, minutes: int) -> bool:
        self.superuser.execute(
            "update circle_leaving set asked_at = asked_at - make_interval(mins => %s) where family_id = %s",
            [minutes, self.made.id],
        )
        return True

    # words

    def writes(
        self, id: int, here: Visit, place: int, part: int, kids: int, about: int, quotes: int, rests: tuple[int, ...],
        private: bool, owner: int, readers: int, addressed: int,
    ) -> bool:  # fmt: skip
        whom = [self.kids[one] for one in self.kids if kids >> one & 1]
        whom += [self.members()[one] for one in self.model.bits(about)]
        if part == STORY:
            noticed = Noticed(words="…", happened_on=clock.today(), about=tuple(whom))
            named = None if readers == EVERYBODY else self.persons(readers)
            self.things[id] = story.note(noticed=noticed, by=here, at=here.at, share=not private, readers=named)
        else:
            under = tuple(self.things[one].thread_id for one in rests)
            weighed = Weighed(Side.SUPPORT, Level.FAMILY, words="…", about=tuple(whom), observations=under)
            self.things[id] = balance.add_factor(weighed=weighed, by=here, at=here.at)
        return True

    def members(self) -> dict[int, UUID]:
        rows = self.superuser.execute(
            "select person_id, member_id from circle_circlemember where family_id = %s and role = 'parent'"
            " and person_id is not null", [self.made.id],
        )  # fmt: skip
        known = dict(rows.fetchall())
        return {n: known[who.id] for n, who in self.people.items() if who.id in known}

    def hides(self, id: int, here: Visit, thing: int, readers: int, emergency: bool) -> bool:
        circle.hide(thread=self.things[thing].thread_id, readers=self.persons(readers), by=here, at=here.at)
        return True

    def opens(self, id: int, here: Visit, thing: int) -> bool:
        mine = Hidden.objects.filter(
            family_id=here.family, thread_id=self.things[thing].thread_id, hidden_by=here.person, lifted_at=None
        )
        for hidden in mine:
            circle.show(hidden=hidden, by=here, at=here.at)
        return bool(mine) or True

    def shares(self, id: int, here: Visit, thing: int, section: int) -> bool:
        story.share(observation=self.things[thing], by=here, at=here.at)  # type: ignore[arg-type]
        return True

    # who reads what

    def reads(self, number: int) -> tuple[int | None, set[int], set[int] | None]:
        """From which place of the model this person acts, what row-level security shows them, what `decide()` allows;
        None where they stand no more and nothing is asked of it."""
        who, numbers = self.person(number), {row.id: id for id, row in self.things.items()}
        at = self.acts_from(number)
        with who.acting() as signed:
            seen = {
                numbers[id] for model in (Observation, Factor)
                for id in model.objects.filter(family_id=self.made.id).values_list("id", flat=True)
            }  # fmt: skip
            if at is None:
                return at, seen, None
            here = self.made.visit(who, signed)
            return at, seen, {numbers[id] for id, item in self.items() if here.decide(Verb.READ, item)}

    def items(self) -> list[tuple[UUID, Item]]:
        found = []
        for table in TABLES.values():
            rows = self.superuser.execute(
                "select id, family_id, section, author_id, shared_at is null, rests_on, written_at"
                f" from {table} where family_id = %s", [self.made.id],
            )  # fmt: skip
            found += [(row[0], Item(*row[1:], row[5][0])) for row in rows.fetchall()]
        return found

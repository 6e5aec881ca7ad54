"""Plain builders for tests: people with live sessions, and families made by the real actions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from stek.circle import actions
from stek.circle.forms import role_of
from stek.circle.gate import Visit, visit
from stek.circle.rules import MemberKind, Relation
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.people import door
from stek.people.identity import acting
from stek.people.models import Person
from stek.people.sessions import SessionStore
from stek.policy import Role, Verb


@dataclass
class Somebody:
    """A person with a live session; `browser` is signed in as them."""

    person: Person
    token: str

    @property
    def id(self) -> UUID:
        return self.person.pk

    def acting(self):
        return acting(self.token)

    @property
    def browser(self) -> Client:
        session = SessionStore()
        if not session.exists(self.token):
            session.update(
                {
                    SESSION_KEY: str(self.id),
                    BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                    HASH_SESSION_KEY: self.person.get_session_auth_hash(),
                }
            )
            session._session_key = self.token  # the same key as at the door, as after a real sign-in
            session.save(must_create=True)
        client = Client(raise_request_exception=True)
        client.cookies[settings.SESSION_COOKIE_NAME] = self.token
        return client


def make_person(name: str, discipline: str = "", second_factor_at: datetime | None = None) -> Somebody:
    person = Person(
        email=f"{name.lower().replace(' ', '.')}-{uuid7().hex[-6:]}@example.org", name=name, discipline=discipline
    )
    person.set_unusable_password()
    person.save(force_insert=True)
    token = uuid7().hex
    door.open_session(token=token, person=person.pk, at=clock.now(), second_factor_at=second_factor_at)
    return Somebody(person, token)


@dataclass
class MadeFamily:
    """A family: its id, its parents, its child, and the places of who was asked in."""

    id: UUID
    parents: list[Somebody]
    child: UUID
    places: dict[UUID, UUID] = field(default_factory=dict)  # person → place in the circle
    born_days_ago: int = 70

    @property
    def parent(self) -> Somebody:
        return self.parents[0]

    def visit(self, who: Somebody, signed) -> Visit:
        return visit(signed, self.id, signed.at)

    def ask_in(
        self,
        who: Somebody,
        relation: Relation = Relation.MIDWIFE,
        may: Iterable[Verb] = (Verb.READ, Verb.NOTE),
        until_at: datetime | None = None,
    ) -> UUID:
        """The first parent invites, the other accepts, and gets this consent for the story; to a parent all say yes."""
        with self.parent.acting() as signed:
            here = self.visit(self.parent, signed)
            place, secret = actions.invite(
                called=who.person.name, role=role_of(relation), relation=relation, by=here, at=here.at
            )
            if verbs := list(may):
                actions.give(to=place, verbs=verbs, by=here, at=here.at, until_at=until_at)
        with who.acting() as signed:
            actions.accept(secret=secret, by=signed, at=signed.at)
        if role_of(relation) is Role.PARENT:
            self.say_yes(place)
        self.places[who.id] = place
        return place

    def say_yes(self, place: UUID) -> None:
        """Every parent says yes to who took the link of this place."""
        for parent in self.parents:
            with parent.acting() as signed:
                actions.answer_parent(place=place, yes=True, by=self.visit(parent, signed), at=signed.at)


def make_family(
    *parents: str, child: str = "June", born_days_ago: int = 70, relation: Relation = Relation.MOTHER
) -> MadeFamily:
    """One or two parents and a child. The first founds, the second is invited as a parent."""
    names = parents or ("Nina",)
    first = make_person(names[0])
    with first.acting() as signed:
        at = signed.at
        here = actions.found_family(by=signed, at=at, called=names[0], relation=relation)
        born = actions.NewMember(MemberKind.CHILD, child, born_on=clock.today() - timedelta(days=born_days_ago))
        child_id = actions.add_member(member=born, by=here, at=at)
    made = MadeFamily(here.family, [first], child_id, {first.id: here.member_id}, born_days_ago)
    for name in names[1:]:
        other = make_person(name)
        made.ask_in(other, Relation.MOTHER, may=())
        made.parents.append(other)
    return made

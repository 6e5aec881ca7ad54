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
from stek.circle.models import BreakGlass
from stek.circle.rules import MemberKind, Relation, Says
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.people import door
from stek.people.identity import acting
from stek.people.models import Organisation, Person
from stek.people.reviewers import name_reviewer
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


def make_person(
    name: str, discipline: str = "", second_factor_at: datetime | None = None, organisation: Organisation | None = None
) -> Somebody:
    person = Person(
        email=f"{name.lower().replace(' ', '.')}-{uuid7().hex[-6:]}@example.org", name=name, discipline=discipline,
        organisation=organisation,
    )  # fmt: skip
    person.set_unusable_password()
    person.save(force_insert=True)
    token = uuid7().hex
    door.open_session(token=token, person=person.pk, at=clock.now(), second_factor_at=second_factor_at)
    return Somebody(person, token)


def make_doctor(name: str = "Dokter", discipline: str = "paediatrician", minutes_ago: float = 0) -> Somebody:
    """Who may come in in an emergency: a second key of a moment ago, and an organisation of their own."""
    place = Organisation.objects.create(name=f"Ziekenhuis {uuid7().hex[-6:]}")
    return make_person(name, discipline, clock.now() - timedelta(minutes=minutes_ago), place)


def make_reviewer(of: Somebody, name: str = "Nakijker") -> Somebody:
    """Who looks at the emergencies of the organisation of `of`."""
    somebody = make_person(name)
    place = of.person.organisation
    assert place is not None
    name_reviewer(email=somebody.person.email, organisation=place.name, at=clock.now() - timedelta(minutes=1))
    return somebody


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
        known_to: Iterable["Somebody"] | None = None,
        recognised: bool = True,
    ) -> UUID:
        """The first parent invites, the other accepts and is recognised, and gets this consent for the story; to a
        parent all say yes.
        `known_to`: who alone knows of it, besides those two."""
        with self.parent.acting() as signed:
            here = self.visit(self.parent, signed)
            place, secret = actions.invite(
                called=who.person.name, role=role_of(relation), relation=relation, by=here, at=here.at,
                known_to=None if known_to is None else [one.id for one in known_to],
            )  # fmt: skip
            if verbs := list(may):
                actions.give(to=place, verbs=verbs, by=here, at=here.at, until_at=until_at)
        with who.acting() as signed:
            actions.accept(secret=secret, by=signed, at=signed.at)
        if role_of(relation) is Role.PARENT and recognised:
            self.say_yes(place)
        elif recognised:
            self.recognise(place)
        self.places[who.id] = place
        return place

    def recognise(self, place: UUID) -> None:
        """The first parent says that it is whom they meant."""
        with self.parent.acting() as signed:
            actions.recognise(place=place, by=self.visit(self.parent, signed), at=signed.at)

    def code(self) -> str:
        """A new code of the first parent, for an emergency."""
        with self.parent.acting() as signed:
            return actions.make_code(by=self.visit(self.parent, signed), at=signed.at)

    def breaks_in(self, who: Somebody, why: str = "Het kind is hier op spoed.", *, told: bool = False) -> UUID:
        """Somebody lets themselves in with such a code; gives the id of that emergency. `told`: a reviewer has looked."""
        code = self.code()
        with who.acting() as signed:
            actions.break_glass(code=code, why=why, by=signed, at=signed.at)
            glass = BreakGlass.objects.filter(family_id=self.id, person_id=who.id).latest("opened_at")
        if told:
            with make_reviewer(who).acting() as signed:
                actions.look_at(glass=glass, says=Says.SEEN, by=signed, at=signed.at)
        return glass.id

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

"""Teams for scenarios: who is in one, where it stands, and what is said of its members."""

from datetime import timedelta
from uuid import UUID

from stek.circle import actions as circle
from stek.circle.models import CircleMember
from stek.circle.rules import Relation
from stek.circle.tests.builders import MadeFamily, Somebody
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.people.models import Organisation, Team
from stek.people.teams import form_team, join_team, leave_team
from stek.policy import Verb, team_section
from stek.story.models import Observation

from .people import row_of


def unit(*members: Somebody, name: str = "De Luwte") -> Team:
    team = form_team(name=name, organisation=Organisation.objects.create(name=f"{name} {uuid7().hex[-6:]}"))
    for one in members:
        joins(team, one)
    return team


def joins(team: Team, who: Somebody, days: int | None = None) -> None:
    at = clock.now()
    join_team(team=team.id, person=who.id, at=at, until=at + timedelta(days=days) if days else None)


def leaves(team: Team, who: Somebody) -> None:
    assert leave_team(team=team.id, person=who.id, at=clock.now())


def let_in(family: MadeFamily, team: Team, by: Somebody, *, known_to: list[Somebody] | None = None) -> UUID:
    """The place of the team, and a yes of who lets it in: to all who are in it today."""
    with by.acting() as signed:
        here = family.visit(by, signed)
        known = None if known_to is None else [one.id for one in known_to]
        place = circle.let_team_in(
            team=team.id, called=team.name, relation=Relation.UNIT_TEAM, by=here, at=here.at, known_to=known
        )
    say_yes(family, place, by)
    return place


def say_yes(family: MadeFamily, place: UUID, by: Somebody) -> None:
    with by.acting() as signed:
        here = family.visit(by, signed)
        circle.say_yes_to_team(to=place, verbs=(Verb.READ, Verb.NOTE), by=here, at=here.at)
    stand(family, place)


def taps(family: MadeFamily, place: UUID, by: Somebody, who: Somebody) -> None:
    with by.acting() as signed:
        here = family.visit(by, signed)
        circle.tap(team=place, person=who.id, by=here, at=here.at)
    stand(family, place)


def stand(family: MadeFamily, place: UUID) -> None:
    with family.parent.acting():
        family.places |= dict(
            CircleMember.objects.filter(family_id=family.id, via_id=place).values_list("person_id", "id")
        )


def lets_go(family: MadeFamily, place: UUID, by: Somebody) -> str | None:
    with by.acting() as signed:
        return circle.let_go(place=place, by=family.visit(by, signed), at=clock.now())


def working(family: MadeFamily, who: Somebody, team: Team) -> Observation:
    """A working note of a unit. No page writes one yet."""
    with who.acting():
        row = row_of(family, who)
        row.section = team_section(team.id)
        row.save(force_insert=True)
    return row

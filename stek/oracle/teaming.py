"""Teams around the families of a world, with who stands there through them and what they write; drawn by themselves, after
all else there is."""

import random
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from stek.policy import Period, Purpose, Role, Section, Verb, team_section

from .drawing import DAY, Draw
from .world import Attempt, Closing, Consent, Note, Place, Session, Tap, Team, TeamPlace, World


def with_teams(draw: Draw, world: World) -> World:
    return _Teamer(draw, world).teamed()


class _Teamer(Draw):
    def __init__(self, draw: Draw, world: World) -> None:
        super().__init__(draw.seed, draw.now, draw.near)
        self.chance = random.Random(f"teams {draw.seed}")
        self.world = world

    def teamed(self) -> World:
        world = self.world
        teams = tuple(Team(self.uuid(), tuple(self.members())) for _ in range(2))
        there = tuple(self.stands(family, self.chance.choice(teams)) for family in world.families for _ in range(2))
        members = {team.id: team.members for team in teams}
        through = tuple(place for one in there for place in self.through(one, members[one.team]))
        # A list holds who stands there through the team.
        holders = {one.id: tuple(place.person for place in through if place.via == one.id) for one in there}
        there = tuple(_listed(one, holders[one.id]) for one in there)
        through = tuple(_listed(one, holders[one.via]) for one in through if one.via)
        sessions = tuple(self.perhaps_chosen(session, through) for session in world.sessions)
        self.world = world = replace(
            world,
            teams=teams,
            team_places=there,
            places=(*world.places, *through),
            sessions=sessions[: len(world.people)],  # those that live
            taps=tuple(tap for place in through for tap in self.taps(place)),
            consents=(*world.consents, *(yes for one in there for yes in self.yeses(one))),
        )
        written = [self.written(self.chance.choice(world.places), there) for _ in range(14)]
        written += [self.upon(self.chance.choice(written)) for _ in range(6)]
        closing = self.closing(
            self.chance.choice([note for note in written if note.section != Section.STORY] or written)
        )
        notes = (*world.notes, *(self.closed(note, closing) for note in written))
        tried = (self.tried(person.id, there, written) for person in world.people for _ in range(4))
        return replace(world, notes=notes, closings=(*world.closings, closing), attempts=(*world.attempts, *tried))

    def perhaps_chosen(self, session: Session, through: tuple[Place, ...]) -> Session:
        """Now and then it acts from where somebody stands through a team."""
        theirs = [place.id for place in through if place.person == session.person]
        return (
            replace(session, chosen=(*session.chosen, self.chance.choice(theirs)))
            if theirs and self.often(0.4)
            else session
        )

    def members(self) -> Iterator[tuple[UUID, Period]]:
        for person in self.world.people:
            if self.often(0.8):
                yield person.id, self.period(steady=0.7)

    def parents(self, family: UUID) -> list[UUID]:
        return sorted({one.person for one in self.world.places if one.family == family and one.role is Role.PARENT})

    def stands(self, family: UUID, team: Team) -> TeamPlace:
        around = sorted({one.person for one in self.world.places if one.family == family})
        known = tuple(self.chance.sample(around, min(2, len(around)))) if self.often(0.3) else None
        return TeamPlace(
            self.uuid(), family, team.id, self.period(steady=0.8), known, self.chance.choice(self.parents(family))
        )

    def through(self, team: TeamPlace, members: tuple[tuple[UUID, Period], ...]) -> Iterator[Place]:
        """Mostly since they were in the team; now and then since before, or not in it at all."""
        for person, period in members:
            if self.often(0.5):
                since = period.start if self.often(0.8) else self.chance.choice((*self.edges, self.now - 31 * DAY))
                until = self.moment() if self.often(0.1) else None
                if until is None or since < until:
                    yield Place(
                        self.uuid(), team.family, person, Role.PROFESSIONAL, Period(since, until), team.known_to,
                        made_by=team.made_by, team=team.team, via=team.id,
                    )  # fmt: skip

    def taps(self, place: Place) -> Iterator[Tap]:
        for parent in self.parents(place.family):
            if self.often(0.7):
                ended = self.chance.choice((self.now, self.now - DAY)) if self.often(0.2) else None
                yield Tap(self.uuid(), place.family, place.id, parent, ended)

    def yeses(self, team: TeamPlace) -> Iterator[Consent]:
        children = [one.id for one in self.world.members if one.family == team.family and one.is_child]
        for parent in self.parents(team.family):
            for _ in range(self.chance.randint(1, 2)):
                yield Consent(
                    self.uuid(), team.family, team.id, self.chance.choice((Section.STORY, Section.STORY, team_section(team.team))),
                    self.chance.choice((Purpose.CARE, Purpose.CARE, Purpose.COPY)),
                    (Verb.READ, Verb.NOTE) if self.often(0.7) else (Verb.READ,), self.period(steady=0.8),
                    self.moment() if self.often(0.15) else None, parent,
                    None if self.often(0.7) else tuple(children[:1]), self.often(0.7),
                )  # fmt: skip

    def written(self, place: Place, there: tuple[TeamPlace, ...]) -> Note:
        """In the story, or a working note of this team; now and then of another, which is none of theirs."""
        id = self.uuid()
        near = [one for one in there if one.family == place.family]
        team = next((one for one in near if one.id == place.via), self.chance.choice(near))
        about = [
            one.id for one in self.world.members if one.family == place.family and one.is_child and self.often(0.4)
        ]
        if self.often(0.4) and not (place.via is None and self.often(0.8)):
            mark = [place.via] if place.via and place.team == team.team else []
            return self.note(id, place, team_section(team.team), (id, place.id, *about, *mark))
        return self.note(id, place, Section.STORY, (id, place.id, *about))

    def note(self, id: UUID, place: Place, section: str, rests_on: tuple[UUID, ...]) -> Note:
        return Note(id, place.family, id, None, section, place.person, place.id, self.often(0.15), rests_on, self.now)

    def upon(self, ground: Note) -> Note:
        """What rests on it names all that it rests on."""
        id, place = self.uuid(), self.chance.choice([one for one in self.world.places if one.family == ground.family])
        return self.note(id, place, Section.STORY, tuple(dict.fromkeys((id, place.id, *ground.rests_on))))

    def closing(self, note: Note) -> Closing:
        readers = self.chance.sample([one.id for one in self.world.people], 2)
        return Closing(self.uuid(), note.family, note.thread, note.author, tuple(readers), None)

    @staticmethod
    def closed(note: Note, closing: Closing) -> Note:
        under = closing.thread in note.rests_on
        return replace(note, rests_on=(*note.rests_on, closing.id)) if under else note

    def tried(self, person: UUID, there: tuple[TeamPlace, ...], written: list[Note]) -> Attempt:
        theirs = [one for one in self.world.places if one.person == person] or list(self.world.places)
        through = [one for one in theirs if one.via]
        place = self.chance.choice(through if through and self.often(0.7) else theirs)
        note = replace(self.written(place, there), author=person)
        if self.often(0.3):
            near = [one for one in written if one.family == place.family] or [note]
            note = replace(note, rests_on=tuple(dict.fromkeys((*note.rests_on, *self.chance.choice(near).rests_on))))
        return Attempt(person, note)


def _listed[There: (Place, TeamPlace)](one: There, holders: tuple[UUID, ...]) -> There:
    known: tuple[UUID, ...] | None = one.known_to
    return one if known is None else replace(one, known_to=tuple(dict.fromkeys(known + holders)))

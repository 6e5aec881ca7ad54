"""Random families for the oracle: everything that bears on access, and around each thing the
moments at which it begins or stops to count.

A world is plain values. It is made from a seed and the moment at which it will be asked
about, so that the same two give the same world on every machine.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from stek.people.rules import HEALTH_PROFESSIONALS, Discipline
from stek.policy import Period, Purpose, Role, Section, Verb, own_section

from .drawing import DAY, TICK, Draw
from .furnishing import Furnisher
from .leaving import with_leavings
from .quoting import with_quotations
from .teaming import with_teams
from .world import Consent, Glass, Link, Member, Note, Person, Place, Refusal, Session, World

ROOMS = [Section.BALANCE, Section.NEEDS, Section.CONTACT]  # their pages list things as well
UNNAMED = "drawer"  # a section that nobody has given a meaning


@dataclass(frozen=True, slots=True)
class Size:
    """Of each thing at least so many and at most so many; `told` is the section most is told in, any when None."""

    people: tuple[int, int] = (5, 7)
    roles: tuple[int, int] = (3, 5)
    notes: tuple[int, int] = (7, 10)
    links: tuple[int, int] = (1, 3)
    closings: tuple[int, int] = (4, 10)
    told: Section | None = None
    quotes: bool = False  # whether somebody wrote down what another said
    hung: int = 1  # times that each person tries to hang something on another, in each table
    teams: bool = False  # with teams around the families, and notes only
    yeses: bool = False  # most of them to read the story, for care


SMALL = Size()
# As many notes as fill pages: what somebody sees there is a decision about each of them.
TALKATIVE = Size(people=(9, 11), roles=(9, 12), notes=(250, 300), links=(10, 20), closings=(14, 20), told=Section.STORY)
# As small, but told in the story: what is given there is met.
STORIES = Size(roles=(6, 8), closings=(12, 16), told=Section.STORY)
# Where what one yes covers meets what another does.
YESES = Size(roles=(5, 7), told=Section.STORY, yeses=True)
# And with teams around them.
TEAMS = Size(people=(4, 6), roles=(2, 4), notes=(2, 3), links=(0, 1), told=Section.STORY, teams=True)
# The same, with what somebody told another.
QUOTED = Size(roles=(6, 8), links=(1, 2), closings=(4, 8), told=Section.STORY, quotes=True)
# Enough for a look.
FEW = Size(people=(7, 9), roles=(8, 10), notes=(40, 50), links=(3, 6), closings=(12, 18), told=Section.STORY)


def make_world(seed: int, now: datetime, *, near: timedelta = TICK, size: Size = SMALL) -> World:
    """`near`: how close to `now` a period may begin or end. Committed worlds are asked about a little
    later than they are made, and take minutes."""
    return _Maker(seed, now, near, size).world()


class _Maker(Draw):
    def __init__(self, seed: int, now: datetime, near: timedelta, size: Size) -> None:
        super().__init__(seed, now, near)
        self.size = size

    def world(self) -> World:
        self.families = tuple(self.uuid() for _ in range(self.chance.choice((2, 2, 3))))
        self.people = tuple(self.person() for _ in range(self.chance.randint(*self.size.people)))
        two = self.chance.sample(list(Section), 2)
        own = [own_section(person.id) for person in self.people[:3]]
        # A page has a name for every section there is; the one without is asked about in small worlds.
        most, unnamed = ([self.size.told] * 14 + ROOMS, []) if self.size.told else ([two[0]] * 5, [UNNAMED])
        self.sections = (*most, *[two[1]] * 2, *own, *unnamed)
        self.places = tuple(place for family in self.families for place in self.circle(family))
        self.children = {
            family: [self.uuid() for _ in range(self.chance.choice((1, 2, 2)))] for family in self.families
        }
        notes = tuple(note for family in self.families for note in self.story(family))
        links = tuple(link for family in self.families for link in self.arrows(family, notes))
        world = World(
            seed=self.seed,
            now=self.now,
            families=self.families,
            people=self.people,
            sessions=tuple(self.perhaps_chosen(one) for one in self.sessions()),
            places=self.places,
            members=tuple(self.members()),
            consents=tuple(consent for place in self.places for consent in self.consents(place)),
            refusals=tuple(no for place in self.places for no in self.refusals(place)),
            glasses=tuple(self.glass() for _ in range(self.chance.randint(2, 6))),
            notes=notes,
            links=links,
        )
        if self.size.teams:
            return with_teams(self, with_leavings(self, world))
        furnished = Furnisher(self, world, self.sections, self.about).furnished(self.size.hung, self.size.closings)
        left = with_leavings(self, furnished)
        return with_quotations(self, left) if self.size.quotes else left

    def person(self) -> Person:
        professions = (*HEALTH_PROFESSIONALS, *Discipline) if self.often(0.6) else ("",)
        return Person(self.uuid(), str(self.chance.choice(sorted(professions))), is_active=self.often(0.93))

    def sessions(self) -> list[Session]:
        """One that lives for everybody, and a few that do not, or only just."""
        alive = Period(self.now - DAY, self.now + DAY)
        found = [Session(self.token(), person.id, alive, None) for person in self.people]
        for _ in range(3):
            person = self.chance.choice(self.people).id
            if self.often(0.4):
                found.append(Session(self.token(), person, alive, self.moment()))
            else:
                period = self.period(steady=0)
                found.append(Session(self.token(), person, Period(period.start, period.end or alive.end), None))
        return found

    def perhaps_chosen(self, session: Session) -> Session:
        """Now and then with a place that was chosen: one of a person's own, ended or not, or another's. By their ids, and
        not by drawing."""
        chosen: dict[UUID, UUID] = {}
        for place in self.places:
            if place.id.int % 5 == 0 and (place.person == session.person or place.id.int % 3 == 0):
                chosen.setdefault(place.family, place.id)
        return replace(session, chosen=tuple(chosen.values()))

    def token(self) -> str:
        return f"{self.chance.getrandbits(160):040x}"

    def circle(self, family: UUID) -> list[Place]:
        found: list[Place] = []
        open_ended: set[UUID] = set()
        many = self.chance.randint(*self.size.roles)
        roles = [Role.PARENT, *self.chance.choices(list(Role), weights=(2, 3, 5), k=many)]
        for role in roles:
            person, period = self.chance.choice(self.people).id, self.period()
            if period.end is None and person in open_ended:
                period = Period(period.start, period.start + 60 * DAY)
            if period.end is None:
                open_ended.add(person)
            found.append(Place(self.uuid(), family, person, role, period))
        members: dict[UUID, UUID] = {}  # of who is a parent twice, the same human
        return [
            replace(place, member=members.setdefault(place.person, self.uuid()))
            if place.role is Role.PARENT
            else self.perhaps_new(self.perhaps_hidden(place, found))
            for place in found
        ]

    def perhaps_new(self, place: Place) -> Place:
        """Now and then nobody said yet that it is whom they meant. Of a parent nobody needs to."""
        return replace(place, recognised=place.id.int % 6 != 0)

    def members(self) -> list[Member]:
        children = [Member(id, family, True) for family, ids in self.children.items() for id in ids]
        parents = {place.member: place.family for place in self.places if place.member}
        return [*children, *(Member(id, family, False) for id, family in parents.items())]

    def about(self, family: UUID) -> list[UUID]:
        """Children, and parents who stand there."""
        found = [child for child in self.children[family] if self.often(0.4)]
        standing = {p.member for p in self.places if p.family == family and p.member and p.period.holds(self.now)}
        return [*found, *(parent for parent in sorted(standing) if self.often(0.3))]

    def written(self) -> datetime:
        """Now, or around when things begin and end."""
        return self.now if self.often(0.5) else min(self.moment(), self.now)

    def perhaps_hidden(self, place: Place, around: list[Place]) -> Place:
        """Now and then known to a list. A parent's place is known to everybody."""
        if place.role is Role.PARENT or not self.often(0.25):
            return place
        others = sorted({one.person for one in around})
        return replace(place, known_to=tuple(self.chance.sample(others, self.chance.randint(0, min(3, len(others))))))

    def consents(self, place: Place) -> list[Consent]:
        many = self.chance.randint(0, 1) if place.role is Role.PARENT else self.chance.randint(2, 5)
        made = [
            Consent(
                id=self.uuid(),
                family=place.family,
                place=place.id,
                section=self.chance.choice(self.sections),
                purpose=self.chance.choice((Purpose.CARE, Purpose.CARE, Purpose.COPY, Purpose.HANDOVER)),
                verbs=tuple(self.chance.sample(list(Verb), self.chance.randint(1, 3))),
                period=self.period(steady=0.65),
                withdrawn_at=self.moment() if self.often(0.15) else None,
                by=self.giver(place),
                children=None
                if self.often(0.65)
                else tuple(one for one in self.children[place.family] if self.often(0.5)),
                reaches_back=self.often(0.6),
            )
            for _ in range(many)
        ]
        return [self.to_read(one) for one in made] if self.size.yeses else made

    def to_read(self, yes: Consent) -> Consent:
        return replace(
            yes,
            section=Section.STORY if self.often(0.8) else yes.section,
            purpose=Purpose.CARE if self.often(0.85) else yes.purpose,
            verbs=tuple({Verb.READ, *yes.verbs}) if self.often(0.85) else yes.verbs,
        )

    def parents(self, family: UUID) -> list[UUID]:
        return sorted({place.person for place in self.places if place.family == family and place.role is Role.PARENT})

    def refusals(self, place: Place) -> list[Refusal]:
        if place.role is Role.PARENT or not self.often(0.15):
            return []
        by = self.chance.choice(self.parents(place.family))
        return [Refusal(self.uuid(), place.family, place.id, by, self.moment() if self.often(0.2) else None)]

    def giver(self, place: Place) -> UUID:
        """Any parent; of every other place always the same one, so that somebody is there by one parent alone."""
        parents = self.parents(place.family)
        drawn = self.chance.choice(parents)
        return drawn if place.id.int % 2 else parents[place.id.int % len(parents)]

    def story(self, family: UUID) -> list[Note]:
        found: list[Note] = []
        places = [place for place in self.places if place.family == family]
        for _ in range(self.chance.randint(*self.size.notes)):
            if found and self.often(0.15):
                found.append(self.correction(found))
                continue
            place, thread = self.chance.choice(places), self.uuid()
            others = [note.thread for note in found]
            rests = self.chance.sample(others, min(len(others), self.chance.choice((0, 0, 1, 2))))
            found.append(
                Note(thread, family, thread, None, self.chance.choice(self.sections), place.person, place.id,
                     self.often(0.33), tuple(dict.fromkeys((thread, place.id, *self.about(family), *rests))), self.written())
            )  # fmt: skip
        return found

    def correction(self, before: list[Note]) -> Note:
        corrected = {note.supersedes for note in before}
        old = self.chance.choice([note for note in before if note.id not in corrected])
        return Note(self.uuid(), old.family, old.thread, old.id, old.section, old.author, old.author_place,
                    old.is_private, old.rests_on, old.at)  # fmt: skip

    def arrows(self, family: UUID, notes: tuple[Note, ...]) -> list[Link]:
        threads = {note.thread: note for note in notes if note.family == family}
        found: list[Link] = []
        for _ in range(self.chance.randint(*self.size.links)):
            if len(threads) < 2:
                break
            ends = self.chance.sample(sorted(threads), 2)
            place = self.chance.choice([place for place in self.places if place.family == family])
            link = self.uuid()
            rests = dict.fromkeys((link, *ends, place.id, *(t for end in ends for t in threads[end].rests_on)))
            must = any(threads[end].is_private for end in ends)
            found.append(
                Link(link, family, (ends[0], ends[1]), self.chance.choice(self.sections), place.person, place.id,
                     must or self.often(0.2), tuple(rests), self.written())
            )  # fmt: skip
        return found

    def glass(self) -> Glass:
        family = self.chance.choice(self.families)
        around = [place for place in self.places if place.family == family]
        gone = [place for place in around if not place.period.holds(self.now)]
        near = gone if gone and self.often(0.5) else around
        who = self.chance.choice([place.person for place in near] if self.often(0.8) else [p.id for p in self.people])
        return Glass(self.uuid(), family, who, self.period(steady=0.3))  # an hour is soon over

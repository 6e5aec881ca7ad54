"""The facts of one family, and what follows from them at one moment. Time is in minutes; every deed takes one."""

from copy import deepcopy
from dataclasses import dataclass, field

EVERYBODY = ALL = -1
DAY = 24 * 60
LEAVING = 14 * DAY
EMERGENCY = 60
NEVER = 10**9

PARENT, KIN, PROFESSIONAL = "parent", "kin", "professional"
STORY, HEALTH, OWN, TEAM = 1, 2, 4, 8  # parts of the record; the first two are shared
SHARED = STORY | HEALTH

NONE: frozenset[str] = frozenset()


@dataclass(slots=True)
class Place:
    person: int  # -1 for a team
    role: str
    maker: int
    since: int
    known: int = EVERYBODY  # who knows of it
    until: int = NEVER
    kept: bool = True  # its maker has not let go of it
    members: int = 0  # of a team
    recognised: bool = True  # a parent said of who took the link that it is whom they meant
    taps: dict[int, int] = field(default_factory=dict)  # member: parents who tapped that member

    def held_by(self, person: int) -> bool:
        return self.person == person or bool(self.members >> person & 1)


@dataclass(slots=True)
class Yes:
    giver: int
    place: int
    sections: int
    writes: bool
    kids: int
    since: int
    back: bool
    until: int = NEVER


@dataclass(slots=True)
class Thing:
    author: int
    place: int
    at: int
    section: int
    owner: int  # whose it is to give, close and share: whom it quotes, whose `own:` it stands in, or its author
    team: int = 0  # place of the team whose working note it is
    private: bool = False
    by_parent: bool = False
    quotes: int = -1
    kids: int = 0
    people: int = 0  # adults it is about
    about: int = 0  # of them, who stood here as parent when it was written
    all_kids: int = 0  # with those of its grounds, copied at writing
    all_people: int = 0
    all_about: int = 0
    knowers: int = EVERYBODY  # who knows the places it and its grounds were written from, copied at writing
    rests: frozenset[int] = frozenset()  # all its grounds, near and far
    closed: int = EVERYBODY  # the readers who were ticked
    enemies: int = 0  # of the first edition only
    emergency: bool = False
    given: int = 0
    addressed: int = 0  # of a safety task


class Family:
    """`without` are the clauses left out, and the older rules put in their stead (`clauses`)."""

    def __init__(self, without: frozenset[str] = NONE, professionals: int = 0) -> None:
        self.without = without
        self.professionals = professionals  # accounts with a verified discipline and a second factor
        self.now = 0
        self.shut = 0  # accounts without a live session
        self.kids = 0
        self.places: dict[int, Place] = {}
        self.yeses: dict[int, Yes] = {}
        self.things: dict[int, Thing] = {}
        self.leaving: dict[int, int] = {}
        self.died = 0
        self.noes: frozenset[tuple[int, int]] = frozenset()  # parent, place
        self.asking: dict[int, dict[int, bool]] = {}
        self.glass: dict[int, int] = {}
        self.looked: set[tuple[int, int]] = set()  # in an emergency: a professional, a thing
        self.reviews: dict[int, tuple[int, int]] = {}  # of a professional's emergency: when, and who is not yet told
        self.stood_close = 0  # was ever parent or kin here
        self.seals: list[tuple[int, int, int]] = []  # section, place, enemies: of the first edition only
        self.look()

    def copy(self) -> "Family":
        return deepcopy(self)

    def look(self) -> None:
        """What follows at this moment: who is gone, which yeses are live, which places stand, who is an active parent."""
        now, without = self.now, self.without
        self.gone = self.died
        for person, at in self.leaving.items():
            if now >= at + (LEAVING if "fourteen days" not in without else 0):
                self.gone |= 1 << person
        self.live: dict[int, list[Yes]] = {}
        self.had: set[int] = set()
        for yes in self.yeses.values():
            self.had.add(yes.place)
            if now < yes.until:
                self.live.setdefault(yes.place, []).append(yes)
        self.active = 0
        for place in self.places.values():
            if place.role == PARENT and not self.gone >> place.person & 1:
                self.active |= 1 << place.person
        self.standing = {
            id
            for id, place in self.places.items()
            if now < place.until
            and (place.kept or id in self.live)  # its maker let go: it ends with its last yes, also when that runs out
            and not (place.person >= 0 and self.gone >> place.person & 1 and place.role == PARENT)
            and not self._hider_left(place)
        }

    def _hider_left(self, place: Place) -> bool:
        if place.known == EVERYBODY or not self.gone >> place.maker & 1 or "hidden place ends" in self.without:
            return False
        return not place.known & self.active or "though a parent knows it" in self.without

    def as_parent(self, person: int) -> int | None:
        return next(
            (id for id in self.standing if self.places[id].role == PARENT and self.places[id].person == person), None
        )

    def knows_of(self, person: int, other: int) -> bool:
        """In some place that stands or stood."""
        return any(place.held_by(other) and place.known >> person & 1 for place in self.places.values())

    def bits(self, mask: int) -> list[int]:
        return [n for n in range(mask.bit_length()) if mask >> n & 1]

    def told_of(self, person: int, parent: int) -> bool:
        """Whether that parent is told of an emergency by now: when the organisation's reviewer has looked, at the latest
        after 72 hours; 'not yet to know' is the reviewer's to say, for 30 days, never of who wrote or hid what was read."""
        at = self.glass[person]
        reviewed, waits = self.reviews.get(person, (NEVER, 0))
        wrote = any(
            who == person and parent in (self.things[id].author, self.things[id].owner) for who, id in self.looked
        )
        if waits >> parent & 1 and ("never its author" in self.without or not wrote):
            return self.now >= at + 30 * DAY and "not for ever" not in self.without
        return self.now >= reviewed or (self.now >= at + 3 * DAY and "at the latest" not in self.without)

    def readers(self, thing: Thing) -> int:
        """Whom a closed thing is read by, if the rest of the rules lets them; everybody for one that is open."""
        if thing.section == OWN:
            mask = 1 << thing.owner | thing.given | thing.addressed
        elif thing.section == TEAM:
            mask = self.places[thing.team].members
        else:
            mask = EVERYBODY
        if thing.closed != EVERYBODY and "enemies" in self.without:
            mask &= ~thing.enemies
        else:
            mask &= thing.closed
        return mask | self.voices(thing)

    def voices(self, thing: Thing) -> int:
        return 1 << thing.author | (1 << thing.quotes if thing.quotes >= 0 else 0)

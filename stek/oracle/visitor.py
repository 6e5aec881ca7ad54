"""The third implementation: what a browser gets is what the rules allow.

A list decides about everything there is: each note stands on somebody's pages when `decide()` lets them read
it, and in no byte of them otherwise. What somebody may do with a thing is tried on a few, at its own address.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from stek.policy import Actor, Decision, Facts, Item, Period, Purpose, Role, Section, Verb, acting, decide

from . import reading
from .browsing import EVERYBODY, FORMER, LISTS, PARENTS, WHOEVER, WRITERS, Browser
from .speaking import word_of
from .world import Link, Note, Place, Session, Thing, World

SECTIONS = {one for one in LISTS.values() if isinstance(one, Section)}
TRIED = 1  # of each sort of note, with everything that can be tried with it


@dataclass(frozen=True, slots=True)
class Difference:
    """One decision on which the pages and the rules are not of one mind. Ids only."""

    seed: int
    person: UUID
    what: str
    item: UUID
    seen: str
    allowed: bool

    def __str__(self) -> str:
        return (
            f"wereld {self.seed}, persoon {self.person}, {self.what} {self.item}: "
            f"bladzijde {self.seen}, decide() {'ja' if self.allowed else 'nee'}"
        )


@dataclass
class Viewed:
    """What was asked, by what somebody wanted to do."""

    decisions: Counter[str] = field(default_factory=Counter)
    allowed: Counter[str] = field(default_factory=Counter)
    worlds: int = 0
    requests: int = 0
    seconds: float = 0.0
    differences: list[Difference] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return self.decisions.total() / self.seconds if self.seconds else 0.0


class Visitor:
    """One person with one session, in one world."""

    def __init__(self, world: World, session: Session, report: Viewed) -> None:
        self.world, self.session, self.report = world, session, report
        self.browser = Browser(session.token)
        self.actor = reading.actor_of(world, session)
        self.facts: Facts = reading.facts_of(world, session.person, session.chosen)
        self.chance = random.Random(f"{world.seed} {session.token}")
        self.readable = {note.id: bool(self.may(Verb.READ, reading.item_of(note))) for note in world.notes}
        self.corrected = {note.supersedes for note in world.notes}

    def look(self) -> None:
        for family in self.world.families:
            self.lists(family)
            self.adds(family)
        self.lists_of_all()
        for note in self.tried():
            self.tries(note)
        self.report.requests += self.browser.requests

    def may(self, verb: Verb, item: Item) -> Decision:
        return decide(self.actor, Purpose.CARE, verb, item, self.facts, self.world.now)

    def say(self, what: str, item: UUID, allowed: bool, seen: bool, how: str = "") -> None:
        self.report.decisions[what] += 1
        self.report.allowed[what] += allowed
        if seen is not allowed or how:
            self.differ(what, item, how or ("ja" if seen else "nee"), allowed)

    def differ(self, what: str, item: UUID, seen: str, allowed: bool) -> None:
        self.report.differences.append(Difference(self.world.seed, self.session.person, what, item, seen, allowed))

    # -- what stands on the pages -------------------------------------------------

    def lists(self, family: UUID) -> None:
        words: dict[str, set[str]] = {page: set() for page in LISTS}
        ids: set[str] = set()
        welcome = self.welcome(family)
        for page, answer in self.browser.lists(family):
            words[page] |= answer.words
            ids |= answer.ids
            strange = "" if answer.is_yes or answer.is_no else str(answer.status)
            if LISTS[page] != WHOEVER or strange:
                self.say(f"page {page}", family, LISTS[page] in welcome, answer.is_yes, strange)
        somewhere: set[str] = set().union(*words.values())
        for note in (one for one in self.world.notes if one.family == family):
            allowed = self.readable[note.id]
            if not allowed:
                self.say("read", note.id, False, word_of(note.id) in somewhere or str(note.id) in ids)
            elif not self.comes_in(family):  # their own, and they stand here no more
                if self.stood(family):
                    self.say("read", note.id, True, word_of(note.id) in words["own-words/"])
            elif note.section == Section.STORY and note.id not in self.corrected:
                self.say("read", note.id, True, word_of(note.id) in words["story/"])
        for link in (one for one in self.world.links if one.family == family):
            allowed = bool(self.may(Verb.READ, reading.item_of(link)))
            if not allowed:
                self.say("read", link.id, False, word_of(link.id) in somewhere or str(link.id) in ids)
        self.things(family, somewhere, ids)
        parent = Role.PARENT in self.roles(family)
        for place in (one for one in self.world.places if one.family == family):
            there = self.knows(place)
            if parent or not there:
                self.say(
                    "circle", place.id, there, word_of(place.id) in (words[self.told_on(place)] if there else somewhere)
                )

    @staticmethod
    def told_on(place: Place) -> str:
        """Which page of a parent says who stands there: the one in sight, or the one under help."""
        return "access/" if place.known_to is None else "alone/"

    def things(self, family: UUID, words: set[str], ids: set[str]) -> None:
        """What stands on the pages of the other rooms: nothing that may not be read. What is over or said anew is not
        told everywhere; of what is told it is counted how often it was."""
        for thing in (one for one in self.world.things if one.family == family):
            seen = word_of(thing.id) in words
            if not self.may(Verb.READ, reading.item_of(thing)):
                self.say("read", thing.id, False, seen or str(thing.id) in ids)
            elif seen:
                self.say(f"list {thing.table}", thing.id, True, True)

    def lists_of_all(self) -> None:
        """On the pages about all families of this person stands nothing that they may not read, of no family."""
        words, ids = set[str](), set[str]()
        for answer in self.browser.of_all():
            words |= answer.words
            ids |= answer.ids
            if not (answer.is_yes or answer.is_no):
                self.differ("page of all", self.session.person, str(answer.status), True)
        told: tuple[Note | Link | Thing, ...] = (*self.world.notes, *self.world.links, *self.world.things)
        for one in (one for one in told if not self.may(Verb.READ, reading.item_of(one))):
            self.say("of all", one.id, False, word_of(one.id) in words or str(one.id) in ids)

    def roles(self, family: UUID) -> set[Role]:
        """As what this person stands in the family now; nothing without a live session."""
        alive = self.actor.live is not None and self.actor.live.holds(self.world.now)
        place = acting(self.facts.places, family, self.world.now)
        return {place.role} if alive and place else set()

    def comes_in(self, family: UUID) -> bool:
        """Who stands in the circle, and in an emergency who cares for health."""
        return bool(self.roles(family)) or self.in_emergency(family)

    def in_emergency(self, family: UUID) -> bool:
        alive = self.actor.live is not None and self.actor.live.holds(self.world.now)
        return any(
            alive and self.actor.is_health_professional and one.family == family and one.period.holds(self.world.now)
            for one in self.facts.break_glass
        )

    def welcome(self, family: UUID) -> set[str]:
        """Which pages of this family are there for this person."""
        found = {EVERYBODY} if self.comes_in(family) else set()
        found |= {PARENTS} if Role.PARENT in self.roles(family) else set()
        # What a page offers: a note of one's own, before it is known as whom.
        own = Item(family, Section.STORY, self.session.person, False, frozenset())
        found |= {WRITERS} if self.may(Verb.NOTE, own) else set()
        found |= {FORMER} if self.stood(family) and not found else set()
        return found | {section for section in SECTIONS if self.opens(family, section)}

    def opens(self, family: UUID, section: Section) -> bool:
        """Whether a part stands open: somebody else's shared item there, or a new one of one's own."""
        other = Item(family, section, None, False, frozenset())
        return bool(self.may(Verb.READ, other) or self.may(Verb.NOTE, other._replace(author=self.session.person)))

    def stood(self, family: UUID) -> bool:
        """Whether this person has or had a place here: without one now they read their own words."""
        alive = self.actor.live is not None and self.actor.live.holds(self.world.now)
        return alive and any(one.family == family and one.period.start <= self.world.now for one in self.facts.places)

    def knows(self, place: Place) -> bool:
        """Whether this person may know who stands there: who is new in a family, knows nobody."""
        return (
            place.is_known_to(self.session.person)
            and self.comes_in(place.family)
            and (place.person == self.session.person or not self.is_new(place.family))
        )

    def is_new(self, family: UUID) -> bool:
        """Whether no parent said yet that it is whom they meant, and no emergency lets this person in."""
        place = acting(self.facts.places, family, self.world.now)
        return place is not None and not place.recognised and not self.in_emergency(family)

    # -- what somebody tries --------------------------------------------------------

    def adds(self, family: UUID) -> None:
        """A form names neither author nor place: it is who asks, as they stand in the circle now."""
        item = Item(family, Section.STORY, self.session.person, False, frozenset(self.place_ids(family)))
        self.asks(
            "note",
            family,
            bool(self.may(Verb.NOTE, item)),
            f"/families/{family}/observations/",
            words="Iets.",
            readers="circle",
        )

    def place_ids(self, family: UUID) -> list[UUID]:
        """As whom this person writes."""
        place = reading.acts_from(self.world, self.session.person, family, self.session.chosen)
        return [place.id] if place else []

    def tried(self) -> Iterator[Note]:
        notes = list(self.world.notes)
        self.chance.shuffle(notes)
        own = [note for note in notes if note.author == self.session.person and self.readable[note.id]]
        for some in (
            [note for note in own if note.is_private],
            [note for note in own if not note.is_private],
            [note for note in notes if self.readable[note.id] and note not in own],
            [note for note in notes if not self.readable[note.id]],
        ):
            yield from some[:TRIED]

    def tries(self, note: Note) -> None:
        path = f"/families/{note.family}/observations/{note.id}/"
        item, reads = reading.item_of(note), self.readable[note.id] and self.comes_in(note.family)
        page = self.browser.get(path)
        whole = word_of(note.id) in page.words and not self.strange(page.words)
        self.say("open", note.id, reads, page.is_yes, "" if page.is_no or whole else f"{page.status}, andere woorden")
        self.asks("share", note.id, bool(self.may(Verb.SHARE, item)), path + "sharing/")
        self.asks("remove", note.id, bool(self.may(Verb.REMOVE, item)), path + "removal/")
        if note.section == Section.STORY and note.id not in self.corrected:
            mine = Item(note.family, Section.STORY, self.session.person, False, frozenset(self.place_ids(note.family)))
            corrects = reads and note.author == self.session.person and bool(self.may(Verb.NOTE, mine))
            self.asks("correct", note.id, corrects, path + "correction/", words="Iets anders.")
        self.hides(note, path + "readers/")

    def hides(self, note: Note, path: str) -> None:
        """Only who wrote it, and not from every parent; all who read it now can be named."""
        readers, item = self.readers_of(note), reading.item_of(note)
        parents = {one.person for one in self.world.places if one.family == note.family and one.role is Role.PARENT
                   and reading.stands(self.world, one)}  # fmt: skip
        mine = note.author == self.session.person and self.comes_in(note.family) and bool(self.may(Verb.READ, item))
        allowed = mine and not note.is_private and bool(parents & {*readers, self.session.person})
        self.asks("seal", note.id, allowed, path, refused=422, readers=list(map(str, readers)), why="")

    def readers_of(self, note: Note) -> list[UUID]:
        """Everybody else whom `decide()` lets read this for care, and whom this person may know."""
        found, item = [], reading.item_of(note)
        active = {person.id for person in self.world.people if person.is_active} - {self.session.person}
        for place in self.world.places:  # from any of several places
            acts = reading.acts_from(self.world, place.person, note.family, [place.id]) == place
            if not acts or place.person not in active or place.person in found or not self.knows(place):
                continue
            actor, facts = (
                Actor(place.person, Period(self.world.now)),
                reading.facts_of(self.world, place.person, [place.id]),
            )
            if decide(actor, Purpose.CARE, Verb.READ, item, facts, self.world.now):
                found.append(place.person)
        return found

    def asks(
        self, what: str, item: UUID, allowed: bool, path: str, *, refused: int = 404, **form: str | list[str]
    ) -> None:
        answer = self.browser.post(path, **form)
        strange = "" if answer.is_no or answer.status in (302, refused) else str(answer.status)
        self.say(what, item, allowed, answer.is_yes, strange)

    def strange(self, words: set[str]) -> bool:
        """A word on a page of something that this person may not read."""
        return bool(words & {word_of(id) for id, reads in self.readable.items() if not reads})

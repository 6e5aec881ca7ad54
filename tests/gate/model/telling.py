"""A history as people tell it: `nina.invites(marijke)`, `cry = nina.notes(kids=LOU)`, `nina.hides(cry, marijke)`.

A deed that could not be done answers None (or False), so that a scenario can say so.
"""

import functools
from collections.abc import Callable, Iterable

from .deeds import DEEDS
from .family import ALL, DAY, EVERYBODY, HEALTH, KIN, OWN, PARENT, PROFESSIONAL, STORY, TEAM
from .invariants import Watch, verbs
from .rules import BUILD, CHANGE, END, READ, decide
from .search import NAMES, begun, family

LOU, NOOR = 1, 2  # children
ALONE: tuple["Person", ...] = ()  # readers: nobody else


def mask(persons: Iterable["Person"]) -> int:
    return sum(1 << one.number for one in persons)


class Story:
    """One family being told. `parents` of them are in, with a child; the others are people around."""

    def __init__(self, parents: int, without: frozenset[str]) -> None:
        self.watch = begun(parents, without) if parents else Watch(family(without))
        self.family = self.watch.family
        self.count = 100
        self.broken: list[str] = []
        for number, name in enumerate(NAMES):
            setattr(self, name, Person(self, number))

    def tell(self, name: str, by: int, *rest: object) -> int | None:
        assert name in DEEDS
        self.count += 1
        done = self.watch.step((name, self.count, by, *rest))
        if self.watch.broken:
            self.broken.append(self.watch.broken)
        return self.count if done else None

    def after(self, *, days: int = 0, minutes: int = 0) -> None:
        self.tell("passes", 0, days * DAY + minutes)

    def place_of(self, person: "Person", maker: "Person | None" = None) -> int | None:
        """Where they stand; of more places the newest, or the one that `maker` made."""
        found = [
            id
            for id, place in self.family.places.items()
            if place.held_by(person.number) and (maker is None or place.maker == maker.number)
        ]
        standing = [id for id in found if id in self.family.standing]
        return (standing or found or [None])[-1]


class Person:
    def __init__(self, story: Story, number: int) -> None:
        self.story, self.number = story, number

    def _do(self, name: str, *rest: object) -> int | None:
        return self.story.tell(name, self.number, *rest)

    # who stands where
    def begins(self) -> int | None:
        return self._do("begins")

    def lets_in(self, who: "Person", role: str = PROFESSIONAL, known: Iterable["Person"] | None = None) -> int | None:
        return self._do("lets_in", who.number, role, EVERYBODY if known is None else mask(known))

    def says_yes(
        self, place: int | None, part: int = STORY | HEALTH, writes: bool = True, kids: int = ALL, back: bool = True,
        days: int = 0,
    ) -> int | None:  # fmt: skip
        return self._do("says_yes", place, part, writes, kids, back, days)

    def invites(self, who: "Person", role: str = PROFESSIONAL, known: Iterable["Person"] | None = None) -> int | None:
        """Lets them in, and says yes to all, from the beginning."""
        place = self.lets_in(who, role, known)
        return place if self.says_yes(place) else None

    def sends_link(
        self, who: "Person", role: str = PROFESSIONAL, known: Iterable["Person"] | None = None, writes: bool = True
    ) -> int | None:
        """With a yes to all in it; who took it is not recognised yet."""
        listed = EVERYBODY if known is None else mask(known)
        return self._do("sends_link", who.number, role, listed, STORY | HEALTH, writes, ALL, True)

    def recognises(self, place: int | None) -> int | None:
        return self._do("recognises", place)

    def team(self, *members: "Person") -> int | None:
        return self._do("lets_team_in", mask(members))

    def asks_in(self) -> int | None:
        return self._do("asks_in")

    def answers(self, who: "Person", yes: bool = True) -> int | None:
        return self._do("answers", who.number, yes)

    def joins(self, place: int | None, who: "Person") -> int | None:
        """Takes a colleague into the team."""
        return self._do("joins", place, who.number)

    def taps(self, place: int | None, member: "Person") -> int | None:
        return self._do("taps", place, member.number)

    def ends(self, place: int | None) -> int | None:
        return self._do("ends", place)

    def goes(self, place: int | None) -> int | None:
        return self._do("goes", place)

    def says_no(self, place: int | None) -> int | None:
        return self._do("says_no", place)

    def shows(self, place: int | None) -> int | None:
        return self._do("shows", place)

    def adds_child(self, kid: int) -> int | None:
        return self._do("adds_child", kid.bit_length() - 1)

    def bears(self, kid: int) -> int | None:
        return self._do("is_born", kid.bit_length() - 1)

    def says(self) -> int | None:
        return self._do("says")

    def leaves(self) -> int | None:
        return self._do("leaves")

    def undoes(self) -> int | None:
        return self._do("undoes")

    def dies(self) -> int | None:
        return self._do("dies")

    def breaks_glass(self) -> int | None:
        return self._do("breaks_glass")

    def looks_at(self, thing: int | None) -> int | None:
        return self._do("looks", thing)

    def is_reviewed(self, *not_yet: "Person") -> int | None:
        return self._do("reviews", mask(not_yet))

    def is_told_of(self, who: "Person") -> bool:
        return self.story.family.told_of(who.number, self.number)

    def signs_out(self) -> int | None:
        return self._do("shuts")

    # words
    def notes(
        self, *, kids: int = 0, about: Iterable["Person"] = (), quotes: "Person | None" = None, on: Iterable[int] = (),
        part: int = STORY, private: bool = False, pregnancy_of: "Person | None" = None,
        readers: Iterable["Person"] | None = None, task_for: Iterable["Person"] = (), at: int | None = None,
    ) -> int | None:  # fmt: skip
        place = at if at is not None else self.story.place_of(self)
        return self._do(
            "writes", place, OWN if pregnancy_of else part, kids, mask(about), quotes.number if quotes else -1,
            tuple(on), private, pregnancy_of.number if pregnancy_of else -1,
            EVERYBODY if readers is None else mask(readers), mask(task_for),
        )  # fmt: skip

    def gives(self, thing: int | None, who: "Person") -> int | None:
        return self._do("gives", thing, who.number)

    def hides(self, thing: int | None, *readers: "Person", emergency: bool = False) -> int | None:
        return self._do("hides", thing, mask(readers), emergency)

    def opens(self, thing: int | None) -> int | None:
        return self._do("opens", thing)

    def shares(self, thing: int | None, part: int = STORY) -> int | None:
        return self._do("shares", thing, part)

    # what they may
    def may(self, verb: str, thing: int | None, at: int | None = None) -> bool:
        """From the place given, or from any they hold or held, or from none in an emergency."""
        family = self.story.family
        places = [at] if at is not None else [id for id, one in family.places.items() if one.held_by(self.number)]
        return any(
            decide(family, (self.number, place), verb, family.things[thing], family.now)[0] for place in [*places, None]
        )

    def reads(self, thing: int | None, at: int | None = None) -> bool:
        return self.may(READ, thing, at)

    def builds_on(self, thing: int | None) -> bool:
        return self.may(BUILD, thing)

    def changes(self, thing: int | None) -> bool:
        return self.may(CHANGE, thing)

    def knows(self, place: int | None) -> bool:
        return place in self.story.family.standing and bool(self.story.family.places[place].known >> self.number & 1)

    def links(self, thing: int | None) -> list[int]:
        """What they see that it rests on."""
        return [one for one in self.story.family.things[thing].rests if self.reads(one)]


NEEDED: set[str] = set()  # clauses and older rules of which some scenario shows that they matter


def scenario(
    *clauses: str | tuple[str, ...], parents: int = 2
) -> Callable[[Callable[[Story], bool]], Callable[[], None]]:
    """A test: as the rules stand, what is told holds and breaks no sentence; without each of `clauses` it does not
    hold. A tuple leaves out more than one at once: each does alone what the other does."""

    def told(tell: Callable[[Story], bool]) -> Callable[[], None]:
        NEEDED.update(one for clause in clauses for one in ([clause] if isinstance(clause, str) else clause))

        @functools.wraps(tell)
        def test() -> None:
            story = Story(parents, frozenset())
            assert tell(story)
            assert not story.broken and verbs(story.family, story.watch.seen) is None, story.broken
            for clause in clauses:
                left_out = frozenset([clause] if isinstance(clause, str) else clause)
                assert not tell(Story(parents, left_out)), f"holds as well without {clause}"

        del test.__wrapped__  # else pytest takes the story for a fixture
        return test

    return told


__all__ = [
    "ALL", "ALONE", "BUILD", "CHANGE", "END", "HEALTH", "KIN", "LOU", "NEEDED", "NOOR", "OWN", "PARENT", "PROFESSIONAL",
    "READ", "STORY", "TEAM", "Story", "scenario",
]  # fmt: skip

"""Families as they could be, written as lines for COPY. Invented; the words are sealed with each family's own key."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from stek.kit.ids import uuid7
from stek.kit.sealed import Box, Keyring

from .lines import Lines

NOTES = 20  # in each family: one corrects another, one is private to the second parent
VISIBLE = NOTES - 2  # of those, on the page of the first parent
INFLUENCES = 4
PAGE = 40  # notes that one page of the story shows at most
FIRST = 24  # and the page of a family
FAMILIES_EACH = 25  # around one professional

CHILDREN = [
    "Ada",
    "Bo",
    "Cas",
    "Dina",
    "Elif",
    "Finn",
    "Gijs",
    "Hanne",
    "Ilyas",
    "Jef",
    "Kato",
    "Lou",
    "Mila",
    "Noor",
    "Otis",
    "Pia",
    "Rune",
    "Sami",
    "Tess",
    "Yara",
]
PARENTS = [
    "An",
    "Bart",
    "Chloë",
    "Dries",
    "Emine",
    "Femke",
    "Geert",
    "Hafsa",
    "Ines",
    "Joris",
    "Karim",
    "Lotte",
    "Mehdi",
    "Nele",
    "Pieter",
    "Saar",
    "Tine",
    "Wout",
]
AROUND = [
    "Arlette",
    "Bea",
    "Cindy",
    "Dirk",
    "Els",
    "Fatma",
    "Guido",
    "Hilde",
    "Ivo",
    "Jamila",
    "Kris",
    "Lieve",
    "Mo",
    "Nadia",
    "Oona",
    "Rik",
    "Sofie",
    "Veerle",
]
BEGUN = (
    "Vanmorgen na de fles", "Net voor het slapen", "Toen oma binnenkwam", "Op de mat bij het raam", "Onderweg in de draagdoek",
    "Tijdens het verschonen", "Na een onrustige nacht", "Bij het afscheid aan de deur", "In bad", "Terwijl de radio speelde",
)  # fmt: skip
SEEN = (
    "zocht {child} met de ogen naar wie er sprak", "maakte {child} geluidjes en wachtte op antwoord",
    "bleef {child} lang kijken naar het licht op de muur", "huilde {child} tot iemand heel dicht kwam zitten",
    "greep {child} een vinger vast en hield die stevig", "viel {child} in slaap met een hand op de buik",
    "lachte {child} voor het eerst naar {parent}", "draaide {child} het hoofd weg en had even rust nodig",
)  # fmt: skip
AFTER = (
    "{parent} zei dat het vandaag lichter voelt dan vorige week.", "{parent} vroeg of dit bij andere kinderen ook zo gaat.",
    "Daarna werd het stil in huis en dronken we koffie.", "We spraken af om er vrijdag samen op terug te komen.",
    "{parent} bleef erbij en telde zachtjes tot tien.", "Dat duurde een kwartier, en toen kwam de slaap vanzelf.",
)  # fmt: skip
BECAUSE = (
    "Als de nacht korter is, is de dag stiller.",
    "Met iemand erbij lukt het beter.",
    "Dit zien we telkens samen.",
)

# relation, discipline, role, what they may do with the story
CIRCLE = (
    ("midwife", "midwife", "professional", "{read,note}"),
    ("gp", "gp", "professional", "{read,note}"),
    ("childcare", "childcare", "professional", "{read,note}"),
    ("grandmother", "", "kin", "{read,note}"),
    ("friend", "", "kin", "{read}"),
)
TIES = (
    ("home", "gives"), ("near", "gives"), ("near", "contact"), ("further", "contact"), ("further", "starting"),
    ("near", "asks"), ("further", "asked"), ("near", "not_asked"),
)  # fmt: skip
THINGS = ("werk", "de muziekles", "de buren")


@dataclass(frozen=True)
class Professional:
    id: UUID
    relation: str
    called: str


def professionals(lines: Lines, families: int, now: datetime) -> dict[str, list[Professional]]:
    """Enough of each discipline for so many families, each with some of them."""
    found: dict[str, list[Professional]] = defaultdict(list)
    for relation, discipline, role, _verbs in CIRCLE:
        if role != "professional":
            continue
        for number in range(max(1, families // FAMILIES_EACH)):
            one = Professional(uuid7(), relation, AROUND[number % len(AROUND)])
            add_person(lines, one.id, one.called, discipline, now)
            found[relation].append(one)
    return found


def add_person(lines: Lines, id: UUID, called: str, discipline: str, now: datetime) -> None:
    lines.add("people_person", id, "!", f"{id.hex}@example.org", called, discipline, True, now)


@dataclass(frozen=True)
class Note:
    id: UUID
    thread: UUID
    author: UUID
    rests: list[UUID]


@dataclass(frozen=True)
class Made:
    """A family that was written, as far as more can be written about it."""

    box: Box
    born: datetime
    child: UUID  # Members, all three
    parents: list[UUID]
    names: list[str]  # the child's, then the parents'
    authors: list[tuple[UUID, UUID]]  # a person and their place: the parents first, then who may note
    notes: list[Note]


class Maker:
    """Writes whole families. The same `seed` gives the same story, with other ids and other keys."""

    def __init__(self, ring: Keyring, around: dict[str, Sequence[Professional]], now: datetime, seed: int) -> None:
        self.ring, self.around, self.now = ring, around, now
        self.dice = random.Random(seed)

    def family(self, lines: Lines, id: UUID | None = None, notes: int = NOTES, influences: int = INFLUENCES) -> Made:
        dice, now, family = self.dice, self.now, id or uuid7()
        born = now.astimezone(UTC) - timedelta(days=dice.randrange(60, 1200))
        key, wrapped = self.ring.new_key(family)
        box = Box(family, [key])
        people = [uuid7(), uuid7()]
        lines.add("circle_family", family, "", born, people[0])
        lines.add("circle_familykey", family, uuid7(), 1, wrapped, born)

        def member(kind: str, called: str, day: object = None) -> UUID:
            id = uuid7()
            sealed = box.seal("member", id, "called", called)
            lines.add("circle_member", family, id, kind, sealed, day, True if kind == "parent" else None, born)
            return id

        def place(role: str, person: UUID, called: str, relation: str, of: UUID | None = None) -> UUID:
            id = uuid7()
            sealed = box.seal("circlemember", id, "called", called)
            by = None if person == people[0] else people[0]
            lines.add("circle_circlemember", family, id, role, person, of, sealed, relation, born, by)
            return id

        child, names = dice.choice(CHILDREN), dice.sample(PARENTS, 2)
        child_id = member("child", child, born.date())
        parents: list[UUID] = []
        authors: list[tuple[UUID, UUID]] = []
        for person, called, relation in zip(people, names, ("mother", "father"), strict=True):
            add_person(lines, person, called, "", now)
            parents.append(member("parent", called))
            authors.append((person, place("parent", person, called, relation, parents[-1])))

        asked: list[tuple[str, UUID]] = []
        for relation, _discipline, role, verbs in CIRCLE:
            if role == "professional":
                one = dice.choice(self.around[relation])
                person, called = one.id, one.called
            else:
                person, called = uuid7(), dice.choice(AROUND)
                add_person(lines, person, called, "", now)
            id = place(role, person, called, relation)
            asked.append((called, id))
            lines.add("circle_grant", family, uuid7(), id, "story", "care", verbs, born, born, people[0], "t")
            if "note" in verbs:
                authors.append((person, id))
        for number, (ring, line) in enumerate(TIES):
            called, with_id = asked[number] if number < len(asked) else (THINGS[number - len(asked)], None)
            id = uuid7()
            label = box.seal("tie", id, "label", "komt op dinsdag") if number % 2 else None
            lines.add(
                "circle_tie", family, id, "story", box.seal("tie", id, "called", called), label, with_id, ring, line,
                "some", child_id, born, people[0],
            )  # fmt: skip
        made = Made(box, born, child_id, parents, [child, *names], authors, [])
        self._story(lines, made, notes, influences)
        return made

    def _story(self, lines: Lines, made: Made, notes: int, influences: int) -> None:
        dice, box, authors, told, family = self.dice, made.box, made.authors, made.notes, made.box.family
        born, days, (child, *names) = made.born, (self.now - made.born).days, made.names
        for number in range(notes):
            id, (author, place) = uuid7(), authors[number % len(authors)]
            thread, before = id, None
            if number == notes - 1:  # somebody says one of their own notes better
                before, thread, author, place = told[0].id, told[0].thread, told[0].author, told[0].rests[1]
            private = number == 1  # of the second parent
            rests = [thread, place]
            at = born + timedelta(days=max(0, days * number // notes - 1), hours=dice.randrange(8, 20))
            sealed = box.seal("observation", id, "words", words(dice, child, dice.choice(names)))
            shared = (None, None) if private else (at, author)
            lines.add(
                "story_observation", family, id, "story", author, place, rests, *shared, thread, before, sealed,
                None, ("child", "parent", "relation", "surroundings")[number % 4], [made.child],
                ("seen", "heard", "told", "")[number % 4], ("strength", "noticed", "noticed", "unsure", "worry")[number % 5],
                number % 9 == 0, ["sleep", "contact"][: number % 3], at.date(), at,
            )  # fmt: skip
            section = f"own:{author}" if private else "story"
            deed = "correct" if before else "note"
            lines.add(
                "trail_trailentry", family, uuid7(), at, author, deed, "care", "observation", id, section, "", rests,
                "parent",
            )  # fmt: skip
            told.append(Note(id, thread, author, rests))
        first = max(0, notes - PAGE)  # links between what the page shows
        for number in range(influences):
            start, end, id = told[first + 2 + 3 * number], told[first + 4 + 3 * number], uuid7()
            author, place = authors[0]
            rests = list(dict.fromkeys([id, start.thread, end.thread, place, *start.rests, *end.rests]))
            at = born + timedelta(days=days - 1)
            lines.add(
                "story_influence", family, id, "story", author, place, rests, at, author, start.thread, end.thread,
                number == 0, ("told", "suspected")[number % 2], box.seal("influence", id, "words", dice.choice(BECAUSE)), at,
            )  # fmt: skip
        if dice.random() < 0.02:  # one thing is not for the other parent's eyes
            (by, _), _, *others = authors
            lines.add("circle_hidden", family, uuid7(), told[0].thread, [who for who, _ in others], self.now, by)


def words(dice: random.Random, child: str, parent: str) -> str:
    """A note of about 140 characters."""
    return f"{dice.choice(BEGUN)} {dice.choice(SEEN)}. {dice.choice(AFTER)}".format(child=child, parent=parent)

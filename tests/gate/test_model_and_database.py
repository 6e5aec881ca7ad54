"""The model of the rules, `decide()` and the database, laid side by side: after a history by chance that all three can do,
each person reads the same things in each.
"""

from typing import Any

import psycopg

from stek.kit.tests.long import often, seed

from .breaking import broken
from .model import rules
from .model.deeds import Deed, do
from .model.family import ALL, DAY, EVERYBODY, HEALTH, KIN, NONE, PARENT, PROFESSIONAL, STORY, Family, Thing
from .model.search import FRIEND, LAWYER, MARIJKE, MIA, NAMES, NINA, TOM, Chance, begun
from .mutants import READERS, Mutant
from .real import Real

OFTEN = {
    "writes": 26, "lets_in": 4, "sends_link": 7, "recognises": 6, "says_yes": 12, "hides": 9, "opens": 3, "shares": 3, "ends": 4,
    "says_no": 3, "goes": 1, "asks_in": 2, "answers": 3, "adds_child": 2, "leaves": 2, "undoes": 1, "dies": 0.7, "passes": 2,
}  # fmt: skip
DEEDS = 10
# In every other history a midwife reads along from the start, by one parent's yes for the first child, from that day on.
BEGINS = [
    ("writes", 50, NINA, 1, STORY, 1, 0, -1, (), False, -1, EVERYBODY, 0),
    ("sends_link", 51, NINA, MARIJKE, PROFESSIONAL, EVERYBODY, STORY | HEALTH, True, 1, False),
    ("recognises", 52, NINA, 51),
]


class Both(Chance):
    """Draws deeds that the model and the house both know, of which both say the same that they mean."""

    def __init__(self, number: int, real: Real) -> None:
        super().__init__(number)
        self.real = real

    def deed(self, family: Family) -> Deed:
        self.number += 1
        name = self.random.choices(list(OFTEN), OFTEN.values())[0]
        return (name, self.number, *getattr(self, name)(family))

    def lets_in(self, family: Family) -> tuple[Any, ...]:
        by, _, _, known = super().lets_in(family)
        person = self.random.choice([MARIJKE, FRIEND, LAWYER])
        return by, person, KIN if person == FRIEND else PROFESSIONAL, known

    def says_yes(self, family: Family) -> tuple[Any, ...]:
        by, place, parts, writes, kids, back, _ = super().says_yes(family)
        return by, place, parts, writes, kids if kids == ALL or not kids & ~family.kids else 1, back, 0

    def asks_in(self, family: Family) -> tuple[Any, ...]:
        return (self.random.choice([TOM, MIA]),)

    def passes(self, family: Family) -> tuple[Any, ...]:
        return 0, 15 * DAY

    def writes(self, family: Family) -> tuple[Any, ...]:
        """A note, or something that carries or burdens, which rests on notes."""
        by, at, part, kids, about, _, rests, private, _, readers, _ = super().writes(family)
        if part == HEALTH or self.random.random() < 0.3:
            part, private, readers = HEALTH, False, EVERYBODY
            rests = tuple(
                one for one in rests if family.things[one].section == STORY and not family.things[one].private
            )
        else:
            part, rests = STORY, ()
        parents = sum({1 << place.person for place in family.places.values() if place.role == PARENT})
        if not family.places[at].recognised:
            kids = about = 0  # who was not recognised finds nobody's name, and names nobody
        return by, at, part, kids & family.kids, about & parents, -1, rests, private, -1, readers, 0

    def hides(self, family: Family) -> tuple[Any, ...]:
        return *super().hides(family)[:3], False

    def shares(self, family: Family) -> tuple[Any, ...]:
        return *super().shares(family)[:2], STORY

    def fits(self, family: Family, deed: Deed) -> bool:
        name, _, by, *rest = deed
        if name in ("says_yes", "ends", "says_no", "goes", "recognises") and rest[0] not in self.real.places:
            return False
        if name in ("lets_in", "sends_link"):  # nobody takes a second open place beside an open one
            here = [family.places[id] for id in family.standing if family.places[id].person == rest[0]]
            return not any(one.role == PARENT or one.known == rest[2] == EVERYBODY for one in here)
        if name == "writes" and not _writes_along(family, rest[0], rest[1]):
            return False
        if name == "writes" and not all(model_lets(family, by, rest[0], family.things[one]) for one in rest[5]):
            return False
        if name in ("goes", "writes"):  # from where they act in this session
            return self.real.acts_from(by) == rest[0]
        if name in ("hides", "opens", "shares"):
            known = rest[0] in self.real.things and family.places[family.things[rest[0]].place].known
            return self.real.acts_from(by) is not None and (known == EVERYBODY or (bool(known) and name != "opens"))
        return name != "asks_in" or not any(place.person == by for place in family.places.values())


def _writes_along(family: Family, at: int, part: int) -> bool:
    """The model lets a place write to which nobody said a yes yet; in the house what it may write is in the link."""
    live = family.live.get(at, [])
    return family.places[at].role == PARENT or any(yes.writes and yes.sections & part for yes in live)


def differences(
    number: int, superuser: psycopg.Connection, deeds: int = DEEDS, without: frozenset[str] = NONE
) -> list[object]:
    """What the three say differently of one history, after the deeds of it; empty where they agree."""
    family = begun(1 + number % 3, without).family
    real = Real(1 + number % 3, family, superuser)
    draws, told = Both(number, real), []
    first = iter(BEGINS if number % 2 else ())
    for _ in range(4 * deeds):
        if len(told) == deeds:
            break
        deed, before = next(first, None) or draws.deed(family), family.copy()
        if not draws.fits(family, deed):
            continue
        if not do(family, deed):
            family = before
            continue
        real.model = before
        if not real.do(deed):
            return [*told, deed, "the model does it and the house does not"]
        told.append(deed)
    return [*told, *found] if (found := compared(family, real)) else []


def compared(family: Family, real: Real) -> list[object]:
    found: list[object] = []
    for person in sorted(real.people):
        at, seen, decided = real.reads(person)
        model = {id for id, thing in family.things.items() if model_lets(family, person, at, thing)}
        if seen != model or (decided is not None and decided != model):
            found.append({"who": NAMES[person], "at": at, "model": model, "rows": seen, "decide": decided})
    return found


def model_lets(family: Family, person: int, at: int | None, thing: Thing) -> bool:
    """A tick is a gift (rule 4) in the house for less than in the model: docs/adr/0040 says why. In the story
    alone, and not for whom its author ever let in herself, who reads by her yes, and no longer when it is taken back."""
    let_in = any(
        yes.giver == thing.author and family.places[yes.place].held_by(person) for yes in family.yeses.values()
    )
    is_gift = thing.section == STORY and not let_in
    without = family.without if is_gift else family.without | {"given"}
    return rules.decide(family, (person, at), rules.READ, thing, family.now, without=without)[0]


def test_who_reads_what_is_the_same_in_the_model_in_decide_and_in_the_database(superuser, db):
    begin = seed()
    for number in range(begin, begin + often(push=8, night=3_000)):
        assert differences(number, superuser) == [], number


# Of each a history that notices it.
CLOSED = 1
LEFT_OUT = {"second tap": 8, "children": 5, "since": 5, "reaches back": 7}


def test_a_clause_that_one_of_them_leaves_out_is_noticed(superuser, db):
    unnoticed = {
        one for one, number in LEFT_OUT.items() if not differences(number, superuser, without=frozenset({one}))
    }
    assert unnoticed == set()


def test_a_policy_that_is_broken_is_noticed(superuser, db):
    changes = broken(
        Mutant("closed_to_nobody", READERS, "and h.hidden_by <> me and me <> all (h.readers)", "and false")
    )
    try:
        for _, breaking in changes:
            superuser.execute(breaking)
        assert differences(CLOSED, superuser)
    finally:
        for mending, _ in changes:
            superuser.execute(mending)

"""A full family: as long and as much written about as one family ever is, its story and every other room.

What stands in them is spread evenly over what somebody can choose, so that no page meets only one sort.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from stek.balance.catalogue import factors
from stek.kit.ids import uuid7

from .lines import Lines
from .world import Made, Maker

FULL = 8  # in each database: one for each connection that asks
NOTES, LINKS = 1000, 12
FACTORS, NEEDS, GOALS, STEPS = 150, 40, 12, 60
HOLDS = {"families": FULL, "notes": NOTES, "factors": FACTORS, "needs": NEEDS, "goals": GOALS, "steps": STEPS}

# The same in every database, so that what is there already is known.
FAMILIES = [uuid.uuid5(uuid.NAMESPACE_URL, f"stek:bench:full:{number}") for number in range(FULL)]

SUPPORTS = (
    "De buurvrouw houdt een oogje in het zeil als het druk is.", "Samen zingen voor het slapen lukt elke avond.",
    "Op zondag koken de grootouders voor iedereen.", "Er is een vaste plek in huis om even te zitten.",
)  # fmt: skip
BURDENS = (
    "De trap naar het appartement is lang met de buggy.", "De nachten zijn kort sinds de tandjes komen.",
    "Het werk van de ene begint als dat van de andere stopt.", "De papieren voor de opvang zijn nog niet rond.",
)  # fmt: skip
ASKED = (
    "Iemand die een namiddag mee in huis is", "Weten bij wie we terecht kunnen met vragen over slapen",
    "Een rustig moment voor ons tweeën", "Samen kijken hoe het drinken weer vlot gaat",
    "Iemand die onze taal spreekt bij de afspraken",
)  # fmt: skip
WORK = "We hebben het zelf met de familie geregeld, en dat houden we zo."
HOPES = (
    "Dat de avonden weer rustig zijn voor iedereen.", "Dat spelen op de mat elke dag even kan.",
    "Dat we allebei een avond in de week voor onszelf hebben.",
)  # fmt: skip
DOES = (
    "Elke dinsdag komt er iemand mee wandelen.", "Na het bad een boekje, met het licht zacht.",
    "We bellen de opvang en vragen naar de wendagen.", "De vroedvrouw kijkt mee bij een voeding.",
    "Een lijstje op de koelkast van wie wanneer kookt.",
)  # fmt: skip
LOOKED = ("We merken dat het lukt als we met twee zijn.", "Het is zoals de vorige keer, en dat is goed zo.")
ON = "We spraken af wie wat doet tot we opnieuw kijken."
DONE = "Dit is gedaan zoals we het afspraken."

CODES = tuple(factors())
LEVELS = ("child", "parent", "family", "meso", "macro")
ECHELONS = ("basic", "safe", "attuned", "specific", "complex")
STATES = ("now", "discussed", "now", "not_known", "met", "now", "not_at_issue", "discussed")


@dataclass(frozen=True)
class Stands:
    """Something that more can rest on."""

    id: UUID
    rests: list[UUID]


class Rooms:
    """Writes the balance, the needs and the plan of one family, by everybody who may note, in turn."""

    def __init__(self, lines: Lines, made: Made, now: datetime) -> None:
        self.lines, self.made, self.now, self.family = lines, made, now, made.box.family
        self.days = max(1, (now - made.born).days)
        # Every third note but the one that is the second parent's alone.
        self.notes = [one for one in made.notes[2::3] if one.id == one.thread]

    def write(self) -> None:
        self._grants()
        self._plan(self._needs(), self._balance())

    def _at(self, number: int, of: int) -> datetime:
        return self.made.born + timedelta(days=self.days * number / of)

    def _seal(self, kind: str, id: UUID, column: str, words: str) -> bytes:
        return self.made.box.seal(kind, id, column, words)

    def _keep(
        self, table: str, deed: str, section: str, number: int, at: datetime, id: UUID, rests: list[UUID], *values: object,
    ) -> Stands:  # fmt: skip
        """A row that the circle reads, by whose turn it is, with its line in the trail."""
        author, place = self.made.authors[number % len(self.made.authors)]
        under = list(dict.fromkeys([id, place, *rests]))
        self.lines.add(table, self.family, id, section, author, place, under, at, author, *values)
        kind = table.partition("_")[2]
        self.lines.add(
            "trail_trailentry", self.family, uuid7(), at, author, deed, "care", kind, id, section, "", under, "parent"
        )
        return Stands(id, under)

    def _grants(self) -> None:
        """Who may note in the story may do so in the other rooms."""
        founder = self.made.authors[0][0]
        for _person, place in self.made.authors[2:]:
            for section in ("balance", "needs"):
                self.lines.add(
                    "circle_grant", self.family, uuid7(), place, section, "care", "{read,note}", self.made.born,
                    self.made.born, founder, "t",
                )  # fmt: skip

    def _balance(self) -> list[Stands]:
        found = []
        for number in range(FACTORS):
            at = self._at(number, FACTORS)
            one = self._factor(number, at)
            thread = one.id
            if number % 10 == 0:  # its author says it better
                one = self._factor(number, at + timedelta(hours=1), one)
            found.append(Stands(thread, one.rests))
            if number % 15 == 7 or number % 8 == 3:  # it is over · these parents see it so too
                mark, over = uuid7(), number % 15 == 7
                self._keep(
                    "balance_mark", "end_factor" if over else "agree", "balance", number + 1, at, mark,
                    [thread, *one.rests], thread, "ended" if over else "agreed", at.date(),
                    [] if over else self.made.parents, self._seal("mark", mark, "words", LOOKED[1]), at,
                )  # fmt: skip
        return found

    def _factor(self, number: int, at: datetime, before: Stands | None = None) -> Stands:
        """Of the catalogue, in own words, or both; every third is read from a note."""
        id, side, code = uuid7(), number % 2, "" if number % 4 == 0 else CODES[number % len(CODES)]
        words = (SUPPORTS, BURDENS)[side][number // 4 % 4] if not code or number % 7 < 3 else ""
        note = self.notes[2 * number % len(self.notes)] if number % 3 == 0 else None
        about = [self.made.child, *self.made.parents][number % 3]
        return self._keep(
            "balance_factor", "correct" if before else "weigh", "balance", number, at, id,
            [*([note.thread, *note.rests] if note else []), *(before.rests if before else [])],
            before.id if before else id, before.id if before else None, code,
            self._seal("factor", id, "words", words) if words else None, ("support", "burden")[side],
            LEVELS[number % 5], [about], ("acute", "lasting", "")[number % 3], at.date(),
            [note.thread] if note else [], at,
        )  # fmt: skip

    def _needs(self) -> list[Stands]:
        found = []
        for number in range(NEEDS):
            at, state = self._at(number, NEEDS), STATES[number % len(STATES)]
            note, resting = self.notes[number % len(self.notes)], number % 2 == 0
            thread: UUID | None = None
            before: Stands | None = None
            # One in four was talked about before it stood as it stands now.
            for saying in ("discussed", state) if number % 4 == 0 else (state,):
                id, met = uuid7(), saying == "met"
                under = [*([note.thread, *note.rests] if resting else []), *(before.rests if before else [])]
                before = self._keep(
                    "needs_need", "say_again" if thread else "say", "needs", number + bool(thread), at, id, under,
                    thread or id, before.id if before else None, ECHELONS[number // 8], saying,
                    ("child", "parent", "relation")[number % 3], [[self.made.child, *self.made.parents][number % 3]],
                    self._seal("need", id, "words", ASKED[number % len(ASKED)]),
                    self._seal("need", id, "work", WORK) if met else None,
                    self.now.date() + timedelta(days=60 + number) if saying in ("now", "discussed") else None,
                    [note.thread] if resting else [], at,
                )  # fmt: skip
                thread, at = thread or id, at + timedelta(hours=2)
            assert before and thread
            if number % 4 == 1:
                self._keep(
                    "needs_together", "look", "needs", number, at, uuid7(), before.rests, before.id, self.made.parents,
                    at.date(), at,
                )  # fmt: skip
            found.append(Stands(thread, before.rests))
        return found

    def _plan(self, needs: list[Stands], weighed: list[Stands]) -> None:
        places = [place for _person, place in self.made.authors]
        for number in range(GOALS):
            at, id = self._at(number, GOALS), uuid7()
            need = needs[3 * number] if number % 3 else None
            goal = self._keep(
                "plans_goal", "plan", "needs", number, at, id, [need.id, *need.rests] if need else [],
                id, ("child", "parent", "relation")[number % 3], [[self.made.child, *self.made.parents][number % 3]],
                self._seal("goal", id, "words", HOPES[number % len(HOPES)]), need.id if need else None, at,
            )  # fmt: skip
            for step in range(number, STEPS, GOALS):
                self._step(step, goal, weighed, places)
            for turn in range(2):
                seen, ends = uuid7(), turn == 1 and number % 6 == 5
                self._keep(
                    "plans_review", "review", "needs", number + turn, at + timedelta(days=turn + 1), seen, goal.rests,
                    goal.id, ("changed", "same", "not_known")[(number + turn) % 3],
                    self._seal("review", seen, "words", LOOKED[turn]), self.made.parents[turn],
                    "end" if ends else ("stay", "step_up", "step_down")[number % 3],
                    self._seal("review", seen, "fitting", ON), (at + timedelta(days=turn + 1)).date(), at,
                )  # fmt: skip
            self._mark("success", "", goal, number, at)
            if need:
                self._mark("mode", ("stepped", "matched", "wrapped")[number % 3], need, number, at)

    def _step(self, number: int, goal: Stands, weighed: list[Stands], places: list[UUID]) -> None:
        """The later ones are still on their way, and stay so while a filled database is kept."""
        at, id = self._at(number, STEPS), uuid7()
        factor = weighed[2 * number] if number % 5 else None
        owners = [] if number % 4 == 0 else [places[number % len(places)]]
        ends = self.now + timedelta(days=365 + number) if number >= STEPS // 2 else at + timedelta(days=30)
        step = self._keep(
            "plans_step", "plan", "needs", number, at, id,
            [*goal.rests, *owners, *([factor.id, *factor.rests] if factor else [])],
            id, goal.id, self._seal("step", id, "words", DOES[number % len(DOES)]),
            "raises" if factor else "softens", factor.id if factor else None,
            None if factor else self._seal("step", id, "factor", BURDENS[number % 4]), not owners, owners,
            at.date(), ends.date(), at,
        )  # fmt: skip
        if number < STEPS // 4:
            self._mark("ended", "", step, number, at)

    def _mark(self, kind: str, mode: str, of: Stands, number: int, at: datetime) -> None:
        id = uuid7()
        self._keep(
            "plans_mark", kind, "needs", number, at, id, [of.id, *of.rests], of.id, kind, mode,
            self._seal("mark", id, "words", DONE), at.date(), at,
        )  # fmt: skip


def full_families(lines: Lines, maker: Maker) -> None:
    for id in FAMILIES:
        Rooms(lines, maker.family(lines, id, NOTES, LINKS), maker.now).write()

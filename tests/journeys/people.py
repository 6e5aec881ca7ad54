"""Families of the casebook, told again by the real actions, for whoever makes a journey."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from stek.circle import actions as circle
from stek.circle.queries import circle_of
from stek.circle.rules import Carries, Line, Relation, Ring, Wish
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.kit import clock
from stek.kit.ids import uuid7
from stek.policy import Verb
from stek.story import actions as story
from stek.story.models import Observation
from stek.story.rules import Certainty, Domain, Knowing, Lane, Tone

PASSWORD = "een stekje in de vensterbank"


@dataclass
class Home:
    """A family with everybody around it, by the name they are called."""

    made: MadeFamily
    who: dict[str, Somebody]
    notes: dict[str, Observation] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Somebody:
        return self.who[name]

    @property
    def id(self) -> UUID:
        return self.made.id

    def at(self, rest: str = "") -> str:
        return f"/families/{self.made.id}/{rest}"

    def of(self, note: str, rest: str = "") -> str:
        return self.at(f"observations/{self.notes[note].id}/{rest}")

    def comes(self, name: str, relation: Relation, may: Iterable[Verb], discipline: str = "") -> Somebody:
        self.who[name] = make_person(name, discipline)
        self.made.ask_in(self.who[name], relation, may)
        return self.who[name]

    def members(self) -> dict[str, UUID]:
        with self.made.parent.acting() as signed:
            return {one.called: one.id for one in circle_of(self.made.visit(self.made.parent, signed)).members}

    def tell(
        self, name: str, who: str, days_ago: int, words: str, tone: Tone = Tone.NOTICED, *,
        about: Iterable[str] = (), lane: Lane = Lane.CHILD, knowing: Knowing | None = Knowing.SEEN,
        private: bool = False, success: bool = False, quoted: str = "", domains: tuple[Domain, ...] = (),
        safety: bool = False,
    ) -> Observation:  # fmt: skip
        ids = self.members()
        noticed = story.Noticed(
            words, clock.today() - timedelta(days=days_ago), lane, tuple(ids[one] for one in about), knowing, tone,
            success, domains, quoted_as=quoted, safety=safety,
        )  # fmt: skip
        with self.who[who].acting() as signed:
            here = self.made.visit(self.who[who], signed)
            self.notes[name] = story.note(noticed=noticed, by=here, at=here.at, share=not private)
        return self.notes[name]

    def tell_many(self, who: str, sentences: Iterable[str]) -> None:
        """As many notes, one a day over ten weeks and round again, in one stroke."""
        first = self.tell("first", who, 1, "De eerste.")
        with self.who[who].acting() as signed:
            here, rows = self.made.visit(self.who[who], signed), []
            for n, words in enumerate(sentences):
                row = copy(first)
                row.id = row.thread_id = uuid7()
                row.rests_on = [row.id, first.author_member_id]
                row.words_sealed = here.box.seal("observation", row.id, "words", words)
                row.happened_on = clock.today() - timedelta(days=n % 70)
                rows.append(row)
            Observation.objects.bulk_create(rows)

    def correct(self, name: str, who: str, words: str, tone: Tone = Tone.NOTICED) -> Observation:
        before = self.notes[name]
        noticed = story.Noticed(words, before.happened_on, Lane(before.lane), tuple(before.about), Knowing.SEEN, tone)
        with self.who[who].acting() as signed:
            here = self.made.visit(self.who[who], signed)
            self.notes[name] = story.correct(before=before, noticed=noticed, by=here, at=here.at)
        return self.notes[name]

    def hide(self, name: str, who: str, *gone: str) -> None:
        """Everybody goes on reading it, but these."""
        readers = {person.id for called, person in self.who.items() if called not in gone}
        with self.who[who].acting() as signed:
            here = self.made.visit(self.who[who], signed)
            circle.hide(thread=self.notes[name].thread_id, readers=readers, by=here, at=here.at)

    def asks(self, who: str, name: str, words: str = "") -> None:
        """Its author, to close it."""
        with self.who[who].acting() as signed:
            here = self.made.visit(self.who[who], signed)
            circle.ask_author(
                kind="observation", thread=self.notes[name].thread_id, wish=Wish.CLOSE, words=words, by=here, at=here.at
            )

    def link(self, who: str, start: str, end: str, certainty: Certainty, both_ways: bool = False) -> None:
        with self.who[who].acting() as signed:
            here = self.made.visit(self.who[who], signed)
            story.link(
                from_thread=self.notes[start].thread_id, to_thread=self.notes[end].thread_id,
                certainty=certainty, both_ways=both_ways, by=here, at=here.at,
            )  # fmt: skip

    def tie(
        self, called: str, ring: Ring, line: Line, label: str = "", carries: Carries | None = None, to: str = ""
    ) -> None:
        ids = self.members()
        with self.made.parent.acting() as signed:
            here = self.made.visit(self.made.parent, signed)
            circle.tie(
                called=called, ring=ring, line=line, label=label, carries=carries, toward=ids.get(to),
                circle_member=self.made.places.get(self.who[called].id) if called in self.who else None,
                by=here, at=here.at,
            )  # fmt: skip


def with_password(who: Somebody) -> Somebody:
    """Somebody who can sign in at the real door."""
    who.person.set_password(PASSWORD)
    who.person.save(update_fields=["password"])
    return who


def june() -> Home:
    """Casebook 6: a tired mother, two voices, a friend next door, a midwife. The family rights itself."""
    made = make_family("Nina", "Maaike", child="June", born_days_ago=77)
    home = Home(made, {"Nina": made.parents[0], "Maaike": made.parents[1]})
    home.comes("Iris", Relation.FRIEND, (Verb.READ, Verb.NOTE))
    home.comes("Marijke", Relation.MIDWIFE, (Verb.READ, Verb.NOTE), "midwife")
    tell = home.tell
    tell("tired", "Nina", 42, "Ik ben op. De dagen duren lang en ik geniet er weinig van.", Tone.WORRY,
         about=["Nina"], lane=Lane.PARENT, knowing=Knowing.TOLD)  # fmt: skip
    tell("turns", "Nina", 42, "Bij het verversen kijkt June soms van mij weg.", Tone.UNSURE,
         about=["June", "Nina"], lane=Lane.RELATION, domains=(Domain.CONTACT,))  # fmt: skip
    tell("evening", "Maaike", 40, "Als ik thuiskom, trappelt ze met haar beentjes.", Tone.STRENGTH, about=["June"])
    tell("iris", "Nina", 41, "Ik heb het aan Iris verteld. Dat luchtte op.", Tone.STRENGTH,
         about=["Nina"], lane=Lane.SURROUNDINGS, knowing=Knowing.TOLD)  # fmt: skip
    tell("helps", "Iris", 33, "Ik spring twee keer per week binnen. Dan slaapt Nina een uur.", Tone.STRENGTH,
         lane=Lane.SURROUNDINGS)  # fmt: skip
    tell("talked", "Maaike", 26, "We hebben het samen uitgepraat. Op woensdag blijf ik voortaan thuis.", Tone.STRENGTH,
         about=["Nina", "Maaike"], lane=Lane.RELATION)  # fmt: skip
    tell("doubt", "Maaike", 24, "Ik weet niet goed of een dag per week genoeg is.", Tone.UNSURE,
         about=["Maaike"], lane=Lane.PARENT, private=True)  # fmt: skip
    tell("nights", "Marijke", 5, "Hoe gaan de nachten nu? Daar spraken we nog niet over.", Tone.UNSURE,
         about=["June"], knowing=None, domains=(Domain.SLEEP,))  # fmt: skip
    tell("laughs", "Nina", 2, "Ze lacht nu ook naar mij. Elke ochtend, als ik me over haar buig.", Tone.STRENGTH,
         about=["June", "Nina"], lane=Lane.RELATION, success=True, domains=(Domain.CONTACT,))  # fmt: skip
    home.link("Nina", "tired", "turns", Certainty.SUSPECTED, both_ways=True)
    home.link("Nina", "helps", "tired", Certainty.TOLD)
    home.link("Maaike", "talked", "laughs", Certainty.SUSPECTED)
    home.tie("Iris", Ring.NEAR, Line.GIVES, "vriendin", Carries.MUCH, to="Nina")
    home.tie("werk", Ring.NEAR, Line.ASKS, "vier dagen", to="Maaike")
    home.tie("sport", Ring.NEAR, Line.GIVES, "op dinsdag", Carries.SOME, to="Nina")
    home.tie("Marijke", Ring.FURTHER, Line.GIVES, "vroedvrouw", Carries.SOME)
    home.tie("huishoudhulp", Ring.FURTHER, Line.ASKED)
    home.tie("grootouders", Ring.NEAR, Line.NOT_ASKED)
    return home


def joyce() -> Home:
    """Casebook 7: mama Tine back at work, papa tense, and Helena of the daycare, who may only write."""
    made = make_family("Tine", child="Joyce", born_days_ago=214)
    home = Home(made, {"Tine": made.parent})
    home.comes("Wout", Relation.FATHER, ())
    home.comes("Helena", Relation.CHILDCARE, (Verb.NOTE,), "childcare")
    home.tell("struggle", "Tine", 60, "Borstvoeding gaven we op na een lange strijd.", about=["Tine"], lane=Lane.PARENT)
    return home


def marjolein() -> Home:
    """Casebook 3: a quiet child of four, a papa with low days, and teacher Bram, who may only write."""
    made = make_family("Koen", child="Marjolein", born_days_ago=4 * 365 + 40, relation=Relation.FATHER)
    home = Home(made, {"Koen": made.parent})
    home.comes("Bram", Relation.TEACHER, (Verb.NOTE,), "teacher")
    home.tell("low", "Koen", 30, "Op zware dagen kom ik amper uit de zetel.", Tone.WORRY,
              about=["Koen"], lane=Lane.PARENT)  # fmt: skip
    home.tell("puzzle", "Bram", 9, "Met Tess zoekt ze puzzelstukken. Met twee blijft ze zitten en schatert ze.", Tone.STRENGTH,
              about=["Marjolein"])  # fmt: skip
    home.tell("own", "Koen", 3, "Ik heb gebeld voor een afspraak.", about=["Koen"], private=True)
    return home

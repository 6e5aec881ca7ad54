"""Whether the places of a case fit each other: who is who, who was in when, who might do what.

The gate judges again at loading. Here it is said before anything is written, and all at once.
"""

from collections.abc import Mapping
from datetime import datetime

from stek.circle.rules import MemberKind
from stek.policy import Purpose, Section, Verb

from .hiding import KINDS, authors
from .quotations import whose
from .reading import Cursor
from .shape import PARENTS, Case, Consent, Hiding, Moving, Note, Place
from .shape_contact import Thing


class Fitting:
    """The circle and the story; `all` adds a fault to the file's list for everything that does not fit."""

    def __init__(self, case: Case, places: Mapping[int, Cursor], now: datetime):
        self.case, self.places, self.now = case, places, now
        self.parents = case.parents
        self.circle = {place.who: place for place in reversed(case.circle)}  # the first place of each
        self.notes = {note.key: note for note in case.story}
        self.authors = authors(case)
        self.factors = {factor.key: factor for factor in case.factors}
        self.goals = {goal.key: goal for goal in case.goals}
        self.needs = {need.key: need for need in case.needs}
        agreements: list[Thing] = [*case.follow_ups, *case.referrals, *case.handovers]
        self.agreements = {one.key: one for one in agreements}
        self.inside = {case.founder, *self.circle}

    def all(self) -> None:
        self._people()
        self._members()
        for place in self.case.circle:
            self._place(place)
        for bond in self.case.around:
            here = self.places[id(bond)]
            self._parent(here, "by", bond.by)
            self._within(here, "who", bond.who)
            self._known(here, "who", bond.who, bond.by)
            self._runs(here, bond.on, bond.until)
            self._parent(here, "until_by", bond.until_by)
        for note in self.case.story:
            self._note(note)
        for moving in self.case.moves:
            self._moving(moving)
        hidden: set[tuple[str, str]] = set()
        for hiding in self.case.seals:
            self._hiding(hiding, hidden)

    # -- who -------------------------------------------------------------------

    def _people(self) -> None:
        seen: dict[str, str] = {}
        for key, account in self.case.people.items():
            email = account.email.casefold()
            if email in seen:
                self.places[id(account)].fault(
                    f"dit adres heeft '{seen[email]}' ook. Elk mens heeft een eigen adres.", "email"
                )
            seen.setdefault(email, key)

    def _members(self) -> None:
        seen: set[str] = set()
        for one in self.case.members.values():
            here = self.places[id(one)]
            if one.kind != MemberKind.CHILD and (one.born or one.due):
                here.fault("een geboortedag hoort hier alleen bij een kind.", "born" if one.born else "due")
            if one.born and one.due and not -45 <= (one.due - one.born).days <= 130:
                here.fault("deze dag past niet bij de dag van de geboorte.", "due")
            if one.person in seen:
                here.fault("dit is al iemand anders van het gezin.", "person")
            if one.person:
                seen.add(one.person)
                self._within(here, "person", one.person)
                if (one.person in self.parents) != (one.kind == MemberKind.PARENT) and one.person in self.inside:
                    here.fault("wie als ouder in de kring staat, is 'parent' van het gezin, en omgekeerd.", "kind")
        if self.case.founder not in seen:
            self.places[id(self.case)].fault("wie begint, hoort bij 'members', met 'person'.", "founder")
        for place in self.case.circle:
            if place.relation in PARENTS and place.who not in seen:
                self.places[id(place)].fault("een ouder hoort ook bij 'members', met 'person'.", "who")

    def _within(self, here: Cursor, key: str, who: str) -> None:
        if who and who not in self.inside:
            here.fault(f"'{who}' staat niet in de kring.", key)

    def _parent(self, here: Cursor, key: str, who: str) -> None:
        if who and who not in self.parents:
            here.fault(f"alleen een ouder doet dit, en '{who}' is er geen.", key)

    def _was_in(self, here: Cursor, key: str, who: str, at: datetime) -> None:
        """`who` was in the circle at `at`."""
        if who == self.case.founder:
            begun, ended = self.case.founded, None
        elif who in self.circle:
            begun, ended = self.circle[who].since, self.circle[who].until
        else:
            self._within(here, "by", who)
            return
        if at < begun:
            here.fault(f"'{who}' stond toen nog niet in de kring.", key)
        if ended and at > ended:
            here.fault(f"'{who}' stond toen niet meer in de kring.", key)

    def _knows(self, who: str, whom: str) -> bool:
        """Whether `who` knows that `whom` stands in the circle."""
        place = self.circle.get(whom)
        known = place.known_to if place else None
        return place is None or known is None or who in (place.who, place.invited_by, *known)

    def _apart(self, one: str, other: str) -> bool:
        """What one of two writes is not for the other: one of them does not know of the other."""
        return not (self._knows(one, other) and self._knows(other, one))

    def _known(self, here: Cursor, key: str, whom: str, by: str) -> None:
        if whom and not self._knows(by, whom):
            here.fault(f"'{by}' weet niet dat '{whom}' in de kring staat.", key)

    def _runs(self, here: Cursor, since: datetime, until: datetime | None) -> None:
        if until and until <= since:
            here.fault("het einde ligt niet na het begin.", "until")

    # -- what ------------------------------------------------------------------

    def _place(self, place: Place) -> None:
        here = self.places[id(place)]
        if place.who == self.case.founder:
            here.fault("wie begint, staat al in de kring; dat zegt 'family'.", "who")
        elif self.circle[place.who] is not place:
            here.fault(f"'{place.who}' staat al in de kring.", "who")
        if place.since < self.case.founded:
            here.fault("dat is voor dit verhaal begon ('founded').", "from")
        self._runs(here, place.since, place.until)
        self._parent(here, "invited_by", place.invited_by)
        for who in place.known_to or ():
            self._within(here, "known_to", who)
        if place.known_to is not None and place.relation in PARENTS:
            here.fault("een ouder wordt niet verborgen.", "known_to")
        if not place.recognised and place.relation in PARENTS:
            here.fault("een ouder komt erbij door een ja van elke ouder.", "recognised")
        self._known(here, "until_by", place.who, place.until_by or place.who)
        if place.until_by and place.until_by != place.who:
            self._parent(here, "until_by", place.until_by)
            if place.relation in PARENTS:
                here.fault("een ouder stapt alleen zelf uit de kring.", "until_by")
        for grant in place.grants:
            self._grant(grant, place)

    def _grant(self, grant: Consent, place: Place) -> None:
        here = self.places[id(grant)]
        if grant.section == "own":
            self._within(here, "by", grant.by)
        else:
            self._parent(here, "by", grant.by)
        self._known(here, "by", place.who, grant.by)
        self._runs(here, grant.since, grant.until)
        if grant.given < place.since:
            here.fault("toen stond dit mens nog niet in de kring.", "given")
        if grant.withdrawn and grant.withdrawn < grant.given:
            here.fault("dit werd teruggenomen voor het gegeven was.", "withdrawn")

    def _may(self, who: str, verb: Verb, section: Section = Section.STORY) -> bool:
        """Whether `who` has, or had until it ended, what this needs."""
        place = self.circle.get(who)
        if place and not place.recognised and verb is not Verb.NOTE:
            return False
        return who in self.parents or any(
            verb in grant.may and grant.section == section and grant.purpose == Purpose.CARE and grant.since <= self.now
            for grant in (place.grants if place else ())
        )

    def _writer(self, here: Cursor, who: str, at: datetime, key: str, section: Section = Section.STORY) -> None:
        self._was_in(here, key, who, at)
        if who in self.inside and not self._may(who, Verb.NOTE, section):
            more = "" if section is Section.STORY else f", section: {section}"
            here.fault(f"'{who}' mag hier niet noteren. Geef eerst een toestemming: may: [note]{more}.", "by")

    def _note(self, note: Note) -> None:
        here = self.places[id(note)]
        self._writer(here, note.by, note.first.written, "written")
        for version in note.versions[1:]:
            self._was_in(self.places[id(version)], "written", note.by, version.written)
        if note.shared and note.shared < note.first.written:
            here.fault("dit werd gedeeld voor het geschreven was.", "shared")
        self._asked(here, note.safety, note.shared, note.asked)
        if note.open and not whose(self.case.members, note):
            here.fault(
                "dit zijn geen woorden van iemand anders met een account: dan is er niets open te zetten.", "open"
            )

    def _asked(self, here: Cursor, safety: bool, shared: datetime | None, asked: bool) -> None:
        """What is about safety is its author's alone, or somebody thought of who may not read it."""
        if safety and shared and not asked:
            here.fault(
                "dit gaat over veiligheid. Zet er 'private: yes' bij; of 'asked: yes' als iemand naging wie het niet"
                " mag lezen. Wie het leest, staat bij 'readers'.",
                "shared",
            )

    def _moving(self, moving: Moving) -> None:
        here = self.places[id(moving)]
        self._writer(here, moving.by, moving.on, "when")
        for key, end in (("from", self.notes[moving.start]), ("to", self.notes[moving.end])):
            if end.by != moving.by and (
                end.shared is None or not self._may(moving.by, Verb.READ) or self._apart(moving.by, end.by)
            ):
                here.fault(f"'{moving.by}' kan die notitie niet lezen.", key)
            elif end.shared is None and not moving.private:
                here.fault("die notitie is alleen van de schrijver; een verband ermee ook: private: yes.", key)
        self._runs(here, moving.on, moving.until)
        if moving.until and moving.until_by != moving.by:
            self._parent(here, "until_by", moving.until_by)

    def _theirs(self, what: list[tuple[str, str]], hiding: Hiding) -> set[str]:
        """Who began these and, of words of another, that person."""
        owner = whose(self.case.members, self.notes[hiding.note]) if hiding.note in self.notes else ""
        return {owner, *(self.authors[one].by for one in what if one in self.authors)} - {""}

    def _hiding(self, hiding: Hiding, hidden: set[tuple[str, str]]) -> None:
        here = self.places[id(hiding)]
        for who in hiding.readers:
            self._within(here, "readers", who)
        self._was_in(here, "when", hiding.by, hiding.on)
        what = [(kind, key) for kind in KINDS if (key := getattr(hiding, kind))]
        if len(what) != 1:
            here.fault("zeg wat verborgen is: 'note', 'factor', 'need', 'goal' of 'agreement', één ervan.")
        elif what[0] in hidden:
            here.fault("wie dit nog leest, staat er al. Zet alle lezers in één lijst.", what[0][0])
        elif hiding.by not in self._theirs(what, hiding):
            here.fault("dit verbergt alleen wie het schreef.", "by")
        hidden.update(what)
        if not self.parents & {hiding.by, *self._theirs(what, hiding), *hiding.readers}:
            here.fault("minstens één ouder leest mee.", "readers" if "readers" in here else "hidden_from")

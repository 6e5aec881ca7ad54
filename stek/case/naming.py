"""One way to name and order a case, whoever wrote it: the same content gives the same file. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .shape import Case, Note
from .shape_contact import FollowUp, Handover, Referral, Stepped, Thing
from .shape_rooms import Factor, Goal, Need, Step

KINDS = ("child", "parent", "kin")
EVER = date.max


def named(case: Case) -> Case:
    """The same case with short keys, in order of time. People who stand nowhere in it are left out."""
    inside = {case.founder, *(place.who for place in case.circle)}
    accounts = sorted(
        (one for key, one in case.people.items() if key in inside), key=lambda one: (one.name.casefold(), one.email)
    )
    who = _keys((one.key, one.name) for one in accounts)
    members = sorted(
        case.members.values(),
        key=lambda one: (KINDS.index(one.kind), one.born or one.due or EVER, one.called, one.person),
    )
    whom = _keys((one.key, one.called) for one in members)
    who[""] = whom[""] = ""
    nameless = dict.fromkeys((note.key for note in case.story), "")
    # Told in the order of what happened; of the same moment, in one order that does not depend on keys.
    notes = sorted(
        case.story, key=lambda note: (note.first.on, note.first.written, repr(_renamed(note, who, whom, nameless)))
    )
    pointed = {key for moving in case.moves for key in (moving.start, moving.end)} | {
        hiding.note for hiding in case.seals
    }
    pointed |= {key for factor in case.factors for one in factor.versions for key in one.notes}
    pointed |= {key for need in case.needs for one in need.sayings for key in one.notes}
    pointed |= {one.note for one in case.follow_ups} | {key for one in case.handovers for key in one.notes}
    what = {note.key: f"n{number}" if note.key in pointed else "" for number, note in enumerate(notes, 1)} | {"": ""}
    keys = _Keys(who, whom, what)
    factors = _in_time(case.factors, keys.factor)
    weighed = _numbered(
        "factor",
        factors,
        {hiding.factor for hiding in case.seals}
        | {told.factor for goal in case.goals for step in goal.steps for told in step.versions},
    )
    needs = _in_time(case.needs, keys.need)
    served = {told.need for goal in case.goals for told in goal.versions}
    served |= {one.need for one in case.follow_ups} | {one.need for one in case.referrals}
    needed = _numbered("need", needs, {hiding.need for hiding in case.seals} | served)
    goals = sorted(case.goals, key=lambda one: (one.written, repr(keys.goal(one, weighed, needed))))
    aimed = _numbered("goal", goals, {hiding.goal for hiding in case.seals})
    follow_ups = sorted(case.follow_ups, key=lambda one: (one.written, repr(keys.follow_up(one, needed))))
    referrals = sorted(case.referrals, key=lambda one: (one.written, repr(keys.referral(one, needed))))
    handovers = sorted(case.handovers, key=lambda one: (one.written, repr(keys.handover(one))))
    agreements: list[Thing] = [*follow_ups, *referrals, *handovers]
    agreed = _numbered("agreement", agreements, {hiding.agreement for hiding in case.seals})
    return Case(
        founder=who[case.founder],
        relation=case.relation,
        zone=case.zone,
        founded=case.founded,
        people={who[one.key]: replace(one, key=who[one.key]) for one in accounts},
        members={whom[one.key]: replace(one, key=whom[one.key], person=who.get(one.person, "")) for one in members},
        circle=_sorted(
            replace(
                place, who=who[place.who], invited_by=who[place.invited_by], until_by=who[place.until_by],
                known_to=None if place.known_to is None else _people(who, place.known_to),
                grants=_sorted(
                    replace(
                        grant, by=who[grant.by], withdrawn_by=who[grant.withdrawn_by],
                        children=None if grant.children is None else tuple(sorted(whom[one] for one in grant.children)),
                    )
                    for grant in place.grants
                ),
            )
            for place in case.circle
        ),
        around=_sorted(
            replace(bond, by=who[bond.by], who=who[bond.who], toward=whom[bond.toward], until_by=who[bond.until_by])
            for bond in case.around
        ),
        story=tuple(_renamed(note, who, whom, what) for note in notes),
        moves=_sorted(
            replace(moving, start=what[moving.start], end=what[moving.end], by=who[moving.by], until_by=who[moving.until_by]) for moving in case.moves
        ),
        seals=_sorted(
            replace(
                hiding, readers=_people(who, hiding.readers), by=who[hiding.by], note=what[hiding.note],
                factor=weighed[hiding.factor], need=needed[hiding.need], goal=aimed[hiding.goal],
                agreement=agreed[hiding.agreement],
            )
            for hiding in case.seals
            if hiding.note in what and hiding.factor in weighed and hiding.need in needed and hiding.goal in aimed and hiding.agreement in agreed
        ),
        factors=tuple(replace(keys.factor(one), key=weighed[one.key]) for one in factors),
        perspectives=_sorted(replace(one, by=who[one.by]) for one in case.perspectives),
        tasks=_sorted(replace(one, by=who[one.by], about=whom[one.about]) for one in case.tasks),
        needs=tuple(replace(keys.need(one), key=needed[one.key]) for one in needs),
        goals=tuple(replace(keys.goal(one, weighed, needed), key=aimed[one.key]) for one in goals),
        sheets=_sorted(replace(one, by=who[one.by]) for one in case.sheets),
        follow_ups=tuple(replace(keys.follow_up(one, needed), key=agreed[one.key]) for one in follow_ups),
        referrals=tuple(replace(keys.referral(one, needed), key=agreed[one.key]) for one in referrals),
        handovers=tuple(replace(keys.handover(one), key=agreed[one.key]) for one in handovers),
        paces=_sorted(replace(one, by=who[one.by]) for one in case.paces),
        birth=case.birth,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Keys:
    """The new word for everybody, everyone of the family, and every note."""

    who: dict[str, str]
    whom: dict[str, str]
    what: dict[str, str]

    def members(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(self.whom[key] for key in keys))

    def notes(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(self.what[key] for key in keys))

    def factor(self, one: Factor) -> Factor:
        versions = tuple(
            replace(version, about=self.members(version.about), notes=self.notes(version.notes))
            for version in one.versions
        )
        agreed, over = (
            _sorted(replace(mark, by=self.who[mark.by], parents=self.members(mark.parents)) for mark in marks)
            for marks in (one.agreed, one.over)
        )
        return replace(one, key="", by=self.who[one.by], versions=versions, agreed=agreed, over=over)

    def need(self, one: Need) -> Need:
        sayings = tuple(
            replace(
                said,
                by=self.who[said.by],
                about=self.members(said.about),
                notes=self.notes(said.notes),
                together=_sorted(
                    replace(look, by=self.who[look.by], parents=self.members(look.parents)) for look in said.together
                ),
            )
            for said in one.sayings
        )
        return replace(
            one, key="", sayings=sayings, modes=_sorted(replace(mode, by=self.who[mode.by]) for mode in one.modes)
        )

    def goal(self, one: Goal, factors: dict[str, str], needs: dict[str, str]) -> Goal:
        return replace(
            one,
            key="",
            by=self.who[one.by],
            versions=tuple(
                replace(told, about=self.members(told.about), need=needs[told.need]) for told in one.versions
            ),
            steps=_sorted(self.step(step, factors) for step in one.steps),
            reviews=_sorted(replace(said, by=self.who[said.by], eyes=self.whom[said.eyes]) for said in one.reviews),
            successes=_sorted(replace(said, by=self.who[said.by]) for said in one.successes),
        )

    def step(self, one: Step, factors: dict[str, str]) -> Step:
        return replace(
            one,
            by=self.who[one.by],
            versions=tuple(
                replace(told, owners=tuple(sorted(self.who[key] for key in told.owners)), factor=factors[told.factor])
                for told in one.versions
            ),
            ended=_sorted(replace(said, by=self.who[said.by]) for said in one.ended),
        )

    def follow_up(self, one: FollowUp, needs: dict[str, str]) -> FollowUp:
        return replace(
            one, key="", by=self.who[one.by], about=self.members(one.about), stand_in=self.who[one.stand_in],
            need=needs[one.need], note=self.what[one.note], steps=self.stepped(one.steps),
        )  # fmt: skip

    def referral(self, one: Referral, needs: dict[str, str]) -> Referral:
        return replace(
            one, key="", by=self.who[one.by], stand_in=self.who[one.stand_in], need=needs[one.need],
            steps=self.stepped(one.steps),
        )  # fmt: skip

    def handover(self, one: Handover) -> Handover:
        return replace(
            one,
            key="",
            by=self.who[one.by],
            to=self.who[one.to],
            notes=self.notes(one.notes),
            steps=self.stepped(one.steps),
        )

    def stepped(self, steps: Iterable[Stepped]) -> tuple[Stepped, ...]:
        """In their own order: each goes on from the one before."""
        return tuple(replace(one, by=self.who[one.by], asked=self.who[one.asked]) for one in steps)


def _people(who: dict[str, str], keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(who[key] for key in keys if key in who))


def _in_time[Row: (Factor, Need)](rows: Iterable[Row], plain: Callable[[Row], Row]) -> list[Row]:
    return sorted(rows, key=lambda one: (one.first.written, repr(plain(one))))


def _numbered(word: str, rows: Sequence[Factor | Need | Goal | Thing], pointed: set[str]) -> dict[str, str]:
    """A key for each that something else points at; of the rest the key says nothing."""
    found = {one.key: f"{word}{number}" if one.key in pointed else "" for number, one in enumerate(rows, 1)}
    return found | {"": ""}


def _renamed(note: Note, who: dict[str, str], whom: dict[str, str], what: dict[str, str]) -> Note:
    versions = tuple(
        replace(
            one, about=tuple(sorted(whom[key] for key in one.about)), quote=whom[one.quote], told_by=whom[one.told_by], domains=tuple(sorted(one.domains))
        )
        for one in note.versions
    )  # fmt: skip
    return Note(what[note.key], who[note.by], versions, note.shared, note.asked, note.open)


def _sorted[T](values: Iterable[T]) -> tuple[T, ...]:
    """In order of time where they have one; then of everything else they say."""
    found = list(values)

    def moment(one: T) -> str:
        return str(getattr(one, "since", None) or getattr(one, "on", "") or getattr(one, "written", ""))

    return tuple(sorted(found, key=lambda one: (moment(one), repr(one))))


def _keys(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A word for each name: 'Nina', 'nina'; the second Nina is 'nina-2'."""
    found: dict[str, str] = {}
    for key, name in names:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        word = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:30].strip("-")
        word = word if word[:1].isalpha() else f"x-{word}".strip("-")
        taken, number = word, 1
        while taken in found.values():
            number += 1
            taken = f"{word}-{number}"
        found[key] = taken
    return found

"""What a file of before says with `hidden_from`, in the words of now: a thing has readers, a place is known to a list.

What rested on a hidden thing was hidden with it, whoever wrote it: each of those gets readers of its own here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from stek.policy import Section

from .reading import Cursor
from .shape import Case, Hiding, Place
from .shape_contact import Thing

type What = tuple[str, str]  # one of KINDS, and a key
KINDS = ("note", "factor", "need", "goal", "agreement")
_SECTION = {"note": Section.STORY, "factor": Section.BALANCE, "need": Section.NEEDS, "goal": Section.NEEDS}


@dataclass(frozen=True, slots=True)
class Old:
    """One entry with `hidden_from`: of a thing, of a part (what `by` wrote in it), or of somebody's place."""

    hidden_from: str
    by: str
    on: datetime
    what: tuple[What, ...]  # all that it says; right when it is one
    section: str = ""
    who: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Whose:
    by: str
    written: datetime
    shared: datetime | None


def told_anew(
    case: Case, olds: Iterable[Old], places: dict[int, Cursor], stays: Mapping[str, tuple[datetime, datetime]]
) -> Case:
    """The same case without `hidden_from`; adds a fault for every entry that says nothing one can do."""
    return _Anew(case, places, stays).all(olds)


def authors(case: Case) -> dict[What, Whose]:
    """Who began each thing that can be hidden, and since when others read it."""
    agreements: list[Thing] = [*case.follow_ups, *case.referrals, *case.handovers]
    found = {("note", one.key): Whose(one.by, one.first.written, one.shared) for one in case.story}
    found |= {("factor", one.key): Whose(one.by, one.first.written, one.shared) for one in case.factors}
    found |= {("need", one.key): Whose(one.first.by, one.first.written, one.shared) for one in case.needs}
    found |= {("goal", one.key): Whose(one.by, one.written, one.written) for one in case.goals}
    return found | {("agreement", one.key): Whose(one.by, one.written, one.written) for one in agreements}


class _Anew:
    def __init__(self, case: Case, places: dict[int, Cursor], stays: Mapping[str, tuple[datetime, datetime]]):
        self.case, self.places, self.stays = case, places, stays
        self.authors = authors(case)
        self.inside = {case.founder, *(place.who for place in case.circle)}
        self.gone: dict[What, list[Old]] = {}  # from whom each thing is hidden
        self.unknown: dict[str, list[Old]] = {}  # the same of a place

    def all(self, olds: Iterable[Old]) -> Case:
        alone: set[tuple[str, str]] = set()  # section, person: what has no key of its own stays with who wrote it
        for old in olds:
            if not self._is_right(old):
                continue
            if old.who:
                self.unknown.setdefault(old.who, []).append(old)
            elif old.section:
                alone.add((old.section, old.by))
                for what, whose in self.authors.items():
                    if whose.by == old.by and _SECTION.get(what[0], Section.CONTACT) == old.section:
                        self.gone.setdefault(what, []).append(old)
            else:
                self.gone.setdefault(old.what[0], []).append(old)
        self._with_what_rests_on_it()
        case = self.case
        return self._kept(case, replace(
            case,
            circle=tuple(self._place(one) for one in case.circle),
            moves=tuple(self._alone(one, ("story", one.by) in alone, private=True) for one in case.moves),
            perspectives=tuple(self._alone(one, ("balance", one.by) in alone, shared=None) for one in case.perspectives),
            tasks=tuple(self._alone(one, ("balance", one.by) in alone, private=True) for one in case.tasks),
            seals=(*case.seals, *(self._hiding(what, olds) for what, olds in self.gone.items())),
        ))  # fmt: skip

    # -- judging ---------------------------------------------------------------

    def _is_right(self, old: Old) -> bool:
        here, parents = self.places[id(old)], self.case.parents
        wrong = [(one, f"'{who}' staat niet in de kring.")
                 for one, who in (("hidden_from", old.hidden_from), ("by", old.by), ("who", old.who))
                 if who and who not in self.inside]  # fmt: skip
        if old.who in parents:
            wrong.append(("who", "een ouder wordt niet verborgen."))
        if old.hidden_from == old.by:
            wrong.append(("hidden_from", "niemand verbergt iets voor zichzelf."))
        if len(old.what) + bool(old.section) + bool(old.who) != 1:
            wrong.append(("", "zeg wat verborgen is: 'note', 'factor', 'need', 'goal' of 'agreement', één ervan."))
        elif not old.what and old.by not in parents:
            wrong.append(("by", f"alleen een ouder doet dit, en '{old.by}' is er geen."))
        elif old.what:
            whose = self.authors[old.what[0]]
            if old.by != whose.by and (old.by not in parents or whose.shared is None):
                wrong.append(("by", "dit verbergt alleen wie het schreef."))
        if old.section == Section.NEEDS and any(one.by == old.by for one in self.case.sheets):
            wrong.append(("section", "een blad van de week kan niet verborgen zijn. Zet bij elke nood en elk doel wie meeleest."))  # fmt: skip
        for key, sentence in wrong:
            here.fault(sentence, key)
        return not wrong

    # -- in the words of now ---------------------------------------------------

    def _with_what_rests_on_it(self) -> None:
        rests = dict(self._rests())
        more = True
        while more:
            more = False
            for what, under in rests.items():
                found = [old for one in under for old in self.gone.get(one, ())]
                new = [old for old in dict.fromkeys(found) if old not in self.gone.get(what, ())]
                if new and self._some_parent_reads(what, [*self.gone.get(what, ()), *new]):
                    self.gone.setdefault(what, []).extend(new)
                    more = True

    def _rests(self) -> Iterable[tuple[What, list[What]]]:
        for factor in self.case.factors:
            yield ("factor", factor.key), [("note", key) for told in factor.versions for key in told.notes]
        for need in self.case.needs:
            yield ("need", need.key), [("note", key) for said in need.sayings for key in said.notes]
        for goal in self.case.goals:
            yield ("goal", goal.key), [("need", told.need) for told in goal.versions]
        for promised in self.case.follow_ups:
            yield ("agreement", promised.key), [("need", promised.need), ("note", promised.note)]
        for asked in self.case.referrals:
            yield ("agreement", asked.key), [("need", asked.need)]
        for passed in self.case.handovers:
            yield ("agreement", passed.key), [("note", key) for key in passed.notes]

    def _readers(self, what: What, olds: Iterable[Old]) -> set[str]:
        return self.inside - {old.hidden_from for old in olds} - {self.authors[what].by}

    def _some_parent_reads(self, what: What, olds: Iterable[Old]) -> bool:
        return bool(self.case.parents & (self._readers(what, olds) | {self.authors[what].by}))

    def _hiding(self, what: What, olds: list[Old]) -> Hiding:
        kind, key = what
        whose, on = self.authors[what], max(old.on for old in olds)
        if any(old.by != whose.by for old in olds) or on < whose.written:
            begun, ended = self.stays[whose.by]
            on = min(max(on, whose.written, begun), max(ended, whose.written))
        why = next((old.why for old in olds if old.why and old.by == whose.by), "")
        found = Hiding(tuple(sorted(self._readers(what, olds))), whose.by, on, why=why, **{kind: key})
        return self._kept(olds[0], found)

    def _place(self, place: Place) -> Place:
        olds = self.unknown.get(place.who)
        if not olds:
            return place
        hidden = {old.hidden_from for old in olds}
        by = olds[0].by if place.invited_by in hidden else place.invited_by
        known = self.inside - hidden - {by, place.who}
        if place.known_to is not None:
            known &= {*place.known_to}
        return self._kept(place, replace(place, invited_by=by, known_to=tuple(sorted(known))))

    def _alone[One](self, one: One, is_hidden: bool, **how: object) -> One:
        return self._kept(one, replace(one, **how)) if is_hidden else one  # type: ignore[type-var]

    def _kept[One](self, before: object, after: One) -> One:
        self.places[id(after)] = self.places[id(before)]
        return after

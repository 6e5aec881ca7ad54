"""From a file to a `Case`, or every reason why not.

What a single place says is judged in `persons`, `circles`, `stories`, `balances`, `needings`,
`plannings` and `contacts`, each building on the one before; whether the places fit each other, in `fitting`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo

from stek.story.rules import LONGEST

from .contacts import Contacts
from .dates import PREGNANCY
from .fitting_contact import fit
from .hiding import Old, told_anew
from .reading import Cursor, Faults, read
from .shape import EDITION, PARENTS, Case, Hiding
from .times import Calendar

ROOT = (
    "about_this_file", "edition", "people", "family", "members", "circle", "around", "story", "influences", "factors",
    "perspectives", "tasks", "needs", "goals", "sheets", "follow_ups", "referrals", "handovers", "pace", "seals",
)  # fmt: skip


def check(data: bytes, *, now: datetime, zone: tzinfo) -> Case:
    """The case in the file. Raises Faults with everything that is wrong."""
    root, faults = read(data)
    checker = _Checker(root, now.astimezone(UTC), zone)
    case = checker.case()
    if not faults:
        case = told_anew(case, checker.olds, checker.places, checker.stays)
        if not checker.each_says_yes:
            case = replace(case, circle=tuple(checker.of_each(place, case.parents) for place in case.circle))
        fit(case, checker.places, checker.calendar.now, zone)
    if faults:
        raise Faults(faults)
    return case


class _Checker(Contacts):
    def __init__(self, root: Cursor, now: datetime, zone: tzinfo):
        super().__init__(Calendar(now, zone))
        self.root = root.mapping(ROOT)
        self.olds: list[Old] = []  # what is hidden in the words of before

    def case(self) -> Case:
        if "about_this_file" in self.root:
            self.root.text("about_this_file", longest=LONGEST, lines=True)
        family = self._section("family").mapping(("founder", "as", "zone", "born", "start", "founded"))
        self._anchor(family)
        for key, one in self._named("people"):
            self.people[key] = self._kept(self._account(key, one), one)
        for key, one in self._named("members"):
            self.members[key] = self._kept(self._member(key, one), one)
        births = [day for one in self.members.values() if (day := one.born or one.due)]
        self.first_day = min(births, default=None)
        self.founder = family.code("founder", self.people, needed=True)
        self.since = self.moment(family, "founded") or self._start()
        self.stays = {self.founder: (self.since, self.calendar.now)}
        circle = tuple(self._kept(self._place(one), one) for one in self.root.items("circle"))
        self.each_says_yes = self.root.code("edition", (EDITION,)) == EDITION
        case = Case(
            founder=self.founder,
            relation=family.code("as", PARENTS, needed=True),
            zone=family.text("zone", longest=40) if "zone" in family else "",
            founded=self.since,
            people=self.people,
            members=self.members,
            circle=circle,
            around=self._all("around", self._bond),
            story=self._all("story", self._note),
            moves=self._all("influences", self._moving),
            factors=self._all("factors", self._factor),
            perspectives=self._all("perspectives", self._holding),
            tasks=self._all("tasks", self._task),
            needs=self._all("needs", self._need),
            goals=self._all("goals", self._goal),
            sheets=self._all("sheets", self._sheet),
            follow_ups=self._all("follow_ups", self._follow_up),
            referrals=self._all("referrals", self._referral),
            handovers=self._all("handovers", self._handover),
            paces=self._all("pace", self._pace),
            birth=self.calendar.birth,
        )
        hidings = [*self.hidings, *self._all("seals", self._hiding)]
        self.olds = [one for one in hidings if isinstance(one, Old)]
        case = replace(case, seals=tuple(one for one in hidings if isinstance(one, Hiding)))
        return self._kept(case, family)

    # -- parts -----------------------------------------------------------------

    def _all[T](self, key: str, read: Callable[[Cursor], T]) -> tuple[T, ...]:
        return tuple(self._kept(read(one), one) for one in self.root.items(key))

    def _section(self, key: str) -> Cursor:
        if key not in self.root:
            self.root.fault(f"'{key}' ontbreekt.")
            return Cursor(self.root.node, key, [])  # its own faults would only repeat this one
        return self.root.at(key)

    def _named(self, key: str) -> list[tuple[str, Cursor]]:
        found = list(self._section(key).mapping().entries()) if key in self.root else []
        if not found:
            self.root.fault(f"'{key}' ontbreekt." if key not in self.root else "hier staat nog niemand.", key)
        for name, one in found:
            if len(name) > 40 or not name.replace("-", "_").isidentifier():
                one.fault("een sleutel is één woord van letters, cijfers, - of _, zoals 'nina'.")
        return found

    def _anchor(self, family: Cursor) -> None:
        """What `b` and `w1` count from; these two know only absolute days and `now`."""
        birth = self.day(family, "born", ahead=PREGNANCY)
        start = self.day(family, "start")
        self.calendar = Calendar(self.calendar.now, self.calendar.zone, birth, start)

    def _start(self) -> datetime:
        """A story whose beginning nobody wrote down begins with the first thing in it."""
        days = [day for day in (self.calendar.birth, self.first_day) if day]
        return self.calendar.noon(min([*days, self.calendar.today]) - PREGNANCY + timedelta(days=1))

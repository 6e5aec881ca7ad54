"""Age: how old the child is on a day, in words, and where the story has nothing to tell.

Days until two weeks, then weeks, then months from three months on, years from two. Before birth it is
the weeks of the pregnancy, up to 42. The scale is elastic: a time with notes gets the room its notes need, a time
without notes gets a hatched strip that says how long it is, and every column says its age.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from .things import Captions, Frame, Moment

WEEK: Final = 7
TERM: Final = 40 * WEEK
OVERDUE: Final = 42 * WEEK
_WEEKS_UNTIL: Final = 13 * WEEK
_YEARS_FROM: Final = 24
_DAYS_UNTIL: Final = 2 * WEEK
_PRETERM: Final = 21  # days before the due date from which a corrected age is worth a word
_CORRECTED_UNTIL: Final = 24

# One and a half times the rhythm in which a child of this age is usually noticed by somebody (weekly
# until six weeks, every other week until three months, monthly until a year, quarterly after): beyond
# that the story does not know.
_QUIET: Final = ((6 * WEEK, 11), (13 * WEEK, 21), (365, 45), (10_000, 135))
_QUIET_BEFORE_BIRTH: Final = 45
_ENOUGH: Final = 5  # moments; a picture of fewer would rather begin in the middle of a column
_RECENT_YOUNG: Final = 28
_RECENT: Final = 91


@dataclass(frozen=True, slots=True)
class Column:
    """Moments of one day, week or month of age, oldest first; none of them: only a place on the axis."""

    on: date
    age: str
    label: str  # the age, or the date where the column before says the same age
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A time nobody noted anything about."""

    first: date
    last: date
    lines: tuple[str, ...]  # what stands in the hatching
    sentence: str


type Stop = Column | Unknown


def months_between(first: date, last: date) -> int:
    """Whole calendar months from `first` to `last`, which is not earlier."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day)


def age(frame: Frame, day: date, captions: Captions) -> str:
    """How old the child is on `day`, or how far the pregnancy, or the date when neither is known."""
    if frame.birth is not None and day >= frame.birth:
        return _lived(frame.birth, day, captions)
    if frame.due is not None and 0 <= (pregnant := TERM - (frame.due - day).days) <= OVERDUE:
        return captions.pregnant.format(n=pregnant // WEEK)
    if frame.birth is not None:
        weeks = -(-(frame.birth - day).days // WEEK)
        many = captions.before_birth_week if weeks == 1 else captions.before_birth_weeks
        return many.format(n=weeks)
    return short_date(day, frame.today, captions)


def age_with_correction(frame: Frame, day: date, captions: Captions) -> str:
    """As :func:`age`, followed by the corrected age for a child born well before its due date."""
    told = age(frame, day, captions)
    birth, due = frame.birth, frame.due
    if birth is None or due is None or (due - birth).days < _PRETERM or day < due:
        return told
    if months_between(birth, day) >= _CORRECTED_UNTIL:
        return told
    return captions.corrected.format(age=told, corrected=_lived(due, day, captions))


def now_with(frame: Frame, told: str, captions: Captions) -> str:
    """The end of the axis: now, with the age that was `told` of it."""
    return captions.born_today if frame.birth == frame.today else captions.now_age.format(age=told)


def _lived(birth: date, day: date, captions: Captions) -> str:
    days = (day - birth).days
    if days == 0:
        return captions.birth
    if days < _DAYS_UNTIL:
        return captions.day.format(n=days)
    if days < _WEEKS_UNTIL:
        return captions.week.format(n=days // WEEK)
    # Thirteen weeks can be a day short of three months.
    months = max(months_between(birth, day), 3) if days < 100 else months_between(birth, day)
    if months < _YEARS_FROM:
        return _months(months, captions)
    years, rest = divmod(months, 12)
    told = captions.years.format(n=years)
    if not rest:
        return told
    return captions.years_and_months.format(years=told, months=_months(rest, captions))


def _months(months: int, captions: Captions) -> str:
    return captions.month if months == 1 else captions.months.format(n=months)


def short_date(day: date, today: date, captions: Captions) -> str:
    """'3 nov', with the year when it is not this year's."""
    month = captions.months_short[day.month - 1]
    if day.year == today.year:
        return captions.date.format(day=day.day, month=month)
    return captions.date_year.format(day=day.day, month=month, year=day.year)


def long_date(day: date, today: date, captions: Captions) -> str:
    """'3 november', with the year when it is not this year's."""
    month = captions.month_names[day.month - 1]
    if day.year == today.year:
        return captions.date.format(day=day.day, month=month)
    return captions.date_year.format(day=day.day, month=month, year=day.year)


def recent(frame: Frame, day: date) -> bool:
    """Whether what was noted on `day` is still young, for a child of this age: tinted or hollow."""
    young = frame.birth is None or (frame.today - frame.birth).days < 365
    return (frame.today - day).days <= (_RECENT_YOUNG if young else _RECENT)


def span(first: date, last: date, captions: Captions) -> str:
    """How long it is from `first` to `last`, in the largest unit that says it plainly."""
    days = (last - first).days
    if days < _DAYS_UNTIL:
        return captions.for_days.format(n=days)
    if days < _WEEKS_UNTIL:
        return captions.for_weeks.format(n=days // WEEK)
    months = months_between(first, last)
    if months < _YEARS_FROM:
        return captions.for_months.format(n=months)
    years = months // 12
    return (captions.for_year if years == 1 else captions.for_years).format(n=years)


def bucket(frame: Frame, day: date) -> tuple[int, int]:
    """Moments with the same bucket stand in one column; buckets sort like time."""
    start = frame.birth or frame.due
    if start is None:
        return 0, day.toordinal() // WEEK
    days = (day - start).days
    if frame.birth is not None and 0 <= days < _DAYS_UNTIL:
        return 1, days
    return (0 if days < 0 else 2), days // WEEK


def whole_starts(frame: Frame, moments: Sequence[Moment], earliest: int) -> list[int]:
    """The places from `earliest` on where a column of `moments` (oldest first) begins, and enough is left to draw."""
    latest = max(len(moments) - _ENOUGH, earliest)
    return [
        start
        for start in range(earliest, min(latest + 1, len(moments)))
        if start == 0 or bucket(frame, moments[start].on) != bucket(frame, moments[start - 1].on)
    ]


def quiet(frame: Frame, first: date, last: date) -> bool:
    """Whether `first` to `last` without a note is so long that the story must say it does not know."""
    start = frame.birth or frame.due or first
    old = (first - start).days
    if old < 0:
        return (last - first).days > _QUIET_BEFORE_BIRTH
    for until, days in _QUIET:
        if old < until:
            return (last - first).days > days
    return (last - first).days > _QUIET[-1][1]


def stops(frame: Frame, moments: tuple[Moment, ...], captions: Captions, *, complete: bool) -> list[Stop]:
    """The axis from the first of `moments` (oldest first) to today: columns, and times not known.

    `complete` says that nothing earlier was left out; only then can the time since birth be unknown.
    """
    found: list[Stop] = []
    last: date | None = None
    birth = frame.birth
    if complete and birth is not None and moments and moments[0].on > birth:
        if quiet(frame, birth, moments[0].on):
            found.append(_unknown(frame, birth, moments[0].on, captions, start=True))
        else:
            found.append(Column(birth, captions.birth, captions.birth, ()))
        last = moments[0].on
    group: list[Moment] = []
    for moment in moments:
        if group and bucket(frame, moment.on) != bucket(frame, group[0].on):
            found.append(_column(frame, group, found, captions))
            group = []
        if not group and last is not None and last < moment.on:
            found.extend(_between(frame, last, moment.on, captions))
        group.append(moment)
        last = moment.on
    if group:
        found.append(_column(frame, group, found, captions))
    if last is not None and quiet(frame, last, frame.today):
        found.append(_unknown(frame, last, frame.today, captions))
    return found


def _between(frame: Frame, last: date, on: date, captions: Captions) -> list[Stop]:
    """What stands on the axis between two columns: birth, a time not known, or nothing."""
    birth = frame.birth
    if birth is None or not last < birth < on:
        return [_unknown(frame, last, on, captions)] if quiet(frame, last, on) else []
    born: list[Stop] = [Column(birth, captions.birth, captions.birth, ())]
    return [*_between(frame, last, birth, captions), *born, *_between(frame, birth, on, captions)]


def _column(frame: Frame, group: list[Moment], found: list[Stop], captions: Captions) -> Column:
    """The moments of `group`, under their age, or under their date when the age was said just before."""
    on = group[0].on
    label = age(frame, on, captions)
    before = next((stop.age for stop in reversed(found) if isinstance(stop, Column)), "")
    shown = short_date(on, frame.today, captions) if label == before else label
    return Column(on, label, shown, tuple(group))


def _unknown(frame: Frame, first: date, last: date, captions: Captions, *, start: bool = False) -> Unknown:
    long = span(first, last, captions)
    opening = captions.unknown_start if start else long
    sentence = captions.unknown_in_words.format(
        first=age(frame, first, captions),
        last=age(frame, last, captions) if last < frame.today else captions.now,
    )
    return Unknown(first, last, (opening, captions.unknown), sentence)

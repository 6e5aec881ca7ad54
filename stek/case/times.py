"""Times in a case file: absolute, or counted from the birth, from a start, or from now. Pure.

    2026-11-21   2026-11-21T14:30   2026-11-21T14:30:05+01:00
    b   b+3d   b-2m   b+5w1d        from the birth, or from the day a child is expected
    w1  w3+2d                       weeks from the file's own start: w1 is that day
    now   now-10w                   from the moment of loading
    b+5wT14:30                      any of these days, at an hour

A day that is asked for as a moment means noon, and never later than now.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_RELATIVE = re.compile(r"(b|now|w([1-9]\d{0,3}))(?:([+-])((?:\d{1,5}[dwmy])+))?", re.ASCII)
_STEP = re.compile(r"(\d+)([dwmy])", re.ASCII)
NOON = time(12, 0)


class NotATime(ValueError):
    """Said of a text that is neither a date nor counted from something this file knows."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """What times are counted from."""

    now: datetime
    zone: tzinfo
    birth: date | None = None
    start: date | None = None

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def noon(self, day: date) -> datetime:
        """Noon of that day, or now when that comes first."""
        found = datetime.combine(day, NOON, self.zone).astimezone(UTC)
        return min(found, self.now) if day == self.today else found

    def day(self, text: str) -> date:
        """The day that is meant. Raises NotATime."""
        match = _RELATIVE.fullmatch(text)
        if match is None:
            try:
                return date.fromisoformat(text)
            except ValueError as error:
                raise NotATime(text) from error
        anchor, week, sign, steps = match.groups()
        start = self.today if anchor == "now" else self.birth if anchor == "b" else self.start
        if start is None:
            raise NotATime(text)
        try:
            start += timedelta(weeks=int(week or 1) - 1)
            for amount, unit in _STEP.findall(steps or ""):
                start = _step(start, int(sign + amount), unit)
        except (ValueError, OverflowError) as error:
            raise NotATime(text) from error
        return start

    def moment(self, text: str) -> datetime:
        """The moment that is meant, in UTC. Raises NotATime."""
        if text == "now":
            return self.now
        day, at, hour = text.partition("T")
        if not at:
            return self.noon(self.day(day))
        try:
            if day[:1].isdigit():
                found = datetime.fromisoformat(text)
                return (found if found.tzinfo else found.replace(tzinfo=self.zone)).astimezone(UTC)
            clock = time.fromisoformat(hour)
            if clock.tzinfo is not None:
                raise NotATime(text)
            counted = self.day(day)
            found = datetime.combine(counted, clock, self.zone).astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise NotATime(text) from error
        # Written in the afternoon, loaded on a morning: later today is now.
        return min(found, self.now) if counted == self.today else found

    def said_day(self, day: date, *, relative: bool) -> str:
        """A day as the file says it."""
        if not relative:
            return day.isoformat()
        if self.birth is None:
            return _steps("now", (day - self.today).days)
        return _steps("b", (day - self.birth).days)

    def said_moment(self, moment: datetime, *, relative: bool) -> str:
        """A moment as the file says it, so that reading it again gives exactly this moment."""
        local = moment.astimezone(self.zone)
        day = self.said_day(local.date(), relative=relative)
        # Of an hour that the clock shows twice, only the time difference tells which.
        if local.replace(fold=1).utcoffset() != local.replace(fold=0).utcoffset():
            return local.isoformat()
        if local.time() == NOON:
            return day
        hour = local.time().isoformat()
        hour = hour.removesuffix(":00") if hour.count(":") == 2 else hour
        return f"{day}T{hour}" if relative else local.isoformat()


def _step(day: date, number: int, unit: str) -> date:
    if unit in "dw":
        return day + timedelta(days=number * (7 if unit == "w" else 1))
    count = day.year * 12 + day.month - 1 + number * (12 if unit == "y" else 1)
    year, month = count // 12, count % 12 + 1
    # The same day of the month; the last one where that month is shorter.
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _steps(anchor: str, days: int) -> str:
    if days == 0:
        return anchor
    return f"{anchor}{days // 7:+d}w" if days % 7 == 0 else f"{anchor}{days:+d}d"

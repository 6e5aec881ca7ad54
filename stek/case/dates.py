"""When things are said to have been: read, counted, and asked whether it can be."""

from datetime import date, datetime, timedelta

from .reading import Cursor
from .times import Calendar

PREGNANCY = timedelta(days=301)  # 43 weeks: nothing in this story is older
OLDEST_CHILD = timedelta(days=366 * 25)
AHEAD = timedelta(days=366 * 5)  # a consent may be given for as long as a childhood here lasts
TIME = "is geen tijd die ik ken. Schrijf 2026-11-21, b+3d (na de geboorte), w2 (week 2 vanaf 'start') of now-2w."


class Dates:
    """What times in one file are counted from. `first_day` is the first birth, once it is known."""

    def __init__(self, calendar: Calendar):
        self.calendar = calendar
        self.first_day: date | None = None

    def day(
        self,
        one: Cursor,
        key: str,
        *,
        needed: bool = False,
        ahead: timedelta | None = None,
        back: timedelta | None = None,
    ) -> date | None:
        found = one.parsed(key, self.calendar.day, TIME, needed=needed)
        if found:
            self._believable(one, key, found, ahead, back)
        return found

    def moment(self, one: Cursor, key: str, *, needed: bool = False, ahead: timedelta | None = None) -> datetime | None:
        found = one.parsed(key, self.calendar.moment, TIME, needed=needed)
        if found:
            if ahead is None and found > self.calendar.now:
                one.fault("dat moet nog komen.", key)
                return found
            self._believable(one, key, found.astimezone(self.calendar.zone).date(), ahead, None)
        return found

    def _believable(self, one: Cursor, key: str, day: date, ahead: timedelta | None, back: timedelta | None) -> None:
        if day > self.calendar.today + (ahead or timedelta(0)):
            one.fault("dat moet nog komen." if ahead is None else "dat ligt te ver vooruit.", key)
        first = self.first_day if self.first_day and back is None else None
        if first and day < first - PREGNANCY:
            one.fault("dat is van vóór de zwangerschap. Kijk de datum na.", key)
        if back and day < self.calendar.today - back:
            one.fault("dat is te lang geleden voor een kind van nu. Kijk het jaartal na.", key)

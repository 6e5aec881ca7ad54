"""Times in a case file: absolute, or counted from the birth (`b+3d`) or from now (`now-10w`). Pure."""

import calendar
import re
from datetime import date, datetime, time, timedelta, tzinfo

_RELATIVE = re.compile(r"^(b|now)(?:([+-])((?:\d{1,4}[dwmy])+))?$")  # b, b+3d, b+5w1d, now-10w
_STEP = re.compile(r"(\d+)([dwmy])")
NOON = time(12, 0)


class NotATime(ValueError):
    """Said of a text that is neither a date nor counted from the birth or from now."""


def months_on(day: date, months: int) -> date:
    """The same day of the month, `months` further; the last day where that month is shorter."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def day(text: str, *, birth: date | None, today: date) -> date:
    """A date. `b` needs a birth (or due date). Raises NotATime."""
    match = _RELATIVE.match(text)
    if match is None:
        try:
            return date.fromisoformat(text[:10])
        except ValueError as error:
            raise NotATime(text) from error
    start = birth if match[1] == "b" else today
    if start is None:
        raise NotATime(text)
    try:
        for amount, unit in _STEP.findall(match[3] or ""):
            number = int(match[2] + amount)
            if unit in "dw":
                start += timedelta(days=number * (7 if unit == "w" else 1))
            else:
                start = months_on(start, number * (12 if unit == "y" else 1))
    except (ValueError, OverflowError) as error:
        raise NotATime(text) from error
    return start


def moment(text: str, *, birth: date | None, now: datetime, zone: tzinfo) -> datetime:
    """A moment: a day means noon in `zone`, and never later than now."""
    try:
        if "T" in text:
            found = datetime.fromisoformat(text)
            return found if found.tzinfo else found.replace(tzinfo=zone)
    except ValueError as error:
        raise NotATime(text) from error
    found = datetime.combine(day(text, birth=birth, today=now.astimezone(zone).date()), NOON, zone)
    return min(found, now) if found.date() <= now.astimezone(zone).date() else found


def relative(on: date, birth: date | None) -> str:
    """A day as somebody would say it: whole weeks or days from the birth; absolute when there is none."""
    if birth is None:
        return on.isoformat()
    days = (on - birth).days
    if days == 0:
        return "b"
    return f"b{days // 7:+d}w" if days % 7 == 0 else f"b{days:+d}d"

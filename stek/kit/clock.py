"""The one place where time is read. Everything below a view gets `at` or `today` passed in."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This moment, timezone-aware."""
    return timezone.now()


def today() -> date:
    """The date on a Flemish kitchen wall."""
    return timezone.localdate()

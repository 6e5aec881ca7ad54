"""A region that does not exist, so that there is something to look for: Stekland, with its three zones."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib.resources import files
from io import BytesIO

from .actions import load, make_editor
from .exchange.entry import Entry
from .exchange.files import entries
from .exchange.tables import as_csv

WRITTEN_ON = date(2026, 11, 22)  # the day on which the days in the file were chosen

EDITOR = "pieter@example.org"  # of the casebook: works in a meeting place, and keeps the directory


def name_editor(now: datetime) -> None:
    """For `stek demo`, after the casebook: it has the account."""
    make_editor(email=EDITOR, organisation="", at=now)


def region() -> bytes:
    return (files("stek.directory") / "region" / "stekland.csv").read_bytes()


def load_region(now: datetime) -> int:
    """The number of offers. What was checked last week when this was written, was checked last week now."""
    later = max(timedelta(0), now.date() - WRITTEN_ON)
    moved = [_moved(one, later) for one in entries(BytesIO(region())) if isinstance(one, Entry)]
    loaded = load(file=BytesIO("".join(as_csv(moved)).encode()), by=None, at=now)
    assert loaded.verdict.is_fine, "the region we ship fits our own rules"
    return loaded.new


def _moved(one: Entry, later: timedelta) -> Entry:
    return one if one.checked_on is None else replace(one, checked_on=one.checked_on + later)

"""Which of the two forms a file has, and reading it: everything that does not fit, at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from uuid import UUID

from django.utils.translation import gettext as _

from . import hsds, tables
from .entry import Entry, Fault
from .tables import Unreadable

LARGEST = 50 * 1024 * 1024
MOST_ROWS = 50_000
MOST_FAULTS = 1_000  # more than anybody reads; the rest is counted

__all__ = ["Unreadable", "Verdict", "entries", "look"]


@dataclass(slots=True)
class Verdict:
    """What a file holds, before anything is changed."""

    rows: int = 0
    faults: list[Fault] = field(default_factory=list)
    more: int = 0  # faults beyond those that are kept
    encoding: str = ""

    @property
    def is_fine(self) -> bool:
        return not self.faults


def entries(file: IO[bytes]) -> Iterator[Entry | Fault]:
    """The entries and the faults of a CSV or an HSDS file."""
    return hsds.entries(file) if is_json(file) else tables.entries(file)


def is_json(file: IO[bytes]) -> bool:
    file.seek(0)
    start = file.read(256).removeprefix(b"\xef\xbb\xbf").lstrip()
    file.seek(0)
    return start.startswith((b"{", b"["))


def look(file: IO[bytes]) -> Verdict:
    """Reads the whole file and keeps nothing of it but what is wrong. Raises `Unreadable`."""
    file.seek(0, 2)
    if file.tell() > LARGEST:
        raise Unreadable(_("Dit bestand is groter dan 50 MB. Splits het in stukken."))
    verdict, seen = Verdict(), set[UUID]()
    if not is_json(file):
        verdict.encoding = tables.encoding_of(file)
    for one in entries(file):
        if isinstance(one, Fault):
            _add(verdict, one)
            continue
        verdict.rows += 1
        if verdict.rows > MOST_ROWS:
            raise Unreadable(_("Dit bestand heeft meer dan 50.000 rijen. Splits het in stukken."))
        if one.id in seen:
            _add(verdict, Fault(one.name[:60], "", _("Dit aanbod staat meer dan één keer in het bestand.")))
        seen.add(one.id)
    if not verdict.rows and verdict.is_fine:
        raise Unreadable(_("In dit bestand staat geen enkel aanbod."))
    return verdict


def _add(verdict: Verdict, fault: Fault) -> None:
    if len(verdict.faults) < MOST_FAULTS:
        verdict.faults.append(fault)
    else:
        verdict.more += 1

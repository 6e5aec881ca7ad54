"""Reading the trail, as far as row-level security lets somebody."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from .models import TrailEntry

PAGE = 60


@dataclass(frozen=True, slots=True)
class Stretch:
    entries: tuple[TrailEntry, ...]
    older: str


def entries(family: UUID, before: str = "", size: int = PAGE) -> Stretch:
    """Newest first. `before` is a former stretch's `older`; nonsense there means: from the newest."""
    rows = TrailEntry.objects.filter(family_id=family).order_by("-at", "-id")
    moment, _, id = before.partition("_")
    try:
        at, last = datetime.fromisoformat(moment), UUID(id)
    except ValueError:
        pass
    else:
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=last))
    found = list(rows[: size + 1])
    older = f"{found[size - 1].at.isoformat()}_{found[size - 1].id}" if len(found) > size else ""
    return Stretch(tuple(found[:size]), older)

"""What a form that is sent twice finds: what it made the first time."""

from uuid import UUID

from stek.kit.whole import one_at_a_time

from .gate import Visit
from .models import GatedRow


def kept_before[Row: GatedRow](model: type[Row], id: UUID | None, by: Visit) -> Row | None:
    """What this person kept under this id; a second copy that comes in the same moment waits for the first."""
    if id is None:
        return None
    one_at_a_time(by.family, id)
    return model._default_manager.filter(family_id=by.family, id=id, author_id=by.person).first()

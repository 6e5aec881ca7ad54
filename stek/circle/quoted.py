"""What a parent chose about their own words that another writes down."""

from .gate import Visit
from .models import QuotedChoice


def quoted_to_carers(visit: Visit) -> bool:
    """Whether the professionals whom this visitor let in read what is quoted from them, unless they say otherwise."""
    chosen = (
        QuotedChoice.objects.filter(family_id=visit.family, said_by=visit.person).order_by("-said_at", "-id").first()
    )
    return chosen is None or chosen.carers

"""What somebody said about being told."""

from uuid import UUID

from .models import Channel, ChannelKind
from .rules import Wish


def wish_of(person: UUID) -> Wish:
    """As they said it; for who said nothing, as Stek does it."""
    channel = Channel.objects.filter(person_id=person, kind=ChannelKind.MAIL).first()
    return channel.wish if channel else Wish()

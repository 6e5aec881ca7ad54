"""What somebody wants of Stek itself: how they are told that something waits, how they leave. Theirs to say, and nobody else's."""

from datetime import datetime

from stek.kit.whole import whole

from .identity import Signed
from .models import Channel, ChannelKind, Person
from .rules import Wish


class WouldNeverCome(Exception):
    """A digest at an hour that they want to be quiet."""


@whole
def tell(*, wish: Wish, by: Signed, at: datetime) -> None:
    """From now on, like this."""
    if not wish.is_possible():
        raise WouldNeverCome
    said = {
        "rhythm": wish.rhythm, "hour": wish.hour, "quiet_from": wish.quiet_from, "quiet_until": wish.quiet_until,
        "off_at": None if wish.by_mail else at, "changed_at": at,
    }  # fmt: skip
    Channel.objects.update_or_create(person_id=by.person, kind=ChannelKind.MAIL, defaults=said)


@whole
def tell_no_more(*, by: Signed, at: datetime) -> None:
    """No mail from now on; what they had chosen stays for when they want it again."""
    channel = Channel.objects.filter(person_id=by.person, kind=ChannelKind.MAIL).first()
    if channel is None:
        tell(wish=Wish(by_mail=False), by=by, at=at)
    elif channel.off_at is None:
        channel.off_at = channel.changed_at = at
        channel.save(update_fields=["off_at", "changed_at"])


@whole
def leave_by_shift(*, leaves: bool, by: Signed, at: datetime) -> None:
    """Whether three times Shift leaves Stek for them, from the next page on."""
    Person.objects.filter(pk=by.person).update(shift_off_at=None if leaves else at)

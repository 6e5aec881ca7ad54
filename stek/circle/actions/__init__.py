"""What can be done in a circle. Verbs, keyword-only, with who and when passed in; each writes the trail."""

from .consent import NotAllowed, give, withdraw
from .emergency import break_glass
from .found import NewMember, add_member, found_family
from .invite import accept, invite, leave, take_back
from .seal import lift, seal
from .tie import end_tie, tie

__all__ = [
    "NewMember",
    "NotAllowed",
    "accept",
    "add_member",
    "break_glass",
    "end_tie",
    "found_family",
    "give",
    "invite",
    "leave",
    "lift",
    "seal",
    "take_back",
    "tie",
    "withdraw",
]

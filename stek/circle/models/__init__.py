from .circle_member import CircleMember, Invitation, ParentAnswer, Tie
from .family import Family, FamilyKey, Member
from .gated import GatedRow
from .grant import BreakGlass, Grant, Seal
from .pace import Pace

__all__ = [
    "BreakGlass",
    "CircleMember",
    "Family",
    "FamilyKey",
    "GatedRow",
    "Grant",
    "Invitation",
    "Member",
    "Pace",
    "ParentAnswer",
    "Seal",
    "Tie",
]

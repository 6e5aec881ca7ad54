from .circle_member import CircleMember, Invitation, Tie
from .family import Family, FamilyKey, Member
from .gated import GatedRow
from .grant import BreakGlass, Grant, Seal

__all__ = [
    "BreakGlass",
    "CircleMember",
    "Family",
    "FamilyKey",
    "GatedRow",
    "Grant",
    "Invitation",
    "Member",
    "Seal",
    "Tie",
]

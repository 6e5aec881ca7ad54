from .circle_member import CircleMember, Invitation, ParentAnswer, Tie
from .emergency import BreakGlass, EmergencyCode, GlassReason, GlassReview
from .family import Family, FamilyKey, Member
from .gated import GatedRow
from .grant import Grant, Seal
from .pace import Pace

__all__ = [
    "BreakGlass",
    "CircleMember",
    "EmergencyCode",
    "Family",
    "FamilyKey",
    "GatedRow",
    "GlassReason",
    "GlassReview",
    "Grant",
    "Invitation",
    "Member",
    "Pace",
    "ParentAnswer",
    "Seal",
    "Tie",
]

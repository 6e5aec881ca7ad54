from .asked import ASKED_FOR, AuthorAsked
from .circle_member import Absence, CircleMember, Invitation, Leaving, ParentAnswer, Tap, Tie
from .emergency import BreakGlass, EmergencyCode, GlassReason, GlassReview
from .family import Family, FamilyKey, Member
from .gated import GatedRow, giver_of, said, whose_of
from .grant import Grant, Hidden, QuotedChoice, Refusal
from .pace import Pace

__all__ = [
    "ASKED_FOR",
    "Absence",
    "AuthorAsked",
    "BreakGlass",
    "CircleMember",
    "EmergencyCode",
    "Family",
    "FamilyKey",
    "GatedRow",
    "GlassReason",
    "GlassReview",
    "Grant",
    "Hidden",
    "Invitation",
    "Leaving",
    "Member",
    "Pace",
    "ParentAnswer",
    "QuotedChoice",
    "Refusal",
    "Tap",
    "Tie",
    "giver_of",
    "said",
    "whose_of",
]

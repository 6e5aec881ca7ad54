"""HTTP in, one query or action, HTTP out."""

from .contact import contact, contact_week
from .follow_ups import follow_up, follow_up_create, follow_up_hide, follow_up_move_create
from .handovers import handover, handover_create, handover_hide, handover_move_create
from .pace import pace_create
from .referrals import referral, referral_create, referral_hide, referral_move_create

__all__ = [
    "contact",
    "contact_week",
    "follow_up",
    "follow_up_create",
    "follow_up_hide",
    "follow_up_move_create",
    "handover",
    "handover_create",
    "handover_hide",
    "handover_move_create",
    "pace_create",
    "referral",
    "referral_create",
    "referral_hide",
    "referral_move_create",
]  # fmt: skip

from .access import (
    access,
    grant_create,
    hidden_show,
    place_end,
    quoted_choice_create,
    reading_along_create,
    refusal_create,
    withdrawal_create,
)
from .author import author_answer, author_ask, author_asked
from .birth import birth_create
from .cards import card_choose
from .circle import tie_create, tie_end, tie_hide, ties
from .emergency import (
    emergency,
    emergency_code,
    emergency_code_end,
    emergency_here,
    emergency_look,
    emergency_reviews,
)
from .founding import family_create
from .invitation import alone, alone_where, invitation, invitation_create, invitation_take_back
from .leaving import leaving, leaving_sure, leaving_undo
from .parent import parent_answer_create, parent_asks, parent_wait_end, parent_waits
from .recognition import recognition_create
from .together import together, together_end
from .trail import emergency_review, trail

__all__ = [
    "access",
    "alone",
    "alone_where",
    "author_answer",
    "author_ask",
    "author_asked",
    "birth_create",
    "card_choose",
    "emergency",
    "emergency_code",
    "emergency_code_end",
    "emergency_here",
    "emergency_look",
    "emergency_review",
    "emergency_reviews",
    "family_create",
    "grant_create",
    "hidden_show",
    "invitation",
    "invitation_create",
    "invitation_take_back",
    "leaving",
    "leaving_sure",
    "leaving_undo",
    "parent_answer_create",
    "parent_asks",
    "parent_wait_end",
    "parent_waits",
    "place_end",
    "quoted_choice_create",
    "reading_along_create",
    "recognition_create",
    "refusal_create",
    "tie_create",
    "tie_end",
    "tie_hide",
    "ties",
    "together",
    "together_end",
    "trail",
    "withdrawal_create",
]

"""What can be done in a circle. Verbs, keyword-only, with who and when passed in; each writes the trail."""

from .ask import NobodyToAsk, answer_asked, ask_author
from .birth import NotExpected, birth
from .consent import NotAllowed, ends_soon, give, give_along, prolong, say_yes_too, withdraw
from .emergency import break_glass, look_at, make_code, review, withdraw_code
from .found import AlreadyFounded, NewMember, add_member, found_family
from .hide import NoParentReads, hide, show
from .invite import NoParentIsHidden, NothingToTakeBack, NotTheirs, accept, invite, recognise, take_back
from .leave import LetGo, leave, let_go, step_out, undo_leaving
from .named import Named, NotNamed, hide_from_the_others
from .pace import set_pace
from .parent import NobodyAsks, answer_parent, wait_no_more
from .quoted import choose_for_quoted
from .refuse import refuse, refuse_no_more
from .team import Colleague, let_team_in, say_yes_to_team, tap, team_of
from .tie import end_tie, tie

__all__ = [
    "AlreadyFounded",
    "Colleague",
    "LetGo",
    "Named",
    "NewMember",
    "NoParentIsHidden",
    "NoParentReads",
    "NobodyAsks",
    "NobodyToAsk",
    "NotAllowed",
    "NotExpected",
    "NotNamed",
    "NotTheirs",
    "NothingToTakeBack",
    "accept",
    "add_member",
    "answer_asked",
    "answer_parent",
    "ask_author",
    "birth",
    "break_glass",
    "choose_for_quoted",
    "end_tie",
    "ends_soon",
    "found_family",
    "give",
    "give_along",
    "hide",
    "hide_from_the_others",
    "invite",
    "leave",
    "let_go",
    "let_team_in",
    "look_at",
    "make_code",
    "prolong",
    "recognise",
    "refuse",
    "refuse_no_more",
    "review",
    "say_yes_to_team",
    "say_yes_too",
    "set_pace",
    "show",
    "step_out",
    "take_back",
    "tap",
    "team_of",
    "tie",
    "undo_leaving",
    "wait_no_more",
    "withdraw",
    "withdraw_code",
]

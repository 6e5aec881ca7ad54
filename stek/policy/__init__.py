"""Who may see and do what. Pure: no Django, no clock, no database; receives facts, never models."""

from .decide import Allow, Decision, Deny, decide
from .facts import Actor, BreakGlass, Facts, Grant, Item, Period, Place, acting
from .reasons import Reason
from .vocabulary import Purpose, Role, Section, Verb, is_own, is_shared, is_team, own_section, team_section

__all__ = [
    "Actor",
    "Allow",
    "BreakGlass",
    "Decision",
    "Deny",
    "Facts",
    "Grant",
    "Item",
    "Period",
    "Place",
    "Purpose",
    "Reason",
    "Role",
    "Section",
    "Verb",
    "acting",
    "decide",
    "is_own",
    "is_shared",
    "is_team",
    "own_section",
    "team_section",
]

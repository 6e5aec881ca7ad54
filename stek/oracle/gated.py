"""The tables behind the gate that the oracle asks about. A new one is one line here; a law says who is missing.

The story's two have their own shapes in the worlds (a thread with versions, a link with two ends);
every other table holds things, and a thing is what the gate sees of it.
"""

from dataclasses import dataclass
from typing import Any

from stek.policy import Role

SEALED = "\\x00"  # bytea, as JSON says it; no word is read here
OWN_ID = "the id of the row itself"
NOW = "the moment of the world"
TODAY = "the day of the world"

SAID_IN = {"continuity_referral": "offer_sealed", "plans_sheet": "body_sealed"}
WORDLESS = {"needs_together", "continuity_carried", "circle_pace"}

PLACE = "circle_circlemember"
OBSERVATION = "story_observation"
INFLUENCE = "story_influence"


@dataclass(frozen=True, slots=True)
class Table:
    """A gated table, and what its rows hold in the columns that the gate does not look at.

    A row may hang on a thing of another table (`column` holds its id), or on another's place in the circle: it
    is then never more public, and rests on whatever that rests on. Triggers see to it, and to what else stands
    here; `hanging.py` says what is to be expected of them.
    """

    name: str
    rest: tuple[tuple[str, Any], ...]
    hangs_on: str = ""
    column: str = ""
    note: str = ""  # the column of the note that goes with it
    own: bool = False  # only who wrote what it hangs on adds it
    by: Role | None = None  # only who stands in the circle as this adds it
    once: tuple[str, ...] = ()  # no second one with the same of these, as far as its author sees
    key: tuple[str, ...] = ()  # no second one with the same of these, seen or not

    @property
    def says(self) -> str:
        """The column in which a row says what it says, to whoever reads it; empty where it says nothing by itself."""
        return SAID_IN.get(self.name, "words_sealed" if self.name not in WORDLESS else "")

    @property
    def asks_more(self) -> bool:
        """Whether triggers refuse what the gate would let through."""
        return bool(self.hangs_on or self.by)


def _holds(name: str, *, by: Role | None = None, **rest: Any) -> Table:
    return Table(name, tuple(rest.items()), by=by)


def _hangs(
    name: str, on: str, column: str, *, note: str = "", own: bool = False,
    once: tuple[str, ...] = (), key: tuple[str, ...] = (), **rest: Any,
) -> Table:  # fmt: skip
    return Table(name, tuple(rest.items()), on, column, note=note, own=own, once=once, key=key)


# A table that hangs on another comes after it.
THINGS: tuple[Table, ...] = (
    _holds("balance_factor", thread_id=OWN_ID, code="", words_sealed=SEALED, side="support", level="meso", about=[], lasting="", observations=[], written_at=NOW),
    _hangs("balance_mark", "balance_factor", "factor_thread", kind="ended", said_on=TODAY, parents=[], written_at=NOW),
    _holds("balance_perspective", holds="unknown", said_on=TODAY, written_at=NOW),
    _holds("balance_taskword", code="trusting", about=[], state="goes", said_on=TODAY, written_at=NOW),
    _holds("needs_need", thread_id=OWN_ID, echelon="safe", state="discussed", whose="child", about=[], notes=[], said_at=NOW),
    _hangs("needs_together", "needs_need", "need_id", parents=[], looked_on=TODAY, said_at=NOW),
    _holds("plans_goal", thread_id=OWN_ID, whose="relation", about=[], words_sealed=SEALED, written_at=NOW),
    _hangs("plans_step", "plans_goal", "goal_id", thread_id=OWN_ID, words_sealed=SEALED, moves="raises", factor_sealed=SEALED, family_owns=True, owners=[], starts_on=TODAY, ends_on=TODAY, written_at=NOW),
    _hangs("plans_review", "plans_goal", "goal_id", change="same", words_sealed=SEALED, fitting="stay", fitting_sealed=SEALED, said_on=TODAY, written_at=NOW),
    _hangs("plans_mark", "plans_goal", "of_id", kind="success", mode="", words_sealed=SEALED, said_on=TODAY, written_at=NOW),
    _holds("plans_sheet", body_sealed=SEALED, week_on=TODAY, written_at=NOW),
    _holds("continuity_followup", way="call", words_sealed=SEALED, about=[], due_on=TODAY, written_at=NOW),
    _hangs("continuity_referral", "needs_need", "need_thread", offer_sealed=SEALED, silent_after=14, asked_on=TODAY, written_at=NOW),
    _hangs("continuity_handover", PLACE, "to_place", once=("author_place",), words_sealed=SEALED, written_at=NOW),
    _hangs("continuity_carried", "continuity_handover", "handover_id", note="note_thread", own=True, key=("hangs_on", "note"), written_at=NOW),
    _hangs("continuity_move", "continuity_followup", "of_id", once=("hangs_on",), kind="follow_up", step="do", state="done", on_day=TODAY, written_at=NOW),
    _holds("circle_pace", by=Role.PARENT, by_age=[7, 31, 92], stand_in_after=1, circle_after=7, handover_after=14, consent_before=14, many_steps=5, few_days=7, written_at=NOW),
)  # fmt: skip

BY_NAME = {table.name: table for table in THINGS}
NAMES = (OBSERVATION, INFLUENCE, *BY_NAME)

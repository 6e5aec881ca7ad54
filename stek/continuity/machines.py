"""Pure: how an agreement, a referral and a handover go on. Each is one table; nothing else knows an order of steps.

The same tables stand in PostgreSQL (`sql/policies.sql`), where a step that is not in them is refused; a test
shows that they agree. The pictures in `docs/continuity.md` are made from them.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    FOLLOW_UP = "follow_up"
    REFERRAL = "referral"
    HANDOVER = "handover"


class Who(StrEnum):
    """Who may take a step. Everybody here stands in the circle and may write in this part of the record."""

    ANYBODY = "anybody"
    PARENT = "parent"
    ASKED = "asked"  # whom it was passed to, and who has not answered yet
    STAND_IN = "stand_in"  # who was named, from the start, for when it cannot go on
    GIVER = "giver"
    RECEIVER = "receiver"


class State(StrEnum):
    # of a follow-up
    OPEN = "open"
    ASKED = "asked"  # somebody is asked to take it over; of a referral: asked, and no word yet
    DONE = "done"
    DROPPED = "dropped"
    # of a referral
    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CONTACT = "contact"
    UNDER_WAY = "under_way"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    # of a handover
    PROPOSED = "proposed"
    AGREED = "agreed"
    MET = "met"
    CLOSED = "closed"


class Step(StrEnum):
    """What somebody does; the names of the arrows."""

    PUT_OFF = "put_off"
    ASK = "ask"
    TAKE = "take"
    LEAVE = "leave"  # whom it was passed to says no; it stays where it was
    DO = "do"
    DROP = "drop"
    REOPEN = "reopen"
    RECEIVE = "receive"
    ASK_AGAIN = "ask_again"
    ACCEPT = "accept"
    DECLINE = "decline"
    MEET = "meet"
    BEGIN = "begin"
    END = "end"
    WITHDRAW = "withdraw"
    AGREE = "agree"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Arrow:
    step: Step
    before: State
    after: State
    who: Who = Who.ANYBODY
    says_why: bool = False  # in words; without them it is refused


@dataclass(frozen=True, slots=True)
class Machine:
    kind: Kind
    first: State
    last: frozenset[State]  # nothing is asked of anybody any more
    arrows: tuple[Arrow, ...]

    def steps(self, before: State, who: frozenset[Who]) -> dict[Step, Arrow]:
        """What somebody can do now who stands there as each of `who`; anybody may do what asks for nobody.

        Where one step is theirs for two reasons, the later one in the table counts.
        """
        return {
            one.step: one for one in self.arrows if one.before is before and one.who in who | {Who.ANYBODY}
        }  # fmt: skip


def _arrows(
    *rows: tuple[Step, str, State, Who, bool] | tuple[Step, str, State, Who] | tuple[Step, str, State],
) -> tuple[Arrow, ...]:
    """One row for each step; before stands every state it may start from."""
    return tuple(Arrow(row[0], State(before), row[2], *row[3:]) for row in rows for before in row[1].split())


_S, _A, _W = State, Step, Who

FOLLOW_UP = Machine(
    Kind.FOLLOW_UP, _S.OPEN, frozenset({_S.DONE, _S.DROPPED}),
    _arrows(
        (_A.PUT_OFF, "open", _S.OPEN, _W.ANYBODY, True),
        (_A.PUT_OFF, "asked", _S.ASKED, _W.ANYBODY, True),
        (_A.ASK, "open asked", _S.ASKED),
        (_A.TAKE, "open asked", _S.OPEN, _W.STAND_IN),
        (_A.TAKE, "asked", _S.OPEN, _W.ASKED),  # after the stand-in: who is both answers what was asked
        (_A.LEAVE, "asked", _S.OPEN, _W.ASKED, True),
        (_A.DO, "open asked", _S.DONE),
        (_A.DROP, "open asked", _S.DROPPED, _W.ANYBODY, True),
        (_A.REOPEN, "done dropped", _S.OPEN),
    ),
)  # fmt: skip

REFERRAL = Machine(
    Kind.REFERRAL, _S.ASKED, frozenset({_S.ENDED, _S.WITHDRAWN}),
    _arrows(
        (_A.ASK_AGAIN, "asked", _S.ASKED),
        (_A.ASK_AGAIN, "received", _S.RECEIVED),
        (_A.ASK_AGAIN, "accepted", _S.ACCEPTED),
        (_A.RECEIVE, "asked", _S.RECEIVED),
        (_A.ACCEPT, "asked received", _S.ACCEPTED),
        (_A.DECLINE, "asked received accepted", _S.DECLINED, _W.ANYBODY, True),
        (_A.MEET, "asked received accepted", _S.CONTACT),
        (_A.BEGIN, "contact", _S.UNDER_WAY),
        (_A.END, "contact under_way declined", _S.ENDED, _W.ANYBODY, True),
        (_A.WITHDRAW, "asked received accepted", _S.WITHDRAWN, _W.ANYBODY, True),
    ),
)  # fmt: skip

HANDOVER = Machine(
    Kind.HANDOVER, _S.PROPOSED, frozenset({_S.CLOSED, _S.DECLINED, _S.WITHDRAWN}),
    _arrows(
        (_A.AGREE, "proposed", _S.AGREED, _W.PARENT),
        (_A.ACCEPT, "agreed", _S.ACCEPTED, _W.RECEIVER),
        (_A.DECLINE, "proposed agreed accepted", _S.DECLINED, _W.PARENT, True),
        (_A.DECLINE, "proposed agreed accepted", _S.DECLINED, _W.RECEIVER, True),
        (_A.WITHDRAW, "proposed agreed accepted", _S.WITHDRAWN, _W.GIVER, True),
        (_A.MEET, "accepted", _S.MET, _W.PARENT),
        (_A.MEET, "accepted", _S.MET, _W.GIVER),
        (_A.MEET, "accepted", _S.MET, _W.RECEIVER),
        (_A.CLOSE, "met", _S.CLOSED, _W.PARENT),
        (_A.CLOSE, "met", _S.CLOSED, _W.RECEIVER),
        (_A.CLOSE, "met", _S.CLOSED, _W.GIVER),
    ),
)  # fmt: skip

MACHINES = {machine.kind: machine for machine in (FOLLOW_UP, REFERRAL, HANDOVER)}


def mermaid(machine: Machine) -> str:
    """The machine as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {machine.first}"]
    for arrow in machine.arrows:
        who = "" if arrow.who is Who.ANYBODY else f" ({arrow.who})"
        lines.append(f"    {arrow.before} --> {arrow.after}: {arrow.step}{who}")
    lines += [f"    {state} --> [*]" for state in sorted(machine.last)]
    return "\n".join(lines)

"""What was promised, in a whole sentence for who reads it: who goes where, with whom, and on which day. Pure."""

from collections.abc import Iterable
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .rules import Way


class Voice(StrEnum):
    """Who does it, as seen by who reads it."""

    MINE = "mine"  # who reads it goes to the family
    MINE_AT_HOME = "mine_at_home"  # who reads it is a parent, and it is theirs to do
    TO_US = "to_us"  # somebody comes to the parent who reads it
    OF_A_PARENT = "of_a_parent"  # a parent's own, for whoever else reads it
    TO_THEM = "to_them"  # somebody goes to the family, for somebody else around it


def voice(*, mine: bool, by_parents: bool, to_parent: bool) -> Voice:
    """`mine`: nobody but the reader does it; `by_parents`: who does it is a parent; `to_parent`: the reader is one.

    With a parent's own appointment nobody knows who goes to whom: it is an appointment.
    """
    if mine:
        return Voice.MINE_AT_HOME if to_parent else Voice.MINE
    if by_parents:
        return Voice.OF_A_PARENT
    return Voice.TO_US if to_parent else Voice.TO_THEM


# Before its day, and when that is behind us. `home` is the parents by name.
HAPPENS: dict[tuple[Voice, Way], tuple[Promise, Promise]] = {
    (Voice.MINE, Way.VISIT): (_("Jij gaat {day} langs bij {home}."), _("Jij zou {day} langsgaan bij {home}.")),
    (Voice.MINE, Way.CALL): (_("Jij belt {day} met {home}."), _("Jij zou {day} bellen met {home}.")),
    (Voice.MINE, Way.MESSAGE): (_("Jij stuurt {day} een berichtje naar {home}."), _("Jij zou {day} een berichtje sturen naar {home}.")),
    (Voice.MINE, Way.TOGETHER): (_("Jij hebt {day} overleg met {home}."), _("Jij zou {day} overleg hebben met {home}.")),
    (Voice.MINE, Way.OWN): (_("Jij regelt {day} iets voor {home}."), _("Jij zou {day} iets regelen voor {home}.")),
    (Voice.MINE_AT_HOME, Way.VISIT): (_("Jij hebt {day} een afspraak."), _("Jij had {day} een afspraak.")),
    (Voice.MINE_AT_HOME, Way.CALL): (_("Jij belt {day}."), _("Jij zou {day} bellen.")),
    (Voice.MINE_AT_HOME, Way.MESSAGE): (_("Jij stuurt {day} een berichtje."), _("Jij zou {day} een berichtje sturen.")),
    (Voice.MINE_AT_HOME, Way.TOGETHER): (_("Jij hebt {day} overleg."), _("Jij had {day} overleg.")),
    (Voice.MINE_AT_HOME, Way.OWN): (_("Jij regelt {day} iets."), _("Jij zou {day} iets regelen.")),
    (Voice.TO_US, Way.VISIT): (_("{who} komt {day} bij jullie langs."), _("{who} zou {day} bij jullie langskomen.")),
    (Voice.TO_US, Way.CALL): (_("{who} belt jullie {day}."), _("{who} zou jullie {day} bellen.")),
    (Voice.TO_US, Way.MESSAGE): (_("{who} stuurt jullie {day} een berichtje."), _("{who} zou jullie {day} een berichtje sturen.")),
    (Voice.TO_US, Way.TOGETHER): (_("{who} heeft {day} overleg met jullie."), _("{who} zou {day} overleg hebben met jullie.")),
    (Voice.TO_US, Way.OWN): (_("{who} regelt {day} iets voor jullie."), _("{who} zou {day} iets regelen voor jullie.")),
    (Voice.OF_A_PARENT, Way.VISIT): (_("{who} heeft {day} een afspraak."), _("{who} had {day} een afspraak.")),
    (Voice.OF_A_PARENT, Way.CALL): (_("{who} belt {day}."), _("{who} zou {day} bellen.")),
    (Voice.OF_A_PARENT, Way.MESSAGE): (_("{who} stuurt {day} een berichtje."), _("{who} zou {day} een berichtje sturen.")),
    (Voice.OF_A_PARENT, Way.TOGETHER): (_("{who} heeft {day} overleg."), _("{who} had {day} overleg.")),
    (Voice.OF_A_PARENT, Way.OWN): (_("{who} regelt {day} iets."), _("{who} zou {day} iets regelen.")),
    (Voice.TO_THEM, Way.VISIT): (_("{who} gaat {day} langs bij {home}."), _("{who} zou {day} langsgaan bij {home}.")),
    (Voice.TO_THEM, Way.CALL): (_("{who} belt {day} met {home}."), _("{who} zou {day} bellen met {home}.")),
    (Voice.TO_THEM, Way.MESSAGE): (_("{who} stuurt {day} een berichtje naar {home}."), _("{who} zou {day} een berichtje sturen naar {home}.")),
    (Voice.TO_THEM, Way.TOGETHER): (_("{who} heeft {day} overleg met {home}."), _("{who} zou {day} overleg hebben met {home}.")),
    (Voice.TO_THEM, Way.OWN): (_("{who} regelt {day} iets voor {home}."), _("{who} zou {day} iets regelen voor {home}.")),
}  # fmt: skip


def happens(
    way: Way, *, who: Iterable[str], day: str, home: str, past: bool, mine: bool, by_parents: bool, to_parent: bool
) -> str:
    """The sentence. `who` are those who hold it, of whom one does it; `day` may have an hour behind it."""
    sentence = HAPPENS[voice(mine=mine, by_parents=by_parents, to_parent=to_parent), way][past]
    return str(sentence).format(who=str(_(" of ")).join(who), day=day, home=home)

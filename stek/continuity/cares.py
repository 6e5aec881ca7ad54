"""Who is there for a family now, of those who stand around it for their work."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from stek.circle.queries import Around
from stek.policy import Role

from .gaps import holders
from .records import as_handed_over
from .telling import Teller


def carers(tell: Teller, readers: Iterable[UUID]) -> tuple[Around, ...]:
    """Who stands there for their work, reads the agreements, and did not hand the care over."""
    there, passed = set(readers), [as_handed_over(one) for one in tell.handovers]
    return tuple(
        one
        for one in tell.circle.around
        if one.role is Role.PROFESSIONAL and one.id in there and one.is_in(tell.visit.at)
        and one.id in holders(one.id, one.from_at, passed)
    )  # fmt: skip


def cares_now(tell: Teller, readers: Iterable[UUID]) -> str:
    """The same in a sentence, in the voice of who reads it; nothing for who comes in an emergency."""
    if tell.visit.member_id is None:
        return ""
    found = carers(tell, readers)
    others = tell.listed([tell.who(one.id) for one in found if not tell.me(one.id)])
    if not found:
        return str(_("Er leest nu niemand van de zorg mee bij de afspraken."))
    if tell.visit.is_parent:
        return str(_("Voor jullie is er nu: {who}.")).format(who=others)
    if any(tell.me(one.id) for one in found):
        together = _("Jij bent er nu voor dit gezin, samen met {who}.")
        return str(together if others else _("Jij bent nu de vaste persoon voor dit gezin.")).format(who=others)
    return str(_("Voor dit gezin is er nu: {who}.")).format(who=others)

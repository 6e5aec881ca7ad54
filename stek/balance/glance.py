"""The balance in a few words, for the page of the family: what carries first."""

from dataclasses import dataclass

from stek.circle.gate import Visit

from .labels import factor_label
from .queries import FactorNow, newest_factors
from .rules import Side


@dataclass(frozen=True, slots=True)
class Glance:
    """Labels, and whether only the visitor sees them."""

    supports: tuple[tuple[str, bool], ...]
    burdens: tuple[tuple[str, bool], ...]


def balance_glance(visit: Visit) -> Glance:
    """The newest few that stand on each side now. One statement. For the template `balance/glance.html`."""
    rows = newest_factors(visit)
    return Glance(*(tuple(_said(one) for one in rows if one.side is side) for side in (Side.SUPPORT, Side.BURDEN)))


def _said(one: FactorNow) -> tuple[str, bool]:
    words = " ".join((factor_label(one.code) or one.words).split())
    return words if len(words) <= 80 else words[:79].rstrip() + "…", one.private

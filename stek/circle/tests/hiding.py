"""Choosing who goes on reading something, as a browser sends it."""

from uuid import UUID

from django.http import HttpResponse

from .builders import MadeFamily, Somebody


def hide(family: MadeFamily, who: Somebody, path: str, *gone: Somebody, why: str = "") -> HttpResponse:
    """On a page 'who still reads this', everybody who stands there keeps their tick, but these."""
    page = who.browser.get(path)
    if page.status_code != 200:
        return who.browser.post(path, {"readers": ticks(family, who, *gone), "why": why})
    offered = [value for value, _called in page.context["form"].fields["readers"].choices]
    taken = {str(one.id) for one in gone}
    assert taken <= {*offered}, "no tick to take away"
    return who.browser.post(path, {"readers": [one for one in offered if one not in taken], "why": why})


def ticks(family: MadeFamily, who: Somebody, *gone: Somebody) -> list[UUID]:
    return [one for one in family.places if one != who.id and one not in {g.id for g in gone}]

"""What every page's frame needs to know. Costs no statement."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from stek.people.drafts import name_tag

THEMES = ("licht", "donker", "nacht")


# By the first step of an address: the tab of the main menu that the page is under.
TABS = {"": "today", "today": "today", "families": "families", "directory": "directory"}


def shell(request: HttpRequest) -> dict[str, Any]:
    thema = request.COOKIES.get("thema", "")
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "account": actor and name_tag(actor.person),
        "demo": bool(getattr(settings, "MAIL_FOLDER", "")),
        "thema": thema if thema in THEMES else "",
        "tab": TABS.get(request.path.split("/")[1], ""),
        "tab_is": "page" if request.path.count("/") < 3 else "true",  # the tab's own page, or one under it
    }

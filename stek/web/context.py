"""What every page's frame needs to know. Costs no statement."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

THEMES = ("licht", "donker", "nacht")


def shell(request: HttpRequest) -> dict[str, Any]:
    thema = request.COOKIES.get("thema", "")
    return {
        "actor": getattr(request, "actor", None),
        "demo": bool(getattr(settings, "MAIL_FOLDER", "")),
        "thema": thema if thema in THEMES else "",
    }

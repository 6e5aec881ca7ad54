"""What two columns of one row have to say to each other."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def together(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The columns whose values do not go together, each with the sentence that says why."""
    found = [("to_months", wrong)] if (wrong := wrong_ages(values["from_months"], values["to_months"])) else []
    told = values["wait_words"] or values["wait_days"] is not None or values["free_places"] is not None
    if told and values["checked_on"] is None:
        found.append(
            ("checked_on", _("Er staat een wachttijd of een vrije plaats, maar niet op welke dag iemand dat nakeek."))
        )
    if values["checked_on"] is not None and not values["checked_by"]:
        found.append(("checked_by", _("Er staat een dag van nakijken, maar niet wie het nakeek.")))
    if (values["latitude"] is None) != (values["longitude"] is None):
        found.append(("latitude", _("Breedte en lengte horen samen: vul ze allebei in, of geen van beide.")))
    return found


def wrong_ages(begin: int | None, end: int | None) -> str:
    """Why these two do not go together; empty when they do."""
    if begin is None or end is None or begin < end:
        return ""
    return _("De leeftijd 'tot' ligt niet na de leeftijd 'van'.")

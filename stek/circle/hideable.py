"""What can be hidden by who wrote it: where it stands, where its author chooses who reads it, and what it is called."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import GatedRow


@dataclass(frozen=True, slots=True)
class Thing:
    app: str
    page: str  # the names of two addresses of one row
    hide: str
    called: str | Promise


THINGS = {
    "observation": Thing("story", "observation", "note_hide", _("een notitie")),
    "factor": Thing("balance", "factor", "factor_hide", _("iets over wat draagt of weegt")),
    "need": Thing("needs", "need", "need_hide", _("iets over wat er nodig is")),
    "goal": Thing("plans", "goal", "goal_hide", _("een doel")),
    "followup": Thing("continuity", "follow_up", "follow_up_hide", _("een afspraak")),
    "referral": Thing("continuity", "referral", "referral_hide", _("een vraag om hulp")),
    "handover": Thing("continuity", "handover", "handover_hide", _("een overdracht")),
}


def model_of(kind: str) -> type[GatedRow]:
    """Raises KeyError for what is no such thing."""
    return apps.get_model(THINGS[kind].app, kind)


def kind_of(row: GatedRow) -> str:
    """As THINGS names it; empty for what is a part of something else."""
    kind = row._meta.model_name or ""
    return kind if kind in THINGS else ""


def thread_of(row: Any) -> UUID:
    return getattr(row, "thread_id", row.id)


def page_of(family: UUID, kind: str, thread: UUID) -> str:
    return reverse(THINGS[kind].page, args=[family, thread])


def readers_page_of(family: UUID, kind: str, thread: UUID) -> str:
    return reverse(THINGS[kind].hide, args=[family, thread])

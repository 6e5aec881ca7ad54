"""What an item of the record must carry for the gate to judge it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Cast, Concat

from stek.kit.models import FamilyRow, paired


def scope_field() -> models.GeneratedField:
    """`family/section`: the one text that row-level security compares."""
    return models.GeneratedField(
        expression=Concat(Cast("family_id", models.TextField()), models.Value("/"), models.F("section")),
        output_field=models.TextField(),
        db_persist=True,
    )


class RestsOn(ArrayField):
    """Comes back from the database when a row is added: what is built on a hidden thing lies under closings as well."""

    db_returning = True

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.fields.ArrayField", args, kwargs


class GatedRow(FamilyRow):
    """A row behind the gate. Private until `shared_at`; as closed as whatever it rests on.

    Its table has a moment at which it was written: `written_at` or `said_at`. `asks` says what a parent's yes must
    cover for somebody to read it (`stek.asks` in sql/yes.sql); the database fills it, and adds to `rests_on` the
    children and parents it is about.
    """

    section = models.CharField(max_length=48)
    scope = scope_field()
    author_id = models.UUIDField(editable=False)
    author_member_id = models.UUIDField(editable=False)
    rests_on = RestsOn(models.UUIDField(), editable=False)
    asks = ArrayField(models.TextField(), default=list, editable=False)
    shared_at = models.DateTimeField(null=True)
    shared_by = models.UUIDField(null=True)
    private = models.GeneratedField(
        expression=models.Q(shared_at__isnull=True),  # type: ignore[arg-type]
        output_field=models.BooleanField(),
        db_persist=True,
    )

    class Meta:
        abstract = True
        constraints = [*paired("shared")]


def said(row: GatedRow) -> datetime:
    """When it was written."""
    at: datetime = row.written_at if hasattr(row, "written_at") else row.said_at  # type: ignore[attr-defined]
    return at


def whose_of(row: GatedRow) -> UUID | None:
    """Whom it quotes, and whose it is to give; None for what is its author's own."""
    found: UUID | None = getattr(row, "whose_id", None)
    return found


def giver_of(row: GatedRow) -> UUID:
    """Who chooses who reads it."""
    return whose_of(row) or row.author_id

"""What an item of the record must carry for the gate to judge it."""

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


class GatedRow(FamilyRow):
    """A row behind the gate. Private until `shared_at`; sealed with whatever it rests on."""

    section = models.CharField(max_length=48)
    scope = scope_field()
    author_id = models.UUIDField(editable=False)
    author_member_id = models.UUIDField(editable=False)
    rests_on = ArrayField(models.UUIDField(), editable=False)
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

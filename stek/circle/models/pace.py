"""How closely a family wants to be followed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stek.kit.models import paired

from ..pace import WITHIN
from .gated import GatedRow


class Pace(GatedRow):
    """As a parent chose it; what each means stands in `circle.pace`. The newest holds; the former stay."""

    by_age = ArrayField(models.SmallIntegerField())
    stand_in_after = models.SmallIntegerField()
    circle_after = models.SmallIntegerField()
    handover_after = models.SmallIntegerField()
    consent_before = models.SmallIntegerField()
    many_steps = models.SmallIntegerField()
    few_days = models.SmallIntegerField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            *paired("shared"),
            models.CheckConstraint(
                condition=models.Q(by_age__len=3, stand_in_after__lte=models.F("circle_after"))
                & models.Q(**{f"{name}__range": among for name, among in WITHIN.items()}),
                name="circle_pace_in_order",
            ),
        ]
        indexes = [models.Index(fields=["family_id", "-written_at", "-id"], name="circle_pace_newest")]

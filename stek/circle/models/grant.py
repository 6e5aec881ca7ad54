"""Consent, its withdrawal, and what outranks it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stek.kit.models import FamilyRow, one_of, paired
from stek.policy import Purpose

from .gated import scope_field


class Grant(FamilyRow):
    """A parent's consent for one circle member: a section, a purpose, verbs, a period."""

    circle_member_id = models.UUIDField()
    section = models.CharField(max_length=48)
    scope = scope_field()
    purpose = models.CharField(max_length=12)
    verbs = ArrayField(models.CharField(max_length=12))
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField()
    given_by = models.UUIDField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            one_of("purpose", Purpose),
            *paired("withdrawn"),
            models.CheckConstraint(
                condition=models.Q(until_at__isnull=True) | models.Q(until_at__gt=models.F("from_at")),
                name="circle_grant_period_runs_forward",
            ),
        ]
        indexes = [models.Index(fields=["family_id", "circle_member_id"], name="circle_grant_holder")]


class Seal(FamilyRow):
    """Hides one thread or one section from one person. Only who placed it can see that it is there."""

    thread_id = models.UUIDField(null=True)
    section = models.CharField(max_length=48, blank=True)
    hidden_from = models.UUIDField()
    why_sealed = models.BinaryField(null=True)
    placed_at = models.DateTimeField()
    placed_by = models.UUIDField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            *paired("lifted"),
            models.CheckConstraint(
                condition=models.Q(thread_id__isnull=False, section="")
                | (models.Q(thread_id__isnull=True) & ~models.Q(section="")),
                name="circle_seal_one_target",
            ),
        ]
        indexes = [models.Index(fields=["hidden_from"], name="circle_seal_hidden_from")]

"""Emergency access: the code that opens it, that it happened, why, and who looked at it."""

from django.db import models

from stek.kit.models import FamilyRow, one_of, paired

from ..rules import Says


class EmergencyCode(FamilyRow):
    """What one parent carries, on a card or a phone: a carer who types it comes in for an hour. Only its hash is kept.

    Each parent has their own, so that nobody takes another's away.
    """

    code_hash = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            *paired("ended"),
            models.UniqueConstraint(
                fields=["family_id", "made_by"], condition=models.Q(ended_at__isnull=True),
                name="circle_emergencycode_one_each",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["code_hash"], name="circle_emergencycode_hash")]


class BreakGlass(FamilyRow):
    """A professional let themselves in, in an emergency: read only, for an hour. The parents are told of it later (`told_at`)."""

    person_id = models.UUIDField()
    organisation_id = models.UUIDField(null=True)  # where they worked at that moment
    opened_at = models.DateTimeField()
    until_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)  # a parent has seen that it happened
    reviewed_by = models.UUIDField(null=True)

    class Meta:
        constraints = [*paired("reviewed")]
        indexes = [models.Index(fields=["person_id"], name="circle_breakglass_person")]


class GlassReason(FamilyRow):
    """Why; its id is that of the emergency. Sealed with a key of its own, which the family's key does not open."""

    key_wrapped = models.BinaryField()
    why_sealed = models.BinaryField()


class GlassReview(FamilyRow):
    """What somebody said who looks at it for the organisation. Adds to what was said, and takes nothing back."""

    glass_id = models.UUIDField()
    says = models.CharField(max_length=8)
    tells_why = models.BooleanField(default=False)  # the parents may read the reason as well
    said_at = models.DateTimeField()
    said_by = models.UUIDField()

    class Meta:
        constraints = [
            one_of("says", Says),
            models.CheckConstraint(
                condition=models.Q(tells_why=False) | models.Q(says=Says.SEEN.value),
                name="circle_glassreview_tells_what_was_seen",
            ),
        ]
        indexes = [models.Index(fields=["family_id", "glass_id"], name="circle_glassreview_glass")]

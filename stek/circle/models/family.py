"""A family and its people. Belongs to no organisation."""

from django.db import models

from stek.kit.ids import uuid7
from stek.kit.models import FamilyRow, one_of

from ..rules import MemberKind


class Family(models.Model):
    """The unit of care: the children, their parents, who they count as theirs."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    zone = models.CharField(max_length=40, blank=True)  # primary care zone
    founded_at = models.DateTimeField()
    founded_by = models.UUIDField()


class FamilyKey(FamilyRow):
    """A data key of this family, wrapped; useless without the key-encryption key."""

    version = models.PositiveSmallIntegerField()
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["family_id", "version"], name="circle_familykey_version_once"),
        ]


class Member(FamilyRow):
    """A person of the family: a child born or expected, a parent, kin.

    Before birth there is no child subject, only the mother's expectation (`due_on`).
    """

    kind = models.CharField(max_length=8)
    called_sealed = models.BinaryField()
    born_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    has_authority = models.BooleanField(null=True)  # parental authority; null: not known
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [one_of("kind", MemberKind)]

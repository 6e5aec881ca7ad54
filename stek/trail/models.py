"""Who read or did what, when, for which purpose. Append-only, by trigger and by right.

Holds ids and no foreign keys, so that it outlives what it tells about.
"""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Cast, Concat

from stek.kit.models import FamilyRow

READINGS = ("read", "copy")  # deeds that change nothing: sql/readings.sql keeps those of parents and kin to themselves


class TrailEntry(FamilyRow):
    """`rests_on` makes an entry inherit the seals of what it tells about."""

    at = models.DateTimeField()
    person_id = models.UUIDField()
    deed = models.CharField(max_length=24)  # read, note, correct, share, seal, grant, withdraw, …
    purpose = models.CharField(max_length=12)
    kind = models.CharField(max_length=24)  # of what: story, observation, grant, …
    subject_id = models.UUIDField(null=True)
    section = models.CharField(max_length=48)
    scope = models.GeneratedField(
        expression=Concat(Cast("family_id", models.TextField()), models.Value("/"), models.F("section")),
        output_field=models.TextField(),
        db_persist=True,
    )
    reason = models.CharField(max_length=24)  # why the door opened: policy.Reason
    stood_as = models.CharField(max_length=12)  # as what they were here: policy.Role
    rests_on = ArrayField(models.UUIDField(), default=list)

    class Meta:
        indexes = [models.Index(fields=["family_id", "-at"], name="trail_entry_by_time")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

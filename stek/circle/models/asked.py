"""What somebody asked the author of one thing: to close it, or to open it for somebody."""

from datetime import timedelta

from django.db import models

from stek.kit.models import FamilyRow, one_of

from ..rules import Wish

ASKED_FOR = timedelta(days=14)  # so long a question without an answer stands at home; it stays on a page of its own


class AuthorAsked(FamilyRow):
    """One person asks the author of a thing, once. Nobody but those two can see it (sql/asked.sql)."""

    kind = models.CharField(max_length=12)  # of the thing, as `hideable.THINGS` names it
    thread_id = models.UUIDField()
    wish = models.CharField(max_length=8)
    for_person = models.UUIDField(null=True)  # who should read it too
    words_sealed = models.BinaryField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    asked_from = models.UUIDField()  # the place it was asked from
    asked_of = models.UUIDField()
    agreed = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("wish", Wish),
            models.CheckConstraint(
                condition=models.Q(wish=str(Wish.OPEN), for_person__isnull=False)
                | models.Q(wish=str(Wish.CLOSE), for_person__isnull=True),
                name="circle_authorasked_opens_for_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(agreed__isnull=True, answered_at__isnull=True)
                | models.Q(agreed__isnull=False, answered_at__isnull=False),
                name="circle_authorasked_answered_pair",
            ),
            models.UniqueConstraint(
                fields=["family_id", "thread_id", "asked_by", "wish", "for_person"], nulls_distinct=False,
                name="circle_authorasked_once",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["asked_of"], name="circle_authorasked_author")]

"""Consent, its withdrawal, and what outranks it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stek.kit.models import FamilyRow, one_of, paired
from stek.policy import Purpose

from .gated import scope_field


class Grant(FamilyRow):
    """A parent's yes to one circle member: a section, a purpose, verbs, a period, for all children or some of them.

    It opens what is about its giver and these children, written since `from_at` or, where it `reaches_back`, ever. A
    child or parent it is about needs a yes of its own: `stek.uncovered` in sql/yes.sql.
    """

    circle_member_id = models.UUIDField()
    section = models.CharField(max_length=48)
    scope = scope_field()
    purpose = models.CharField(max_length=12)
    verbs = ArrayField(models.CharField(max_length=12))
    children = ArrayField(models.UUIDField(), null=True)  # Members; None: all, also who comes later
    reaches_back = models.BooleanField(default=True)
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


class Hidden(FamilyRow):
    """Closes one thing for everybody but its readers. Only who hid it can see that it is closed.

    Its id stands in `rests_on` of whatever lies under it: the thing, what its hider built on it, and what is built on
    it afterwards.
    """

    thread_id = models.UUIDField()
    readers = ArrayField(models.UUIDField())  # persons, besides who hid it
    why_sealed = models.BinaryField(null=True)
    hidden_at = models.DateTimeField()
    hidden_by = models.UUIDField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)
    quotation = models.BooleanField(default=False, db_default=False)  # words of who closed it, that another wrote down

    class Meta:
        constraints = [*paired("lifted")]
        indexes = [
            models.Index(fields=["family_id"], condition=models.Q(lifted_at=None), name="circle_hidden_in_force"),
        ]


class QuotedChoice(FamilyRow):
    """Who reads what is quoted from a parent until they say so of one thing. The newest holds; the former stay."""

    carers = models.BooleanField()  # the professionals that this parent let in; else nobody but who wrote it down
    said_at = models.DateTimeField()
    said_by = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["family_id", "said_by", "-said_at", "-id"], name="circle_quotedchoice_newest")]


class Refusal(FamilyRow):
    """A parent's no to one place: what that parent wrote is not read from it. Seen by that parent, and by who stands
    there where the parent chose so; never by another parent.
    """

    circle_member_id = models.UUIDField()
    tells = models.BooleanField(default=False)  # whoever stands there reads that the parents differ about it
    said_at = models.DateTimeField()
    said_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            *paired("ended"),
            models.UniqueConstraint(
                fields=["family_id", "circle_member_id", "said_by"],
                condition=models.Q(ended_at__isnull=True), name="circle_refusal_once",
            ),
        ]  # fmt: skip

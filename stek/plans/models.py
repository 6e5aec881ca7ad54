"""What people plan with a family: goals, steps, reviews, and the sheet on the fridge."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stek.circle.models import GatedRow
from stek.kit.models import FamilyRow, one_of, paired

from .rules import Change, Fitting, MarkKind, Mode, Moves, Whose


class Goal(GatedRow):
    """What somebody hopes for, for the child, a parent, or what is between them. May serve one need.

    A correction is a new row in the same thread that supersedes the one before; nothing is overwritten. What
    hangs on a goal hangs on its thread.
    """

    thread_id = models.UUIDField()
    supersedes_id = models.UUIDField(null=True)
    whose = models.CharField(max_length=8)
    about = ArrayField(models.UUIDField(), default=list)  # Members
    words_sealed = models.BinaryField()
    need_thread = models.UUIDField(null=True)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            *paired("shared"),
            one_of("whose", Whose),
            models.UniqueConstraint(fields=["family_id", "supersedes_id"], name="plans_goal_corrected_once"),
        ]
        indexes = [models.Index(fields=["family_id", "written_at"], name="plans_goal_written")]


class Step(GatedRow):
    """Something that will be done: it raises a support or softens a burden, somebody owns it, and it has an end.

    It rests on its owners' places too: whoever may not know of one does not see the step. It is corrected as
    a goal is.
    """

    thread_id = models.UUIDField()
    supersedes_id = models.UUIDField(null=True)
    goal_id = models.UUIDField()  # the thread of a Goal
    words_sealed = models.BinaryField()
    moves = models.CharField(max_length=8)
    factor_thread = models.UUIDField(null=True)
    factor_sealed = models.BinaryField(null=True)  # in words, when no factor is linked
    family_owns = models.BooleanField(default=False)
    owners = ArrayField(models.UUIDField(), default=list)  # places in the circle
    starts_on = models.DateField()
    ends_on = models.DateField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            *paired("shared"),
            one_of("moves", Moves),
            models.CheckConstraint(
                condition=models.Q(family_owns=True) | models.Q(owners__len__gt=0), name="plans_step_has_an_owner"
            ),
            models.CheckConstraint(
                condition=models.Q(factor_thread__isnull=True, factor_sealed__isnull=False)
                | models.Q(factor_thread__isnull=False, factor_sealed__isnull=True),
                name="plans_step_moves_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="plans_step_ends_after"
            ),
            models.UniqueConstraint(fields=["family_id", "supersedes_id"], name="plans_step_corrected_once"),
        ]
        indexes = [models.Index(fields=["family_id", "goal_id"], name="plans_step_goal")]


class Review(GatedRow):
    """What changed, in whose eyes, and how it goes on. Each with words; the one before stays."""

    goal_id = models.UUIDField()  # the thread of a Goal
    change = models.CharField(max_length=12)
    words_sealed = models.BinaryField()
    quoted_id = models.UUIDField(null=True)  # the Member in whose eyes
    quoted_as_sealed = models.BinaryField(null=True)  # in whose eyes, when not of the family
    fitting = models.CharField(max_length=12)
    fitting_sealed = models.BinaryField()
    said_on = models.DateField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [*paired("shared"), one_of("change", Change), one_of("fitting", Fitting)]
        indexes = [models.Index(fields=["family_id", "goal_id"], name="plans_review_goal")]


class Mark(GatedRow):
    """What somebody said on a day: a step ended, a goal knew a small success, care for a need goes on like this."""

    of_id = models.UUIDField()  # the thread of a Step, a Goal or a Need
    kind = models.CharField(max_length=8)
    mode = models.CharField(max_length=8, blank=True)
    words_sealed = models.BinaryField()
    said_on = models.DateField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            *paired("shared"),
            one_of("kind", MarkKind),
            models.CheckConstraint(
                condition=models.Q(kind=str(MarkKind.MODE), mode__in=[str(mode) for mode in Mode])
                | (~models.Q(kind=str(MarkKind.MODE)) & models.Q(mode="")),
                name="plans_mark_mode_only_of_a_need",
            ),
        ]
        indexes = [models.Index(fields=["family_id", "of_id"], name="plans_mark_of")]


class Sheet(GatedRow):
    """What hangs on the fridge in one week, as it was written. A new one each time; the former stay."""

    body_sealed = models.BinaryField()  # the lines, as JSON
    week_on = models.DateField()  # a Monday
    written_at = models.DateTimeField()

    class Meta:
        constraints = [*paired("shared")]
        indexes = [models.Index(fields=["family_id", "-written_at", "-id"], name="plans_sheet_newest")]


class Aside(FamilyRow):
    """One person put one suggestion aside. What it was about cannot be read from the key."""

    person_id = models.UUIDField()
    key = models.CharField(max_length=64)
    put_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["family_id", "person_id", "key"], name="plans_aside_once"),
        ]

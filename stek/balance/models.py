"""What carries and what burdens, how it holds in each person's own word, and the tasks of this time of life."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stek.circle.models import GatedRow
from stek.kit.models import one_of, paired

from .rules import Holds, Lasting, Level, MarkKind, Side, TaskState


class Factor(GatedRow):
    """Something that carries or burdens this family, as somebody says. From the catalogue, in own words, or both.

    Never a property of a person. A correction is a new row in the same thread; what is over is marked so,
    and stays. It rests on the notes it was read from: who may not see one of those does not see this.
    """

    thread_id = models.UUIDField()
    supersedes_id = models.UUIDField(null=True)
    code = models.CharField(max_length=40, blank=True)  # of the catalogue, where it was not sealed yet
    # The code, and whether it is about safety; sealed for every factor, as long as for any other, so that nobody
    # who holds the database knows where danger was suspected.
    code_sealed = models.BinaryField(null=True)
    words_sealed = models.BinaryField(null=True)
    side = models.CharField(max_length=8)
    level = models.CharField(max_length=8)
    about = ArrayField(models.UUIDField(), default=list)  # Members
    lasting = models.CharField(max_length=8, blank=True)
    since_on = models.DateField(null=True)
    observations = ArrayField(models.UUIDField(), default=list)  # threads of the story
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            *paired("shared"),
            one_of("side", Side),
            one_of("level", Level),
            one_of("lasting", ["", *Lasting]),
            models.CheckConstraint(
                condition=~models.Q(code="")
                | models.Q(words_sealed__isnull=False)
                | models.Q(code_sealed__isnull=False),
                name="balance_factor_says_something",
            ),
            models.UniqueConstraint(fields=["family_id", "supersedes_id"], name="balance_factor_corrected_once"),
        ]
        indexes = [models.Index(fields=["family_id", "thread_id"], name="balance_factor_thread")]


class Mark(GatedRow):
    """What somebody said about a factor on a day: it is over, or these parents see it so too."""

    factor_thread = models.UUIDField()
    kind = models.CharField(max_length=8)
    said_on = models.DateField()
    parents = ArrayField(models.UUIDField(), default=list)  # Members, for `agreed`
    words_sealed = models.BinaryField(null=True)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [*paired("shared"), one_of("kind", MarkKind)]
        indexes = [models.Index(fields=["family_id", "factor_thread"], name="balance_mark_factor")]


class Perspective(GatedRow):
    """How it holds now, in the author's own word. The newest of each person counts; the earlier ones stay."""

    holds = models.CharField(max_length=8)
    words_sealed = models.BinaryField(null=True)
    said_on = models.DateField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [*paired("shared"), one_of("holds", Holds)]
        indexes = [models.Index(fields=["family_id", "said_on"], name="balance_perspective_day")]


class TaskWord(GatedRow):
    """What somebody says of a task of this time of life: it goes, it asks attention, or it is not known."""

    code = models.CharField(max_length=40)
    about = ArrayField(models.UUIDField(), default=list)  # Members: whose task it is
    state = models.CharField(max_length=8)
    words_sealed = models.BinaryField(null=True)
    said_on = models.DateField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [*paired("shared"), one_of("state", TaskState)]
        indexes = [models.Index(fields=["family_id", "said_on"], name="balance_taskword_day")]

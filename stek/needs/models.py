"""What a family needs now, as people said it, and with which parents it was looked at."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stek.circle.models import GatedRow
from stek.kit.models import one_of, paired

from .rules import WITHOUT_REVIEW, Echelon, State, Whose


class Need(GatedRow):
    """One saying about one need. Whoever says something else adds a row to the thread; nothing is overwritten.

    Anybody in the circle who may note may add to a shared thread. The echelon and whose need it is stay
    what they were: another need is another thread. It rests on the notes its author chose, and on nothing
    that a note says by itself.
    """

    thread_id = models.UUIDField()
    supersedes_id = models.UUIDField(null=True)
    echelon = models.CharField(max_length=12)
    state = models.CharField(max_length=16)
    whose = models.CharField(max_length=12)
    about = ArrayField(models.UUIDField(), default=list)  # Members
    words_sealed = models.BinaryField(null=True)
    work_sealed = models.BinaryField(null=True)  # what the family did themselves; only when it is met
    review_on = models.DateField(null=True)
    notes = ArrayField(models.UUIDField(), default=list)  # threads of the story it rests on
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            *paired("shared"),
            one_of("echelon", Echelon),
            one_of("state", State),
            one_of("whose", Whose),
            models.CheckConstraint(
                condition=~models.Q(state=str(State.NOW)) | models.Q(review_on__isnull=False),
                name="needs_need_now_has_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=sorted(map(str, WITHOUT_REVIEW))) | models.Q(review_on__isnull=True),
                name="needs_need_open_question_has_no_day",
            ),
            models.CheckConstraint(
                condition=models.Q(state=str(State.MET), work_sealed__isnull=False)
                | (~models.Q(state=str(State.MET)) & models.Q(work_sealed__isnull=True)),
                name="needs_need_met_is_their_own_work",
            ),
        ]
        indexes = [models.Index(fields=["family_id", "thread_id", "-said_at", "-id"], name="needs_need_by_thread")]


class Together(GatedRow):
    """One saying about a need was looked at together with these parents, on this day."""

    need_id = models.UUIDField()  # the saying that was looked at
    parents = ArrayField(models.UUIDField())  # Members
    looked_on = models.DateField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = [*paired("shared")]

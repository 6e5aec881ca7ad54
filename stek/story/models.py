"""What somebody noticed, and how one thing moves another."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stek.circle.models import GatedRow
from stek.kit.models import one_of, paired

from .rules import Certainty, Domain, Knowing, Lane, Tone


class SetByDatabase(models.UUIDField):
    """Comes back from the database when a row is added."""

    db_returning = True

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.UUIDField", args, kwargs


class Observation(GatedRow):
    """A short narrative of something noticed. Only the words are mandatory.

    A correction is a new row in the same thread that supersedes the one before;
    nothing is overwritten.
    """

    thread_id = models.UUIDField()
    supersedes_id = models.UUIDField(null=True)
    words_sealed = models.BinaryField()
    quoted_id = models.UUIDField(null=True)  # the Member whose own words these are
    quoted_as_sealed = models.BinaryField(null=True)  # who said it, when not of the family
    told_by_id = models.UUIDField(null=True)  # the Member who told it, as it was asked; never worked out
    told_as_sealed = models.BinaryField(null=True)  # who told it, when not of the family
    # The person who told it and reads it always, and whose it is to give: set by the database when it is shared.
    whose_id = SetByDatabase(null=True, editable=False)
    lane = models.CharField(max_length=12)
    about = ArrayField(models.UUIDField(), default=list)  # Members
    knowing = models.CharField(max_length=12, blank=True)
    tone = models.CharField(max_length=12)
    # Whether it is about safety, said by its author: sealed for every note, as long as for any other, so that
    # nobody who holds the database knows where danger was suspected. None: of before this was asked.
    safety_sealed = models.BinaryField(null=True)
    small_success = models.BooleanField(default=False)
    domains = ArrayField(models.CharField(max_length=16), default=list)
    happened_on = models.DateField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            *paired("shared"),
            one_of("lane", Lane),
            one_of("tone", Tone),
            one_of("knowing", ["", *Knowing]),
            models.CheckConstraint(
                condition=models.Q(domains__contained_by=[str(code) for code in Domain]),
                name="story_observation_domains_known",
            ),
            models.UniqueConstraint(fields=["family_id", "supersedes_id"], name="story_observation_corrected_once"),
        ]
        indexes = [
            models.Index(fields=["family_id", "-happened_on", "-id"], name="story_observation_by_day"),
        ]


class Influence(GatedRow):
    """'A moves B': a hypothesis with an author, never a cause, never blame.

    Links two threads of the story. Rests on both: who may not read one end does not see the link.
    """

    from_thread = models.UUIDField()
    to_thread = models.UUIDField()
    both_ways = models.BooleanField(default=False)
    certainty = models.CharField(max_length=12)
    words_sealed = models.BinaryField(null=True)
    written_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    until_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            *paired("shared"),
            *paired("until"),
            one_of("certainty", Certainty),
            models.CheckConstraint(
                condition=~models.Q(from_thread=models.F("to_thread")), name="story_influence_two_ends"
            ),
        ]

"""Who will do something by a day, what was asked of an offer, and responsibility that passes on.

What happens to one of these is a `Move`: a row with its author, in the order of `machines.py`. How it stands
now is the state of the newest move that one may see; before the first, the first state of its machine.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stek.circle.models import GatedRow
from stek.kit.ids import uuid7
from stek.kit.models import one_of, paired

from .machines import Kind, State, Step
from .rules import SILENT, Way


class FollowUp(GatedRow):
    """Its author will do this by that day. To give it to somebody else is to ask them: see `Move`.

    Rests on who stands in and whom it is asked of at once: whoever may not know of one of them does not see it.
    """

    way = models.CharField(max_length=12)
    words_sealed = models.BinaryField()
    about = ArrayField(models.UUIDField(), default=list)  # Members
    due_on = models.DateField()
    due_time = models.TimeField(null=True)
    stand_in = models.UUIDField(null=True)  # a place in the circle; none: whoever is there
    need_thread = models.UUIDField(null=True)
    note_thread = models.UUIDField(null=True)  # the note of the story it came from
    written_at = models.DateTimeField()

    class Meta:
        constraints = [*paired("shared"), one_of("way", Way)]
        indexes = [models.Index(fields=["family_id", "due_on"], name="continuity_followup_due")]


class Referral(GatedRow):
    """What was asked of an offer, for one need. Its author keeps an eye on it until it is ended."""

    need_thread = models.UUIDField()
    offer_id = models.UUIDField(null=True)  # of the directory; its name is kept as it was
    offer_sealed = models.BinaryField()
    bridge_sealed = models.BinaryField(null=True)  # what helps in the meantime
    stand_in = models.UUIDField(null=True)
    silent_after = models.SmallIntegerField()  # days without a word
    asked_on = models.DateField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            *paired("shared"),
            models.CheckConstraint(
                condition=models.Q(silent_after__range=SILENT), name="continuity_referral_silent_after"
            ),
        ]
        indexes = [models.Index(fields=["family_id", "need_thread"], name="continuity_referral_need")]


class Handover(GatedRow):
    """Its author passes responsibility to somebody else around the family. The words are for the family to read too."""

    to_place = models.UUIDField()
    words_sealed = models.BinaryField()
    overlap_until = models.DateField(null=True)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            *paired("shared"),
            models.CheckConstraint(
                condition=~models.Q(to_place=models.F("author_member_id")), name="continuity_handover_to_another"
            ),
        ]
        indexes = [models.Index(fields=["family_id", "written_at"], name="continuity_handover_written")]


class Carried(GatedRow):
    """One note that goes with a handover. Rests on the note: what is hidden from somebody does not travel to them."""

    handover_id = models.UUIDField()
    note_thread = models.UUIDField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            *paired("shared"),
            models.UniqueConstraint(fields=["family_id", "handover_id", "note_thread"], name="continuity_carried_once"),
        ]


class Move(GatedRow):
    """One step in one of the machines. `state` is how it stands from then on."""

    kind = models.CharField(max_length=12)
    of_id = models.UUIDField()
    before_id = models.UUIDField(null=True)  # the move its author saw last
    step = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    words_sealed = models.BinaryField(null=True)
    due_on = models.DateField(null=True)  # the new day, when it is put off
    place = models.UUIDField(null=True)  # whom it is passed to
    on_day = models.DateField()  # when it happened
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            *paired("shared"),
            one_of("kind", Kind),
            one_of("step", Step),
            one_of("state", State),
            models.CheckConstraint(
                condition=models.Q(step=str(Step.ASK), place__isnull=False)
                | (~models.Q(step=str(Step.ASK)) & models.Q(place__isnull=True)),
                name="continuity_move_asks_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(step=str(Step.PUT_OFF), due_on__isnull=False)
                | (~models.Q(step=str(Step.PUT_OFF)) & models.Q(due_on__isnull=True)),
                name="continuity_move_put_off_to_a_day",
            ),
        ]
        indexes = [models.Index(fields=["family_id", "of_id", "-written_at", "-id"], name="continuity_move_newest")]


class Feed(models.Model):
    """The address of one person's own calendar. Only the hash of its secret is kept; ends, never vanishes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    secret_hash = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["secret_hash"], name="continuity_feed_secret"),
            models.UniqueConstraint(
                fields=["person_id"], condition=models.Q(ended_at__isnull=True), name="continuity_feed_one_each"
            ),
        ]


KIND_OF: dict[type, Kind] = {FollowUp: Kind.FOLLOW_UP, Referral: Kind.REFERRAL, Handover: Kind.HANDOVER}

"""Accounts. Who somebody is and how they are told that something waits, never what they may see: that is the circle's."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Least, Lower

from stek.kit.ids import uuid7
from stek.kit.models import one_of

from .rules import Discipline, Rhythm, Wish


class Organisation(models.Model):
    """Where professionals work. Holds no family data."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)


class Reviewer(models.Model):
    """Who looks at the emergency accesses of people of one organisation, named by it. Given by `stek reviewer`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    person = models.ForeignKey("Person", models.PROTECT, db_index=False)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=models.Q(until_at=None), name="people_reviewer_once"
            ),
        ]


class Team(models.Model):
    """A unit of an organisation that cares for a family together. Holds no family data."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    name = models.CharField(max_length=200)


class TeamMember(models.Model):
    """Who is in a team, in a half-open period, as its organisation says. Who comes back has another row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(Team, models.PROTECT)
    person = models.ForeignKey("Person", models.PROTECT)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "person"], condition=models.Q(until_at=None), name="people_teammember_once"
            ),
            models.CheckConstraint(
                condition=models.Q(until_at=None) | models.Q(until_at__gt=models.F("from_at")),
                name="people_teammember_period_runs_forward",
            ),
        ]


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=email.strip(), **fields)
        person.set_password(password)
        person.save()
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username or "")


class Person(AbstractBaseUser):
    """Somebody who can sign in: a parent, kin, a friend, a professional.

    There is no superuser and no staff flag: nobody stands above the gate.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    discipline = models.CharField(max_length=24, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    shift_off_at = models.DateTimeField(null=True)  # since when three times Shift does not leave, at their wish

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = PersonManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="people_person_email_once"),
            one_of("discipline", ["", *Discipline]),
        ]

    def __str__(self) -> str:
        return str(self.pk)  # an id: the text of a model ends up in logs

    def get_full_name(self) -> str:
        return self.name


class LiveSession(models.Model):
    """A session that is open now. Only its hash is kept, and the app role cannot read this table.

    The door role writes it at sign-in and sign-out; the functions behind row-level
    security look the token up. Ending a session takes effect with the next statement.
    """

    token_hash = models.BinaryField(primary_key=True, max_length=32)
    person_id = models.UUIDField()
    opened_at = models.DateTimeField()
    until_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    second_factor_at = models.DateTimeField(null=True)
    acting_from = ArrayField(
        models.UUIDField(), default=list, db_default=[]
    )  # places chosen in it: circle/sql/two_cards.sql

    class Meta:
        indexes = [
            models.Index(fields=["person_id"], name="people_livesession_person"),
            models.Index(Least("ended_at", "until_at"), name="people_livesession_over"),  # for `clearing.sql`
        ]


class ChannelKind(models.TextChoices):
    MAIL = "mail"


class Channel(models.Model):
    """How one person wants to be told that something waits, by one channel. No row: as `Wish` has it.

    Each person sees and changes their own only: row-level security says so too.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, db_index=False)
    kind = models.CharField(max_length=8, default=ChannelKind.MAIL)
    off_at = models.DateTimeField(null=True)  # since when they are not told
    rhythm = models.CharField(max_length=16)
    hour = models.PositiveSmallIntegerField()
    quiet_from = models.PositiveSmallIntegerField()
    quiet_until = models.PositiveSmallIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="people_channel_once"),
            one_of("kind", ChannelKind.values),
            one_of("rhythm", Rhythm),
            models.CheckConstraint(
                condition=models.Q(hour__lte=23, quiet_from__lte=23, quiet_until__lte=23), name="people_channel_hours"
            ),
            models.CheckConstraint(
                condition=models.Q(rhythm=Rhythm.AS_IT_COMES.value)
                | models.Q(quiet_from=models.F("quiet_until"))
                | models.Q(quiet_from__lt=models.F("quiet_until"))
                & (models.Q(hour__lt=models.F("quiet_from")) | models.Q(hour__gte=models.F("quiet_until")))
                | models.Q(
                    quiet_from__gt=models.F("quiet_until"),
                    hour__lt=models.F("quiet_from"),
                    hour__gte=models.F("quiet_until"),
                ),
                name="people_channel_can_come",
            ),
        ]

    @property
    def wish(self) -> Wish:
        return Wish(self.off_at is None, Rhythm(self.rhythm), self.hour, self.quiet_from, self.quiet_until)


class Reminder(models.Model):
    """Somebody is told that something waits: once a day, and this row is the mail. Written and read by the worker only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, db_index=False)
    day = models.DateField()
    told_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)  # accepted by the mail server

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="people_reminder_once_a_day")]
        indexes = [models.Index(fields=["day"], name="people_reminder_day")]


class Draft(models.Model):
    """A form as it stands, not saved yet; or, with `arrived_at`, one that was, so that its key is known for some hours.

    Of who types it and of nobody else: row-level security says so too. Sealed with a key of its own.
    """

    id = models.UUIDField(primary_key=True, editable=False)  # follows from the author and the key of the form
    person_id = models.UUIDField()
    page = models.CharField(max_length=500)
    key_wrapped = models.BinaryField()
    fields_sealed = models.BinaryField()
    kept_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    went_to = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "-kept_at"], name="people_draft_of_a_person"),
            models.Index(
                fields=["arrived_at"], condition=models.Q(arrived_at__isnull=False), name="people_draft_arrived"
            ),
        ]

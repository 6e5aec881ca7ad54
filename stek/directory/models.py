"""The regional directory: who offers what. Holds no family data, and no column points at one."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from stek.kit.ids import uuid7
from stek.kit.models import one_of
from stek.people.models import Organisation, Person

from .rules import (
    BANDS,
    ECHELONS,
    FIRST_MONTH,
    LAST_MONTH,
    LATITUDES,
    LONGEST_SILENCE,
    LONGITUDES,
    Cost,
    Kind,
    Line,
    Referral,
)


class Initiative(models.Model):
    """What an organisation does under a name of its own: a house, a team, a practice."""

    id = models.UUIDField(primary_key=True, editable=False)  # made from its words, see rules.id_of
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="directory_initiative_once"),
        ]


class Offer(models.Model):
    """One thing that somebody can turn to. The line belongs to the offer, not to who offers it.

    None and empty mean: we do not know. `zones` may hold 'alle', for all of Flanders and Brussels.
    `silent_after`: after how many days without an answer a referral to it is silent; None: `rules.SILENT_AFTER`.
    `until`: the first day on which it is no longer there; the row stays, for who reads about it later.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    initiative = models.ForeignKey(Initiative, models.PROTECT)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=24, blank=True)
    line = models.SmallIntegerField(null=True)
    echelons = ArrayField(models.SmallIntegerField(), default=list)
    from_months = models.SmallIntegerField(null=True)
    to_months = models.SmallIntegerField(null=True)
    zones = ArrayField(models.CharField(max_length=40), default=list)
    languages = ArrayField(models.CharField(max_length=3), default=list)
    interpreter = models.BooleanField(null=True)
    cost = models.CharField(max_length=8, blank=True)
    cost_words = models.CharField(max_length=500, blank=True)
    referral = models.CharField(max_length=8, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    mail = models.CharField(max_length=254, blank=True)
    web = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=120, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    hours = models.CharField(max_length=1000, blank=True)
    about = models.CharField(max_length=5000, blank=True)
    silent_after = models.SmallIntegerField(null=True)
    until = models.DateField(null=True)
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField(null=True)  # a person; None: from the command line

    class Meta:
        constraints = [
            one_of("kind", ["", *Kind]),
            one_of("cost", ["", *Cost]),
            one_of("referral", ["", *Referral]),
            models.CheckConstraint(
                condition=Q(line__in=list(map(int, Line))) | Q(line=None), name="directory_offer_line"
            ),
            models.CheckConstraint(condition=Q(echelons__contained_by=list(ECHELONS)), name="directory_offer_echelons"),
            models.CheckConstraint(
                condition=(Q(from_months=None) | Q(from_months__range=(FIRST_MONTH, LAST_MONTH)))
                & (Q(to_months=None) | Q(to_months__range=(FIRST_MONTH, LAST_MONTH)))
                & (Q(from_months=None) | Q(to_months=None) | Q(from_months__lt=F("to_months"))),
                name="directory_offer_ages",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__range=LATITUDES, longitude__range=LONGITUDES),
                name="directory_offer_place",
            ),
            models.CheckConstraint(
                condition=Q(silent_after=None) | Q(silent_after__range=(1, LONGEST_SILENCE)),
                name="directory_offer_silent_after",
            ),
        ]
        indexes = [GinIndex(fields=["zones"], name="directory_offer_zones")]


class WaitingCheck(models.Model):
    """On this day somebody asked how long one waits. A later answer is a new row; the newest is shown."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    offer = models.ForeignKey(Offer, models.CASCADE)
    words = models.CharField(max_length=300, blank=True)
    days = models.SmallIntegerField(null=True)
    free_places = models.SmallIntegerField(null=True)
    checked_on = models.DateField()
    checked_by = models.CharField(max_length=120)
    person = models.ForeignKey(Person, models.PROTECT, null=True)  # None: from a file
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(days=None) | Q(days__gte=0)) & (Q(free_places=None) | Q(free_places__gte=0)),
                name="directory_waitingcheck_not_negative",
            ),
            models.CheckConstraint(condition=~Q(checked_by=""), name="directory_waitingcheck_by_somebody"),
        ]
        indexes = [models.Index(fields=["offer", "-checked_on", "-written_at", "-id"], name="directory_check_newest")]


class Editor(models.Model):
    """Who may change the directory: all of it, or the offers of one organisation. Given by `stek directory`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True)  # None: the whole directory
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(until_at=None), nulls_distinct=False,
                name="directory_editor_once",
            ),
        ]  # fmt: skip


class NothingFits(models.Model):
    """Somebody looked, and nothing was there. Says nothing about a family: no person, no hour, no exact age.

    The id is drawn, not counted, so that it tells no moment either. Only a later view of a region reads it, with
    small numbers left out; the pages of Stek can only add.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    zone = models.CharField(max_length=40, blank=True)
    echelons = ArrayField(models.SmallIntegerField(), default=list)
    age_band = models.CharField(max_length=8, blank=True)
    languages = ArrayField(models.CharField(max_length=3), default=list)
    costs = ArrayField(models.CharField(max_length=8), default=list)
    lines = ArrayField(models.SmallIntegerField(), default=list)
    asked_on = models.DateField()

    class Meta:
        constraints = [
            one_of("age_band", ["", *BANDS]),
            models.CheckConstraint(
                condition=Q(echelons__contained_by=list(ECHELONS)), name="directory_nothingfits_echelons"
            ),
        ]

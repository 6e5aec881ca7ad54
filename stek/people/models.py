"""Accounts. Who somebody is, never what they may see: that is the circle's to say."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from stek.kit.ids import uuid7
from stek.kit.models import one_of

from .rules import Discipline


class Organisation(models.Model):
    """Where professionals work. Holds no family data."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)


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

    class Meta:
        indexes = [models.Index(fields=["person_id"], name="people_livesession_person")]

"""A new password ends the address of somebody's calendar too: whoever had their phone may have made one."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.dispatch import receiver
from django.http import HttpRequest

from stek.people.models import Person
from stek.people.stepping import stepping_in

from .calendar import end_feed


@receiver(password_changed)
@receiver(password_reset)
@receiver(password_set)
def end_own_calendar(sender: Any, request: HttpRequest, user: Person, **kwargs: Any) -> None:
    # In their name: who has just chosen a new password has no live session at this moment.
    with stepping_in(user.pk) as signed:
        if signed:
            end_feed(by=signed, at=signed.at)

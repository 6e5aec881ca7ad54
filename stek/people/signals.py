"""Sign-in opens a live session, sign-out ends it, a new password ends them all."""

from typing import Any

from allauth.account.signals import (
    authentication_step_completed,
    password_changed,
    password_reset,
    password_set,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from stek.kit import clock

from . import door
from .models import Person


@receiver(authentication_step_completed)
def remember_second_factor(sender: Any, request: HttpRequest, method: str, **kwargs: Any) -> None:
    if method != "mfa":
        return
    request.second_factor_at = clock.now()  # type: ignore[attr-defined]
    if request.session.session_key:
        door.second_factor_given(token=request.session.session_key, at=clock.now())


@receiver(user_logged_in)
def open_live_session(sender: Any, request: HttpRequest, user: Person, **kwargs: Any) -> None:
    if request.session.session_key is None:
        request.session.save()
    door.open_session(
        token=request.session.session_key or "",
        person=user.pk,
        at=clock.now(),
        second_factor_at=getattr(request, "second_factor_at", None),
    )


@receiver(user_logged_out)
def end_live_session(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    if request.session.session_key:
        door.end_session(token=request.session.session_key, at=clock.now())


@receiver(password_changed)
@receiver(password_reset)
@receiver(password_set)
def end_every_live_session(sender: Any, request: HttpRequest, user: Person, **kwargs: Any) -> None:
    door.end_all_sessions(person=user.pk, at=clock.now())


def end_at_once(token: str) -> None:
    """The session of who left without reach, before anything else is asked in its name."""
    door.end_session(token=token, at=clock.now())

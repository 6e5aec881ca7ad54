"""A second key that is made on the way to something else: where somebody came from is kept until they are back."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

BACK = "after_second_key"  # in the session; the pages about second keys show the way back


def has_second_key(person: UUID) -> bool:
    """An app or a passkey; codes on paper alone are none."""
    return Authenticator.objects.filter(user_id=person).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def remember(request: HttpRequest, back: str) -> None:
    """`back` when it is a page of ours; anything else is forgotten."""
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, None):
        request.session[BACK] = back

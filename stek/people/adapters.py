"""Where Stek differs from allauth: nobody signs up without an invitation, and a second key is called as we call it."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import invited
from .models import Person

WAYS = {
    "reauthenticate": _("Met mijn wachtwoord"),
    "mfa_reauthenticate": _("Met een code"),
    "mfa_reauthenticate:webauthn": _("Met een toegangssleutel"),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_taken": _(
            "Met dit adres is er al een account. Meld je daarmee aan, en open de link van de uitnodiging opnieuw."
        ),
    }

    def clean_email(self, email: str) -> str:
        """Whoever asks for the same address at the same time waits here, and then finds what the first one made."""
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtextextended('address/' || lower(%s), 0))", [email])
        return super().clean_email(email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail somebody waits for goes now, or the page says that it did not and nothing is changed (the 503 is undone).

        The same for every address: an address without an account is mailed too.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:  # of the network, and of smtplib
            raise ImmediateHttpResponse(TemplateResponse(None, "people/mail_away.html", status=503)) from error  # type: ignore[arg-type]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Open for who came through the link of an invitation that still holds."""
        return invited.may_sign_up(request)

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        """One link makes one account: who comes second finds what they would find without a link."""
        if not invited.takes(request, user.pk):
            raise ImmediateHttpResponse(TemplateResponse(request, "account/signup_closed.html"))
        return super().save_user(request, user, form, commit)

    def get_reauthentication_methods(self, user: Person | AnonymousUser) -> list[dict]:
        return [way | {"description": WAYS[way["id"]]} for way in super().get_reauthentication_methods(user)]


class SecondKeyAdapter(DefaultMFAAdapter):
    """What a device shows when it asks for a passkey: for which site, and whose."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Dit klopt niet, of het is al gebruikt. Probeer het nog eens."),
    }

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:
        there = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Toegangssleutel {number}").format(number=there + 1)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": "Stek"}

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        return super().get_public_key_credential_user_entity(user) | {"display_name": user.name}

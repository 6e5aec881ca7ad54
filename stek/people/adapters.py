"""Where Stek differs from allauth: nobody signs up without an invitation."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

INVITED = "invited_to"


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_taken": _(
            "Met dit adres is er al een account. Meld je daarmee aan, en open de link van de uitnodiging opnieuw."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Open for who came through the link of an invitation that still holds."""
        return INVITED in request.session

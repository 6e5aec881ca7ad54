"""Where Stek differs from allauth: nobody signs up without an invitation."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

INVITED = "invited_to"


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Open for who came through the link of an invitation that still holds."""
        return INVITED in request.session

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import Person


class NameForm(forms.Form):
    """What sign-up asks beside an address and a password."""

    name = forms.CharField(label=_("Hoe mogen we je noemen?"), max_length=120)

    def signup(self, request: HttpRequest, user: Person) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])

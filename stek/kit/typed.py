"""What somebody typed in a form that was sent, for a page that has to give it back."""

from django.http import HttpRequest

from .forms import word_fields
from .ids import is_id

# Fields of the page itself, or of signing in: never shown again.
OF_THE_PAGE = {"csrfmiddlewaretoken", "tag", "page", "next", "card"}
SECRETS = {"password", "password1", "password2", "oldpassword", "credential"}
ABOUT_ONES_ACCOUNT = ("/accounts/", "/address/")  # codes are typed there


def typed_words(request: HttpRequest) -> str:
    """Every text with a space or a line in it, and the usual fields."""
    if is_secret(request):
        return ""
    usual = word_fields()
    found = (
        text for name, texts in request.POST.lists() if name not in OF_THE_PAGE
        for text in texts if text.strip() and not is_id(text) and (name in usual or len(text.split()) > 1)
    )  # fmt: skip
    return "\n\n".join(found)


def is_secret(request: HttpRequest) -> bool:
    return not SECRETS.isdisjoint(request.POST) or request.path.startswith(ABOUT_ONES_ACCOUNT)

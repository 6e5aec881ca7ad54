"""The fixed texts of this code in the language of the page, for whoever asks the same few over and over.

Django asks every catalogue anew each time; here a text is looked up once in each language.
"""

from functools import cache

from django.utils import translation


def gettext(text: str) -> str:
    """As Django's own."""
    return _said(translation.get_language(), text)


@cache
def _said(_language: str | None, text: str) -> str:
    return translation.gettext(text)


def pgettext(context: str, text: str) -> str:
    """As Django's own."""
    return _said_in(translation.get_language(), context, text)


@cache
def _said_in(_language: str | None, context: str, text: str) -> str:
    return translation.pgettext(context, text)

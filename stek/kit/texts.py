"""What is said in the language of the page, worked out once in each, for whoever asks the same over and over.

Django asks every catalogue anew each time.
"""

from collections.abc import Callable
from functools import cache, wraps

from django.utils import translation


def kept[**Given, Answer](ask: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Decorates what answers fixed things, never words of people, in the active language."""

    @cache
    def answers(_language: str | None, *given: Given.args, **named: Given.kwargs) -> Answer:
        return ask(*given, **named)

    @wraps(ask)
    def answer(*given: Given.args, **named: Given.kwargs) -> Answer:
        return answers(translation.get_language(), *given, **named)  # type: ignore[arg-type] # what is fixed is hashable

    return answer


gettext = kept(translation.gettext)
pgettext = kept(translation.pgettext)

"""A fixed text is the one that Django gives, in whichever language was asked before."""

from django.utils import translation

from stek.kit import texts


def test_each_language_keeps_its_own():
    for code in ("nl-be", "fr", "en", "fr", "nl-be"):
        with translation.override(code):
            assert texts.gettext("Monday") == translation.gettext("Monday")
            assert texts.pgettext("alt. month", "May") == translation.pgettext("alt. month", "May")


def test_they_differ():
    said = set()
    for code in ("nl-be", "fr", "en"):
        with translation.override(code):
            said.add((texts.gettext("Monday"), texts.pgettext("alt. month", "May")))
    assert len(said) == 3

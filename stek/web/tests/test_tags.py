"""The tags of our own."""

from types import SimpleNamespace
from uuid import UUID

import pytest
from django.template import defaultfilters, engines
from django.urls import NoReverseMatch, reverse
from django.utils import translation

FAMILY, NOTE = UUID(int=1), UUID("0190aaaa-0000-7000-8000-00000000abcd")


def render(text, **context):
    return engines["django"].from_string(text).render(context)


def test_what_is_the_same_for_everybody_holds_nothing_of_anybody():
    text = engines["django"].from_string("{{ who }}:{% same %}[{{ who }}{{ request.path }}]{% endsame %}")
    assert text.render({"who": "Nina"}) == "Nina:[]"
    assert text.render({"who": "Maaike"}) == "Maaike:[]"


def test_a_fixed_text_is_said_in_the_language_of_each_who_reads_it():
    text = engines["django"].from_string('{% translate "Iets noteren" %}|{% translate said %}')
    for code in ("nl-be", "en", "fr", "en", "nl-be"):
        with translation.override(code):
            assert (
                text.render({"said": "Terug"})
                == f"{translation.gettext('Iets noteren')}|{translation.gettext('Terug')}"
            )


def test_a_text_that_differs_is_never_kept():
    text = engines["django"].from_string("{% translate said %}")
    assert [text.render({"said": said}) for said in ("een", "<b>", "drie")] == ["een", "&lt;b&gt;", "drie"]


def test_what_is_the_same_is_so_in_each_language():
    text = engines["django"].from_string("{% same %}{% get_current_language as code %}{{ code }}{% endsame %}")
    for code in ("nl-be", "fr", "nl-be"):
        with translation.override(code):
            assert text.render({}) == code


def test_an_icon_is_a_decoration():
    shown = render('{% icon "eye" %}')
    assert 'aria-hidden="true"' in shown
    assert "icons.svg#eye" in shown


def test_an_address_of_ids_is_the_one_that_django_gives_for_whichever_ids():
    text = engines["django"].from_string("{% url 'observation' family id %}|{% url door family %}|{% url 'help' %}")
    for family, id in ((FAMILY, NOTE), (NOTE, FAMILY)):
        said = text.render({"family": family, "id": id, "door": "plan"})
        assert said == "|".join(
            [reverse("observation", args=[family, id]), reverse("plan", args=[family]), reverse("help")]
        )


def test_an_address_with_something_else_in_it_is_left_to_django():
    assert render("{% url 'invitation' secret %}", secret="a{0}&b") == reverse("invitation", args=["a{0}&b"]).replace(
        "&", "&amp;"
    )
    assert render("{% url 'plan' family as there %}[{{ there }}]", family=NOTE) == f"[{reverse('plan', args=[NOTE])}]"


@pytest.mark.parametrize("text", ["{% url 'nowhere' family %}", "{% url 'plan' %}", "{% url 'plan' nobody %}"])
def test_an_address_that_is_not_there_is_a_mistake_each_time(text):
    for _again in range(2):
        with pytest.raises(NoReverseMatch):
            render(text, family=NOTE)


@pytest.mark.parametrize(
    "said", ["", "kort", "precies zes & <b>", "e\u0301e\u0301n zin die te lang is", 1234567890, None]
)
def test_words_are_cut_as_django_cuts_them(said):
    for longest in (1, 6, 17):
        told = render("{{ said|truncatechars:longest }}", said=said, longest=longest)
        assert told == defaultfilters.force_escape(defaultfilters.truncatechars(said, longest))


def test_what_somebody_else_said_stays_between_quotation_marks():
    mine, theirs = (SimpleNamespace(words="Ze lacht & <slaapt>", is_quote=quoted) for quoted in (False, True))
    assert render("{{ one|spoken:40 }}", one=mine) == "Ze lacht &amp; &lt;slaapt&gt;"
    assert render("{{ one|spoken:40 }}", one=theirs) == "<q>Ze lacht &amp; &lt;slaapt&gt;</q>"
    assert render("{{ one|spoken:9 }}", one=theirs) == "<q>Ze lacht…</q>"

"""The tags of our own."""

from django.template import engines
from django.utils import translation


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

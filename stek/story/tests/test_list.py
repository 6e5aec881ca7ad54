"""The story as a list: every moment in words, in the same order, with nothing of a person taken for markup."""

from hypothesis import given

from stek.story.captions import captions
from stek.story.drawing import story_in_words, story_list
from stek.story.tests.drawn import make_frame, make_moment, parsed, stories


@given(stories())
def test_every_moment_stands_in_the_list_once_and_opens(story):
    stretches = story_in_words(*story, captions())
    entries = [entry for stretch in stretches for entry in stretch.entries]
    tree = parsed(story_list(stretches, captions()))
    assert [link.get("href") for link in tree.iter("a")] == [entry.href for entry in entries]
    assert [article.get("class") for article in tree.iter("article")] == [f"event {entry.looks}" for entry in entries]
    assert {element.tag for element in tree.iter()} <= {
        *["ol", "li", "span", "div", "p", "article", "q", "small", "ul", "a"]
    }


def test_an_age_is_said_once_above_its_moments():
    stretches = story_in_words(make_frame(), [make_moment(0), make_moment(1)], [], captions(), complete=False)
    whens = [
        span.text for span in parsed(story_list(stretches, captions())).iter("span") if span.get("class") == "when"
    ]
    assert whens == [stretch.caption for stretch in stretches]
    assert len(whens) < 2


def test_own_words_are_quoted_and_what_only_you_see_says_so():
    moments = [make_moment(0, quoted_from="June", text="Ik wil niet"), make_moment(1, text="Lacht")]
    stretches = story_in_words(make_frame(), moments, [], captions(), complete=False)
    shown = story_list(stretches, captions(), private=["m0001"])
    assert [quote.text for quote in parsed(shown).iter("q")] == ["Ik wil niet"]
    alone = [small.text for small in parsed(shown).iter("small") if "alleen jij ziet dit" in (small.text or "")]
    assert len(alone) == 1

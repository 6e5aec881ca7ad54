"""From something noticed to what is needed: the same child looked at over weeks, and a question that stays open."""

from collections.abc import Callable

import pytest

from stek.kit.tests.long import LONG
from stek.needs.rules import Echelon, State, Whose
from stek.needs.tests.builders import let, needs_seen, said, said_again
from stek.policy import Verb

from .people import Home, june
from .window import THEMES, Window


def looked_at() -> Home:
    """June's family in week 10: several echelons at once, and one question nobody has to answer."""
    home = june()
    ids = home.members()
    let(home.made, home["Marijke"])
    said(
        home.made,
        home["Nina"],
        echelon=Echelon.BASIC,
        words="Rust in huis, en genoeg slaap.",
        about=(ids["Nina"],),
        whose=Whose.PARENT,
    )
    said(
        home.made,
        home["Marijke"],
        echelon=Echelon.SAFE,
        words="Iemand die vast langskomt.",
        about=(ids["Nina"],),
        whose=Whose.PARENT,
    )
    first = said(
        home.made,
        home["Nina"],
        words="Plezier hebben met June.",
        about=(ids["Nina"], ids["June"]),
        state=State.DISCUSSED,
    )
    said_again(home.made, first, home["Maaike"], state=State.NOW, words="Nina en June vinden elkaar terug.")
    said(
        home.made,
        home["Marijke"],
        echelon=Echelon.SPECIFIC,
        state=State.NOT_KNOWN,
        words="Is de moeheid van Nina meer dan moe zijn?",
        about=(ids["Nina"],),
        whose=Whose.PARENT,
    )
    alone = said(
        home.made,
        home["Nina"],
        echelon=Echelon.SAFE,
        words="Nina is hele dagen alleen.",
        about=(ids["Nina"],),
        whose=Whose.PARENT,
    )
    said_again(
        home.made, alone, home["Maaike"], state=State.MET, work="Ik nam één dag ouderschapsverlof en Iris komt vaker."
    )
    said(home.made, home["Marijke"], echelon=Echelon.COMPLEX, state=State.NOT_AT_ISSUE, words="")
    return home


def _unfold_all(window: Window) -> None:
    window.page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")


# A carer's pages of the needs differ in their frame: at night, too (test_pages.py judges both frames).
@pytest.mark.parametrize("who", ["Nina", "Marijke"] if LONG else ["Nina"])
def test_every_page_of_the_needs_is_for_everybody(look: Callable[..., Window], who: str):
    home = looked_at()
    now = next(one for one in needs_seen(home.made, home["Nina"]) if one.state is State.NOW)
    met = next(one for one in needs_seen(home.made, home["Nina"]) if one.state is State.MET)
    window = look(home[who])
    pages = {"": "needs", "new/": "new", f"{now.id}/": "need", f"{now.id}/saying/": "again", f"{met.id}/": "met"}
    for path, name in pages.items():
        window.go(home.at(f"needs/{path}"))
        _unfold_all(window)
        assert window.judged(*THEMES, name=f"needs-{name}-{who}") == {}
    window.go(home.at("needs/new/"))
    window.press("Bewaren")
    window.page.locator(".errors").wait_for()
    assert window.judged(*THEMES, name=f"needs-refused-{who}") == {}


def test_a_parent_writes_down_what_is_needed_and_later_what_they_did_themselves(look: Callable[..., Window]):
    home = june()
    for script in (True, False):
        window = look(home["Nina"], width=390, script=script)
        window.go(home.at("needs/"))
        window.press("Iets toevoegen")
        window.fill("Waar gaat het over?", "Even alleen kunnen zijn.")
        window.choose("Nina", "Voor wie is dit?")
        window.choose("Veilig bij vaste mensen")
        window.choose("Besproken")
        window.press("Bewaren", exact=True)
        assert window.sees("Bewaard.", "Even alleen kunnen zijn.", "Nina zegt dit zelf.")
        window.press("Hoe staat het nu?")
        window.choose("Dit is er nu")
        window.fill("Wat deed het gezin zelf?", "Woensdag neemt Maaike over.")
        window.press("Bewaren", exact=True)
        assert window.sees("Wat het gezin zelf deed", "Woensdag neemt Maaike over.", "Besproken")


def test_an_open_question_stays_a_question(look: Callable[..., Window]):
    """The doctor keeps it open as long as the mother has it, and nothing on the page asks for an answer."""
    home = june()
    let(home.made, home["Marijke"], Verb.READ, Verb.NOTE)
    window = look(home["Marijke"], width=1280)
    window.go(home.at("needs/new/"))
    window.fill("Waar gaat het over?", "Ze is zo druk. Is dat haar aard?")
    window.choose("Iets dat eigen zorg vraagt")
    window.choose("Weten we nog niet")
    window.press("Bewaren", exact=True)
    assert window.sees("Weten we nog niet", "Ze is zo druk. Is dat haar aard?", "Nog niet met de ouders bekeken.")
    assert not window.sees("Opnieuw kijken")
    assert window.page.get_by_role("link", name="Wat past hier?").get_attribute("href").startswith("/directory/?")


def test_on_paper_the_bands_differ_without_colour_and_the_words_stand_beside_them(look: Callable[..., Window]):
    home = looked_at()
    window = look(home["Nina"], width=1280, theme="nacht")
    window.go(home.at("needs/"))
    window.page.emulate_media(media="print")
    window.keep("needs-print")
    fills = window.page.evaluate(
        "[...document.querySelectorAll('svg.drawing polygon.echelon')].filter(it => it.checkVisibility())"
        ".map(it => [getComputedStyle(it).fill, getComputedStyle(it).strokeDasharray])"
    )
    black, grey, white = "rgb(0, 0, 0)", "rgb(221, 221, 221)", "rgb(255, 255, 255)"
    assert [fill for fill, _ in fills] == [grey, grey, black, white, white]
    assert [dashes != "none" for _, dashes in fills] == [False, False, False, True, False]
    assert window.sees("Iets dat eigen zorg vraagt: Weten we nog niet.")

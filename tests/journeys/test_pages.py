"""Every page in every light and at every width: no barrier, nothing out of place, nothing too small to press.

The family page and the capture page are looked at in all nine; the others in each light on a phone
and in each width by day. `STEK_LOOK=<folder>` keeps a picture of every look, for human eyes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from stek.circle.rules import Relation
from stek.policy import Verb

from .people import Home, june
from .window import Window

WIDTHS, THEMES = (1280, 390, 320), ("licht", "donker", "nacht")
ALL_NINE = dict.fromkeys(THEMES, WIDTHS)
FIVE = {"licht": WIDTHS, "donker": (390,), "nacht": (390,)}
NAMELESS = "00000000-0000-7000-8000-000000000000"


@dataclass(frozen=True)
class Look:
    who: str  # '' for somebody at the door
    path: Callable[[Home], str]
    at: dict[str, tuple[int, ...]]
    status: int = 200
    then: Callable[[Window], object] = lambda window: None


def _unfold_all(window: Window) -> None:
    window.page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")


def _refused(window: Window) -> None:
    window.press("Bewaren")
    window.page.locator(".errors").wait_for()


PAGES = {
    "sign-in": Look("", lambda home: "/accounts/login/", FIVE),
    "parent-home": Look("Nina", lambda home: "/", ALL_NINE),
    "families": Look("Marijke", lambda home: "/families/", FIVE),
    "family-parent": Look("Nina", lambda home: home.at(), ALL_NINE),
    "family-carer": Look("Marijke", lambda home: home.at(), ALL_NINE),
    "family-unfolded": Look("Marijke", lambda home: home.at(), FIVE, then=_unfold_all),
    "family-teacher": Look("Bram", lambda home: home.at(), FIVE),
    "capture-carer": Look("Marijke", lambda home: home.at("observations/new/"), ALL_NINE, then=_unfold_all),
    "capture-parent": Look("Nina", lambda home: home.at("observations/new/"), ALL_NINE),
    "capture-refused": Look("Marijke", lambda home: home.at("observations/new/"), FIVE, then=_refused),
    "note": Look("Nina", lambda home: home.of("tired"), FIVE),
    "note-former": Look("Marijke", lambda home: home.of("nights"), FIVE),
    "correction": Look("Marijke", lambda home: home.of("nights", "correction/"), FIVE),
    "not-your-words": Look("Marijke", lambda home: home.of("tired", "correction/"), FIVE, 403),
    "seal": Look("Nina", lambda home: home.of("helps", "seal/"), FIVE),
    "influence": Look("Nina", lambda home: home.at("influences/new/"), FIVE),
    "tie": Look("Nina", lambda home: home.at("ties/new/"), FIVE),
    "access": Look("Nina", lambda home: home.at("access/"), FIVE, then=_unfold_all),
    "trail": Look("Nina", lambda home: home.at("trail/"), FIVE),
    "invite": Look("Nina", lambda home: home.at("circle/invitations/new/"), FIVE),
    "story": Look("Marijke", lambda home: home.at("story/"), FIVE),
    "begin": Look("Nina", lambda home: "/families/new/", FIVE),
    "help": Look("Nina", lambda home: "/help/", FIVE),
    "help-sheet": Look("Nina", lambda home: "/", FIVE, then=lambda window: window.press("Het gaat nu niet")),
    "emergency": Look("Marijke", lambda home: f"/families/{NAMELESS}/emergency/", FIVE),
    "second-factor": Look("Nina", lambda home: "/accounts/2fa/", FIVE),
    "not-there": Look("Marijke", lambda home: f"/families/{NAMELESS}/", FIVE, 404),
}


def family_with_everything() -> Home:
    """June's, with a corrected note, a hidden one, a teacher who may only write, and somebody invited."""
    home = june()
    home.comes("Bram", Relation.TEACHER, (Verb.NOTE,), "teacher")
    home.tell("music", "Bram", 4, "Op de muziekmat draait June naar het geluid van de trom.", about=["June"])
    home.correct("nights", "Marijke", "Hoe gaan de nachten nu? Nina zei: ‘beter’. Maaike was er niet bij.")
    home.hide("iris", "Nina", "Marijke")
    return home


@pytest.fixture(scope="module")
def home(empty, django_db_blocker) -> Iterator[Home]:
    empty()
    with django_db_blocker.unblock():
        yield family_with_everything()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_open_to_everybody_at_every_width_in_every_light(windows, home, name):
    one, found = PAGES[name], {}
    window = windows(home.who.get(one.who))
    for theme, widths in one.at.items():
        # Light changes colours and nothing else, but for the pages that say something else at night.
        again = theme == "licht" or one.at is ALL_NINE
        if again:
            window.light(theme).go(one.path(home), status=one.status)
            one.then(window)
        else:
            window.page.evaluate("theme => { document.documentElement.dataset.thema = theme }", theme)
        for width in widths:
            window.wide(width)
            window.keep(f"{name}-{width}-{theme}")
            if wrong := [*window.against_the_rules(only_colours=not again), *window.out_of_place()]:
                found[f"{name} {width} {theme}"] = wrong
    assert found == {}


def test_without_a_choice_the_page_follows_the_device(windows, home):
    grounds = {}
    for dark in (False, True):
        window = windows(home["Marijke"], dark=dark).go(home.at())
        assert window.against_the_rules(only_colours=True) == []
        grounds[dark] = window.page.evaluate("getComputedStyle(document.body.parentElement).backgroundColor")
    assert grounds == {False: "rgb(239, 243, 239)", True: "rgb(18, 26, 23)"}

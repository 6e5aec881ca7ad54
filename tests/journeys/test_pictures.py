"""The pictures of the handbook, of the same families that `stek demo` shows.

A plain run makes them in a folder of its own and checks that the handbook names no other. They
are renewed by `STEK_PICTURES=1 uv run pytest tests/journeys/test_pictures.py`: dates in them are
those of that day, so that a plain run leaves the folder alone.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from stek.case.demo import load_all
from stek.circle.tests.builders import Somebody
from stek.kit.tests.long import LONG
from stek.people.models import Person

from .window import Window

ROOT = Path(__file__).parents[2]
HANDBOOK = ROOT / "docs/handbook"
LARGEST = 300_000  # bytes
TO_STORY = "Jullie verhaal"


@dataclass(frozen=True)
class Picture:
    who: str  # the first word of an address of the demo; '' at the door
    steps: tuple[str | Callable[[Window], object], ...]  # words to press, one after the other
    width: int = 390
    theme: str = "licht"
    until: str = ""
    only: str = ""


def _writes(label: str, words: str) -> Callable[[Window], object]:
    return lambda window: window.fill(label, words)


def _types(words: str) -> Callable[[Window], object]:
    return _writes("Wat merkte je op?", words)


def _at(path: str) -> Callable[[Window], object]:
    return lambda window: window.go(path)


def _chooses(words: str, within: str = "") -> Callable[[Window], object]:
    return lambda window: window.choose(words, within)


def _is(relation: str) -> Callable[[Window], object]:
    return lambda window: window.page.get_by_label("Wat is hij of zij voor jullie").select_option(label=relation)


def _at_the_top_of(heading: str) -> Callable[[Window], object]:
    return lambda window: window.page.get_by_role("heading", name=heading, exact=True).first.evaluate(
        "it => it.closest('section, article').scrollIntoView({block: 'start'})"
    )


def _goes_to(rest: str, family: str = TO_STORY) -> Callable[[Window], object]:
    def go(window: Window) -> None:
        if family != TO_STORY:
            window.press("Gezinnen")
            window.page.get_by_role("heading", name="Gezinnen", level=1).wait_for()
        window.press(family)
        window.page.get_by_role("heading", name="Wat goed gaat").wait_for()
        window.go(window.path + rest)

    return go


def _masks(window: Window) -> None:
    """The address of a calendar is a key: a picture shows neither it nor where it was made."""
    field = window.page.get_by_label("Het adres van je agenda")
    field.wait_for()
    field.evaluate("it => { it.value = 'https://stek.example.org/calendar/••••••••••••.ics' }")


def _opens(words: str) -> Callable[[Window], object]:
    return lambda window: window.page.get_by_role("link", name=re.compile(words)).first.click()


PICTURES = {
    "family-wide-light": Picture("marijke", ("Gezinnen", "June"), 1280, until="#circle"),
    "story-wide-light": Picture("marijke", ("Gezinnen", "June"), 1280, only="#story"),
    "family-wide-dark": Picture("marijke", ("Gezinnen", "June"), 1280, "donker"),
    "family-phone": Picture("nina", (TO_STORY,)),
    "circle-phone": Picture("nina", (TO_STORY, _at_the_top_of("De cirkel"))),
    "story-phone": Picture("nina", (TO_STORY, _at_the_top_of("Het verhaal"))),
    "parent-day": Picture("nina", ()),
    "parent-night": Picture("nina", (), theme="nacht"),
    "help": Picture("nina", ("Ik heb nu hulp nodig",)),
    "capture": Picture(
        "helena", ("Gezinnen", "Joyce", "Iets noteren", _types("Joyce lacht als papa binnenkomt."), _chooses("Joyce"))
    ),
    "capture-parent": Picture("nina", ("Iets noteren", _types("Vannacht sliep ze vier uur aan één stuk."))),
    "own-notes": Picture("pieter", ("Gezinnen", "Julio")),
    "hide": Picture("nina", (_goes_to("story/"), _opens("^Open Als ik haar ververs"), "Kiezen wie dit leest")),
    "who-sees": Picture("nina", ("Wie ziet wat", _at_the_top_of("De kring"))),
    "who-read": Picture("tine", ("Wie las dit",)),
    "invite": Picture("nina", ("Wie ziet wat", "Iemand uitnodigen", _is("vroedvrouw"), "Verder")),
    "sign-in": Picture("", ()),
    "balance": Picture("marijke", (_goes_to("balance/", "June"),), 1280, until="#words"),
    "balance-phone": Picture("nina", (_goes_to("balance/"), _at_the_top_of("Hoe het houdt, in ieders eigen woord"))),
    "then-and-now": Picture("marijke", (_goes_to("balance/then-and-now/", "June"),), 1280, only="main .cols"),
    "needs": Picture("marijke", (_goes_to("needs/", "June"),), 1280, until="main .cols >> nth=0"),
    "open-question": Picture("martine", (_goes_to("needs/", "Leon"), _at_the_top_of("Waar kijken we nu naar?"))),
    "plan": Picture("marijke", (_goes_to("plan/", "June"),), 1280, until="article.card >> nth=0"),
    "fridge": Picture("nina", (_goes_to("plan/fridge/"),)),
    "directory": Picture("nina", ("Aanbod in de buurt",)),
    "today": Picture("annelies", (), 1280, until="main section >> nth=0"),
    "agree": Picture(
        "marijke",
        (
            _goes_to("contact/follow-ups/new/", "June"),
            _writes("Wat spreken jullie af?", "Ik kom langs en we doen samen het badje."),
            _chooses("Op bezoek gaan"),
        ),
        until="fieldset >> nth=0",
    ),
    "promised": Picture("stefanie", (_at_the_top_of("Wat afgesproken is"),)),
    "handover": Picture("lien", (_goes_to("contact/"), _opens("^Van Silke")), until="ol.moments"),
    "ask-help": Picture(
        "stefanie",
        (
            _goes_to("contact/referrals/new/"),
            _writes("Waar vragen jullie hulp?", "De opvoedwinkel in de stad"),
            _chooses("Minder strijd"),
        ),
        until="#f_words",
    ),
    "telling": Picture("marijke", (_at("/telling/"),), until="main section >> nth=0"),
    "calendar": Picture("marijke", (_at("/calendar/"), "Een adres maken", _masks)),
}


@pytest.fixture(scope="module")
def demo(empty, django_db_blocker) -> Iterator[None]:
    empty()
    with django_db_blocker.unblock():
        load_all()
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return HANDBOOK / "pictures" if os.environ.get("STEK_PICTURES") == "1" else tmp_path_factory.mktemp("pictures")


# A push makes every eighth, to see that the way to make them holds; the nightly form, and who renews them, makes all.
MADE = list(PICTURES) if LONG or os.environ.get("STEK_PICTURES") == "1" else list(PICTURES)[::8]


@pytest.mark.parametrize("name", MADE)
def test_a_picture_of_the_handbook_is_made(lasting, demo, folder, name):
    wanted = PICTURES[name]
    who = Somebody(Person.objects.get(email=f"{wanted.who}@example.org"), "") if wanted.who else None
    window = lasting(who).wide(wanted.width).light(wanted.theme).go("/" if who else "/accounts/login/")
    for step in wanted.steps:
        window.press(step) if isinstance(step, str) else step(window)
        window.page.wait_for_load_state()
    window.page.evaluate("document.fonts.ready")
    window.picture(folder / f"{name}.png", whole=False, until=wanted.until, only=wanted.only)
    assert 5_000 < (folder / f"{name}.png").stat().st_size < LARGEST
    assert window.out_of_place() == []


def test_the_handbook_shows_every_picture_that_is_made_and_no_other():
    texts = "".join(page.read_text() for page in [ROOT / "README.md", *HANDBOOK.glob("*.md")])
    named = set(re.findall(r"pictures/([\w-]+)\.png", texts))
    assert named == set(PICTURES)
    assert {picture.stem for picture in (HANDBOOK / "pictures").glob("*.png")} == named


def test_the_handbook_leads_to_pages_that_are_there():
    for page in HANDBOOK.glob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
            assert (HANDBOOK / target).exists(), f"{page.name} → {target}"

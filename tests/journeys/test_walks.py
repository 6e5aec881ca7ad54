"""The five journeys: judged at every step, with a keyboard only, and in a browser without script.

Every page is judged in every look by test_pages.py. What a walk adds is what a page says right after something was
done; there axe's rules for WCAG 2.2 AA run once, on a phone. In the nightly form every walk is made in all nine looks.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from stek.kit.tests.long import LONG

from .keyboard import Keyboard
from .people import Home, joyce, june, marjolein
from .walks import Opens, daycare, midwife, parent, teacher, two_mothers
from .window import THEMES, WIDTHS, Window

WALKS: dict[Callable[[Opens, Home], None], Callable[[], Home]] = {
    daycare: joyce, midwife: june, parent: june, two_mothers: june, teacher: marjolein,
}  # fmt: skip


class Judged(Window):
    """Looks around on every page it comes to, and remembers what is a barrier to somebody."""

    def __init__(self, *args: Any, theme: str, **how: Any):
        super().__init__(*args, theme=theme, **how)
        self.theme, self.found = theme, {}

    def arrives(self, words: str) -> "Judged":
        super().arrives(words)
        says_the_same = self.theme != "licht" and self.page.locator("body.hush").count() == 0
        if wrong := [*self.against_the_rules(only_colours=says_the_same), *self.out_of_place()]:
            self.found[f"{self.path} {words}"] = wrong
        return self


@pytest.fixture(scope="module")
def families(empty, django_db_blocker) -> Iterator[None]:
    """Families know nothing of each other, so that every walk may have its own beside the others."""
    empty()
    with django_db_blocker.unblock():
        yield


LOOKS = [(width, theme) for width in WIDTHS for theme in THEMES] if LONG else [(390, "licht")]


# The pages of every walk are judged by test_pages.py: on a push what they say after a deed, for a parent.
JUDGED = WALKS if LONG else [parent]


@pytest.mark.parametrize(("width", "theme"), LOOKS)
@pytest.mark.parametrize("walk", JUDGED, ids=lambda walk: walk.__name__)
def test_a_walk_meets_no_barrier(windows, families, walk, width, theme):
    opened = []

    def opens(who):
        opened.append(windows(who, kind=Judged, width=width, theme=theme))
        return opened[-1]

    walk(opens, WALKS[walk]())
    assert [window.found for window in opened if window.found] == []


# Each walk goes through the same frame, forms and buttons: one of them shows on a push that no key is missing.
AT_THE_KEYBOARD = WALKS if LONG else [midwife]


@pytest.mark.parametrize("walk", AT_THE_KEYBOARD, ids=lambda walk: walk.__name__)
def test_a_walk_is_made_with_a_keyboard_only(windows, families, walk):
    walk(lambda who: windows(who, kind=Keyboard, width=320), WALKS[walk]())


WITHOUT_SCRIPT = WALKS if LONG else [parent, daycare]


@pytest.mark.parametrize("walk", WITHOUT_SCRIPT, ids=lambda walk: walk.__name__)
def test_a_walk_is_made_without_script(windows, families, walk):
    walk(lambda who: windows(who, script=False), WALKS[walk]())

"""Letters twice as large, or the page: the way out and the way to help stay on the screen of a phone, upright and on its side.

The letters are the browser's own, as somebody sets them; a phone is not given another page for it. One page of each
frame, each at all sizes: what is asked here is layout, and every page has the same bars (tests/laws/test_reach.py).
"""

import pytest

from .people import Home, june
from .rooms import furnished
from .window import Window

PHONES = [(320, 568), (360, 640), (390, 844), (412, 915)]
UPRIGHT_AND_ON_ITS_SIDE = [*PHONES, *((high, wide) for wide, high in PHONES)]

# Wholly on the screen and under a finger, wherever one is on the page.
OUT_OF_REACH = """() => {
  const missing = what => { const it = document.querySelector(what), at = it?.getBoundingClientRect()
    const hit = at && document.elementFromPoint((at.left + at.right) / 2, (at.top + at.bottom) / 2)
    return it && at.left >= 0 && at.top >= 0 && at.right <= innerWidth && at.bottom <= innerHeight && it.contains(hit) ? []
      : [`${what} ${at && [at.left, at.top, at.right, at.bottom].map(Math.round)}`] }
  scrollTo(0, document.body.scrollHeight)
  const found = [...missing('.helpbar a'), ...missing('[data-quick-exit]')]
  scrollTo(0, 0)
  return [...found, ...missing('.helpbar a'), ...missing('[data-quick-exit]')] }"""

WIDER_THAN_THE_SCREEN = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll('body *')].filter(it => it.getBoundingClientRect().right > innerWidth + 1 && !it.closest('.scroll, .jump, svg'))
  .map(it => it.outerHTML.slice(0, 110)).slice(0, 5).concat('breed: ' + document.documentElement.scrollWidth)"""

# Where somebody is with the keyboard, and nothing of it shows.
COVERED = """() => [...document.querySelectorAll('main a[href], main button, main input:not([type=hidden]), main select, main textarea, main summary')]
  .filter(it => it.checkVisibility() && !it.closest('svg, .jump')).filter(it => {
    it.focus()
    const at = (it.closest('label') ?? it).getBoundingClientRect(), across = (at.left + at.right) / 2
    return ![at.top + 3, (at.top + at.bottom) / 2, at.bottom - 3].some(down => {
      const hit = document.elementFromPoint(across, down)
      return hit && (it.contains(hit) || hit.contains(it) && hit.closest('main') || it.closest('label')?.contains(hit)) }) })
  .map(it => it.outerHTML.slice(0, 90))"""


class LargeLetters(Window):
    def __init__(self, *args, **how):
        super().__init__(*args, **how)
        self.browser = self.devtools()
        self.letters(32)

    def letters(self, px: int) -> None:
        self.browser.send("Page.setFontSizes", {"fontSizes": {"standard": px}})

    def found(self, what: str, sizes: list[tuple[int, int]]) -> dict[tuple[int, int], list[str]]:
        said = {}
        for wide, high in sizes:
            self.page.set_viewport_size({"width": wide, "height": high})
            said[wide, high] = self.page.evaluate(what)
        return {size: wrong for size, wrong in said.items() if wrong}


@pytest.fixture(scope="module")
def home(empty, django_db_blocker) -> Home:
    empty()
    with django_db_blocker.unblock():
        home = june()
        furnished(home)
        yield home


FRAMES = {
    "parent": ("Nina", "", 200),
    "parent-form": ("Nina", "observations/new/", 200),
    "carer": ("Marijke", "", 200),
    "carer-form": ("Marijke", "observations/new/", 200),
    "account": ("Nina", "/accounts/2fa/", 200),
    "not-there": ("Nina", "/nothing/", 404),
    "sign-in": ("", "/accounts/login/", 200),
}
MORE = (
    "/",
    "/telling/",
    "/help/",
    "/directory/",
    "story/",
    "access/",
    "trail/",
    "balance/",
    "needs/",
    "plan/",
    "contact/",
)


def _at(home: Home, path: str) -> str:
    return path if path.startswith("/") else home.at(path)


@pytest.mark.parametrize("frame", FRAMES)
def test_snel_weg_and_help_are_on_the_screen_of_a_phone_whatever_is_enlarged(windows, home, frame):
    who, path, status = FRAMES[frame]
    window = windows(home.who.get(who), kind=LargeLetters).go(_at(home, path), status=status)
    assert window.found(OUT_OF_REACH, UPRIGHT_AND_ON_ITS_SIDE) == {}
    assert window.found(COVERED, [(320, 568), (568, 320)]) == {}
    window.letters(16)  # and the page twice as large: half as many pixels for it
    assert window.found(OUT_OF_REACH, [(wide // 2, high // 2) for wide, high in UPRIGHT_AND_ON_ITS_SIDE]) == {}


def test_large_letters_make_no_page_wider_than_the_screen(windows, home):
    wide = {}
    for who in ("Nina", "Marijke"):
        window = windows(home[who], kind=LargeLetters)
        for path in MORE if who == "Nina" else ("/", "", "contact/"):
            window.go(_at(home, path))
            if found := window.found(WIDER_THAN_THE_SCREEN, [(320, 568), (412, 915)]):
                wide[who, path] = found
    assert wide == {}


def test_the_sheet_of_help_is_read_and_pressed_with_large_letters(windows, home):
    window = windows(home["Nina"], kind=LargeLetters, width=320).go("/")
    window.press("Ik heb nu hulp nodig")
    for size in ((320, 568), (568, 320)):
        assert (
            window.found(
                """() => { const sheet = document.querySelector('dialog[open]'), close = sheet.querySelector('button').getBoundingClientRect()
              const away = sheet.querySelector('[data-quick-exit]').getBoundingClientRect()
              const small = [...sheet.querySelectorAll('a, button')].filter(it => it.getBoundingClientRect().height < 48)
                .filter(it => getComputedStyle(it).display !== 'inline') // a number in a sentence; each has its own line too
              return [...small.map(it => it.outerHTML), ...(sheet.scrollWidth > sheet.clientWidth ? ['wide'] : []),
                ...(close.top < 0 || close.bottom > innerHeight || close.right > innerWidth ? ['close'] : []),
                ...(away.top < 0 || away.left < 0 || away.bottom > innerHeight || away.right > innerWidth ? ['away'] : [])] }""",
                [size],
            )
            == {}
        )

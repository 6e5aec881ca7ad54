"""Somebody's window on Stek: a page of its own, with what they see, press and hear."""

import os
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from playwright.sync_api import Browser, BrowserContext, CDPSession, ConsoleMessage, Page, Response
from playwright.sync_api import Error as Unreachable
from playwright.sync_api import TimeoutError as WaitedInVain

from stek.circle.tests.builders import Somebody
from stek.kit import clock
from stek.kit.tests.long import LONG
from stek.people import door
from stek.people.sessions import SessionStore

AXE_AT, NOWHERE = "/axe.js", "/nowhere/"
AXE = next((Path(__file__).parent / "vendor").glob("axe*.min.js"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
WIDTHS, THEMES = (1280, 390, 320), ("licht", "donker", "nacht")
# On a push axe reads a page once whole, on a phone, and every other page once more: a sixth of all on a wide screen, where
# only the frame that all pages share is another; a sixth each in one of the other lights, which change the colours that
# tokens.css holds, and every pair of those is measured in every light (laws/test_contrast.py). What sticks out or is too
# small is looked for at every width. At night, the nightly run, all nine looks are taken whole.
WIDEST, ON_A_PHONE = 1280, 390
HEIGHTS = {1280: 900, 390: 844, 320: 640}

# Whether the page in the window is one to look at: read to its end, and no form on its way. Of a page that has just come
# there is nothing yet, not even its root: 'no form is busy' is then true and says nothing.
ARRIVED = "() => document.readyState !== 'loading' && document.body && !document.querySelector('form[aria-busy=true]')"

# What a finger could miss: anything to press that is lower or narrower than 44 px, 48 on a parent's page (visual.md).
# A tick and its words are pressed as one. Exempt, as WCAG 2.5.8 says: a link inside a sentence, whose line cannot
# grow, and what a drawing shows a second time, because the same link stands in the list beside it.
SMALL_TARGETS = """() => { const least = document.body.classList.contains('for-parent') ? 48 : 44
  const among = it => [...it.parentElement.childNodes].some(one => one !== it && one.nodeType === 3 && one.data.trim())
  const box = it => { const all = [it, it.closest('label'), ...(it.type === 'checkbox' || it.type === 'radio' ? it.labels : [])]
    .filter(Boolean).map(one => one.getBoundingClientRect())
    const left = Math.min(...all.map(one => one.left)), top = Math.min(...all.map(one => one.top))
    return [Math.max(...all.map(one => one.right)) - left, Math.max(...all.map(one => one.bottom)) - top] }
  return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter(it => it.checkVisibility({visibilityProperty: true, opacityProperty: false}) && !it.closest('svg, .vh'))
  .filter(it => !(getComputedStyle(it).display === 'inline' && among(it)))
  .map(it => [it, ...box(it)])
  .filter(([it, wide, high]) => wide > 1 && (wide < least - .5 || high < least - .5))
  .map(([it, wide, high]) => `${it.outerHTML.slice(0, 90)} ${Math.round(wide)}×${Math.round(high)}`) }"""

# What sticks out of the page to the right, to name it when the page scrolls sideways.
STICKING_OUT = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll('body *')]
  .filter(it => it.getBoundingClientRect().right > innerWidth + 1 && !it.closest('.scroll, .jump, svg'))
  .map(it => it.outerHTML.slice(0, 110)).slice(0, 5).concat('breed: ' + document.documentElement.scrollWidth)"""


def _session_of(who: Somebody, fresh: bool) -> str:
    """A new session, as signing in makes it; the journeys of the door go through the real form.

    `fresh`: they gave their password just now, as the pages about signing in ask.
    """
    session = SessionStore()
    session[SESSION_KEY] = str(who.person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = who.person.get_session_auth_hash()
    if fresh:
        record_authentication(SimpleNamespace(session=session), who.person, "password", reauthenticated=True)
    session.create()
    door.open_session(token=session.session_key or "", person=who.person.pk, at=clock.now())
    return session.session_key or ""


class Contexts:
    """Browsers that never met before, used again, and so is the page in them: a new page and the first step in it cost
    more than three steps, because a page of the app comes into a process of its own.
    """

    def __init__(self, browser: Browser, address: str):
        self.browser, self.address = browser, address
        self._idle: dict[tuple[object, ...], list[Page]] = defaultdict(list)

    def take(self, **how: Any) -> Page:
        """An empty page, the only one of a context without a cookie."""
        if idle := self._idle[tuple(how.values())]:
            return idle.pop()
        context = self.browser.new_context(
            base_url=self.address, locale="nl-BE", timezone_id="Europe/Brussels", reduced_motion="reduce", **how
        )
        context.set_default_timeout(20_000)
        return context.new_page()

    def give_back(self, page: Page, **how: Any) -> None:
        """Nothing of who was there is left: no other page, cookie or permission, no way back, and nothing that the app kept.

        What a test asks to happen before each page (`add_init_script`) stays: it asks for `Window.context`.
        """
        context = page.context
        context.clear_cookies()
        context.clear_permissions()
        context.set_offline(False)
        for other in context.pages:
            if other != page:
                other.close()
        page.unroute_all(behavior="ignoreErrors")
        page.emulate_media(media="null", forced_colors="null")
        try:
            page.goto(NOWHERE)
        except Unreachable:  # it was still on its way to somewhere: nobody else gets it
            context.close()
            return
        session = context.new_cdp_session(page)
        session.send("Storage.clearDataForOrigin", {"origin": self.address, "storageTypes": "all"})
        session.send("Page.resetNavigationHistory")
        session.detach()
        if how["java_script_enabled"]:
            page.evaluate("sessionStorage.clear()")
        self._idle[tuple(how.values())].append(page)


class Window:
    def __init__(
        self, contexts: Contexts, who: Somebody | None = None, *, width: int = 390, height: int = 0,
        theme: str = "", script: bool = True, touch: bool = False, dark: bool = False, fresh: bool = False,
    ):  # fmt: skip
        self.address, self.troubles = contexts.address, []
        self._how: dict[str, Any] = {
            "java_script_enabled": script, "has_touch": touch, "color_scheme": "dark" if dark else "light",
        }  # fmt: skip
        self.page: Page = contexts.take(**self._how)
        self._contexts, self._context, self._changed = contexts, self.page.context, False
        self.wide(width, height)
        self.becomes(who, fresh=fresh).light(theme)
        self._hears: dict[Any, Any] = {
            "console": self._heard, "pageerror": self._broke, "response": self._answered,
        }  # fmt: skip
        for what, hear in self._hears.items():
            self.page.on(what, hear)

    @property
    def context(self) -> BrowserContext:
        """For who changes how it behaves (another clock, a script before each page): nobody else gets it afterwards."""
        self._changed = True
        return self._context

    def within_reach(self, there: bool) -> None:
        self._context.set_offline(not there)

    def devtools(self) -> CDPSession:
        """Of this page, and gone with it."""
        return self.context.new_cdp_session(self.page)

    def becomes(self, who: Somebody | None, *, fresh: bool = False) -> "Window":
        """Somebody else comes in; without a name nobody is signed in."""
        self._context.clear_cookies()
        if who is not None:
            self._cookie(settings.SESSION_COOKIE_NAME, _session_of(who, fresh))
        return self

    def _cookie(self, name: str, value: str) -> None:
        self._context.add_cookies([{"name": name, "value": value, "url": self.address}])

    def light(self, theme: str) -> "Window":
        """Light, dark or night from the next page on; nothing is as the device wants it."""
        self._cookie("thema", theme)
        return self

    def wide(self, width: int, height: int = 0) -> "Window":
        size = {"width": width, "height": height or HEIGHTS.get(width, 800)}
        if self.page.viewport_size != size:
            self.page.set_viewport_size(size)
        return self

    def picture(self, path: Path, *, whole: bool = True, until: str = "", only: str = "") -> None:
        """What is in the window; `whole`: as if it were as high as the page, so that bars stand at the end.

        `until` a part of the page and no further, or `only` that part.
        """
        before = self.page.viewport_size
        assert before
        self.page.mouse.move(0, 0)  # nothing looks as if somebody points at it
        if whole or until or only:
            height = self.page.evaluate("document.documentElement.scrollHeight")
            self.page.set_viewport_size({"width": before["width"], "height": height})
        if box := self.page.locator(until or only).bounding_box() if until or only else None:
            edge = 16
            top = box["y"] - edge if only else 0
            clip = {"x": 0, "y": top, "width": before["width"], "height": box["y"] + box["height"] + edge - top}
            self.page.screenshot(path=path, animations="disabled", caret="hide", clip=clip)
        else:
            self.page.screenshot(path=path, animations="disabled", caret="hide")
        self.page.set_viewport_size(before)

    def _heard(self, message: ConsoleMessage) -> None:
        # A refused request is judged by its status; the browser's own line about it says no more.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.troubles.append(f"console: {message.text}")

    def _broke(self, error: Exception) -> None:
        self.troubles.append(f"script: {error}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.troubles.append(f"{response.status}: {response.url}")

    def close(self) -> None:
        if self._changed:
            self._context.close()
        else:
            for what, hear in self._hears.items():
                self.page.remove_listener(what, hear)
            self._contexts.give_back(self.page, **self._how)

    def keep(self, name: str) -> None:
        """A picture for human eyes, where somebody wants to look: `STEK_LOOK=<folder>`."""
        if folder := os.environ.get("STEK_LOOK"):
            self.picture(Path(folder) / f"{name}.png")

    # --- going and pressing -------------------------------------------------------------

    def go(self, path: str, *, status: int = 200) -> "Window":
        answer = self.page.goto(path)
        assert answer is not None and answer.status == status, f"{path}: {answer and answer.status}"
        return self

    def press(self, words: str, *, exact: bool = False) -> None:
        """A button or a link, by the words on it, as a finger or a reader finds it."""
        button = self.page.get_by_role("button", name=words, exact=exact)
        found = button.or_(self.page.get_by_role("link", name=words, exact=exact)).first
        try:
            found.click()
        except WaitedInVain as error:
            raise AssertionError(f"geen knop {words!r} op {self.path}: {self.words[:300]}") from error
        # A form is on its way until the next page is there and read, or this one says why not.
        self.settled()

    def settled(self) -> "Window":
        """The page is here, and nothing of it is on its way.

        Where scripts may not run, the browser calls nothing back: a wait that was not over at once never ends. No form
        is busy there either, so the page that was read to its end is all there is to wait for.
        """
        if self._how["java_script_enabled"]:
            self.page.wait_for_function(ARRIVED)
        else:
            self.page.wait_for_load_state("domcontentloaded")
        return self

    def fill(self, label: str, words: str) -> None:
        self.page.get_by_label(label).fill(words)

    def choose(self, words: str, within: str = "") -> None:
        """A pill, in the group with this heading."""
        place = self.page.get_by_role("group", name=within) if within else self.page
        place.locator("label.word", has_text=words).first.click()

    def unfold(self, words: str) -> None:
        self.page.locator("summary", has_text=words).first.click()

    # --- seeing ---------------------------------------------------------------------------

    @property
    def title(self) -> str:
        return self.page.locator("h1").first.inner_text()

    @property
    def words(self) -> str:
        """Everything that can be read in the middle of the page, folded open or not."""
        return " ".join((self.page.locator("main").text_content() or "").split())

    def sees(self, *words: str) -> bool:
        return all(one in self.words for one in words)

    def arrives(self, words: str) -> "Window":
        """On the page that says this, and all of it is there."""
        self.page.locator("main").get_by_text(words).filter(visible=True).first.wait_for()
        self.page.wait_for_load_state()
        return self

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    def focused(self) -> str:
        """The words of what has the focus, as a screen reader would say them."""
        return self.page.evaluate(
            "() => { const it = document.activeElement; return (it.labels?.[0]?.innerText || it.innerText ||"
            " it.getAttribute('aria-label') || it.id || it.tagName).replace(/\\s+/g, ' ').trim() }"
        )

    # --- laws of every page -----------------------------------------------------------------

    def against_the_rules(self, *, only_colours: bool = False) -> list[str]:
        """What axe finds on this page: rule, and where.

        Without `preload`, which reads every style sheet and film anew for rules that are not among these.
        """
        rules = {"type": "rule", "values": OF_COLOUR} if only_colours else {"type": "tag", "values": RULES}
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.add_script_tag(url=AXE_AT)
        found: dict[str, Any] = self.page.evaluate(
            "only => axe.run(document, {runOnly: only, preload: false, resultTypes: ['violations']})", rules
        )
        return [
            f"{one['id']}: {node['target']} {node['failureSummary'].splitlines()[-1].strip()}"
            for one in found["violations"]
            for node in one["nodes"][:3]
        ]

    def judged(self, *themes: str, name: str = "") -> dict[str, list[str]]:
        """What is a barrier on this page as it stands, by look. The page was asked for in the first of these lights."""
        found, share = {}, sum(map(ord, name)) % 6
        self.settled()
        for number, theme in enumerate(themes):
            if number and not LONG and number != share:
                continue
            self.page.evaluate("theme => { document.documentElement.dataset.thema = theme }", theme)
            for width in (ON_A_PHONE,) if number and not LONG else WIDTHS:
                self.wide(width)
                if name:
                    self.keep(f"{name}-{width}-{theme}")
                whole = LONG or width == ON_A_PHONE or (width == WIDEST and not share)
                rules = self.against_the_rules(only_colours=number > 0) if whole else []
                if wrong := [*rules, *(self.out_of_place() if not number or LONG else [])]:
                    found[f"{name} {width} {theme}"] = wrong
        return found

    def out_of_place(self) -> list[str]:
        """What sticks out sideways, and what is too small to press."""
        return [*self.page.evaluate(STICKING_OUT), *self.page.evaluate(SMALL_TARGETS)]

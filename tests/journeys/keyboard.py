"""A window for who has only a keyboard: Tab, Enter, Space and the arrows. Where you are is always to be seen."""

from collections.abc import Callable

from .window import Window

# What has the focus shows it: an outline of its own or around the pill, and nothing fixed lies on top of it.
HIDDEN_FOCUS = """() => {
  const it = document.activeElement, box = it.getBoundingClientRect()
  const outline = [it, it.nextElementSibling].some(one => one && parseFloat(getComputedStyle(one).outlineWidth) >= 2
    && getComputedStyle(one).outlineStyle !== 'none')
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2), y = box.top + Math.min(box.height / 2, 30)
  const top = document.elementFromPoint(x, y)
  const free = top && (it.contains(top) || top.contains(it) || it.closest('label')?.contains(top))
  return (outline ? '' : 'geen rand: ') + (free ? '' : 'bedekt: ') + (outline && free ? '' : it.outerHTML.slice(0, 120)) }"""
FOCUS = "document.activeElement"


class Keyboard(Window):
    """Does what a `Window` does, without a mouse."""

    def tab(self, words: str, *, to: str = "*") -> None:
        """Tab until here; every stop on the way is visible."""
        self._tab_until(lambda: words in self.focused() and self._is(f"{FOCUS}.matches('{to}')"), words)

    def press(self, words: str, *, exact: bool = False) -> None:
        """A button or a link that leads to another page."""
        self.tab(words, to="a, button")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def fill(self, label: str, words: str) -> None:
        self.tab(label, to="input, textarea")
        self.page.keyboard.type(words)

    def choose(self, words: str, within: str = "") -> None:
        """One of a group: among ticks with Tab and Space, among those that exclude each other with an arrow."""
        group = self.page.get_by_role("group", name=within).first
        self._tab_until(lambda: group.evaluate(f"it => it.contains({FOCUS})"), within)
        for _ in range(20):
            if words in self.focused():
                break
            self.page.keyboard.press("ArrowDown" if self._is(f"{FOCUS}.type === 'radio'") else "Tab")
            assert self.page.evaluate(HIDDEN_FOCUS) == ""
        if not self._is(f"{FOCUS}.checked"):
            self.page.keyboard.press("Space")
        assert words in self.focused() and self._is(f"{FOCUS}.checked"), f"{words!r} in {within!r} is niet gekozen"

    def unfold(self, words: str) -> None:
        self.tab(words, to="summary")
        self.page.keyboard.press("Enter")

    def _is(self, so: str) -> bool:
        return bool(self.page.evaluate(so))

    def _tab_until(self, there: Callable[[], bool], words: str) -> None:
        for _ in range(150):
            self.page.keyboard.press("Tab")
            assert not (hidden := self.page.evaluate(HIDDEN_FOCUS)), f"{hidden} onderweg naar {words!r} op {self.path}"
            if there():
                return
        raise AssertionError(f"met Tab kom je niet bij {words!r} op {self.path}")

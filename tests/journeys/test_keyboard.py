"""Only a keyboard: Tab, Enter, Space. Where you are is always to be seen."""

from .people import june
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


def tab(window: Window, words: str) -> None:
    """Tab until here; every stop on the way is visible."""
    for _ in range(150):
        window.page.keyboard.press("Tab")
        assert window.page.evaluate(HIDDEN_FOCUS) == ""
        if words in window.focused():
            return
    raise AssertionError(f"met Tab kom je niet bij {words!r} op {window.path}")


def test_the_first_tab_skips_to_the_content(look):
    home = june()
    marijke = look(home["Marijke"]).go(home.at())
    marijke.page.keyboard.press("Tab")
    assert marijke.focused() == "Naar de inhoud"
    assert marijke.page.get_by_role("link", name="Naar de inhoud").bounding_box()["width"] > 24
    marijke.page.keyboard.press("Enter")
    assert marijke.page.evaluate("document.activeElement.id") == "inhoud"


def test_noting_something(look):
    marijke = look(june()["Marijke"]).go("/")
    keys = marijke.page.keyboard
    tab(marijke, "June")
    keys.press("Enter")
    marijke.page.get_by_role("heading", name="June", level=1).wait_for()
    tab(marijke, "Iets noteren")
    keys.press("Enter")
    marijke.page.get_by_label("Wat merkte je op?").wait_for()
    tab(marijke, "Wat merkte je op?")
    keys.type("June draait zich naar het raam.")
    tab(marijke, "June")
    keys.press("Space")
    tab(marijke, "Gewoon opgemerkt")
    keys.press("ArrowLeft")
    tab(marijke, "Bewaren")
    keys.press("Enter")
    marijke.page.get_by_text("Bewaard.").wait_for()
    assert marijke.sees("June draait zich naar het raam.", "Dit gaat goed")


def test_hiding_a_note(look):
    home = june()
    nina = look(home["Nina"]).go(home.of("tired"))
    tab(nina, "Voor iemand verbergen")
    nina.page.keyboard.press("Enter")
    nina.page.get_by_role("heading", name="Voor iemand verbergen").wait_for()
    tab(nina, "Maaike")  # the first of the radios
    nina.page.keyboard.press("ArrowRight")
    assert nina.focused() == "Iris"
    tab(nina, "Verbergen")
    nina.page.keyboard.press("Enter")
    nina.page.get_by_text("Verborgen.").wait_for()
    look(home["Iris"]).go(home.of("tired"), status=404)


def test_taking_a_consent_back(look):
    home = june()
    nina = look(home["Nina"], width=320).go(home.at("access/"))
    tab(nina, "Terugnemen Het verhaal, Iris")
    nina.page.keyboard.press("Space")
    nina.page.get_by_text("Teruggenomen.").wait_for()
    look(home["Iris"]).go(home.of("tired"), status=404)


def test_the_help_sheet_keeps_the_focus_and_gives_it_back(look):
    nina = look(june()["Nina"]).go("/")
    tab(nina, "Het gaat nu niet")
    nina.page.keyboard.press("Enter")
    for _ in range(12):
        nina.page.keyboard.press("Tab")
        assert nina.page.evaluate(
            "!!document.activeElement.closest('dialog') || document.activeElement === document.body"
        )
    nina.page.keyboard.press("Escape")
    assert nina.focused() == "Het gaat nu niet"

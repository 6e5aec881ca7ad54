"""What a keyboard needs besides the walks: a way past the menu, and a sheet that lets go again."""

from .keyboard import Keyboard
from .people import june


def test_the_first_tab_skips_to_the_content(look):
    home = june()
    marijke = look(home["Marijke"]).go(home.at())
    marijke.page.keyboard.press("Tab")
    assert marijke.focused() == "Naar de inhoud"
    assert marijke.page.get_by_role("link", name="Naar de inhoud").bounding_box()["width"] > 24
    marijke.page.keyboard.press("Enter")
    assert marijke.page.evaluate("document.activeElement.id") == "inhoud"


def test_the_help_sheet_keeps_the_focus_and_gives_it_back(look):
    nina = look(june()["Nina"], kind=Keyboard).go("/")
    nina.tab("Ik heb nu hulp nodig")
    nina.page.keyboard.press("Enter")
    for _ in range(12):
        nina.page.keyboard.press("Tab")
        assert nina.page.evaluate(
            "!!document.activeElement.closest('dialog') || document.activeElement === document.body"
        )
    nina.page.keyboard.press("Escape")
    assert nina.focused() == "Ik heb nu hulp nodig"

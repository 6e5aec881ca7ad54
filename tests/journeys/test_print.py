"""On paper: black on white, everything in words, nothing that only works on a screen."""

import re

from .people import june

# Anything on the page whose ink is not black, grey or white, and any ground that is not white.
COLOURED = r"""() => [...document.querySelectorAll('main *')].filter(it => it.checkVisibility()).flatMap(it => {
  const style = getComputedStyle(it), found = []
  for (const what of ['color', 'backgroundColor', 'fill', 'stroke', 'borderTopColor']) {
    const [r, g, b, a = 1] = (style[what].match(/[\d.]+/g) ?? []).map(Number)
    if (r !== undefined && a > 0 && Math.max(r, g, b) - Math.min(r, g, b) > 8) found.push(`${it.tagName} ${what} ${style[what]}`)
  }
  return found }).slice(0, 8)"""


def test_the_family_page_prints_in_black_and_white_with_the_story_in_words(look):
    home = june()
    marijke = look(home["Marijke"], width=718, height=1000).light("nacht").go(home.at())
    page = marijke.page
    page.emulate_media(media="print")
    assert page.evaluate(COLOURED) == []
    for gone in ("header.top", "footer.foot", ".btn", ".jump", ".savebar"):
        assert not page.locator(gone).first.is_visible()
    for kept in (
        "Ze lacht nu ook naar mij.",
        "Nina vertelt: dit werkt door op",
        "Wie of wat",
        "Nina, Maaike, Iris en jij.",
    ):
        assert page.get_by_text(kept).first.is_visible(), kept
    marijke.keep("print")
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF") and 2 <= len(re.findall(rb"/Type\s*/Page\b", paper)) <= 8


def test_a_parents_page_prints_without_the_bars_that_stay_on_a_screen(look):
    home = june()
    nina = look(home["Nina"], width=718, height=1000).go(home.at())
    nina.page.emulate_media(media="print")
    assert not nina.page.get_by_role("link", name="Ik heb nu hulp nodig").is_visible()
    assert not nina.page.get_by_role("link", name="Snel weg").is_visible()


def test_what_only_one_reads_comes_on_no_paper_and_neither_does_that_it_is_there(look):
    home = june()
    nina = look(home["Nina"], width=718, height=1000).go(home.at("?own=1"))
    assert nina.page.locator("main h1").first.is_visible()
    nina.page.emulate_media(media="print")
    assert not [one for one in nina.page.locator("main *").all() if one.is_visible()]
    said = "getComputedStyle(document.querySelector('main'), '::before').content"
    assert "Op papier komt alleen wat ook anderen lezen." in nina.page.evaluate(said)

"""Law: in every theme, all text can be read and every control has an edge that can be seen.

Reads css/tokens.css itself, so a colour changed there is a colour checked here.
"""

import re
from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest

import stek.web

TOKENS = Path(stek.web.__file__).parent / "static/web/css/tokens.css"

TEXT_ON_GROUNDS = 4.5  # WCAG 2.2 AA for text of any size
EDGE_ON_GROUNDS = 3.0  # WCAG 2.2 AA for controls and drawings

GROUNDS = ("ground", "surface", "sunk")
HUES = ("leaf", "sky", "plum", "slate", "sun", "help")


def colours(block: str) -> dict[str, str]:
    """`--name: #rrggbb` in a block of CSS, as {name: rrggbb}."""
    return dict(re.findall(r"--([a-z0-9-]+):\s*#([0-9a-f]{6})\b", block))


def block_after(css: str, selector: str) -> str:
    start = css.index("{", css.index(selector))
    return css[start : css.index("}", start)]


CSS = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(), flags=re.DOTALL)
LIGHT = colours(block_after(CSS, ":root {"))
THEMES = {
    "licht": LIGHT,
    "donker": colours(block_after(CSS, ':root[data-thema="donker"]')),
    "donker, van het toestel": colours(block_after(CSS, ":root:not([data-thema])")),
    "nacht": colours(block_after(CSS, ':root[data-thema="nacht"]')),
}


def luminance(colour: str) -> float:
    """Relative luminance of rrggbb, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21; the order does not matter."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def text_pairs() -> list[tuple[str, str]]:
    """Every (text, background) that the stylesheets put together."""
    pairs = list(product(("ink", "ink-2"), GROUNDS))
    for hue in HUES:
        pairs += [(hue, f"{hue}-t"), ("ink", f"{hue}-t"), *((hue, ground) for ground in GROUNDS)]
    # second ink stands in the events of the story and in the cells of a drawing
    pairs += [("ink-2", f"{hue}-t") for hue in ("leaf", "sky", "plum")]
    # buttons: the words on the main one, at rest and under the pointer; a chosen tab turns ink around
    return [*pairs, ("on-accent", "leaf"), ("on-accent", "leaf-d"), ("ground", "ink")]


def test_contrast_is_measured_as_wcag_measures_it():
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.478, abs=0.001)


def too_faint(theme: str, pairs: Iterable[tuple[str, str]], least: float) -> dict[tuple[str, str], float]:
    colour = THEMES[theme]
    found = {(one, other): contrast(colour[one], colour[other]) for one, other in pairs}
    return {pair: ratio for pair, ratio in found.items() if ratio < least}


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read(theme):
    assert too_faint(theme, text_pairs(), TEXT_ON_GROUNDS) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_the_edge_of_a_control_and_the_line_of_a_drawing_can_be_seen(theme):
    assert too_faint(theme, product(("edge", "leaf", "sky", "plum"), GROUNDS), EDGE_ON_GROUNDS) == {}


def test_what_is_too_faint_is_seen():
    assert too_faint("licht", [("ground", "surface")], EDGE_ON_GROUNDS).keys() == {("ground", "surface")}


def test_dark_is_the_same_whether_chosen_or_asked_by_the_device():
    assert THEMES["donker"] == THEMES["donker, van het toestel"]


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_sets_every_colour(theme):
    assert THEMES[theme].keys() == LIGHT.keys()


def test_stylesheets_take_their_colours_from_the_tokens_only():
    """White behind a QR code is for a camera; the sheet's veil and paper have no theme."""
    strays = [
        f"{sheet.name}: {line.strip()}"
        for sheet in sorted(TOKENS.parent.glob("*.css"))
        if sheet.name not in ("tokens.css", "print.css")
        for line in sheet.read_text().splitlines()
        if re.search(r":[^;{]*#[0-9a-f]{3,8}\b", line) and not line.lstrip().startswith(".qr")
    ]
    assert strays == []

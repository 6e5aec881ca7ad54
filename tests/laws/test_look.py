"""Laws of the look: what reaches a phone is small, ours, and works under the strictest policy."""

import gzip
import hashlib
import re
import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import stek

from .house import offenders

ROOT = Path(stek.__file__).parent
STATIC = ROOT / "web/static/web"
TEMPLATES = sorted(path for path in ROOT.rglob("templates/**/*.html"))
TEXTS = {path: path.read_text() for path in TEMPLATES}

FIRST_VISIT = 130_000  # bytes over the wire, fonts included
FONTS = 75_000
ROOM_FOR_THE_PAGE = 20_000  # the HTML of a long page, compressed
LINES_OF_SCRIPT = 80


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), mtime=0))


def linked(kind: str) -> list[Path]:
    """The files of one kind that the shell of a parent's page asks for."""
    shell = (ROOT / "web/templates/web/base.html").read_text()
    parent = (ROOT / "web/templates/web/base_parent.html").read_text()
    return [STATIC / name for name in re.findall(rf"'web/([^']+\.{kind})'", shell + parent)]


def test_the_letters_of_a_first_visit_are_small():
    fonts = [STATIC / f"fonts/{name}.woff2" for name in ("atkinson", "literata", "literata-italic")]
    assert sum(font.stat().st_size for font in fonts) <= FONTS


# What keeps and sends the words of a form is one story: docs/adr/0028.
LONGER = {"draft.js": 220}


def test_a_first_visit_is_small():
    fonts = sum(path.stat().st_size for path in STATIC.glob("fonts/*.woff2") if "-ext" not in path.name)
    files = [*linked("css"), *linked("js"), STATIC / "icons.svg"]
    assert len(files) > 10
    assert fonts + sum(map(compressed, files)) + ROOM_FOR_THE_PAGE <= FIRST_VISIT


@pytest.mark.parametrize("script", sorted(STATIC.glob("js/*.js")), ids=lambda path: path.name)
def test_a_script_of_ours_stays_small(script):
    assert len(script.read_text().splitlines()) < LONGER.get(script.name, LINES_OF_SCRIPT)


def test_what_others_wrote_is_what_they_published():
    readme = (STATIC / "vendor/README.md").read_text()
    pinned = dict(re.findall(r"\| ([\w.-]+\.js) \|[^|]*\| ([0-9a-f]{64}) \|", readme))
    served = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in STATIC.glob("vendor/*.js")}
    assert served and served == pinned


@pytest.mark.parametrize("family", ["atkinson", "literata", "literata-italic"])
def test_names_of_our_neighbours_have_their_letters(family):
    """Turkish, Polish, Czech, Romanian, French, German names are not patched from another font."""
    letters = set()
    for file in STATIC.glob(f"fonts/{family}*.woff2"):
        if file.stem in (family, f"{family}-ext"):
            letters |= set(TTFont(file).getBestCmap())
    assert {
        letter for letter in "Yıldız Ğğ İ Şş Łł Ąą Żż Čč Řř Șș Țț Œœ Ÿÿ ß Éé ‘’“”–—…€" if ord(letter) not in letters
    } == set()


def licensed(font: Path) -> bool:
    """Whether a licence in its own folder names the makers that the font itself names."""
    makers = re.findall(r"Copyright (?:\(c\) )?([^(\n]+?) ?(?:\(|\.|$)", TTFont(font)["name"].getDebugName(0))
    texts = [path.read_text() for path in font.parent.iterdir() if path.stem.startswith(("OFL-", "LICENSE-"))]
    return any(all(maker in text for maker in makers) for text in texts if makers)


def test_every_font_has_its_licence_beside_it(tmp_path):
    fonts = [path for kind in ("woff", "woff2", "ttf", "otf") for path in ROOT.rglob(f"*.{kind}")]
    assert {path.parent for path in fonts} == {STATIC / "fonts", ROOT / "plans/sheet/fonts"}
    assert [path.name for path in fonts if not licensed(path)] == []
    assert not licensed(Path(shutil.copy(fonts[0], tmp_path)))


def written_inside(text: str) -> list[str]:
    scripts = [
        one for one in re.findall(r"<script\b[^>]*>", text) if "src=" not in one and "application/json" not in one
    ]
    return [*re.findall(r"<style\b|\sstyle=|\son[a-z]+=\"|javascript:", text), *scripts]


def test_a_template_holds_no_style_and_no_script():
    """The content security policy would drop them without a word."""
    assert offenders(TEMPLATES, lambda path: written_inside(TEXTS[path])) == {}
    assert written_inside('<p style="a"></p><script>b</script><script src="c"></script>') == [" style=", "<script>"]


def test_an_icon_that_is_asked_for_exists():
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))
    asked = {path: set(re.findall(r'icon\s+"([^"]+)"', text)) for path, text in TEXTS.items()}
    assert offenders(TEMPLATES, lambda path: asked[path] - sprite) == {} and len(set().union(*asked.values())) > 10


def test_every_class_of_our_own_parts_is_styled():
    """A class nobody styles is a word nobody knows: templates and stylesheets speak one language."""
    css = "".join(sheet.read_text() for sheet in STATIC.glob("css/*.css"))
    styled = set(re.findall(r"\.([a-z][a-z0-9-]*)", css))
    used = set()
    for path, text in TEXTS.items():
        if path.is_relative_to(ROOT / "web/templates"):
            for value in re.findall(r'class="([^"{]*)"', text):
                used |= set(value.split())
    # named for scripts and readers only
    assert used - styled <= {"quick-exit", "form"}

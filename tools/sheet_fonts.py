"""Makes the letters of the sheet for the fridge: what sets it reads no woff2, and no letter that varies.

    python tools/sheet_fonts.py <DejaVuSans.ttf>

From the fonts of the pages come fixed cuts; from DejaVu Sans what they lack (Greek, Cyrillic, Hebrew, Arabic,
faces). `letters.txt` lists every letter there is now, so that a form can say which one a sheet cannot hold.
The licences of all three lie beside them; those of the pages' fonts come along.
"""

import shutil
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "stek/web/static/web/fonts"
SHEET = ROOT / "stek/plans/sheet/fonts"
CUTS = (
    ("atkinson", "Stek Sans", 400, "Regular"),
    ("atkinson", "Stek Sans", 700, "Bold"),
    ("atkinson-ext", "Stek Sans Ext", 400, "Regular"),
    ("atkinson-ext", "Stek Sans Ext", 700, "Bold"),
    ("literata", "Stek Serif", 400, "Regular"),
    ("literata", "Stek Serif", 600, "Bold"),
    ("literata-ext", "Stek Serif Ext", 400, "Regular"),
    ("literata-ext", "Stek Serif Ext", 600, "Bold"),
)
MORE = [
    *range(0x0370, 0x0530), *range(0x0531, 0x0590), *range(0x0590, 0x0780), *range(0x10A0, 0x1100),
    *range(0x1E00, 0x2000), *range(0x2010, 0x2050), *range(0x20A0, 0x20C0), *range(0x2100, 0x2200),
    *range(0x2600, 0x27C0), *range(0xFB1D, 0xFE00), *range(0xFE70, 0xFF00), *range(0x1F600, 0x1F650),
]  # fmt: skip


def named(font: TTFont, family: str, style: str, wide: int) -> TTFont:
    for record in list(font["name"].names):
        if record.nameID in (16, 17, 21, 22, 25):
            font["name"].removeNames(nameID=record.nameID)
    for number, text in ((1, family), (2, style), (4, f"{family} {style}"), (6, f"{family}-{style}".replace(" ", ""))):
        font["name"].setName(text, number, 3, 1, 0x409)
        font["name"].setName(text, number, 1, 0, 0)
    font["OS/2"].usWeightClass = wide
    font.flavor = None
    return font


def main() -> None:
    SHEET.mkdir(parents=True, exist_ok=True)
    letters: set[int] = set()
    for file, family, wide, style in CUTS:
        font = instantiateVariableFont(TTFont(PAGES / f"{file}.woff2"), {"wght": wide})
        letters |= set(font.getBestCmap())
        named(font, family, style, wide).save(SHEET / f"{family.replace(' ', '')}-{style}.ttf")
    for licence in PAGES.glob("OFL-*.txt"):
        shutil.copy(licence, SHEET)
    font = TTFont(sys.argv[1])
    options = Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.glyph_names = False
    cutter = Subsetter(options)
    cutter.populate(unicodes=MORE)
    cutter.subset(font)
    letters |= set(font.getBestCmap())
    named(font, "Stek More", "Regular", 400).save(SHEET / "StekMore-Regular.ttf")
    (SHEET / "letters.txt").write_text("".join(f"{first:x}-{last:x}\n" for first, last in stretches(sorted(letters))))


def stretches(letters: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for letter in letters:
        if found and found[-1][1] == letter - 1:
            found[-1] = (found[-1][0], letter)
        else:
            found.append((letter, letter))
    return found


if __name__ == "__main__":
    main()

"""Make the fonts that Stek serves: only the letters, weights and features it uses.

    npm pack @fontsource-variable/atkinson-hyperlegible-next@5.3.0
    npm pack @fontsource-variable/literata@5.3.0
    (unpack both)
    python tools/fonts.py <folder with the unpacked packages>

Promises: the same originals give the same bytes (checked by sha256 before a letter is cut);
what comes out lies in stek/web/static/web/fonts beside the two OFL licences. Neither licence
reserves a font name, so the subsets keep theirs.

Every family has a first file (what Dutch, French, German and English need: loaded at once)
and an `-ext` file (Polish, Turkish, Czech, Romanian, Baltic … names: the browser fetches it
only when such a letter is on the page, by `unicode-range` in css/base.css).
"""

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

OUT = Path(__file__).resolve().parent.parent / "stek/web/static/web/fonts"

# Printable Latin-1, ı (the originals keep it here), Œ œ, dashes, quotes, bullet, ellipsis, euro, minus.
LATIN = [
    *(*range(0x20, 0x7F), *range(0xA0, 0x100), 0x131, 0x152, 0x153),
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E),
    *(0x2022, 0x2026, 0x2039, 0x203A, 0x20AC, 0x2212),
]
# Latin Extended-A without those, Romanian comma letters, capital sharp s.
LATIN_EXT = [c for c in range(0x100, 0x180) if c not in LATIN] + [*range(0x218, 0x21C), 0x1E9E]

FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum"]


@dataclass(frozen=True)
class Cut:
    """One file to make: from which original, which weights, which letters."""

    original: str
    sha256: str
    name: str
    weights: tuple[int, int] | int
    letters: list[int]


CUTS = [
    Cut(
        "atkinson-hyperlegible-next-latin-wght-normal.woff2",
        "18b2a1a39a2fa298b0ba5390aca68462669826c90925656f1c1f6796e0e1bbaf",
        "atkinson.woff2",
        (400, 700),
        LATIN,
    ),
    Cut(
        "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
        "7dae0c6c66af1aec82e096186aeb1f0e6fa36ab8061ed65422f2b7daf4dd93f3",
        "atkinson-ext.woff2",
        (400, 700),
        LATIN_EXT,
    ),
    Cut(
        "literata-latin-wght-normal.woff2",
        "9adbeac5b167fe5ad6c49d9e29aa0c76e2f1bb3b46bf4ebf12a9eca7d3525384",
        "literata.woff2",
        (400, 600),
        LATIN,
    ),
    Cut(
        "literata-latin-ext-wght-normal.woff2",
        "46792f7cd10b28fb512161caeaaa11b049feb2221ccaa72bb4d4ccc286199155",
        "literata-ext.woff2",
        (400, 600),
        LATIN_EXT,
    ),
    Cut(
        "literata-latin-wght-italic.woff2",
        "ab198d6616c7cc966f26a4a5b28a3977dc47439640f09d9b3361226bd465c404",
        "literata-italic.woff2",
        400,
        LATIN,
    ),
    Cut(
        "literata-latin-ext-wght-italic.woff2",
        "ba0e6a12e2f0a1f5d455c23c47068b71f9898c571dcb92dab385294ebdae3e74",
        "literata-italic-ext.woff2",
        400,
        LATIN_EXT,
    ),
]


def make(cut: Cut, originals: Path) -> int:
    """Write one woff2 and return its size in bytes; SystemExit when an original differs."""
    source = next(originals.rglob(cut.original), None)
    if source is None:
        raise SystemExit(f"{cut.original} is not under {originals}")
    if hashlib.sha256(source.read_bytes()).hexdigest() != cut.sha256:
        raise SystemExit(f"{source} is not the original this script was written for")

    # recalcTimestamp off: the same input must give the same output.
    font = TTFont(source, recalcTimestamp=False)
    options = Options(layout_features=FEATURES, hinting=False, notdef_outline=True)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # copyright and licence travel along
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=cut.letters)
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"wght": cut.weights})
    font.flavor = "woff2"
    target = OUT / cut.name
    font.save(target)
    return target.stat().st_size


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    OUT.mkdir(parents=True, exist_ok=True)
    for cut in CUTS:
        print(f"{cut.name:28} {make(cut, Path(sys.argv[1])) / 1000:6.1f} kB")


if __name__ == "__main__":
    main()

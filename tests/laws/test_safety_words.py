"""Law: sentences about safety that misled somebody, or that judged, do not come back; each has a better one."""

import re

import pytest
from django.utils.translation import gettext

from stek.directory.labels import ECHELON as OF_OFFERS
from stek.needs.labels import CENTRAL, ECHELON, SENTENCE

from .house import ROOT, STEK, name

# What stood there, and what was wrong with it.
GONE = {
    "het gaat nu niet": "beside 'Bewaren' it reads as 'cancel'",
    "goed dat je het laat weten": "nobody is told",
    "iemand horen": "a second name for help",
    "hulpnummers": "a third name for help",
    "gevolgd (willen )?worden": "surveillance",
    "worden jullie vanaf nu gevolgd": "surveillance",
    "jeugdrechter": "only the prosecutor can bring a case there",
    "mensen die blijven": "loses safety",
    "hulp voor iets bepaalds": "names help, not need",
    "het gezin geraakt niet verder": "judges",
    "als veel samenkomt": "one thing can be enough",
    "dat hoort bij wat een gezin draagt": "turns the model round: these tasks are last",
    "zien dat jij hier was en waarom": "the reason is for who reviews",
}
SAID = [
    path
    for folder, ending in ((STEK, "html"), (STEK, "txt"), (STEK, "py"), (STEK, "csv"), (STEK, "json"), (STEK, "typ"))
    for path in sorted(folder.rglob(f"*.{ending}"))
    if "tests" not in path.parts and "vendor" not in path.parts
] + [*sorted((ROOT / "docs/handbook").glob("*.md")), ROOT / "README.md"]
ALSO_A_PICTURE = re.compile(r"!\[[^]]*\]\([^)]*\)")


def found(text: str) -> list[str]:
    text = " ".join(ALSO_A_PICTURE.sub("", text).casefold().split())
    return [one for one in GONE if re.search(rf"\b{one}\b", text)]


def test_no_page_catalogue_mail_sheet_or_handbook_says_it_again():
    assert {name(path): told for path in SAID if (told := found(path.read_text()))} == {}
    assert len(SAID) > 300


@pytest.mark.parametrize(
    "sentence", ["Het gaat nu niet", "soms de jeugdrechter", "zo dicht worden jullie vanaf nu gevolgd"]
)
def test_each_would_be_seen(sentence):
    assert found(f"<p>{sentence}</p>") != []


def test_an_echelon_has_one_name_for_needs_and_for_offers():
    assert [str(one) for one in ECHELON.values()] == [str(one) for one in OF_OFFERS.values()]
    assert [gettext(str(one)) for one in OF_OFFERS.values()] == [
        "Eten, wonen, veilig zijn", "Veilig bij vaste mensen", "Elkaar aanvoelen", "Iets dat eigen zorg vraagt",
        "Als gewone hulp niet volstaat",
    ]  # fmt: skip


def test_an_echelon_is_a_place_to_begin_and_judges_nobody():
    said = {code: str(sentence) for code, sentence in SENTENCE.items()}
    assert "zodat ze allebei kunnen openbloeien" in said["attuned"] and "zich veilig voelen" in said["safe"]
    assert said["complex"] == (
        "Kind, ouder of hun band dreigt vast te lopen, en er is hulp die dit goed kent. Eén ding kan genoeg zijn."
    )
    assert not any("rechter" in str(who) for one in CENTRAL.values() for _line, who in one.kinds)

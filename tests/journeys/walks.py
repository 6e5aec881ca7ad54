"""The five journeys that Stek was made for, each as its shortest whole path.

A walk is told who opens a window, and in which family; how somebody sees, presses and types is the window's.
"""

from collections.abc import Callable, Iterable

from stek.circle.tests.builders import Somebody

from .people import Home
from .window import Window

Opens = Callable[[Somebody], Window]

LEANS = "Joyce legt haar hoofd op papa’s schouder. Hij streelt haar wang."
RESTS = "’s Nachts ben ik rustiger dan overdag."
TIRED = "Ik ben op."
GLAD = "Ze lacht nu ook naar mij."
EVENING = {"Nina": "Het avondritueel was een strijd.", "Maaike": "Het avondritueel ging zacht vanavond."}


def daycare(opens: Opens, home: Home) -> None:
    """Helena notes something in half a minute, and knows before she saves it who will read it."""
    helena = _begins(opens, home, "Helena", "Gezinnen")
    _goes(helena, ("Joyce", "Wat jij noteerde"), ("Iets noteren", "Wat merkte je op?"))
    says = helena.page.locator("#readers-now").inner_text()
    assert "Tine" in says and "Wout" in says
    helena.fill("Wat merkte je op?", LEANS)
    _goes(helena, ("Bewaren", "Bewaard."))
    assert helena.sees(LEANS)


def midwife(opens: Opens, home: Home) -> None:
    """Marijke reads what the family shared before she rings the bell, and writes Nina's words down as Nina's."""
    marijke = _begins(opens, home, "Marijke", "Gezinnen")
    _goes(marijke, ("June", "De cirkel"))
    assert marijke.title == "June" and marijke.sees("Wat goed gaat", GLAD, "Wat we nog niet weten")
    assert not marijke.sees("Ik weet niet goed of een dag per week genoeg is.")  # Maaike kept that for herself
    _goes(marijke, ("Iets noteren", "Wat merkte je op?"))
    marijke.fill("Wat merkte je op?", RESTS)
    marijke.choose("Nina", within="Over wie")
    marijke.choose("Verteld", within="Hoe weet je dit")
    marijke.choose("Nina", within="Wie vertelde het?")
    marijke.unfold("Meer vertellen")
    marijke.choose("Nina", within="Zijn dit iemands eigen woorden?")
    _goes(marijke, ("Bewaren", "Bewaard."))
    assert marijke.page.locator(".big-words q").inner_text() == RESTS
    assert marijke.sees("verteld door Nina aan Marijke")


def parent(opens: Opens, home: Home) -> None:
    """Nina reads, hides a note from Iris, takes Marijke's consent back. Both meet it at their very next press."""
    nina = _begins(opens, home, "Nina", "Jullie verhaal")
    _goes(nina, ("Jullie verhaal", "De cirkel"))
    _reads(nina, TIRED)
    iris = opens(home["Iris"]).go(home.at("story/")).arrives(TIRED)
    _goes(nina, ("Kiezen wie dit leest", "Wie leest dit nog?"))
    nina.choose("Iris", within="Wie mag dit nog lezen")
    _goes(nina, ("Alleen zij lezen dit", "Alleen wie je koos"))

    _goes(iris, (f"Open {TIRED}", "Hier is niets te zien"), ("Naar het begin", "Gezinnen"), ("June", "De cirkel"))
    assert iris.sees(GLAD) and not iris.sees(TIRED)
    marijke = opens(home["Marijke"]).go(home.at("story/")).arrives(TIRED)

    _goes(
        nina,
        ("Naar het gezin", "De cirkel"),
        ("Wie ziet wat", "Ouders"),
        ("Ook wat niet iedereen leest", "Wat jij verborgen hebt"),
    )
    _goes(nina, ("Terugnemen Het verhaal, Marijke", "Teruggenomen. Dat geldt vanaf nu."))
    assert nina.sees("Ziet nu niets van jullie verhaal.")

    _goes(marijke, (f"Open {TIRED}", "Hier is niets te zien"))
    _goes(marijke, ("Naar het begin", "Gezinnen"), ("June", "Wat jij noteerde"))
    assert marijke.sees("Hoe gaan de nachten nu?") and not marijke.sees(TIRED)  # her own words stay hers
    assert marijke.page.get_by_role("link", name="Iets noteren").count() == 0


def two_mothers(opens: Opens, home: Home) -> None:
    """Nina and Maaike saw another evening. What is Maaike's is hers until she shares it; then both stand there."""
    nina, maaike = (_begins(opens, home, one, "Jullie verhaal") for one in EVENING)
    for one in (nina, maaike):
        _goes(one, ("Jullie verhaal", "De cirkel"), ("Iets noteren", "Wat merkte je op?"))
    nina.fill("Wat merkte je op?", EVENING["Nina"])
    nina.choose("De kring", within="Wie mag dit lezen")
    _goes(nina, ("Bewaren", "Bewaard."))

    assert maaike.page.get_by_label("Alleen ik").is_checked()
    maaike.fill("Wat merkte je op?", EVENING["Maaike"])
    _goes(maaike, ("Bewaren", "Bewaard."))
    assert maaike.sees("Alleen jij")
    hers = maaike.path.partition("?")[0]
    _goes(nina, ("Naar het gezin", "De cirkel"))
    assert nina.sees(EVENING["Nina"]) and not nina.sees(EVENING["Maaike"])
    nina.go(hers, status=404)

    _goes(maaike, ("Delen met de kring", "Gedeeld."), ("Naar het gezin", "De cirkel"))
    nina.go(home.at("trail/")).arrives("Maaike deelde een eigen notitie met de kring.")
    _goes(nina, ("Naar het gezin", "De cirkel"))
    for one in (nina, maaike):
        assert one.sees(*EVENING.values())
    assert opens(home["Marijke"]).go(home.at("story/")).arrives(EVENING["Nina"]).sees(EVENING["Maaike"])
    _reads(nina, EVENING["Maaike"])


def teacher(opens: Opens, home: Home) -> None:
    """Bram sees what he wrote, and from the moment papa shares it the story too; never what papa keeps."""
    bram = _begins(opens, home, "Bram", "Gezinnen")
    _goes(bram, ("Marjolein", "Wat jij noteerde"))
    assert bram.sees("Met Tess zoekt ze puzzelstukken.") and bram.page.locator("svg.drawing").count() == 0
    assert not bram.sees("amper uit de zetel") and not bram.sees("noteerde niemand iets")

    koen = _begins(opens, home, "Koen", "Jullie verhaal")
    _goes(koen, ("Jullie verhaal", "De cirkel"), ("Wie ziet wat", "Terugnemen werkt meteen."))
    koen.unfold("Meer delen of afronden")
    koen.choose("Lezen", within="Wat mag Bram")
    _goes(koen, ("Toestemming geven", "Toestemming gegeven."))

    _goes(bram, ("Open Met Tess", "Wat op elkaar inwerkt"), ("Naar het gezin", "De cirkel"))
    assert bram.sees("amper uit de zetel", "Het verhaal") and not bram.sees("gebeld voor een afspraak")
    bram.go(home.of("own"), status=404)

    _goes(koen, ("Naar het gezin", "De cirkel"), ("Wie las dit", "Per dag staat hier"))
    assert koen.sees("Bram opende de pagina van het gezin.", "leerkracht")


def _begins(opens: Opens, home: Home, name: str, sees: str) -> Window:
    return opens(home[name]).go("/").arrives(sees)


def _goes(window: Window, *steps: Iterable[str]) -> None:
    """What somebody presses, and what they then see."""
    for pressed, seen in steps:
        window.press(pressed)
        window.arrives(seen)


def _reads(window: Window, words: str) -> None:
    """A note, from the story in words on the family's page."""
    window.unfold("Lees het verhaal in woorden")
    _goes(window, (f"Open {words}", "Wat op elkaar inwerkt"))
    assert words in window.page.locator(".big-words").inner_text()

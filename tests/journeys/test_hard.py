"""What the world really brings: a thousand notes, very long names, other scripts, big letters, markup."""

import pytest

from stek.circle.rules import Line, Relation, Ring
from stek.circle.tests.builders import make_family
from stek.policy import Verb
from stek.story.rules import Tone

from .people import Home, june
from .window import RULES

LONG = "Maximiliaan-Alexander van den Broecke-Vanderlinden-Wielgosz"
ARABIC = "ابتسمت لي اليوم وأمسكت بإصبعي"
EMOJI = "👩🏽‍🍼 Ze dronk alles op! 🎉🎉"
MARKUP = "<script>alert('hallo')</script> <b>vet</b> {{ geheim }}"
ONE_WORD = "Aaaa" + "h" * 400


def strange_family() -> Home:
    made = make_family(LONG, "Ŷılmaz-Ğökçe Șerban", child="Anne-Sophie-Charlotte-Wilhelmina", born_days_ago=500)
    home = Home(made, {"een": made.parents[0], "twee": made.parents[1]})
    home.comes("محمد", Relation.GRANDFATHER, (Verb.READ, Verb.NOTE))
    for days, words in enumerate((ARABIC, EMOJI, MARKUP, ONE_WORD, "Eerste lijn.\n\nTweede lijn."), start=2):
        home.tell(words[:5], "een", days, words, Tone.STRENGTH if days % 2 else Tone.UNSURE, success=days == 3)
    home.tie(LONG, Ring.NEAR, Line.GIVES, "de buurman die altijd komt helpen met de boodschappen en de was")
    home.tie("محمد", Ring.FURTHER, Line.ASKS)
    return home


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_strange_texts_and_long_names_stay_in_their_place(look, width):
    home = strange_family()
    window = look(home["een"], width=width)
    for path in ("/", home.at(), home.at("story/"), home.at("access/"), home.at("trail/"), home.of("<scri")):
        window.go(path)
        window.page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
        assert (path, window.out_of_place()) == (path, [])
        window.keep(f"strange-{width}-{path.strip('/').split('/')[-1][:12] or 'home'}")
    assert window.against_the_rules() == []
    assert window.sees("<script>alert('hallo')</script> <b>vet</b> {{ geheim }}")


def test_markup_in_every_field_is_only_text(look):
    home = june()
    nina = look(home["Nina"]).go(home.at("ties/new/"))
    nina.fill("Wie of wat", MARKUP[:80])
    nina.fill("Wat is dat voor jullie", '"><svg onload=alert(1)>')
    nina.press("Bijtekenen")
    assert nina.sees("Het staat in de cirkel.", "<script>")
    nina.go(home.at("circle/invitations/new/"))
    nina.page.get_by_label("Wat is hij of zij voor jullie").select_option(label="vriend of vriendin")
    nina.press("Verder")
    nina.fill("Hoe noemen jullie deze persoon", MARKUP[:80])
    nina.press("Maak een link")
    assert nina.sees("Een link voor <script>")
    nina.go(home.at("observations/new/"))
    nina.fill("Wat merkte je op?", MARKUP)
    nina.press("Bewaren")
    assert nina.sees("Bewaard.", MARKUP)
    assert nina.page.locator("main b, main script, main svg[onload]").count() == 0


def test_at_twice_the_size_everything_is_still_there(look):
    """200 % in a window of 1280 wide is a window of 640; letters alone twice as big must fit too."""
    home = june()
    marijke = look(home["Marijke"], width=640, height=450)
    for path in (home.at(), home.at("observations/new/"), home.of("tired"), home.at("story/")):
        marijke.go(path)
        marijke.page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert (path, marijke.out_of_place()) == (path, [])
        marijke.keep(f"twice-{path.strip('/').split('/')[-1][:12]}")


def test_a_very_long_note_leaves_room_for_the_others_and_is_whole_on_its_own_page_and_on_paper(look):
    home = june()
    home.tell("long", "Nina", 3, "Een lange dag met veel kleine dingen. " * 500)
    nina = look(home["Nina"], width=320).go(home.at("story/"))
    card = nina.page.locator("article.event").filter(has_text="Een lange dag")
    assert card.bounding_box()["height"] < 640
    nina.page.emulate_media(media="print")
    assert card.bounding_box()["height"] > 5000
    nina.page.emulate_media(media="screen")
    card.get_by_role("link", name="Open").click()
    nina.page.wait_for_url(f"**{home.of('long')}")
    assert nina.page.locator(".big-words").bounding_box()["height"] > 5000


@pytest.mark.parametrize("dark", [False, True])
def test_where_the_device_makes_its_own_colours_a_drawing_takes_them_too(look, dark):
    home = june()
    marijke = look(home["Marijke"], width=1280, dark=dark)
    marijke.page.emulate_media(forced_colors="active")
    marijke.go(home.at())
    inks, grounds = marijke.page.evaluate(
        "() => { const all = what => [...new Set([...document.querySelectorAll('svg.drawing ' + what)]"
        "  .map(it => getComputedStyle(it).fill))];"
        " const of = getComputedStyle(document.body);"
        " return [[all('text'), of.color], [all('circle, rect').filter(it => it.startsWith('rgb')), of.backgroundColor]] }"
    )
    assert inks[0] == [inks[1]] and dark == (inks[1] == "rgb(255, 255, 255)")
    assert set(grounds[0]) <= {"rgb(255, 255, 255)", "rgb(0, 0, 0)"}


def test_a_thousand_notes_are_leafed_through_page_by_page(look):
    home = june()
    home.tell_many("Iris", [f"Notitie nummer {n}." for n in range(1000)])
    marijke = look(home["Marijke"]).go(home.at())
    marijke.page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
    assert marijke.page.locator(".story article").count() <= 60
    marijke.press("Vroeger in het verhaal")
    seen: set[str] = set()
    for _ in range(3):
        entries = set(marijke.page.locator(".story article .more").evaluate_all("all => all.map(it => it.href)"))
        assert entries and not entries & seen
        seen |= entries
        marijke.press("Vroeger", exact=True)
    assert marijke.against_the_rules() == [] == marijke.out_of_place()
    marijke.press("Naar het nieuwste")
    assert marijke.path == home.at("story/")


def test_the_judge_of_these_journeys_sees_a_barrier_when_there_is_one(look):
    """Else everything above would be green for nothing."""
    broken = look(june()["Nina"]).go("/")
    assert broken.against_the_rules() == [] == broken.out_of_place()
    broken.page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<a href=\"/\"></a><input><button>x</button>"
        '<p id="breed">breed</p>\');'
        "const it = document.querySelector('main button:last-of-type'); it.style.cssText = 'width:9px;height:9px;padding:0';"
        "document.getElementById('breed').style.cssText = 'width:1200px'"
    )
    rules = {one.partition(":")[0] for one in broken.against_the_rules()}
    broken.page.evaluate("document.getElementById('breed').style.color = '#ccc'")
    assert [one.partition(":")[0] for one in broken.against_the_rules(only_colours=True)] == ["color-contrast"]
    assert {"link-name", "label"} <= rules and "wcag22aa" in RULES
    places = broken.out_of_place()
    assert any("<button" in one for one in places) and any("breed" in one for one in places)

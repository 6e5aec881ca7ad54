"""Nina lets the midwife see one part more, and takes it back (casebook 6)."""

from stek.circle.rules import Relation
from stek.policy import Section

from .people import Home, june


def _may(home: Home, name: str, section: Section) -> bool:
    with home[name].acting() as signed:
        return home.made.visit(home[name], signed).reads(section)


def test_she_gives_the_midwife_the_balance_too_and_takes_it_back_and_both_hold_at_once(look):
    home = june()
    nina = look(home["Nina"]).go(home.at("access/"))
    card = nina.page.locator("article.card").filter(has_text="Marijke")
    assert not _may(home, "Marijke", Section.BALANCE)
    card.locator("summary").first.click()
    assert card.get_by_role("group", name="Het verhaal").count() == 0  # she may that already
    card.get_by_role("group", name="Wat draagt, wat weegt").locator("label.word", has_text="Lezen").click()
    card.get_by_role("button", name="Toestemming geven").click()
    nina.page.get_by_text("Toestemming gegeven.").wait_for()
    assert "Wat draagt, wat weegt: lezen" in card.inner_text()
    assert _may(home, "Marijke", Section.BALANCE) and not _may(home, "Iris", Section.BALANCE)

    nina.press("Terugnemen Wat draagt, wat weegt, Marijke")
    nina.page.get_by_text("Teruggenomen. Dat geldt vanaf nu.").wait_for()
    assert "Het verhaal: lezen, iets noteren" in card.inner_text()
    assert not _may(home, "Marijke", Section.BALANCE) and _may(home, "Marijke", Section.STORY)
    nina.go(home.at("trail/"))
    assert nina.sees("Jij gaf toestemming aan Marijke: Wat draagt, wat weegt.")
    assert nina.sees("Jij nam een toestemming terug van Marijke: Wat draagt, wat weegt.")


def test_without_a_script_a_friend_is_asked_in_for_the_story_and_one_thing_more(look):
    home = june()
    nina = look(home["Nina"], width=320, script=False).go(home.at("circle/invitations/new/"))
    nina.page.get_by_label("Wat is hij of zij voor jullie").select_option(label="vriend of vriendin")
    nina.press("Verder")
    nina.fill("Hoe noemen jullie deze persoon", "Sam")
    nina.press("Zelf kiezen")
    assert nina.page.get_by_label("Hoe noemen jullie deze persoon").input_value() == "Sam"
    nina.unfold("Nog iets anders delen")
    assert nina.sees("Familie en vrienden hebben geen beroepsgeheim")
    nina.choose("Lezen", within="Noden en plan")
    nina.press("Maak een link")
    sam = look().go(nina.page.get_by_label("De link").input_value())
    assert sam.sees("Het verhaal: iets noteren", "Noden en plan: lezen") and not sam.sees("Wat draagt, wat weegt")


def test_who_has_no_part_of_the_story_meets_nothing_of_it(look):
    home = june()
    greet = look(home.comes("Greet", Relation.GP, (), "gp")).go(home.at())
    assert greet.sees("Jouw plaats in de kring") and not greet.sees("Ze lacht nu ook naar mij.")
    assert greet.page.get_by_role("heading", name="Wat goed gaat").count() == 0
    greet.go(home.at("observations/new/"), status=403)
    greet.go(home.of("laughs"), status=404)

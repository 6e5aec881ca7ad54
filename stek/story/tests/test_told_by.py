"""Who told it is asked, and never worked out; and a note is about whom it names, and about nobody else."""

import re

from stek.circle.gate import visits_everywhere
from stek.circle.queries import circle_of, circles
from stek.circle.tests.builders import make_family, make_person
from stek.continuity.records import records
from stek.continuity.tests.builders import let
from stek.kit import clock
from stek.policy import Section
from stek.story.rules import Knowing, Lane
from stek.story.tests.sending import noted, story_of


def member(family, called: str) -> str:
    with family.parent.acting() as signed:
        return next(
            str(one.id) for one in circle_of(family.visit(family.parent, signed)).members if one.called == called
        )


def said_of(family, who, id: str) -> str:
    """What the page of a note says of where it comes from."""
    page = who.browser.get(f"/families/{family.id}/observations/{id}/").content.decode()
    return re.search(r'<p class="small soft">([^<]*)</p>', page)[1]


def test_a_sentence_about_one_parent_is_not_put_in_her_mouth(db):
    """Tine reads a note about her, told by somebody to the daycare."""
    family, helena = make_family("Tine", "Jonas"), make_person("Helena", "childcare")
    family.ask_in(helena)
    tine = member(family, "Tine")
    id = noted(family, helena, "De borstvoeding was een hele strijd.", about=[tine], knowing="told")
    for who in family.parents:
        assert said_of(family, who, id).startswith("genoteerd door Helena (vroedvrouw), zoals het verteld werd,")
    listed = family.parent.browser.get(f"/families/{family.id}/story/").content.decode()
    assert "verteld door" not in listed and "Tine en Jonas" not in listed


def test_who_told_it_is_said_as_it_was_answered(db):
    family, helena = make_family("Tine", "Jonas"), make_person("Helena", "childcare")
    family.ask_in(helena)
    told = {"knowing": "told", "about": [member(family, "Tine")]}
    by_jonas = noted(family, helena, **told, told_by=member(family, "Jonas"))
    by_oma = noted(family, helena, **told, told_by="somebody_else", told_as="oma Rita")
    by_nobody = noted(family, helena, **told, told_by="somebody_else")
    herself = noted(family, family.parent, **told, told_by=member(family, "Tine"))
    assert said_of(family, helena, by_jonas).startswith("verteld door Jonas aan Helena (vroedvrouw),")
    assert said_of(family, helena, by_oma).startswith("verteld door oma Rita aan Helena (vroedvrouw),")
    assert said_of(family, helena, by_nobody).startswith("verteld door iemand aan Helena (vroedvrouw),")
    assert said_of(family, helena, herself).startswith("verteld door Tine,")


def test_the_form_asks_who_told_it_and_fills_nothing_in(db):
    family, helena = make_family("Tine", "Jonas"), make_person("Helena", "childcare")
    family.ask_in(helena)
    page = helena.browser.get(f"/families/{family.id}/observations/new/").content.decode()
    asked = page[page.index("Wie vertelde het?") :]
    asked = asked[: asked.index("</fieldset>")]
    assert all(name in asked for name in ("Dat zeg ik niet", "Tine", "Jonas", "Iemand anders"))
    assert re.findall(r'value="([^"]*)"[^>]*checked', asked) == [""]


def test_a_correction_keeps_who_told_it_and_can_take_it_back(db):
    family = make_family("Tine", "Jonas")
    id = noted(family, family.parent, told_by=member(family, "Jonas"), knowing="told")
    path = f"/families/{family.id}/observations/{id}/correction/"
    page = family.parent.browser.get(path).content.decode()
    assert re.search(rf'value="{member(family, "Jonas")}"[^>]*checked', page[page.index("Wie vertelde het?") :])
    family.parent.browser.post(path, {"words": "Ze lachte.", "knowing": "told"})
    (newest,) = story_of(family, family.parent)
    assert (newest.told_by, newest.told_as, newest.knowing) == (None, "", Knowing.TOLD)


def test_a_note_about_nobody_is_not_about_the_child(db):
    """Neither in the list nor for whoever looks whether something was noted about the child."""
    family, vera = make_family("Tine", child="Joyce", born_days_ago=400), make_person("Vera", "midwife")
    family.ask_in(vera)
    let(family, vera)

    def noted_on():
        with vera.acting() as signed:
            around = visits_everywhere(signed, Section.CONTACT, signed.at)
            closed = circles(visit for visit, _ in around.values())
            found = records({}, closed, {id: readers for id, (_, readers) in around.items()}, clock.today())
            (child,) = found[family.id].children
            return child.noted_on

    noted(family, vera, "Het was druk in de straat.")
    (told,) = story_of(family, vera)
    assert (told.lane, told.about) == (Lane.SURROUNDINGS, ()) and noted_on() is None
    assert "of-surroundings" in vera.browser.get(f"/families/{family.id}/story/").content.decode()
    noted(family, vera, "Ze stapt.", about=[str(family.child)])
    assert noted_on() == clock.today()

"""Casebook 8, four weeks later: the day has come and paediatrician Martine is ill. Els, who stands in, sees it; and a
day is calm to look at on every screen."""

from datetime import timedelta

from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family, make_person
from stek.continuity.tests.builders import handed_over, let, promised
from stek.kit import clock
from stek.policy import Verb

from .people import Home
from .window import THEMES

WORDS = "Ik bel Stefanie: hoe gaat het nu met de nachten?"
BOTH = (Verb.READ, Verb.NOTE)


def leon() -> Home:
    """Leon and Stefanie; Martine promised to call on a day that is four days behind us, and Els stands in."""
    made = make_family("Stefanie", child="Leon", born_days_ago=460)
    home = Home(made, {"Stefanie": made.parent})
    for name, relation in (("Martine", Relation.PAEDIATRICIAN), ("Els", Relation.GP)):
        let(made, home.comes(name, relation, BOTH, "gp"))
    home.tell("climbs", "Stefanie", 1, "Hij klimt tot op de vensterbank.", about=["Leon"])
    promised(made, home["Martine"], words=WORDS, due_on=clock.today() - timedelta(days=4), stand_in=home["Els"])
    return home


def busy() -> Home:
    """The same, and a little of everything that can wait for Els, with another family."""
    home = leon()
    els = home["Els"]
    promised(home.made, els, words="Ik kom kijken hoe hij stapt.", due_on=clock.today())
    promised(
        home.made, home["Martine"], words="Ik zoek de folder over de speelgroep op.", due_on=clock.today(), ask=els
    )
    june = make_family("Nina", child="June")
    june.ask_in(els, Relation.GP, BOTH)
    let(june, els)
    wies = make_person("Wies", "midwife")
    june.ask_in(wies, Relation.MIDWIFE, BOTH)
    let(june, wies)
    handed_over(june, wies, els)
    promised(june, els, words="Ik stuur Nina de uren van de kraamzorg door.", due_on=clock.today() - timedelta(days=1))
    return home


def test_who_stands_in_sees_it_and_does_it_and_the_mother_reads_who_it_was(look):
    home = leon()
    els = look(home["Els"]).go("/").arrives("Vandaag")
    assert els.sees(WORDS, "Jij staat klaar voor Martine", "Leon")
    els.press("Gedaan")
    els.arrives("Het staat erbij als gedaan.")
    assert els.sees("Vandaag wacht er niemand op jou.")
    stefanie = look(home["Stefanie"]).go(home.at("trail/"))
    assert stefanie.sees("Els las één afspraak.")


def test_without_script_it_is_put_off_with_a_word_and_taken_over(look):
    home = leon()
    martine = look(home["Martine"], script=False).go("/")
    martine.unfold("Past het niet?")
    martine.page.get_by_label("Aan wie vraag je het?").select_option(label="Els")
    martine.press("Aan iemand anders vragen")
    martine.arrives("Gevraagd. Tot het antwoord ja is, blijft het waar het was.")
    els = look(home["Els"], script=False).go("/")
    assert els.sees("vraagt of jij dit overneemt")
    els.press("Ik doe dit")
    els.arrives("Dit is nu bij jou.")
    els.unfold("Past het niet?")
    els.page.get_by_label("Naar welke dag?").fill((clock.today() + timedelta(days=2)).isoformat())
    els.fill("Waarom een andere dag?", "Stefanie werkt vandaag.")
    els.press("Verzetten")
    els.arrives("Vandaag wacht er niemand op jou.")
    stefanie = look(home["Stefanie"]).go("/")
    assert stefanie.sees("Els belt", WORDS)


def test_a_word_that_is_missing_is_asked_for_and_nothing_is_lost(look):
    martine = look(leon()["Martine"]).go("/")
    martine.unfold("Past het niet?")
    day = (clock.today() + timedelta(days=2)).isoformat()
    martine.page.get_by_label("Naar welke dag?").fill(day)
    martine.press("Verzetten")
    martine.arrives("Er staat nog niets. Eén zin volstaat.")
    assert martine.page.get_by_label("Naar welke dag?").input_value() == day
    martine.fill("Waarom een andere dag?", "Leon is ziek.")
    martine.press("Verzetten")
    martine.arrives("Vandaag wacht er niemand op jou.")
    assert martine.path.startswith("/?")


def test_a_day_is_calm_to_look_at_and_so_is_a_home_with_agreements(look):
    home = busy()
    window = look(home["Els"]).go("/")
    for fold in window.page.locator("main summary").all():
        fold.click()
    assert window.judged(*THEMES, name="today-open") == {}
    window = look(home["Stefanie"]).go("/")
    assert window.sees("Wat afgesproken is", "Martine zou")
    assert window.judged("licht", name="today-home") == {}


def test_a_family_is_found_by_its_name(look):
    window = look(busy()["Els"], script=False).go("/")
    window.press("Gezinnen")
    window.fill("Zoek op een naam", "leo")
    window.press("Zoeken")
    assert window.sees("Leon") and not window.sees("June")
    window.keep("today-families")
    assert window.out_of_place() == []

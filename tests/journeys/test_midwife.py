"""Marijke, midwife, at the kitchen table of June's family (casebook 6)."""

from .people import june


def test_a_correction_keeps_what_stood_there_below_the_new_text(look):
    home = june()
    marijke = look(home["Marijke"]).go(home.of("nights"))
    marijke.press("Verbeteren")
    words = marijke.page.get_by_label("Wat merkte je op?")
    assert words.input_value() == "Hoe gaan de nachten nu? Daar spraken we nog niet over."
    words.fill("June slaapt nu van twee tot zes, zegt Nina.")
    marijke.press("Verbetering bewaren")
    assert marijke.sees("Verbeterd.", "Wat er eerder stond")
    newest, former = marijke.page.locator("article .said").all_inner_texts()
    assert newest.startswith("June slaapt nu") and former.startswith("Hoe gaan de nachten")

    nina = look(home["Nina"]).go(marijke.path)
    assert nina.sees("June slaapt nu van twee tot zes", "Hoe gaan de nachten nu?")


def test_only_who_wrote_something_corrects_it(look):
    home = june()
    marijke = look(home["Marijke"]).go(home.of("tired"))
    assert marijke.page.get_by_role("link", name="Verbeteren").count() == 0
    marijke.go(home.of("tired", "correction/"), status=403)
    assert marijke.sees("Dit zijn iemands eigen woorden", "dan staan ze naast elkaar")


def test_she_ties_two_notes_together_as_a_thought_of_her_own(look):
    home = june()
    marijke = look(home["Marijke"]).go(home.of("nights"))
    marijke.press("Een verband leggen")
    page = marijke.page
    assert page.get_by_label("Dit", exact=True).locator("option:checked").inner_text().startswith("Hoe gaan de nachten")
    page.get_by_label("werkt door op dit").select_option(
        label="Ik ben op. De dagen duren lang en ik geniet er weinig van."
    )
    marijke.fill("In je eigen woorden", "Wie niet slaapt, geniet minder.")
    marijke.press("Bewaren")
    assert marijke.sees("Het verband staat erbij.", "Marijke vermoedt dat dit doorwerkt op")
    marijke.go(home.of("nights"))
    assert marijke.sees("een vermoeden van Marijke", "Wie niet slaapt, geniet minder.")


def test_a_thought_about_one_note_and_itself_is_asked_again(look):
    home = june()
    marijke = look(home["Marijke"]).go(home.of("nights"))
    marijke.press("Een verband leggen")
    marijke.press("Bewaren")
    assert marijke.page.get_by_label("werkt door op dit").evaluate("it => it.matches('.has-error *')")
    chosen = marijke.page.get_by_label("Dit", exact=True).locator("option:checked").inner_text()
    marijke.page.get_by_label("werkt door op dit").select_option(label=chosen)
    marijke.press("Bewaren")
    assert marijke.sees("Kies twee verschillende dingen.")

"""Helena of the daycare, on her phone, between two children who want to go home (casebook 7)."""

from .people import joyce

COUNT_TAPS = (
    "addEventListener('click', e => { if (e.isTrusted) sessionStorage.taps = +(sessionStorage.taps || 0) + 1 }, true)"
)


def test_a_note_takes_three_taps_and_one_sentence(look):
    helena = look(joyce()["Helena"], touch=True)
    helena.context.add_init_script(COUNT_TAPS)
    helena.go("/")
    helena.press("Joyce")
    helena.press("Iets noteren")
    helena.fill("Wat merkte je op?", "Joyce legt haar hoofd op papa’s schouder. Hij streelt haar wang.")
    helena.press("Bewaren")
    assert helena.sees("Bewaard.", "Joyce legt haar hoofd op papa’s schouder.")
    assert helena.page.evaluate("sessionStorage.taps") == "3"


def test_before_saving_the_page_says_who_will_read_it(look):
    helena = look(joyce()["Helena"]).go("/").page
    helena.get_by_role("link", name="Joyce").click()
    helena.get_by_role("link", name="Iets noteren").click()
    says = helena.locator("#readers-now").inner_text()
    assert "Tine" in says and "Wout" in says


def test_a_note_about_papa_stays_hidden_from_mama_until_he_says_it_himself(look):
    home = joyce()
    helena = look(home["Helena"]).go(home.at("observations/new/"))
    helena.fill("Wat merkte je op?", "Papa maakt zich zorgen over zijn werk. Tine weet het nog niet.")
    helena.unfold("Meer vertellen")
    helena.choose("Tine", within="Wie mag dit niet lezen")
    helena.press("Bewaren")
    note = helena.path.partition("?")[0]

    tine = look(home["Tine"]).go(home.at())
    assert not tine.sees("zorgen over zijn werk")
    tine.go(note, status=404)
    tine.go(home.at("trail/"))
    assert not tine.sees("Helena noteerde iets")

    wout = look(home["Wout"]).go(note)
    assert wout.sees("Papa maakt zich zorgen over zijn werk.")


def test_who_may_only_write_sees_only_what_they_wrote(look):
    home = joyce()
    helena = look(home["Helena"]).go(home.at())
    assert helena.title == "Joyce"
    assert not helena.sees("Borstvoeding")
    helena.go(home.of("struggle"), status=404)

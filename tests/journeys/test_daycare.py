"""Helena of the daycare, on her phone, between two children who want to go home (casebook 7)."""

from .people import joyce
from .walks import daycare

COUNT_TAPS = (
    "addEventListener('click', e => { if (e.isTrusted) sessionStorage.taps = +(sessionStorage.taps || 0) + 1 }, true)"
)


def test_a_note_takes_three_taps_and_one_sentence(look):
    opened = []

    def opens(who):
        opened.append(look(who, touch=True))
        opened[-1].context.add_init_script(COUNT_TAPS)
        return opened[-1]

    daycare(opens, joyce())
    assert [window.page.evaluate("sessionStorage.taps") for window in opened] == ["3"]


def test_a_note_about_papa_stays_hidden_from_mama_until_he_says_it_himself(look):
    home = joyce()
    helena = look(home["Helena"]).go(home.at("observations/new/"))
    helena.fill("Wat merkte je op?", "Papa maakt zich zorgen over zijn werk. Tine weet het nog niet.")
    helena.unfold("Meer vertellen")
    helena.choose("Tine", within="Wie van de kring mag dit lezen")
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

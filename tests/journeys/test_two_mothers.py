"""Nina and Maaike look differently, and both stand there (casebook 6)."""

from .people import june


def test_two_voices_on_the_same_evening_stand_side_by_side(look):
    home = june()
    evening = {"Nina": "Het avondritueel was een strijd.", "Maaike": "Het avondritueel ging zacht vanavond."}
    for who, words in evening.items():
        window = look(home[who]).go(home.at("observations/new/"))
        window.fill("Wat merkte je op?", words)
        window.choose("De kring", within="Wie mag dit lezen")
        window.press("Bewaren")
        assert window.sees("Bewaard.", words)
    for who in ("Nina", "Maaike", "Marijke"):
        assert look(home[who]).go(home.at("story/")).sees(*evening.values())


def test_what_one_mother_writes_is_hers_until_she_shares_it(look):
    home = june()
    maaike = look(home["Maaike"]).go(home.at("observations/new/"))
    assert maaike.page.get_by_label("Alleen ik").is_checked()
    maaike.fill("Wat merkte je op?", "Ik mis mijn collega’s, en dat durf ik niet goed te zeggen.")
    maaike.press("Bewaren")
    assert maaike.sees("Bewaard.", "Alleen jij")
    note = maaike.path.partition("?")[0]

    nina = look(home["Nina"])
    nina.go(note, status=404)
    assert not nina.go(home.at()).sees("collega")

    maaike.press("Delen met de kring")
    assert maaike.sees("Gedeeld.")
    assert nina.go(note).sees("Ik mis mijn collega’s")
    assert nina.go(home.at("trail/")).sees("Maaike deelde een eigen notitie met de kring.")


def test_what_nobody_read_can_be_taken_back(look):
    home = june()
    maaike = look(home["Maaike"]).go(home.of("doubt"))
    maaike.press("Terugnemen")
    assert maaike.sees("Teruggenomen. Niemand anders had het gelezen.")
    maaike.go(home.of("doubt"), status=404)


def test_neither_can_see_that_the_other_hides_something(look):
    home = june()
    nina = look(home["Nina"])
    before = nina.go(home.at("story/")).words
    home.tell("secret", "Maaike", 1, "Ik plan een feestje voor Nina.", private=True)
    assert nina.go(home.at("story/")).words == before

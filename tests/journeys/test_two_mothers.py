"""Nina and Maaike: what each keeps for herself (casebook 6)."""

from .people import june


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

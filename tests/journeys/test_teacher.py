"""Bram, teacher: may write, and reads only what is shared with him (casebook 3)."""

from .people import june, marjolein


def test_what_is_for_parents_to_decide_is_not_there_for_him(look):
    home = marjolein()
    bram = look(home["Bram"])
    for rest in ("access/", "trail/", "circle/invitations/new/", "ties/new/"):
        bram.go(home.at(rest), status=404)
    bram.go(home.of("low"), status=404)


def test_he_quotes_the_child_in_her_own_words(look):
    home = marjolein()
    bram = look(home["Bram"]).go(home.at("observations/new/"))
    bram.fill("Wat merkte je op?", "Als papa ziek is, smeer ik zelf mijn boterhammen.")
    bram.unfold("Meer vertellen")
    bram.choose("Marjolein", within="Zijn dit iemands eigen woorden?")
    bram.press("Bewaren")
    assert bram.sees("woorden van Marjolein, genoteerd door Bram")
    koen = look(home["Koen"]).go(bram.path)
    assert koen.page.locator("q").first.inner_text() == "Als papa ziek is, smeer ik zelf mijn boterhammen."


def test_another_family_is_not_there_for_him(look):
    other, home = june(), marjolein()
    bram = look(home["Bram"])
    bram.go(other.at(), status=404)
    bram.go(other.of("laughs"), status=404)
    bram.go(home.at(f"observations/{other.notes['laughs'].id}/"), status=404)

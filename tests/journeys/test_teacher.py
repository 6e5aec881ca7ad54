"""Bram, teacher: may write, and reads only what papa shared with him (casebook 3)."""

from .people import marjolein


def test_he_writes_and_sees_nothing_of_the_others(look):
    home = marjolein()
    bram = look(home["Bram"]).go("/")
    bram.press("Marjolein")
    assert bram.sees("Wat jij noteerde", "Met Tess zoekt ze puzzelstukken.")
    assert not bram.sees("amper uit de zetel") and not bram.sees("noteerde niemand iets")
    assert bram.page.locator("svg.drawing").count() == 0
    bram.go(home.of("low"), status=404)
    for rest in ("access/", "trail/", "circle/invitations/new/", "ties/new/"):
        bram.go(home.at(rest), status=404)


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


def test_he_reads_from_the_moment_papa_shares_and_never_what_papa_keeps(look):
    home = marjolein()
    home.tell("own", "Koen", 3, "Ik heb gebeld voor een afspraak.", about=["Koen"], private=True)
    koen = look(home["Koen"]).go(home.at("access/"))
    koen.unfold("Meer delen of afronden")
    koen.choose("Het verhaal lezen", within="Wat mag Bram")
    koen.press("Toestemming geven")

    bram = look(home["Bram"]).go(home.at())
    assert bram.sees("amper uit de zetel", "Het verhaal")
    assert not bram.sees("gebeld voor een afspraak")
    bram.go(home.of("own"), status=404)
    koen.go(home.at("trail/"))
    assert koen.sees("Bram opende de pagina van het gezin.", "leerkracht")


def test_another_family_is_not_there_for_him(look):
    from .people import june

    other, home = june(), marjolein()
    bram = look(home["Bram"])
    bram.go(other.at(), status=404)
    bram.go(other.of("laughs"), status=404)
    bram.go(home.at(f"observations/{other.notes['laughs'].id}/"), status=404)

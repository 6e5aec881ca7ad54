"""From a link to a place in the circle."""

from .people import PASSWORD, june


def _invites(look, home) -> str:
    nina = look(home["Nina"]).go(home.at("access/"))
    nina.press("Iemand uitnodigen")
    nina.page.get_by_label("Wat is hij of zij voor jullie").select_option(label="kinderopvang")
    nina.press("Verder")
    nina.fill("Hoe noemen jullie deze persoon", "Elif")
    assert nina.sees("Die mag jullie verhaal lezen en erbij schrijven.")
    nina.press("Goed, maak een link")
    assert nina.title == "Een link voor Elif" and nina.sees("Elif mag jullie verhaal lezen en erbij schrijven, tot")
    return nina.page.get_by_label("De link").input_value()


def test_who_has_the_link_makes_an_account_and_stands_in_the_circle(look):
    home = june()
    link = _invites(look, home)
    elif_ = look().go(link)
    assert elif_.title == "Je bent gevraagd in een kring" and not elif_.sees("June")
    assert elif_.sees("Het verhaal: lezen, iets noteren")
    elif_.press("Een account maken")
    elif_.fill("E-mailadres", "elif@example.org")
    elif_.fill("Hoe mogen we je noemen?", "Elif")
    elif_.fill("Wachtwoord", PASSWORD)
    elif_.press("Verder")
    elif_.press("Ja, ik kom erbij")
    assert elif_.sees("Je staat in de kring.") and elif_.title == "Een gezin"  # until a parent says who took it

    again = look().go(link, status=410)
    assert again.title == "Deze link werkt niet meer"
    assert look(home["Nina"]).go(home.at("trail/")).sees("Elif kwam in de kring.")


def test_a_link_that_was_taken_back_opens_nothing(look):
    home = june()
    link = _invites(look, home)
    nina = look(home["Nina"]).go(home.at("access/"))
    card = nina.page.locator("article.card").filter(has_text="Elif")
    assert "uitgenodigd, nog niet binnen" in card.inner_text()
    card.get_by_role("button", name="Link intrekken").click()
    nina.page.get_by_text("De link werkt niet meer.").wait_for()
    look().go(link, status=410)


def test_nobody_makes_an_account_without_a_link(look):
    stranger = look().go("/accounts/signup/")
    assert stranger.title == "Stek werkt op uitnodiging"

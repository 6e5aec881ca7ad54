"""What the walks do not pass, in a browser that runs no script at all."""

from .people import PASSWORD, june, with_password


def test_help_the_way_out_and_the_night_are_plain_links_and_forms(look):
    nina = look(june()["Nina"], script=False).go("/")
    nina.press("Ik heb nu hulp nodig")
    assert nina.path == "/help/" and nina.sees("112", "106")
    assert nina.page.get_by_role("link", name="Snel weg").get_attribute("href").startswith("https://")
    nina.press("Nacht")
    nina.go("/")
    assert nina.title == "Het is nacht. Er hoeft niets."


def test_the_drawings_are_there_and_their_words_unfold(look):
    home = june()
    marijke = look(home["Marijke"], width=1280, script=False).go(home.at())
    assert marijke.page.locator("svg.drawing:visible, .wide svg:visible").count() >= 2
    marijke.unfold("Lees het verhaal in woorden")
    assert marijke.page.get_by_text("Nina vertelt: dit werkt door op").is_visible()
    marijke.unfold("Lees de cirkel in woorden")
    assert marijke.page.get_by_role("rowheader", name="huishoudhulp").is_visible()


def test_signing_in_and_out(look):
    home = june()
    nina = look(script=False).go("/accounts/login/")
    assert not nina.page.get_by_role("button", name="Met een toegangssleutel").is_visible()
    nina.fill("E-mailadres", with_password(home["Nina"]).person.email)
    nina.fill("Wachtwoord", PASSWORD)
    nina.press("Aanmelden", exact=True)
    assert nina.title == "Dag Nina"
    nina.press("Afmelden")
    assert nina.path.startswith("/accounts/login/")

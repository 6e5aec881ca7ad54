"""A parent writes the gravest sentence at night, on a phone that runs no script: the way to help is one press away."""

from .people import june

GRAVE = "Ik kan niet meer. Soms denk ik dat ze beter af zijn zonder mij."


def test_a_parent_at_night_writes_the_gravest_sentence_and_finds_help_with_one_press(look):
    home = june()
    nina = look(home["Nina"], script=False).go("/")
    nina.press("Nacht")
    nina.go("/").press("Iets opschrijven")
    nina.fill("Wat merkte je op?", GRAVE)
    nina.press("Bewaren")
    assert nina.sees("Bewaard.", "Wil je nu met iemand praten?", GRAVE)
    line = nina.page.locator(".after-note a")
    assert line.is_visible() and line.inner_text().strip() == "Ik heb nu hulp nodig"
    assert line.bounding_box()["height"] >= 44
    line.click()
    assert nina.path == "/help/" and nina.page.locator("html").get_attribute("data-thema") == "nacht"
    assert nina.sees("Stek verwittigt niemand; je belt zelf.", "Leg je baby veilig neer")
    lines = {one.get_attribute("href") for one in nina.page.locator("main a:visible").all()}
    assert {"tel:112", "tel:101", "tel:1813", "tel:106", "https://www.zelfmoord1813.be/"} <= lines

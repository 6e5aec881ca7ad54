"""A passkey, with a real ceremony: the browser has a device that recognises a finger, or does not."""

from collections.abc import Callable

import pytest

from stek.circle.tests.builders import make_family

from .people import PASSWORD, Home, june, with_password
from .test_door import signs_in
from .window import Window

WHY = "Mama belde. Ze is bang dat het thuis misloopt."


class Device:
    """What makes and keeps passkeys in one window, as a phone does."""

    def __init__(self, window: Window):
        self.session = window.devtools()
        self.session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        made = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self.here = {"authenticatorId": made["authenticatorId"]}

    def keys(self) -> list[dict]:
        return self.session.send("WebAuthn.getCredentials", self.here)["credentials"]

    def recognises(self, finger: bool) -> None:
        self.session.send("WebAuthn.setUserVerified", {**self.here, "isUserVerified": finger})

    def forgets(self) -> None:
        self.session.send("WebAuthn.clearCredentials", self.here)


@pytest.fixture
def home(db, settings) -> Home:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # as in a demo: http on this machine
    home = june()
    with_password(home["Marijke"])
    return home


def _says_who(window: Window) -> None:
    assert window.title == "Ben jij het?"
    window.fill("Wachtwoord", PASSWORD)
    window.press("Verder")


def _about_to_add(look: Callable[..., Window], home: Home) -> tuple[Window, Device]:
    marijke = look(home["Marijke"]).go("/accounts/2fa/")
    device = Device(marijke)
    marijke.press("Toevoegen")
    _says_who(marijke)
    marijke.fill("Naam", "Mijn telefoon")
    marijke.page.get_by_label("Ook zonder wachtwoord aanmelden").check()
    return marijke, device


def _adds(look: Callable[..., Window], home: Home) -> tuple[Window, Device]:
    marijke, device = _about_to_add(look, home)
    marijke.page.get_by_label("Naam").press("Enter")
    marijke.page.get_by_role("heading", name="Reservecodes").wait_for()
    assert marijke.sees("Je toegangssleutel is toegevoegd.", "Er zijn nog 10 codes over.")
    return marijke, device


def _signs_out(window: Window) -> None:
    window.go("/").press("Afmelden")
    window.page.wait_for_url("**/accounts/login/**")


def test_who_adds_a_passkey_signs_in_with_it_and_nothing_else(look, home):
    marijke, device = _adds(look, home)
    (key,) = device.keys()
    assert (key["rpId"], key["userDisplayName"]) == ("localhost", "Marijke") and key["isResidentCredential"]
    assert marijke.go("/accounts/2fa/webauthn/").sees("Mijn telefoon")
    assert marijke.against_the_rules() == [] == marijke.out_of_place()
    _signs_out(marijke)
    marijke.press("Met een toegangssleutel")
    marijke.page.get_by_role("heading", name="Gezinnen").wait_for()
    assert marijke.go(home.at()).title == "June"


def test_after_the_password_the_passkey_is_the_second_step(look, home):
    marijke, _ = _adds(look, home)
    _signs_out(marijke)
    signs_in(marijke, home["Marijke"])
    assert marijke.title == "Nog één stap"
    marijke.press("Met een toegangssleutel")
    marijke.page.get_by_role("heading", name="Gezinnen").wait_for()


def test_who_comes_back_for_a_page_is_on_that_page_after_the_passkey(look, home):
    marijke, _ = _adds(look, home)
    _signs_out(marijke)
    marijke.page.goto(home.of("laughs"))
    marijke.press("Met een toegangssleutel")
    marijke.page.get_by_text("Ze lacht nu ook naar mij.").first.wait_for()
    assert marijke.path == home.of("laughs")


def test_in_an_emergency_a_key_is_made_on_the_way_and_asked_anew_and_the_reason_is_still_there(look, home):
    other = make_family("Lotte", child="Finn")
    marijke = look(home["Marijke"]).go("/emergency/")
    marijke.fill("De code van het gezin", other.code())
    marijke.fill("Waarom moet je dit nu zien", WHY)
    marijke.press("Openen voor één uur")
    assert marijke.sees("Je hebt nog geen tweede sleutel")
    assert marijke.against_the_rules() == [] == marijke.out_of_place()
    marijke.press("Een tweede sleutel maken")
    Device(marijke)
    marijke.press("Toevoegen")
    _says_who(marijke)
    marijke.fill("Naam", "Mijn telefoon")
    marijke.page.get_by_label("Naam").press("Enter")
    marijke.page.get_by_role("heading", name="Reservecodes").wait_for()
    assert marijke.against_the_rules() == [] == marijke.out_of_place()
    marijke.press("Terug naar waar je was")
    marijke.press("Openen voor één uur")
    assert marijke.sees("De deur blijft dicht.")
    assert marijke.against_the_rules() == [] == marijke.out_of_place()
    marijke.press("Tweede sleutel gebruiken")
    marijke.press("Met een toegangssleutel")
    marijke.page.locator("button[data-passkey]").click()
    marijke.page.get_by_role("heading", name="Toegang in een noodgeval").wait_for()
    assert marijke.page.get_by_label("Waarom moet je dit nu zien").input_value() == WHY
    marijke.press("Openen voor één uur")
    marijke.page.get_by_role("heading", name="Finn").wait_for()


def test_a_passkey_that_did_not_come_changes_nothing_and_the_page_says_what_to_do(look, home):
    marijke, device = _about_to_add(look, home)
    device.recognises(finger=False)
    said = marijke.page.get_by_role("alert")
    marijke.press("Toevoegen")
    said.get_by_text("Er is geen toegangssleutel bijgekomen.").wait_for()
    assert marijke.page.get_by_label("Naam").input_value() == "Mijn telefoon" and device.keys() == []
    assert marijke.against_the_rules() == [] == marijke.out_of_place()
    device.recognises(finger=True)
    marijke.press("Toevoegen")
    marijke.page.get_by_role("heading", name="Reservecodes").wait_for()

    _signs_out(marijke)
    device.recognises(finger=False)
    marijke.press("Met een toegangssleutel")
    said.get_by_text("gebruik je e-mailadres en je wachtwoord").wait_for()
    assert marijke.against_the_rules() == [] == marijke.out_of_place()
    signs_in(marijke, home["Marijke"])
    device.forgets()
    marijke.press("Met een toegangssleutel")
    said.get_by_text("gebruik een code").wait_for()
    assert marijke.title == "Nog één stap"


def test_a_passkey_of_somebody_else_opens_nothing(look, home, superuser):
    marijke, _ = _adds(look, home)
    _signs_out(marijke)
    superuser.execute("delete from mfa_authenticator where type = 'webauthn'")
    marijke.press("Met een toegangssleutel")
    marijke.page.get_by_text("Dit klopt niet, of het is al gebruikt.").wait_for()
    assert marijke.path.startswith("/accounts/login/")


def test_without_script_each_page_says_what_works_instead(look, home):
    marijke, _ = _adds(look, home)
    codes = marijke.page.get_by_label("Schrijf ze op").input_value().split()
    plain = look(script=False).go("/accounts/login/")
    key = plain.page.get_by_role("button", name="Met een toegangssleutel")
    assert plain.page.get_by_text("Met je e-mailadres en je wachtwoord kom je er ook.").is_visible()
    assert not key.is_visible()
    signs_in(plain, home["Marijke"])
    assert plain.page.get_by_text("een reservecode werkt ook zonder.").is_visible() and not key.is_visible()
    plain.fill("De zes cijfers, of een reservecode", codes[0])
    plain.press("Aanmelden", exact=True)
    assert plain.title == "Gezinnen"
    plain.go("/accounts/2fa/webauthn/add/")
    _says_who(plain)
    assert plain.page.get_by_text("Een app op je telefoon werkt ook zonder.").is_visible()

"""Every page in every light and at every width: no barrier, nothing out of place, nothing too small to press.

Axe's rules for WCAG 2.2 AA run on every page that has an address, and on what a page becomes when it refuses or goes
wrong. A page is loaded once; width and light change under it. By day every rule runs, at each width that shows other
elements. A light changes `data-thema` on the root, and by that custom properties that hold colours (tokens.css): no
element, name, role, order or size. What axe reads of colours are two of its rules, `color-contrast` and
`link-in-text-block`; those run in the dark and at night (which looks: `window.py`). A page that says something else at
night is asked for in each light, and there every rule runs. `STEK_LOOK=<folder>` keeps a picture of every look.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.test import override_settings
from django.urls import resolve

from stek.circle import actions as circle
from stek.circle.gate import visit
from stek.circle.giving import TO_GIVE
from stek.circle.queries import ties_of
from stek.circle.rules import MemberKind, Relation
from stek.circle.tests.builders import make_doctor, make_person, make_reviewer
from stek.kit import clock
from stek.kit.mail import Folder
from stek.kit.tests.long import LONG
from stek.people import door
from stek.policy import Role, Section, Verb
from stek.story.queries import influences
from tests.laws.test_urls import DOORS, only_takes_forms

from .people import Home, june, with_password
from .rooms import Rooms, furnished
from .test_door import signs_in
from .test_passkey import Device
from .window import THEMES, Window

NAMELESS = "00000000-0000-7000-8000-000000000000"


@dataclass(frozen=True)
class Look:
    who: str  # '' for somebody at the door
    path: Callable[[Home], str]
    status: int = 200
    then: Callable[[Window, Home], object] = lambda window, home: None
    other_at_night: bool = False
    fresh: bool = False  # who said who they are a moment ago, as pages about signing in ask


def at(path: str) -> Callable[[Home], str]:
    return lambda home: path


def of(rest: str) -> Callable[[Home], str]:
    return lambda home: home.at(rest)


def note(name: str, rest: str = "") -> Callable[[Home], str]:
    return lambda home: home.of(name, rest)


def in_room(path: str) -> Callable[["House"], str]:
    """A path in the family's record, with the names of `Rooms` for ids."""
    return lambda home: home.at(path.format(**vars(home.rooms)))


def _unfold_all(window: Window, home: Home) -> None:
    window.page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")


def _refused(button: str) -> Callable[[Window, Home], None]:
    def press(window: Window, home: Home) -> None:
        window.page.evaluate("document.querySelectorAll('form').forEach(it => it.noValidate = true)")
        window.press(button)
        window.page.locator(".errors, .error").first.wait_for()

    return press


def _invites(window: Window, home: Home) -> None:
    window.fill("Hoe noemen jullie deze persoon", "Elif")
    window.press("Maak een link")
    window.page.get_by_label("De link").wait_for()


def _chooses_what(window: Window, home: Home) -> None:
    window.press("Zelf kiezen")
    window.page.get_by_role("group", name="Wat mag hij of zij").wait_for()
    _unfold_all(window, home)


def _gives_nothing(window: Window, home: Home) -> None:
    window.page.locator("article.card summary").first.click()
    _refused("Toestemming geven")(window, home)


def _types_a_wrong_code(window: Window, home: Home) -> None:
    [cookie] = [one for one in window.page.context.cookies() if one.get("name") == settings.SESSION_COOKIE_NAME]
    door.second_factor_given(token=cookie.get("value", ""), at=clock.now())
    window.fill("De code van het gezin", "BCDF-GHJK-MNPQ")
    window.fill("Waarom moet je dit nu zien", "Koorts.")
    _refused("Openen voor één uur")(window, home)


def _makes_a_code(window: Window, home: Home) -> None:
    window.page.get_by_role("button", name="code maken").click()
    window.page.get_by_role("heading", name="Je code voor een noodgeval").wait_for()


def _mails_nowhere(window: Window, home: Home) -> None:
    window.page.get_by_label("Mail", exact=True).fill("niemand")
    _refused("Bewaren")(window, home)
    _unfold_all(window, home)


def _wants_it_at_night(window: Window, home: Home) -> None:
    window.page.get_by_label("Op welk uur").select_option("23")
    _refused("Bewaren")(window, home)


def _signs_up(window: Window, home: Home) -> None:
    window.press("Een account maken")
    window.page.get_by_label("Hoe mogen we je noemen?").wait_for()


def _gives_password(window: Window, home: Home) -> None:
    signs_in(window, home["Maaike"])
    window.page.get_by_role("heading", name="Nog één stap").wait_for()


def _long_open(window: Window, home: Home) -> None:
    window.fill("Wat merkte je op?", "Ze lachte naar de lamp.")
    window.page.evaluate("document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(it => it.value = 'oud')")
    window.press("Bewaren")
    window.page.get_by_role("heading", name="Dit is nog niet bewaard").wait_for()


def _goes_wrong(template: str) -> Callable[[Window, Home], None]:
    """What the app shows when something breaks, at an address of the app."""

    def show(window: Window, home: Home) -> None:
        html = render_to_string(template)
        window.page.route("**/went-wrong/", lambda route: route.fulfill(body=html, content_type="text/html"))
        window.page.goto("/went-wrong/")

    return show


PAGES = {
    "sign-in": Look("", at("/accounts/login/")),
    "sign-in-refused": Look("", at("/accounts/login/"), then=_refused("Aanmelden")),
    "sign-in-second-step": Look("", at("/accounts/login/"), then=_gives_password),
    "sign-out": Look("Nina", at("/accounts/logout/")),
    "closed": Look("", at("/accounts/inactive/")),
    "signed-up-by-invitation": Look("", lambda home: home.link, then=_signs_up),
    "signed-up-without": Look("", at("/accounts/signup/")),
    "password-forgotten": Look("", at("/accounts/password/reset/")),
    "password-mailed": Look("", at("/accounts/password/reset/done/")),
    "password-link": Look("", lambda home: home.reset),
    "password-link-over": Look("", at("/accounts/password/reset/key/1-nothing/")),
    "password-new": Look("", at("/accounts/password/reset/key/done/")),
    "password-change": Look("Nina", at("/accounts/password/change/"), fresh=True),
    "address": Look("Nina", at("/accounts/email/"), fresh=True),
    "address-confirm": Look("", at("/accounts/confirm-email/nothing/")),
    "address-mailed": Look("", at("/accounts/confirm-email/")),
    "is-it-you": Look("Maaike", at("/accounts/reauthenticate/")),
    "is-it-you-code": Look("Maaike", at("/accounts/2fa/reauthenticate/")),
    "is-it-you-passkey": Look("Maaike", at("/accounts/2fa/webauthn/reauthenticate/")),
    "second-key": Look("Nina", at("/accounts/2fa/")),
    "second-key-on": Look("Maaike", at("/accounts/2fa/")),
    "code-on": Look("Nina", at("/accounts/2fa/totp/activate/"), fresh=True),
    "code-off": Look("Maaike", at("/accounts/2fa/totp/deactivate/"), fresh=True),
    "paper-codes": Look("Maaike", at("/accounts/2fa/recovery-codes/"), fresh=True),
    "paper-codes-new": Look("Maaike", at("/accounts/2fa/recovery-codes/generate/"), fresh=True),
    "passkeys": Look("Maaike", at("/accounts/2fa/webauthn/"), fresh=True),
    "passkey-new": Look("Nina", at("/accounts/2fa/webauthn/add/"), fresh=True),
    "passkey-name": Look("Maaike", lambda home: f"/accounts/2fa/webauthn/keys/{home.key}/edit/", fresh=True),
    "passkey-gone": Look("Maaike", lambda home: f"/accounts/2fa/webauthn/keys/{home.key}/remove/", fresh=True),
    "telling": Look("Nina", at("/telling/")),
    "telling-carer": Look("Marijke", at("/telling/")),
    "telling-off": Look("Bram", at("/telling/"), then=lambda window, home: window.press("Geen mails meer")),
    "telling-refused": Look("Nina", at("/telling/"), then=_wants_it_at_night),
    "mails": Look("", at("/mails/")),
    "parent-home": Look("Nina", at("/"), other_at_night=True),
    "parent-home-came-in": Look("Maaike", at("/")),
    "today": Look("Marijke", at("/today/"), then=_unfold_all),
    "today-nobody": Look("Bram", at("/")),
    "families": Look("Marijke", at("/families/")),
    "families-two-cards": Look("Ils", at("/families/")),
    "family-second-card": Look("Ils", of("")),
    "families-none": Look("Alleen", at("/families/")),
    "begin": Look("Nina", at("/families/new/")),
    "begin-refused": Look("Nina", at("/families/new/"), then=_refused("Beginnen")),
    "family-parent": Look("Nina", of(""), other_at_night=True),
    "family-carer": Look("Marijke", of("")),
    "family-unfolded": Look("Marijke", of(""), then=_unfold_all),
    "family-teacher": Look("Bram", of("")),
    "family-just-came": Look("Gust", of("")),
    "capture-just-came": Look("Gust", of("observations/new/"), then=_unfold_all),
    "family-empty": Look("Lotte", lambda home: f"/families/{home.empty}/"),
    "born": Look("Lotte", lambda home: f"/families/{home.empty}/children/{home.awaited}/birth/"),
    "capture-carer": Look("Marijke", of("observations/new/"), then=_unfold_all),
    "capture-parent": Look("Nina", of("observations/new/"), other_at_night=True),
    "capture-refused": Look("Marijke", of("observations/new/"), then=_refused("Bewaren")),
    "capture-lay-open": Look("Marijke", of("observations/new/"), then=_long_open),
    "note": Look("Nina", note("tired")),
    "note-former": Look("Marijke", note("nights")),
    "correction": Look("Marijke", note("nights", "correction/")),
    "safety-sharing": Look("Marijke", note("fear", "sharing/")),
    "drafts": Look("Nina", at("/drafts/")),
    "not-your-words": Look("Marijke", note("tired", "correction/"), 403),
    "hide": Look("Nina", note("tired", "readers/")),
    "ask-author": Look("Iris", lambda home: home.at(f"asking/observation/{home.notes['iris'].thread_id}/")),
    "asked": Look("Maaike", of("asked/")),
    "influence": Look("Nina", of("influences/new/")),
    "influence-over": Look("Nina", lambda home: home.at(f"influences/{home.moved}/ending/")),
    "story": Look("Marijke", of("story/")),
    "ties": Look("Nina", of("ties/")),
    "tie": Look("Nina", of("ties/new/")),
    "tie-refused": Look("Nina", of("ties/new/"), then=_refused("Bijtekenen")),
    "tie-hide": Look("Nina", lambda home: home.at(f"ties/{home.tied}/readers/")),
    "balance": Look("Nina", of("balance/"), then=_unfold_all),
    "balance-carer": Look("Marijke", of("balance/")),
    "balance-empty": Look("Lotte", lambda home: f"/families/{home.empty}/balance/"),
    "then-and-now": Look("Nina", of("balance/then-and-now/")),
    "factor-find": Look("Nina", of("balance/factors/find/?q=slaap")),
    "factor-new": Look("Nina", of("balance/factors/new/"), then=_unfold_all),
    "factor-new-known": Look("Nina", of("balance/factors/new/?code=worn_out"), then=_unfold_all),
    "factor": Look("Nina", in_room("balance/factors/{factor}/"), then=_unfold_all),
    "factor-correction": Look("Nina", in_room("balance/factors/{factor}/correction/"), then=_unfold_all),
    "factor-end": Look("Nina", in_room("balance/factors/{factor}/end/")),
    "factor-agreement": Look("Nina", in_room("balance/factors/{factor}/agreement/")),
    "factor-hide": Look("Nina", in_room("balance/factors/{factor}/readers/")),
    "word-new": Look("Nina", of("balance/words/new/")),
    "task-word": Look("Nina", in_room("balance/tasks/{child}/trusting/")),
    "needs": Look("Nina", of("needs/"), then=_unfold_all),
    "needs-empty": Look("Lotte", lambda home: f"/families/{home.empty}/needs/"),
    "need-new": Look("Nina", of("needs/new/"), then=_unfold_all),
    "need": Look("Nina", in_room("needs/{need}/"), then=_unfold_all),
    "need-saying": Look("Nina", in_room("needs/{need}/saying/"), then=_unfold_all),
    "need-hide": Look("Nina", in_room("needs/{need}/readers/")),
    "plan": Look("Nina", of("plan/"), then=_unfold_all),
    "plan-empty": Look("Lotte", lambda home: f"/families/{home.empty}/plan/"),
    "goal-new": Look("Nina", of("plan/goals/new/"), then=_unfold_all),
    "goal": Look("Nina", in_room("plan/goals/{goal}/"), then=_unfold_all),
    "step-new": Look("Nina", in_room("plan/goals/{goal}/steps/new/"), then=_unfold_all),
    "goal-correction": Look("Nina", in_room("plan/goals/{goal}/correction/"), then=_unfold_all),
    "goal-not-your-words": Look("Maaike", in_room("plan/goals/{goal}/correction/"), 403),
    "step-correction": Look("Nina", in_room("plan/steps/{step}/correction/"), then=_unfold_all),
    "step-end": Look("Nina", in_room("plan/steps/{step}/end/")),
    "success-new": Look("Nina", in_room("plan/goals/{goal}/successes/new/")),
    "review-new": Look("Nina", in_room("plan/goals/{goal}/reviews/new/")),
    "goal-hide": Look("Nina", in_room("plan/goals/{goal}/readers/")),
    "care": Look("Nina", in_room("plan/needs/{need}/care/")),
    "thoughts": Look("Marijke", of("plan/thoughts/")),
    "room-to-think": Look("Marijke", of("plan/room/")),
    "fridge": Look("Nina", of("plan/fridge/"), then=_unfold_all),
    "contact": Look("Nina", of("contact/"), then=_unfold_all, other_at_night=True),
    "contact-carer": Look("Marijke", of("contact/"), then=_unfold_all),
    "contact-empty": Look("Lotte", lambda home: f"/families/{home.empty}/contact/"),
    "contact-week": Look("Marijke", of("contact/week/")),
    "follow-up": Look("Marijke", in_room("contact/follow-ups/{follow_up}/"), then=_unfold_all),
    "follow-up-new": Look("Nina", of("contact/follow-ups/new/")),
    "follow-up-refused": Look("Marijke", of("contact/follow-ups/new/"), then=_refused("Bewaren")),
    "follow-up-put-off": Look("Marijke", in_room("contact/follow-ups/{follow_up}/moves/put_off/")),
    "follow-up-ask": Look("Nina", in_room("contact/follow-ups/{follow_up}/moves/ask/")),
    "follow-up-meanwhile": Look("Nina", in_room("contact/follow-ups/{follow_up}/moves/reopen/"), 409),
    "follow-up-hide": Look("Nina", in_room("contact/follow-ups/{follow_up}/readers/")),
    "referral": Look("Nina", in_room("contact/referrals/{referral}/"), then=_unfold_all),
    "referral-new": Look("Nina", in_room("contact/referrals/new/?need={need}"), then=_unfold_all),
    "referral-refused": Look("Nina", of("contact/referrals/new/"), then=_refused("Bewaren")),
    "referral-end": Look("Nina", in_room("contact/referrals/{referral}/moves/end/")),
    "referral-hide": Look("Nina", in_room("contact/referrals/{referral}/readers/")),
    "handover": Look("Joke", in_room("contact/handovers/{handover}/"), then=_unfold_all),
    "handover-parent": Look("Nina", in_room("contact/handovers/{handover}/")),
    "handover-new": Look("Joke", of("contact/handovers/new/"), then=_unfold_all),
    "handover-refused": Look("Joke", of("contact/handovers/new/"), then=_refused("Voorstellen")),
    "handover-accept": Look("Joke", in_room("contact/handovers/{handover}/moves/accept/")),
    "handover-hide": Look("Marijke", in_room("contact/handovers/{handover}/readers/")),
    "pace": Look("Nina", of("contact/pace/")),
    "calendar": Look("Marijke", at("/calendar/"), then=lambda window, home: window.press("Een adres maken")),
    "calendar-none": Look("Nina", at("/calendar/")),
    "directory": Look("Els", at("/directory/"), then=_unfold_all),
    "directory-nothing": Look("Els", at("/directory/?line=3&echelons=5&months=-5")),
    "offer": Look("Els", lambda home: f"/directory/offers/{home.rooms.offer}/"),
    "offer-waiting": Look("Els", lambda home: f"/directory/offers/{home.rooms.offer}/waiting/"),
    "offer-change": Look("Els", lambda home: f"/directory/offers/{home.rooms.offer}/change/", then=_unfold_all),
    "offer-change-refused": Look(
        "Els", lambda home: f"/directory/offers/{home.rooms.offer}/change/", then=_mails_nowhere
    ),
    "offer-end": Look("Els", lambda home: f"/directory/offers/{home.rooms.over}/end/"),
    "offer-over": Look("Els", lambda home: f"/directory/offers/{home.rooms.over}/"),
    "offer-new": Look(
        "Els", lambda home: f"/directory/initiatives/{home.rooms.initiative}/offers/new/", then=_unfold_all
    ),
    "directory-import": Look("Els", at("/directory/import/")),
    "access": Look("Nina", of("access/"), then=_unfold_all),
    "leaving": Look("Nina", of("leaving/")),
    "leaving-sure": Look("Nina", of("leaving/sure/"), fresh=True),
    "leaving-undo": Look("Lotte", lambda home: f"/families/{home.empty}/leaving/"),
    "own-words": Look("Jef", of("own-words/")),
    "access-refused": Look("Nina", of("access/"), then=_gives_nothing),
    "family-without-story": Look("Greet", of("")),
    "together": Look("Marijke", of("together/")),
    "looked-at-together": Look(
        "Marijke", lambda home: home.at(f"?with={home.made.places[home['Nina'].id]}"), then=_unfold_all
    ),
    "trail": Look("Nina", of("trail/")),
    "alone-whom": Look("Nina", of("alone/")),
    "alone": Look("Nina", of("alone/?relation=social_worker")),
    "alone-where": Look("Els", at("/alone/")),
    "invite-whom": Look("Nina", of("circle/invitations/new/")),
    "invite-whom-refused": Look("Nina", of("circle/invitations/new/"), then=_refused("Verder")),
    "invite": Look("Nina", of("circle/invitations/new/?relation=midwife")),
    "invite-friend": Look("Nina", of("circle/invitations/new/?relation=friend"), then=_unfold_all),
    "invite-choosing": Look("Nina", of("circle/invitations/new/?relation=teacher"), then=_chooses_what),
    "invite-parent": Look("Nina", of("circle/invitations/new/?relation=father"), then=_unfold_all),
    "invite-refused": Look("Nina", of("circle/invitations/new/?relation=gp"), then=_refused("Maak een link")),
    "invited": Look("Nina", of("circle/invitations/new/?relation=childcare"), then=_invites),
    "invitation": Look("", lambda home: home.link),
    "invitation-in": Look("Marijke", lambda home: home.link),
    "parent-asks": Look("Nina", lambda home: home.at(f"circle/{home.asking}/parent/")),
    "parent-asks-own": Look("Nina", lambda home: home.at(f"circle/{home.asking}/parent/?own=1")),
    "parent-waits": Look("Lou", at("/invitations/waiting/")),
    "invitation-over": Look("", at(f"/invitations/{'x' * 40}/"), 410),
    "help": Look("Nina", at("/help/")),
    "help-sheet": Look("Nina", at("/"), then=lambda window, home: window.press("Ik heb nu hulp nodig")),
    "emergency": Look("Marijke", at("/emergency/")),
    "emergency-shut": Look("Ann", at("/emergency/"), then=_types_a_wrong_code),
    "emergency-code-made": Look("Nina", of("emergency/code/"), then=_makes_a_code),
    "emergency-reviews": Look("Nele", at("/emergency/reviews/")),
    "emergency-look": Look("Nele", lambda home: home.at(f"emergency/{home.glass}/look/")),
    "not-there": Look("Marijke", at(f"/families/{NAMELESS}/"), 404),
    "not-so": Look("Nina", at("/theme/"), 405),
    **{f"wrong-{one}": Look("", at("/help/"), then=_goes_wrong(f"{one}.html")) for one in (400, 403, 413, 429, 500)},
}

# Doors behind which there is no page to look at.
NO_PAGE = {
    "alive", "robots", "theme", "mfa_download_recovery_codes", "mfa_login_webauthn",
    "account_set_password", "account_confirm_login_code",
    "second_key", "sheet", "directory_export_csv", "directory_export_json", "calendar_feed", "own_words_file", "together_end",
}  # fmt: skip


# Pages that one only comes to from another, and the look in which that happens.
# A factor about safety is shared on the form of a note; the address of an account is a page of ours, in allauth's place;
# the door for an emergency has a field less for who stands in the circle.
ON_THE_WAY = {
    "mfa_authenticate": "sign-in-second-step",
    "factor_sharing_create": "safety-sharing",
    "account_email": "address",
    "emergency_here": "emergency",
}


@dataclass
class House(Home):
    """June's home, and what the pages about signing in and beginning need."""

    link: str = ""
    asking: UUID | None = None  # the place for which somebody waits, as a parent
    reset: str = ""
    key: int = 0
    empty: UUID | None = None
    awaited: UUID | None = None
    tied: UUID | None = None
    moved: UUID | None = None
    glass: UUID | None = None  # an emergency nobody looked at yet
    rooms: Rooms | None = None


def family_with_everything() -> House:
    """June's, with a corrected note, a hidden one, a teacher who may only write, and somebody invited."""
    started = june()
    home = House(started.made, started.who, started.notes)
    home.comes("Bram", Relation.TEACHER, (Verb.NOTE,), "teacher")
    home.comes("Greet", Relation.GP, (), "gp")
    home.tell("music", "Bram", 4, "Op de muziekmat draait June naar het geluid van de trom.", about=["June"])
    home.correct("nights", "Marijke", "Hoe gaan de nachten nu? Nina zei: ‘beter’. Maaike was er niet bij.")
    home.tell("fear", "Marijke", 3, "Nina kromp ineen toen de deur dichtsloeg.", private=True, safety=True)
    home.hide("iris", "Nina", "Marijke")
    return home


def _is_asked_in(home: House) -> None:
    """Somebody at the door with the link, somebody who forgot a password, a mother with every second key."""
    with home["Nina"].acting() as signed:
        here = home.made.visit(home["Nina"], signed)
        invited = circle.invite(called="Oma", role=Role.KIN, relation=Relation.GRANDMOTHER, by=here, at=here.at)
        for section in TO_GIVE:
            circle.give(to=invited[0], section=section, verbs=[Verb.READ, Verb.NOTE], by=here, at=here.at)
        home.link = f"/invitations/{invited[1]}/"
        home.asking, secret = circle.invite(
            called="Lou", role=Role.PARENT, relation=Relation.PARENT, by=here, at=here.at
        )
        marijke = home.made.places[home["Marijke"].id]
        for section in (Section.BALANCE, Section.NEEDS):
            circle.give(to=marijke, section=section, verbs=[Verb.READ, Verb.NOTE], by=here, at=here.at)
        home.tied = ties_of(here)[0].id
        home.moved = influences(here)[0].id
    home.who["Lou"] = make_person("Lou")
    with home["Lou"].acting() as signed:
        circle.accept(secret=secret, by=signed, at=signed.at)
    home.who["Gust"] = make_person("Gust Peeters", "gp")  # of whom no parent said yet that it is him
    home.made.ask_in(home["Gust"], Relation.GP, recognised=False)
    home.who["Ils"] = make_person("Ils", "social_worker")  # for both parents, and for Nina alone
    for known_to in (None, []):
        home.made.ask_in(home["Ils"], Relation.SOCIAL_WORKER, known_to=known_to)
    nina = with_password(home["Nina"]).person
    home.reset = f"/accounts/password/reset/key/{user_pk_to_url_str(nina)}-{default_token_generator.make_token(nina)}/"
    TOTP.activate(with_password(home["Maaike"]).person, "JBSWY3DPEHPK3PXP")


def _awaits(home: House) -> None:
    """Lotte's family, where nothing is written and a child is on its way."""
    home.who["Alleen"], home.who["Lotte"] = make_person("Alleen"), make_person("Lotte")
    with home["Lotte"].acting() as signed:
        here = circle.found_family(by=signed, at=signed.at, called="Lotte", relation=Relation.MOTHER)
        child = circle.NewMember(MemberKind.CHILD, "ons kindje", due_on=clock.today() + timedelta(days=40))
        home.awaited, home.empty = circle.add_member(member=child, by=here, at=signed.at), here.family


def _is_in_an_emergency(home: House) -> None:
    """A doctor of a hospital, inside; somebody who looks at it for the hospital, and the parents are not told yet."""
    home.who["Ann"] = make_doctor("Dokter Ann")
    home.glass = home.made.breaks_in(home["Ann"], "June ligt hier op spoed met koorts, en mama slaapt na een narcose.")
    home.who["Nele"] = make_reviewer(home["Ann"], "Nele")


def _somebody_left(home: House) -> None:
    """An uncle who stepped out, after a few words; and Lotte, who leaves as the only parent and may still stay."""
    home.comes("Jef", Relation.KIN, (Verb.READ, Verb.NOTE))
    home.tell("walk", "Jef", 3, "In de wandelwagen viel ze meteen in slaap. Vrijdag ga ik weer met haar stappen.")
    with home["Jef"].acting() as signed:
        circle.step_out(by=home.made.visit(home["Jef"], signed), at=signed.at)
    with home["Lotte"].acting() as signed:
        assert home.empty
        circle.leave(by=visit(signed, home.empty, signed.at), at=signed.at)


def whole_house() -> House:
    """All that the pages need but a passkey, which only a browser makes."""
    home = family_with_everything()
    _is_asked_in(home)
    _awaits(home)
    _somebody_left(home)
    _is_in_an_emergency(home)
    home.rooms = furnished(home)
    home.asks("Nina", "talked", "Ik wil dit liever onder ons houden.")
    return home


@pytest.fixture(scope="module")
def home(empty, django_db_blocker, contexts, address, tmp_path_factory) -> Iterator[House]:
    empty()
    mails = str(tmp_path_factory.mktemp("mail"))  # as in a demo
    with (
        django_db_blocker.unblock(),
        override_settings(MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN=True, MAIL_FOLDER=mails),
    ):
        Folder(alias="default", file_path=mails).send_messages(
            [
                EmailMessage(
                    "Er wacht iets op jou in Stek",
                    f"Er wacht iets op jou in Stek:\n{address}/accounts/login/\n",
                    to=["nina@example.org"],
                )
            ]
        )
        home = whole_house()
        maaike = Window(contexts, home["Maaike"], fresh=True).go("/accounts/2fa/webauthn/add/")
        Device(maaike)
        maaike.press("Toevoegen")
        maaike.page.get_by_role("heading", name="Mijn aanmelding").or_(
            maaike.page.get_by_role("heading", name="Reservecodes")
        ).wait_for()
        maaike.close()
        home.key = Authenticator.objects.get(type="webauthn").pk
        yield home


# One form in as many rooms (`circle/hide.html`): on a push it is judged once, over a note, at night in each of them.
ONE_FORM = {f"{room}-hide" for room in ("factor", "need", "goal", "follow-up", "referral", "handover", "tie")}
assert set(PAGES) >= ONE_FORM
# Pages that are another page with a line above it: judged at night.
AGAIN = {"looked-at-together"}


@pytest.mark.parametrize("name", PAGES if LONG else [name for name in PAGES if name not in ONE_FORM | AGAIN])
def test_a_page_is_open_to_everybody_at_every_width_in_every_light(lasting, home, name):
    one, found = PAGES[name], {}
    window = lasting(home.who.get(one.who), fresh=one.fresh)
    for theme in THEMES if one.other_at_night else THEMES[:1]:
        window.light(theme).go(one.path(home), status=one.status)
        one.then(window, home)
        found |= window.judged(*([theme] if one.other_at_night else THEMES), name=name)
    assert found == {}


def test_no_page_is_left_out(home):
    """Whoever adds a page adds its look. What only takes a form, or sends on, is no page."""
    seen = {resolve(urlsplit(one.path(home)).path).url_name for one in PAGES.values() if one.status != 405}
    named = {door.name for door in DOORS if door.name not in NO_PAGE and not only_takes_forms(door)}
    assert named - seen == set(ON_THE_WAY) and set(ON_THE_WAY.values()) <= set(PAGES)
    assert not seen & NO_PAGE


def test_without_a_choice_the_page_follows_the_device(windows, home):
    grounds = {}
    for dark in (False, True):
        window = windows(home["Marijke"], dark=dark).go(home.at())
        assert window.against_the_rules(only_colours=True) == []
        grounds[dark] = window.page.evaluate("getComputedStyle(document.body.parentElement).backgroundColor")
    assert grounds == {False: "rgb(239, 243, 239)", True: "rgb(18, 26, 23)"}

"""In and out: signing in, signing out, a session that ended meanwhile, and words that are never lost."""

from stek.kit import clock
from stek.people import door

from .people import PASSWORD, Home, june, with_password
from .window import Window

SENTENCE = "June pakte vandaag mijn vinger vast en liet niet meer los."


def signs_in(window: Window, who, password: str = PASSWORD) -> None:
    window.fill("E-mailadres", who.person.email)
    window.fill("Wachtwoord", password)
    window.press("Aanmelden", exact=True)


def test_a_wrong_password_says_so_without_saying_who_exists(look):
    nina = with_password(june()["Nina"])
    door_page = look().go("/accounts/login/")
    signs_in(door_page, nina, "niet dit wachtwoord")
    wrong_password = door_page.page.locator(".errors li").all_inner_texts()
    door_page.fill("E-mailadres", "niemand@example.org")
    door_page.fill("Wachtwoord", "niet dit wachtwoord")
    door_page.press("Aanmelden", exact=True)
    assert door_page.page.locator(".errors li").all_inner_texts() == wrong_password != []


def test_signing_in_leads_home_and_signing_out_closes_every_page(look):
    home = june()
    nina = look().go("/")
    assert nina.path.startswith("/accounts/login/")
    signs_in(nina, with_password(home["Nina"]))
    assert nina.title == "Dag Nina"
    nina.press("Afmelden")
    nina.page.wait_for_url("**/accounts/login/**")
    nina.page.go_back()
    nina.page.wait_for_load_state()
    assert "June" not in nina.page.content()
    nina.page.goto(home.at())
    assert nina.path.startswith("/accounts/login/")


def test_who_was_sent_to_the_door_comes_back_to_the_page_they_asked_for(look):
    home = june()
    marijke = look()
    marijke.page.goto(home.of("laughs"))
    signs_in(marijke, with_password(home["Marijke"]))
    assert marijke.path == home.of("laughs") and marijke.sees("Ze lacht nu ook naar mij.")


def _writes_while_the_session_ends(look, home: Home, script: bool) -> Window:
    marijke = look(with_password(home["Marijke"]), script=script).go(home.at("observations/new/"))
    marijke.fill("Wat merkte je op?", SENTENCE)
    marijke.choose("June", within="Over wie")
    marijke.choose("Dit gaat goed")
    door.end_all_sessions(person=home["Marijke"].id, at=clock.now())
    marijke.press("Bewaren")
    marijke.page.wait_for_url("**/accounts/login/**")
    signs_in(marijke, home["Marijke"])
    return marijke


def _has_it_back(marijke: Window) -> None:
    page = marijke.page
    assert page.get_by_label("Wat merkte je op?").input_value() == SENTENCE
    assert page.get_by_label("June").first.is_checked() and page.get_by_label("Dit gaat goed").is_checked()
    marijke.press("Bewaren")
    marijke.page.wait_for_url("**done=kept")
    assert marijke.sees("Bewaard.", SENTENCE)


def test_words_typed_while_the_session_ended_are_there_after_signing_in_again(look):
    _has_it_back(_writes_while_the_session_ends(look, june(), script=True))


def test_and_without_script_just_as_well(look):
    _has_it_back(_writes_while_the_session_ends(look, june(), script=False))


def test_another_person_who_signs_in_here_never_meets_those_words(look):
    home = june()
    marijke = look(with_password(home["Marijke"]), script=False).go(home.at("observations/new/"))
    marijke.fill("Wat merkte je op?", SENTENCE)
    door.end_all_sessions(person=home["Marijke"].id, at=clock.now())
    marijke.press("Bewaren")
    signs_in(marijke, with_password(home["Iris"]))
    assert marijke.go(home.at("observations/new/")).page.get_by_label("Wat merkte je op?").input_value() == ""


def test_the_page_says_at_once_that_the_session_ended(look):
    home = june()
    marijke = look(home["Marijke"]).go(home.at("observations/new/"))
    door.end_all_sessions(person=home["Marijke"].id, at=clock.now())
    marijke.fill("Wat merkte je op?", SENTENCE)
    marijke.page.get_by_text("Je bent afgemeld.").wait_for()
    assert marijke.page.get_by_label("Wat merkte je op?").input_value() == SENTENCE


def test_a_draft_is_there_again_after_a_reload_and_on_another_device(look):
    home = june()
    marijke = look(home["Marijke"]).go(home.at("observations/new/"))
    marijke.fill("Wat merkte je op?", SENTENCE)
    marijke.page.get_by_text("Bewaard als klad.").wait_for()
    for window in (marijke, look(home["Marijke"], width=1280)):
        window.go(home.at("observations/new/"))
        assert window.page.get_by_label("Wat merkte je op?").input_value() == SENTENCE
        assert window.sees("Hier is wat je eerder schreef en nog niet bewaarde.")
    assert (
        look(home["Iris"]).go(home.at("observations/new/")).page.get_by_label("Wat merkte je op?").input_value() == ""
    )


def test_without_reach_the_words_stay_and_go_along_later(look):
    home = june()
    marijke = look(home["Marijke"]).go(home.at("observations/new/"))
    marijke.within_reach(False)
    marijke.fill("Wat merkte je op?", SENTENCE)
    marijke.page.get_by_text("Geen bereik.").wait_for()
    marijke.within_reach(True)
    marijke.page.get_by_text("Bewaard als klad.").wait_for()
    marijke.press("Bewaren")
    marijke.page.wait_for_url("**done=kept")
    assert marijke.sees("Bewaard.", SENTENCE)
    marijke.go(home.at("observations/new/"))
    assert marijke.page.get_by_label("Wat merkte je op?").input_value() == ""


def test_pressing_twice_makes_one_note(look, superuser):
    home = june()
    marijke = look(home["Marijke"]).go(home.at("observations/new/"))
    marijke.fill("Wat merkte je op?", SENTENCE)
    before = superuser.execute("select count(*) from story_observation").fetchone()[0]
    marijke.page.get_by_role("button", name="Bewaren").dblclick()
    marijke.page.get_by_text("Bewaard.").wait_for()
    marijke.page.go_back()
    assert marijke.page.get_by_label("Wat merkte je op?").input_value() == ""
    assert superuser.execute("select count(*) from story_observation").fetchone()[0] == before + 1


def test_a_text_that_is_far_too_long_is_refused_in_words_and_kept(look):
    home, long = june(), "Er was eens een lange dag. " * 7500
    marijke = look(home["Marijke"], script=False).go(home.at("observations/new/"))
    marijke.fill("Wat merkte je op?", long)
    marijke.press("Bewaren")
    assert marijke.sees("Nog niet bewaard.", "Alles staat er nog.")
    assert len(marijke.page.get_by_label("Wat merkte je op?").input_value()) == len(long)

"""Nina, mother of June: what is hers to give and to hide, and leaving the page at once."""

from stek.circle.rules import Line, Ring
from stek.circle.tests.builders import make_doctor

from .people import Home, june
from .walks import TIRED
from .window import Window


def test_at_home_one_question_and_the_last_small_success(look):
    nina = look(june()["Nina"]).go("/")
    assert nina.title == "Dag Nina"
    assert nina.sees("Ze lacht nu ook naar mij.", "Wil je iets bewaren over June?", "Niets hoeft.")


def test_at_night_there_is_one_line_and_three_quiet_things(look):
    nina = look(june()["Nina"]).go("/")
    nina.press("Nacht")
    nina.page.get_by_role("heading", name="Het is nacht. Er hoeft niets.").wait_for()
    assert nina.page.locator("main a").all_inner_texts() == [
        "Iets opschrijven",
        "Jullie verhaal",
        "Ik heb nu hulp nodig",
    ]
    nina.page.reload()
    assert nina.page.locator("html").get_attribute("data-thema") == "nacht"
    nina.press("Dag", exact=True)
    nina.page.get_by_role("heading", name="Dag Nina").wait_for()


def test_the_colours_of_the_night_take_no_name_that_she_was_typing(look):
    nina = look(june()["Nina"]).go("/families/new/")
    name = nina.page.locator("main input[type=text]").first
    name.fill("Nina V.")
    with nina.page.expect_response("**/theme/"):
        nina.press("Nacht")
    nina.page.wait_for_load_state("networkidle")
    assert name.input_value() == "Nina V."


def test_she_shows_it_again_from_her_own_list(look):
    home = june()
    home.hide("tired", "Nina", "Iris")
    nina = look(home["Nina"]).go(home.at("access/"))
    assert not nina.sees("Wat jij verborgen hebt")
    nina.press("Ook wat niet iedereen leest")
    assert nina.sees("Wat jij verborgen hebt", "lezen dit, sinds")
    nina.page.locator("summary", has_text="Terug laten zien").click()
    nina.press("Ja, laat het weer zien")
    assert nina.sees("Niet langer verborgen.") and not nina.sees("Wat jij verborgen hebt")
    look(home["Iris"]).go(home.of("tired"))
    assert not look(home["Maaike"]).go(home.at("access/")).sees("Wat jij verborgen hebt")


def test_who_will_read_it_follows_whom_it_is_about_and_no_word_goes_along(look):
    """Marijke reads by Nina's yes alone; Maaike writes about herself."""
    home = june()
    maaike = look(home["Maaike"]).go(home.at("observations/new/"))
    maaike.fill("Wat merkte je op?", TIRED)
    line, asked = maaike.page.locator("#readers-said"), []
    maaike.page.on("request", lambda request: asked.append(request.url))
    assert "Marijke" in line.inner_text()
    for _tap, there in enumerate((False, True, False)):
        maaike.choose("Maaike", within="Over wie")
        line.filter(**{"has_text" if there else "has_not_text": "Marijke"}).wait_for()
        ticks = maaike.page.locator("#readers-ticked label.word")
        assert ticks.filter(has_text="Marijke").count() == there
    assert "Nina" in line.inner_text() and len(asked) == 3 and not any("words" in one or "ben" in one for one in asked)
    assert maaike.page.get_by_label("Wat merkte je op?").input_value() == TIRED
    maaike.within_reach(False)
    maaike.choose("June", within="Over wie")  # of what could not be asked nothing is promised
    line.filter(has_text="Na het bewaren staat er wie dit leest.").wait_for()
    maaike.within_reach(True)
    maaike.troubles[:] = [one for one in maaike.troubles if "Failed to fetch" not in one]
    maaike.choose("June", within="Over wie")
    line.filter(has_text="Nina").wait_for()
    maaike.choose("De kring", within="Wie mag dit lezen")
    maaike.press("Bewaren")
    maaike.page.get_by_text("Bewaard.").first.wait_for()
    assert not maaike.sees("Marijke")


def test_a_form_that_lay_open_when_the_consent_ended_gives_the_words_back(look):
    home = june()
    marijke = look(home["Marijke"]).go(home.at("observations/new/"))
    marijke.fill("Wat merkte je op?", "June volgt de lamp met haar ogen.")
    _take_back(look(home["Nina"]).go(home.at("access/")), "Marijke")
    marijke.press("Bewaren")
    marijke.page.get_by_role("heading", name="Dat kan hier nu niet").wait_for()
    assert marijke.page.get_by_label("Je tekst").input_value() == "June volgt de lamp met haar ogen."


def test_she_gives_a_consent_with_an_end(look):
    home = june()
    nina = look(home["Nina"]).go(home.at("access/"))
    _take_back(nina, "Iris")
    card = _card(nina, "Iris")
    card.locator("summary").first.click()
    card.get_by_role("group", name="Het verhaal").locator("label.word", has_text="Lezen").click()
    card.locator("label.word", has_text="Twee weken").click()
    card.get_by_role("button", name="Toestemming geven").click()
    nina.page.get_by_text("Toestemming gegeven.").wait_for()
    assert " · tot " in _card(nina, "Iris").inner_text()
    assert look(home["Iris"]).go(home.at()).sees("Ze lacht nu ook naar mij.")


def test_she_reads_who_was_there(look):
    home = june()
    look(home["Marijke"]).go(home.of("tired"))
    nina = look(home["Nina"]).go(home.at())
    nina.press("Wie las dit")
    assert nina.sees("Marijke las één notitie.", "vroedvrouw", "Via Stek kan niemand deze lijst veranderen")


def test_what_no_longer_holds_leaves_the_drawing_and_stays_with_the_note(look):
    home = june()
    nina = look(home["Nina"]).go(home.of("laughs"))
    nina.press("Dit geldt niet meer")
    assert nina.title == "Geldt dit verband niet meer?" and nina.sees("We hebben het samen uitgepraat.")
    assert nina.against_the_rules() == [] == nina.out_of_place()
    nina.press("Ja, dit is voorbij")
    assert nina.sees("Het verband staat niet meer in de tekening.", "zegt Nina") and not nina.sees(
        "Dit geldt niet meer"
    )
    maaike = look(home["Maaike"]).go(home.of("laughs"))
    assert maaike.sees("een vermoeden van Maaike · tot ", "zegt Nina")
    assert maaike.go(home.at("trail/")).sees("Nina rondde een verband tussen twee notities af.")


def test_a_line_of_the_circle_that_she_hides_was_never_there_for_the_other(look):
    home = june()
    maaike = look(home["Maaike"])
    before = maaike.go(home.at()).words
    home.tie("praatgroep", Ring.NEAR, Line.STARTING, "op maandag", to="Nina")
    assert maaike.go(home.at()).sees("praatgroep")
    nina = look(home["Nina"]).go(home.at("access/"))
    nina.press("Iets uit de cirkel verbergen of weghalen")
    assert nina.against_the_rules() == [] == nina.out_of_place()
    nina.press("Kiezen wie dit leest praatgroep")
    nina.choose("Maaike", within="Wie mag dit nog lezen")
    assert nina.against_the_rules() == [] == nina.out_of_place()
    nina.press("Alleen zij lezen dit")
    assert nina.sees("Alleen wie je koos") and not nina.sees("praatgroep")
    nina.press("Ook wat niet iedereen leest")
    assert nina.sees("praatgroep")
    assert maaike.go(home.at()).words == before


def test_somebody_who_let_themselves_in_stands_on_top_until_she_has_seen_it(look):
    home = june()
    home.made.breaks_in(make_doctor("Dokter Ann"), "June ligt hier met koorts.", told=True)
    nina = look(home["Nina"]).go("/")
    assert nina.sees("Dokter Ann", "Opende jullie verhaal op", "Staat de reden er niet bij")
    assert not nina.sees("June ligt hier met koorts.")
    assert nina.against_the_rules() == [] == nina.out_of_place()
    nina.go(home.at("access/")).press("Gezien")
    assert nina.sees("Er staat bij dat jij het gezien hebt.")
    for parent in ("Nina", "Maaike"):
        assert not look(home[parent]).go("/").sees("June ligt hier met koorts.")


def test_a_friend_is_a_friend_whoever_they_are(look):
    home = june()
    nina = look(home["Nina"]).go(home.at("access/"))
    assert "bevriend" in _card(nina, "Iris").inner_text()
    assert nina.go(home.of("helps")).sees("Iris (bevriend)")
    assert nina.go(home.at()).sees("Iris, bevriend") and not nina.sees("vriend of vriendin")


def test_help_is_one_tap_away_and_the_page_is_still_there_behind_it(look):
    home = june()
    for path in ("/", home.at(), home.at("observations/new/"), home.at("access/")):
        nina = look(home["Nina"]).go(path)
        nina.press("Ik heb nu hulp nodig")
        sheet = nina.page.get_by_role("dialog")
        assert {"tel:112", "tel:106", "tel:1813", "tel:1712"} <= {
            link.get_attribute("href") for link in sheet.get_by_role("link").all()
        }
        nina.page.keyboard.press("Escape")
        assert not sheet.is_visible() and nina.path == path
        assert nina.focused() == "Ik heb nu hulp nodig"


def test_one_press_leaves_the_page_and_ends_the_session(look):
    home = june()
    nina = _away(look(home["Nina"]), home)
    nina.press("Snel weg")
    _is_gone(nina, home)


def test_over_the_page_with_help_she_leaves_as_quickly_in_the_sheet_and_beside_it(look):
    home = june()
    for beside in (False, True):
        nina = _away(look(home["Nina"]), home)
        at_the_top = nina.page.get_by_role("link", name="Snel weg").bounding_box()
        nina.press("Ik heb nu hulp nodig")
        if beside:
            nina.page.mouse.click(at_the_top["x"] + 20, at_the_top["y"] + 20)
        else:
            nina.page.get_by_role("dialog").get_by_role("link", name="Snel weg").click()
        _is_gone(nina, home)


def test_three_times_shift_does_the_same_and_capitals_do_not(look):
    home = june()
    nina = _away(look(home["Nina"]), home)
    for key in ("Shift", "Shift", "a", "Shift"):
        nina.page.keyboard.press(key)
    assert nina.path == home.at()
    nina.page.keyboard.press("a")
    for key in ("Shift", "Shift", "Shift"):
        nina.page.keyboard.press(key)
    _is_gone(nina, home)


def test_slow_shifts_and_shifts_in_a_field_for_text_do_not_leave(look):
    home = june()
    nina = _away(look(home["Nina"]), home)
    nina.context.clock.install()
    nina.go(home.at("observations/new/"))
    field = nina.page.get_by_label("Wat merkte je op?")
    field.focus()
    _shifts(nina, 0, 0, 0)
    field.blur()
    _shifts(nina, 0, 600, 600)
    assert nina.path == home.at("observations/new/") and field.is_visible()
    _shifts(nina, 2000, 400, 400)
    _is_gone(nina, home)


def test_nothing_is_written_on_the_device_after_the_quick_exit_however_slow_the_weather(look):
    home = june()
    nina = look(home["Nina"])
    nina.context.clock.install()
    nina.go(home.at("observations/new/"))
    nina.page.route("**/drafts/**", lambda route: route.abort())
    nina.page.route("https://www.meteo.be/**", lambda route: route.fulfill(status=204))  # the page stays as it is
    nina.fill("Wat merkte je op?", "Hij mag dit niet lezen.")
    nina.within_reach(False)  # nor can the session end now: it ends at whatever is asked next
    nina.press("Snel weg")
    for event in ("new Event('online')", "new Event('pageshow')"):
        nina.context.clock.run_for(2000)
        nina.page.evaluate(f"() => {{ dispatchEvent({event}); document.dispatchEvent(new Event('visibilitychange')) }}")
    assert nina.page.evaluate("() => JSON.stringify({...sessionStorage, ...localStorage})") == "{}"
    assert "niet lezen" not in nina.page.content()
    nina.within_reach(True)
    nina.page.goto(home.at())
    assert nina.path.startswith("/accounts/login/")


def _shifts(nina: Window, *after: int) -> None:
    """Shift, each so many milliseconds after what came before."""
    for one in after:
        nina.context.clock.run_for(one)
        nina.page.keyboard.press("Shift")


def _card(nina: Window, called: str):
    return nina.page.locator("article.card").filter(has=nina.page.get_by_role("heading", name=called, exact=True))


def _take_back(nina: Window, called: str) -> None:
    _card(nina, called).get_by_role("button", name="Terugnemen").click()
    nina.page.get_by_text("Teruggenomen.").wait_for()


def _away(nina: Window, home: Home) -> Window:
    """The weather, without the internet."""
    nina.page.route("https://www.meteo.be/**", lambda route: route.fulfill(body="Het weer", content_type="text/plain"))
    return nina.go(home.at())


def _is_gone(nina: Window, home: Home) -> None:
    nina.page.wait_for_url("https://www.meteo.be/**")
    nina.page.go_back()
    nina.page.wait_for_load_state()
    assert "June" not in nina.page.content()
    nina.page.goto(home.at())
    assert nina.path.startswith("/accounts/login/")

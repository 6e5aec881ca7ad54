"""A form that is sent arrives once, or stays: whatever happens to the request, no word is lost and nothing is done twice.

Forms are found by going from page to page as Nina and looking for a `textarea`.
"""

import re
from itertools import cycle

from stek.kit import clock
from stek.kit.tests.long import LONG
from stek.people import door
from tests.laws.test_drafts import found_by

from .people import june, with_password
from .rooms import furnished
from .window import Window

WORDS = "Hij mag dit niet weten."
SAYS = {"never": "Geen bereik.", "lost": "Geen bereik.", "fault": "Er ging iets mis bij ons."}
ON_SCREEN = "it => { const at = it.getBoundingClientRect(); return at.top >= 0 && at.bottom <= innerHeight }"
OURS = re.compile(r"/(families|directory|drafts)/")


def _fails(window: Window, how: str) -> None:
    """From now on whatever is posted fails: it never leaves, its answer is lost, or the server breaks."""

    def handle(route) -> None:
        if route.request.method != "POST":
            route.continue_()
        elif how == "never":
            route.abort()
        elif how == "lost":
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.fulfill(status=500, body="")

    window.page.route(OURS, handle)


def _loses_the_answer(window: Window, words: str) -> None:
    """What is written arrives, and the window does not hear it."""
    _fails(window, "lost")
    window.fill("Wat merkte je op?", words)
    window.press("Bewaren")
    window.page.get_by_text("Dit is nog niet bewaard.").wait_for()


def _recovers(window: Window) -> None:
    window.page.unroute_all(behavior="wait")
    window.troubles[:] = [one for one in window.troubles if not one.startswith("500")]


def _texts(window: Window) -> list[str]:
    return window.page.locator("main textarea:not([readonly])").evaluate_all("all => all.map(it => it.value)")


def _press(window: Window) -> None:
    window.page.evaluate("() => document.querySelector('main form:has(textarea)').requestSubmit()")


def _is_saved(window: Window) -> None:
    window.page.wait_for_url(re.compile(r"done=kept$"))


def test_whatever_happens_to_the_request_the_form_comes_back_whole(look):
    home = june()
    furnished(home)
    found = {name: where for name, (who, where, _form) in found_by(home).items() if who is home["Nina"]}
    assert len(found) > 12
    nina = look(home["Nina"])
    for (name, where), how in zip(sorted(found.items())[:: 1 if LONG else 6], cycle(("never", "lost", "fault"))):
        if nina.page.goto(where).status != 200:
            continue  # what was done a moment ago, and its answer lost, is no longer asked
        _fails(nina, how)
        for area in nina.page.locator("main form:has(textarea) textarea").all():
            if not area.is_visible():
                nina.page.evaluate("document.querySelectorAll('main details').forEach(it => it.open = true)")
            area.fill(WORDS)
        _press(nina)
        nina.page.locator(".draft-says", has_text=SAYS[how]).wait_for()
        assert (name, how, set(_texts(nina))) == (name, how, {WORDS})
        assert nina.path == where
        _recovers(nina)
        nina.go(where)
        assert (name, how, WORDS in _texts(nina)) == (name, how, True) or how == "lost", nina.words[:200]
        nina.page.evaluate("sessionStorage.clear()")


def test_a_visit_without_reach_ends_in_one_note_with_every_choice(look, superuser):
    home = june()
    before = superuser.execute("select count(*) from story_observation").fetchone()[0]
    marijke = look(home["Marijke"]).go(home.at("observations/new/"))
    marijke.within_reach(False)
    marijke.fill("Wat merkte je op?", WORDS)
    marijke.unfold("Meer vertellen")
    marijke.choose("Iris", within="Wie van de kring mag dit lezen")
    marijke.press("Bewaren")
    said = marijke.page.get_by_text("Dit is nog niet bewaard.")
    said.wait_for()
    assert _texts(marijke) == [WORDS] and marijke.page.evaluate(ON_SCREEN, said.element_handle())
    marijke.keep("not-saved-yet")
    marijke.within_reach(True)
    _is_saved(marijke)
    assert marijke.sees(WORDS)
    assert superuser.execute("select count(*) from story_observation").fetchone()[0] == before + 1
    assert superuser.execute("select count(*) from circle_hidden").fetchone()[0] == 1
    assert marijke.page.evaluate("sessionStorage.length") == 0
    assert _texts(marijke.go(home.at("observations/new/"))) == [""]


def test_when_only_the_answer_was_lost_sending_again_makes_no_second_note_and_other_words_stand_beside(look, superuser):
    home = june()
    nina = look(home["Nina"]).go(home.at("observations/new/"))
    before = superuser.execute("select count(*) from story_observation").fetchone()[0]
    _loses_the_answer(nina, WORDS)
    _recovers(nina)
    nina.press("Bewaren")
    _is_saved(nina)
    assert superuser.execute("select count(*) from story_observation").fetchone()[0] == before + 1

    nina.go(home.at("observations/new/"))
    _loses_the_answer(nina, "Eerst dit.")
    nina.fill("Wat merkte je op?", "Toch anders.")
    _recovers(nina)
    nina.press("Bewaren")
    nina.arrives("Dit formulier is al bewaard, met andere woorden")
    assert nina.sees("Eerst dit.", "Toch anders.")
    nina.keep("sent-before")
    nina.press("Ook bewaren wat ik daarna schreef")
    assert _texts(nina) == ["Toch anders."]
    nina.press("Bewaren")
    _is_saved(nina)
    assert superuser.execute("select count(*) from story_observation").fetchone()[0] == before + 3


def test_when_only_the_answer_was_lost_the_page_that_is_opened_again_says_that_it_is_saved(look, superuser):
    home = june()
    nina = look(home["Nina"]).go(home.at("observations/new/"))
    before = superuser.execute("select count(*) from story_observation").fetchone()[0]
    _loses_the_answer(nina, WORDS)
    _recovers(nina)
    nina.go(home.at("observations/new/"))
    nina.page.get_by_text("Wat je daarnet schreef, is bewaard.").wait_for()
    assert _texts(nina) == [""] and nina.page.evaluate("sessionStorage.length") == 0
    nina.fill("Wat merkte je op?", "Iets anders.")
    nina.page.get_by_text("Bewaard als klad.").wait_for()
    nina.press("Bewaren")
    _is_saved(nina)
    assert superuser.execute("select count(*) from story_observation").fetchone()[0] == before + 2


def test_what_was_written_after_it_arrived_is_not_called_without_reach(look):
    home = june()
    nina = look(home["Nina"]).go(home.at("observations/new/"))
    _loses_the_answer(nina, "Eerst dit.")
    _recovers(nina)
    nina.fill("Wat merkte je op?", "Toch anders.")
    nina.page.get_by_text("Dit formulier kwam al aan.").wait_for()
    nina.go(home.at("observations/new/"))
    nina.page.get_by_text("Dit formulier kwam al aan.").wait_for()
    assert _texts(nina) == ["Toch anders."]
    nina.press("Bewaren")
    nina.arrives("Dit formulier is al bewaard, met andere woorden")
    assert nina.sees("Eerst dit.", "Toch anders.")


def test_who_writes_on_without_a_pause_is_kept_all_the_same(look):
    home = june()
    nina = look(home["Nina"]).go(home.at("observations/new/"))
    with nina.page.expect_response("**/drafts/"):
        nina.page.get_by_label("Wat merkte je op?").press_sequentially("Ze lacht en ze lacht en ze lacht.", delay=150)
    area = nina.page.get_by_label("Wat merkte je op?")
    nina.page.get_by_text("Bewaard als klad.").wait_for()
    area.press("x")
    assert not nina.page.get_by_text("Bewaard als klad.").count()  # not yet, of what stands there now


def test_while_a_form_is_on_its_way_it_says_so_and_takes_no_word_that_would_be_lost(look):
    home = june()
    nina = look(home["Nina"]).go(home.at("observations/new/"))
    waiting = []
    nina.page.route(OURS, lambda route: waiting.append(route) if route.request.method == "POST" else route.continue_())
    nina.fill("Wat merkte je op?", WORDS)
    nina.page.get_by_role("button", name="Bewaren").click()
    nina.page.get_by_text("Bezig met bewaren…").wait_for()
    area = nina.page.locator("main textarea").first
    area.press("x")
    assert area.input_value() == WORDS and not area.is_editable()
    while not waiting:
        nina.page.wait_for_timeout(20)
    waiting[-1].abort()
    nina.page.get_by_text("Dit is nog niet bewaard.").wait_for()
    assert area.is_editable()


def test_what_was_typed_after_a_press_that_failed_does_not_go_by_itself(look, superuser):
    home = june()
    before = superuser.execute("select count(*) from story_observation").fetchone()[0]
    nina = look(home["Nina"])
    nina.context.clock.install()
    nina.go(home.at("observations/new/"))
    nina.within_reach(False)
    nina.fill("Wat merkte je op?", WORDS)
    nina.press("Bewaren")
    nina.page.get_by_text("Dit is nog niet bewaard.").wait_for()
    nina.fill("Wat merkte je op?", "Een halve")
    nina.page.get_by_text("Druk opnieuw om te bewaren.").wait_for()
    nina.within_reach(True)
    nina.page.get_by_text("Bewaard als klad.").wait_for()
    nina.context.clock.run_for(60_000)
    assert superuser.execute("select count(*) from story_observation").fetchone()[0] == before
    nina.fill("Wat merkte je op?", "Een hele zin.")
    nina.press("Bewaren")
    _is_saved(nina)
    assert superuser.execute("select count(*) from story_observation").fetchone()[0] == before + 1


def test_signing_out_asks_first_and_leaves_nothing_and_nobody_else_meets_the_words(look):
    home = june()
    nina = look(with_password(home["Nina"])).go(home.at("observations/new/"))
    _fails(nina, "never")
    nina.fill("Wat merkte je op?", WORDS)
    nina.page.get_by_text("Geen bereik.").wait_for()
    nina.press("Afmelden")
    nina.page.get_by_text("Niet alles is aangekomen").wait_for()
    nina.keep("asks-before-signing-out")
    nina.press("Aangemeld blijven")
    assert _texts(nina) == [WORDS]
    nina.page.evaluate("sessionStorage.setItem('stek:typed:iemand:/x/', '[[\"words\", \"van een ander\"]]')")
    nina.page.get_by_role("button", name="Afmelden", exact=True).click()
    _recovers(nina)
    with nina.page.expect_response(lambda one: one.request.method == "POST" and "logout" in one.url) as told:
        nina.press("Afmelden en die woorden laten gaan")
    assert told.value.header_value("Clear-Site-Data") == '"cache", "storage"'
    nina.arrives("Welkom bij Stek")
    assert nina.page.evaluate("sessionStorage.length") == 0


def test_words_of_another_account_go_when_somebody_else_signs_in_in_this_window(look):
    home = june()
    iris = look(home["Iris"]).go(home.at("observations/new/"))
    iris.page.evaluate(
        'where => sessionStorage.setItem(`stek:typed:een-ander:${where}`, \'[["words", "van een ander"]]\')',
        home.at("observations/new/"),
    )
    iris.go(home.at("observations/new/"))
    assert _texts(iris) == [""] and iris.page.evaluate("sessionStorage.length") == 0


def test_after_a_lost_session_the_sign_in_page_says_that_the_text_is_kept(look):
    home = june()
    nina = look(with_password(home["Nina"])).go(home.at("observations/new/"))
    door.end_all_sessions(person=home["Nina"].id, at=clock.now())
    nina.fill("Wat merkte je op?", WORDS)
    nina.press("Bewaren")
    nina.arrives("Wat je schreef, is bijgehouden.")
    nina.keep("sign-in-says")

"""From what somebody noticed to what helps: two children in one class, a plan with a sheet for the fridge, and offers."""

import io
import re
from urllib.parse import parse_qs, urlsplit

from pypdf import PdfReader

from stek.balance.rules import Holds, Level, Side
from stek.balance.tests import builders as balance
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family
from stek.directory.tests.builders import make_offer
from stek.needs.rules import Echelon, State, Whose
from stek.needs.tests.builders import said
from stek.plans.tests.builders import make_goal, make_step
from stek.policy import Verb

from .people import Home, june, marjolein

BURDEN = "Op zware dagen komt papa amper uit de zetel."


def boris(bram) -> Home:
    """Casebook 4: the same class, a papa with low days too, and another child."""
    made = make_family("Dirk", child="Boris", born_days_ago=4 * 365 + 90, relation=Relation.FATHER)
    home = Home(made, {"Dirk": made.parent, "Bram": bram})
    made.ask_in(bram, Relation.TEACHER, (Verb.NOTE,))
    return home


def test_one_family_factor_and_two_pictures_neither_derived_from_the_other(look):
    quiet = marjolein()
    funny = boris(quiet["Bram"])
    balance.add(quiet.made, quiet["Koen"], BURDEN, side=Side.BURDEN, level=Level.PARENT)
    balance.add(funny.made, funny["Dirk"], BURDEN, side=Side.BURDEN, level=Level.PARENT)
    balance.add(quiet.made, quiet["Koen"], "Een vriendin met wie ze schatert.", level=Level.MESO)
    balance.add(funny.made, funny["Dirk"], "Naast een rustig kind werkt hij lang door.", level=Level.MESO)
    said(quiet.made, echelon=Echelon.ATTUNED, state=State.NOW, words="Iemand die het merkt als ze stil wordt.")
    said(funny.made, echelon=Echelon.SAFE, state=State.NOW, words="Een vaste plek in de klas.")
    own = {
        "Marjolein": ("Een vriendin met wie ze schatert.", "Iemand die het merkt als ze stil wordt."),
        "Boris": ("Naast een rustig kind werkt hij lang door.", "Een vaste plek in de klas."),
    }
    for home, parent, child, other in (
        (quiet, "Koen", "Marjolein", "Boris"),
        (funny, "Dirk", "Boris", "Marjolein"),
    ):
        window = look(home[parent], width=1280).go(home.at())
        window.keep(f"weighing-{child}")
        assert window.title == child and window.sees(BURDEN, *own[child])
        assert not any(window.sees(words) for words in (other, *own[other]))
        window.go(home.at("needs/"))
        assert window.sees(own[child][1]) and not window.sees(own[other][1])
        teacher = look(home["Bram"]).go(home.at())
        assert not any(teacher.sees(words) for words in (BURDEN, *own[child], *own[other]))


def test_the_same_factor_alone_suggests_the_same_and_names_no_child_and_no_step(look):
    home = marjolein()
    balance.add(home.made, home["Koen"], BURDEN, side=Side.BURDEN, level=Level.PARENT)
    window = look(home["Koen"]).go(home.at("plan/thoughts/"))
    assert window.sees("Bron:") and not window.sees("Marjolein")
    window.go(home.at("needs/"))
    assert not window.sees("Hier kijken we nu naar:") and window.sees("Nog niets over gezegd")


def test_from_a_note_to_what_it_asks_and_nothing_is_filled_in(look):
    home = june()
    window = look(home["Nina"]).go(home.of("tired"))
    window.press("Schrijf op wat er nodig is")
    window.arrives("Wat is er nodig?")
    assert window.page.locator("input[name=notes]:checked").get_attribute("value") == str(home.notes["tired"].thread_id)
    assert window.page.locator("input[name=echelon]:checked, input[name=state]:checked").count() == 0


def test_two_mothers_who_differ_see_then_and_now_as_their_own_work(look):
    home = june()
    nina, maaike, then, now = home["Nina"], home["Maaike"], balance.days_ago(35), balance.days_ago(0)
    alone = balance.add(home.made, nina, "Hele dagen met zijn tweeën.", side=Side.BURDEN, since=balance.days_ago(40))
    balance.end(home.made, nina, alone, balance.days_ago(20))
    balance.add(home.made, maaike, "Op woensdag blijf ik thuis.", since=balance.days_ago(20))
    balance.say(home.made, nina, Holds.TOO_MUCH, "Ik ben op.", on=then)
    balance.say(home.made, nina, Holds.HOLDS, "Het gaat weer.", on=now)
    balance.say(home.made, maaike, Holds.UNKNOWN, "Ik twijfel nog.", on=now)
    said(
        home.made,
        maaike,
        state=State.MET,
        words="Nina stond er alleen voor.",
        work="We spraken af wie wanneer thuis is.",
    )
    window = look(nina, width=1280).go(home.at(f"balance/then-and-now/?then={then}&now={now}"))
    assert window.sees(
        "Hele dagen met zijn tweeën.", "Op woensdag blijf ik thuis.", "Ik ben op.", "Het gaat weer.", "Ik twijfel nog."
    )
    assert not re.search(r"\d\s*%|gemiddeld|totaal|beter dan", window.words)
    window.keep("weighing-then-and-now")
    window.go(home.at("needs/"))
    assert window.sees("Eigen werk", "We spraken af wie wanneer thuis is.")


def test_a_step_a_small_success_and_a_sheet_for_the_fridge(look):
    home = june()
    goal = make_goal(home.made, "Samen genieten van het bad.")
    make_step(home.made, goal, "Maaike is woensdag thuis.")
    window = look(home["Nina"], width=390).go(home.at(f"plan/goals/{goal.id}/"))
    window.press("Iets lukte")
    window.page.locator("textarea").first.fill("Ze schopte van plezier in het water.")
    window.press("Bewaren", exact=True)
    window.go(home.at("plan/"))
    assert window.sees("Klein succes", "Ze schopte van plezier in het water.", "Maaike is woensdag thuis.")
    window.keep("weighing-plan")
    window.press("Blad voor de koelkast")
    window.page.locator("[name=day_2]").fill("Maaike is thuis")
    window.page.locator("[name=glad]").fill("Ze schopt van plezier in bad")
    window.press("Bewaren", exact=True)
    window.arrives("Het laatste blad openen")
    link = window.page.get_by_role("link", name="Het laatste blad openen").get_attribute("href")
    answer = window.page.request.get(link)
    assert answer.status == 200 and answer.headers["content-type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.body())).pages
    text = re.sub(r"\s+|\u200b", "", "".join(page.extract_text() for page in pages))
    assert len(pages) == 1 and "Maaikeisthuis" in text and "Zeschoptvanplezierinbad" in text and "112" in text
    assert "Ikbenop" not in text and "geniet" not in text  # no worry hangs on the fridge


def test_from_a_need_to_offers_with_reasons_and_nothing_fits_is_an_answer(look, superuser):
    home = june()
    make_offer("Praatgroep", echelons="2")
    need = said(
        home.made, echelon=Echelon.SAFE, state=State.NOW, words="Iemand die vast langskomt.", whose=Whose.PARENT
    )
    high = said(home.made, echelon=Echelon.COMPLEX, state=State.NOT_KNOWN, words="Is er meer nodig?")
    window = look(home["Nina"]).go(home.at(f"needs/{need.id}/"))
    window.press("Wat past hier?")
    window.arrives("Praatgroep")
    assert window.sees("Past omdat:") and not window.sees("Iemand die vast langskomt.", "June")
    assert set(parse_qs(urlsplit(window.path).query)) <= {"echelons", "months", "zone"}
    window.keep("weighing-offers")
    window.go(home.at(f"needs/{high.id}/"))
    window.press("Wat past hier?")
    window.arrives("Hier is nu niets voor.")
    assert window.sees("Wat intussen kan")
    window.keep("weighing-nothing")
    window.press("Laten weten dat dit er niet is")
    window.arrives("Dank je.")
    missing = superuser.execute("select to_jsonb(t) from directory_nothingfits t").fetchall()
    assert [row["echelons"] for (row,) in missing] == [[5]]  # what was asked, and nothing of who asked
    told = str(missing)
    people = {home.made.id, home.made.child, need.id, high.id, *home.made.places, *home.made.places.values()}
    assert [one for one in people if str(one) in told] == [] and len(people) >= 6
    assert not any(words in told for words in ("June", "Nina", "Is er meer nodig?"))

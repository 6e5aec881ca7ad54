"""Casebook 8: a mother wonders about a word for her child. It stays her question: a doctor writes it down as hers,
and nowhere in Stek, and in nothing that leaves it, does it become something that is known."""

import io
import re
from collections.abc import Callable
from html import unescape

import yaml
from django.utils import timezone
from pypdf import PdfReader

from stek.balance.rules import Holds, Level, Side
from stek.balance.tests import builders as balance
from stek.case.dumping import dump
from stek.case.writing import write
from stek.circle.actions import give
from stek.circle.rules import Relation
from stek.circle.tests.builders import make_family
from stek.kit import clock
from stek.needs.rules import Echelon, State
from stek.needs.tests.builders import let, needs_seen, said
from stek.plans.tests.builders import make_goal, make_step
from stek.policy import Section, Verb
from stek.story.rules import Knowing, Lane, Tone

from .people import Home
from .window import Window

WORD = "ADHD"
ASKED = f"Bij Lotte ging dat anders. Is dit {WORD}?"
KEPT = "De vraag van Stefanie blijft hier liggen, zolang zij ze heeft."
BOTH = (Verb.READ, Verb.NOTE)

# Every place on a page where the word stands outside quotation marks: in what is read, and in what is only heard.
# A drawing breaks a sentence into lines; there the whole card is read.
UNQUOTED = """([word, html]) => { const page = html ? new DOMParser().parseFromString(html, 'text/html') : document
  const found = [], walk = page.createTreeWalker(page.documentElement, NodeFilter.SHOW_ALL)
  const open = words => /‘[^’]*$/.test(words.split(word)[0])
  for (let it = walk.nextNode(); it; it = walk.nextNode()) {
    if (it.nodeType === 3 && it.data.includes(word) && !it.parentElement.closest('q, blockquote')
        && !open((it.parentElement.closest('svg g') ?? it).textContent)) found.push(it.parentElement.outerHTML.slice(0, 200))
    if (it.nodeType === 1) for (const {name, value} of it.attributes)
      if (value.includes(word) && !open(value)) found.push(`${it.tagName} ${name}=${value.slice(0, 120)}`)
  } return found }"""


def leon() -> Home:
    """A whirlwind of fifteen months, his mother Stefanie, and paediatrician Martine, who may read and note everywhere."""
    made = make_family("Stefanie", child="Leon", born_days_ago=460)
    home = Home(made, {"Stefanie": made.parent})
    martine = home.comes("Martine", Relation.PAEDIATRICIAN, BOTH, "paediatrician")
    let(made, martine)
    with made.parent.acting() as signed:
        here = made.visit(made.parent, signed)
        give(to=made.places[martine.id], section=Section.BALANCE, verbs=BOTH, by=here, at=here.at)
    home.tell("climbs", "Stefanie", 20, "Hij klimt tot op de vensterbank, en straalt.", Tone.STRENGTH, about=["Leon"])
    home.tell("shouts", "Stefanie", 18, "Ik roep meer dan ik wil.", Tone.WORRY, about=["Stefanie"], lane=Lane.PARENT,
              knowing=Knowing.TOLD)  # fmt: skip
    balance.add(made, made.parent, "Oma haalt hem op woensdag.", level=Level.MESO)
    balance.add(made, made.parent, "Kort slapen.", side=Side.BURDEN, level=Level.PARENT)
    balance.say(made, made.parent, Holds.HOLDS, "Vandaag wel.")
    said(made, echelon=Echelon.ATTUNED, state=State.NOW, words="Vaker samen lachen.")
    make_step(made, make_goal(made, "Vaker samen lachen."), "Een lieve naam zoeken voor zijn vuur.")
    return home


def asks(home: Home, look: Callable[..., Window]) -> str:
    """Martine writes the question down in Stefanie's words. Gives where the note stands."""
    martine = look(home["Martine"]).go(home.at())
    martine.press("Iets noteren")
    martine.arrives("Wat merkte je op?")
    martine.fill("Wat merkte je op?", ASKED)
    martine.choose("Leon", within="Over wie")
    martine.choose("niet goed", within="Hoe kijk je ernaar")
    martine.choose("Verteld", within="Hoe weet je dit")
    martine.choose("Stefanie", within="Wie vertelde het?")
    martine.unfold("Meer vertellen")
    martine.choose("Stefanie", within="Zijn dit iemands eigen woorden?")
    martine.press("Bewaren", exact=True)
    martine.arrives("Bewaard.")
    assert martine.page.locator(".big-words q").inner_text() == ASKED
    assert martine.sees("verteld door Stefanie aan Martine")
    return martine.path.split("?")[0]


def keeps_open(home: Home, look: Callable[..., Window], note: str) -> str:
    """Martine puts it down as not known. Gives where the need stands."""
    martine = look(home["Martine"]).go(note)
    martine.press("Schrijf op wat er nodig is")
    martine.arrives("Wat is er nodig?")
    assert WORD not in martine.page.get_by_label("Waar gaat het over?").input_value()
    assert martine.page.locator("input[name=echelon]:checked, input[name=state]:checked").count() == 0
    martine.fill("Waar gaat het over?", KEPT)
    martine.choose("Iets dat eigen zorg vraagt")
    martine.choose("Weten we nog niet")
    martine.press("Bewaren", exact=True)
    martine.arrives("Bewaard.")
    return martine.path.split("?")[0]


def pages(home: Home, note: str, need: str) -> list[str]:
    rest = (
        "", "story/", "observations/new/", "influences/new/", "balance/", "balance/then-and-now/", "balance/words/new/",
        "balance/factors/new/", "needs/", "needs/new/", "plan/", "plan/goals/new/", "plan/thoughts/", "plan/fridge/",
    )  # fmt: skip
    thread = note.rstrip("/").rsplit("/", 1)[-1]
    return [
        *(home.at(one) for one in rest), note, need, f"{need}saying/",
        home.at(f"balance/factors/new/?side=burden&thread={thread}"), home.at(f"needs/new/?note={thread}"), "/",
    ]  # fmt: skip


def test_a_question_stays_a_question_of_whose_it_is_on_every_page(at_hand):
    home, look = leon(), at_hand
    before = {who: look(home[who]).go(home.at("plan/thoughts/")).page.locator("main").inner_text() for who in home.who}
    note = asks(home, look)
    assert [(one.echelon, one.state) for one in needs_seen(home.made, home["Martine"])] == [
        (Echelon.ATTUNED, State.NOW)
    ]  # no floor is filled by a note
    need = keeps_open(home, look, note)
    stood = 0
    for who in ("Martine", "Stefanie"):
        window = look(home[who], width=1280).go(note)
        assert window.page.evaluate(UNQUOTED, [WORD, ""]) == []  # a page that the script has been at
        for path in pages(home, note, need):
            answer = window.page.request.get(window.address + path)
            assert answer.status == 200, path
            assert window.page.evaluate(UNQUOTED, [WORD, answer.text()]) == [], path
            main = answer.text().partition("<main")[2].partition("</main>")[0]
            stood += WORD in re.sub("<[^>]*>", " ", main)
        window.go(home.at())
        assert window.sees(ASKED, "verteld door Stefanie")
        window.go(home.at("plan/thoughts/"))
        assert window.page.locator("main").inner_text() == before[who]  # nothing follows from it
    assert stood >= 10  # the word does stand there, as hers


def test_the_word_outside_quotation_marks_is_seen(look):
    page = look().page
    for bad in (f"<p>Leon heeft {WORD}.</p>", f'<p title="{WORD}">x</p>', f"<svg><g><text>‘a’ {WORD}</text></g></svg>"):
        page.set_content(bad)
        assert page.evaluate(UNQUOTED, [WORD, ""]) != [] and page.evaluate(UNQUOTED, [WORD, bad]) != [], bad
    page.set_content(
        f"<p>Zij vraagt: <q>is dit {WORD}?</q></p><svg><g><text>‘Is dit</text><text>{WORD}?’</text></g></svg>"
    )
    assert page.evaluate(UNQUOTED, [WORD, ""]) == []


def test_what_is_not_known_is_drawn_as_not_known_and_asks_for_nothing(look):
    home = leon()
    need = keeps_open(home, look, asks(home, look))
    window = look(home["Stefanie"], width=1280).go(home.at("needs/"))
    (svg,) = [one for one in window.page.locator("svg.drawing").all() if one.is_visible()]
    assert "Weten we nog niet" in (svg.text_content() or "") and WORD not in (svg.text_content() or "")
    window.keep("question-needs")
    window.go(need)
    assert window.sees("Weten we nog niet", KEPT) and not window.sees("Opnieuw kijken")
    offers = window.page.get_by_role("link", name="Wat past hier?").get_attribute("href") or ""
    assert WORD.lower() not in unescape(offers).lower()
    window.go(offers)
    assert WORD not in window.words
    window.go(home.at())
    window.keep("question-family")
    glance = window.page.locator("#needs")
    assert "Vaker samen lachen." in glance.inner_text() and KEPT not in glance.inner_text()


def test_on_the_fridge_and_in_a_file_it_is_hers_or_it_is_not_there(look):
    home = leon()
    keeps_open(home, look, asks(home, look))
    window = look(home["Stefanie"]).go(home.at("plan/fridge/"))
    window.page.locator("[name=glad]").fill("Kleine wervelwind, zeg ik nu.")
    window.press("Bewaren", exact=True)
    window.arrives("Het laatste blad openen")
    link = window.page.get_by_role("link", name="Het laatste blad openen").get_attribute("href")
    sheet = PdfReader(io.BytesIO(window.page.request.get(link).body()))
    text = re.sub(r"\s+|\u200b", "", "".join(page.extract_text() for page in sheet.pages))
    assert "wervelwind" in text and WORD not in text and WORD not in str(sheet.metadata)
    for who in ("Martine", "Stefanie"):
        copy = dump(str(home.id), email=home[who].person.email)
        file = write(copy.case, name=copy.name, now=clock.now(), zone=timezone.get_current_timezone())
        data = yaml.safe_load(file)
        holding = [one for one in data["story"] if WORD in str(one)]
        assert [(one["words"], one["tone"], one["quote"]) for one in holding] == [(ASKED, "unsure", "stefanie")]
        assert file.count(WORD) == 1
        (open_one,) = [one for one in data["needs"] if "not_known" in str(one)]
        assert "review" not in str(open_one)

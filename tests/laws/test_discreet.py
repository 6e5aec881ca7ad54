"""Law: where others read along, what only one person reads stands on no page until they ask, and is marked there.

Somebody may look at the screen with them. Walks every page of a family by its links, also the one that is
written tomorrow: a list comes through `listing.decided`, which leaves it out.
"""

import re
from html import unescape
from urllib.parse import urldefrag, urljoin

import pytest
from django.apps import apps
from django.urls import reverse

from stek.balance import actions as weigh
from stek.balance.rules import Holds, Side, TaskState
from stek.balance.tests import builders as balance
from stek.circle.models import GatedRow
from stek.circle.queries import circle_of
from stek.circle.rules import Relation
from stek.circle.tests.builders import MadeFamily, make_family, make_person
from stek.kit import clock
from stek.needs.actions import look_together
from stek.needs.rules import State
from stek.needs.tests.builders import said
from stek.plans.tests.builders import make_goal, make_step
from stek.policy import Verb
from stek.story import actions
from stek.story.rules import Certainty, Tone
from tests.gate.people import hide

from .test_urls import OF_A_FAMILY

OWN = "Kwikzilver"  # in all that only Nina reads
ASKED = "own=1"
MARK = re.compile(r"alleen jij", re.IGNORECASE)
LINK = re.compile(r'href="([^"]*)"')
# Of these no row is ever private: they are made to be shared.
FOR_THE_CIRCLE = {"circle_pace", "plans_goal", "plans_step", "plans_review", "plans_mark", "plans_sheet"} | {
    f"continuity_{name}" for name in ("followup", "referral", "handover", "carried", "move")
}
LISTS = {
    "family", "story", "balance", "then_and_now", "needs", "plan", "influence_create", "factor_create",
    "need_create",
}  # fmt: skip


def written(family: MadeFamily, *, share: bool) -> None:
    """Something of every kind by the first parent, with `OWN` in it when it is not shared."""
    word = "Iedereen" if share else OWN
    nina, notes = family.parent, []
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        for number, tone in enumerate(Tone):
            noticed = actions.Noticed(
                f"{word} {number}.", clock.today(), about=(family.child,), tone=tone, small_success=tone is Tone.NOTICED
            )
            notes.append(actions.note(noticed=noticed, by=here, at=here.at, share=share))
        ends = {"from_thread": notes[0].thread_id, "to_thread": notes[1].thread_id}
        actions.link(**ends, certainty=Certainty.TOLD, words=f"{word} om.", by=here, at=here.at, share=share)
    for side in Side:
        factor = balance.add(family, nina, f"{word} thuis.", side=side, observations=(notes[0].thread_id,), share=share)
        balance.agree(family, nina, factor)
    balance.say(family, nina, Holds.TOO_MUCH, f"{word} dus.", share=share)
    need = said(family, state=State.NOW, words=f"{word} nodig.", notes=(notes[0].thread_id,), share=share)
    said(family, state=State.MET, work=f"{word} gedaan.", share=share)
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        weigh.say_task(
            code="trusting", about=family.child, state=TaskState.GOES, on=clock.today(), words=f"{word} nu.", by=here,
            at=here.at, share=share,
        )  # fmt: skip
        look_together(need=need, parents=[circle_of(here).parents[0].id], on=clock.today(), by=here, at=here.at)


@pytest.fixture
def family(db) -> MadeFamily:
    made = make_family("Nina", "Maaike")
    made.ask_in(make_person("Vroedvrouw", "midwife"), Relation.MIDWIFE, may=[Verb.READ, Verb.NOTE])
    written(made, share=True)
    make_step(made, make_goal(made))
    written(made, share=False)
    return made


def pages(family: MadeFamily) -> dict[str, str]:
    """What Nina reads on every page she comes to from her own, by its address, without ever asking."""
    browser, found = family.parent.browser, {}
    waiting = [reverse("home"), reverse("today"), reverse("families")]
    waiting += [door.at(family.id) for door in OF_A_FAMILY if door.words == ("family",)]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = browser.get(address)
        if "text/html" not in response.headers.get("Content-Type", "") or response.status_code != 200:
            continue
        found[address] = response.content.decode()
        for link in map(unescape, LINK.findall(found[address])):
            there = urldefrag(urljoin(address, link)).url
            if there.startswith(f"/families/{family.id}/") and ASKED not in there:
                waiting.append(there)
    return found


def asking(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{ASKED}"


def test_every_kind_that_can_be_private_is_there(family):
    with family.parent.acting():
        there = {
            model._meta.db_table
            for model in apps.get_models()
            if issubclass(model, GatedRow) and model._default_manager.filter(shared_at=None).exists()
        }
    assert (
        there == {model._meta.db_table for model in apps.get_models() if issubclass(model, GatedRow)} - FOR_THE_CIRCLE
    )


def test_no_page_shows_what_only_one_reads_until_they_ask_and_then_it_is_marked(family):
    read = pages(family)
    assert len(read) > 40
    assert [address for address, page in read.items() if OWN in page] == []
    browser, shown = family.parent.browser, set()
    for address, page in read.items():
        asked = browser.get(asking(address))
        if asked.status_code != 200 or OWN not in (whole := asked.content.decode()):
            continue
        shown.add(asked.resolver_match.url_name)
        assert ASKED in page, f"{address}: no way to ask"
        assert unmarked(whole) == [], address
        assert "data-paper=" in whole and "data-paper=" not in page, address
    assert shown >= LISTS


def unmarked(page: str) -> list[str]:
    """Pieces of a page with something private in it that is not said to be so just before or after."""
    (middle,) = re.findall(r"<main\b.*</main>", page, re.DOTALL)
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", middle)).split())
    around = [text[max(one.start() - 300, 0) : one.end() + 300] for one in re.finditer(OWN, text)]
    return [piece for piece in around if not MARK.search(piece)]


def test_that_one_hid_something_changes_no_byte_of_the_page_of_who_sees_what_until_one_asks(db):
    """Who looks along on that page does not learn that anything is hidden, nor by whom."""
    family = make_family("Nina", "Maaike")
    nina, maaike = family.parents
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        row = actions.note(noticed=actions.Noticed("Stil.", clock.today()), by=here, at=here.at)
    page = reverse("access", args=[family.id])
    before, asked = (apart_from_tokens(nina.browser.get(one).content.decode()) for one in (page, asking(page)))
    hide(family, nina, maaike, thread=row.thread_id)
    assert apart_from_tokens(nina.browser.get(page).content.decode()) == before
    assert "verborgen hebt" in apart_from_tokens(nina.browser.get(asking(page)).content.decode()) != asked


def test_what_a_parent_hid_stands_in_no_list_of_theirs_until_they_ask_and_a_carer_does_not_miss_it(db):
    """Who sits beside her does not read what she hid from them; the midwife finds it where she looks every day."""
    family = make_family("Nina", "Maaike")
    nina, maaike = family.parents
    midwife = make_person("Vroedvrouw", "midwife")
    family.ask_in(midwife)
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        row = actions.note(noticed=actions.Noticed("Stil.", clock.today()), by=here, at=here.at)
    hide(family, nina, maaike, thread=row.thread_id)
    for name in ("family", "story"):
        page = reverse(name, args=[family.id])
        assert "Stil." not in nina.browser.get(page).content.decode(), name
        assert "Stil." in nina.browser.get(asking(page)).content.decode(), name
    assert "Stil." in midwife.browser.get(reverse("story", args=[family.id])).content.decode()
    assert "Stil." in nina.browser.get(reverse("observation", args=[family.id, row.id])).content.decode()


def apart_from_tokens(page: str) -> str:
    """The page without the marks that are new each time it is made."""
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]*', "", page)


def test_the_way_to_ask_is_the_same_whether_there_is_anything_or_not(db):
    family = make_family("Nina", "Maaike")
    for name in LISTS:
        assert ASKED in family.parent.browser.get(reverse(name, args=[family.id])).content.decode(), name


def test_who_is_alone_with_the_record_sees_all_of_it_as_before(db):
    family = make_family("Nina")
    written(family, share=False)
    browser = family.parent.browser
    for name in ("family", "story", "balance", "needs", "influence_create"):
        page = browser.get(reverse(name, args=[family.id])).content.decode()
        assert OWN in page and ASKED not in page, name


def test_what_one_asks_for_by_its_own_address_is_there(family):
    with family.parent.acting():
        kinds = {"observation": "story_observation", "factor": "balance_factor", "need": "needs_need"}
        tables = {model._meta.db_table: model for model in apps.get_models()}
        rows = {name: tables[table]._default_manager.filter(shared_at=None).first().id for name, table in kinds.items()}
    for name, id in rows.items():
        assert OWN in family.parent.browser.get(reverse(name, args=[family.id, id])).content.decode(), name
    for name in ("correction_create", "factor_correction_create", "saying_create"):
        id = rows[{"correction_create": "observation", "factor_correction_create": "factor"}.get(name, "need")]
        assert family.parent.browser.get(reverse(name, args=[family.id, id])).status_code == 200, name

"""Law: while somebody is said to look along, no page of the family shows what one of them may not read, nor a mark of it.

Walks every page by its links, also the one that is written tomorrow: what a visit decides, it decides for all of them.
"""

import re
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.urls import resolve, reverse

from stek.balance.tests import builders as balance
from stek.circle import actions as circle
from stek.circle.beside import ONES_OWN
from stek.circle.rules import Line, Relation, Ring
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.continuity.tests import builders as contact
from stek.kit import clock
from stek.kit.tests.long import LONG
from stek.needs.tests.builders import said
from stek.people import drafts
from stek.plans.tests.builders import make_goal, make_step
from stek.policy import Section, Verb
from tests.gate.people import hide, note

from .test_urls import DOORS, OF_A_FAMILY

OWN = "Kwikzilver"  # in all that somebody who looks along may not read
ALL = "Iedereen"
LINK = re.compile(r'(?<=\s)href="([^"]*)"')


@pytest.fixture
def family(db) -> MadeFamily:
    """Nina and Tom; Vera, who reads it all; Gust, who reads the story only; and one who stands here for Nina alone."""
    made = make_family("Nina", "Tom")
    nina, _tom = made.parents
    made.vera, made.gust, made.lawyer = make_person("Vera", "midwife"), make_person("Gust"), make_person(OWN)
    for who, relation, known_to in ((made.vera, Relation.MIDWIFE, None), (made.gust, Relation.FRIEND, None),
                                    (made.lawyer, Relation.SOCIAL_WORKER, [nina, made.vera])):  # fmt: skip
        made.ask_in(who, relation, known_to=known_to)
    with nina.acting() as signed:
        here = made.visit(nina, signed)
        for section in (Section.BALANCE, Section.NEEDS, Section.CONTACT):
            circle.give(
                to=made.places[made.vera.id], section=section, verbs=[Verb.READ, Verb.NOTE], by=here, at=here.at
            )
    return made


def written(family: MadeFamily, who: Somebody, word: str, *gone: Somebody, share: bool = True) -> None:
    """Something in each room, from which these are kept by name."""
    row = note(family, who, f"{word} in het verhaal.", private=not share)
    rows = [row.thread_id]
    rows.append(balance.add(family, who, f"{word} thuis.", observations=(row.thread_id,), share=share).thread_id)
    rows.append(said(family, who, words=f"{word} nodig.", share=share).thread_id)
    if share:
        goal = make_goal(family, f"{word} als doel.")
        make_step(family, goal, f"{word} als stap.")
        need = said(family, who, words=f"{word} gezocht.").thread_id
        rows += [goal.thread_id, contact.promised(family, who, words=f"{word} beloofd.").id, need]
        rows.append(contact.referred(family, need, who, bridge=f"{word} gebracht.").id)
    if gone and share:
        for thread in rows:
            hide(family, who, *gone, thread=thread)


def pages(family: MadeFamily, who: Somebody, *beside: Somebody) -> dict[str, str]:
    """Every kind of page of the family to which links lead, with these beside: each link carries them on. In the nightly
    form every page."""
    browser, found, kinds = who.browser, {}, set()
    along = "&".join(f"with={family.places[one.id]}" for one in beside)
    waiting = [f"{door.at(family.id)}?{along}" for door in OF_A_FAMILY if door.words == ("family",)]
    while waiting:
        address = waiting.pop()
        kind = resolve(urlsplit(address).path).url_name
        if address in found or (kind in kinds and not LONG):
            continue
        kinds.add(kind)
        response = browser.get(address)
        found[address] = ""
        if "text/html" not in response.headers.get("Content-Type", "") or response.status_code != 200:
            continue
        found[address] = response.content.decode()
        for link in map(unescape, LINK.findall(found[address])):
            there = urldefrag(urljoin(address, link)).url
            if there.startswith(f"/families/{family.id}/") and not there.endswith("/together/end/"):
                assert along in there, f"{address}: {there} carries nobody on"
                waiting.append(there)
    return {address: page for address, page in found.items() if page}


def shown(pages: dict[str, str], word: str) -> set[str]:
    return {address for address, page in pages.items() if word in page}


def test_no_page_shows_what_one_who_looks_along_may_not_read_nor_is_another_by_a_byte(family):
    """A parent with the other, a carer with both: hidden notes, a hidden place and what was written from it, a hidden
    line, private words."""
    nina, tom, vera = *family.parents, family.vera
    written(family, nina, ALL)
    before = pages(family, nina, tom)
    for share in (True, False):
        written(family, nina, OWN, tom, share=share)
    note(family, family.lawyer, f"{OWN} van haar.")
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        line = circle.tie(called=f"{OWN} op de hoek", ring=Ring.NEAR, line=Line.GIVES, by=here, at=here.at)
        circle.hide(thread=line, readers=[vera.id], by=here, at=here.at)
    after = pages(family, nina, tom)
    assert [one for one in {*before, *after} if plain(before.get(one, "")) != plain(after.get(one, ""))] == []
    with_both = pages(family, vera, nina, tom)
    for read in (after, with_both):
        assert shown(read, OWN) == set() and len(shown(read, ALL)) > 8
        assert all("Je kijkt samen met" in page for page in read.values())
        assert shown(read, "own=1") == set()
    with_vera = nina.browser.get(reverse("family", args=[family.id]), {"with": family.places[vera.id]}).content.decode()
    assert f"{OWN} in het verhaal" in with_vera and f"{OWN} op de hoek" in with_vera  # she may read it, so it is there


def plain(page: str) -> str:
    """Without the marks that are new each time a page is made."""
    return re.sub(
        r'(csrfmiddlewaretoken" value="|X-CSRFToken": "|name="id"[^>]*value="|name="tag" value=")[^"]*', "", page
    )


def test_a_part_without_a_yes_is_not_there_for_who_looks_along(family):
    nina = family.parent
    written(family, nina, ALL)
    page = nina.browser.get(
        reverse("family", args=[family.id]), {"with": family.places[family.gust.id]}
    ).content.decode()
    assert f"{ALL} in het verhaal" in page and f"{ALL} thuis" not in page and f"{ALL} nodig" not in page
    assert f"/families/{family.id}/balance/" not in page
    for part in ("balance", "needs", "plan", "contact"):
        there = nina.browser.get(reverse(part, args=[family.id]), {"with": family.places[family.gust.id]})
        assert there.status_code == 404 or ALL not in there.content.decode(), part


def test_a_hidden_note_is_not_there_by_its_address_either_and_one_tap_ends_it(family):
    nina, tom = family.parents
    row = note(family, nina, f"{OWN}.")
    hide(family, nina, tom, thread=row.thread_id)
    page = reverse("observation", args=[family.id, row.id])
    assert nina.browser.get(page, {"with": family.places[tom.id]}).status_code == 404
    end = reverse("together_end", args=[family.id])
    first = nina.browser.get(reverse("family", args=[family.id]), {"with": family.places[tom.id]}).content.decode()
    assert f'href="{end}"' in first
    assert nina.browser.get(end)["Location"] == reverse("family", args=[family.id])
    assert nina.browser.get(page).status_code == 200


def test_what_is_ones_own_is_not_there_while_somebody_looks_along(family):
    doors = {door.name: door for door in DOORS}
    assert set(doors) >= ONES_OWN
    along = {"with": family.places[family.parents[1].id]}
    for name in ONES_OWN:
        there = doors[name].at(family.id)
        assert family.parent.browser.get(there, along).status_code == 404, name
        if doors[name].words == ("family",) and name != "emergency_here":  # that one is for carers
            assert family.parent.browser.get(there).status_code == 200, name


def test_who_is_not_known_or_stands_here_no_more_does_not_look_along(family):
    """Less than what was meant is never shown as all; and nobody finds out by it who is there."""
    tom, vera = family.parents[1], family.vera
    page = reverse("family", args=[family.id])
    for place in (family.places[family.lawyer.id], family.places[tom.id], tom.id, "niemand"):
        assert tom.browser.get(page, {"with": place}).status_code == 404
    with family.parent.acting() as signed:
        here = family.visit(family.parent, signed)
        circle.let_go(place=family.places[vera.id], by=here, at=here.at)
    assert tom.browser.get(page, {"with": family.places[vera.id]}).status_code == 404


def test_what_one_does_meanwhile_is_ones_own_and_one_comes_back_with_who_looks_along(family):
    nina, tom = family.parents
    there = f"{reverse('observation_create', args=[family.id])}?with={family.places[tom.id]}"
    sent = nina.browser.post(there, {"words": f"{ALL}.", "readers": "circle"})
    assert sent.status_code == 302 and sent["Location"].endswith(f"&with={family.places[tom.id]}")
    assert f"{ALL}." in nina.browser.get(sent["Location"]).content.decode()


def test_what_one_was_typing_alone_stands_in_no_form_while_somebody_looks_along(family):
    nina, tom = family.parents
    page = reverse("capture", args=[family.id])
    with nina.acting() as signed:
        drafts.keep(drafts.Typed(page, {"words": [OWN]}), by=signed.person, at=clock.now())
    assert OWN in nina.browser.get(page).content.decode()
    assert OWN not in nina.browser.get(page, {"with": family.places[tom.id]}).content.decode()


def test_the_page_to_begin_offers_a_carer_the_parents_and_names_nobody_unseen(family):
    page = family.vera.browser.get(reverse("together", args=[family.id])).content.decode()
    for parent in family.parents:
        assert re.search(rf'value="{family.places[parent.id]}" checked', page)
    assert not re.search(rf'value="{family.places[family.gust.id]}" checked', page) and OWN not in page

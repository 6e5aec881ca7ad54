"""Who is said to read something is who reads it: one function of PostgreSQL, laid beside `decide()` for everybody."""

import json
import re
from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.http import HttpResponse
from django.urls import reverse

import stek
from stek.balance.tests.builders import add
from stek.circle.actions import give
from stek.circle.rules import Relation
from stek.circle.tests.builders import MadeFamily, Somebody, make_family, make_person
from stek.continuity.tests.builders import handed_over, let, promised, referred
from stek.needs.tests.builders import said as needed
from stek.oracle import asking, gated, hearing, reading, rows
from stek.oracle.making import make_world
from stek.oracle.world import Session, World
from stek.plans.tests.builders import make_goal
from stek.policy import Actor, Purpose, Role, Section, Verb, decide

from .breaking import broken
from .killers import is_noticed
from .mutants import Mutant
from .people import hide, in_the_circle, note

READS = "circle/sql/who_reads.sql"
WORLDS = 5

ASK = """
select item ->> 'id', stek.who_reads((item ->> 'family')::uuid, item ->> 'section', (item ->> 'author')::uuid,
       (item ->> 'private')::boolean, array(select jsonb_array_elements_text(item -> 'rests_on')::uuid), array(select jsonb_array_elements_text(item -> 'asks')))
  from jsonb_array_elements(%s) item
"""


def asked(superuser: psycopg.Connection) -> dict[UUID, list[str]]:
    """What each row asks of a yes."""
    return {id: asks for table in gated.NAMES for id, asks in superuser.execute(f"select id, asks from {table}")}


def said(
    connection: psycopg.Connection, world: World, session: Session, asks: dict[UUID, list[str]]
) -> dict[str, set[UUID]]:
    """What one of them is told, by item: the places that are said to read it."""
    items = [
        {"id": str(one.id), "family": str(one.family), "section": one.section, "author": str(one.author),
         "private": one.is_private, "rests_on": [str(rest) for rest in one.rests_on], "asks": asks[one.id]}
        for one in (*world.notes, *world.links, *world.things)
    ]  # fmt: skip
    connection.execute("select stek.enter(%s, %s)", [session.token, Purpose.CARE])
    return {id: set(places) for id, places in connection.execute(ASK, [json.dumps(items)])}


def expected(world: World) -> dict[tuple[UUID, str], set[UUID]]:
    """The same by `decide()`, asked of each person with a session that lives."""
    alive = {one.id: replace(world.sessions[0], person=one.id, ended_at=None) for one in world.people}
    # Somebody may read from any of several places; as a parent from that one only.
    here = [one for one in world.places if reading.acts_from(world, one.person, one.family, [one.id]) == one]
    facts = {one.id: replace(reading.facts_of(world, one.person, [one.id]), break_glass=()) for one in here}
    without_noes = {id: replace(known, refused=frozenset()) for id, known in facts.items()}
    reads, though_refused, authors = {}, {}, {}
    for one in (*world.notes, *world.links, *world.things):
        item, id = reading.item_of(one), str(one.id)
        authors[id] = one.author
        for told, known in ((reads, facts), (though_refused, without_noes)):
            told[id] = {
                place.id: place for place in here
                if place.family == one.family and decide(
                    reading.actor_of(world, alive[place.person]), Purpose.CARE, Verb.READ, item, known[place.id], world.now
                )
            }  # fmt: skip
    found = {}
    for session in world.sessions:
        actor = reading.actor_of(world, session)
        comes = actor.live is not None and actor.live.holds(world.now)
        stands = {place.family for place in here if comes and place.person == session.person}
        hidden = {
            place.id for place in world.places
            if not place.is_known_to(session.person)
            or (place.person != session.person and is_new(world, actor, place.family, session.chosen))
        }  # fmt: skip
        for id, places in reads.items():
            # A parent's no is for that parent to know, and for who stands there.
            known = [
                place for place in though_refused[id].values()
                if (place.id in places or session.person not in (authors[id], place.person))
                and place.family in stands and place.id not in hidden
            ]  # fmt: skip
            known.sort(
                key=lambda one: (one.role is not Role.PARENT, one.known_to is not None, one.period.start, one.id),
                reverse=True,
            )
            found[session.token, id] = {*{place.person: place.id for place in known}.values()}  # each person once
    return found


def is_new(world: World, actor: Actor, family: UUID, chosen: Collection[UUID]) -> bool:
    """Whether no parent recognised this person there, and no emergency lets them in."""
    place = reading.acts_from(world, actor.person, family, chosen)
    glasses = reading.facts_of(world, actor.person).break_glass if actor.is_health_professional else ()
    opened = any(one.family == family and one.period.holds(world.now) for one in glasses)
    return place is not None and not place.recognised and not opened


def told_otherwise(superuser: psycopg.Connection, seed: int, first: int = 0) -> int | None:
    """The number of the session, that one first, that is told something else than `decide()` says; None: nobody."""
    with hearing.passing(superuser) as now:
        world = make_world(seed, now)
        rows.write(superuser, world)
        asks = asked(superuser)
        asking.become_app(superuser)
        holds = expected(world)
        for number in sorted(range(len(world.sessions)), key=lambda number: (number != first, number)):
            session = world.sessions[number]
            found = said(superuser, world, session, asks)
            if any(found[id] != places for (token, id), places in holds.items() if token == session.token):
                return number
    return None


def test_who_is_said_to_read_it_is_who_decide_lets_read_it(superuser, db):
    assert [seed for seed in range(WORLDS) if told_otherwise(superuser, seed) is not None] == []


def mutant(name: str, old: str, new: str, at: int = 0) -> Mutant:
    return Mutant(name, READS, old, new, at)


MUTANTS = [
    mutant("without_standing_there", "if not stek.stands_in(who_reads.family) then return '{}'; end if;", ""),
    mutant("a_closed_account", "and p.is_active\n", "\n"),
    mutant("somebody_of_tomorrow", "and one.from_at <= now() and", "and"),
    mutant("somebody_of_yesterday", "and one.from_at <= now() and (one.until_at is null or now() < one.until_at)", "and one.from_at <= now()"),
    mutant("whom_one_may_not_know", "m.id <> all ((select stek.unknown_places())::uuid[])\n     and (m.person_id = stek", "(m.person_id = stek"),
    mutant("asked_by_who_was_not_recognised", "\n     and (m.person_id = stek.person() or m.family_id <> all ((select stek.unrecognised_families())::uuid[]))", ""),
    mutant("who_was_not_recognised", "(stek.is_recognised(m.role, m.recognised_at) and who_reads.section not like", "(who_reads.section not like"),
    mutant("what_is_shown_again", "h.id = any (who_reads.rests_on) and h.lifted_at is null", "h.id = any (who_reads.rests_on)"),
    mutant("what_is_hidden", "and m.person_id <> h.hidden_by and m.person_id <> all (h.readers)", "and false"),
    mutant("not_who_hid_it", "m.person_id <> h.hidden_by and ", ""),
    mutant("whose_place_they_do_not_know", "not stek.knows(m.person_id, w) or (w.person_id is not null", "(w.person_id is not null"),
    mutant("who_does_not_know_their_place", "not (m.known_to is null or w.person_id = any (m.known_to) or w.person_id = m.person_id)", "false"),
    mutant("a_parent_from_another_place", "one.role = 'parent' or not exists", "true or not exists"),
    mutant("a_former_parent", " and o.role = 'parent'\n                     and o.from_at <= now() and (o.until_at is null or now() < o.until_at)", " and o.role = 'parent'"),
    mutant("somebody_twice", "select distinct on (m.person_id) m.id", "select m.id"),
    mutant("not_its_author", "m.person_id = who_reads.author\n       or ", ""),
    mutant("what_is_private", "not who_reads.private\n         and ", ""),
    mutant("ones_own", "who_reads.section = 'own:' || m.person_id\n           or ", ""),
    mutant("a_parent_reads_all", " and who_reads.section = any (stek.shared_sections())", ""),
    mutant("no_parent", "m.role = 'parent' and who", "m.role = '' and who"),
    mutant("anybody_as_a_parent", "m.role = 'parent' and who", "who"),
    mutant("for_another_purpose", " and g.purpose = 'care' and", " and"),
    mutant("to_write_only", " and 'read' = any (g.verbs)", ""),
    mutant("another_part", "g.section = who_reads.section and ", ""),
    mutant("a_consent_of_tomorrow", "and g.from_at <= now() and (g.until_at is null or now() < g.until_at))\n             and (who_reads", "and (g.until_at is null or now() < g.until_at))\n             and (who_reads"),
    mutant("a_consent_of_yesterday", " and (g.until_at is null or now() < g.until_at))\n             and (who_reads", ")\n             and (who_reads"),
    mutant("what_no_yes_covers", "not who_reads.asks && array(select u.key from stek.uncovered(array[m.family_id], array[m.id], 'care') u) and ", ""),
    mutant("who_was_refused", "and r.said_by in (who_reads.author, whose) and r.ended_at is null", "and false"),
    mutant("a_no_that_was_taken_back", "and r.said_by in (who_reads.author, whose) and r.ended_at is null", "and r.said_by in (who_reads.author, whose)"),
    mutant("a_no_that_shows_to_others", "\n                      and stek.person() in (r.said_by, m.person_id)", ""),
]  # fmt: skip


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_each_clause_of_it_is_needed(mutant, superuser, db):
    changes = broken(mutant)
    try:
        for _, breaking in changes:
            superuser.execute(breaking)
        assert is_noticed(f"who_reads {mutant}", partial(told_otherwise, superuser), 60)
    finally:
        for mending, _ in changes:
            superuser.execute(mending)


# --- what the pages say


def around() -> tuple[MadeFamily, Somebody, Somebody]:
    """Nina and Jonas, and two carers who read every part."""
    family = make_family("Nina", "Jonas")
    vera, gust = in_the_circle(family, "Vera"), in_the_circle(family, "Gust", "gp", Relation.GP)
    for who in (vera, gust):
        for section in (Section.BALANCE, Section.NEEDS, Section.CONTACT):
            let(family, who, section=section)
    return family, vera, gust


# By the name of its page: what is written there, by Nina or by Vera.
THINGS = {
    "observation": lambda family, vera, gust: note(family, family.parent, "Ze lachte."),
    "factor": lambda family, vera, gust: add(family, family.parent, "Oma helpt."),
    "need": lambda family, vera, gust: needed(family),
    "goal": lambda family, vera, gust: make_goal(family),
    "follow_up": lambda family, vera, gust: promised(family),
    "referral": lambda family, vera, gust: referred(family, needed(family).thread_id),
    "handover": lambda family, vera, gust: handed_over(family, vera, gust),
}


def named(who: Somebody, url: str) -> set[str]:
    """Who is said to read it, on the page of one thing or before something is saved."""
    return names_in(who.browser.get(url))


def names_in(answer: HttpResponse, status: int = 200) -> set[str]:
    page = answer.content.decode()
    assert answer.status_code == status, page[:2000]
    said = re.search(r'Wie leest dit</dt><dd>(.*?)</dd>|id="readers-now"[^>]*>(.*?)</p>', page, re.DOTALL)
    assert said is not None
    return set(re.findall(r"<(?:span|b) dir=\"auto\">([^<]*)<", said[0]))


def test_from_whom_it_is_hidden_is_not_said_to_read_it_to_anybody(db):
    family, vera, gust = around()
    nina, jonas = family.parents
    for name, thing in THINGS.items():
        row = thing(family, vera, gust)
        url = reverse(name, args=[family.id, row.id])
        assert (named(nina, url), named(vera, url)) == ({"Jonas", "Vera", "Gust"}, {"Nina", "Jonas", "Gust"}), name
        author = vera if name == "handover" else nina
        hide(family, author, jonas, thread=getattr(row, "thread_id", row.id))
        assert (named(nina, url), named(vera, url)) == ({"Vera", "Gust"}, {"Nina", "Gust"}), name
        assert jonas.browser.get(url).status_code == 404


FORMS = ("capture", "factor_create", "word_create", "need_create", "goal_create", "follow_up_create", "fridge")


def test_nobody_is_named_to_who_does_not_know_them_and_of_ones_own_words_every_reader_is_named(db):
    """Vera does not exist for Jonas: he does not read of her, she does not read him, and she is not told of him as a
    reader. Nina's own page, over whose shoulder he may look, names Vera when Nina asks for all of it."""
    family = make_family("Nina", "Jonas")
    nina, jonas = family.parents
    gust, vera = in_the_circle(family, "Gust", "gp", Relation.GP), make_person("Vera", "midwife")
    family.ask_in(vera, Relation.MIDWIFE, known_to=[gust])
    for who in (vera, gust):
        for section in (Section.BALANCE, Section.NEEDS, Section.CONTACT):
            let(family, who, section=section)
    with jonas.acting() as signed:  # how it holds for him is about him
        give(
            to=family.places[gust.id],
            section=Section.BALANCE,
            verbs=[Verb.READ],
            by=family.visit(jonas, signed),
            at=signed.at,
        )
    hers, his = note(family, vera, "Ze slaapt."), note(family, jonas, "Ze lacht.")
    for name in FORMS:
        url = reverse(name, args=[family.id])
        assert named(jonas, url) == {"Nina", "Gust"} and "Vera" not in jonas.browser.get(url).content.decode(), name
        assert named(vera, url) == {"Nina", "Gust"}, name
        assert named(nina, url) == {"Jonas", "Gust"}, name
        assert named(nina, f"{url}?own=1") == {"Jonas", "Vera", "Gust"}, name
    for name, thing in THINGS.items():
        if name != "handover":  # of Vera
            row = thing(family, vera, gust)
            assert named(jonas, reverse(name, args=[family.id, row.id])) == {"Nina", "Gust"}, name
    assert named(gust, reverse("observation", args=[family.id, hers.id])) == {"Nina", "Vera"}
    assert named(nina, reverse("observation", args=[family.id, his.id])) == {"Jonas", "Gust"}


def test_what_rests_on_a_hidden_note_is_not_said_to_be_read_by_them_before_it_is_saved(db):
    family, _vera, _gust = around()
    nina, jonas = family.parents
    row = note(family, nina, "Ze lachte.")
    hide(family, nina, jonas, thread=row.thread_id)
    for url in (
        reverse("factor_create", args=[family.id]) + f"?thread={row.thread_id}",
        reverse("need_create", args=[family.id]) + f"?note={row.thread_id}",
    ):
        assert named(nina, url) == {"Vera", "Gust"}
    page = nina.browser.get(reverse("follow_up_create", args=[family.id]) + f"?note={row.thread_id}").content.decode()
    assert "Dat zijn nu:" not in page


# --- the law


ROOT = Path(stek.__file__).parent
ASKED_BY = {"circle/gate.py", "circle/readers.py", "continuity/queries.py"}
SAID_BY = {"circle/templates/circle/who_reads.html", "circle/templates/circle/who_will_read.html"}


def other_ways(files: dict[str, str]) -> set[str]:
    """Where it is said who reads something, and not by the one function or in the two words there are for it."""
    found = set()
    for name, text in files.items():
        asks = "stek.who_reads" in text or "stek.readers" in text
        says = re.search(r"Wie leest dit\"|for one in readers", text) if name.endswith("html") else None
        if (asks and name.endswith("py") and "migrations" not in name and name not in ASKED_BY) or (
            says and name not in SAID_BY
        ):
            found.add(name)
    return found


def test_who_reads_something_is_said_in_one_way():
    files = {
        str(path.relative_to(ROOT)): path.read_text()
        for path in (*ROOT.rglob("*.py"), *ROOT.rglob("*.html"))
        if "tests" not in path.parts
    }
    assert other_ways(files) == set() and set(files) >= ASKED_BY | SAID_BY


def test_another_way_is_found():
    assert other_ways({"story/views.py": 'cursor.execute("select stek.readers(%s)")'}) == {"story/views.py"}
    assert other_ways({"x.html": "{% for one in readers %}{{ one.called }}{% endfor %}"}) == {"x.html"}
    assert other_ways({"x.html": '{% translate "Wie leest dit" %}'}) == {"x.html"}

"""The third implementation: what a browser gets is what the rules allow.

The same random worlds, committed, with words that can really be opened; every request is undone.
"""

import time

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from stek.kit.keyring import keyring
from stek.kit.sealed import Box
from stek.oracle import reading, rows
from stek.oracle.making import HOUR, make_world
from stek.oracle.world import Note, Session, World
from stek.policy import Facts, Item, Purpose, Section, Verb, decide

WORLDS = (3, 5, 8)
DECISIONS = 1_500


@pytest.fixture
def client(db):
    return Client()


def test_a_browser_gets_exactly_what_the_rules_allow(superuser, client, record_property):
    count, allowed, differing, begun = 0, 0, [], time.monotonic()
    for seed in WORLDS:
        world = commit(superuser, seed)
        for session in world.sessions:
            client.cookies.clear()
            for verb, path, item in asked(world, session):
                expected = bool(decided(world, session, verb, item))
                status = answer(client, session.token, verb, path)
                count, allowed = count + 1, allowed + expected
                if (status in (200, 302)) is not expected or status not in (200, 302, 303, 403, 404):
                    differing.append(f"world {seed}: {verb} {path} gave {status}, the rules say {expected}")
        rows.empty(superuser)
        superuser.execute("truncate trail_trailentry")
    record_property("decisions", count)
    print(f"{count} decisions, {count / (time.monotonic() - begun):.0f} a second, {len(differing)} disagreements")
    assert differing == []
    assert count >= DECISIONS and allowed >= DECISIONS / 20


def commit(superuser, seed: int) -> World:
    """A world with keys and words; its edges lie an hour away, because requests take time."""
    now = superuser.execute("select now()").fetchone()[0]
    world = make_world(seed, now, near=HOUR)
    with superuser.transaction():
        rows.write(superuser, world)
        for family in world.families:
            key, wrapped = keyring().new_key(family)
            superuser.execute(
                "insert into circle_familykey (family_id, id, version, wrapped, made_at)"
                " values (%s, gen_random_uuid(), 1, %s, now())",
                [family, wrapped],
            )
            box = Box(family, [key])
            sealed = [
                ("story_observation", "words", [n.id for n in world.notes if n.family == family], "observation"),
                ("circle_circlemember", "called", [p.id for p in world.places if p.family == family], "circlemember"),
            ]
            for table, column, ids, name in sealed:
                for id in ids:
                    superuser.execute(
                        f"update {table} set {column}_sealed = %s where family_id = %s and id = %s",
                        [box.seal(name, id, column, "Iets."), family, id],
                    )
    return world


def asked(world: World, session: Session):
    """What one person tries: every note there is, and a new one in every family."""
    for note in world.notes:
        path = f"/families/{note.family}/observations/{note.id}/"
        for verb, tail in ((Verb.READ, ""), (Verb.SHARE, "sharing/"), (Verb.REMOVE, "removal/")):
            yield verb, path + tail, reading.item_of(note)
    for family in world.families:
        yield Verb.NOTE, f"/families/{family}/observations/", new_note(world, session, family)


def new_note(world: World, session: Session, family) -> Item:
    """A form names neither author nor place: it is who asks, as they stand in the circle now."""
    own = [place for place in world.places if place.family == family and place.person == session.person]
    rests_on = tuple(place.id for place in own if place.period.holds(world.now))[:1]
    return reading.item_of(Note(family, family, family, None, Section.STORY, session.person, family, False, rests_on))


def decided(world: World, session: Session, verb: Verb, item: Item):
    actor = reading.actor_of(world, session)
    facts: Facts = reading.facts_of(world, session.person)
    return decide(actor, Purpose.CARE, verb, item, facts, world.now)


def answer(client: Client, token: str, verb: Verb, path: str) -> int:
    """The status, with a redirection to the door counted as no."""
    client.cookies[settings.SESSION_COOKIE_NAME] = token
    with transaction.atomic():
        form = {"words": "Iets.", "readers": "circle"}
        response = client.get(path) if verb is Verb.READ else client.post(path, form)
        transaction.set_rollback(True)
    return 403 if "/login/" in response.headers.get("Location", "") else response.status_code

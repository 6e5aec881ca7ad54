"""What is hidden from somebody leaves no trace for them: every byte they can fetch is as if it were not there.

A family, with two parents. Everything the one can fetch is fetched, before and after the other
does a great deal that is hidden. Fetching changes nothing: each request is undone.
"""

import re
from collections.abc import Collection, Iterator
from itertools import zip_longest
from uuid import UUID

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from stek.balance.tests import builders as balance
from stek.circle import actions as circle
from stek.circle.models import BreakGlass, CircleMember, Grant, Tie
from stek.circle.queries import circle_of
from stek.circle.rules import Line, Relation, Ring, Says, Wish
from stek.circle.tests.builders import MadeFamily, Somebody, make_doctor, make_family, make_person, make_reviewer
from stek.continuity.machines import Step
from stek.continuity.tests import builders as continuity
from stek.kit import clock
from stek.kit.tests.long import LONG
from stek.people import drafts
from stek.policy import Role, Verb
from stek.story import actions as story
from stek.story.actions import Noticed
from stek.story.models import Influence, Observation

from .people import hide, link, note, recognise, show
from .teams import let_in, lets_go, unit, working

# New in every answer, whatever is in the database.
FRESH = [
    rb'name="csrfmiddlewaretoken" value="[^"]*"',
    rb'"X-CSRFToken": "[^"]*"',
    rb'name="tag"[^>]*value="[^"]*"',
    rb'name="id"[^>]*value="[^"]*"',
    rb'value="http://testserver/calendar/[^"]*"',
    rb'<p class="code">[^<]*</p>',
    rb"Set-Cookie: stek_csrf=[^\n]*",
    rb"/calendar/[\w-]{43}\.ics",
]
ROOMS = {"story", "circle", "balance", "needs", "plans", "continuity"}  # that keep rows of a family
PAGES = 25  # at least so many different answers, or nothing was looked at


@pytest.fixture
def at_home(db) -> MadeFamily:
    """Nina and Tom, a midwife, and a story to read."""
    family = make_family("Nina", "Tom")
    nina, tom = family.parents
    midwife = family.midwife = make_person("Sofie", "midwife")
    family.ask_in(midwife, Relation.MIDWIFE)
    first, second = note(family, nina, "Ze lacht naar de lamp."), note(family, midwife, "Ze drinkt goed.")
    note(family, tom, "Ik gaf haar een bad.")
    link(family, nina, first, second)
    midwife.browser.get(f"/families/{family.id}/")
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        circle.tie(called="Oma Lut", ring=Ring.NEAR, line=Line.GIVES, by=here, at=here.at)
    return family


def test_what_is_hidden_leaves_no_byte_for_the_other_parent(at_home, superuser):
    nina, tom = at_home.parents
    before_ids = ids(superuser)
    known = ids(superuser, "distinct on (family_id) id")  # one row of each table
    before = fetched(at_home, tom, known)
    hidden_life(at_home, nina, tom)
    assert len([id for id in ids(superuser) if id not in before_ids]) >= 12
    hidden = came_since(superuser, before_ids)
    after = fetched(at_home, tom, known, before=before)
    assert parted(before, after) == []
    assert len(set(before.values())) >= PAGES
    # What is hidden answers, under its own address, as what never was.
    nowhere = fetched(at_home, tom, [UUID(int=4)], only_with_id=True)
    found = fetched(at_home, tom, hidden, only_with_id=True, like=nowhere)
    assert {hidden[id] for _, _, id in found} == {"balance", "circle", "continuity", "story"}
    for (method, name, _), answer in found.items():
        assert answer == nowhere[method, name, UUID(int=4)], (method, name)


def test_a_night_of_reading_and_of_leaving_leaves_no_byte_for_the_other_parent_and_the_same_walk_does_notice_a_note(
    at_home,
):
    """Every page the one can open, and a copy; a friend's too. At the end she asks to leave. The comparison is not blind: what is not hidden, an
    open note and what a carer reads, changes what can be fetched."""
    nina, tom = at_home.parents
    aunt, midwife = make_person("Ils"), at_home.midwife
    at_home.ask_in(aunt, Relation.KIN)
    before = fetched(at_home, tom, [])
    for who in (nina, aunt):
        with who.acting() as signed:
            here = at_home.visit(who, signed)
            here.record("copy", "family", subject=at_home.id)
            notes = [f"/families/{at_home.id}/observations/{row.id}/" for row in Observation.objects.all()]
        paths = [path for _, path, takes_id, _ in pages(at_home) if not takes_id]
        assert sum(who.browser.get(path).status_code == 200 for path in (*paths, *notes)) > 20
    with nina.acting() as signed:
        circle.leave(by=at_home.visit(nina, signed), at=signed.at)
    quiet = fetched(at_home, tom, [])
    assert parted(before, quiet) == []
    note(at_home, nina, "Ze slaapt.")
    midwife.browser.get(f"/families/{at_home.id}/story/")
    after = fetched(at_home, tom, [])
    changed = {name for (_, name, _) in before if any(quiet[k] != after[k] for k in before if k[1] == name)}
    assert {"family", "story", "trail"} <= changed


def test_an_emergency_leaves_no_byte_for_a_parent_until_they_are_told(at_home):
    """A doctor of nobody's circle reads every page in that hour; a reviewer finds it, and says: not yet."""
    doctor, code = make_doctor(), at_home.code()
    parents = at_home.parents if LONG else at_home.parents[1:]
    before = [fetched(at_home, parent, []) for parent in parents]
    with doctor.acting() as signed:
        circle.break_glass(code=code, why="Dringend.", by=signed, at=signed.at)
        [glass] = BreakGlass.objects.filter(family_id=at_home.id)
    paths = [path for _, path, takes_id, _ in pages(at_home) if not takes_id]
    notes = [f"/families/{at_home.id}/observations/{one}/" for one in noted(at_home, doctor)]
    assert sum(doctor.browser.get(path).status_code == 200 for path in (*paths, *notes)) > 10
    reviewer = make_reviewer(doctor)
    with reviewer.acting() as signed:
        circle.look_at(glass=glass, says=Says.NOT_YET, by=signed, at=signed.at)
    for parent, was in zip(parents, before, strict=True):
        assert parted(was, fetched(at_home, parent, [])) == []
    with reviewer.acting() as signed:
        circle.look_at(glass=glass, says=Says.SEEN, by=signed, at=signed.at)
    for parent in parents:  # and then it is there
        for path in ("/", f"/families/{at_home.id}/access/", f"/families/{at_home.id}/trail/"):
            assert b"Dokter" in parent.browser.get(path).content, path


def noted(family: MadeFamily, who: Somebody) -> list[UUID]:
    """What somebody finds of the story."""
    with who.acting():
        return list(Observation.objects.filter(family_id=family.id).values_list("id", flat=True))


def hidden_life(family: MadeFamily, nina: Somebody, tom: Somebody) -> None:
    """Everything Nina can do that Tom must not notice."""
    with nina.acting() as signed:
        open_note = Observation.objects.filter(family_id=family.id, author_id=nina.id).first()
        here = family.visit(nina, signed)
        noticed = Noticed(words="Ik zoek een eigen plek.", happened_on=clock.today())
        row = story.note(noticed=noticed, by=here, at=here.at)
        circle.hide(readers=(), thread=row.thread_id, why="Nog niet.", by=here, at=here.at)
        place, secret = circle.invite(
            called="Ils", role=Role.PROFESSIONAL, relation=Relation.SOCIAL_WORKER, known_to=(), by=here, at=here.at
        )
        circle.give(to=place, verbs=[Verb.READ, Verb.NOTE], by=here, at=here.at)
        circle.tie(
            called="Ils", ring=Ring.NEAR, line=Line.GIVES, label="steunt", circle_member=place, by=here, at=here.at
        )
        for called in ("de buurvrouw", "een cursus"):
            line = circle.tie(
                called=called, ring=Ring.NEAR, line=Line.NOT_ASKED, label="af en toe", by=here, at=here.at
            )
            circle.hide(readers=(), thread=line, by=here, at=here.at)
        circle.end_tie(tie=line, by=here, at=here.at)
        drafts.keep(
            drafts.Typed(f"/families/{family.id}/", {"words": ["Nog een gedachte"]}), by=signed.person, at=signed.at
        )
    worker = make_doctor("Ils", "psychologist")
    with worker.acting() as signed:
        circle.accept(secret=secret, by=signed, at=signed.at)
    family.places[worker.id] = place
    with nina.acting() as signed:
        here = family.visit(nina, signed)  # and somebody who never came
        circle.invite(called="Ria", role=Role.KIN, relation=Relation.FRIEND, known_to=(), by=here, at=here.at)
    assert b"Ils" in nina.browser.get(f"/families/{family.id}/alone/").content  # and Nina is asked about the account
    recognise(family, nina, worker)
    colleague = make_person("Vera", "unit_team")
    team = unit(colleague)
    known_to_her = let_in(family, team, nina, known_to=[])
    note(family, colleague, "We zagen elkaar.")
    working(family, colleague, team)
    assert lets_go(family, known_to_her, nina) == "ended"
    link(family, nina, row, open_note)
    ended = link(family, nina, open_note, row)
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        story.end_link(influence=Influence.objects.get(id=ended), by=here, at=here.at)
    theirs = note(family, worker, "We spraken af in het huis.")
    hide(family, worker, tom, thread=theirs.thread_id)
    show(family, worker, theirs.thread_id)
    hide(family, worker, tom, thread=theirs.thread_id)
    with nina.acting() as signed:
        circle.hide(readers=[worker.id], thread=row.thread_id, by=family.visit(nina, signed), at=signed.at)
    link(family, nina, theirs, open_note)
    link(family, worker, open_note, theirs)
    for hidden in (row, theirs):
        balance.end(family, nina, balance.add(family, nina, "Rust.", observations=(hidden.thread_id,)))
    contact(family, nina, worker, row.thread_id)
    note(family, nina, "Alleen van mij.", private=True)
    with nina.acting() as signed:
        herself = circle_of(family.visit(nina, signed)).by_person[nina.id].member_id
    told = note(family, family.midwife, "Ik wil weg bij hem.", told_by=herself)
    balance.end(family, nina, balance.add(family, nina, "Samen.", observations=(told.thread_id,)))
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        row = Observation.objects.get(family_id=family.id, id=row.id)
        corrected = Noticed(words="Ik heb een eigen plek.", happened_on=clock.today())
        story.correct(before=row, noticed=corrected, by=here, at=here.at)
    asked(family, nina, theirs.thread_id)
    asked(family, worker, row.thread_id)
    for who, path in (
        (worker, ""), (worker, "story/"), (worker, f"observations/{row.id}/"),
        (worker, f"observations/{open_note.id}/"), (nina, f"observations/{theirs.id}/"),
    ):  # fmt: skip
        assert who.browser.get(f"/families/{family.id}/{path}").status_code == 200
    with nina.acting() as signed:
        here = family.visit(nina, signed)
        grant = Grant.objects.get(family_id=family.id, circle_member_id=place)
        circle.withdraw(grant=grant, by=here, at=here.at)
        tie = Tie.objects.get(family_id=family.id, circle_member_id=place)
        circle.end_tie(tie=tie.id, by=here, at=here.at)
        circle.let_go(place=place, by=here, at=here.at)
    family.breaks_in(worker, told=True)  # out of the circle, and in again for an hour
    assert worker.browser.get(f"/families/{family.id}/").status_code == 200
    with tom.acting():
        assert not CircleMember.objects.filter(id=place).exists()


def asked(family: MadeFamily, who: Somebody, thread: UUID) -> None:
    """The author of something hidden is asked to close it further."""
    with who.acting() as signed:
        here = family.visit(who, signed)
        circle.ask_author(kind="observation", thread=thread, wish=Wish.CLOSE, words="Stil.", by=here, at=here.at)


def contact(family: MadeFamily, nina: Somebody, worker: Somebody, note: UUID) -> None:
    """Agreements that rest on somebody or something hidden, each with what happened to it."""
    for one in (
        continuity.promised(family, nina, stand_in=worker),
        continuity.promised(family, nina, ask=worker),
        continuity.promised(family, nina, note=note),
    ):
        continuity.moved(family, one, Step.DROP, words="Anders geregeld.")
    over = continuity.handed_over(family, nina, worker, notes=(note,))
    continuity.moved(family, over, Step.AGREE)


def parted(before: dict, after: dict) -> list[str]:
    """Where something that was fetched twice is no longer the same."""
    return [difference(place, before[place], after[place]) for place in after if before[place] != after[place]]


def difference(place: tuple, before: tuple, after: tuple) -> str:
    """Where two answers part, for who has to find the leak."""
    if before[0] != after[0]:
        return f"{place}: {before[0]} → {after[0]}"
    lines = zip_longest(before[1].splitlines(), after[1].splitlines())
    return f"{place}: " + " | ".join(f"{one!r} → {other!r}" for one, other in lines if one != other)[:2000]


def ids(superuser, which: str = "id") -> dict[UUID, str]:
    """The id of every row of every family, in an order that does not change, and the room whose table it stands in."""
    return {id: room for room, rows in by_table(superuser, which) for id in rows}


def by_table(superuser, which: str = "id") -> Iterator[tuple[str, list[UUID]]]:
    tables = superuser.execute(
        "select distinct table_name::text from information_schema.columns where table_schema = 'public'"
        " and column_name = 'family_id' and table_name <> 'trail_trailentry' order by 1"
    ).fetchall()
    for (table,) in tables:
        rows = superuser.execute(f"select {which} from {table} order by family_id, id").fetchall()
        yield table.partition("_")[0], [id for (id,) in rows]


def came_since(superuser, before: Collection[UUID]) -> dict[UUID, str]:
    """What is new: of each table the first on a push, every row at night."""
    found = ((room, sorted(set(rows) - set(before))) for room, rows in by_table(superuser))
    return {id: room for room, new in found for id in (new if LONG else new[:1])}


def fetched(
    family: MadeFamily, who: Somebody, known: Collection[UUID], *, only_with_id: bool = False, like: dict | None = None,
    before: dict | None = None,
) -> dict:  # fmt: skip
    """(method, name of the page, id) → status, headers and body, for everything there is to fetch.

    `known`: ids to ask for. Those whose room is given are asked of the pages of that room, and of those that belong to
    none; at night of every page.

    `like`: what was fetched with another id. Where that was asked in a way that the page knows for no id (405), it is
    not asked again. `before`: the same, fetched earlier. At night everything is asked again; on a push not what had no
    page of that kind for that id (404, 405), and where nothing was to be looked at, nothing was sent.
    """
    never = {place[:2] for place, (status, _) in (like or {}).items() if status == 405}
    was_there = {
        place for place, (status, _) in (before or {}).items() if LONG or not place[2] or status not in (404, 405)
    }
    in_short = not (LONG or only_with_id)
    browser, found = who.browser, {}
    rooms = known if isinstance(known, dict) and not LONG else {}
    for name, path, takes_id, room in pages(family):
        of_it = [id for id in known if room not in ROOMS or rooms.get(id, room) == room]
        for id in of_it if takes_id else [] if only_with_id else [None]:
            address = path.replace("{id}", str(id))
            for method in ("get", "post"):
                if (method, name) in never or (before is not None and (method, name, id) not in was_there):
                    continue
                if in_short and id and method == "post" and found.get(("get", name, id), (0,))[0] == 404:
                    continue
                with transaction.atomic():
                    response = getattr(browser, method)(address)
                    transaction.set_rollback(True)
                headers = sorted(f"{key}: {value}" for key, value in response.headers.items())
                cookies = sorted(str(morsel) for morsel in response.cookies.values())
                words = "\n".join([*headers, *cookies]).encode() + b"\n\n" + response.content
                for pattern in FRESH:
                    words = re.sub(pattern, b"", words)
                # An address in a page may name the id that was asked for.
                found[method, name, id] = (response.status_code, words.replace(str(id).encode(), b"{id}"))
    return found


def pages(family: MadeFamily) -> Iterator[tuple[str, str, bool, str]]:
    """Every address of the app except signing in and out, with this family's id filled in, and whose page it is."""
    for route, name, room in routes(get_resolver().url_patterns):
        if route.startswith("accounts/") or name in ("invitation", "theme", "calendar_feed"):
            continue
        path = "/" + route.replace("<uuid:family>", str(family.id))
        path, takes_id = re.subn(r"<uuid:\w+>", "{id}", path)
        path = path.replace("<slug:form>", "new").replace("<slug:code>", "trusting").replace("<slug:step>", "do")
        path = path.replace("<slug:kind>", "observation")
        assert "<" not in path, path
        yield name, path, bool(takes_id), room
    yield "own_trail", f"/families/{family.id}/trail/?own=1", False, "circle"
    with_nina = f"with={family.places[family.parent.id]}"
    yield "family", f"/families/{family.id}/?{with_nina}", False, "circle"
    yield "story", f"/families/{family.id}/story/?before=2100-01-01_{UUID(int=1)}", False, "story"


def routes(patterns: list, before: str = "") -> Iterator[tuple[str, str, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, before + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            room = pattern.callback.__module__.removeprefix("stek.").partition(".")[0]
            yield before + str(pattern.pattern), pattern.name or "", room

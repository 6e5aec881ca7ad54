"""Whoever finds the database, its backup, its log or its files reads nothing that people wrote.

Words are planted wherever people can write, each with a word in it that exists nowhere else, and
then looked for in everything that is left behind, in every way a text can be written down.
"""

import base64
import io
import logging
import os
import secrets
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from stek.circle import actions as circle
from stek.circle.rules import Line, MemberKind, Relation, Ring
from stek.circle.tests.builders import make_family, make_person
from stek.kit import clock
from stek.kit.servant import appoint, binaries
from stek.kit.sql import role
from stek.people import door
from stek.people.waiting import name_tag
from stek.policy import Role
from stek.story import actions as story
from stek.story.actions import Noticed
from stek.story.forms import SOMEBODY_ELSE
from stek.story.rules import Certainty

PLACES = (
    "note", "quoted", "draft", "correction", "link", "seal", "emergency", "waiting", "refused",
    "child", "parent", "invited", "tie", "label",
)  # fmt: skip
IN_THE_OPEN = "organisation"  # not told by a family; kept in plain text, so that the search shows it can find


@pytest.fixture
def canaries(db) -> dict[str, str]:
    """One word for each place, found nowhere else in the world."""
    return {place: f"kanarie{secrets.token_hex(8)}" for place in (*PLACES, IN_THE_OPEN)}


@pytest.fixture
def planted(canaries, superuser, caplog) -> dict[str, str]:
    """Every canary in its place, through the actions and pages that people use."""
    family = make_family("Nina", "Tom", child=canaries["child"])
    nina = family.parent
    browser, here = nina.browser, f"/families/{family.id}/"
    note = {"words": canaries["note"], "readers": "circle", "quoted": SOMEBODY_ELSE, "quoted_as": canaries["quoted"]}
    kept = browser.post(f"{here}observations/", note)
    assert kept.status_code == 302, kept.content
    assert canaries["note"] in browser.get(kept.headers["Location"]).content.decode()
    typed = {"words": canaries["draft"], "page": f"{here}observations/new/", "tag": name_tag(nina.id)}
    assert browser.post("/drafts/", typed).status_code == 204
    refused = browser.post(f"{here}observations/", {"words": canaries["refused"], "happened_on": "3000-01-01"})
    assert refused.status_code == 422 and canaries["refused"] in refused.content.decode()
    with nina.acting() as signed:
        at_home = family.visit(nina, signed)
        one, other = (
            story.note(noticed=Noticed(words="Iets.", happened_on=clock.today()), by=at_home, at=at_home.at)
            for _ in range(2)
        )
        corrected = Noticed(words=canaries["correction"], happened_on=clock.today())
        story.correct(before=one, noticed=corrected, by=at_home, at=at_home.at)
        story.link(
            from_thread=one.thread_id, to_thread=other.thread_id, certainty=Certainty.TOLD,
            words=canaries["link"], by=at_home, at=at_home.at,
        )  # fmt: skip
        circle.hide(readers=(), thread=one.thread_id, why=canaries["seal"], by=at_home, at=at_home.at)
        circle.add_member(member=circle.NewMember(MemberKind.PARENT, canaries["parent"]), by=at_home, at=at_home.at)
        circle.invite(called=canaries["invited"], role=Role.KIN, relation=Relation.FRIEND, by=at_home, at=at_home.at)
        circle.tie(
            called=canaries["tie"], label=canaries["label"], ring=Ring.NEAR, line=Line.GIVES, by=at_home, at=at_home.at
        )
    doctor = make_person("Joris", "paediatrician", second_factor_at=clock.now())
    family.breaks_in(doctor, canaries["emergency"])
    superuser.execute(
        "insert into people_organisation (id, name) values (gen_random_uuid(), %s)", [canaries[IN_THE_OPEN]]
    )
    # Typed when the session had ended: it waits in the next one, for who comes back.
    door.end_all_sessions(person=nina.id, at=clock.now())
    typed = {"words": canaries["waiting"], "tag": name_tag(nina.id), "page": f"{here}observations/new/"}
    assert "/login/" in browser.post(f"{here}observations/", typed).headers["Location"]
    assert canaries["waiting"] in str(waiting_words(browser))
    return canaries


def waiting_words(browser) -> dict:
    return dict(browser.session.items())


def test_a_backup_holds_no_word_of_any_family(planted, cluster_dsn, superuser):
    for who in (role("backup"), None):
        dump = dumped(cluster_dsn, superuser.info.dbname, who)
        assert b"COPY public.story_observation" in dump and b"COPY public.trail_trailentry" in dump
        found = {place for place, word in planted.items() if any(form in dump for form in written(word))}
        assert found == {IN_THE_OPEN}


def test_the_files_of_the_server_and_its_log_hold_no_word_of_any_family(planted, superuser):
    superuser.execute("checkpoint")
    folder = Path(superuser.execute("show data_directory").fetchone()[0])
    found, looked = set(), 0
    for path, content in files(folder, folder.parent / "server.log"):
        looked += 1
        for place, word in planted.items():
            if any(form in content for form in written(word)):
                found.add((place, path.parent.name) if place != IN_THE_OPEN else place)
    # A server of somebody else's keeps its files to itself: there the backup above is what can be looked at.
    assert found == ({IN_THE_OPEN} if looked else set())
    assert looked > 500 or "DATABASE_URL" in os.environ


def test_the_log_of_the_app_holds_no_word_of_any_family(planted, caplog):
    assert not any(word in caplog.text for word in planted.values())


def test_an_error_is_logged_without_the_words_that_caused_it(canaries, monkeypatch):
    family, logged = make_family("Nina"), io.StringIO()
    for handler in logging.getLogger("django").handlers:
        if handler.formatter and isinstance(handler, logging.StreamHandler):
            monkeypatch.setattr(handler, "stream", logged)
    monkeypatch.setattr("stek.story.actions.note", lambda **_: {}[canaries["note"]])
    browser = family.parent.browser
    browser.raise_request_exception = False
    answer = browser.post(f"/families/{family.id}/observations/", {"words": canaries["note"]})
    assert answer.status_code == 500
    assert canaries["note"] not in answer.content.decode()
    assert "KeyError" in logged.getvalue() and canaries["note"] not in logged.getvalue()


def dumped(dsn: str, database: str, who: str | None) -> bytes:
    """A whole dump, as the backup role makes it or as a superuser does."""
    as_role = ["--role", who] if who else []
    place = psycopg.conninfo.make_conninfo(dsn, dbname=database)
    program = binaries(appoint()) / "bin" / "pg_dump"
    done = subprocess.run([program, *as_role, "--dbname", place], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def files(*places: Path) -> Iterator[tuple[Path, bytes]]:
    for place in places:
        for path in [place] if place.is_file() else place.rglob("*"):
            try:
                if path.is_file():
                    yield path, path.read_bytes()
            except (FileNotFoundError, PermissionError):
                continue  # the server tidies up while we look


def written(word: str) -> list[bytes]:
    """All the ways in which a text may have been written down."""
    plain = word.encode()
    padded = [base64.b64encode(b"x" * shift + plain)[(4 if shift else 0) :] for shift in range(3)]
    return [
        plain, word.upper().encode(), word.encode("utf-16-le"), word.encode("utf-16-be"),
        plain.hex().encode(), plain.hex().upper().encode(), plain[::-1],
        *(code[: len(code) // 4 * 4 - 4] for code in padded),
    ]  # fmt: skip

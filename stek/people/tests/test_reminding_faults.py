"""A worker that is killed in the middle of a batch: every mail is there, and none is written twice.

The worker is the real command in a process of its own. It is held at the worst moment, when a mail is
out and the note of it is not yet kept: a row that it wants to change is locked by the test.
"""

import socketserver
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import psycopg
import pytest
from django.db import connections

from stek.circle.tests.builders import make_person
from stek.command.tests.running import PATIENCE, Running
from stek.kit import clock
from stek.kit.processes import within
from stek.kit.tasks_worker import SILENCE
from stek.people import actions, reminding
from stek.people.rules import Rhythm, Wish

PEOPLE = 24


@pytest.fixture
def rows(db, superuser) -> list[UUID]:
    """People who are waited for now, at whatever hour this test runs; a row each, in the order of the jobs."""
    people = [make_person(f"Iemand {number}") for number in range(PEOPLE)]
    for one in people:
        with one.acting() as signed:
            wish = Wish(rhythm=Rhythm.AS_IT_COMES, quiet_from=0, quiet_until=0)
            actions.tell(wish=wish, by=signed, at=signed.at)
    assert reminding.remind(waited_for=lambda _people, _at: [one.id for one in people], at=clock.now()) == PEOPLE
    jobs = superuser.execute("select args->>'reminder' from work.procrastinate_jobs order by id").fetchall()
    return [UUID(row) for (row,) in jobs]


@contextmanager
def held(cluster_dsn: str, row: UUID) -> Iterator[None]:
    """Nobody can note that this mail was sent, as long as this lasts."""
    dsn = psycopg.conninfo.make_conninfo(cluster_dsn, dbname=connections.settings["work"]["NAME"])
    with psycopg.connect(dsn) as connection:
        connection.execute("select 1 from people_reminder where id = %s for update", [row])
        yield
        connection.rollback()


def sent(superuser) -> int:
    return int(superuser.execute("select count(*) from people_reminder where sent_at is not null").fetchone()[0])


def killed_in_the_middle(
    environment: dict[str, str], rows: list[UUID], cluster_dsn: str, superuser, is_out: Callable[[UUID], bool]
) -> None:
    """One worker is killed when half is done and one mail hangs between two worlds; another ends the batch."""
    middle = rows[PEOPLE // 2]
    with Running("work", env=environment) as worker, held(cluster_dsn, middle):
        assert within(PATIENCE, lambda: is_out(middle) and sent(superuser) == PEOPLE // 2), worker.shown()
        worker.kill_all()
    assert sent(superuser) == PEOPLE // 2
    was_silent_long_enough(superuser)
    with Running("work", env=environment) as worker:
        assert within(PATIENCE, lambda: sent(superuser) == PEOPLE), worker.shown()
        assert within(PATIENCE, lambda: left(superuser) == 0), worker.shown()
        assert worker.ctrl_c() == 0


def was_silent_long_enough(superuser) -> None:
    """As if somebody waited until the dead are known to be dead."""
    superuser.execute(
        "update work.procrastinate_workers set last_heartbeat = last_heartbeat - %s * interval '1 second'",
        [2 * SILENCE],
    )


def left(superuser) -> int:
    return int(
        superuser.execute(
            "select count(*) from work.procrastinate_jobs where task_name = 'people.reminder'"
        ).fetchone()[0]
    )


def test_in_a_folder_every_mail_is_there_once(environment, rows, cluster_dsn, superuser, tmp_path):
    folder = tmp_path / "mail"
    demo = environment | {"DJANGO_SETTINGS_MODULE": "stek.settings.demo", "STEK_MAIL_DIR": str(folder)}
    killed_in_the_middle(demo, rows, cluster_dsn, superuser, lambda row: (folder / f"{row}.eml").exists())
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{row}.eml" for row in rows)


def test_a_mail_server_gets_every_mail_and_again_only_the_one_that_hung_with_the_same_name(
    environment, rows, cluster_dsn, superuser
):
    """What SMTP can promise: at least once. The Message-ID lets the receiver fold what comes again."""
    with PostOffice.open() as office:
        mailed = environment | {
            "DJANGO_SETTINGS_MODULE": "stek.settings.production",
            "STEK_MAIL_HOST": "127.0.0.1", "STEK_MAIL_PORT": str(office.server_address[1]),
        }  # fmt: skip
        killed_in_the_middle(mailed, rows, cluster_dsn, superuser, lambda row: named(row) in office.got())
    times = Counter(office.got())
    assert set(times) == {named(row) for row in rows}
    assert {name for name, count in times.items() if count > 1} <= {named(rows[PEOPLE // 2])}
    assert len(set(office.mails)) == PEOPLE  # what came again was the same, byte for byte


def named(row: UUID) -> str:
    return f"<{row}@stek.example>"


class PostOffice(socketserver.ThreadingTCPServer):
    """A mail server that accepts everything and keeps it: just enough of RFC 5321."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Desk)
        self.mails: list[bytes] = []

    @classmethod
    @contextmanager
    def open(cls) -> "Iterator[PostOffice]":
        with cls() as office:
            thread = threading.Thread(target=office.serve_forever, daemon=True)
            thread.start()
            yield office
            office.shutdown()
            thread.join()

    def got(self) -> list[str]:
        return [
            line.partition(b":")[2].strip().decode()
            for mail in list(self.mails)
            for line in mail.splitlines()
            if line.lower().startswith(b"message-id:")
        ]


class Desk(socketserver.StreamRequestHandler):
    server: PostOffice

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                told = bytearray()
                while (part := self.rfile.readline()) not in (b".\r\n", b""):
                    told += part
                self.server.mails.append(bytes(told))
            if word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 fine\r\n")

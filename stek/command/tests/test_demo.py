"""`stek demo` from the outside, with real processes."""

import base64
import os
import signal
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from stek.case.demo import casebook
from stek.command.demo import DATABASE, invitation
from stek.command.tests.conftest import Filled, free_port
from stek.command.tests.running import PATIENCE, Running, alive, descendants, frozen, status, workers
from stek.kit.processes import within


def people(filled: Filled) -> list[str]:
    """Everybody with an account, asked of the running demo's own database."""
    host = (filled.folder.path / "postgres").resolve()
    with psycopg.connect(host=str(host), user="postgres", dbname=DATABASE) as connection:
        return [email for (email,) in connection.execute("select email from people_person order by email").fetchall()]


def rename_somebody(filled: Filled, name: str) -> None:
    host = (filled.folder.path / "postgres").resolve()
    with psycopg.connect(host=str(host), user="postgres", dbname=DATABASE) as connection:
        connection.execute(
            "update people_person set name = %s where id = (select id from people_person order by id limit 1)", [name]
        )


def names(filled: Filled) -> set[str]:
    host = (filled.folder.path / "postgres").resolve()
    with psycopg.connect(host=str(host), user="postgres", dbname=DATABASE) as connection:
        return {name for (name,) in connection.execute("select name from people_person").fetchall()}


def gone(pids: list[int]) -> bool:
    return within(30, lambda: not any(alive(pid) for pid in pids))


def start(filled: Filled, *words: str, port: int = 0) -> Running:
    return Running("demo", "--data", str(filled.folder.path), "--port", str(port or free_port()), *words)


def test_it_says_where_to_look_and_how_to_sign_in_as_each_kind_of_person(filled: Filled) -> None:
    from stek.case import demo

    assert "http://127.0.0.1:" in filled.first_screen
    assert demo.PASSWORD in filled.first_screen
    assert len(list(demo.PEOPLE)) >= 6
    for name, kind, email in demo.PEOPLE:
        assert any(name in line and kind in line and email in line for line in filled.first_screen.splitlines())


def test_it_says_for_whom_something_waits_today_and_counts_nothing(filled: Filled) -> None:
    (stand_in,) = [line for line in filled.first_screen.splitlines() if "annelies@example.org" in line]
    (friend,) = [line for line in filled.first_screen.splitlines() if "iris@example.org" in line]
    assert stand_in.rstrip().endswith("annelies@example.org  vandaag wacht er iets")
    assert friend.rstrip().endswith("iris@example.org")
    assert not any(sign.isdigit() for sign in stand_in)


def test_on_a_taken_port_it_says_the_next_one_lets_no_second_in_and_stops_with_everything_on_ctrl_c(
    filled: Filled, tmp_path: Path
) -> None:
    away = finished("case", "dump", "June", "--data", str(filled.folder.path))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with start(filled, port=port) as demo:
            address = demo.address()
            assert address != f"http://127.0.0.1:{port}/" and f"Poort {port} is bezet" in demo.shown()
            assert status(address) in (200, 302)
            with refused_beside(filled, address):
                read_from_while_it_runs(filled, tmp_path, away)
            below = descendants(demo.process.pid)
            assert len(below) > 1
            assert demo.ctrl_c() == 0
            assert "Gestopt" in demo.shown()
            assert gone(below)


@contextmanager
def refused_beside(filled: Filled, address: str) -> Iterator[None]:
    """Meanwhile a second demo on the same data, also one that would begin anew; the first goes on."""
    with start(filled) as second, start(filled, "--fresh") as third:
        yield
        for other in (second, third):
            assert other.ended() == 1
            assert f"Er loopt al een demo van Stek op {address}" in other.shown()
            assert "Traceback" not in other.shown()
    assert status(address) in (200, 302)


def read_from_while_it_runs(filled: Filled, place: Path, away: tuple[int, str]) -> None:
    """`stek case` reads the same from a demo that runs as from one that stands still, whatever DATABASE_URL says."""
    data, june = str(filled.folder.path), place / "june.yaml"
    june.write_bytes(casebook()["06-june.yaml"])
    assert away[0] == 0 and "kijkt June soms de andere kant op" in away[1]
    assert finished("case", "dump", "June", "--data", data) == away
    again = finished("case", "load", str(june), "--data", data)
    assert again[0] == 0 and "June is er al" in again[1]
    assert stat.S_IMODE(filled.folder.path.stat().st_mode) in (0o700, 0o711)


def finished(*words: str) -> tuple[int, str]:
    """A command that is told of another database as well, and has no business with it."""
    with Running(*words, env={"DJANGO_SETTINGS_MODULE": "", "DATABASE_URL": "postgresql://nergens/niets"}) as command:
        return command.ended(), command.shown()


def test_after_a_kill_it_starts_at_once_on_the_same_port_with_the_same_data_and_no_worker_stays_behind(
    filled: Filled,
) -> None:
    """Of everything at the same moment, then of the command only, then of its worker, which comes back. A wish to end
    is heard like Ctrl-C."""
    port = free_port()
    with start(filled, port=port) as demo:
        demo.address()
        before = people(filled)
        rename_somebody(filled, "Bewaarde Naam")
        demo.kill_all()
    with start(filled, port=port) as again:
        assert again.address() == f"http://127.0.0.1:{port}/"
        assert people(filled) == before
        assert "Bewaarde Naam" in names(filled)
        assert "inlezen" not in again.shown()
        rename_somebody(filled, "Tweede Naam")
        assert within(PATIENCE, lambda: len(workers(again)) == 1), again.shown()
        (worker,) = workers(again)
        again.process.kill()
        again.process.wait(PATIENCE)
        assert within(PATIENCE, lambda: not alive(worker))
        with start(filled, port=port) as third:
            assert third.address() == f"http://127.0.0.1:{port}/"
            assert "Tweede Naam" in names(filled)
            its_worker_comes_back(third)
            with frozen(filled.folder.path / "postgres/data"):
                assert [status(f"{third.address()}{path}") for path in ("alive/", "help/", "families/")] == [
                    200,
                    200,
                    503,
                ]
            ends_whole(third, signal.SIGTERM)


def its_worker_comes_back(demo: Running) -> None:
    assert within(PATIENCE, lambda: len(workers(demo)) == 1), demo.shown()
    (first,) = workers(demo)
    os.kill(first, signal.SIGKILL)
    assert within(PATIENCE, lambda: len(set(workers(demo)) - {first}) == 1), demo.shown()


def ends_whole(demo: Running, wish: signal.Signals) -> None:
    below = descendants(demo.process.pid)
    demo.process.send_signal(wish)
    assert demo.ended() == 0
    assert gone(below)


def test_its_folders_are_closed_to_others(filled: Filled) -> None:
    assert stat.S_IMODE(filled.folder.path.parent.stat().st_mode) == 0o700
    assert not stat.S_IMODE(filled.folder.path.stat().st_mode) & (stat.S_IROTH | stat.S_IWOTH)
    for path in (filled.folder.path / "secrets").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((filled.folder.path / "postgres").stat().st_mode) == 0o700


def test_fresh_starts_over_and_what_is_broken_off_while_reading_in_is_begun_again(filled: Filled) -> None:
    keys = filled.folder.secret("family_key").read_text()
    with filled.folder.cluster():
        before = people(filled)
        rename_somebody(filled, "Weg Ermee")
    with start(filled, "--fresh") as broken:
        assert within(PATIENCE, lambda: reading_in(filled, keys)), broken.shown()
        broken.kill_all()
    filled.folder.note(filled="busy")  # also when it was done just before
    with filled.folder.cluster():
        assert "Weg Ermee" not in names(filled)
        rename_somebody(filled, "Half Ingelezen")
    with start(filled) as again:
        again.address()
        assert "afgebroken" in again.shown()
        assert people(filled) == before
        assert "Half Ingelezen" not in names(filled)
        ends_whole(again, signal.SIGHUP)


def reading_in(filled: Filled, keys: str) -> bool:
    """Whether the demo is made anew, and the first of its people are there."""
    path = filled.folder.path / "secrets/family_key"
    begun = path.exists() and path.read_text() != keys and filled.folder.notes().get("filled") is not None
    return begun and bool(names(filled))


def test_a_lost_key_is_told_and_nothing_is_overwritten(filled: Filled) -> None:
    path = filled.folder.secret("family_key")
    away = path.with_name("elders")
    path.rename(away)
    try:
        with start(filled) as demo:
            assert demo.ended() == 1
            assert "De sleutel van deze demo is weg" in demo.shown()
        assert not path.exists()
    finally:
        os.rename(away, path)


def test_another_key_is_told_in_a_sentence_and_nothing_is_overwritten(filled: Filled) -> None:
    path = filled.folder.secret("family_key")
    right = path.read_text()
    path.write_text(base64.b64encode(bytes(32)).decode() + "\n")
    try:
        with start(filled) as demo:
            assert demo.ended() == 1
            assert "niet die waarmee het verhaal op slot ging" in demo.shown() and "Traceback" not in demo.shown()
    finally:
        path.write_text(right)


def test_the_list_names_who_is_there_and_no_others() -> None:
    told = invitation("http://127.0.0.1:8000/", {"nina@example.org": False, "iris@example.org": True})
    assert "nina@example.org" in told and "lien@example.org" not in told
    assert [line.split()[-1] for line in told.splitlines() if "iris@" in line] == ["iets"]


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("van iemand")
    for words in ([], ["--fresh"]):
        with Running("demo", "--data", str(tmp_path), *words) as demo:
            assert demo.ended() == 1
            assert "niet van een Stek-demo" in demo.shown()
    assert [path.name for path in tmp_path.iterdir()] == ["brief.txt"]


def test_a_port_that_cannot_be_one_is_refused(tmp_path: Path) -> None:
    with Running("demo", "--data", str(tmp_path / "demo"), "--port", "70000") as demo:
        assert demo.ended() == 2
        assert "van 1 tot 65535" in demo.shown()

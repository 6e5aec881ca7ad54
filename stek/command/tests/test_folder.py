"""The folder of a demo, and the ports of this machine."""

import os
import socket
import stat
from pathlib import Path

import pytest

from stek.command import ports
from stek.command.folder import MARKER, DemoFolder, NotADemoFolder, default_folder


def test_an_ordinary_user_keeps_the_demo_where_their_system_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("XDG_DATA_HOME", "/ergens/data")
    assert default_folder() == Path("/ergens/data/stek/demo")
    monkeypatch.setenv("XDG_DATA_HOME", "")
    monkeypatch.setenv("HOME", "/thuis")
    assert default_folder() == Path("/thuis/.local/share/stek/demo")


def test_root_keeps_the_demo_under_var_lib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert default_folder() == Path("/var/lib/stek/demo")


def test_nobody_else_can_look_around_in_a_new_folder(tmp_path: Path) -> None:
    folder = DemoFolder(tmp_path / "nieuw" / "demo")
    folder.open()
    assert not stat.S_IMODE(folder.path.stat().st_mode) & (stat.S_IRGRP | stat.S_IROTH | stat.S_IWGRP | stat.S_IWOTH)


def test_an_existing_folder_keeps_its_permissions(tmp_path: Path) -> None:
    place = tmp_path / "leeg"
    place.mkdir()
    place.chmod(0o750)
    DemoFolder(place).open()
    DemoFolder(place).secret("django_key")
    assert stat.S_IMODE(place.stat().st_mode) == 0o750


def test_a_folder_with_other_things_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("van iemand")
    with pytest.raises(NotADemoFolder, match="niets veranderd"):
        DemoFolder(tmp_path).open()
    assert [path.name for path in tmp_path.iterdir()] == ["brief.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("van iemand")
    with pytest.raises(NotADemoFolder, match="geen map"):
        DemoFolder(tmp_path / "brief.txt").open()


def test_a_secret_is_made_once_and_is_for_us_only(tmp_path: Path) -> None:
    folder = DemoFolder(tmp_path / "demo")
    folder.open()
    path = folder.secret("family_key")
    first = path.read_text()
    assert folder.secret("family_key").read_text() == first
    assert first.startswith("demo-")
    assert first != folder.secret("django_key").read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_clearing_removes_what_a_demo_makes_and_nothing_else(tmp_path: Path) -> None:
    folder = DemoFolder(tmp_path / "demo")
    folder.open()
    folder.secret("django_key")
    folder.note(filled="yes", port=8000)
    (folder.path / "eigen.txt").write_text("van iemand")
    folder.clear()
    assert sorted(path.name for path in folder.path.iterdir()) == ["eigen.txt", MARKER]
    assert folder.notes()["filled"] is None


def test_unreadable_notes_count_as_none(tmp_path: Path) -> None:
    folder = DemoFolder(tmp_path / "demo")
    folder.open()
    (folder.path / MARKER).write_text("{")
    assert folder.notes() == {}


def test_a_taken_port_means_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not ports.free(port)
        found = ports.first_free(port)
        assert found is not None
        assert found > port


def test_a_port_that_processes_share_is_taken_too() -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert not ports.free(taken.getsockname()[1])


def test_a_port_where_connections_are_only_closing_is_free() -> None:
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client:
            accepted, _ = server.accept()
            accepted.close()
            client.recv(1)
    assert ports.free(port)

"""`stek serve` and `stek doctor` from the outside."""

import base64
import os
import secrets
import tempfile
import time
from http.client import HTTPResponse
from pathlib import Path

import pytest

from stek.command.demo import DATABASE
from stek.command.tests.conftest import Filled, free_port
from stek.command.tests.running import OverSocket, Running, status


def sound(place: Path, url: str, filled: Filled | None = None) -> dict[str, str]:
    """An environment as an installation for real families has it; with the key of these families, if they are there."""
    (place / "secret").write_text(secrets.token_urlsafe(48))
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    (place / "family").write_text(
        filled.folder.secret("family_key").read_text().removeprefix("demo-") if filled else key
    )
    for name in ("secret", "family"):
        (place / name).chmod(0o600)
    return {
        "DATABASE_URL": url,
        "STEK_SECRET_KEY_FILE": str(place / "secret"),
        "STEK_FAMILY_KEY_FILE": str(place / "family"),
        "STEK_ALLOWED_HOSTS": "127.0.0.1,stek.example",
        "STEK_STATIC_DIR": str(place / "static"),
    }


def url(host: Path, role: str) -> str:
    return f"postgresql://{role}@/{DATABASE}?host={host}"


def test_it_serves_with_the_app_role_and_its_own_secrets(filled: Filled, tmp_path: Path) -> None:
    with filled.folder.cluster() as cluster:
        env = sound(tmp_path, url(cluster.socket, "stek_app"), filled)
        env["DATABASE_URL_DOOR"] = url(cluster.socket, "stek_door")
        port = free_port()
        with Running("serve", "--port", str(port), "--workers", "1", env=env) as server:
            server.until("Stek bedient op")
            address = f"http://127.0.0.1:{port}/"
            answers: list[int] = []
            while not answers:
                try:
                    answers.append(status(address))
                except OSError:
                    assert server.process.poll() is None, server.shown()
            assert answers == [301]  # to https
            assert status(address, X_Forwarded_Proto="https") in (200, 302)
            assert status(address, X_Forwarded_Proto="https", Host="elders.example") == 400
            assert server.ctrl_c() == 0


def test_on_a_socket_it_serves_the_proxy_and_comes_back_after_it_was_killed(filled: Filled, tmp_path: Path) -> None:
    with filled.folder.cluster() as cluster, tempfile.TemporaryDirectory(prefix="stek-") as short:
        env = sound(tmp_path, url(cluster.socket, "stek_app"), filled)
        env["DATABASE_URL_DOOR"] = url(cluster.socket, "stek_door")
        place = Path(short) / "serve"
        words = ("serve", "--socket", str(place), "--workers", "2", "--no-worker")
        with Running(*words, env=env) as server:
            server.until(f"Stek bedient op {place}")
            assert _asked(place, server).headers["connection"] == "close"  # the next one is for whoever is free
            assert place.stat().st_mode & 0o777 == 0o660
            with Running(*words, env=env) as second:
                assert second.ended() == 2
                assert "luistert al iets" in second.shown()
            server.kill_all()
        assert place.exists()
        with Running(*words, env=env) as server:
            assert _asked(place, server).status in (200, 302)
            assert server.ctrl_c() == 0


def _asked(place: Path, server: Running) -> HTTPResponse:
    """The first answer of a server that is beginning."""
    while True:
        try:
            connection = OverSocket(place)
            connection.request("GET", "/", headers={"Host": "stek.example", "X-Forwarded-Proto": "https"})
            return connection.getresponse()
        except OSError:
            assert server.process.poll() is None, server.shown()
            time.sleep(0.05)


def test_a_place_where_no_socket_can_come_is_refused_in_words(tmp_path: Path, filled: Filled) -> None:
    (tmp_path / "file").write_text("van iemand anders")
    with filled.folder.cluster() as cluster:
        env = sound(tmp_path, url(cluster.socket, "stek_app"), filled)
        env["DATABASE_URL_DOOR"] = url(cluster.socket, "stek_door")
        for place, word in (
            (tmp_path / "nergens" / "serve", "is er niet"),
            (tmp_path / "file", "geen socket"),
            (tmp_path / ("x" * 120), "te lang"),
        ):
            with Running("serve", "--socket", str(place), env=env) as server:
                assert server.ended() == 2
                assert word in server.shown()
    assert (tmp_path / "file").read_text() == "van iemand anders"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"STEK_DEBUG": "1"}, "DEBUG"),
        ({"STEK_ALLOWED_HOSTS": ""}, "STEK_ALLOWED_HOSTS"),
        ({"STEK_SECRET_KEY_FILE": "", "STEK_SECRET_KEY": "demo-" + "x" * 50}, "uit een demo"),
        ({"STEK_SECRET_KEY_FILE": ""}, "STEK_SECRET_KEY"),
        ({"STEK_FAMILY_KEY_FILE": "/bestaat/niet"}, "niet te lezen"),
        ({"DATABASE_URL": ""}, "DATABASE_URL ontbreekt"),
        ({"DATABASE_URL": "mysql://ergens/iets"}, "postgresql://"),
        ({}, "niet te bereiken"),
    ],
)
def test_what_is_unsafe_is_refused_with_exit_code_2(change: dict[str, str], word: str, tmp_path: Path) -> None:
    env = sound(tmp_path, url(tmp_path, "stek_app")) | change
    with Running("serve", "--port", str(free_port()), env=env) as server:
        assert server.ended() == 2
        assert word in server.shown()
        assert "Traceback" not in server.shown()


def test_the_secrets_of_a_demo_are_refused_from_their_files(filled: Filled, tmp_path: Path) -> None:
    env = sound(tmp_path, url(tmp_path, "stek_app"))
    env["STEK_SECRET_KEY_FILE"] = str(filled.folder.secret("django_key"))
    env["STEK_FAMILY_KEY_FILE"] = str(filled.folder.secret("family_key"))
    with Running("serve", env=env) as server:
        assert server.ended() == 2
        assert server.shown().count("uit een demo") == 2


@pytest.mark.parametrize(("role", "word"), [("postgres", "superuser"), ("stek_migrator", "eigenaar")])
def test_a_role_that_the_gate_does_not_hold_is_refused(filled: Filled, tmp_path: Path, role: str, word: str) -> None:
    with (
        filled.folder.cluster() as cluster,
        Running("serve", env=sound(tmp_path, url(cluster.socket, role))) as server,
    ):
        assert server.ended() == 2
        assert word in server.shown()


def test_a_key_that_does_not_open_the_families_is_refused_and_the_doctor_says_so(
    filled: Filled, tmp_path: Path
) -> None:
    with filled.folder.cluster() as cluster:
        env = sound(tmp_path, url(cluster.socket, "stek_app"))
        env["DATABASE_URL_DOOR"] = url(cluster.socket, "stek_door")
        for words, code in ((("serve",), 2), (("doctor", "--data", str(filled.folder.path)), 1)):
            with Running(*words, env=env) as command:
                assert command.ended() == code
                assert "niet de sleutel waarmee de gezinnen in deze databank op slot zijn" in command.shown()
    with Running("doctor", "--data", str(filled.folder.path)) as doctor:
        assert "gaat open met de sleutel" in doctor.until("Alles is er om te beginnen")


def test_the_doctor_finds_a_filled_demo_well(filled: Filled) -> None:
    with Running("doctor", "--data", str(filled.folder.path)) as doctor:
        assert doctor.ended() == 0, doctor.shown()
        assert "bezit niets en omzeilt niets" in doctor.shown()
        assert "De tabellen zijn die van deze versie" in doctor.shown()


def test_the_doctor_says_that_a_secret_is_open_to_others(filled: Filled) -> None:
    path = filled.folder.secret("family_key")
    path.chmod(0o644)
    try:
        with Running("doctor", "--data", str(filled.folder.path)) as doctor:
            assert doctor.ended() == 1
            assert f"chmod 600 {path}" in doctor.shown()
    finally:
        path.chmod(0o600)


def test_the_doctor_says_that_a_database_cannot_be_reached(tmp_path: Path) -> None:
    env = {"DATABASE_URL": url(tmp_path, "stek_app"), "PATH": os.environ["PATH"]}
    with Running("doctor", "--data", str(tmp_path / "demo"), env=env) as doctor:
        assert doctor.ended() == 1
        assert "niet te bereiken" in doctor.shown()
        assert "Traceback" not in doctor.shown()


def test_the_doctor_on_a_new_machine_says_how_to_begin(tmp_path: Path) -> None:
    with Running("doctor", "--data", str(tmp_path / "demo")) as doctor:
        assert doctor.ended() == 0, doctor.shown()
        assert "Alles is er om te beginnen: stek demo" in doctor.shown()
    assert not (tmp_path / "demo").exists()

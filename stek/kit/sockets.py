"""Where a server's unix socket can live: the kernel allows such a path little more than a hundred bytes."""

import contextlib
import os
import re
import tempfile
from pathlib import Path

from stek.kit.servant import Servant

PATH_LIMIT = 103  # bytes in sun_path: 108 on Linux, 104 on macOS, one of them for the closing zero
BASE_LIMIT = 60  # leaves room for a folder and the socket's name
MEANS_SOMETHING = re.compile(r"[,\"'\\\n]")  # to PostgreSQL's list of folders, or to libpq's list of hosts
PRIVATE_FOLDER = 0o40700


def known_socket(home: Path) -> Path:
    """Where a server that somebody else started in this folder listens."""
    pointer = home / "socket"
    return Path(pointer.read_text()) if pointer.exists() else home


def socket_folder(home: Path, name: str, servant: Servant) -> Path:
    """`home` itself, or a private folder elsewhere when its path is too long or too odd.

    The place is written down in `home/socket`, so that what a killed run left behind is used again.
    """
    if len(os.fsencode(home / name)) <= PATH_LIMIT and not MEANS_SOMETHING.search(str(home)):
        return home
    pointer = home / "socket"
    with contextlib.suppress(FileNotFoundError):
        before = Path(pointer.read_text())
        found = before.lstat()
        if (found.st_mode, found.st_uid) == (PRIVATE_FOLDER, servant.uid):
            return before
    bases = [tempfile.gettempdir(), "/tmp"]  # noqa: S108 - only a base: the folder in it is private
    if not servant.hired:  # the runtime folder of root is closed to another account
        bases.insert(0, os.environ.get("XDG_RUNTIME_DIR", ""))
    base = next(base for base in bases if os.path.isdir(base) and _fits(base) and servant.may("x", Path(base)))
    folder = Path(tempfile.mkdtemp(prefix="stek-", dir=base))
    servant.give(folder)
    servant.put(pointer, str(folder))
    return folder


def _fits(base: str) -> bool:
    return len(os.fsencode(base)) <= BASE_LIMIT and not MEANS_SOMETHING.search(base)

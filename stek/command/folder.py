"""The folder of a demo: its database, its secrets, and a note of what was going on."""

import base64
import json
import os
import secrets
import shutil
from pathlib import Path
from typing import Any

from stek.command import ports
from stek.kit.postgres import Cluster

MARKER = "stek-demo.json"
DATABASE = "stek"
SERVING = 1.0  # seconds to wait for a demo that serves, in case it was killed this moment
PREFIX = "demo-"  # by which `stek serve` recognises secrets that are not for real families


class NotADemoFolder(Exception):
    """The folder holds something else. The sentence says what to do."""


def default_folder() -> Path:
    if os.geteuid() == 0:
        return Path("/var/lib/stek/demo")
    base = os.environ.get("XDG_DATA_HOME", "")
    # An empty or relative value counts as none (XDG Base Directory specification).
    return (Path(base) if os.path.isabs(base) else Path.home() / ".local/share") / "stek/demo"


class DemoFolder:
    """One demo on this machine. Opening it makes it when it is not there."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()

    def open(self) -> None:
        """Make the folder, or recognise it. Raises NotADemoFolder when somebody keeps other things in it."""
        if not self.path.exists():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # As root the database has an account of its own, that must be able to pass here and no more.
            self.path.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, exist_ok=True)
        if not self.path.is_dir():
            raise NotADemoFolder(f"{self.path} is geen map. Kies een andere plaats met --data.")
        if not (self.path / MARKER).exists():
            if any(self.path.iterdir()):
                raise NotADemoFolder(
                    f"In {self.path} staan al dingen die niet van een Stek-demo zijn. Er is niets veranderd. "
                    "Kies een lege of nieuwe map met --data."
                )
            self.note()

    def notes(self) -> dict[str, Any]:
        try:
            found = json.loads((self.path / MARKER).read_text())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def note(self, **what: Any) -> None:
        """Remember something for the next start. Written whole or not at all."""
        draft = self.path / f"{MARKER}.draft"
        draft.write_text(json.dumps({"what": "een demo van Stek", **self.notes(), **what}, indent=1) + "\n")
        draft.replace(self.path / MARKER)

    def cluster(self) -> Cluster:
        """Where a demo serves, nobody waits long for it to end."""
        postgres = self.path / "postgres"
        return Cluster(postgres, to_let_go=SERVING) if self._serves() else Cluster(postgres)

    def _serves(self) -> bool:
        """Whether somebody listens where the demo said that it serves; after a kill that may be its last breath."""
        port = self.notes().get("port")
        return port is not None and not ports.free(int(port))

    def settle(self, socket: Path) -> None:
        """Tell Django's settings about this demo and nothing else; `socket` is the folder where its database listens."""
        for name in [name for name in os.environ if name.startswith(("STEK_", "DATABASE_URL", "PG", "DJANGO_"))]:
            del os.environ[name]  # meant for another Stek, perhaps one with real families
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "stek.settings.demo",
            "STEK_DB_HOST": str(socket),
            "STEK_DB_NAME": DATABASE,
            "STEK_SECRET_KEY_FILE": str(self.secret("django_key")),
            "STEK_FAMILY_KEY_FILE": str(self.secret("family_key")),
            "STEK_STATIC_DIR": str(self.path / "static"),
            "STEK_MAIL_DIR": str(self.path / "mail"),
        }

    def clear(self) -> None:
        """Remove everything that a demo makes, and nothing else. Raises ClusterInUse while it runs."""
        if (self.path / "postgres").exists():
            self.cluster().destroy()
        for name in ("secrets", "static", "mail"):
            if (self.path / name).exists():
                shutil.rmtree(self.path / name)
        self.note(filled=None, port=None)

    def secret(self, name: str) -> Path:
        """The file with a secret of this demo, made once. Nobody else may read it."""
        place = self.path / "secrets"
        place.mkdir(mode=0o700, exist_ok=True)
        path = place / name
        if not path.exists():
            draft = place / f"{name}.draft"
            draft.unlink(missing_ok=True)
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(PREFIX + base64.urlsafe_b64encode(secrets.token_bytes(32)).decode() + "\n")
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        return path

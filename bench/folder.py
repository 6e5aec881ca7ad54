"""Where a bench lives: its cluster, its secrets and a note of what was filled."""

import base64
import json
import os
import secrets
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote

from stek.kit.postgres import Cluster
from stek.kit.sealed import Keyring
from stek.kit.sql import role

MARKER = "stek-bench.json"
HOST = "stek.example"


def memory() -> int:
    """Bytes of this machine."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def tuning() -> dict[str, str]:
    """What PostgreSQL's documentation advises for a machine of this size; durability as it comes: everything on."""
    megabytes = memory() >> 20
    return {
        "shared_buffers": f"{min(megabytes // 4, 4096)}MB",
        "effective_cache_size": f"{megabytes // 2}MB",
        "maintenance_work_mem": "256MB",
        "max_wal_size": "8GB",
        "checkpoint_timeout": "15min",
        "random_page_cost": "1.1",
        "effective_io_concurrency": "200",
    }


class BenchFolder:
    """One folder with one cluster, and in it a database for each number of families."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.path.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
        if not self.notes():
            if any(self.path.iterdir()):
                raise NotADirectoryError(f"In {self.path} staan al andere dingen. Kies een lege of nieuwe map.")
            key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
            self.note(family_key=key, secret=secrets.token_urlsafe(48), filled=[])
        self.cluster = Cluster(self.path / "postgres", settings=tuning())

    def notes(self) -> dict[str, Any]:
        try:
            return dict(json.loads((self.path / MARKER).read_text()))
        except FileNotFoundError:
            return {}

    def note(self, **what: Any) -> None:
        draft = self.path / f"{MARKER}.draft"
        draft.touch(mode=0o600)
        draft.write_text(json.dumps({**self.notes(), **what}, indent=1) + "\n")
        draft.replace(self.path / MARKER)

    @property
    def secret(self) -> str:
        """From which the bench makes the sessions of its parents."""
        return str(self.notes()["secret"])

    def keyring(self) -> Keyring:
        return Keyring([base64.urlsafe_b64decode(self.notes()["family_key"])])

    def clear(self) -> None:
        """Remove the cluster and the folder."""
        if (self.path / "postgres").exists():
            self.cluster.destroy()
        shutil.rmtree(self.path, ignore_errors=True)

    def superuser(self, database: str = "postgres") -> str:
        return self.cluster.dsn("postgres", database)

    def environment(self, database: str) -> dict[str, str]:
        """The environment of a real installation on this database: production settings, its own secrets."""
        kept = {
            name: value for name, value in os.environ.items()
            if not name.startswith(("STEK_", "DATABASE_URL", "PG", "DJANGO_"))
        }  # fmt: skip
        place = quote(str(self.cluster.socket), safe="")

        def url(name: str) -> str:
            return f"postgresql://{role(name)}@/{database}?host={place}"

        return kept | {
            "DJANGO_SETTINGS_MODULE": "stek.settings.production",
            "DATABASE_URL": url("app"),
            "DATABASE_URL_DOOR": url("door"),
            "DATABASE_URL_OWNER": url("migrator"),
            "STEK_ROLE_PREFIX": os.environ.get("STEK_ROLE_PREFIX", "stek"),
            "STEK_SECRET_KEY": self.secret,
            "STEK_FAMILY_KEY": self.notes()["family_key"],
            "STEK_ALLOWED_HOSTS": HOST,
            "STEK_STATIC_DIR": str(self.path / "static"),
        }

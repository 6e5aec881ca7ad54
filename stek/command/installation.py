"""An installation for real families: its files on this machine, its roles and its database on a server."""

import base64
import os
import secrets
import shlex
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from stek.kit.roles import prepare
from stek.kit.sql import ROLES, role

SIGNED_IN = {"app": "app_url", "door": "door_url", "work": "work_url", "migrator": "owner_url", "backup": "backup_url"}
KEYS: dict[str, Callable[[], str]] = {
    "secret_key": lambda: secrets.token_urlsafe(48),
    "family_key": lambda: base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
}


class InTheWay(Exception):
    """Something that this would break, or cannot do. The sentence says what, and what to do."""


class Installation:
    def __init__(self, folder: Path, url: str, database: str) -> None:
        """`url`: the address with which a superuser comes in, at any database; needed to make what is not there."""
        self.folder, self.url, self.database = folder.absolute(), url, database

    def server(self) -> str:
        """The address of the superuser. Raises InTheWay when there is none, or it is no address."""
        if not self.url:
            raise InTheWay(
                "DATABASE_URL ontbreekt: het adres van je databankserver, met een rol die rollen en databanken "
                "mag maken, zoals postgresql://postgres:…@127.0.0.1/postgres"
            )
        try:
            conninfo_to_dict(self.url)
        except psycopg.ProgrammingError as error:
            raise InTheWay(
                "DATABASE_URL is geen adres. Schrijf: postgresql://rol:wachtwoord@server/databank"
            ) from error
        return self.url

    def files(self) -> list[Path]:
        return [self.folder / name for name in (*SIGNED_IN.values(), *KEYS)]

    def address(self, name: str) -> str:
        """With which one of the roles comes in."""
        return (self.folder / SIGNED_IN[name]).read_text().strip()

    def environment(self) -> dict[str, str]:
        """What Stek starts with; nothing secret in it, only where the secrets are."""
        found = {
            "DATABASE_URL_FILE": str(self.folder / SIGNED_IN["app"]),
            "DATABASE_URL_DOOR_FILE": str(self.folder / SIGNED_IN["door"]),
            "DATABASE_URL_WORK_FILE": str(self.folder / SIGNED_IN["work"]),
            "DATABASE_URL_OWNER_FILE": str(self.folder / SIGNED_IN["migrator"]),
            "STEK_SECRET_KEY_FILE": str(self.folder / "secret_key"),
            "STEK_FAMILY_KEY_FILE": str(self.folder / "family_key"),
        }
        prefix = os.environ.get("STEK_ROLE_PREFIX")
        return found | ({"STEK_ROLE_PREFIX": prefix} if prefix else {})

    def has_files(self) -> bool:
        return all(path.is_file() for path in (*self.files(), self.folder / "stek.env"))

    def is_whole(self) -> bool:
        """Whether every file is there, and everybody comes in with theirs."""
        if not self.has_files():
            return False
        named = str(conninfo_to_dict(self.address("app"))["dbname"])
        if named != self.database:
            raise InTheWay(
                f"{self.folder} hoort bij de databank {named}, niet bij {self.database}. Er is niets veranderd. "
                f"Noem een andere map, of: --database {named}"
            )
        try:
            for name in SIGNED_IN:
                psycopg.connect(self.address(name), connect_timeout=10).close()
        except psycopg.OperationalError:
            return False
        return True

    def must_be_free(self, connection: psycopg.Connection, *, new_passwords: bool) -> None:
        """Raises InTheWay when somebody else's roles or database would be changed."""
        known = connection.execute("select rolname::text from pg_roles where rolname = any(%s)", [[*map(role, ROLES)]])
        there = {name for (name,) in known.fetchall()}
        lost = [name for name in SIGNED_IN if role(name) in there and not (self.folder / SIGNED_IN[name]).is_file()]
        if lost and not new_passwords:
            raise InTheWay(
                f"Op deze server is er al een rol {role(lost[0])}, en in {self.folder} staat haar wachtwoord niet. "
                "Er is niets veranderd. Noem de map van toen; of geef nieuwe wachtwoorden met --new-passwords "
                "en start Stek daarna opnieuw; of kies voor een tweede Stek een ander begin van de namen: "
                "STEK_ROLE_PREFIX."
            )
        owner = connection.execute(
            "select pg_get_userbyid(datdba)::text from pg_database where datname = %s", [self.database]
        ).fetchone()
        if owner and owner[0] != role("owner"):
            raise InTheWay(
                f"De databank {self.database} bestaat al en is van {owner[0]}. Er is niets veranderd. "
                "Kies een andere naam met --database."
            )

    def keep_secrets(self, *, new_passwords: bool) -> None:
        """Passwords and keys in files of mode 0600, before anything on the server. A key is never written again."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, make in KEYS.items():
            if not (self.folder / name).exists():
                self._write(name, make())
        for name, file in SIGNED_IN.items():
            if new_passwords or not (self.folder / file).exists():
                self._write(file, self._address(name, secrets.token_urlsafe(24)))
        self._write("stek.env", self._env())

    def _env(self) -> str:
        """What stands there stays, as people changed it; what a newer version adds comes below."""
        there = self.folder / "stek.env"
        lines = there.read_text().splitlines() if there.exists() else []
        known = {line.partition("=")[0].removeprefix("export ").strip() for line in lines}
        told = self.environment() if lines else self.environment() | {"STEK_ALLOWED_HOSTS": ""}
        lines += [f"{name}={shlex.quote(value) if value else ''}" for name, value in told.items() if name not in known]
        return "\n".join(lines)

    def prepare(self) -> None:
        passwords = {name: str(conninfo_to_dict(self.address(name))["password"]) for name in SIGNED_IN}
        prepare(self.server(), self.database, passwords)
        dsn = psycopg.conninfo.make_conninfo(self.server(), dbname=self.database)
        with psycopg.connect(dsn, autocommit=True) as connection:
            # Only the roles of Stek have anything to do here.
            name = sql.Identifier(self.database)
            connection.execute(sql.SQL("revoke all on database {} from public").format(name))
            for one in SIGNED_IN:
                connection.execute(
                    sql.SQL("grant connect on database {} to {}").format(name, sql.Identifier(role(one)))
                )

    def _address(self, name: str, password: str) -> str:
        # Where the server is, without who comes in.
        found = conninfo_to_dict(self.server())
        told = {key: str(value) for key, value in found.items() if key not in ("user", "password", "dbname")}
        host, port = told.pop("host", ""), told.pop("port", "")
        if host.startswith("/"):
            told["host"], host = host, ""
        where = f"[{host}]" if ":" in host else host
        where += f":{port}" if port else ""
        options = f"?{urlencode(told)}" if told else ""
        return f"postgresql://{quote(role(name))}:{password}@{where}/{quote(self.database)}{options}"

    def _write(self, name: str, text: str) -> None:
        """Whole or not at all, and for nobody else, whatever the umask says."""
        draft = self.folder / f"{name}.draft"
        draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.folder / name)

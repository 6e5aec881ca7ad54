"""Settings come from the environment; secrets may come from files (`NAME_FILE`)."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class MissingSetting(Exception):
    """A setting that cannot be guessed. The message is a sentence for the person who installs."""


def text(name: str, default: str | None = None) -> str:
    """The value of `name`, or the content of the file that `NAME_FILE` points to."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            raise MissingSetting(f"{name}_FILE wijst naar {path}, en dat bestand is niet te lezen.") from error
    value = os.environ.get(name, default)
    if value is None:
        raise MissingSetting(f"Zet {name}, of {name}_FILE met de plaats van een bestand.")
    return value


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(url: str) -> dict[str, Any]:
    """Django's settings for a `postgresql://` URL. Query parameters become libpq options."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise MissingSetting("DATABASE_URL begint met postgresql://")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": query,
    }


def databases() -> dict[str, dict[str, Any]]:
    """Four doors to one database: the app, the door that opens sessions, the worker, the owner that migrates.

    DATABASE_URL (and DATABASE_URL_DOOR, DATABASE_URL_WORK, DATABASE_URL_OWNER) for a server of your own;
    else STEK_DB_HOST and STEK_DB_NAME for the embedded one.
    """
    prefix = os.environ.get("STEK_ROLE_PREFIX", "stek")
    url = os.environ.get("DATABASE_URL") or (os.environ.get("DATABASE_URL_FILE") and text("DATABASE_URL"))
    if url:
        app = database(url)
        door = database(text("DATABASE_URL_DOOR", url))
        work = database(text("DATABASE_URL_WORK", url))
        owner = database(text("DATABASE_URL_OWNER", url))
    else:
        embedded = {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": os.environ.get("STEK_DB_HOST", ""),
            "PORT": os.environ.get("STEK_DB_PORT", ""),
            "NAME": os.environ.get("STEK_DB_NAME", "stek"),
            "PASSWORD": "",
        }
        app = {**embedded, "USER": f"{prefix}_app", "OPTIONS": {}}
        door = {**embedded, "USER": f"{prefix}_door", "OPTIONS": {}}
        work = {**embedded, "USER": f"{prefix}_work", "OPTIONS": {}}
        owner = {**embedded, "USER": f"{prefix}_migrator", "OPTIONS": {}}
    for alias in (app, door, work):
        alias["OPTIONS"] = {**alias["OPTIONS"], "server_side_binding": True}
    owner["OPTIONS"] = {**owner["OPTIONS"], "options": f"-c role={prefix}_owner"}
    return {"default": app, "door": door, "work": work, "owner": owner}


def keep(database: dict[str, Any]) -> None:
    """Each thread keeps its connection, and on it each statement is planned once, whatever the ids and days.

    Planning a query behind row-level security costs more than running it.
    """
    options = database["OPTIONS"]
    options["prepare_threshold"] = 3
    options["options"] = f"{options.get('options', '')} -c plan_cache_mode=force_generic_plan".strip()
    database["CONN_MAX_AGE"] = None


def stay_up(database: dict[str, Any]) -> None:
    """For who serves: connections that are kept, and looked at before they are used.

    After a restart of the server nobody meets the dead ones. Who cannot connect, or hears nothing, is told soon.
    """
    keep(database)
    database["CONN_HEALTH_CHECKS"] = True
    database["OPTIONS"].setdefault("connect_timeout", 1)
    database["OPTIONS"].setdefault("tcp_user_timeout", 5_000)

"""`stek doctor`: what is missing on this machine, and how to get it."""

import os
import shutil
import stat
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import psycopg

from stek.command import checks, ports
from stek.command.demo import DATABASE, PORT
from stek.command.dutch import Parser
from stek.command.folder import DemoFolder, default_folder
from stek.command.progress import say
from stek.kit import pins, servant
from stek.kit.postgres import ClusterInUse, ServerDidNotStart
from stek.kit.sockets import known_socket
from stek.settings import env

NAME = "doctor"
HELP = "Kijk na of alles er is om Stek te draaien, en zeg hoe je krijgt wat ontbreekt."
OLDEST_PYTHON = (3, 13)
ROOM = 1_000_000_000  # bytes; the binaries, a demo and its write-ahead log take about a third
SECRETS = ("STEK_SECRET_KEY_FILE", "STEK_FAMILY_KEY_FILE")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Kind(StrEnum):
    GOOD = "goed"
    NOTE = "weet"
    MISSING = "mist"


@dataclass(frozen=True)
class Finding:
    kind: Kind
    sentence: str


def arguments(parser: Parser) -> None:
    parser.add_argument("--data", type=Path, metavar="MAP", help="Map met de gegevens van de demo.")


def run(options: Namespace) -> int:
    """1 when something that is needed is missing."""
    folder = DemoFolder(options.data or default_folder())
    findings: list[Finding] = []
    for look in (python, versions, binaries, database(folder), secrets(folder), browser, room(folder), port):
        for finding in look():
            findings.append(finding)
            say(f"  [{finding.kind}]  {finding.sentence}")
    missing = sum(finding.kind is Kind.MISSING for finding in findings)
    say()
    say(f"Nog te doen: {missing}. Hierboven staat telkens hoe." if missing else "Alles is er om te beginnen: stek demo")
    return 1 if missing else 0


def python() -> Iterator[Finding]:
    running = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info < OLDEST_PYTHON:
        yield Finding(Kind.MISSING, f"Dit is Python {running}; Stek vraagt 3.13. Voer uit: uv python install 3.13")
    else:
        yield Finding(Kind.GOOD, f"Python {running}.")


def versions() -> Iterator[Finding]:
    """Whether what was installed is what is written down; only a clone has that list."""
    place = Path(__file__).parents[2] / "requirements.txt"
    if not place.is_file():
        return
    written = pins.written(place.read_text())
    found = {name: version for name, version in pins.installed().items() if name in written.versions}
    strays = pins.strange_versions(found, written)
    if strays:
        yield Finding(Kind.MISSING, f"Andere versies dan genoteerd: {'; '.join(strays)}. Voer uit: uv sync")
    else:
        yield Finding(Kind.GOOD, "De onderdelen zijn precies de genoteerde versies.")


def binaries() -> Iterator[Finding]:
    try:
        account = servant.appoint()
        program = servant.binaries(account) / "bin/postgres"
        told = subprocess.run(
            [program, "--version"], capture_output=True, text=True, check=True, cwd="/", **account.identity
        )
    except servant.NoServant as refusal:
        yield Finding(Kind.MISSING, str(refusal))
    except (OSError, subprocess.CalledProcessError) as error:
        yield Finding(
            Kind.MISSING, f"De meegeleverde PostgreSQL start niet op deze computer ({error}). Voer uit: uv sync"
        )
    else:
        yield Finding(Kind.GOOD, f"Meegeleverde databank: {told.stdout.strip()}, draait als {account.name}.")


def database(folder: DemoFolder) -> Callable[[], Iterator[Finding]]:
    """The database of DATABASE_URL, or else the one of the demo (started for the occasion when it rests)."""

    def look() -> Iterator[Finding]:
        url = env.text("DATABASE_URL", "")
        if url:
            yield from of_database(url)
            if worker := env.text("DATABASE_URL_WORK", ""):
                yield from of_jobs(worker)
            if door := env.text("DATABASE_URL_DOOR", ""):
                yield from of_key(door, env.words("STEK_FAMILY_KEY"))
        elif not (folder.path / "postgres").exists():
            yield Finding(Kind.NOTE, "Er is nog geen demo en geen DATABASE_URL; de databank komt er met: stek demo")
        else:
            yield from _embedded(folder)

    return look


def _keys(folder: DemoFolder) -> list[str]:
    path = folder.path / "secrets" / "family_key"
    return path.read_text().strip().split(",") if path.is_file() else []


def _embedded(folder: DemoFolder) -> Iterator[Finding]:
    cluster = folder.cluster()
    try:
        with cluster:
            yield from of_database(cluster.dsn("stek_app", DATABASE))
            yield from of_jobs(cluster.dsn("stek_work", DATABASE))
            yield from of_key(cluster.dsn("stek_door", DATABASE), _keys(folder))
    except ClusterInUse:
        yield Finding(Kind.GOOD, "De demo loopt op dit ogenblik, en zijn databank dus ook.")
        _django()
        cluster.socket = known_socket(cluster.door.resolve())
        yield from of_jobs(cluster.dsn("stek_work", DATABASE))
        yield from of_key(cluster.dsn("stek_door", DATABASE), _keys(folder))
    except ServerDidNotStart as refusal:
        yield Finding(Kind.MISSING, f"{refusal} Lukt het niet, begin dan opnieuw met: stek demo --fresh")


def of_database(dsn: str) -> Iterator[Finding]:
    """How it is with the server, the role and the tables behind this address."""
    try:
        with psycopg.connect(dsn, connect_timeout=5) as connection:
            version = checks.version(connection)
            if version < checks.OLDEST_POSTGRES:
                yield Finding(
                    Kind.MISSING, f"De databank is PostgreSQL {version}; neem {checks.OLDEST_POSTGRES} of nieuwer."
                )
            else:
                yield Finding(Kind.GOOD, f"De databank antwoordt: PostgreSQL {version}.")
            yield from _role(connection)
            yield from _tables(connection)
    except psycopg.Error as error:
        yield Finding(
            Kind.MISSING,
            f"De databank is niet te bereiken ({str(error).strip() or 'geen uitleg'}). "
            "Kijk of DATABASE_URL klopt en of de server draait; voor de demo: stek demo --fresh",
        )


def _role(connection: psycopg.Connection[tuple[object, ...]]) -> Iterator[Finding]:
    refusals = list(checks.refusals_of_role(connection))
    yield from (Finding(Kind.MISSING, refusal) for refusal in refusals)
    if not refusals:
        yield Finding(Kind.GOOD, f"De rol {connection.info.user} bezit niets en omzeilt niets.")


def of_key(dsn: str, keys: list[str]) -> Iterator[Finding]:
    """Whether the oldest and the newest family open with the key at hand. `dsn`: of the door."""
    if not keys:
        return  # that a secret is not there is said of the secret
    try:
        with psycopg.connect(dsn, connect_timeout=5) as connection:
            refusals = list(checks.refusals_of_key(connection, keys))
    except psycopg.Error as error:
        yield Finding(Kind.MISSING, f"Of de sleutel past, is niet te zien ({type(error).__name__}): stek setup MAP")
        return
    except ValueError:
        yield Finding(Kind.MISSING, "STEK_FAMILY_KEY is geen sleutel. Zet de sleutel terug uit je kopie.")
        return
    yield from (Finding(Kind.MISSING, refusal) for refusal in refusals)
    if not refusals:
        yield Finding(Kind.GOOD, "Wat van gezinnen in de databank staat, gaat open met de sleutel.")


def of_jobs(dsn: str) -> Iterator[Finding]:
    """What was left for later and did not succeed: how much and of which kind, never whose."""
    try:
        with psycopg.connect(dsn, connect_timeout=5) as connection:
            standing = list(checks.jobs_that_stand(connection))
    except psycopg.Error as error:
        yield Finding(
            Kind.NOTE,
            f"Hoe het met de taken voor later staat, is niet te zien ({type(error).__name__}): stek setup MAP",
        )
        return
    yield from (Finding(Kind.MISSING, sentence) for sentence in standing)
    if not standing:
        yield Finding(Kind.GOOD, "Van wat voor later was, staat niets vast.")


def _django() -> None:
    import django

    # Any settings do: only lists of ours are read, and no secret is needed for that.
    os.environ["DJANGO_SETTINGS_MODULE"] = "stek.settings.test"
    django.setup()


def _tables(connection: psycopg.Connection[tuple[object, ...]]) -> Iterator[Finding]:
    _django()
    if unknown := checks.unknown_migrations(connection):
        yield Finding(Kind.MISSING, checks.refusal_of_newer(unknown))
    elif waiting := checks.waiting_migrations(connection):
        yield Finding(
            Kind.MISSING,
            f"{len(waiting)} wijziging(en) aan de tabellen wachten, vanaf {waiting[0]}. "
            "Een demo doet dat zelf bij de start; een eigen databank: stek setup MAP",
        )
    else:
        yield Finding(Kind.GOOD, "De tabellen zijn die van deze versie.")


def secrets(folder: DemoFolder) -> Callable[[], Iterator[Finding]]:
    """The secrets in files: those of the environment, or else those of the demo."""

    def look() -> Iterator[Finding]:
        files = [Path(os.environ[name]) for name in SECRETS if os.environ.get(name)]
        if not files and not (folder.path / "postgres").exists():
            yield Finding(Kind.NOTE, "Er zijn nog geen geheimen; de demo maakt de zijne zelf.")
            return
        for path in files or [folder.path / "secrets" / name for name in ("django_key", "family_key")]:
            yield of_secret(path)

    return look


def of_secret(path: Path) -> Finding:
    """Whether a secret is there, and for nobody else."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return Finding(
            Kind.MISSING, f"Het geheim {path} ontbreekt. Zet het terug uit je kopie; voor de demo: stek demo --fresh"
        )
    if mode & stat.S_IRWXO:
        return Finding(Kind.MISSING, f"Iedereen op deze computer mag aan {path}. Sluit het af: chmod 600 {path}")
    return Finding(Kind.GOOD, f"Het geheim {path} is er, en alleen voor jou.")


def browser() -> Iterator[Finding]:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found:
        yield Finding(Kind.GOOD, f"Chromium voor de tests in de browser: {found}.")
    else:
        yield Finding(
            Kind.NOTE,
            "Er is geen Chromium; de tests in de browser worden dan overgeslagen. "
            "Installeer het met: apt install chromium",
        )


def room(folder: DemoFolder) -> Callable[[], Iterator[Finding]]:
    def look() -> Iterator[Finding]:
        place = next(path for path in (folder.path, *folder.path.parents) if path.exists())
        free = shutil.disk_usage(place).free
        amount = f"{free / 1e9:.1f} GB".replace(".", ",")
        if free < ROOM:
            yield Finding(
                Kind.MISSING, f"Bij {place} is nog maar {amount} vrij; Stek vraagt 1 GB. Maak plaats, of kies --data."
            )
        else:
            yield Finding(Kind.GOOD, f"Bij {place} is {amount} vrij.")

    return look


def port() -> Iterator[Finding]:
    if ports.free(PORT):
        yield Finding(Kind.GOOD, f"Poort {PORT} is vrij.")
    else:
        yield Finding(
            Kind.NOTE, f"Poort {PORT} is bezet; de demo neemt dan vanzelf de volgende, of kies er een met --port."
        )

"""`stek serve`: the entry for real families. Refuses, with all its reasons at once, what is not safe."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import psycopg

from stek.command import checks, ports
from stek.command.dutch import Parser
from stek.command.progress import say
from stek.kit.dsn import conninfo
from stek.kit.sockets import PATH_LIMIT
from stek.settings.env import MissingSetting

NAME = "serve"
HELP = "Bedien echte gezinnen: met een eigen databank (DATABASE_URL) en eigen geheimen."
REFUSED = 2


def arguments(parser: Parser) -> None:
    parser.add_argument("--host", default="127.0.0.1", metavar="ADRES", help="Adres (gewoonlijk 127.0.0.1).")
    parser.add_argument("--port", type=int, default=8000, metavar="GETAL", help="Poort (gewoonlijk 8000).")
    parser.add_argument(
        "--socket",
        type=Path,
        metavar="PAD",
        help="Luister op een unix-socket voor de proxy, in plaats van op een poort.",
    )
    parser.add_argument("--workers", type=int, metavar="GETAL", help="Aantal processen (gewoonlijk één per kern).")
    parser.add_argument("--threads", type=int, default=2, metavar="GETAL", help="Draden per proces (gewoonlijk 2).")
    parser.add_argument("--no-worker", action="store_true", help="Start geen werker: die loopt apart, met stek work.")


def run(options: Namespace) -> int:
    reasons = list(refusals())
    if not reasons:
        reasons = list(_refusals_of_place(options))
    if reasons:
        print("Stek start niet:", file=sys.stderr)
        for reason in reasons:
            print(f"  - {reason}", file=sys.stderr)
        return REFUSED
    from django.core.management import call_command
    from django.db import connections

    from stek.command import beside
    from stek.command.server import cores, serve

    call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()
    has_worker = bool(os.environ.get("DATABASE_URL_WORK") or os.environ.get("DATABASE_URL_WORK_FILE"))
    if not has_worker and not options.no_worker:
        say("Er loopt geen werker, dus er vertrekken geen mails: DATABASE_URL_WORK ontbreekt. Voer uit: stek setup MAP")
    with beside.worker() if has_worker and not options.no_worker else nullcontext():
        serve(
            host=options.host,
            port=options.port,
            socket=options.socket,
            workers=options.workers or cores(),
            threads=options.threads,
            ready=lambda: say(f"Stek bedient op {options.socket or f'{options.host}:{options.port}'}."),
        )
    return 0


def refusals() -> Iterator[str]:
    """Every reason not to serve with this environment; the database is asked only when the settings are sound."""
    if not (os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE")):
        yield "DATABASE_URL ontbreekt: het adres van de databank, met de app-rol (postgresql://…)."
    os.environ["DJANGO_SETTINGS_MODULE"] = "stek.settings.production"
    try:
        from django.conf import settings

        found = list(
            checks.refusals_of_settings(
                debug=settings.DEBUG,
                hosts=settings.ALLOWED_HOSTS,
                secret=settings.SECRET_KEY,
                keys=settings.FAMILY_KEYS,
            )
        )
    except MissingSetting as missing:
        found = [str(missing)]
    yield from found
    if not found and (os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE")):
        yield from _refusals_of_database()


def _refusals_of_place(options: Namespace) -> Iterator[str]:
    if options.socket is None:
        if not ports.free(options.port, options.host):
            yield f"Op {options.host} is poort {options.port} niet vrij. Kies een andere met --port."
    elif not options.socket.parent.is_dir():
        yield f"De map {options.socket.parent} is er niet. Maak ze, of kies een andere plaats met --socket."
    elif len(os.fsencode(options.socket)) > PATH_LIMIT:
        yield f"Het pad van de socket is te lang: hoogstens {PATH_LIMIT} tekens. Kies een korter pad met --socket."
    elif not ports.clear(options.socket):
        yield f"Op {options.socket} luistert al iets, of het is geen socket. Kies een andere plaats met --socket."


def _refusals_of_database() -> Iterator[str]:
    import django
    from django.conf import settings

    django.setup()
    for alias, name in (("default", "DATABASE_URL"), ("door", "DATABASE_URL_DOOR")):
        try:
            with psycopg.connect(conninfo(settings.DATABASES[alias]), connect_timeout=10) as connection:
                yield from _refusals_of_server(connection, asks_for_tables=alias == "default")
                if alias == "door":
                    yield from checks.refusals_of_key(connection, settings.FAMILY_KEYS)
        except psycopg.Error as error:
            yield f"De databank van {name} is niet te bereiken: {str(error).strip() or 'geen uitleg'}"
            return


def _refusals_of_server(connection: psycopg.Connection[Any], *, asks_for_tables: bool) -> Iterator[str]:
    version = checks.version(connection)
    if version < checks.OLDEST_POSTGRES:
        yield f"De databank is PostgreSQL {version}; neem {checks.OLDEST_POSTGRES} of nieuwer."
    yield from checks.refusals_of_role(connection)
    if not asks_for_tables:
        return
    if unknown := checks.unknown_migrations(connection):
        yield checks.refusal_of_newer(unknown)
    elif waiting := checks.waiting_migrations(connection):
        yield (
            f"De tabellen zijn niet die van deze versie: {len(waiting)} wijziging(en) wachten, vanaf {waiting[0]}. "
            "Voer ze uit met: stek setup MAP"
        )

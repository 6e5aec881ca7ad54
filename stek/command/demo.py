"""`stek demo`: everything on this machine, from nothing to a page in the browser."""

import os
import signal
import threading
import time
import urllib.error
import urllib.request
from argparse import Namespace
from pathlib import Path
from typing import NoReturn

import psycopg

from stek.command import checks, ports
from stek.command.dutch import Parser
from stek.command.folder import DATABASE, DemoFolder, NotADemoFolder, default_folder
from stek.command.progress import say, step
from stek.kit.postgres import Cluster, ClusterInUse, ServerDidNotStart
from stek.kit.processes import end_with_parent
from stek.kit.sealed import CannotOpen
from stek.kit.servant import NoServant

NAME = "demo"
HELP = "Start Stek op deze computer, met voorbeeldgezinnen om in rond te kijken."
PORT = 8000
WAITS = "vandaag wacht er iets"


def arguments(parser: Parser) -> None:
    parser.add_argument("--fresh", action="store_true", help="Gooi de demo van vroeger weg en begin opnieuw.")
    parser.add_argument("--port", type=int, default=PORT, metavar="GETAL", help=f"Poort (gewoonlijk {PORT}).")
    parser.add_argument("--data", type=Path, metavar="MAP", help="Map voor de gegevens van de demo.")


def run(options: Namespace) -> int:
    if not 0 < options.port <= ports.LAST:
        say(f"Een poort is een getal van 1 tot {ports.LAST}.")
        return 2
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, _stop)
    if launched_by_uv():
        # Whoever kills `uv run stek demo` means all of it, not only the process that they see.
        end_with_parent(signal.SIGKILL, os.getppid())
    folder = DemoFolder(options.data or default_folder())
    try:
        folder.open()
        return _run(folder, options)
    except KeyboardInterrupt:
        say("\nGestopt.")
        return 0
    except ClusterInUse:
        port = folder.notes().get("port")
        where = f" op http://127.0.0.1:{port}/" if port else ""
        say(f"\nEr loopt al een demo van Stek{where} met de gegevens in {folder.path}.")
        say("Stop die eerst met Ctrl-C, of geef deze een eigen map: stek demo --data MAP")
        return 1
    except (NotADemoFolder, ServerDidNotStart, NoServant) as refusal:
        say(f"\n{refusal}")
        return 1
    except OSError as error:
        say(f"\nDat lukte niet: {error.strerror} ({error.filename or 'op deze computer'}).")
        return 1


def launched_by_uv() -> bool:
    try:
        return Path(f"/proc/{os.getppid()}/exe").readlink().name == "uv"
    except OSError:
        return False


def _stop(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _run(folder: DemoFolder, options: Namespace) -> int:
    say(f"Stek start. De gegevens staan in {folder.path}")
    if options.fresh:
        with step("De vorige demo weggooien"):
            folder.clear()
    elif folder.notes().get("filled") == "busy":
        # Nobody has seen these data: they were never served.
        with step("Het inlezen werd vorige keer afgebroken; de halve gegevens weggooien"):
            folder.clear()
    cluster = folder.cluster()
    with step("De databank starten"):
        cluster.start()
    try:
        waiting = _prepare(folder, cluster)
        _serve(folder, options.port, waiting)
    finally:
        # A second Ctrl-C must not leave the database without its last step.
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, signal.SIG_IGN)
        cluster.stop()
    say("\nGestopt. Alles is bewaard; begin opnieuw met: stek demo")
    return 0


def _prepare(folder: DemoFolder, cluster: Cluster) -> dict[str, bool]:
    """Bring the database to what this version of Stek expects, and fill it the first time.

    Gives the addresses of the people who are there, and for whom something waits today.
    """
    if folder.notes().get("filled") and not (folder.path / "secrets/family_key").exists():
        raise NotADemoFolder(
            "De sleutel van deze demo is weg, en zonder sleutel is het verhaal niet te lezen. "
            "Begin opnieuw met: stek demo --fresh"
        )
    folder.settle(cluster.socket)
    import django
    from django.core.management import call_command
    from django.db import connections

    from stek.kit import roles

    with step("Rollen en tabellen klaarzetten"):
        django.setup()
        roles.prepare(cluster.dsn("postgres", "postgres"), DATABASE)
        with psycopg.connect(cluster.dsn("postgres", DATABASE)) as connection:
            if unknown := checks.unknown_migrations(connection):
                raise NotADemoFolder(f"{checks.refusal_of_newer(unknown)} Of begin opnieuw met: stek demo --fresh")
        call_command("migrate", database="owner", interactive=False, verbosity=0)
    with step("Stijl en lettertypes klaarzetten"):
        call_command("collectstatic", interactive=False, verbosity=0)
    from stek.case import demo as casebook

    if not folder.notes().get("filled"):
        from stek.directory import demo as region
        from stek.kit import clock

        with step("De voorbeeldgezinnen inlezen"):
            folder.note(filled="busy")
            region.load_region(clock.now())  # before the families: one of them asked for something in it
            casebook.load_all()
            region.name_editor(clock.now())
            folder.note(filled="yes")
    try:
        waiting = casebook.waiting()
    except CannotOpen as error:
        raise NotADemoFolder(
            "De sleutel van deze demo is niet die waarmee het verhaal op slot ging, en dan is het niet te lezen. "
            "Zet de vorige sleutel terug in secrets/family_key, of begin opnieuw met: stek demo --fresh"
        ) from error
    connections.close_all()
    return waiting


def _serve(folder: DemoFolder, wanted: int, waiting: dict[str, bool]) -> None:
    from stek.command import beside
    from stek.command.server import cores, serve

    if folder.notes().get("port") == wanted:
        ports.freed(wanted, seconds=5)  # the previous run was killed and its processes are just ending
    port = ports.first_free(wanted)
    if port is None:
        raise NotADemoFolder(f"Geen vrije poort gevonden vanaf {wanted}. Kies er zelf een met --port.")
    if port != wanted:
        say(f"Poort {wanted} is bezet; Stek neemt poort {port}.")
    folder.note(port=port)
    os.environ["STEK_ADDRESS"] = f"http://127.0.0.1:{port}"
    announced = threading.Thread(target=_announce, args=[port, waiting], daemon=True)
    with beside.worker():
        serve(host="127.0.0.1", port=port, workers=min(2, cores()), threads=2, ready=announced.start)
    folder.note(port=None)


def _announce(port: int, waiting: dict[str, bool]) -> None:
    """Say where to look, as soon as the first page really comes."""
    address = f"http://127.0.0.1:{port}/"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=10).close()
        except urllib.error.HTTPError:
            break  # an answer all the same
        except OSError:
            time.sleep(0.1)
            continue
        break
    else:
        say("Stek antwoordt nog niet. Wat hierboven staat zegt misschien waarom; stop met Ctrl-C.")
        return
    say(invitation(address, waiting))


def invitation(address: str, waiting: dict[str, bool]) -> str:
    from stek.case import demo as casebook

    people = [one for one in casebook.PEOPLE if one[2] in waiting]  # a demo of before may not know all
    wide = max((len(kind) for _, kind, _ in people), default=0)
    long = max((len(name) for name, _, _ in people), default=0)
    far = max((len(email) for _, _, email in people), default=0)
    lines = [
        f"    {kind:<{wide}}  {name:<{long}}  {email:<{far}}  {WAITS if waiting[email] else ''}".rstrip()
        for name, kind, email in people
    ]
    return "\n".join(
        [
            "",
            f"Stek is klaar. Kijk op  {address}",
            "",
            f"Meld je aan als een van deze mensen. Wachtwoord voor elk:  {casebook.PASSWORD}",
            "",
            *lines,
            "",
            "Stoppen: Ctrl-C. Helemaal opnieuw beginnen: stek demo --fresh",
        ]
    )

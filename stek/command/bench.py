"""`stek bench`: the figures of this house, measured on this machine, beside plain psycopg."""

import signal
import tempfile
from argparse import Namespace
from pathlib import Path
from typing import NoReturn

from stek.command.dutch import Parser
from stek.command.progress import say
from stek.kit.postgres import ClusterInUse, ServerDidNotStart
from stek.kit.servant import NoServant

NAME = "bench"
HELP = "Meet hoe snel Stek is op deze computer, met veel verzonnen gezinnen, naast kaal psycopg."
FAMILIES = 100_000


def arguments(parser: Parser) -> None:
    parser.add_argument("--families", type=int, metavar="GETAL", help=f"Hoeveel gezinnen (gewoonlijk {FAMILIES}).")
    parser.add_argument("--seconds", type=float, metavar="GETAL", help="Seconden per ronde (gewoonlijk 20).")
    parser.add_argument("--rounds", type=int, metavar="GETAL", help="Rondes (gewoonlijk 3).")
    parser.add_argument(
        "--quick", action="store_true", help="Enkele seconden met 50 gezinnen, om te zien of alles draait."
    )
    parser.add_argument(
        "--workers", type=int, default=2, metavar="GETAL", help="Processen van de server (gewoonlijk 2)."
    )
    parser.add_argument("--threads", type=int, default=2, metavar="GETAL", help="Draden per proces (gewoonlijk 2).")
    parser.add_argument(
        "--keep", type=Path, metavar="MAP", help="Bewaar de gevulde databank hier, of gebruik ze opnieuw."
    )


def run(options: Namespace) -> int:
    try:
        from bench.folder import BenchFolder
        from bench.running import Failed, Wanted
        from bench.running import run as measure
        from bench.serving import DidNotServe
    except ImportError:
        say("De bench zit niet in het pakket. Voer hem uit in een kloon van de broncode.")
        return 1
    quick = options.quick
    wanted = Wanted(
        families=options.families or (50 if quick else FAMILIES),
        seconds=options.seconds or (1.0 if quick else 20.0),
        rounds=options.rounds or (1 if quick else 3),
        warm=0.5 if quick else 3.0,
        workers=options.workers,
        threads=options.threads,
    )
    if min(wanted.families, wanted.seconds, wanted.rounds, wanted.workers, wanted.threads) <= 0:
        say("Neem getallen groter dan nul.")
        return 2
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, _stop)
    place = options.keep or Path(tempfile.mkdtemp(prefix="stek-bench-"))
    try:
        report = measure(place, wanted, say)
    except KeyboardInterrupt:
        say("\nGestopt.")
        return 1
    except (Failed, DidNotServe, ClusterInUse, ServerDidNotStart, NoServant, OSError) as refusal:
        say(f"\n{refusal}")
        return 1
    finally:
        if options.keep is None:
            BenchFolder(place).clear()
    say(f"\n{report.table()}\n\nBewaard in {report.keep()}")
    return 0


def _stop(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt

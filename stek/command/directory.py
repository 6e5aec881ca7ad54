"""`stek directory`: the regional directory, in and out, and who may change it.

Whoever runs this holds the secrets of the installation. The directory holds no family.
"""

import sys
import tempfile
from argparse import Namespace
from pathlib import Path
from typing import IO

from stek.command.case import Refused, installation
from stek.command.dutch import Parser
from stek.kit.postgres import ServerDidNotStart
from stek.kit.servant import NoServant
from stek.settings.env import MissingSetting

NAME = "directory"
HELP = "Lees het aanbod van een streek in, schrijf het uit, of zeg wie het mag bijhouden."
REFUSED = 1
TOLD_AT_MOST = 200


def arguments(parser: Parser) -> None:
    verbs = parser.add_subparsers(title="wat", metavar="WAT", dest="verb", required=True, parser_class=Parser)
    load = verbs.add_parser("load", help="Lees een CSV of een HSDS-bestand (JSON) in.", description=(
        "Leest aanbod in uit CSV of Open Referral HSDS. Klopt er één rij niet, dan zegt Stek alles wat niet klopt, en verandert niets."
    ))  # fmt: skip
    load.add_argument("file", metavar="BESTAND", help="Een .csv of .json; - is wat binnenkomt.")
    dump = verbs.add_parser("dump", help="Schrijf al het aanbod uit.", description="Schrijft al het aanbod uit.")
    dump.add_argument("--json", action="store_true", help="Als Open Referral HSDS; anders als CSV.")
    editor = verbs.add_parser("editor", help="Zeg wie de gids mag bijhouden.", description=(
        "Geeft iemand het recht om de gids bij te houden: helemaal, of enkel het aanbod van één organisatie."
    ))  # fmt: skip
    editor.add_argument("email", metavar="ADRES", help="Het e-mailadres van een account.")
    editor.add_argument("--organisation", default="", metavar="NAAM", help="Enkel het aanbod van deze organisatie.")
    editor.add_argument("--end", action="store_true", help="Neem dit recht terug.")
    for one in (load, dump, editor):
        one.add_argument("--data", type=Path, metavar="MAP", help="De map van de demo, als er geen eigen databank is.")


def run(options: Namespace) -> int:
    """0 when it is done, 1 when nothing was changed."""
    deeds = {"load": _load, "dump": _dump, "editor": _editor}
    try:
        with installation(options.data):
            return deeds[options.verb](options)
    except (Refused, ServerDidNotStart, NoServant, MissingSetting) as refusal:
        print(refusal, file=sys.stderr)
    except KeyboardInterrupt:
        print("\nGestopt.", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"Dat lukte niet: {error.strerror} ({error.filename or 'op deze computer'}).", file=sys.stderr)
    return REFUSED


def _load(options: Namespace) -> int:
    with tempfile.TemporaryFile() if options.file == "-" else Path(options.file).open("rb") as file:
        if options.file == "-":
            while chunk := sys.stdin.buffer.read(1 << 16):
                file.write(chunk)
        return _loaded(file)


def _loaded(file: IO[bytes]) -> int:
    from django.db import DatabaseError

    from stek.directory.actions import load
    from stek.directory.exchange.files import Unreadable
    from stek.kit import clock

    try:
        loaded = load(file=file, by=None, at=clock.now(), progress=_progress)
    except Unreadable as error:
        raise Refused(f"{error} Er is niets veranderd.") from error
    except DatabaseError as error:
        raise Refused(f"De databank nam dit niet aan, en er is niets veranderd ({type(error).__name__}).") from error
    faults = loaded.verdict.faults
    if faults:
        told = [str(fault) for fault in faults[:TOLD_AT_MOST]]
        more = len(faults) - len(told) + loaded.verdict.more
        raise Refused("\n".join([*told, *([f"En nog {more} andere."] if more else []), "Er is niets veranderd."]))
    print(f"Ingelezen. Nieuw: {loaded.new}. Bijgewerkt: {loaded.known}.")
    if loaded.verdict.encoding == "cp1252":
        print("Het bestand was bewaard met oude Windows-letters. Kijk namen met een accent even na.")
    return 0


def _progress(rows: int) -> None:
    if rows % 5_000 == 0:
        print(f"  {rows} rijen …", file=sys.stderr)


def _dump(options: Namespace) -> int:
    from django.db import DatabaseError

    from stek.directory.exchange.hsds import as_hsds
    from stek.directory.exchange.tables import as_csv
    from stek.directory.queries import everything
    from stek.kit import clock

    try:
        for part in as_hsds(everything(), clock.today()) if options.json else as_csv(everything()):
            sys.stdout.buffer.write(part.encode())
    except DatabaseError as error:
        raise Refused(f"De databank antwoordt niet zoals het hoort ({type(error).__name__}).") from error
    sys.stdout.flush()
    return 0


def _editor(options: Namespace) -> int:
    from stek.directory.actions import NobodyThere, end_editor, make_editor
    from stek.kit import clock

    deed = end_editor if options.end else make_editor
    try:
        done = deed(email=options.email, organisation=options.organisation, at=clock.now())
    except NobodyThere as error:
        raise Refused(f"We vinden '{error}' niet. Er is niets veranderd.") from error
    what = f"het aanbod van {options.organisation}" if options.organisation else "de hele gids"
    if options.end:
        print(f"{options.email} houdt {what} niet langer bij." if done else f"{options.email} hield {what} niet bij.")
    else:
        print(f"{options.email} houdt nu {what} bij." if done else f"{options.email} hield {what} al bij.")
    return 0

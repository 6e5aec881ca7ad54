"""`stek case`: one family as one readable YAML file, in and out.

Whoever runs this holds the secrets of the installation, and acts as the people in the file, each
behind the gate. So it is for who runs the server, at the word of the family; the form is in
docs/case-format.md.
"""

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from stek.command.dutch import Parser
from stek.command.folder import MARKER, DemoFolder, default_folder
from stek.kit.postgres import PORT, ClusterInUse, ServerDidNotStart
from stek.kit.servant import NoServant, appoint
from stek.kit.sockets import socket_folder
from stek.settings.env import MissingSetting

if TYPE_CHECKING:
    from datetime import datetime

    from stek.case.loading import Loaded
    from stek.case.shape import Case

NAME = "case"
HELP = "Lees een gezin uit een YAML-bestand in, of schrijf er een uit."
REFUSED = 1


class Refused(Exception):
    """The sentences that say why not."""


def arguments(parser: Parser) -> None:
    verbs = parser.add_subparsers(title="wat", metavar="WAT", dest="verb", required=True, parser_class=Parser)
    load = verbs.add_parser("load", help="Lees gezinnen in.", description=(
        "Leest gezinnen in. Klopt er iets niet in een van de bestanden, dan zegt Stek alles wat niet klopt, en verandert niets."
    ))  # fmt: skip
    load.add_argument("files", nargs="+", metavar="BESTAND", help="Een YAML-bestand; - is wat binnenkomt.")
    load.add_argument("--again", action="store_true", help="Ook als dit gezin er al is: maak er nog een.")
    dump = verbs.add_parser("dump", help="Schrijf een gezin uit.", description=(
        "Schrijft een gezin uit, zoals één mens het ziet. De ouders lezen terug dat er een kopie gemaakt is."
    ))  # fmt: skip
    dump.add_argument("family", metavar="GEZIN", help="Het nummer van het gezin, of de naam van een kind.")
    dump.add_argument(
        "--as", dest="email", default="", metavar="ADRES", help="Zoals wie (gewoonlijk de ouder die begon)."
    )
    dump.add_argument("--relative", action="store_true", help="Tijden geteld vanaf de geboorte, en die vanaf nu.")
    dump.add_argument(
        "--hide-addresses", action="store_true", help="Verzin de e-mailadressen, voor wie het bestand krijgt."
    )
    for one in (load, dump):
        one.add_argument("--data", type=Path, metavar="MAP", help="De map van de demo, als er geen eigen databank is.")


def run(options: Namespace) -> int:
    """0 when it is done, 1 when nothing was changed."""
    try:
        with installation(options.data):
            return _load(options) if options.verb == "load" else _dump(options)
    except (Refused, ServerDidNotStart, NoServant, MissingSetting) as refusal:
        print(refusal, file=sys.stderr)
    except KeyboardInterrupt:
        print("\nGestopt. Er is niets veranderd.", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"Dat lukte niet: {error.strerror} ({error.filename or 'op deze computer'}).", file=sys.stderr)
    return REFUSED


@contextmanager
def installation(data: Path | None) -> Iterator[None]:
    """Django, set up for the database of the environment; or else for the demo on this machine, running or not."""
    import django

    if not data and any(
        os.environ.get(name) for name in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "DATABASE_URL_FILE")
    ):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stek.settings.production")
        django.setup()
        yield
        return
    folder = DemoFolder(data or default_folder())
    if not (folder.path / MARKER).exists() or folder.notes().get("filled") != "yes":
        raise Refused(
            f"In {folder.path} is nog geen demo. Start er eerst een met: stek demo\n"
            "Of zeg met DATABASE_URL in welke databank."
        )
    cluster = folder.cluster()
    try:
        cluster.start()
        socket = cluster.socket
    except ClusterInUse:  # a demo is running: its database is open to us too
        socket = socket_folder(cluster.door.resolve(), f".s.PGSQL.{PORT}", appoint())
    try:
        folder.settle(socket)
        django.setup()
        yield
    finally:
        cluster.stop()


def _load(options: Namespace) -> int:
    from django.conf import settings
    from django.contrib.auth.hashers import make_password
    from django.db import DatabaseError

    from stek.case import demo
    from stek.case.accounts import NobodyByThatName, now
    from stek.case.loading import load

    moment = now()
    cases = _checked(options.files, moment)
    # Accounts of a demo can be signed in to; elsewhere people choose a password of their own.
    password = make_password(demo.PASSWORD) if getattr(settings, "DEMO", False) else ""
    try:
        for loaded in load(cases, now=moment, password=password, again=options.again):
            print(_told(loaded))
    except NobodyByThatName as error:
        raise Refused(f"Het account met {error} is afgesloten. Er is niets veranderd.") from error
    except DatabaseError as error:
        raise Refused(f"De databank nam dit niet aan, en er is niets veranderd ({type(error).__name__}).") from error
    return 0


def _checked(files: list[str], moment: "datetime") -> "list[Case]":
    """The cases in the files. Raises Refused with everything that is wrong in any of them."""
    from django.utils import timezone

    from stek.case.checking import check
    from stek.case.reading import LARGEST, Faults

    cases, sentences = [], []
    for name in files:
        try:
            if name == "-":
                data = sys.stdin.buffer.read(LARGEST + 1)
            else:
                with Path(name).open("rb") as file:
                    data = file.read(LARGEST + 1)
            cases.append(check(data, now=moment, zone=timezone.get_current_timezone()))
        except OSError as error:
            sentences.append(f"{name}: dat bestand is niet te lezen ({error.strerror}).")
        except Faults as found:
            sentences += [f"{name}: dit klopt nog niet.", *[f"  {fault}" for fault in found.faults]]
    if sentences:
        raise Refused("\n".join([*sentences, "Er is niets veranderd."]))
    return cases


def _told(loaded: "Loaded") -> str:
    where = f"nummer {loaded.family}"
    if loaded.is_new:
        return f"{loaded.case.title} is ingelezen, {where}."
    return f"{loaded.case.title} is er al, {where}; daar is niets aan veranderd. Toch nog eens? Zeg --again."


def _dump(options: Namespace) -> int:
    from django.db import DatabaseError
    from django.utils import timezone

    from stek.case.accounts import NobodyByThatName, now
    from stek.case.dumping import NoSuchFamily, SeveralFamilies, dump
    from stek.case.writing import write

    zone = timezone.get_current_timezone()
    try:
        copy = dump(options.family, email=options.email)
    except NobodyByThatName as error:
        raise Refused(f"Er is geen account met {error}, of het is afgesloten.") from error
    except NoSuchFamily as error:
        who = f"Voor {options.email}" if options.email else "Voor wie we konden vragen"
        raise Refused(f"{who} is er geen gezin '{options.family}'. Zeg met --as als wie je kijkt.") from error
    except SeveralFamilies as error:
        known = "\n".join(f"  {one.id}  {one.called}" for one in error.families)
        raise Refused(f"Meer dan één gezin heet zo. Neem het nummer:\n{known}") from error
    except DatabaseError as error:
        raise Refused(f"De databank antwoordt niet zoals het hoort ({type(error).__name__}).") from error
    text = write(
        copy.case, name=copy.name, now=now(), zone=zone, relative=options.relative, addresses=not options.hide_addresses
    )
    sys.stdout.buffer.write(text.encode())
    sys.stdout.flush()
    return 0

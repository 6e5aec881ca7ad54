"""`stek work`: does what is left for later, such as the mails that say that something waits. Beside `stek serve`."""

import os
import signal
from argparse import Namespace
from collections.abc import Iterator

import psycopg

from stek.command.dutch import Parser
from stek.command.progress import say
from stek.kit.dsn import conninfo
from stek.kit.processes import end_with_parent
from stek.settings.env import MissingSetting

NAME = "work"
HELP = "Doe wat voor later is, zoals de mails die laten weten dat er iets wacht. Loopt naast stek serve."
REFUSED = 2


def arguments(parser: Parser) -> None:
    parser.add_argument(
        "--again",
        action="store_true",
        help="Zet wat bleef mislukken opnieuw klaar, en stop dan. De werker neemt het op.",
    )
    parser.add_argument("--beside", type=int, metavar="PROCES", help="Stop zodra dit proces stopt (voor stek zelf).")


def run(options: Namespace) -> int:
    """0 when asked to stop; 2 when refused, with the reasons."""
    if options.beside:
        end_with_parent(signal.SIGKILL, options.beside)
    try:
        _django()
    except MissingSetting as missing:
        say(str(missing))
        return REFUSED
    from django.conf import settings

    from stek.kit.tasks import WORK

    found = conninfo(settings.DATABASES[WORK])
    reasons = [] if options.beside else list(_refusals(found))
    for reason in reasons:
        say(reason)
    if reasons:
        return REFUSED
    if options.again:
        return _again(found)
    from stek.kit import clock
    from stek.kit.tasks_worker import work

    work(now=clock.now, ready=lambda: None if options.beside else say("Stek werkt. Stoppen: Ctrl-C."))
    return 0


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stek.settings.production")
    import django

    django.setup()


def _refusals(found: str) -> Iterator[str]:
    """Each reason why this role cannot take jobs. Asked once: a worker that runs waits for its database."""
    try:
        with psycopg.connect(found, connect_timeout=10) as connection:
            may = connection.execute(
                "select coalesce(has_table_privilege(to_regclass('work.procrastinate_jobs'), 'update'), false)"
            ).fetchone()
    except psycopg.errors.InsufficientPrivilege:
        may = (False,)
    except psycopg.Error as error:
        yield f"De databank is niet te bereiken: {str(error).strip() or 'geen uitleg'}"
        return
    if not may or not may[0]:
        yield (
            "Met dit adres mag de werker geen taken nemen. Zet DATABASE_URL_WORK: het adres met de rol van de werker. "
            "Die rol en de tabellen komen er met: stek setup MAP"
        )


def _again(found: str) -> int:
    """Everything that stands as failed is tried anew, with all its tries."""
    with psycopg.connect(found, options="-c search_path=work", autocommit=True) as connection:
        done = connection.execute(
            "update procrastinate_jobs set status = 'todo', attempts = 0, scheduled_at = null where status = 'failed'"
        )
        say(f"Opnieuw klaargezet: {done.rowcount}.")
    return 0

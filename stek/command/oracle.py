"""`stek oracle`: ask the same questions of the database and of the written rules, and compare the answers."""

import os
import time
import warnings
from argparse import Namespace
from collections import Counter
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from stek.command.dutch import Parser
from stek.command.progress import say, step
from stek.kit.postgres import Cluster, ServerDidNotStart, temporary_cluster
from stek.kit.servant import NoServant

if TYPE_CHECKING:
    import psycopg

    from stek.oracle.running import Report
    from stek.oracle.visitor import Viewed
    from stek.oracle.world import World

NAME = "oracle"
HELP = "Vergelijk op toevallige gezinnen wat de databank toelaat met wat de regels zeggen."
DATABASE = "stek_oracle"


def arguments(parser: Parser) -> None:
    parser.add_argument(
        "--decisions", type=int, default=100_000, metavar="GETAL", help="Aantal beslissingen (gewoonlijk 100000)."
    )
    parser.add_argument(
        "--http",
        action="store_true",
        help="Vergelijk ook, even vaak, met wat mensen op hun bladzijden te zien krijgen.",
    )
    parser.add_argument("--seed", type=int, default=None, metavar="GETAL", help="Begin bij deze wereld.")


def run(options: Namespace) -> int:
    """0 when database and rules agree on everything, 1 when they do not."""
    if options.decisions < 1:
        say("Vraag minstens één beslissing.")
        return 2
    seed = options.seed if options.seed is not None else int(time.time()) * 1000
    try:
        say("Een databank starten die straks weer weg is.")
        with temporary_cluster() as cluster:
            return _compare(cluster, options.decisions, seed, http=options.http)
    except (ServerDidNotStart, NoServant) as refusal:
        say(f"\n{refusal}")
        return 1
    except KeyboardInterrupt:
        say("\nGestopt.")
        return 130


def _compare(cluster: Cluster, decisions: int, seed: int, *, http: bool) -> int:
    import psycopg

    from stek.kit.sql import role

    with step("Rollen en tabellen klaarzetten"):
        _migrate(cluster)
    from stek.oracle import running

    say(f"  Vergelijken, vanaf wereld {seed}:")
    with (
        psycopg.connect(cluster.dsn("postgres", DATABASE), autocommit=True) as superuser,
        psycopg.connect(cluster.dsn(role("app"), DATABASE), autocommit=True) as app,
    ):
        report = running.run(superuser, app, decisions=decisions, seed=seed, told=_Progress(decisions))
        say(sentence(report))
        if report.world is None:
            return _browse(superuser, decisions, seed) if http else 0
        for one in report.disagreements[:10]:
            say(f"  {one}")
        say("De kleinste wereld waarin het verschil blijft:")
        say(described(running.smallest(superuser, report.world)))
    return 1


def _browse(superuser: "psycopg.Connection[Any]", decisions: int, seed: int) -> int:
    """The same question of the pages: `decide()`, the database and the browser are then three that agree."""
    from stek.oracle import making, viewing

    warnings.filterwarnings("ignore", "No directory at")  # no style is collected for who looks at words only
    say("  En op de bladzijden:")
    progress = _Progress(decisions)
    report = viewing.run(
        superuser,
        decisions=decisions,
        seed=seed,
        size=making.TALKATIVE if decisions >= 10_000 else making.FEW,
        told=lambda report: progress.heard(report.decisions.total(), report.rate),
    )
    say(seen(report))
    for one in report.differences[:10]:
        say(f"  {one}")
    return 1 if report.differences else 0


def _migrate(cluster: Cluster) -> None:
    """Environment first: settings are read when Django starts."""
    for name in [name for name in os.environ if name.startswith(("STEK_", "DATABASE_URL", "PG", "DJANGO_"))]:
        del os.environ[name]  # meant for another Stek, perhaps one with real families
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "stek.settings.test",  # with keys of its own, for words that mean nothing
        "STEK_DB_HOST": str(cluster.socket),
        "STEK_DB_NAME": DATABASE,
    }
    import django
    from django.core.management import call_command
    from django.db import connections

    from stek.kit import roles

    django.setup()
    roles.prepare(cluster.dsn("postgres", "postgres"), DATABASE)
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    connections.close_all()


class _Progress:
    """A line every few seconds."""

    def __init__(self, decisions: int) -> None:
        self.decisions = decisions
        self.said = time.monotonic()

    def __call__(self, report: "Report") -> None:
        self.heard(report.decisions, report.rate)

    def heard(self, decisions: int, rate: float) -> None:
        if time.monotonic() - self.said > 5:
            self.said = time.monotonic()
            say(f"    {number(decisions)} van {number(self.decisions)} ({number(rate)} per seconde)")


def sentence(report: "Report") -> str:
    """What was compared, how fast, and how often the two differed."""
    return (
        f"{number(report.decisions)} beslissingen in {number(report.worlds)} werelden vergeleken, waarvan "
        f"{number(report.committed)} met een eigen verbinding van de app, in {number(report.seconds)} seconden: "
        f"{number(report.rate)} per seconde. Verschillen: {number(len(report.disagreements))}."
    )


VERBS = {
    "read": "lezen (lijsten)", "open": "lezen (eigen adres)", "note": "toevoegen", "share": "delen",
    "correct": "verbeteren", "seal": "verbergen", "remove": "terugnemen", "circle": "wie er in de kring staat",
    "page": "of een bladzijde er is", "list": "lezen (andere kamers)", "of": "lezen (alle gezinnen samen)",
}  # fmt: skip


def seen(report: "Viewed") -> str:
    """The same of the pages, and how often each thing was asked."""
    by_verb: Counter[str] = Counter()
    for what, many in report.decisions.items():
        by_verb[VERBS[what.split()[0]]] += many
    told = ", ".join(f"{what} {number(many)}" for what, many in by_verb.items())
    return (
        f"{number(report.decisions.total())} beslissingen in {number(report.worlds)} werelden over HTTP vergeleken, "
        f"met {number(report.requests)} vragen, in {number(report.seconds)} seconden: {number(report.rate)} per "
        f"seconde. Verschillen: {number(len(report.differences))}.\n  {told}."
    )


def number(value: float) -> str:
    return f"{value:,.0f}".replace(",", ".")


def described(world: "World") -> str:
    """The world by its ids and moments; it has no words."""
    lines = [f"  seed {world.seed}, nu {world.now.isoformat()}"]
    for one in fields(world):
        rows = getattr(world, one.name)
        if isinstance(rows, tuple):
            lines += [f"  {row}" for row in rows]
    return "\n".join(lines)

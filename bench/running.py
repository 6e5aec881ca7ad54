"""One bench from beginning to end: two databases of different size, the same questions to both, turn by turn."""

import base64
import itertools
import json
import math
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from .adding import CARER, add_missing
from .filling import fill, migrate
from .folder import BenchFolder, tuning
from .full import FAMILIES
from .machine import busy, elsewhere, machine
from .report import SERIES, Report, Series, Sized
from .searching import search
from .serving import serving
from .sessions import token
from .weighing import weigh

CONNECTIONS = 8
SAMPLE = 20_000  # families that are asked for, drawn from all of them

type Say = Callable[[str], None]
type Asked = tuple[str, str, str]  # family, session of its first parent, wrapped key


@dataclass(frozen=True)
class Wanted:
    families: int
    seconds: float  # of each round
    rounds: int = 3
    warm: float = 3.0
    workers: int = 2
    threads: int = 2

    @property
    def floors(self) -> int:
        """Processes for plain psycopg, as the server has."""
        return self.workers

    @property
    def fewer(self) -> int:
        """The small database, to see what growing costs."""
        return max(1, min(1000, self.families // 5))


class Failed(Exception):
    """A measurement that measured nothing. The sentence says why."""


@dataclass(frozen=True)
class Subject:
    """A filled database with its server and some of its families."""

    folder: BenchFolder
    database: str
    place: str  # of its server's socket
    server: int
    sample: list[Asked]
    full: list[Asked]
    carer: list[Asked]
    sized: Sized

    def families(self, what: str) -> list[Asked]:
        return {"full": self.full, "today": self.carer}.get(what, self.sample)

    def measure(self, what: str, wanted: Wanted, *, warm: float) -> None:
        question = {
            "what": what, "place": self.place, "warm": warm, "seconds": wanted.seconds, "connections": CONNECTIONS,
            "families": [(family, session) for family, session, _ in self.families(what)],
        }  # fmt: skip
        series = self.sized.series[what]
        before = busy(self.server)
        series.add(_ask("loading", [question])[0])
        part = series.seconds[-1] / (series.seconds[-1] + warm)  # the first seconds were work too
        series.busy += (busy(self.server) - before) * part
        if not series.rounds[-1] or series.failed > len(series.rounds[-1]):
            raise Failed(f"De server antwoordt niet zoals het hoort. Kijk in {self.folder.path / self.database}.log")

    def measure_floor(self, what: str, wanted: Wanted) -> None:
        question = {
            "what": what, "dsn": self.folder.superuser(self.database), "family_key": self.folder.notes()["family_key"],
            "warm": min(1.0, wanted.warm), "seconds": wanted.seconds, "connections": CONNECTIONS // wanted.floors,
            "families": [(family, wrapped) for family, _, wrapped in self.families(what)],
        }  # fmt: skip
        answers = _ask("floor", [question] * wanted.floors)
        self.sized.series[f"{what}_floor"].add(
            {
                "milliseconds": [took for answer in answers for took in answer["milliseconds"]],
                "seconds": max(answer["seconds"] for answer in answers),
                "failed": sum(answer["failed"] for answer in answers),
            }
        )


def run(place: Path, wanted: Wanted, say: Say) -> Report:
    """Fill what is not there yet, measure, and report. Leaves the folder as it is, and no process behind."""
    folder = BenchFolder(place)
    say(f"De bench draait in {folder.path}")
    with folder.cluster:
        sizes = (wanted.fewer, wanted.families)
        # The small one always anew: the notes of an earlier bench would weigh on so few families.
        folder.note(filled=[name for name in folder.notes()["filled"] if name != _name(sizes[0])])
        for families in sizes:
            _ready(folder, families, say)
        with (
            serving(folder, _name(sizes[0]), wanted.workers, wanted.threads) as (small_place, server),
            serving(folder, _name(sizes[1]), wanted.workers, wanted.threads) as (large_place, large_server),
        ):
            small = _subject(folder, sizes[0], small_place, server, wanted)
            large = _subject(folder, sizes[1], large_place, large_server, wanted)
            begun, before = time.monotonic(), _others()
            _rounds(small, large, wanted, say)
            others = max(0.0, (_others() - before) / (time.monotonic() - begun))
            searched = search(large.place, *large.families("page")[0][:2])
            weights = {what: weigh(large.place, *large.families(what)[0][:2]) for what in ("page", "full")}
        pairs = {
            name: [one[:2] for one in large.families(what)[:20]]
            for name, what in (("families", "page"), ("full", "full"), ("carer", "today"))
        }
        statements = _run("statements", pairs, folder.environment(large.database))
        with psycopg.connect(folder.superuser()) as connection:
            version = str(connection.execute("show server_version").fetchone()[0])  # type: ignore[index]
        server_told = {
            "workers": wanted.workers, "threads": wanted.threads, "connections": CONNECTIONS,
            "postgres": {**tuning(), "fsync": "on", "synchronous_commit": "on"},
        }  # fmt: skip
        return Report(
            machine(version).as_json(), server_told, small.sized, large.sized, statements, weights, searched, others,
        )  # fmt: skip


def _rounds(small: Subject, large: Subject, wanted: Wanted, say: Say) -> None:
    """Turn by turn, so that whatever else the machine does meets both alike. Pages first: notes make them longer."""
    for whats, said in (
        (("page", "full", "today"), "gezinspagina's en de dag lezen"),
        (("capture",), "notities bewaren"),
    ):
        for number in range(wanted.rounds):
            say(f"{said.capitalize()}, ronde {number + 1} van {wanted.rounds} …")
            for what, subject in itertools.product(whats, (small, large)):
                subject.measure(what, wanted, warm=wanted.warm)
                subject.measure_floor(what, wanted)


def _others() -> float:
    """Processor seconds of everything on this machine that is not this bench."""
    return elsewhere() - busy(os.getpid())


def _name(families: int) -> str:
    return f"stek_{families}"


def _ready(folder: BenchFolder, families: int, say: Say) -> None:
    database = _name(families)
    if database not in folder.notes()["filled"]:
        say(f"{families:,} gezinnen maken …".replace(",", " "))
        fill(folder, database, families, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2, say)
        folder.note(filled=[*folder.notes()["filled"], database])
    else:
        migrate(folder, database)
    add_missing(folder, database, say)
    _run("sessions", {"dsn": folder.superuser(database), "secret": folder.secret}, folder.environment(database))


def _subject(folder: BenchFolder, families: int, place: str, server: int, wanted: Wanted) -> Subject:
    with psycopg.connect(folder.superuser(_name(families))) as connection:
        rows = connection.execute("select family_id, wrapped from circle_familykey order by family_id").fetchall()
        counted = "select count(*) from story_observation where family_id <> all(%s)"
        observations = connection.execute(counted, [FAMILIES]).fetchone()
    asked = {
        family: (str(family), token(folder.secret, family), base64.b64encode(wrapped).decode())
        for family, wrapped in rows
    }
    full = [asked.pop(family) for family in FAMILIES]
    sample = random.Random(families).sample(list(asked.values()), min(SAMPLE, len(asked)))
    sized = Sized(families, observations[0] if observations else 0, {name: Series() for name in SERIES})
    carer = [(str(CARER), token(folder.secret, CARER), "")]
    return Subject(folder, _name(families), place, server, sample, full, carer, sized)


def _ask(module: str, questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same module with several questions at the same time, each in a process of its own."""
    command = [sys.executable, "-m", f"bench.{module}"]
    running = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in questions]
    try:
        for process, question in zip(running, questions, strict=True):
            assert process.stdin is not None
            process.stdin.write(json.dumps(question))
            process.stdin.close()
        answers = []
        for process, question in zip(running, questions, strict=True):
            assert process.stdout is not None
            answers.append(json.loads(process.stdout.read() or "{}"))
            if process.wait(math.ceil(question["seconds"]) + 120):
                raise Failed(f"bench.{module} brak af.")
        return answers
    finally:
        for process in running:
            if process.poll() is None:
                process.kill()
                process.wait()


def _run(module: str, question: dict[str, Any], environment: dict[str, str]) -> Any:
    command = [sys.executable, "-m", f"bench.{module}"]
    done = subprocess.run(
        command, env=environment, input=json.dumps(question), capture_output=True, text=True, check=False, timeout=600
    )
    if done.returncode:
        raise Failed(f"bench.{module} brak af.\n{done.stderr[-2000:]}")
    return json.loads(done.stdout or "null")

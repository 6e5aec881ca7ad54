"""The figures: what must be met, the table for people, the JSON for later."""

import json
import math
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from .full import HOLDS
from .searching import percentile
from .weighing import Fetched

RESULTS = Path(__file__).parent / "results"

PAGES_A_SECOND = 100.0
PAGE_P99 = 150.0  # milliseconds
SEARCH_P99 = 50.0  # while typing
NOTES_A_SECOND = 250.0
STATEMENTS = 12
GROWTH = 1.3
FIRST_BYTES = 130_000
AFTER_BYTES = 25_000


MEASURED = {
    "page": "gezinspagina",
    "full": "volle gezinspagina",
    "today": "dag van een zorgverlener",
    "capture": "notitie",
}
SERIES = [*MEASURED, *(f"{name}_floor" for name in MEASURED)]


@dataclass
class Series:
    """The same question asked of one database in several rounds; times in milliseconds."""

    rounds: list[list[float]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    busy: float = 0.0  # processor seconds of the server's own processes
    failed: int = 0

    def add(self, answer: dict[str, Any]) -> None:
        self.rounds.append(sorted(answer["milliseconds"]))
        self.seconds.append(answer["seconds"])
        self.failed += answer["failed"]

    @property
    def rates(self) -> list[float]:
        """A second, of each round."""
        return [len(took) / seconds for took, seconds in zip(self.rounds, self.seconds, strict=True)]

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    @property
    def cpu(self) -> float:
        """Milliseconds of processor time that the server (not the database) spent on one, about."""
        return 1000 * self.busy / max(sum(map(len, self.rounds)), 1)

    def percentile(self, part: float) -> float:
        """The median over the rounds of this percentile in each."""
        found = [took[min(len(took) - 1, math.ceil(len(took) * part) - 1)] for took in self.rounds if took]
        return statistics.median(found) if found else math.inf

    def as_json(self) -> dict[str, Any]:
        return {
            "a_second": round(self.rate, 1), "a_second_each_round": [round(rate, 1) for rate in self.rates],
            "p50_ms": round(self.percentile(0.5), 2), "p99_ms": round(self.percentile(0.99), 2),
            "asked": sum(map(len, self.rounds)), "failed": self.failed, "server_cpu_ms": round(self.cpu, 2),
        }  # fmt: skip


@dataclass
class Sized:
    """Everything measured on the database with so many families."""

    families: int
    observations: int
    series: dict[str, Series]  # by name, with the floor of each

    def as_json(self) -> dict[str, Any]:
        series = {name: one.as_json() for name, one in self.series.items()}
        return {"families": self.families, "observations": self.observations, **series}


@dataclass
class Report:
    machine: dict[str, Any]
    server: dict[str, Any]
    small: Sized
    large: Sized
    statements: dict[str, int]
    weights: dict[str, Fetched]  # of the ordinary page and of a full one
    searched: list[float]  # milliseconds for each letter somebody typed, sorted
    busy_elsewhere: float  # cores that others kept busy meanwhile, on average

    @property
    def growth(self) -> dict[str, float]:
        """How many times as long on the large database as on the small one."""
        return {name: self.small.series[name].rate / max(self.large.series[name].rate, 0.001) for name in MEASURED}

    def ratios(self) -> dict[str, float]:
        """How many times as long as plain psycopg for the same rows."""
        large = self.large.series
        return {name: large[f"{name}_floor"].rate / max(large[name].rate, 0.001) for name in MEASURED}

    @property
    def full_beside_ordinary(self) -> float:
        """How many times as long a full page takes as an ordinary one, on the large database."""
        return self.large.series["page"].rate / max(self.large.series["full"].rate, 0.001)

    def targets(self) -> Iterator[tuple[str, str, str, bool]]:
        """What is promised, what came out, and whether that is enough."""
        large, growth = self.large.series, self.growth
        for name, said in (("page", "gezinspagina"), ("full", "volle gezinspagina")):
            rate, p99, most = large[name].rate, large[name].percentile(0.99), self.statements[name]
            yield f"{said}'s per seconde", _n(rate), f"≥ {PAGES_A_SECOND:.0f}", rate >= PAGES_A_SECOND
            yield f"{said}, p99 (ms)", _n(p99), f"< {PAGE_P99:.0f}", p99 < PAGE_P99
            yield f"{said}, vragen aan de databank", str(most), f"≤ {STATEMENTS}", most <= STATEMENTS
            first, after = self.weights[name].first, self.weights[name].page
            yield f"{said}, eerste keer (kB)", _kb(first), f"≤ {_kb(FIRST_BYTES)}", first <= FIRST_BYTES
            yield f"{said}, daarna (kB)", _kb(after), f"≤ {_kb(AFTER_BYTES)}", after <= AFTER_BYTES
        found = percentile(self.searched, 0.99)
        yield "een factor zoeken, p99 per letter (ms)", _n(found), f"< {SEARCH_P99:.0f}", found < SEARCH_P99
        most = self.statements["today"]
        yield "dag met veel gezinnen, vragen aan de databank", str(most), f"≤ {STATEMENTS}", most <= STATEMENTS
        rate = large["capture"].rate
        yield "bewaarde notities per seconde", _n(rate), f"≥ {NOTES_A_SECOND:.0f}", rate >= NOTES_A_SECOND
        between = f"{self.small.families:,} naar {self.large.families:,}".replace(",", " ")
        for name, said in MEASURED.items():
            yield f"groei van {between}, {said}", f"{growth[name]:.2f} ×", f"≤ {GROWTH} ×", growth[name] <= GROWTH

    def as_json(self) -> dict[str, Any]:
        return {
            "machine": self.machine,
            "server": self.server,
            "databases": [self.small.as_json(), self.large.as_json()],
            "statements": self.statements,
            "bytes": self.weights["page"].as_json(),
            "bytes_full": self.weights["full"].as_json(),
            "full": HOLDS,
            "search_ms": {
                "p50": round(percentile(self.searched, 0.5), 1),
                "p99": round(percentile(self.searched, 0.99), 1),
            },
            "full_beside_ordinary": round(self.full_beside_ordinary, 3),
            "growth": {name: round(value, 3) for name, value in self.growth.items()},
            "times_the_floor": {name: round(value, 2) for name, value in self.ratios().items()},
            "cores_busy_elsewhere": round(self.busy_elsewhere, 2),
            "targets": [dict(zip(("what", "found", "promised", "met"), one, strict=True)) for one in self.targets()],
        }

    def table(self) -> str:
        """For people."""
        head = (
            "gezinnen",
            "wat",
            "per s",
            "(rondes)",
            "p50 ms",
            "p99 ms",
            "cpu ms",
            "bodem per s",
            "× bodem",
            "mislukt",
        )
        rows = [head]
        for sized in (self.small, self.large):
            for name, said in MEASURED.items():
                series, floor = sized.series[name], sized.series[f"{name}_floor"]
                rows.append(
                    (
                        f"{sized.families:,}".replace(",", " "), said, _n(series.rate), " ".join(map(_n, series.rates)),
                        _n(series.percentile(0.5)), _n(series.percentile(0.99)), _n(series.cpu), _n(floor.rate),
                        f"{floor.rate / max(series.rate, 0.001):.1f}", str(series.failed),
                    )
                )  # fmt: skip
        told = [
            ("wat", "gemeten", "beloofd", ""),
            *((a, b, c, "ja" if ok else "NEE") for a, b, c, ok in self.targets()),
        ]
        machine = self.machine
        return "\n".join(
            [
                f"{machine['processor']}, {machine['cores']} kernen, {machine['memory_gb']} GB, {machine['system']}",
                f"Python {machine['python']}, PostgreSQL {machine['postgres']}, {machine['date']}",
                f"Anderen hielden intussen gemiddeld {self.busy_elsewhere:.2f} kern bezig.",
                "Een vol gezin: {factors} factoren, {needs} noden, {steps} stappen in {goals} doelen, {notes} notities."
                .format(**HOLDS) + f" Zijn pagina duurt {self.full_beside_ordinary:.2f} × de gewone.",
                "", *_columns(rows), "", *_columns(told),
            ]
        )  # fmt: skip

    def keep(self) -> Path:
        RESULTS.mkdir(exist_ok=True)
        moment = datetime.fromisoformat(self.machine["date"]).strftime("%Y%m%d-%H%M")
        path = RESULTS / f"{moment}-{self.large.families}.json"
        path.write_text(json.dumps(self.as_json(), indent=1, ensure_ascii=False) + "\n")
        return path


def _columns(rows: list[tuple[str, ...]]) -> list[str]:
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(room) for cell, room in zip(row, wide, strict=True)).rstrip() for row in rows]


def _n(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def _kb(count: int) -> str:
    return f"{count / 1000:.1f}"


__all__ = ["MEASURED", "SERIES", "Report", "Series", "Sized"]

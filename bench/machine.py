"""On what machine: and what the processor was busy with. Linux tells; elsewhere some of it stays unknown."""

import os
import platform
import sysconfig
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from .folder import memory


@dataclass(frozen=True)
class Machine:
    cores: int
    processor: str
    memory_gb: float
    system: str
    python: str
    postgres: str
    date: str

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def machine(postgres: str) -> Machine:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Machine(
        cores, _processor(), round(memory() / 2**30, 1), f"{platform.system()} {platform.release()}",
        _python(), postgres, datetime.now(UTC).isoformat(timespec="minutes"),
    )  # fmt: skip


def _python() -> str:
    """The version, and whether it was built the slow way, which says nothing about Stek."""
    optimised = "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or "")
    return platform.python_version() + ("" if optimised else " (niet geoptimaliseerd gebouwd)")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or "onbekend"
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "onbekend")


def busy(root: int) -> float:
    """Seconds of processor time that a process and everything it started have used. Zero where nobody says."""
    children: dict[int, list[int]] = {}
    used: dict[int, float] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended
        pid = int(entry.parent.name)
        children.setdefault(int(fields[1]), []).append(pid)
        used[pid] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")  # with children that have ended
    total, queue = 0.0, [root]
    while queue:
        pid = queue.pop()
        total += used.get(pid, 0.0)
        queue += children.get(pid, [])
    return total


def elsewhere() -> float:
    """Seconds of processor time of the whole machine so far: what others take from a measurement shows in it."""
    try:
        fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    except OSError:
        return 0.0
    user, nice, system, _idle, _wait, irq, soft, steal = map(int, fields)
    return (user + nice + system + irq + soft + steal) / os.sysconf("SC_CLK_TCK")

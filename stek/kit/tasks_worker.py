"""The worker: takes jobs from PostgreSQL with procrastinate, and does each of them once.

A worker that was killed leaves its jobs marked as under way. Every worker says each second that it
lives; the jobs of one that has been silent for `SILENCE` seconds are put back. Should that one not be
dead but only slow, nothing is done twice: see `tasks.is_first`.
"""

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from procrastinate import App, JobContext, PsycopgConnector, RetryDecision
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy

from .dsn import conninfo
from .tasks import TASKS, WORK, Later, Task, is_first

QUEUE = "work"
BEAT = 1.0  # seconds
SILENCE = 5.0  # seconds
TO_FINISH = 8.0  # seconds for the job under way, when asked to stop
LONGEST_PAUSE = 30.0  # seconds between two attempts to reach the database

log = logging.getLogger("stek.work")


class Again(BaseRetryStrategy):
    """Tries again after each of the task's waits, then leaves the job where `stek doctor` finds it."""

    def __init__(self, waits: tuple[float, ...]) -> None:
        self.waits = waits

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, Later):
            return RetryDecision(retry_at=exception.at)
        if job.attempts >= len(self.waits):
            return None
        milliseconds = int(self.waits[job.attempts] * 1000)
        return RetryDecision(retry_in={"milliseconds": milliseconds})


def application(now: Callable[[], datetime]) -> App:
    """Procrastinate with every task of the house, on the worker's own role."""
    found = conninfo(connections[WORK].settings_dict)
    app = App(
        connector=PsycopgConnector(
            conninfo=found, kwargs={"options": "-c search_path=work"}, min_size=1, max_size=4, timeout=10
        )
    )
    for task in TASKS.values():
        ours = app.task(name=task.name, queue=QUEUE, retry=Again(task.waits), pass_context=True)(_runs(task, now))
        if task.cron:
            app.periodic(cron=task.cron)(ours)
    return app


def _runs(task: Task, now: Callable[[], datetime]) -> Callable[..., None]:
    def run(context: JobContext, timestamp: int | None = None, **ids: str) -> None:
        at = now() if timestamp is None else datetime.fromtimestamp(timestamp, UTC)
        key = context.job.queueing_lock or f"{task.name}/{timestamp}"
        do(task, key=key, at=at, ids={name: UUID(one) for name, one in ids.items()})

    return run


def do(task: Task, *, key: str, at: datetime, ids: dict[str, UUID]) -> bool:
    """The job and the note that it was done: both, or neither. False when it was done before."""
    connection = connections[WORK]
    connection.close_if_unusable_or_obsolete()
    with transaction.atomic(using=WORK):
        if not is_first(key, task.name, at):
            return False
        task.run(at=at, **ids)
    return True


def work(*, now: Callable[[], datetime], ready: Callable[[], None] = lambda: None) -> None:
    """Works until SIGINT, SIGTERM or SIGHUP; finishes the job under way. Waits for a database that is away."""
    asyncio.run(_work(now, ready))


async def _work(now: Callable[[], datetime], ready: Callable[[], None]) -> None:
    stop = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    pause = 1.0
    while not stop.is_set():
        begun = asyncio.get_running_loop().time()
        try:
            await _until(stop, now, ready)
        except Exception as error:
            log.warning("the database is away: %s", type(error).__name__)
        if asyncio.get_running_loop().time() - begun > LONGEST_PAUSE:
            pause = 1.0
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
        pause = min(LONGEST_PAUSE, pause * 2)


async def _until(stop: asyncio.Event, now: Callable[[], datetime], ready: Callable[[], None]) -> None:
    """One life of a worker: ends when asked, or when something of it breaks."""
    app = application(now)
    async with app.open_async():
        ready()
        parts: list[asyncio.Task[Any]] = [
            asyncio.create_task(
                app.run_worker_async(
                    queues=[QUEUE], install_signal_handlers=False, delete_jobs="successful",
                    update_heartbeat_interval=BEAT, stalled_worker_timeout=SILENCE,
                    shutdown_graceful_timeout=TO_FINISH,
                )
            ),
            asyncio.create_task(_take_up(app)),
            asyncio.create_task(stop.wait()),
        ]  # fmt: skip
        await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        for part in parts:
            part.cancel()
        told = await asyncio.gather(*parts, return_exceptions=True)
        broken = [one for one in told if isinstance(one, Exception)]
        if broken:
            raise broken[0]


async def _take_up(app: App) -> None:
    """Puts back what a dead worker had in hand."""
    while True:
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE):
            with suppress(ConnectorException):  # another worker was first
                await app.job_manager.retry_job(job)
        await asyncio.sleep(BEAT)

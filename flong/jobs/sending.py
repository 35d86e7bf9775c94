"""Sends a planned job: lock, recover, run, reconcile. `commands.py` is what callers see."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final

from flong.backends.base import Backend
from flong.errors import LedgerError
from flong.jobs import progressing, reads, reports
from flong.jobs.cast import Context, Recipe
from flong.jobs.deriving import Deriving
from flong.jobs.desk import NOBODY, RETRY, Desk
from flong.jobs.ledger import Ledger
from flong.jobs.lock import locked
from flong.jobs.planner import snapshot_of
from flong.jobs.reads import JobRow
from flong.jobs.reconcile import reconcile
from flong.jobs.rejects import write_rejects
from flong.jobs.runner import End, Progress, Runner
from flong.jobs.slots import SLOT_BYTES
from flong.jobs.snapshot import Snapshot, unwrap
from flong.jobs.watching import Watching
from flong.jobs.worker import Order
from flong.jobs.workers import Workers

REJECTS: Final = "rejects.jsonl"


@dataclass(frozen=True, slots=True)
class Machine:
    """What this machine gives to a job: `workers` processes (0: one per core), slots of `slot_bytes`."""

    workers: int = 0
    slot_bytes: int = SLOT_BYTES
    retry: tuple[float, ...] = RETRY

    @property
    def processes(self) -> int:
        """How many work side by side."""
        return self.workers or os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Sending:
    """One job about to be sent from this process."""

    ledger: Ledger
    job: JobRow
    recipe: Recipe
    backend: Backend
    machine: Machine = Machine()
    progress: Callable[[Progress], None] | None = None
    watching: Watching = NOBODY

    def run(self) -> End:
        """Send what is left of the job, and say how that ended. Raises Busy, LedgerError, SendError."""
        if self.job.state in ("finished", "cancelled"):
            return "finished" if self.job.state == "finished" else "cancelled"
        self._check_ready()
        with locked(self.ledger, self.job.id, self.job.name):
            self.ledger.do(progressing.recover(self.job.id, time.time()))
            self.ledger.do(progressing.run(self.job.id, self.job.wish))
            end: End = "paused"
            try:
                with _spared():
                    end = _loop(self._sent())
            finally:
                finish(self.ledger, self.job, end)
        return end

    def prepare(self) -> None:
        """Derive ahead what the job's messages need that takes long. Raises Busy, LedgerError."""
        if self.job.state in ("finished", "cancelled"):
            return
        self._check_ready()
        context, snapshot = self._context()
        with locked(self.ledger, self.job.id, self.job.name):
            caster, threads = self.recipe.make(context), self.machine.processes
            Deriving(self.ledger, self.job, caster, snapshot, threads, self.progress).run()

    def _context(self) -> tuple[Context, Snapshot]:
        """What messages are made for, and of."""
        ledger, job, secret = self.ledger, self.job, self.ledger.home.secret()
        context = Context(job.id, job.name, job.stream, job.clock, secret)
        return context, snapshot_of(ledger, job.id, unwrap(secret, job.data_key or b"", job.name))

    def _check_ready(self) -> None:
        name, flag = self.job.name, self.ledger.home.stop_flag
        if self.job.state == "planning":
            raise LedgerError(f"the planning of job {name} was cut short; start it again with its data")
        if self.job.template_digest != self.recipe.digest:
            raise LedgerError(f"the template of job {name} was changed since it was planned; restore it")
        if flag.exists():
            raise LedgerError(f"sending is stopped: {flag} exists; remove it to go on")

    async def _sent(self) -> End:
        ledger, job, machine = self.ledger, self.job, self.machine
        workers = Workers(Order(self.recipe, *self._context()), machine.processes, machine.slot_bytes)
        desk = Desk(ledger, job, machine.retry, self.watching)
        reports.listen(self.backend, ledger)
        runner = Runner(ledger, job, workers, self.backend, desk=desk, progress=self.progress)
        with _signals(runner):
            return await runner.run()


def finish(ledger: Ledger, job: JobRow, end: End) -> None:
    """Write the job's end into the ledger, write the reject file, reconcile. A cancellation that was asked for
    too late to be heard makes a pause an end."""
    with ledger.read() as db:
        if end == "paused" and reads.wished(db, job.id) == "cancel":
            end = "cancelled"
    if end == "cancelled":
        ledger.do(progressing.cancel_rest(job.id))
    ledger.do(progressing.set_state(job.id, end, None if end == "paused" else time.time()))
    with ledger.read() as db:
        write_rejects(db, job.id, ledger.home.job(job.id) / REJECTS)
        reconcile(db, reads.find(db, job.name))


@contextmanager
def _spared() -> Iterator[None]:
    """What there is by now is not looked through for cycles, again and again, while messages come and go."""
    if gc.get_freeze_count():  # whoever did that knows why
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def _signals(runner: Runner) -> Iterator[None]:
    """Ctrl-C and SIGTERM pause the job: what has begun ends, the rest is kept."""
    loop = asyncio.get_running_loop()
    numbers = (signal.SIGINT, signal.SIGTERM)
    with suppress(ValueError, RuntimeError):  # not the main thread: its owner handles signals
        for number in numbers:
            loop.add_signal_handler(number, runner.ask, "pause")
    try:
        yield
    finally:
        with suppress(ValueError, RuntimeError):
            for number in numbers:
                loop.remove_signal_handler(number)


def _loop(main: Coroutine[None, None, End]) -> End:
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(main)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where it is installed."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop

"""What an operator does with jobs: list, show, pause, cancel, erase. A sender may be running meanwhile."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flong.errors import LedgerError
from flong.jobs import planner, progressing, reads, sending
from flong.jobs.commands import Summary, counted, home_of, summary
from flong.jobs.config import load_config
from flong.jobs.ledger import Ledger
from flong.jobs.lock import Busy, locked
from flong.jobs.reads import JobRow, RecipientRow
from flong.jobs.returns import Intake

ENDED: Final = ("finished", "cancelled")


@dataclass(frozen=True, slots=True)
class JobInfo:
    """A job and its recipients by state."""

    row: JobRow
    counts: Mapping[str, int]


def list_jobs(home: Path | None = None, config: Path | None = None) -> list[JobInfo]:
    """All jobs, the newest first."""
    with Ledger.open(home_of(home, load_config(config))) as ledger, ledger.read() as db:
        return [JobInfo(row, counted(reads.tallies(db, row.id))) for row in reads.jobs(db)]


def show(name: str, home: Path | None = None, config: Path | None = None) -> Summary:
    """How a job stands. Raises LedgerError when there is none, ReconciliationError when it does not add up."""
    with Ledger.open(home_of(home, load_config(config))) as ledger:
        return summary(ledger, name, {}, 0.0)


def recipients(
    name: str, state: str | None = None, *, after: int = 0, limit: int = 1000, home: Path | None = None
) -> list[RecipientRow]:
    """A page of a job's recipients, in order of their numbers."""
    with Ledger.open(home_of(home, load_config())) as ledger, ledger.read() as db:
        return reads.recipients(db, reads.find(db, name).id, state, after=after, limit=limit)


def pause(name: str, home: Path | None = None, config: Path | None = None) -> None:
    """Ask the job's sender to stop; what has begun ends, the rest can be resumed."""
    with Ledger.open(home_of(home, load_config(config))) as ledger:
        ledger.do(progressing.wish(_job(ledger, name).id, "pause"))


def cancel(name: str, home: Path | None = None, config: Path | None = None) -> bool:
    """Cancel everything that has not left: by the job's sender if one runs, else at once. Gives whether it is
    done: a sender hears of the wish soon, but may be finished before."""
    with Ledger.open(home_of(home, load_config(config))) as ledger:
        job = _job(ledger, name)
        ledger.do(progressing.wish(job.id, "cancel"))
        with suppress(Busy), locked(ledger, job.id, job.name):
            ledger.do(progressing.recover(job.id, time.time()))
            sending.finish(ledger, job, "cancelled")
            return True
    return False


def stop(home: Path | None = None, config: Path | None = None) -> Path:
    """The emergency stop: every job of the ledger pauses, none starts until `release`. Gives the flag's path."""
    with Ledger.open(home_of(home, load_config(config))) as ledger:
        ledger.home.stop_flag.touch(0o600)
        return ledger.home.stop_flag


def release(home: Path | None = None, config: Path | None = None) -> bool:
    """Take the emergency stop back; jobs go on when they are resumed. Gives whether there was one."""
    with Ledger.open(home_of(home, load_config(config))) as ledger:
        found = ledger.home.stop_flag.exists()
        ledger.home.stop_flag.unlink(missing_ok=True)
        return found


def erase(name: str, home: Path | None = None, config: Path | None = None) -> None:
    """Destroy the snapshot of a job that has ended, and the key it was sealed with; the outcome stays."""
    with Ledger.open(home_of(home, load_config(config))) as ledger:
        with ledger.read() as db:
            job = reads.find(db, name)
        if job.state not in ENDED:
            raise LedgerError(f"job {name} is {job.state}; cancel it first")
        ledger.do(progressing.erase(job.id))
        shutil.rmtree(planner.snapshot_of(ledger, job.id, b"").folder, ignore_errors=True)


@contextmanager
def taking_returns(home: Path | None = None, config: Path | None = None) -> Iterator[Intake]:
    """What takes mails that come back into the ledger. Raises ConfigError when no return path is configured."""
    loaded = load_config(config)
    with Ledger.open(home_of(home, loaded)) as ledger:
        yield Intake.of(ledger, loaded)


def _job(ledger: Ledger, name: str) -> JobRow:
    with ledger.read() as db:
        job = reads.find(db, name)
    if job.state in ENDED:
        raise LedgerError(f"job {name} is {job.state}")
    return job

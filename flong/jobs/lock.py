"""One process at a time plans or sends a job."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from flong.errors import LedgerError
from flong.jobs.home import private_file
from flong.jobs.ledger import Ledger


class Busy(LedgerError):
    """Another process is planning or sending this job."""


@contextmanager
def locked(ledger: Ledger, number: int, name: str) -> Iterator[None]:
    """Hold the job's lock, which the system frees when this process ends. Raises Busy if it is held."""
    descriptor = private_file(ledger.home.job(number) / "lock")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise Busy(f"job {name} is being worked on by another process") from None
    try:
        yield
    finally:
        os.close(descriptor)

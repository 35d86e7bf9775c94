"""One thread that writes the ledger, one transaction per group of operations.

While a group is being made durable (synchronous=FULL: an fsync), the next one gathers; so the cost
of an fsync is shared by all messages that wait for it. An operation is a function of the open
connection; it must only touch the database, because it may run twice: when one operation of a
group fails, the group is rolled back and each runs alone, so that only the guilty one fails.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, TypeVar

from flong.errors import FlongError, LedgerError

T = TypeVar("T")
Operation = Callable[[sqlite3.Connection], T]
Waiting = tuple[Operation[Any], "Future[Any] | asyncio.Future[Any]"]
Outcome = tuple[Any, BaseException | None]

_PRAGMAS: Final = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=1",
    "temp_store=MEMORY",
    "wal_autocheckpoint=4096",  # pages: those of documents are written again and again, and copied back once
    "cache_size=-32768",  # KiB
)

GROUP: Final = 2048
BUSY_SECONDS: Final = 30.0


def connect(path: Path) -> sqlite3.Connection:
    """A connection that begins and ends transactions only when told to."""
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    for pragma in _PRAGMAS:
        db.execute(f"PRAGMA {pragma}")
    return db


class Writer:
    """The writing thread of one ledger file."""

    def __init__(self, path: Path) -> None:
        self._db = connect(path)
        self._queue: queue.SimpleQueue[list[Waiting] | None] = queue.SimpleQueue()
        self._submitted = _Submitted()
        self._thread = threading.Thread(target=self._loop, name="flong-ledger", daemon=True)
        self._thread.start()

    def do(self, operation: Operation[T]) -> T:
        """Run `operation`, wait until it is durable, give its result or raise its error."""
        future: Future[T] = Future()
        self._queue.put([*self._submitted.taken(), (operation, future)])
        return future.result()

    def submit(self, operation: Operation[T]) -> asyncio.Future[T]:
        """The same from a running event loop: a future that is done when the operation is durable."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        if not self._submitted.waiting:
            loop.call_soon(self._hand_over)
        self._submitted.waiting.append((operation, future))
        return future

    def close(self) -> None:
        """Finish what was submitted and close the file."""
        self._hand_over()
        self._queue.put(None)
        self._thread.join()
        self._db.close()

    def _hand_over(self) -> None:
        """What one turn of the event loop submits goes to the thread at once: to wake it costs more than to write."""
        if waiting := self._submitted.taken():
            self._queue.put(waiting)

    def _loop(self) -> None:
        while (group := self._gather()) is not None:
            outcomes = _commit(self._db, [operation for operation, _ in group])
            _tell([future for _, future in group], outcomes)

    def _gather(self) -> list[Waiting] | None:
        """Wait for operations, then take all that are there; None: the end."""
        group = self._queue.get()
        if group is None:
            return None
        with suppress(queue.Empty):
            while len(group) < GROUP:
                if (more := self._queue.get_nowait()) is None:
                    self._queue.put(None)
                    break
                group += more
        return group


class _Submitted(threading.local):
    """What this thread's event loop has submitted and not handed over yet."""

    def __init__(self) -> None:
        self.waiting: list[Waiting] = []

    def taken(self) -> list[Waiting]:
        """All of it, once."""
        taken, self.waiting = self.waiting, []
        return taken


def _commit(db: sqlite3.Connection, group: list[Operation[Any]]) -> list[Outcome]:
    """Run a group in one transaction, or one by one when something in it fails."""
    try:
        db.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as error:
        return [(None, _explained(error))] * len(group)
    try:
        outcomes: list[Outcome] = [(operation(db), None) for operation in group]
        db.execute("COMMIT")
        return outcomes
    except Exception as error:
        if db.in_transaction:
            db.execute("ROLLBACK")
        if len(group) == 1:
            return [(None, _explained(error))]
        return [outcome for operation in group for outcome in _commit(db, [operation])]


def _explained(error: Exception) -> Exception:
    if isinstance(error, sqlite3.Error):
        return LedgerError(f"the ledger can't be written: {error}")
    return error if isinstance(error, FlongError) else LedgerError(f"a ledger operation failed: {error!r}")


def _tell(futures: list[Future[Any] | asyncio.Future[Any]], outcomes: list[Outcome]) -> None:
    """Hand outcomes out; those of one event loop travel in a single wake-up."""
    loops: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], Outcome]]] = {}
    for future, outcome in zip(futures, outcomes, strict=True):
        if isinstance(future, Future):
            _settle(future, outcome)
        else:
            loops.setdefault(future.get_loop(), []).append((future, outcome))
    for loop, pairs in loops.items():
        with suppress(RuntimeError):  # the loop was closed: nobody waits any more
            loop.call_soon_threadsafe(_settle_all, pairs)


def _settle_all(pairs: list[tuple[asyncio.Future[Any], Outcome]]) -> None:
    for future, outcome in pairs:
        if not future.done():  # cancelled while it waited
            _settle(future, outcome)


def _settle(future: Future[Any] | asyncio.Future[Any], outcome: Outcome) -> None:
    result, error = outcome
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)

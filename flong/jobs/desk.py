"""Between the workers and the backend: hands messages out, writes down what becomes of them.

`Desk` is the `Source` and the `Book` of `backends/base.py`. It lives on the event loop. A message is in it
from `put` until its receipt is in; then its slot is released and its chunk counts down.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import uniform

from msgspec.structs import replace

from flong.backends.base import Gates, Outgoing, Receipt, Refused
from flong.errors import FlongError, IdentityError
from flong.jobs import results, states
from flong.jobs.identity import address_digest, check_document, check_gates, key_digest
from flong.jobs.ledger import Ledger
from flong.jobs.progressing import Claim, Due
from flong.jobs.reads import JobRow
from flong.jobs.results import Result, Start
from flong.jobs.slots import Slot
from flong.jobs.watching import Watching
from flong.jobs.worker import Entry
from flong.jobs.workers import Filled

RETRY: tuple[float, ...] = (60.0, 300.0, 900.0, 3600.0)
"""Seconds a deferred recipient waits after its first, second, … attempt; the last one repeats."""

JITTER = 0.9, 1.1
"""What a wait is multiplied by, by chance: those who were deferred together do not come back together."""


NOBODY = Watching()


class Batch:
    """The messages of one slot: done when all have left the desk."""

    def __init__(self, slot: Slot, messages: int) -> None:
        self._slot, self._left = slot, messages
        self.done = asyncio.Event()
        slot.hold(messages)
        if not messages:
            self.done.set()

    def leave(self) -> None:
        """One message less."""
        self._slot.release()
        self._left -= 1
        if not self._left:
            self.done.set()


@dataclass(frozen=True, slots=True)
class _Flight:
    """A message on the desk."""

    start: Start
    batch: Batch
    key: str
    to: str


class Desk:
    """The messages of one running job. `failure` is what ended it, if anything did."""

    def __init__(
        self, ledger: Ledger, job: JobRow, retry: Sequence[float] = RETRY, watching: Watching = NOBODY
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.halted = False
        self.failure: Exception | None = None
        self._ledger, self._job, self._retry, self._watching = ledger, job, tuple(retry), watching
        self._queue: asyncio.Queue[Outgoing | None] = asyncio.Queue()
        self._flights: dict[int, _Flight] = {}
        self._results: list[Result] = []
        self.on_failure: Callable[[], None] = lambda: None

    # for the runner

    def put(self, claim: Claim, due: Sequence[Due], filled: Filled) -> Batch:
        """Hand out the messages of a slot; `due` are the records it was filled for. Raises IdentityError for a
        message whose document is not the ledger's."""
        wanted = {d.seq: d for d in due}
        batch = Batch(filled.slot, len(filled.reply.entries))
        for entry in filled.reply.entries:
            record = wanted[entry.seq]
            check_document(entry.seq, entry.document, record.document)
            address = address_digest(entry.rcpt_to)
            start = Start(
                claim.job, claim.n, claim.epoch, entry.seq, record.attempt, record.document, record.resend, address
            )
            self._flights[entry.seq] = _Flight(start, batch, record.key, entry.rcpt_to)
            self._queue.put_nowait(_outgoing(self._job.name, record, entry, filled.slot))
        return batch

    def halt(self) -> None:
        """From now on nothing new begins."""
        self.halted = True
        while not self._queue.empty():
            self._queue.get_nowait()
        self.end()

    def end(self) -> None:
        """Nothing more will be put."""
        self._queue.put_nowait(None)

    async def settled(self) -> None:
        """Returns when everything reported so far is durable."""
        self._flush()
        await self._ledger.submit(lambda db: None)

    # Source

    async def take(self, route: str) -> Outgoing | None:
        """The next message, its gates compared. Raises IdentityError, and halts, when they differ."""
        return self._checked(await self._queue.get())

    def take_now(self, route: str) -> Outgoing | None:
        """See `base.EagerSource`."""
        return None if self._queue.empty() else self._checked(self._queue.get_nowait())

    def _checked(self, item: Outgoing | None) -> Outgoing | None:
        if item is None or self.halted:
            self._queue.put_nowait(None)  # for whoever else waits
            return None
        try:
            check_gates(item.seq, item.gates)
        except IdentityError as error:
            self._fail(error)
            raise
        return item

    # Book

    async def starting(self, item: Outgoing) -> None:
        """See `base.Book`."""
        if reason := await self._start(item):
            self._leave(item.seq)
            raise Refused(reason)

    async def starting_all(self, items: Sequence[Outgoing]) -> Sequence[Outgoing]:
        """See `base.GroupBook`: what is submitted together shares a transaction."""
        reasons = await asyncio.gather(*[self._start(item) for item in items])
        for item, reason in zip(items, reasons, strict=True):
            if reason:
                self._leave(item.seq)
        return [item for item, reason in zip(items, reasons, strict=True) if not reason]

    def _start(self, item: Outgoing) -> asyncio.Future[str]:
        """Done when the item is durably in flight, with "", or with the reason why it must not leave."""
        if self.halted:
            stopped: asyncio.Future[str] = asyncio.get_running_loop().create_future()
            stopped.set_result("the job was stopped")
            return stopped
        check_gates(item.seq, item.gates)
        return self._ledger.submit(results.start(self._flights[item.seq].start, time.time()))

    def finished(self, receipt: Receipt) -> None:
        """See `base.Book`."""
        if flight := self._leave(receipt.seq):
            result = self.judged(receipt)
            if "@" not in flight.to:
                result = replace(result, mail=False)
            self.counts[result.state] += 1
            self._watching.heard(self._job.name, flight.key, flight.to, result.state, receipt)
            if not self._results:
                asyncio.get_running_loop().call_soon(self._flush)
            self._results.append(result)

    def deadline(self, seq: int) -> float:
        """When record `seq` is no longer tried."""
        return self._job.deadline

    def _leave(self, seq: int) -> _Flight | None:
        flight = self._flights.pop(seq, None)
        if flight is not None:
            flight.batch.leave()
        return flight

    def judged(self, receipt: Receipt) -> Result:
        """The recipient's next state. Unknown is held or tried again, as the job's policy says."""
        if receipt.state == "unsent":
            return self._put_off(receipt)
        if receipt.state == "ambiguous" and self._job.policy == "hold":
            return Result(self._job.id, states.HELD, None, receipt)
        if receipt.state in ("delivered", "bounced"):
            return Result(self._job.id, receipt.state, None, receipt)
        wait = self._retry[min(receipt.attempt, len(self._retry)) - 1] if receipt.again is None else receipt.again
        until = time.time() + wait * uniform(*JITTER)
        if until <= self.deadline(receipt.seq):
            return Result(self._job.id, states.DEFERRED, until, receipt)
        return Result(self._job.id, states.BOUNCED, None, replace(receipt, kind="expired"))

    def _put_off(self, receipt: Receipt) -> Result:
        """The state of what was never begun: planned again, or not before the backend has a place for it."""
        if receipt.again is None:
            return Result(self._job.id, states.PLANNED, None, receipt)
        until = min(time.time() + receipt.again, self.deadline(receipt.seq))
        return Result(self._job.id, states.DEFERRED, until, receipt)

    def _flush(self) -> None:
        """Submit what was reported; it shares a transaction with whatever else waits."""
        if self._results:
            written = self._ledger.submit(results.append(self._results))
            written.add_done_callback(self._written)
            self._results = []
            try:
                self._watching.flush()
            except FlongError as error:
                self._fail(error)

    def _written(self, future: asyncio.Future[None]) -> None:
        if not future.cancelled() and isinstance(error := future.exception(), Exception):
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        self.failure = self.failure or error
        self.halt()
        self.on_failure()


def _outgoing(job: str, due: Due, entry: Entry, slot: Slot) -> Outgoing:
    """The row's digest comes from the ledger's key, the others from what each stage worked on."""
    return Outgoing(
        job=job,
        seq=due.seq,
        attempt=due.attempt,
        key=due.key,
        document=due.document,
        gates=Gates(key_digest(due.key), entry.render, entry.code, entry.bill, entry.sign),
        mail_from=entry.mail_from,
        rcpt_to=entry.rcpt_to,
        data=slot.view(entry.offset, entry.size),
    )

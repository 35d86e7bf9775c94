# cython: annotation_typing=False, nonecheck=True
"""Between the workers and the backend: hands messages out, writes down what becomes of them.

`Desk` is the `Source` and the `Book` of `backends/base.py`. It lives on the event loop. A message is in it
from `put` until its receipt is in; then its slot is released and its chunk counts down.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from functools import partial
from random import uniform
from typing import Final

import msgspec
from msgspec.structs import replace

from flong.backends.base import Gates, Outgoing, Receipt, Refused
from flong.errors import FlongError, IdentityError
from flong.jobs import results, states
from flong.jobs.identity import address_digests, check_document, check_gates, key_digests
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

LINGER: Final = 0.01
"""Seconds that outcomes wait for a message to begin, to be written with it."""

STOPPED: Final = "the job was stopped"

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


class _Flight(msgspec.Struct, frozen=True, gc=False):
    """A message on the desk."""

    item: Outgoing
    start: Start
    batch: Batch


class _Departure(msgspec.Struct, frozen=True):
    """Messages about to leave; `allowed` is done when those that may are durably in flight, with them."""

    items: Sequence[Outgoing]
    allowed: asyncio.Future[Sequence[Outgoing]]


class Desk:
    """The messages of one running job. `failure` is what ended it, if anything did."""

    def __init__(
        self, ledger: Ledger, job: JobRow, retry: Sequence[float] = RETRY, watching: Watching = NOBODY
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.halted = False
        self.failure: Exception | None = None
        self._ledger, self._job, self._retry, self._watching = ledger, job, tuple(retry), watching
        self._items: deque[Outgoing] = deque()
        self._over = False
        self._news = asyncio.Event()  # there are items, or there will be none
        self._flights: dict[int, _Flight] = {}
        self._results: list[Result] = []
        self._departures: list[_Departure] = []
        self._lingering: asyncio.TimerHandle | None = None
        self.on_failure: Callable[[], None] = lambda: None

    # for the runner

    def put(self, claim: Claim, due: Sequence[Due], filled: Filled) -> Batch:
        """Hand out the messages of a slot; `due` are the records it was filled for. Raises IdentityError for a
        message whose document is not the ledger's."""
        wanted = {d.seq: d for d in due}
        entries = filled.reply.entries
        records = [wanted[entry.seq] for entry in entries]
        keys, addresses = key_digests([r.key for r in records]), address_digests([e.rcpt_to for e in entries])
        batch = Batch(filled.slot, len(entries))
        for entry, record, key, address in zip(entries, records, keys, addresses, strict=True):
            check_document(entry.seq, entry.document, record.document)
            start = Start(
                claim.job, claim.n, claim.epoch, entry.seq, record.attempt, record.document, record.resend, address
            )
            item = _outgoing(self._job.name, record, entry, key, filled.slot)
            self._flights[entry.seq] = _Flight(item, start, batch)
            self._items.append(item)
        self._news.set()
        return batch

    def halt(self) -> None:
        """From now on nothing new begins."""
        self.halted = True
        self._items.clear()
        self.end()

    def end(self) -> None:
        """Nothing more will be put."""
        self._over = True
        self._news.set()

    async def settled(self) -> None:
        """Returns when everything reported so far is durable."""
        self.flush()
        await self._ledger.submit(lambda db: None)

    def flush(self) -> None:
        """Submit what was reported, and then what is about to leave: in one transaction, so that a connection has
        no more in flight without a durable outcome than its window."""
        if self._lingering is not None:
            self._lingering.cancel()
            self._lingering = None
        if self._results:
            outcomes, self._results = self._results, []
            self._note(outcomes)
        if self._departures:
            items = [item for departure in self._departures for item in departure.items]
            starts = [self._flights[item.seq].start for item in items]
            begun = self._ledger.submit(results.start_all(starts, time.time()))
            begun.add_done_callback(partial(self._depart, self._departures))
            self._departures = []

    # Source

    async def take(self, route: str) -> Outgoing | None:
        """The next message, its gates compared. Raises IdentityError, and halts, when they differ."""
        while not (self._items or self._over):
            self._news.clear()
            await self._news.wait()
        return self.take_now(route)

    def take_now(self, route: str) -> Outgoing | None:
        """See `base.EagerSource`."""
        if self.halted or not self._items:
            return None
        item = self._items.popleft()
        try:
            check_gates(item.seq, item.gates)
        except IdentityError as error:
            self._fail(error)
            raise
        return item

    # Book

    async def starting(self, item: Outgoing) -> None:
        """See `base.Book`."""
        if not await self.starting_all([item]):
            raise Refused(f"record {item.seq} must not leave")

    def starting_all(self, items: Sequence[Outgoing]) -> asyncio.Future[Sequence[Outgoing]]:
        """See `base.GroupBook`: what is submitted together shares a transaction."""
        loop = asyncio.get_running_loop()
        allowed: asyncio.Future[Sequence[Outgoing]] = loop.create_future()
        if self.halted:
            allowed.set_result(self._allowed(items, [STOPPED] * len(items)))
            return allowed
        for item in items:
            check_gates(item.seq, item.gates)
            self._flights[item.seq]  # KeyError: it has left
        if not self._departures:
            loop.call_soon(self.flush)
        self._departures.append(_Departure(items, allowed))
        return allowed

    def _depart(self, departures: Sequence[_Departure], begun: asyncio.Future[list[str]]) -> None:
        """Tell those who wait; whose wait was cancelled does not."""
        error, at = begun.exception(), 0
        for departure in departures:
            end = at + len(departure.items)
            if departure.allowed.done():
                pass
            elif error is not None:
                departure.allowed.set_exception(error)
            else:
                departure.allowed.set_result(self._allowed(departure.items, begun.result()[at:end]))
            at = end

    def _allowed(self, items: Sequence[Outgoing], reasons: Sequence[str]) -> Sequence[Outgoing]:
        """Those that may leave. The others, which have a reason why not, have left the desk."""
        if not any(reasons):
            return items
        for item, reason in zip(items, reasons, strict=True):
            if reason:
                self._leave(item.seq)
        return [item for item, reason in zip(items, reasons, strict=True) if not reason]

    def finished(self, receipt: Receipt) -> None:
        """See `base.Book`."""
        if flight := self._leave(receipt.seq):
            result, item = self.judged(receipt), flight.item
            if "@" not in item.rcpt_to:
                result = replace(result, mail=False)
            self.counts[result.state] += 1
            self._watching.heard(self._job.name, item.key, item.rcpt_to, result.state, receipt)
            if self._lingering is None:
                self._lingering = asyncio.get_running_loop().call_later(LINGER, self.flush)
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

    def _note(self, outcomes: Sequence[Result]) -> None:
        self._ledger.submit(results.append(outcomes)).add_done_callback(self._written)
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


def _outgoing(job: str, due: Due, entry: Entry, row: bytes, slot: Slot) -> Outgoing:
    """The digest of the `row` comes from the ledger's key, the others from what each stage worked on."""
    return Outgoing(
        job=job,
        seq=due.seq,
        attempt=due.attempt,
        key=due.key,
        document=due.document,
        gates=Gates(row, entry.render, entry.code, entry.bill, entry.sign),
        mail_from=entry.mail_from,
        rcpt_to=entry.rcpt_to,
        data=slot.view(entry.offset, entry.size),
    )

"""Runs a planned job to its end: chunks are claimed, cast, sent, recorded, and retried until the deadline.

`run_chunk` is the only unit of work. It asks the ledger first, so running it twice does no harm.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from flong.backends.base import Backend
from flong.jobs import progressing, reads, results, states
from flong.jobs.desk import Batch, Desk
from flong.jobs.ledger import Ledger
from flong.jobs.progressing import Claim, Due
from flong.jobs.reads import JobRow
from flong.jobs.watching import Share
from flong.jobs.worker import Refusal
from flong.jobs.workers import Workers

POLL: Final = 0.2
"""Seconds between two looks at what the operator wishes."""

LONGEST_PAUSE: Final = 30.0

End = Literal["finished", "paused", "cancelled"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: recipients by state (all that still need work count as planned), and this run's
    time and outcomes per second; `providers` has those of the recipients' providers, the busiest first."""

    total: int
    counts: Mapping[str, int]
    seconds: float
    rate: float
    providers: Mapping[str, Share] = field(default_factory=dict)


class Runner:
    """One run of one job. The caller holds the job's lock and has recovered it."""

    def __init__(
        self,
        ledger: Ledger,
        job: JobRow,
        workers: Workers,
        backend: Backend,
        *,
        desk: Desk,
        progress: Callable[[Progress], None] | None = None,
    ) -> None:
        self._ledger, self._job, self._workers, self._backend = ledger, job, workers, backend
        self._desk, self._progress = desk, progress
        self._asked = ""
        self._complete = False
        self._halting = asyncio.Event()
        self._begun = time.monotonic()
        self._before = self._counts()
        desk.on_failure = self._halting.set

    async def run(self) -> End:
        """Send until nothing is left to do, or until told to stop. Raises what made that impossible."""
        try:
            await self._workers.start()
            return await self._run()
        finally:
            self._workers.close()
            self._tell()

    async def _run(self) -> End:
        tasks = [asyncio.ensure_future(one) for one in (self._deliver(), self._feed(), self._watch())]
        deliver, feed, watch = tasks
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if self._complete:
                self._desk.end()
                await asyncio.wait((deliver, watch), return_when=asyncio.FIRST_COMPLETED)
            self._stop()
            await asyncio.wait((deliver,))
            await self._desk.settled()
            return self._end(deliver, feed, watch)
        finally:
            await _cancelled(deliver, feed, watch)
            self._desk.flush()

    def ask(self, what: str) -> None:
        """Stop soon: `pause` or `cancel`."""
        self._asked = what
        self._halting.set()

    async def run_chunk(self, n: int, shares: int = 1) -> None:
        """Claim chunk `n`, cast what is due, hand it to the backend, wait for the receipts, close it.

        So many `shares` of it are cast side by side.
        """
        claim = await self._ledger.submit(progressing.claim(self._job.id, n, time.time()))
        size = max(1, -(-len(claim.due) // shares))
        parts = [claim.due[start : start + size] for start in range(0, len(claim.due), size)]
        await _together([self._cast(claim, part) for part in parts])
        self._desk.flush()
        await self._ledger.submit(progressing.close(claim))

    async def _cast(self, claim: Claim, due: Sequence[Due]) -> None:
        """Slot by slot, as the workers have room; returns when all receipts are in."""
        batches: list[Batch] = []
        while due and not self._desk.halted:
            filled = await self._workers.cast(claim.n, due)
            await self._reject(filled.reply.refusals)
            batches.append(self._desk.put(claim, due[: filled.reply.done], filled))
            due = due[filled.reply.done :]
        for batch in batches:
            await batch.done.wait()

    async def _reject(self, refusals: list[Refusal]) -> None:
        if refusals:
            rejections = [_rejection(self._job.id, refusal) for refusal in refusals]
            now = time.time()
            await self._ledger.submit(lambda db: results.reject(db, rejections, now))
            self._desk.counts.update(rejection.state for rejection in rejections)

    async def _deliver(self) -> None:
        await self._backend.run(self._desk, self._desk)

    async def _feed(self) -> None:
        """Chunks as long as there are any; then what was deferred, when it is due. Halted, it ends incomplete."""
        pause = POLL
        while not self._desk.halted:
            await self._run_all(self._ready())
            await self._desk.settled()
            await self._ledger.submit(progressing.expire(self._job.id, time.time()))
            with self._ledger.read() as db:
                again, due = reads.planned_chunks(db, self._job.id), reads.next_due(db, self._job.id)
            if not again and due is None:
                self._complete = True
                return
            await asyncio.sleep(pause if again else max(POLL, min(LONGEST_PAUSE, (due or 0.0) - time.time())))
            pause = min(2 * pause, LONGEST_PAUSE)

    def _ready(self) -> list[int]:
        with self._ledger.read() as db:
            planned = reads.planned_chunks(db, self._job.id)
            return sorted({*planned, *reads.due_chunks(db, self._job.id, time.time())})

    async def _run_all(self, chunks: list[int]) -> None:
        """As many at a time as there are slots; few chunks are shared out among the slots."""
        waiting, slots = iter(chunks), self._workers.slots
        shares = -(-slots // max(1, len(chunks)))
        await _together([self._lane(waiting, shares) for _ in range(min(slots, len(chunks)))])

    async def _lane(self, chunks: Iterator[int], shares: int) -> None:
        for n in chunks:
            if not self._desk.halted:
                await self.run_chunk(n, shares)

    async def _watch(self) -> None:
        """Look at the operator's wishes and tell the progress, until it is time to stop."""
        while not self._halting.is_set():
            self._tell()
            with self._ledger.read() as db:
                self._asked = self._asked or reads.wished(db, self._job.id)
            if self._ledger.home.stop_flag.exists():
                self._asked = self._asked or "pause"
            if self._asked:
                return
            try:
                await asyncio.wait_for(self._halting.wait(), POLL)
            except TimeoutError:
                continue

    def _stop(self) -> None:
        if not self._desk.halted:
            self._desk.halt()
        self._backend.stop()

    def _end(self, deliver: asyncio.Future[None], feed: asyncio.Future[None], watch: asyncio.Future[None]) -> End:
        for error in (self._desk.failure, *(task.exception() for task in (deliver, feed, watch) if task.done())):
            if error is not None:
                raise error
        if self._complete:
            return "finished"
        return "cancelled" if self._asked == "cancel" else "paused"

    def _counts(self) -> dict[str, int]:
        with self._ledger.read() as db:
            return {state: tally.count for state, tally in reads.tallies(db, self._job.id).items()}

    def _tell(self) -> None:
        if self._progress is None:
            return
        now = {state: self._before[state] + self._desk.counts[state] for state in states.FINAL}
        now[states.PLANNED] = self._job.input_count - sum(now.values())
        seconds = time.monotonic() - self._begun
        rate = sum(self._desk.counts[state] for state in states.FINAL) / max(seconds, 1e-9)
        self._progress(Progress(self._job.input_count, now, seconds, rate))


def _rejection(job: int, r: Refusal) -> results.Rejection:
    state = states.SUPPRESSED if r.skipped else states.REJECTED
    return results.Rejection(job, r.seq, r.reason, r.key, r.field, r.place, state)


async def _together(works: Sequence[Coroutine[None, None, None]]) -> None:
    """Run all; when one fails, end the others."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        await asyncio.gather(*tasks)
    finally:
        await _cancelled(*tasks)


async def _cancelled(*tasks: asyncio.Future[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

"""A standing job: it never ends, messages are appended to it one by one and sent at once.

It is a job like any other: claims, identity gate, documents, suppressions, attempts, recovery after a crash.
Three things differ: records come sealed from the table `message`, they are cast in this process, and each
message has its own deadline. An operator's `pause` and the STOP flag hold what has not begun, until the
service is started again or the flag is removed; `cancel` cancels what has not left, and later messages go on.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from msgspec import structs

from flong.backends.base import Backend, Book, Receipt, Source
from flong.errors import FlongError, IdentityError, LedgerError, RecordError, TemplateError
from flong.jobs import messages, planning, progressing, reads, results, states
from flong.jobs.cast import Head, Misfit, Prepared
from flong.jobs.config import JobsConfig
from flong.jobs.desk import NOBODY, Desk
from flong.jobs.ledger import Ledger
from flong.jobs.lock import locked
from flong.jobs.messages import Accepted, MessageRow, NewMessage, Once, Reused
from flong.jobs.progressing import Claim, Due
from flong.jobs.reads import JobRow
from flong.jobs.results import Result
from flong.jobs.single import Origin, Single, filled
from flong.jobs.snapshot import new_key, seal, unseal, unwrap, wrap
from flong.jobs.watching import Watching

T = TypeVar("T")

LANES: Final = 16
"""Messages worked on at a time."""

POLL: Final = 0.2
"""Seconds between two looks at the ledger for what is due, and at what the operator wishes."""

REST: Final = 5.0
"""Seconds of rest after the route has failed."""

LIVE: Final = "api/live/"
"""How the names of standing jobs begin that really send."""

_AGES: Final = 1e12  # a standing job has no deadline, its messages have
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Line:
    """Which standing job: a stream through a route; not `live`: everything but the sending."""

    stream: str
    route: str
    live: bool

    @property
    def name(self) -> str:
        """The job's name; no job of a person can have it."""
        return f"{LIVE if self.live else 'api/test/'}{self.stream}/{self.route}"


class StandingDesk(Desk):
    """A desk whose messages have deadlines of their own."""

    def __init__(self, ledger: Ledger, job: JobRow, retry: tuple[float, ...], watching: Watching) -> None:
        super().__init__(ledger, job, retry, watching)
        self.deadlines: dict[int, float] = {}

    def deadline(self, seq: int) -> float:
        return self.deadlines[seq]

    def judged(self, receipt: Receipt) -> Result:
        """What a test key sent is held: it never left."""
        if receipt.kind == TESTED:
            return Result(self._job.id, states.HELD, None, receipt)
        return super().judged(receipt)


TESTED: Final = "test"


class Withheld:
    """The backend of test keys: takes messages, whose gates are compared, and sends none."""

    async def run(self, source: Source, book: Book) -> None:
        """See `base.Backend`."""
        while (item := await source.take("test")) is not None:
            book.finished(Receipt(item.seq, item.attempt, "unsent", kind=TESTED))

    def stop(self) -> None:
        """The source ends it."""


class Standing:
    """One standing job, sent from this process. Use it from one event loop; `work` is where records are cast."""

    def __init__(
        self,
        ledger: Ledger,
        line: Line,
        single: Single,
        backend: Callable[[], Backend],
        *,
        config: JobsConfig,
        work: Executor,
        watching: Watching = NOBODY,
    ) -> None:
        self._watching = watching
        self._ledger, self._single, self._work = ledger, single, work
        self._backend, self._config, self._line = backend, config, line
        self._job = opened(ledger, line, config)
        self._key = unwrap(ledger.home.secret(), self._job.data_key or b"", line.name)
        self._queue: asyncio.Queue[int] = asyncio.Queue()
        self._busy: set[int] = set()
        self._swept = float("-inf")
        self._stopping = asyncio.Event()
        self.failure: IdentityError | None = None

    async def head(self, id: str, template: str, record: str, created: float) -> Head | Misfit:
        """Render a record for a message about to be accepted."""
        origin = Origin(self._job.id, self._job.name, self._line.stream, id, template, created)
        found: Head | Misfit = await self._in_thread(lambda: self._single.head(origin, record))
        return found

    async def accept(self, new: NewMessage, record: str, once: Once | None) -> Accepted | Reused:
        """Take a message on, durably. Raises LedgerError when the job was stopped by a mix-up."""
        if self.failure is not None:
            raise LedgerError(f"job {self._job.name} is stopped: messages were mixed up")
        sealed = seal(self._key, record.encode(), new.id.encode())
        new = replace(new, job=self._job.id, record=sealed)
        accepted = await self._ledger.submit(messages.accept(new, once))
        if isinstance(accepted, Accepted) and accepted.state == states.PLANNED and accepted.seq:
            self._enqueue(accepted.seq)
        return accepted

    async def run(self) -> None:
        """Send until `stop`. The route may fail and come back; a mix-up ends it for good."""
        with self._owned():
            while not self._stopping.is_set() and self.failure is None:
                if self._may_send():
                    await self._session()
                else:
                    await self._tick()
                    await self._rest(POLL)

    def stop(self) -> None:
        """Begin nothing more; what has begun ends."""
        self._stopping.set()

    @contextmanager
    def _owned(self) -> Iterator[None]:
        """The job's lock, and the job as a crash may have left it put right."""
        with locked(self._ledger, self._job.id, self._job.name):
            self._ledger.do(progressing.recover(self._job.id, time.time()))
            self._ledger.do(progressing.run(self._job.id, self._job.wish))
            yield

    def _may_send(self) -> bool:
        """Whether nobody asks to hold. A `cancel` is done here, and forgotten."""
        with self._ledger.read() as db:
            wish = reads.wished(db, self._job.id)
        if wish == "cancel":
            self._ledger.do(progressing.cancel_rest(self._job.id))
            self._ledger.do(progressing.run(self._job.id, wish))
        return wish != "pause" and not self._ledger.home.stop_flag.exists()

    async def _session(self) -> None:
        """Send with one backend until it fails, or until told to stop or hold."""
        self._queue, self._busy = asyncio.Queue(), set()
        desk = StandingDesk(self._ledger, self._job, self._config.retry, self._watching)
        backend = self._backend()
        deliver = asyncio.ensure_future(backend.run(desk, desk))
        others = [asyncio.ensure_future(one) for one in (self._watch(), *(self._lane(desk) for _ in range(LANES)))]
        await asyncio.wait((deliver, *others), return_when=asyncio.FIRST_COMPLETED)
        desk.halt()
        backend.stop()
        await asyncio.wait((deliver,))
        await desk.settled()
        for one in others:
            one.cancel()
        ends = await asyncio.gather(deliver, *others, return_exceptions=True)
        await self._judge([desk.failure, *ends])

    async def _judge(self, ends: list[object]) -> None:
        """Rest after a failure; stop for good after a mix-up."""
        errors = [end for end in ends if isinstance(end, Exception)]
        self.failure = next((error for error in errors if isinstance(error, IdentityError)), None)
        for error in errors[:1]:
            _log.error("job %s: %s", self._job.name, error if isinstance(error, FlongError) else type(error).__name__)
            await self._rest(REST)

    async def _watch(self) -> None:
        """Queue what is due; end when sending must."""
        while not self._stopping.is_set() and self._may_send():
            await self._tick()
            with self._ledger.read() as db:
                for seq in messages.waiting(db, self._job.id, time.time(), len(self._busy) + 1000):
                    self._enqueue(seq)
            await self._rest(POLL)

    async def _tick(self) -> None:
        """Once a second: end what is too late, forget what is done."""
        if time.monotonic() - self._swept >= 1.0:
            self._swept = time.monotonic()
            await self._ledger.submit(messages.sweep(self._job.id, time.time()))

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    def _enqueue(self, seq: int) -> None:
        if seq not in self._busy:
            self._busy.add(seq)
            self._queue.put_nowait(seq)

    async def _lane(self, desk: StandingDesk) -> None:
        while True:
            seq = await self._queue.get()
            await self._send(desk, seq)
            self._busy.discard(seq)

    async def _send(self, desk: StandingDesk, seq: int) -> None:
        """Claim one message, cast it, hand it to the backend, wait for the receipt."""
        claim = await self._ledger.submit(progressing.claim(self._job.id, seq - 1, time.time()))
        with self._ledger.read() as db:
            row = messages.at(db, self._job.id, seq)
        for due in claim.due:  # one, or none
            await self._hand_over(desk, claim, due, row)
        await desk.settled()
        desk.deadlines.pop(seq, None)
        await self._ledger.submit(progressing.close(claim))

    async def _hand_over(self, desk: StandingDesk, claim: Claim, due: Due, row: MessageRow) -> None:
        try:
            prepared = await self._cast(row, due)
        except (FlongError, OSError) as error:
            return await self._wait(row, error)
        if isinstance(prepared, Misfit):
            return await self._reject(row, prepared)
        desk.deadlines[row.seq] = row.deadline
        await desk.put(claim, [structs.replace(due, key=row.key)], filled(row.seq, prepared)).done.wait()
        return await self._tell(row)

    async def _cast(self, row: MessageRow, due: Due) -> Prepared | Misfit:
        """The message; a misfit too when the template is wrong or has become another. Raises FlongError, OSError
        for what may pass: a template that is being replaced, a key that can't be read."""
        origin = Origin(self._job.id, self._job.name, self._line.stream, row.id, row.template, row.created)
        try:
            record = unseal(self._key, row.record or b"", row.id.encode(), f"message {row.id}").decode()
            found: Prepared | Misfit = await self._in_thread(
                lambda: self._single.cast(origin, row.seq, record, due.resend)
            )
        except (RecordError, TemplateError) as error:
            return Misfit(0, str(error), row.key)
        if isinstance(found, Prepared) and found.document != due.document:
            return Misfit(0, "the template has become another since the message was accepted", row.key)
        return found

    async def _wait(self, row: MessageRow, error: Exception) -> None:
        """Try again later, until the message's deadline. The error tells of this machine: it is for the log only."""
        _log.error("job %s: message %s has to wait: %s", self._job.name, row.id, error)
        now = time.time()
        detail = {"reason": "it can't be made at present"}
        await self._ledger.submit(messages.defer(row.job, row.seq, now + self._config.retry[0]))
        await self._ledger.submit(messages.happened(row.job, row.seq, "waiting", detail, now))

    async def _reject(self, row: MessageRow, m: Misfit) -> None:
        rejection = results.Rejection(row.job, row.seq, m.reason, row.key, m.field, m.place)
        await self._ledger.submit(lambda db: results.reject(db, [rejection], time.time()))

    async def _tell(self, row: MessageRow) -> None:
        if not self._line.live:
            detail = {"reason": "a test key: everything was done but the sending"}
            await self._ledger.submit(messages.happened(row.job, row.seq, TESTED, detail, time.time()))

    async def _in_thread(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._work, call)


def opened(ledger: Ledger, line: Line, config: JobsConfig) -> JobRow:
    """The standing job of `line`, made if need be."""
    with ledger.read() as db:
        if reads.exists(db, line.name) and (job := reads.find(db, line.name)).state != "planning":
            return job
    number = ledger.do(planning.create(_new(ledger, line, config)))
    ledger.do(planning.ready(number, 0, 0))
    with ledger.read() as db:
        return reads.find(db, line.name)


def _new(ledger: Ledger, line: Line, config: JobsConfig) -> planning.NewJob:
    now = time.time()
    return planning.NewJob(
        name=line.name,
        policy=config.policy,
        stream=line.stream,
        resend=False,
        template="",
        template_digest="",
        clock=now,
        deadline=_AGES,
        chunk_size=1,
        amount_field="",
        amount_scale=0,
        data_key=wrap(ledger.home.secret(), new_key(), line.name),
        created=now,
    )


def new_id() -> str:
    """A message's name: 128 bits that nobody guesses."""
    return f"msg_{secrets.token_hex(16)}"

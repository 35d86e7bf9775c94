# cython: annotation_typing=False, nonecheck=True
"""Several ways out at once, shaped by provider: a backend of relays and source addresses.

Messages wait in a line for each provider. A connection is made for one provider by way of one outlet, when both allow
it, and carries that provider's messages as fast as its rule admits them; so no provider stands in another's way.
Each connection is a backend of its own (`routes_worker.py`): this module hands out messages and listens to what became
of them.

What a rule keeps waiting for longer than a few seconds goes back as `unsent`, with the seconds after which it may come
again: nothing rendered is held for it. An outlet that fails is tried again after pauses, and its messages go another
way; when all have failed for longer than `patience`, the run raises.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from msgspec.structs import replace

from flong.backends.base import SENDER, Book, Outgoing, Receipt, Source, grouped
from flong.backends.pool import MOST_LOST, RouteError, unsent
from flong.backends.routes_arrivals import Arrivals
from flong.backends.routes_parts import SLACK, STALE, Line, Outlet, Waiting
from flong.backends.routes_worker import Worker
from flong.backends.shaping.bucket import SECOND
from flong.backends.shaping.lane import Wait
from flong.backends.shaping.providers import Providers
from flong.backends.shaping.store import Shared
from flong.errors import SendError

HOLD: Final = 5.0
"""Seconds of a shaped provider's messages that wait here; what is more goes back."""

TICK: Final = 0.5
RENEW: Final = 15.0
REFUSED: Final = 400
STOPPED: Final = "stopped before it was begun"


class Routes:
    """Delivers by way of `outlets`. `state` opens what processes share. Use it from one event loop."""

    def __init__(
        self,
        outlets: Sequence[Outlet],
        providers: Providers,
        state: Callable[[], Shared],
        *,
        route: str = "default",
        patience: float = 30.0,
    ) -> None:
        self.outlets, self._providers, self._open = tuple(outlets), providers, state
        self._route, self._patience = route, patience
        self._names = tuple(outlet.name for outlet in outlets)
        self._weighted = len({outlet.weight for outlet in outlets}) > 1
        self._lines: dict[str, Line] = {}
        self._workers: dict[asyncio.Task[None], Worker] = {}
        self._stopping = False
        self._failure: BaseException | None = None
        self._lost = 0
        self._changed = asyncio.Event()
        self._gone: deque[tuple[Worker, BaseException | None]] = deque()

    def stop(self) -> None:
        """Let begun transactions end and start none."""
        self._stopping = True
        for worker in list(self._workers.values()):
            worker.backend.stop()
            worker.call()
        self._changed.set()

    async def run(self, source: Source, book: Book) -> None:
        """See `base.Backend`."""
        self.book, self._loop = grouped(book), asyncio.get_running_loop()
        self._shared = self._open()
        self._arrivals = Arrivals(self._providers, self._enqueue)
        background = [asyncio.ensure_future(one) for one in (self._arrivals.run(source, self._route), self._watch())]
        for task in background:
            task.add_done_callback(self._background_ended)
        try:
            await self._until_done()
        finally:
            await _cancelled([*background, *self._workers])
            await self._arrivals.close()
            self._give_back(STOPPED)
            with suppress(SendError):  # what matters has been told
                self._shared.close()
        if self._failure is not None:
            raise self._failure

    async def _until_done(self) -> None:
        """Arrange what is to be arranged, whenever something has changed."""
        while True:
            self._changed.clear()
            try:
                self._arrange()
            except Exception as error:
                self._fail(error)
            if not self._workers and self.over:
                return
            await self._changed.wait()

    # for workers

    @property
    def over(self) -> bool:
        """Nothing more will be handed out."""
        return self._stopping or (self._arrivals.over and not any(line.items for line in self._lines.values()))

    def next_for(self, worker: Worker) -> Outgoing | None:
        """A message of the worker's provider that may leave by its outlet now."""
        line, outlet = worker.line, worker.outlet
        if self._stopping or not line.items or (outlet.wanted and self._yields(worker)):
            return None
        if outlet.name in line.sends and line.sends[outlet.name] > self._shared.now():
            return None
        if self._weighted and self._ahead(outlet, line):
            return None
        if (wait := self._shared.admit(line.name, outlet.name)) is not None:
            self._hold(line, outlet, wait, sends=True)
            return None
        item = line.taken(self._loop.time())
        if self._weighted:
            self._count(outlet)
        if self._weighted or not line.items:
            self._changed.set()
        return item

    def heard(self, worker: Worker, item: Outgoing | None, receipt: Receipt) -> None:
        """Learn from an outcome and pass it on; `item` is given if it may go another way. Raises SendError when the
        next ones would fare as this one did."""
        if receipt.state == "unsent" and item is not None and not self._stopping:
            worker.line.items.appendleft(Waiting(item, self._loop.time()))
            return self._changed.set()
        if receipt.state != "unsent" and worker.outlet.error is not None:
            worker.outlet.worked()
        self.book.finished(self._learned(worker, receipt) if receipt.code >= REFUSED else receipt)
        if receipt.state != "ambiguous":
            self._lost = 0
        else:
            self._count_lost(worker, receipt)

    def _count_lost(self, worker: Worker, receipt: Receipt) -> None:
        """Raises SendError when one connection after the other was lost with messages on their way."""
        if not worker.lost:
            worker.lost = True
            self._lost += 1
        if self._lost >= MOST_LOST:
            raise SendError(f"{self._lost} answers in a row were lost: {receipt.host} may have these messages or not")

    def _learned(self, worker: Worker, receipt: Receipt) -> Receipt:
        """The receipt; a message that another source may take at once says so."""
        name, outlet = worker.line.name, worker.outlet.name
        reaction = None if receipt.kind == SENDER else self._shared.learned(name, outlet, receipt)
        if reaction is None:
            return receipt
        worker.line.sends.clear()
        if reaction.do != "move" or receipt.state != "deferred":
            return receipt
        others = (other for other in self._names if other != outlet)
        elsewhere = any(self._shared.resting(name, other) is None for other in others)
        return replace(receipt, again=0.0) if elsewhere else receipt

    def _yields(self, worker: Worker) -> bool:
        """Whether this connection makes place for a provider that has fewer at the outlet, which it wants there."""
        outlet = worker.outlet
        if self._at(worker.line, outlet) <= self._fair(outlet):
            return False
        outlet.wanted -= 1
        worker.dismissed = True
        return True

    def _at(self, line: Line, outlet: Outlet) -> int:
        """How many connections a line has at an outlet, without those that end."""
        here = (worker for worker in self._workers.values() if worker.outlet is outlet and not worker.dismissed)
        return sum(worker.line is line for worker in here)

    def _fair(self, outlet: Outlet) -> int:
        """How many connections of an outlet each provider may count on."""
        return max(1, outlet.connections // max(1, sum(bool(line.items) for line in self._lines.values())))

    # shares

    def _ahead(self, outlet: Outlet, line: Line) -> bool:
        """Whether the outlet has had more than its share, and others that are at work less."""
        others = [o.share for o in self.outlets if o is not outlet and self._competes(o, line)]
        return bool(others) and outlet.share > min(others) + SLACK

    def _competes(self, outlet: Outlet, line: Line) -> bool:
        now = self._loop.time()
        resting = line.sends.get(outlet.name, 0) > self._shared.now()
        return outlet.error is None and not resting and now - outlet.took < STALE

    def _count(self, outlet: Outlet) -> None:
        """One message more. Outlets that were away have nothing to catch up with."""
        now = self._loop.time()
        busy = [o.share for o in self.outlets if now - o.took < STALE]
        if now - outlet.took >= STALE and busy:
            outlet.served = max(outlet.served, min(busy) * outlet.weight)
        outlet.served, outlet.took = outlet.served + 1, now

    # what comes in

    def _enqueue(self, item: Outgoing, provider: str) -> None:
        if provider not in self._lines:
            self._lines[provider] = Line(self._shared.rules.of(provider))
        self._lines[provider].items.append(Waiting(item, self._loop.time()))
        self._changed.set()

    async def _watch(self) -> None:
        """Time passes: leases are renewed, and what waits is looked at."""
        renewed = self._loop.time()
        while True:
            await asyncio.sleep(TICK)
            if self._loop.time() - renewed >= RENEW:
                self._shared.renew()
                renewed = self._loop.time()
            self._changed.set()

    def _background_ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and isinstance(error := task.exception(), Exception):
            self._fail(error)
        self._changed.set()

    # what is arranged

    def _arrange(self) -> None:
        """Settle connections that have ended; wake and make others; send back what would wait too long."""
        while self._gone:
            self._settle(*self._gone.popleft())
        if self._stopping:
            return self._give_back(STOPPED)
        self._check_outlets()
        for outlet in self.outlets:
            outlet.wanted = 0
        lines = sorted(self._lines.values(), key=lambda line: line.took)
        wanting = {line: wanted for line in lines if (wanted := self._called(line)) > 0}
        while wanting:  # one for each in turn
            wanting = {line: wanted - 1 for line, wanted in wanting.items() if self._connected(line) and wanted > 1}
        for line in lines:
            self._send_back(line)
        for worker in self._workers.values() if self.over else ():
            worker.call()

    def _called(self, line: Line) -> int:
        """Call the connections that have nothing to do; gives how many more the line could use."""
        now = self._shared.now()
        workers = [worker for worker in self._workers.values() if worker.line is line and worker.ready]
        ready = [worker for worker in workers if line.sends.get(worker.outlet.name, 0) <= now]
        for worker in ready[: len(line.items)]:
            worker.call()
        return len(line.items) - len(ready)

    def _connected(self, line: Line) -> bool:
        """Make one connection more for a line, if an outlet and the rule allow it."""
        now = self._shared.now()
        for outlet in sorted(self.outlets, key=lambda outlet: outlet.share):
            if line.blocked(outlet.name, now) or self._loop.time() < outlet.until:
                continue
            if outlet.open >= outlet.connections:
                self._make_place(line, outlet)
            elif (wait := self._shared.open(line.name, outlet.name)) is not None:
                self._hold(line, outlet, wait)
            else:
                self._launch(Worker(self, outlet, line))
                return True
        return False

    def _hold(self, line: Line, outlet: Outlet, wait: Wait, *, sends: bool = False) -> None:
        """Nothing is opened, or sent, before the time is over; a rest may be that of every outlet."""
        (line.sends if sends or wait.rests else line.opens)[outlet.name] = wait.until
        line.why = wait.why
        for name in self._names if wait.rests else ():
            if (other := self._shared.resting(line.name, name)) is not None:
                line.sends[name] = other.until
        self._loop.call_later(max(0.0, (wait.until - self._shared.now()) / SECOND), self._changed.set)

    def _make_place(self, line: Line, outlet: Outlet) -> None:
        """A line with less than its part of an outlet gets an idle connection's place, or soon one of many's."""
        if self._at(line, outlet) >= self._fair(outlet):
            return
        others = (worker for worker in self._workers.values() if worker.outlet is outlet and worker.line is not line)
        idle = [worker for worker in others if worker.idle]
        if idle:
            min(idle, key=lambda worker: worker.line.took).dismiss()
        else:
            outlet.wanted += 1

    def _launch(self, worker: Worker) -> None:
        worker.outlet.open += 1
        task = asyncio.ensure_future(worker.run())
        self._workers[task] = worker
        task.add_done_callback(self._worker_ended)

    def _worker_ended(self, task: asyncio.Task[None]) -> None:
        worker = self._workers.pop(task)
        self._gone.append((worker, None if task.cancelled() else task.exception()))
        self._changed.set()

    def _settle(self, worker: Worker, error: BaseException | None) -> None:
        """A connection has ended. An outlet that fails pauses; anything else ends the run."""
        outlet, line = worker.outlet, worker.line
        outlet.open -= 1
        line.opens.pop(outlet.name, None)
        if isinstance(error, RouteError):
            outlet.failed(error, self._loop.time())
            self._loop.call_at(outlet.until, self._changed.set)
        elif error is not None:
            self._fail(error)
        self._shared.closed(line.name, outlet.name)

    def _check_outlets(self) -> None:
        """Raises RouteError when no outlet works any more."""
        now = self._loop.time()
        if all(outlet.hopeless(now, self._patience) for outlet in self.outlets):
            errors = (outlet.error for outlet in self.outlets)
            raise next(error for error in errors if error is not None)

    def _send_back(self, line: Line) -> None:
        """Keep of a line that a rule holds up what may leave within some seconds, for each of the others a time to
        come again."""
        now = self._shared.now()
        if not line.items or not line.held(self._names, now):
            return
        connected = {worker.outlet.name for worker in self._workers.values() if worker.line is line}
        working = [outlet.name for outlet in self.outlets if outlet.error is None]
        rest, gap, clock = line.rests(working, connected, now), line.gap(self._names, now), self._loop.time()
        tired = rest > HOLD or clock - max(line.took, line.items[0].arrived) > self._patience
        back = [line.items.pop() for _ in range(len(line.items) - (0 if tired else max(1, int(HOLD / gap))))]
        for waiting in reversed(back):
            line.booked = max(line.booked, clock + max(rest, HOLD)) + gap
            self.book.finished(replace(unsent(waiting.item, line.why), again=line.booked - clock))

    def _give_back(self, why: str) -> None:
        for line in self._lines.values():
            while line.items:
                self.book.finished(unsent(line.items.popleft().item, why))

    def _fail(self, error: BaseException) -> None:
        self._failure = self._failure or error
        self.stop()


async def _cancelled(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

"""Delivery to a message centre by SMPP 3.4.

Each of `connections` is shared by `window` carriers, so that so many messages are unanswered at most. A text of
several parts is one item: its parts go one after the other, and it is delivered when the last was accepted. That
one asks for the delivery receipt, so a message has one id.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass

from msgspec.structs import replace

from flong.backends.base import SENDER, SMS, Book, Outgoing, Receipt, State
from flong.backends.pool import Pool, RouteError
from flong.backends.sms import statuses
from flong.backends.sms.pace import Pace
from flong.backends.sms.pdu import OK, Short
from flong.backends.sms.receipts import Listener
from flong.backends.sms.session import Answer, Session, SmppPeer, Unwritten, connect
from flong.backends.sms.text import Unsendable, segmented

_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 5.0


@dataclass(frozen=True, slots=True)
class SmppConfig:
    """A message centre: `connections`, each with at most `window` unanswered messages, `rate` messages a second in
    all (0: no limit). `patience` is how many seconds an item waits for a working connection. `receipts` asks for
    delivery receipts."""

    peer: SmppPeer
    connections: int = 1
    window: int = 8
    rate: float = 0.0
    patience: float = 30.0
    receipts: bool = True
    route: str = "default"


class SmppBackend(Pool):
    """Delivers to one message centre. `listener`, set before `run`, keeps delivery receipts."""

    def __init__(self, config: SmppConfig) -> None:
        self.listener: Listener | None = None
        self.pace = Pace(config.rate)
        self._config, self._cut = config, ""
        self._links = itertools.cycle([Link(config, self._heard) for _ in range(config.connections)])
        super().__init__(self._carrier, config.connections * config.window, config.route)

    async def hear(self) -> None:
        """Hear delivery receipts, over one connection after the other, until stopped. Raises RouteError when there
        is none for longer than the patience."""
        stopping = asyncio.ensure_future(self.stopping.wait())
        carrier = self._carrier(self.stopping)
        try:
            while not self.stopping.is_set():
                ended = asyncio.ensure_future((await carrier.ready()).ended.wait())
                await asyncio.wait((stopping, ended), return_when=asyncio.FIRST_COMPLETED)
                ended.cancel()
                await carrier.stopped(_FIRST_PAUSE)
        finally:
            stopping.cancel()
            await carrier.close()

    def _carrier(self, stopping: asyncio.Event) -> SmppCarrier:
        return SmppCarrier(self._config, next(self._links).joined(), self.pace, stopping)

    def passed(self, receipt: Receipt, *, same_loss: bool = False) -> None:
        """What a window loses with one connection is one loss."""
        cut = receipt.source if receipt.state == "ambiguous" and receipt.kind == "connection" else ""
        same, self._cut = bool(cut) and cut == self._cut, cut or self._cut
        super().passed(receipt, same_loss=same_loss or same)

    def _heard(self) -> Listener | None:
        return self.listener


class Link:
    """One connection after another, shared by some carriers; it is closed by the last to leave."""

    def __init__(self, config: SmppConfig, listener: Callable[[], Listener | None]) -> None:
        self._config, self._listener = config, listener
        self._session: Session | None = None
        self._failure: RouteError | None = None
        self._pause, self._again = _FIRST_PAUSE, 0.0
        self._lock, self._users = asyncio.Lock(), 0
        self._retiring: set[asyncio.Task[None]] = set()
        self._references = itertools.cycle(range(256))

    def joined(self) -> Link:
        """This link, with one carrier more."""
        self._users += 1
        return self

    def reference(self) -> int:
        """What the parts of the next text are joined by."""
        return next(self._references)

    async def ready(self) -> Session:
        """The present session, or a new one. Raises RouteError: a refused login is not tried again, anything else
        not before its pause is over, however many carriers ask."""
        async with self._lock:
            if self._session is not None and not self._session.alive:
                self._retire(self._session)
                self._session = None
            if self._session is None:
                self._session = await self._connected()
            return self._session

    async def _connected(self) -> Session:
        failure = self._failure
        if failure is not None and (failure.permanent or time.monotonic() < self._again):
            raise RouteError(str(failure), permanent=failure.permanent)
        try:
            session = await connect(self._config.peer, self._listener())
        except RouteError as error:
            self._failure, self._again = error, time.monotonic() + self._pause
            self._pause = min(2 * self._pause, _LONGEST_PAUSE)
            raise
        self._failure, self._pause = None, _FIRST_PAUSE
        return session

    async def leave(self) -> None:
        """One carrier less."""
        self._users -= 1
        if not self._users:
            session, self._session = self._session, None
            if session is not None:
                await session.unbind()
            await asyncio.gather(*self._retiring)

    def _retire(self, session: Session) -> None:
        task = asyncio.ensure_future(session.retire())
        self._retiring.add(task)
        task.add_done_callback(self._retiring.discard)


class SmppCarrier:
    """One message at a time over a shared connection."""

    def __init__(self, config: SmppConfig, link: Link, pace: Pace, stopping: asyncio.Event) -> None:
        self._config, self._link, self._pace, self._stopping = config, link, pace, stopping

    async def deliver(self, item: Outgoing, book: Book) -> Receipt:
        """What became of `item`: deferred when the centre is too busy, ambiguous when an answer is lost."""
        start = time.time()
        try:
            shorts = self._shorts(item)
        except Unsendable as error:
            return self._receipt(item, start, "bounced", text=str(error), kind="refused")
        session = await self.ready()
        await self._pace.turn()
        await book.starting(item)
        return await self._sent(item, start, session, shorts)

    async def close(self) -> None:
        await self._link.leave()

    def _shorts(self, item: Outgoing) -> list[Short]:
        found, last = segmented(item), self._config.receipts
        payloads = found.payloads(self._link.reference())
        several = len(payloads) > 1
        return [
            Short(item.mail_from, item.rcpt_to, found.encoding, payload, several, last and n == len(payloads))
            for n, payload in enumerate(payloads, 1)
        ]

    async def ready(self) -> Session:
        """A session, tried for with pauses until patience ends. Raises RouteError."""
        until, pause = time.monotonic() + self._config.patience, _FIRST_PAUSE
        while True:
            try:
                return await self._link.ready()
            except RouteError as error:
                if error.permanent or time.monotonic() + pause > until or await self.stopped(pause):
                    raise
                pause = min(2 * pause, _LONGEST_PAUSE)

    async def _sent(self, item: Outgoing, start: float, session: Session, shorts: list[Short]) -> Receipt:
        """Part by part; a text of which some parts were accepted is not delivered, and is tried again as a whole."""
        answer = Answer(OK)
        for n, short in enumerate(shorts):
            try:
                answer = await self._answer(session, short, again=n > 0)
            except (OSError, TimeoutError) as error:
                state: State = "ambiguous"
                if isinstance(error, Unwritten):
                    state = "deferred" if n else "unsent"
                kind = SMS if isinstance(error, TimeoutError) else "connection"
                receipt = self._receipt(item, start, state, text=_broken(error), kind=kind)
                return replace(receipt, source=session.source)
            if answer.status != OK:
                return self._refused(item, start, answer.status)
        return self._receipt(item, start, "delivered", text=answer.id, kind=SMS)

    async def _answer(self, session: Session, short: Short, *, again: bool) -> Answer:
        """The answer to one part. Where `again`, being too fast is no answer: the parts before were accepted."""
        until = time.monotonic() + self._config.patience
        while True:
            answer = await session.submit(short)
            if answer.status not in statuses.THROTTLED:
                break
            self._pace.throttled()
            if not again or time.monotonic() > until or self._stopping.is_set():
                return answer
            await self._pace.turn()
        if answer.status == OK:
            self._pace.accepted()
        return answer

    def _refused(self, item: Outgoing, start: float, status: int) -> Receipt:
        state: State = "bounced" if status in statuses.PERMANENT else "deferred"
        kind = SENDER if status in statuses.SENDER else SMS
        return self._receipt(item, start, state, text=statuses.named(status), kind=kind, code=status)

    def _receipt(self, item: Outgoing, start: float, state: State, *, text: str, kind: str, code: int = OK) -> Receipt:
        told = (code, "", text, kind, self._config.peer.host)
        return Receipt(item.seq, item.attempt, state, *told, start=start, end=time.time())

    async def stopped(self, seconds: float) -> bool:
        """Waits, unless or until stopped."""
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return False
        return True


def _broken(error: BaseException) -> str:
    return "no answer in time" if isinstance(error, TimeoutError) else "the connection was lost"

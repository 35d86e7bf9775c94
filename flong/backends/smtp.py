# cython: annotation_typing=False, nonecheck=True
"""Delivery to an SMTP relay over persistent connections.

A lane connects when it has something to send, keeps the connection as full as its window allows, renews it before
the server's or our own cap of messages, and tries again for `patience` seconds before it gives up.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from dataclasses import dataclass

from flong.backends.base import Book, Outgoing, Receipt, Source, grouped
from flong.backends.peer import Peer
from flong.backends.pool import Crew, Intake, RouteError, unsent
from flong.backends.session import Session, connect
from flong.backends.transaction import Dotted, Transaction

_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 5.0


@dataclass(frozen=True, slots=True)
class SmtpConfig:
    """A relay: `connections` at most at once, each for at most `per_connection` messages;
    `patience` is how many seconds an item waits for a working connection. Unless it `renews`, each worker has one
    connection only, and is done when that ends."""

    peer: Peer
    connections: int = 4
    per_connection: int = 100
    patience: float = 30.0
    route: str = "default"
    renews: bool = True
    simple: bool = False


class SmtpBackend(Crew):
    """Delivers to one relay."""

    def __init__(self, config: SmtpConfig) -> None:
        super().__init__(config.connections, config.route)
        self._config = config

    async def work(self, source: Source, book: Book) -> None:
        await Lane(self._config, self, source, book).work()


class Patience:
    """Pauses between tries, ever longer, for so many seconds in all."""

    def __init__(self, seconds: float, stopping: asyncio.Event) -> None:
        self._seconds, self._stopping = seconds, stopping
        self.reset()

    def reset(self) -> None:
        """The route works."""
        self._until, self._pause = 0.0, _FIRST_PAUSE

    async def endure(self, error: RouteError) -> None:
        """Waits until it is time to try again. Raises `error` if that would not help, or once stopped."""
        now = time.monotonic()
        self._until = self._until or now + self._seconds
        if error.permanent or now + self._pause > self._until or await self._stopped(self._pause):
            raise error
        self._pause = min(2 * self._pause, _LONGEST_PAUSE)

    async def _stopped(self, seconds: float) -> bool:
        """Waits, unless or until stopped."""
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return False
        return True


class Lane:
    """One connection after another, and the items taken for it that are not on their way."""

    def __init__(self, config: SmtpConfig, crew: Crew, source: Source, book: Book) -> None:
        self._config, self._crew, self._book = config, crew, grouped(book)
        self._intake, self._patience = Intake(crew, source, book), Patience(config.patience, crew.stopping)
        self._session: Session | None = None
        self._hand: deque[Outgoing] = deque()
        self._in_flight: set[int] = set()  # of the items in hand, those the book knows of
        self._trouble: RouteError | None = None
        self._error: Exception | None = None
        self._lost_with: Session | None = None

    async def work(self) -> None:
        """Deliver until the source ends or the crew stops. Raises RouteError, SendError, what the book raises."""
        try:
            while await self._step():
                pass
            if self._error is not None:
                raise self._error
        except Exception as error:
            while await self._wait_for(self._session):
                pass
            self._put_back(str(error))
            raise
        finally:
            await self._leave()
            self._put_back("stopped before it was begun")
            await self._intake.close()

    # what sessions tell

    def finished(self, receipt: Receipt) -> None:
        """See `session.Sink`."""
        again = self._lost_with is self._session is not None
        self._lost_with = self._session if receipt.state == "ambiguous" else None
        self._in_flight.discard(receipt.seq)
        self._patience.reset()
        try:
            self._book.finished(receipt)
            self._crew.passed(receipt, same_loss=again)
        except Exception as error:
            self._error = self._error or error

    def returned(self, item: Outgoing, error: RouteError) -> None:
        """See `session.Sink`. A connection that has worked before is simply replaced."""
        self._hand.append(item)
        if error.permanent or not (self._session and self._session.worked):
            self._trouble = error

    # the work

    async def _step(self) -> bool:
        """One thing that is to be done, or a wait for one; False when there is nothing more."""
        session = self._session
        if session is not None and session.waiting is not None:
            await self._end(session, session.waiting)
        elif session is not None and session.over:
            await self._leave()
            return self._config.renews or self._trouble is not None
        elif self._error is not None or self._crew.stopping.is_set():
            return await self._wait_for(session)
        elif self._trouble is not None:
            error, self._trouble = self._trouble, None
            await self._patience.endure(error)
        elif self._filled(room := session.room if session is not None else 1) or (session is not None and session.busy):
            await self._send(session, room)
        elif not self._intake.over:
            await self._intake.wait(*([session.changing()] if session is not None else []))
        else:
            return await self._wait_for(session)
        return True

    async def _wait_for(self, session: Session | None) -> bool:
        """Lets what has begun end; False when nothing is in flight."""
        if session is None or not session.busy:
            return False
        await session.changing()
        return True

    def _filled(self, room: int) -> bool:
        """Takes what is there and can be sent; whether anything is in hand."""
        while len(self._hand) < room and (item := self._intake.now()) is not None:
            self._hand.append(item)
        return bool(self._hand)

    async def _send(self, session: Session | None, room: int) -> None:
        """Connects, or gives, and then waits until there is room again."""
        if session is None:
            try:
                self._session = await connect(self._config.peer, self, self._config.per_connection)
            except RouteError as error:
                self._trouble = error
        elif room and self._hand:
            await self._give(session, room)
            if session.full:
                await session.changing()
        elif self._intake.over or not room:
            await session.changing()
        else:
            await self._intake.wait(session.changing())

    async def _give(self, session: Session, room: int) -> None:
        hand, mails = self._hand, list[Transaction]()
        while hand and len(mails) < room:
            if (mail := session.prepare(hand.popleft())) is not None:
                mails.append(mail)
        if session.chunked:
            mails = await self._begin(mails)
        if len(mails) > session.room:  # it broke meanwhile
            self._back(mails)
        elif mails:
            session.give(mails)

    async def _begin(self, mails: list[Transaction]) -> list[Transaction]:
        """Those that may leave, in flight by now. What the book raises passes; then all are in hand again."""
        known = self._in_flight
        new = [mail.item for mail in mails if mail.item.seq not in known] if known else [mail.item for mail in mails]
        try:
            allowed = await self._book.starting_all(new) if new else []
        except BaseException:
            self._back(mails)
            raise
        known.update([item.seq for item in allowed])
        return mails if len(allowed) == len(mails) else [mail for mail in mails if mail.item.seq in known]

    def _back(self, mails: list[Transaction]) -> None:
        self._hand.extendleft(mail.item for mail in reversed(mails))

    async def _end(self, session: Session, mail: Dotted) -> None:
        """The server has the message but its dot: that leaves when the book knows of it and the message has left."""
        try:
            allowed = bool(await self._begin([mail]))
        except BaseException:
            session.abandon()
            raise
        if not allowed:
            return session.abandon()
        while session.paused and session.error is None:
            await session.changing()
        session.end(mail, self._following(session))

    def _following(self, session: Session) -> Transaction | None:
        """The mail whose envelope goes with this dot. What the source raises must not keep the dot back."""
        if not session.overlaps or self._error is not None or self._crew.stopping.is_set():
            return None
        try:
            item = self._hand.popleft() if self._hand else self._intake.now()
        except Exception as error:
            self._error = error
            return None
        return session.prepare(item) if item is not None else None

    def _put_back(self, why: str) -> None:
        """What is in hand goes back."""
        while self._hand:
            item = self._hand.popleft()
            self._in_flight.discard(item.seq)
            self._book.finished(unsent(item, why))

    async def _leave(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.quit()

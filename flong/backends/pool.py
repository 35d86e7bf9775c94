# cython: annotation_typing=False, nonecheck=True
"""Carriers that work side by side: the part of a backend that every way out shares.

A carrier whose route fails gives its items back as `unsent` and leaves; the others go on, and if none of them
got anything through after that, the run raises the failure. An item the book refuses is passed over. A sender
that is blocked, or `MOST_LOST` lost answers in a row, would go on with every further item: they stop every
carrier after what it has begun, as any other exception does, and are raised.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, Protocol

from flong.backends.base import SENDER, Book, EagerSource, Outgoing, Receipt, Refused, Source
from flong.errors import SendError

MOST_LOST: Final = 10
"""Connections or answers lost in a row, with mails that may have arrived, after which nothing more is risked."""


class RouteError(SendError):
    """The route does not work now. `permanent`: trying again won't help."""

    def __init__(self, message: str, *, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent


class Crew(ABC):
    """A backend of `count` workers. Use it from one event loop; `stop` too is called there."""

    def __init__(self, count: int, route: str) -> None:
        self.route, self._count = route, count
        self.stopping = asyncio.Event()
        self._failure: RouteError | None = None
        self._lost = 0

    def stop(self) -> None:
        """Let begun transactions end and start none."""
        self.stopping.set()

    async def run(self, source: Source, book: Book) -> None:
        """Deliver until `source` ends or `stop` was called. Raises SendError when the route has failed."""
        works = (self._guarded(source, book) for _ in range(self._count))
        for end in await asyncio.gather(*works, return_exceptions=True):
            if end is not None:
                raise end
        if self._failure is not None:
            raise self._failure

    @abstractmethod
    async def work(self, source: Source, book: Book) -> None:
        """One worker's whole life; RouteError when its route has failed."""

    async def _guarded(self, source: Source, book: Book) -> None:
        try:
            await self.work(source, book)
        except RouteError as error:
            self._failure = error
        except BaseException:
            self.stop()
            raise

    def passed(self, receipt: Receipt, *, same_loss: bool = False) -> None:
        """Look at an outcome; `same_loss`: the connection was lost that the one before was lost with. Raises SendError
        when the next items would fare as this one did."""
        if receipt.state != "unsent":
            self._failure = None
        if receipt.state != "ambiguous":
            self._lost = 0
        elif not same_loss:
            self._lost += 1
        if receipt.kind == SENDER:
            raise SendError(f"{receipt.host} does not take this sender's mail: {receipt.code} {receipt.text}")
        if self._lost >= MOST_LOST:
            raise SendError(f"{self._lost} answers in a row were lost: {receipt.host} may have these messages or not")


class Intake:
    """What one worker of a crew takes from a source. `over`: the source has ended."""

    def __init__(self, crew: Crew, source: Source, book: Book) -> None:
        self._crew, self._source, self._book = crew, source, book
        self._take_now = source.take_now if isinstance(source, EagerSource) else None
        self._taking: asyncio.Future[Outgoing | None] | None = None
        self.over = False

    def now(self) -> Outgoing | None:
        """An item that is there at once; none once the crew stops."""
        if self._crew.stopping.is_set():
            return None
        if self._taking is not None:
            return self._arrived(self._taking) if self._taking.done() else None
        return self._take_now(self._crew.route) if self._take_now else None

    async def next(self) -> Outgoing | None:
        """The next item, or None at the end or once the crew stops."""
        while (item := self.now()) is None and not (self.over or self._crew.stopping.is_set()):
            await self.wait()
        return item

    async def wait(self, *others: asyncio.Future[None]) -> None:
        """Until an item is there, the source ends, the crew stops, or one of `others` is done."""
        if self._taking is None:
            self._taking = asyncio.ensure_future(self._source.take(self._crew.route))
        stopping = asyncio.ensure_future(self._crew.stopping.wait())
        try:
            waiting: list[asyncio.Future[Any]] = [self._taking, stopping, *others]
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()

    async def close(self) -> None:
        """Take no more. What arrives too late goes back."""
        if self._taking is None:
            return
        self._taking.cancel()
        with suppress(asyncio.CancelledError):
            if (item := await self._taking) is not None:
                self._book.finished(unsent(item, "stopped before it was begun"))

    def _arrived(self, taking: asyncio.Future[Outgoing | None]) -> Outgoing | None:
        self._taking = None
        item = taking.result()
        self.over = item is None
        return item


class Carrier(Protocol):
    """One connection, or one writer of files."""

    async def deliver(self, item: Outgoing, book: Book) -> Receipt:
        """What became of `item`. Raises RouteError when it was not begun and can't be."""
        ...

    async def close(self) -> None: ...


class Pool(Crew):
    """A crew of carriers that take one item at a time."""

    def __init__(self, make: Callable[[asyncio.Event], Carrier], count: int, route: str) -> None:
        super().__init__(count, route)
        self._make = make

    async def work(self, source: Source, book: Book) -> None:
        carrier, intake = self._make(self.stopping), Intake(self, source, book)
        try:
            while (item := await intake.next()) is not None:
                if (receipt := await self._deliver(carrier, item, book)) is not None:
                    book.finished(receipt)
                    self.passed(receipt)
                self._failure = None
        finally:
            await carrier.close()
            await intake.close()

    async def _deliver(self, carrier: Carrier, item: Outgoing, book: Book) -> Receipt | None:
        """The receipt; None for an item the book refused, which the book knows of already. What no carrier should
        raise may have come after the last byte left."""
        begun = _Begun(book)
        try:
            return await carrier.deliver(item, begun)
        except Refused:
            return None
        except Exception as error:
            doubtful = begun.durable and not isinstance(error, RouteError)
            book.finished(_in_doubt(item, str(error)) if doubtful else unsent(item, str(error)))
            raise


class _Begun:
    """A book for one item, which remembers whether that is in flight."""

    def __init__(self, book: Book) -> None:
        self._book, self.durable = book, False

    async def starting(self, item: Outgoing) -> None:
        await self._book.starting(item)
        self.durable = True

    def finished(self, receipt: Receipt) -> None:
        self._book.finished(receipt)


def unsent(item: Outgoing, why: str) -> Receipt:
    """The receipt of an item that was never begun."""
    return Receipt(item.seq, item.attempt, "unsent", text=why, kind="route")


def _in_doubt(item: Outgoing, why: str) -> Receipt:
    return Receipt(item.seq, item.attempt, "ambiguous", text=why, kind="connection")

"""Carriers that work side by side: the part of a backend that every way out shares.

Each carrier takes one item at a time and delivers it. A carrier whose route fails gives its item
back as `unsent` and leaves; the others go on, and if none of them got anything through after that,
the run raises the failure. An item the book refuses is passed over. A sender that is blocked, or
`MOST_LOST` lost answers in a row, would go on with every further item: they stop every carrier after its
present item, as any other exception does, and are raised.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final, Protocol

from flong.backends.base import SENDER, Book, Outgoing, Receipt, Refused, Source
from flong.errors import SendError

MOST_LOST: Final = 10
"""Ambiguous outcomes in a row after which nothing more is risked on a route."""


class RouteError(SendError):
    """The route does not work now. `permanent`: trying again won't help."""

    def __init__(self, message: str, *, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent


class Carrier(Protocol):
    """One connection, or one writer of files."""

    async def deliver(self, item: Outgoing, book: Book) -> Receipt:
        """What became of `item`. Raises RouteError when it was not begun and can't be."""
        ...

    async def close(self) -> None: ...


class Pool:
    """A backend of `count` carriers. Use it from one event loop; `stop` too is called there."""

    def __init__(self, make: Callable[[asyncio.Event], Carrier], count: int, route: str) -> None:
        self._make, self._count, self._route = make, count, route
        self._stopping = asyncio.Event()
        self._failure: RouteError | None = None
        self._lost = 0

    def stop(self) -> None:
        """Let begun transactions end and start none."""
        self._stopping.set()

    async def run(self, source: Source, book: Book) -> None:
        """Deliver until `source` ends or `stop` was called. Raises SendError when the route has failed."""
        works = (self._work(source, book) for _ in range(self._count))
        for end in await asyncio.gather(*works, return_exceptions=True):
            if end is not None:
                raise end
        if self._failure is not None:
            raise self._failure

    async def _work(self, source: Source, book: Book) -> None:
        carrier, stopping = self._make(self._stopping), asyncio.ensure_future(self._stopping.wait())
        try:
            while (item := await self._take(source, book, stopping)) is not None:
                if (receipt := await self._deliver(carrier, item, book)) is not None:
                    book.finished(receipt)
                    self._check(receipt)
                self._failure = None
        except RouteError as error:
            self._failure = error
        except BaseException:
            self.stop()
            raise
        finally:
            stopping.cancel()
            await carrier.close()

    def _check(self, receipt: Receipt) -> None:
        """Raises SendError when the next items would fare as this one did."""
        self._lost = self._lost + 1 if receipt.state == "ambiguous" else 0
        if receipt.kind == SENDER:
            raise SendError(f"{receipt.host} does not take this sender's mail: {receipt.code} {receipt.text}")
        if self._lost >= MOST_LOST:
            raise SendError(f"{self._lost} answers in a row were lost: {receipt.host} may have these messages or not")

    async def _deliver(self, carrier: Carrier, item: Outgoing, book: Book) -> Receipt | None:
        """The receipt; None for an item the book refused, which the book knows of already."""
        try:
            return await carrier.deliver(item, book)
        except Refused:
            return None
        except Exception as error:
            book.finished(unsent(item, str(error)))
            raise

    async def _take(self, source: Source, book: Book, stopping: asyncio.Future[Any]) -> Outgoing | None:
        """The next item, or None at the end or once stopped. What arrives too late goes back."""
        if self._stopping.is_set():
            return None
        taking = asyncio.ensure_future(source.take(self._route))
        try:
            await asyncio.wait((taking, stopping), return_when=asyncio.FIRST_COMPLETED)
        finally:
            taking.cancel()
        try:
            item = await taking
        except asyncio.CancelledError:
            return None
        if item is not None and self._stopping.is_set():
            book.finished(unsent(item, "stopped before it was begun"))
            return None
        return item


def unsent(item: Outgoing, why: str) -> Receipt:
    """The receipt of an item that was never begun."""
    return Receipt(item.seq, item.attempt, "unsent", text=why, kind="route")

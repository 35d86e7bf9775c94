# cython: annotation_typing=False, nonecheck=True
"""One connection at work: the source and the book of a backend that has only this one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final, Protocol

from flong.backends.base import GroupBook, Outgoing, Receipt, Refused
from flong.backends.routes_parts import Line, Outlet

KEEP: Final = 30.0
"""Seconds that a connection without work is kept."""


class Dispatcher(Protocol):
    """Who hands out messages (`routes.Routes`)."""

    book: GroupBook

    @property
    def over(self) -> bool:
        """Nothing more will be handed out."""
        ...

    def next_for(self, worker: Worker) -> Outgoing | None:
        """A message that may leave now."""
        ...

    def heard(self, worker: Worker, item: Outgoing | None, receipt: Receipt) -> None:
        """What became of a message."""
        ...


class Worker:
    """Carries messages of `line` over one connection of `outlet`, no more than `left` of them."""

    def __init__(self, dispatcher: Dispatcher, outlet: Outlet, line: Line) -> None:
        self.outlet, self.line = outlet, line
        self.left = min(outlet.per_connection, line.rule.per_connection or outlet.per_connection)
        self.idle = self.dismissed = self.lost = False
        self.fresh = True
        self.backend = outlet.make(line.rule)
        self._dispatcher = dispatcher
        self._held: dict[int, Outgoing | None] = {}  # None: the book knows of it
        self._called = asyncio.Event()

    @property
    def ready(self) -> bool:
        """It will take a message as soon as there is one."""
        return self.idle or self.fresh

    async def run(self) -> None:
        """Deliver until there is nothing to do for it. Raises SendError, and what the book raises."""
        await self.backend.run(self, self)

    def call(self) -> None:
        """There may be something to do."""
        self.idle = False
        self._called.set()

    def dismiss(self) -> None:
        """Its place is wanted: take nothing more."""
        self.dismissed = True
        self.call()

    # Source

    def take_now(self, route: str) -> Outgoing | None:
        """See `base.EagerSource`."""
        self.fresh = False
        if self.dismissed or not self.left:
            return None
        if (item := self._dispatcher.next_for(self)) is not None:
            self.left -= 1
            self._held[item.seq] = item
        return item

    async def take(self, route: str) -> Outgoing | None:
        """See `base.Source`. None too when nothing came for a while."""
        while self.left and not (self.dismissed or self._dispatcher.over):
            self._called.clear()
            if (item := self.take_now(route)) is not None:
                return item
            self.idle = not self.dismissed
            try:
                await asyncio.wait_for(self._called.wait(), KEEP)
            except TimeoutError:
                return None
            finally:
                self.idle = False
        return None

    # Book

    async def starting(self, item: Outgoing) -> None:
        """See `base.Book`."""
        try:
            await self._dispatcher.book.starting(item)
        except Refused:
            self._held.pop(item.seq, None)
            raise
        self._held[item.seq] = None

    async def starting_all(self, items: Sequence[Outgoing]) -> Sequence[Outgoing]:
        """See `base.GroupBook`."""
        allowed = await self._dispatcher.book.starting_all(items)
        for item in allowed:
            self._held[item.seq] = None
        if len(allowed) != len(items):
            self._forget({item.seq for item in items} - {item.seq for item in allowed})
        return allowed

    def finished(self, receipt: Receipt) -> None:
        """See `base.Book`. A message that nobody has heard of may go another way."""
        self._dispatcher.heard(self, self._held.pop(receipt.seq, None), receipt)

    def _forget(self, refused: set[int]) -> None:
        for seq in refused:
            self._held.pop(seq, None)

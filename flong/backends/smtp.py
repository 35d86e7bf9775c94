"""Delivery to an SMTP relay over persistent connections.

A carrier connects when it has something to send, keeps the connection, renews it before the
server's or our own cap of messages, and tries again for `patience` seconds before it gives up.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from flong.backends.base import Book, Outgoing, Receipt
from flong.backends.pool import Pool, RouteError
from flong.backends.session import Peer, Session, connect

_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 5.0


@dataclass(frozen=True, slots=True)
class SmtpConfig:
    """A relay: `connections` at most at once, each for at most `per_connection` messages;
    `patience` is how many seconds an item waits for a working connection."""

    peer: Peer
    connections: int = 4
    per_connection: int = 100
    patience: float = 30.0
    route: str = "default"


class SmtpBackend(Pool):
    """Delivers to one relay."""

    def __init__(self, config: SmtpConfig) -> None:
        super().__init__(lambda stopping: SmtpCarrier(config, stopping), config.connections, config.route)


class SmtpCarrier:
    """One connection after another."""

    def __init__(self, config: SmtpConfig, stopping: asyncio.Event) -> None:
        self._config, self._stopping = config, stopping
        self._session: Session | None = None

    async def deliver(self, item: Outgoing, book: Book) -> Receipt:
        """Tries until the item is begun or patience ends; a begun item is never tried twice here."""
        until, pause = time.monotonic() + self._config.patience, _FIRST_PAUSE
        while True:
            try:
                return await (await self._ready()).deliver(item, book)
            except RouteError as error:
                if error.permanent or time.monotonic() + pause > until or await self._stopped(pause):
                    raise
                pause = min(2 * pause, _LONGEST_PAUSE)

    async def close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.quit()

    async def _ready(self) -> Session:
        """The present session if it can carry one more, else a new one."""
        if self._session is not None and not self._fits(self._session):
            await self.close()
        if self._session is None:
            self._session = await connect(self._config.peer)
        return self._session

    def _fits(self, session: Session) -> bool:
        cap = min(self._config.per_connection, session.cap or self._config.per_connection)
        return session.alive and session.sent < cap

    async def _stopped(self, seconds: float) -> bool:
        """Waits, unless or until stopped."""
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return False
        return True

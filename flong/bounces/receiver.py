"""An SMTP server (aiosmtpd) for mails that come back: it takes what is addressed to our return paths, and no more.

A recipient that is neither a return path with the right MAC nor one of the addresses for complaints is refused at
RCPT, so forged bounces cost nothing. A mail is answered with 250 once it is durable in the ledger, else with 451:
the sender tries again. Nothing is ever sent back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Any, Final

from flong.backends.verp import Verp
from flong.bounces.origin import is_ours
from flong.errors import FlongError

MAX_RECIPIENTS: Final = 10
MAX_SESSIONS: Final = 50
TIMEOUT: Final = 60.0
"""Seconds of silence that end a session."""

Take = Callable[[bytes, str], Awaitable[None]]


@dataclass(slots=True)
class Door:
    """Decides what comes in: return paths of `verp`, and the addresses of `abuse`. `refused` counts the others,
    `forged` those among them whose MAC is wrong."""

    verp: Verp
    abuse: Collection[str]
    take: Take
    refused: int = 0
    forged: int = 0

    def admits(self, address: str) -> bool:
        """Whether mail for this address is taken."""
        return self.verp.read(address) is not None or address.lower() in {each.lower() for each in self.abuse}

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        """See aiosmtpd.handlers."""
        if len(envelope.rcpt_tos) >= MAX_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        if not self.admits(address):
            self.refused += 1
            self.forged += is_ours(self.verp, address)
            return "550 5.1.1 No such address"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """See aiosmtpd.handlers."""
        try:
            for address in envelope.rcpt_tos:
                await self.take(envelope.content, address)
        except FlongError:
            return "451 4.3.0 Try again later"
        return "250 2.0.0 Taken"


async def listen(door: Door, host: str, port: int, size: int) -> asyncio.Server:
    """Open the server; `size` is the most bytes of a mail. Raises OSError when the address can't be had."""
    from aiosmtpd.smtp import SMTP

    loop = asyncio.get_running_loop()
    open_now: set[SMTP] = set()

    class Session(SMTP):
        """One session; when there are too many, it is closed at once."""

        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            if len(open_now) >= MAX_SESSIONS:
                transport.close()
                return
            open_now.add(self)
            super().connection_made(transport)

        def connection_lost(self, error: Exception | None) -> None:
            if self in open_now:
                open_now.discard(self)
                super().connection_lost(error)

    def session() -> SMTP:
        return Session(
            door, data_size_limit=size, hostname="flong", ident="bounces", enable_SMTPUTF8=True, loop=loop,
            timeout=TIMEOUT, command_call_limit=100,
        )  # fmt: skip

    return await loop.create_server(session, host, port)

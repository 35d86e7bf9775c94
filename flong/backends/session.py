"""One SMTP connection: made by aiosmtplib, then carried on by our own transactions.

aiosmtplib connects, greets, starts TLS and logs in; then its transport is taken over, because it
would rewrite the signed bytes and offers no hold before the final dot.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from flong.backends.base import Book, Outgoing, Receipt, State
from flong.backends.envelope import Refusal
from flong.backends.pool import RouteError
from flong.backends.reply import CLOSING, ProtocolError, Reply, clean
from flong.backends.transaction import Transaction
from flong.backends.wire import Wire
from flong.errors import MissingExtra

try:
    import aiosmtplib
except ImportError as error:
    raise MissingExtra("send", "aiosmtplib") from error

_BROKEN = (ConnectionError, TimeoutError, ProtocolError)
_QUIT_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Peer:
    """How to reach a server. Times are seconds: `timeout` for connecting and each command, `final`
    for the answer to a whole message (RFC 5321 section 4.5.3.2.6 asks for ten minutes)."""

    host: str
    port: int
    local_hostname: str
    tls: ssl.SSLContext | None = None
    implicit: bool = False
    user: str | None = None
    password: bytes | None = field(default=None, repr=False)
    source: str = ""
    timeout: float = 60.0
    final: float = 600.0


class Session:
    """An open connection; `sent` counts its transactions."""

    def __init__(self, peer: Peer, wire: Wire, extensions: Mapping[str, str]) -> None:
        self.peer, self.extensions, self.sent = peer, extensions, 0
        self._wire, self._source = wire, wire.source

    @property
    def alive(self) -> bool:
        """Open, with nothing unread: another mail can go."""
        return self._wire.quiet

    @property
    def cap(self) -> int:
        """How many mails the server takes on one connection (RFC 9422); 0: it does not say."""
        limits = dict(item.partition("=")[::2] for item in self.extensions.get("limits", "").upper().split())
        value = limits.get("MAILMAX", "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0

    async def deliver(self, item: Outgoing, book: Book) -> Receipt:
        """One transaction. Raises RouteError when the server would not begin it; what
        `book.starting` raises passes, and then nothing was handed over."""
        start = time.time()
        self.sent += 1
        state, reply, kind = await self._attempt(Transaction(self._wire, self.peer, self.extensions, item, book))
        if reply.code == CLOSING:
            self._wire.close()
        told = (reply.code, reply.enhanced, reply.text, kind, self.peer.host, self._source)
        return Receipt(item.seq, item.attempt, state, *told, start, time.time())

    async def quit(self) -> None:
        """Says QUIT if that can still be heard, and closes."""
        try:
            if self.alive:
                await self._wire.command(b"QUIT", _QUIT_PATIENCE)
        except _BROKEN:
            pass
        finally:
            self._wire.abort()

    async def _attempt(self, transaction: Transaction) -> tuple[State, Reply, str]:
        try:
            return await transaction.run()
        except Refusal as refusal:
            return "bounced", Reply(0, refusal.enhanced, str(refusal)), "refused"
        except _BROKEN as error:
            self._wire.abort()
            if transaction.asking or isinstance(error, RouteError):
                raise
            if transaction.lost == "unsent":
                raise route_error(self.peer, error) from None
            return transaction.lost, Reply(0, "", _broken(error)), "connection"
        except BaseException:
            self._wire.abort()
            raise


async def connect(peer: Peer) -> Session:
    """A session ready for MAIL FROM. Raises RouteError."""
    client = _client(peer)
    try:
        await client.connect()
        if client.is_ehlo_or_helo_needed:
            await client.ehlo()
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        client.close()
        raise route_error(peer, error) from None
    if client.transport is None:
        raise RouteError(f"{peer.host}:{peer.port}: the connection was lost")
    extensions = {name.lower(): value for name, value in client.esmtp_extensions.items()}
    return Session(peer, Wire(cast(asyncio.Transport, client.transport)), extensions)


def _client(peer: Peer) -> aiosmtplib.SMTP:
    return aiosmtplib.SMTP(
        hostname=peer.host,
        port=peer.port,
        username=peer.user,
        password=peer.password,
        local_hostname=peer.local_hostname,
        source_address=(peer.source, 0) if peer.source else None,
        timeout=peer.timeout,
        use_tls=peer.implicit,
        start_tls=peer.tls is not None and not peer.implicit,
        tls_context=peer.tls,
    )


def route_error(peer: Peer, error: BaseException) -> RouteError:
    """Worth another try unless the server said 5xx, or certificate or configuration are wrong."""
    code = getattr(error, "code", 0)
    causes = (error, error.__cause__, getattr(error.__cause__, "__cause__", None))
    wrong = any(isinstance(one, ssl.SSLError | ValueError) for one in causes) or type(error) is aiosmtplib.SMTPException
    text = f"{code} {getattr(error, 'message', '')}" if code else _broken(error)
    return RouteError(f"{peer.host}:{peer.port}: {clean(text)}", permanent=wrong or 500 <= code < 600)


def _broken(error: BaseException) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return clean(str(error) or type(error).__name__)

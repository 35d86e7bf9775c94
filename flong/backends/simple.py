"""Delivery by plain aiosmtplib, one mail and one reply at a time: for odd servers, and to compare the engine with.

It keeps the same promises: the book is asked before the message leaves, the bytes leave as they are (aiosmtplib
would mend line ends: `envelope.py` has refused what it would change), and every outcome is one receipt.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

import aiosmtplib

from flong.backends.base import RECIPIENT, SENDER, Book, Outgoing, Receipt, State
from flong.backends.envelope import Envelope, Envelopes, Refusal
from flong.backends.peer import Peer, broken, greeted, most_mails, route_error
from flong.backends.pool import Pool, RouteError
from flong.backends.reply import CLOSING, ProtocolError, Reply, parse_reply
from flong.backends.smtp import Patience, SmtpConfig
from flong.backends.transaction import LOGIN_WANTED, START, blocks_sender, stuff

_BROKEN = (OSError, aiosmtplib.SMTPException, ValueError, ProtocolError)


class SimpleBackend(Pool):
    """Delivers to one relay."""

    def __init__(self, config: SmtpConfig) -> None:
        super().__init__(lambda stopping: SimpleCarrier(config, stopping), config.connections, config.route)


class SimpleCarrier:
    """One connection after another."""

    def __init__(self, config: SmtpConfig, stopping: asyncio.Event) -> None:
        self._config, self._stopping = config, stopping
        self._session: SimpleSession | None = None

    async def deliver(self, item: Outgoing, book: Book) -> Receipt:
        """Tries until the item is begun or patience ends; a begun item is never tried twice here."""
        patience = Patience(self._config.patience, self._stopping)
        while True:
            try:
                return await (await self._ready()).deliver(item, book)
            except RouteError as error:
                worked = self._session is not None and self._session.worked
                await self.close()
                if error.permanent or not worked:
                    await patience.endure(error)

    async def close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.quit()

    async def _ready(self) -> SimpleSession:
        """The present session if it can carry one more, else a new one."""
        if self._session is not None and self._session.over:
            await self.close()
        if self._session is None:
            client, extensions = await greeted(self._config.peer)
            self._session = SimpleSession(self._config.peer, client, extensions, self._config.per_connection)
        return self._session


class SimpleSession:
    """An open connection for at most so many mails."""

    def __init__(self, peer: Peer, client: aiosmtplib.SMTP, extensions: Mapping[str, str], most: int) -> None:
        self._peer, self._client, self._envelopes = peer, client, Envelopes(extensions, peer.notices)
        self._most, self._sent, self._closing = min(most, most_mails(extensions) or most), 0, False
        theirs, ours = (client.get_transport_info(name) or ("",) for name in ("peername", "sockname"))
        self._address, self._source = str(theirs[0]), str(ours[0])
        self._lost: State = "unsent"
        self.worked = False

    @property
    def over(self) -> bool:
        return self._closing or self._sent >= self._most or not self._client.is_connected

    async def quit(self) -> None:
        """Says QUIT if that can still be heard, and closes."""
        try:
            if self._client.is_connected and not self._closing:
                await self._client.quit(timeout=5.0)
        except _BROKEN:
            pass
        finally:
            self._client.close()

    async def deliver(self, item: Outgoing, book: Book) -> Receipt:
        """One transaction. Raises RouteError when the server would not begin it; what `book.starting` raises passes."""
        start = time.time()
        self._sent += 1
        self._lost = "unsent"
        try:
            state, reply, kind = await self._attempt(item, book)
        except Refusal as refusal:
            state, reply, kind = "bounced", Reply(0, refusal.enhanced, str(refusal)), "refused"
        self._closing |= reply.code == CLOSING
        told = (reply.code, reply.enhanced, reply.text, kind, self._peer.host, self._source)
        return Receipt(item.seq, item.attempt, state, *told, start, time.time(), address=self._address)

    async def _attempt(self, item: Outgoing, book: Book) -> tuple[State, Reply, str]:
        envelope = self._envelopes.of(item)
        try:
            if (refused := await self._open(envelope)) is not None:
                return refused
        except _BROKEN as error:
            return self._cut(error)
        try:
            await book.starting(item)
        except BaseException:
            self._drop()
            raise
        try:
            return await self._send(item, envelope)
        except _BROKEN as error:
            return self._cut(error)

    async def _open(self, envelope: Envelope) -> tuple[State, Reply, str] | None:
        """MAIL and RCPT: None, or how that was refused."""
        for line, kind in ((envelope.mail, SENDER), (envelope.rcpt, RECIPIENT)):
            reply = await self._command(line, self._peer.timeout)
            if self._lost == "unsent" and reply.code == CLOSING:
                raise ConnectionResetError(f"{reply.code} {reply.text}")
            self._lost = "deferred"
            if not reply.good:
                return await self._refused(reply, kind)
        return None

    async def _refused(self, reply: Reply, kind: str) -> tuple[State, Reply, str]:
        if reply.code in LOGIN_WANTED:
            raise RouteError(f"the server wants a login: {reply.code} {reply.text}", permanent=True)
        if kind == SENDER:
            return ("deferred", reply, SENDER) if blocks_sender(reply) else (reply.failure, reply, "")
        if reply.code != CLOSING:
            await self._reset()
        return reply.failure, reply, kind

    async def _send(self, item: Outgoing, envelope: Envelope) -> tuple[State, Reply, str]:
        """DATA, the message, the dot."""
        reply = await self._command(b"DATA", self._peer.timeout)
        if reply.code != START:
            return await self._refused(reply, "")
        data = stuff(bytes(item.data)) if envelope.dots else bytes(item.data)
        protocol = self._client.protocol
        if protocol is None:
            raise ConnectionResetError("the connection was lost")
        self._check_turn()
        protocol.write(data + b".\r\n")
        self._lost = "ambiguous"
        reply = _reply(await protocol.read_response(timeout=self._peer.final))
        if 300 <= reply.code < 400:
            raise ConnectionResetError("the server's answer to the message is neither yes nor no")
        return ("delivered" if reply.good else reply.failure), reply, ""

    async def _reset(self) -> None:
        if not (await self._command(b"RSET", self._peer.timeout)).good:
            self._drop()

    async def _command(self, line: bytes, timeout: float) -> Reply:
        self._check_turn()
        reply = _reply(await self._client.execute_command(*line.split(b" "), timeout=timeout))
        self.worked |= reply.code < 400
        return reply

    def _check_turn(self) -> None:
        """A reply that was there before a command is not taken for its answer."""
        if getattr(self._client.protocol, "_buffer", b""):
            raise ProtocolError("the server speaks out of turn")

    def _cut(self, error: Exception) -> tuple[State, Reply, str]:
        """What it means that the connection ended; `_lost` says how far we were."""
        self._drop()
        if isinstance(error, RouteError):
            raise error
        if self._lost == "unsent":
            raise route_error(self._peer, error) from None
        return self._lost, Reply(0, "", broken(error)), "connection"

    def _drop(self) -> None:
        self._closing = True
        self._client.close()


def _reply(response: aiosmtplib.SMTPResponse) -> Reply:
    """aiosmtplib's reading, by our rules."""
    lines = response.message.encode("utf-8", "surrogateescape").split(b"\n")
    return parse_reply([b"%d-%b" % (response.code, line) for line in lines])

"""One TCP or TLS connection as lines of replies in, bytes out: an asyncio protocol.

It takes over a transport that has been greeted. Replies are queued, so that commands may be
pipelined; what the server says unasked is seen before the next transaction.
"""

from __future__ import annotations

import asyncio
from collections import deque

from flong.backends.reply import MAX_LINE, MAX_LINES, ProtocolError, Reply, is_last, parse_reply


class Wire(asyncio.Protocol):
    """Writes as they are, replies in order. All errors are ConnectionError, TimeoutError or ProtocolError."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._buffer = bytearray()
        self._lines: list[bytes] = []
        self._replies: deque[Reply] = deque()
        self._error: Exception | None = None
        self._arrival = asyncio.Event()
        self._writable = asyncio.Event()
        self._writable.set()
        transport.set_protocol(self)

    @property
    def source(self) -> str:
        """Our address on this connection."""
        name = self._transport.get_extra_info("sockname")
        return str(name[0]) if isinstance(name, tuple) else ""

    @property
    def quiet(self) -> bool:
        """Open, and nothing unread: a transaction may begin."""
        return self._error is None and not self._transport.is_closing() and not self._pending

    @property
    def answered(self) -> bool:
        """A reply or an error waits to be read."""
        return bool(self._replies) or self._error is not None

    def write(self, data: bytes) -> None:
        if self._error is not None:
            raise self._error
        self._transport.write(data)

    async def drain(self, timeout: float) -> None:
        """Until the transport takes more, or a reply or an error makes that pointless."""
        if not self._writable.is_set():
            async with asyncio.timeout(timeout):
                await self._writable.wait()

    async def reply(self, timeout: float) -> Reply:
        """The next reply; what has arrived is read before an error is raised."""
        if not self._replies:
            async with asyncio.timeout(timeout):
                await self._reply_or_error()
        return self._replies.popleft()

    async def command(self, line: bytes, timeout: float) -> Reply:
        """One command and its reply. A reply that was there before is not taken for the answer."""
        if self._pending:
            raise ProtocolError("the server speaks out of turn")
        self.write(line + b"\r\n")
        return await self.reply(timeout)

    def close(self) -> None:
        """Flushes what is written and closes."""
        self._transport.close()

    def abort(self) -> None:
        """Closes at once; unwritten bytes never leave."""
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        try:
            self._split()
        except ProtocolError as error:
            self._fail(error)
            self._transport.abort()
        self._wake()

    def eof_received(self) -> bool:
        self._fail(ConnectionResetError("the server closed the connection"))
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(ConnectionResetError("the connection was lost"))

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    async def _reply_or_error(self) -> None:
        while not self._replies:
            if self._error is not None:
                raise self._error
            self._arrival.clear()
            await self._arrival.wait()

    @property
    def _pending(self) -> bool:
        return bool(self._replies or self._lines or self._buffer)

    def _split(self) -> None:
        while (end := self._buffer.find(b"\n")) >= 0:
            self._line(bytes(self._buffer[:end]).removesuffix(b"\r"))
            del self._buffer[: end + 1]
        if len(self._buffer) > MAX_LINE:
            raise ProtocolError("the server's reply is too long")

    def _line(self, line: bytes) -> None:
        self._lines.append(line)
        if len(line) > MAX_LINE or len(self._lines) > MAX_LINES:
            raise ProtocolError("the server's reply is too long")
        if is_last(line):
            self._replies.append(parse_reply(self._lines))
            self._lines = []

    def _fail(self, error: Exception) -> None:
        self._error = self._error or error
        self._wake()

    def _wake(self) -> None:
        self._arrival.set()
        if self.answered:
            self._writable.set()

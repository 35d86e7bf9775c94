# cython: annotation_typing=False, nonecheck=True
"""One TCP or TLS connection as replies in, bytes out: an asyncio protocol.

It takes over a transport that has been greeted. A reply is told as soon as it is complete, by a call and not
by a task: what is on the way may be many. Where a write ended up is known as far as the system tells it:
`left` never says no of bytes that may have gone.
"""

from __future__ import annotations

import asyncio
from typing import Final, cast

from flong.backends.quickack import quickack
from flong.backends.reply import MAX_LINE, MAX_LINES, ProtocolError

BLOCK: Final = 180.0
"""Seconds in which some of what was written must go (RFC 5321 section 4.5.3.2.5)."""

PENDING: Final = 1 << 18
"""Bytes that may wait to be written before no more are."""


class Wire:
    """`error` is what ended the connection: a ConnectionError, TimeoutError or ProtocolError."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport, self.shortest = transport, BLOCK
        self._loop = asyncio.get_running_loop()
        own = transport.get_extra_info("socket")
        self._fd = own.fileno() if own is not None and quickack(own.fileno()) else -1
        self._rest, self._lines, self._code = b"", list[bytes](), 0
        self._written, self._unsent, self._unseen, self._since = 0, 0, 0, 0.0
        self._alarm: asyncio.TimerHandle | None = None
        self.error: Exception | None = None
        self.paused = False
        transport.set_protocol(cast(asyncio.BaseProtocol, self))
        self._plain = transport.get_extra_info("sslcontext") is None
        if self._plain:
            transport.set_write_buffer_limits(PENDING, 0)  # paused: something has not left

    # for the session

    def replied(self, code: int, said: bytes | list[bytes]) -> None:
        """A reply: its line or lines, which all carry `code`. Raises ProtocolError for one that nobody waits for."""
        raise NotImplementedError

    def lost(self, error: Exception) -> None:
        """Nothing more will come; told once."""
        raise NotImplementedError

    def changed(self) -> None:
        """Told after all replies of a read, and when more can be written."""

    @property
    def expecting(self) -> bool:
        """Whether a reply is due."""
        raise NotImplementedError

    def patience(self) -> float:
        """How many seconds the next reply may take, `shortest` at least; 0: none is expected."""
        raise NotImplementedError

    @property
    def ends(self) -> tuple[str, str]:
        """The server's address and ours on this connection."""
        peer, own = (self._transport.get_extra_info(name) for name in ("peername", "sockname"))
        return str(peer[0]) if isinstance(peer, tuple) else "", str(own[0]) if isinstance(own, tuple) else ""

    @property
    def open(self) -> bool:
        """Nothing is wrong, and no reply stands half read."""
        return self.error is None and not self._transport.is_closing() and not self._rest and not self._lines

    def write(self, data: bytes) -> int:
        """Sends; gives the place on the wire where `data` ends."""
        self._written += len(data)
        self._transport.write(data)
        self._since = self._loop.time()
        if self._alarm is None and self.error is None:
            self._set_alarm(self._since + self.shortest)
        return self._written

    def left(self, end: int) -> bool:
        """Whether the bytes up to `end` may have left this process."""
        return end <= self._written - (self._unsent if self.error is not None else self._outstanding())

    def fail(self, error: Exception) -> None:
        """Closes at once; unwritten bytes never leave."""
        if self.error is None:
            self.error = error
            self._unsent = self._outstanding()
            if self._alarm is not None:
                self._alarm.cancel()
            self._transport.abort()
            self.lost(error)
            self.changed()

    # for asyncio

    def data_received(self, data: bytes) -> None:
        lines = (self._rest + data).split(b"\n")
        self._rest = lines.pop()
        try:
            for line in lines:
                code = code_of(line)
                if code and line[3:4] == b" " and not self._lines and len(line) <= MAX_LINE:
                    self.replied(code, line)
                    if self.error is not None:
                        return
                else:
                    self._line(line)
            if len(self._rest) > MAX_LINE:
                raise ProtocolError("the server's reply is too long")
        except ProtocolError as error:
            self.fail(error)
        else:
            self._since = self._loop.time()
            if self._fd >= 0 and self.expecting:  # a server with Nagle's algorithm waits for it with the next reply
                quickack(self._fd)
            self.changed()

    def eof_received(self) -> bool:
        self.fail(ConnectionResetError("the server closed the connection"))
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self.fail(ConnectionResetError("the connection was lost"))

    def pause_writing(self) -> None:
        self.paused = True

    def resume_writing(self) -> None:
        self.paused = False
        self._since = self._loop.time()
        self.changed()

    # inside

    def _line(self, raw: bytes) -> None:
        line = raw[:-1] if raw.endswith(b"\r") else raw
        code, mark = code_of(line), line[3:4]
        if not code or mark not in (b" ", b"-", b"") or (self._lines and code != self._code):
            raise ProtocolError("the server's reply is no SMTP reply")
        self._lines.append(line)
        self._code = code
        if len(line) > MAX_LINE or len(self._lines) > MAX_LINES:
            raise ProtocolError("the server's reply is too long")
        if mark != b"-" and self.error is None:
            lines, self._lines = self._lines, []
            self.replied(code, lines)

    def _outstanding(self) -> int:
        """Bytes that have surely not left. Over TLS nobody knows which of our bytes they are."""
        if not self._plain:
            return 0
        return max(self._transport.get_write_buffer_size(), int(self.paused))

    def _set_alarm(self, at: float) -> None:
        self._unseen = self._transport.get_write_buffer_size()
        self._alarm = self._loop.call_at(at, self._ring)

    def _ring(self) -> None:
        """Looks whether the next reply is late. It is called often enough, however short the next patience."""
        self._alarm, patience, now = None, self.patience(), self._loop.time()
        if not patience or self.error is not None:
            return
        if self._transport.get_write_buffer_size() < self._unseen:
            self._since = max(self._since, now - patience + min(BLOCK, patience))
        if now < self._since + patience:
            self._set_alarm(min(self._since + patience, now + self.shortest))
        else:
            self.fail(TimeoutError("no answer in time"))


def code_of(line: bytes) -> int:
    """The reply code that a line begins with, from 200 to 599; 0: none."""
    if len(line) < 3:
        return 0
    hundreds, tens, ones = line[0] - 48, line[1] - 48, line[2] - 48
    digits = 2 <= hundreds <= 5 and 0 <= tens <= 9 and 0 <= ones <= 9
    return 100 * hundreds + 10 * tens + ones if digits else 0

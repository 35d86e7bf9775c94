"""One mail transaction: MAIL, RCPT, DATA, the message, the dot (RFC 5321; pipelined by RFC 2920).

Until `book.starting` has returned, the dot does not leave. `lost` says at every moment what it
means when the connection breaks: before the server took MAIL the item was not begun (`unsent`),
from the dot on nobody knows (`ambiguous`), in between it is `deferred`. A sender that is refused for
good says nothing about the recipient: the item is `deferred`, its kind `sender`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from flong.backends.base import SENDER, Book, Outgoing, State
from flong.backends.envelope import commands
from flong.backends.pool import RouteError
from flong.backends.reply import CLOSING, ProtocolError, Reply
from flong.backends.wire import Wire

_LOGIN_WANTED = frozenset((530, 534, 535, 538))
_START = 354
_WANTED = (2, 2, 3)
_TOO_BIG = 552
_OF_MESSAGE = ("5.2.3", "5.3.4", "5.6.")


class Times(Protocol):
    """Seconds to wait for a command's reply, and for the answer to a message."""

    @property
    def timeout(self) -> float: ...

    @property
    def final(self) -> float: ...


class Transaction:
    """One item on one connection; `run` is called once. While `asking`, what is raised is the book's."""

    def __init__(self, wire: Wire, times: Times, extensions: Mapping[str, str], item: Outgoing, book: Book) -> None:
        self._wire, self._times, self._extensions = wire, times, extensions
        self._item, self._book = item, book
        self.lost: State = "unsent"
        self.asking = False

    async def run(self) -> tuple[State, Reply, str]:
        """The state, the reply that decided it, the receipt's kind. Raises Refusal, RouteError, and what Wire
        raises."""
        data = bytes(self._item.data)
        mail, rcpt = commands(self._item, data, self._extensions)
        refused = await self._open((mail, rcpt, b"DATA"))
        if refused is not None:
            return refused
        self._wire.write(stuff(data))
        self.asking = True
        await self._book.starting(self._item)
        self.asking = False
        await self._wire.drain(self._times.final)
        return await self._end()

    async def _end(self) -> tuple[State, Reply, str]:
        """The dot, unless the server has answered before: then it has not taken the message."""
        if self._wire.answered:
            early = await self._wire.reply(self._times.timeout)
            if early.code < 400:
                raise ProtocolError("the server answered before the message ended")
            self._wire.abort()
            return early.failure, early, ""
        self.lost = "ambiguous"
        self._wire.write(b".\r\n")
        final = await self._wire.reply(self._times.final)
        if 300 <= final.code < 400:
            raise ProtocolError("the server's answer to the message is neither yes nor no")
        return ("delivered" if final.good else final.failure), final, ""

    async def _open(self, lines: tuple[bytes, bytes, bytes]) -> tuple[State, Reply, str] | None:
        """Until the server waits for the message: None, or how it was refused."""
        replies = await (self._together(lines) if "pipelining" in self._extensions else self._one_by_one(lines))
        bad = [reply for reply, good in zip(replies, _WANTED, strict=False) if reply.code // 100 != good]
        if not bad:
            return None
        if bad[0].code in _LOGIN_WANTED:
            raise RouteError(f"the server wants a login: {bad[0].code} {bad[0].text}", permanent=True)
        if replies[0].good or replies[-1].code == _START:
            await self._clear(replies[-1].code)
        if bad[0] is replies[0] and _blocks_sender(bad[0]):
            return "deferred", bad[0], SENDER
        return bad[0].failure, bad[0], ""

    async def _one_by_one(self, lines: tuple[bytes, ...]) -> list[Reply]:
        replies: list[Reply] = []
        for line, wanted in zip(lines, _WANTED, strict=True):
            replies.append(self._begun(await self._wire.command(line, self._times.timeout)))
            if replies[-1].code // 100 != wanted:
                break
        return replies

    async def _together(self, lines: tuple[bytes, ...]) -> list[Reply]:
        self._wire.write(b"\r\n".join(lines) + b"\r\n")
        replies: list[Reply] = []
        while len(replies) < len(lines) and not (replies and replies[-1].code == CLOSING):
            replies.append(self._begun(await self._wire.reply(self._times.timeout)))
        return replies

    def _begun(self, reply: Reply) -> Reply:
        """The first answer begins the item, unless the server says goodbye."""
        if self.lost == "unsent" and reply.code == CLOSING:
            raise ConnectionResetError(f"{reply.code} {reply.text}")
        self.lost = "deferred"
        return reply

    async def _clear(self, last: int) -> None:
        """Leaves the connection ready for the next mail. A server that waits for a message although
        it took no recipient gets none (RFC 2920 section 3.1)."""
        if last == CLOSING:
            return
        if last == _START:
            self._wire.write(b".\r\n")
            await self._wire.reply(self._times.timeout)
        if not (await self._wire.command(b"RSET", self._times.timeout)).good:
            self._wire.abort()


def _blocks_sender(reply: Reply) -> bool:
    """Whether this answer to MAIL will meet every mail: not so if it tells of this message's size or form."""
    return reply.permanent and reply.code != _TOO_BIG and not reply.enhanced.startswith(_OF_MESSAGE)


def stuff(data: bytes) -> bytes:
    """`data` for DATA: a dot before each dot that begins a line (RFC 5321 section 4.5.2)."""
    if data.startswith(b"."):
        data = b"." + data
    return data.replace(b"\r\n.", b"\r\n..")

"""One bound SMPP connection: a window of requests and their answers, enquire_link, delivery receipts.

smpp34 has a client too. It was not taken: it tells a refused login by a time-out, acknowledges delivery receipts
before anybody has kept them, and can't tell a message that was never written from one whose answer was lost.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from flong.backends.pool import RouteError
from flong.backends.sms import pdu, statuses
from flong.backends.sms.receipts import Listener
from flong.errors import FlongError

MOST_KEPT: Final = 1000
"""Delivery receipts that are being kept at once; more are asked for again."""

_UNBIND_PATIENCE: Final = 5.0
_LAST_NUMBER: Final = 0x7FFFFFFF
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SmppPeer:
    """How to reach a message centre. Times are seconds: `timeout` for connecting and for each answer, `enquire`
    between two looks at a quiet connection."""

    host: str
    port: int
    system_id: str
    password: bytes = field(repr=False)
    system_type: str = ""
    tls: ssl.SSLContext | None = None
    timeout: float = 60.0
    enquire: float = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: its command_status, and the message id of a `submit_sm_resp`."""

    status: int
    id: str = ""


class Unwritten(ConnectionError):
    """The connection was gone before the request was handed to it."""


class Session:
    """A connection that `connect` has bound, from the address and port `source`. `listener` keeps delivery receipts."""

    def __init__(
        self, peer: SmppPeer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, listener: Listener | None
    ) -> None:
        self.peer, self._reader, self._writer, self._listener = peer, reader, writer, listener
        self._number, self._heard = 0, False
        self._waiting: dict[int, asyncio.Future[Answer]] = {}
        self._keeping: set[asyncio.Task[None]] = set()
        self.source = "{}:{}".format(*writer.get_extra_info("sockname", ("", ""))[:2])
        self.alive, self.ended = True, asyncio.Event()
        self._tasks = [asyncio.ensure_future(one) for one in (self._read(), self._watch())]

    async def submit(self, short: pdu.Short) -> Answer:
        """The answer to one message. Raises Unwritten; any other ConnectionError or TimeoutError means that nobody
        knows whether the message was accepted."""
        number = self._next()
        return await self._ask(number, short.encode(number))

    async def bind(self) -> None:
        """Log in. Raises RouteError."""
        peer, number = self.peer, self._next()
        request = pdu.bind(number, peer.system_id, peer.password, peer.system_type)
        try:
            answer = await self._ask(number, request)
        except (OSError, TimeoutError) as error:
            raise _route_error(peer, error) from None
        if answer.status != pdu.OK:
            permanent = answer.status in statuses.LOGIN
            raise RouteError(f"{peer.host}:{peer.port}: {statuses.named(answer.status)}", permanent=permanent)

    async def unbind(self) -> None:
        """Say goodbye if that can still be heard, and close."""
        with suppress(OSError, TimeoutError):
            if self.alive:
                number = self._next()
                await asyncio.wait_for(self._ask(number, pdu.unit(pdu.UNBIND, number)), _UNBIND_PATIENCE)
        await self.close()

    async def retire(self) -> None:
        """Close when what was asked is answered, or won't be."""
        if self._waiting:
            await asyncio.wait(self._waiting.values(), timeout=self.peer.timeout)
        await self.close()

    async def close(self) -> None:
        """Drop the connection; whoever waits for an answer gets none."""
        self._end()
        for task in (*self._tasks, *self._keeping):
            task.cancel()
        await asyncio.gather(*self._tasks, *self._keeping, return_exceptions=True)

    def _next(self) -> int:
        self._number = self._number % _LAST_NUMBER + 1
        return self._number

    async def _ask(self, number: int, request: bytes) -> Answer:
        if not self.alive:
            raise Unwritten("the connection was lost")
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        try:
            self._writer.write(request)
            return await asyncio.wait_for(answer, self.peer.timeout)
        finally:
            self._waiting.pop(number, None)

    async def _read(self) -> None:
        try:
            while True:
                raw = await self._reader.readexactly(pdu.HEAD)
                head = pdu.head(raw)
                body = await self._reader.readexactly(head.size - pdu.HEAD)
                self._heard = True
                self._take(head, raw + body)
        except (OSError, EOFError):
            self._end()

    def _take(self, head: pdu.Head, raw: bytes) -> None:
        if head.command & pdu.RESPONSE:
            self._answered(head, raw[pdu.HEAD :])
        elif head.command == pdu.DELIVER_SM and len(self._keeping) >= MOST_KEPT:
            self._writer.write(pdu.unit(pdu.DELIVER_SM | pdu.RESPONSE, head.number, pdu.TRY_AGAIN, b"\0"))
        elif head.command == pdu.DELIVER_SM:
            task = asyncio.ensure_future(self._delivered(head.number, raw))
            self._keeping.add(task)
            task.add_done_callback(self._keeping.discard)
        elif head.command in (pdu.ENQUIRE_LINK, pdu.UNBIND):
            self._reply(head)
            if head.command == pdu.UNBIND:
                self.alive = False  # what is asked already may be answered still
                self.ended.set()
        else:
            self._writer.write(pdu.unit(pdu.GENERIC_NACK, head.number, pdu.UNKNOWN_COMMAND))

    def _answered(self, head: pdu.Head, body: bytes) -> None:
        """A nack too answers the request with its number."""
        waiting = self._waiting.get(head.number)
        if waiting is not None and not waiting.done():
            is_id = head.command == pdu.SUBMIT_SM | pdu.RESPONSE and head.status == pdu.OK
            nacked = head.command == pdu.GENERIC_NACK and head.status == pdu.OK
            waiting.set_result(Answer(0xFF if nacked else head.status, pdu.message_id(body) if is_id else ""))

    async def _delivered(self, number: int, raw: bytes) -> None:
        """Keep a delivery receipt, and acknowledge it then. What is none is refused: nobody here reads answers."""
        status = pdu.NOT_TAKEN
        try:
            report = pdu.report(self.peer.host, raw)
            if report is not None and self._listener is not None:
                status = pdu.TRY_AGAIN
                await self._listener(report)
                status = pdu.OK
        except pdu.NotSmpp:
            pass
        except (FlongError, OSError) as error:
            _log.warning("%s: a delivery receipt was not kept: %s", self.peer.host, error)
        finally:
            self._writer.write(pdu.unit(pdu.DELIVER_SM | pdu.RESPONSE, number, status, b"\0"))

    def _reply(self, head: pdu.Head) -> None:
        self._writer.write(pdu.unit(head.command | pdu.RESPONSE, head.number))

    async def _watch(self) -> None:
        """Ask whether the other side is there when nothing was heard; without an answer the connection is dropped."""
        try:
            while True:
                self._heard = False
                await asyncio.sleep(self.peer.enquire)
                if not self._heard:
                    number = self._next()
                    await self._ask(number, pdu.unit(pdu.ENQUIRE_LINK, number))
        except (OSError, TimeoutError):
            self._end()

    def _end(self) -> None:
        self.alive = False
        self.ended.set()
        self._writer.transport.abort()
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(ConnectionResetError("the connection was lost"))


async def connect(peer: SmppPeer, listener: Listener | None = None) -> Session:
    """A bound session. Raises RouteError: for good when the login is refused or the certificate is wrong."""
    try:
        opening = asyncio.open_connection(peer.host, peer.port, ssl=peer.tls)
        reader, writer = await asyncio.wait_for(opening, peer.timeout)
    except (OSError, TimeoutError) as error:
        raise _route_error(peer, error) from None
    session = Session(peer, reader, writer, listener)
    try:
        await session.bind()
    except BaseException:
        await session.close()
        raise
    return session


def _route_error(peer: SmppPeer, error: BaseException) -> RouteError:
    text = "no answer in time" if isinstance(error, TimeoutError) else str(error) or type(error).__name__
    return RouteError(f"{peer.host}:{peer.port}: {text}", permanent=isinstance(error, ssl.SSLError))

"""A small message centre that speaks SMPP 3.4 and does as it is told, written against the specification alone.

It judges what flong puts on the wire: fields are read here byte by byte, not by the library that wrote them.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable
from dataclasses import dataclass, field

BINDS = (0x1, 0x2, 0x9)
SUBMIT, DELIVER, UNBIND, ENQUIRE = 0x4, 0x5, 0x6, 0x15
RESPONSE = 0x80000000
THROTTLED = 0x58
CUT = -1
"""An answer that is none: the connection ends instead."""
SILENT = -2


@dataclass(frozen=True)
class Submit:
    """One submit_sm as it came (section 4.4.1)."""

    source: str
    source_ton: int
    source_npi: int
    to: str
    to_ton: int
    to_npi: int
    esm_class: int
    registered: int
    coding: int
    payload: bytes


@dataclass
class Smsc:
    """`answer(n, submit)` is the status of the n-th submit, 0 by default, or `CUT`, or `SILENT`."""

    answer: Callable[[int, Submit], int] = lambda n, submit: 0
    bind_status: int = 0
    port: int = 0
    submits: list[Submit] = field(default_factory=list)
    accepted: list[Submit] = field(default_factory=list)
    commands: list[int] = field(default_factory=list)
    binds: list[bytes] = field(default_factory=list)
    open: int = 0
    most: int = 0
    writers: list[asyncio.StreamWriter] = field(default_factory=list)
    delay: float = 0.0
    tls: object = None
    tasks: set = field(default_factory=set)
    answers: list[int] = field(default_factory=list)
    """The statuses of every deliver_sm_resp."""
    receipt: str = ""
    """What stands in `stat:` of the delivery receipt of whatever is accepted and asks for one."""

    async def serve(self, reader, writer):
        self.writers.append(writer)
        try:
            while True:
                length, command, status, number = struct.unpack(">IIII", await reader.readexactly(16))
                body = await reader.readexactly(length - 16)
                self.commands.append(command)
                if command == DELIVER | RESPONSE:
                    self.answers.append(status)
                task = asyncio.ensure_future(self.react(command, number, body, writer))
                self.tasks.add(task)
                task.add_done_callback(self.tasks.discard)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            writer.close()

    async def react(self, command, number, body, writer):
        if command in BINDS:
            self.binds.append(body)
            send(writer, command | RESPONSE, number, b"smsc\0", self.bind_status)
        elif command in (UNBIND, ENQUIRE):
            send(writer, command | RESPONSE, number)
        elif command == SUBMIT:
            await self.submit(parsed(body), number, writer)

    async def submit(self, submit, number, writer):
        self.submits.append(submit)
        place = len(self.submits)
        self.open += 1
        self.most = max(self.most, self.open)
        await asyncio.sleep(self.delay)
        self.open -= 1
        status = self.answer(place, submit)
        if status == CUT:
            writer.transport.abort()
        if status < 0:
            return
        if status == 0:
            self.accepted.append(submit)
        send(writer, SUBMIT | RESPONSE, number, b"%x\0" % (0xA0 + place) if status == 0 else b"", status)
        if status == 0 and self.receipt and submit.registered & 1:
            dates = "submit date:2611220800 done date:2611220801"
            told = f"id:{0xA0 + place:x} sub:001 dlvrd:001 {dates} stat:{self.receipt} err:000 text:"
            self.deliver(writer, place, told.encode(), submit)

    def deliver(self, writer, number, text, submit):
        ends = submit.to.encode() + b"\0\0\0" + submit.source.encode() + b"\0"
        body = b"\0\x01\x01" + ends + b"\x04\0\0\0\0\0\0\0\0" + bytes([len(text)]) + text
        send(writer, DELIVER, number, body)

    def push(self, command, number, body):
        """A request of the centre, over the newest connection."""
        send(self.writers[-1], command, number, body)

    async def __aenter__(self):
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", self.port, ssl=self.tls)
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self.server.close()
        for writer in self.writers:
            writer.transport.abort()


def send(writer, command, number, body=b"", status=0):
    if not writer.transport.is_closing():
        writer.write(struct.pack(">IIII", 16 + len(body), command, status, number) + body)


def parsed(body):
    _service, rest = text(body)
    source_ton, source_npi = rest[:2]
    source, rest = text(rest[2:])
    to_ton, to_npi = rest[:2]
    to, rest = text(rest[2:])
    esm_class = rest[0]
    _schedule, rest = text(rest[3:])
    _validity, rest = text(rest)
    registered, _replace, coding, _default, length = rest[:5]
    assert len(rest) >= 5 + length
    return Submit(
        source, source_ton, source_npi, to, to_ton, to_npi, esm_class, registered, coding, rest[5 : 5 + length]
    )


def text(data):
    found, _, rest = data.partition(b"\0")
    return found.decode("latin-1"), rest

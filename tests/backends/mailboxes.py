"""Test doubles of jobs (a source, a book) and SMTP servers that fail in chosen ways."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from flong.backends.base import Backend, Gates, Outgoing, Receipt
from flong.backends.peer import Peer
from flong.backends.smtp import SmtpBackend, SmtpConfig

MAIL = b"From: a@acme.example\r\nTo: b@mail.example\r\nSubject: x\r\n\r\nhello\r\n"
OFFERS: tuple[bytes, ...] = ()
BACKEND: type = SmtpBackend
WINDOW = 1
EAGER = False
CLOSE, SILENCE = "close", "silence"
Action = bytes | str
DEFAULTS: dict[str, bytes] = {
    "greeting": b"220 faulty ESMTP\r\n",
    "mail": b"250 2.1.0 Ok\r\n",
    "rcpt": b"250 2.1.5 Ok\r\n",
    "data": b"354 go on\r\n",
    "final": b"250 2.0.0 Ok: queued as 42\r\n",
    "rset": b"250 2.0.0 Ok\r\n",
    "quit": b"221 2.0.0 Bye\r\n",
}


def ehlo(*offers: bytes) -> bytes:
    """What a server says to EHLO: what the way of the run offers, and `offers`."""
    return b"".join(b"250-%b\r\n" % line for line in (b"faulty", *OFFERS, *offers)) + b"250 HELP\r\n"


def outgoing(seq: int = 0, data: bytes = MAIL, **fields: str) -> Outgoing:
    envelope = {"mail_from": "a@acme.example", "rcpt_to": f"r{seq}@mail.example", "key": f"k{seq}", **fields}
    return Outgoing("job", seq, 1, document=b"%032d" % seq, gates=Gates(b"0" * 16), data=memoryview(data), **envelope)


class Queue:
    """A source that gives its items and ends."""

    def __init__(self, *items: Outgoing) -> None:
        self.items = list(items)

    async def take(self, route: str) -> Outgoing | None:
        return self.items.pop(0) if self.items else None


class Eager(Queue):
    """One that also tells at once."""

    def take_now(self, route: str) -> Outgoing | None:
        return self.items.pop(0) if self.items else None


def queue(*items: Outgoing) -> Queue:
    """A source of the run's way."""
    return (Eager if EAGER else Queue)(*items)


@dataclass
class Book:
    """A book that remembers what it was told, in order."""

    receipts: list[Receipt] = field(default_factory=list)
    started: list[int] = field(default_factory=list)
    on_start: Callable[[Outgoing], object] | None = None

    async def starting(self, item: Outgoing) -> None:
        await asyncio.sleep(0)
        if self.on_start:
            self.on_start(item)
        self.started.append(item.seq)

    def finished(self, receipt: Receipt) -> None:
        self.receipts.append(receipt)

    @property
    def states(self) -> list[str]:
        return [receipt.state for receipt in self.by_seq]

    @property
    def by_seq(self) -> list[Receipt]:
        return sorted(self.receipts, key=lambda receipt: receipt.seq)


class Faulty:
    """An SMTP server that answers each stage from a script: `script[stage]` is a list of actions,
    used one after the other, then the default. An action is the bytes to send, CLOSE or SILENCE.
    The stage `body` acts when the body has begun to arrive."""

    def __init__(self, **script: list[Action]) -> None:
        self.script = {stage: list(actions) for stage, actions in script.items()}
        self.commands: list[bytes] = []
        self.messages: list[bytes] = []
        self.answers: list[tuple[bytes, bytes]] = []
        self.connections = 0
        self.port = 0
        self._silent: list[asyncio.StreamWriter] = []

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Faulty]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            for writer in self._silent:
                writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            await self._talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, _Closed):
            pass
        finally:
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._act("greeting", writer)
        taken = False
        while line := await reader.readline():
            self.commands.append(line)
            stage = line.split()[0].lower().decode()
            reply = await self._act({"helo": "ehlo"}.get(stage, stage), writer)
            taken = reply.startswith(b"2") and (taken or stage == "mail") if stage in ("mail", "rcpt") else taken
            if stage == "data" and reply.startswith(b"354"):
                await self._body(reader, writer)
            if stage == "bdat":
                await self._chunk(int(line.split()[1]), reader, writer, taken=taken)
            if stage == "quit":
                return

    async def _body(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        said = b""
        if self.script.get("body"):
            await reader.readline()
            said = await self._act("body", writer)
        raw = b"\r\n"
        while not raw.endswith(b"\r\n.\r\n"):
            raw += await reader.readuntil(b"\n")
        self.messages.append(raw[2:-3])
        if said:
            self.answers.append((self.messages[-1], said))
            return
        self.answers.append((self.messages[-1], b""))
        self.answers[-1] = (self.messages[-1], await self._act("final", writer))

    async def _chunk(
        self, size: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, taken: bool
    ) -> None:
        """A message that nobody may be sent is read and refused (RFC 3030 section 2)."""
        said = await self._act("body", writer) if self.script.get("body") else b""
        message = await reader.readexactly(size)
        if said:
            self.answers.append((message, said))
            return
        if not taken:
            writer.write(b"503 5.5.1 no recipient\r\n")
            return
        self.messages.append(message)
        self.answers.append((message, b""))
        self.answers[-1] = (message, await self._act("final", writer))

    async def _act(self, stage: str, writer: asyncio.StreamWriter) -> bytes:
        actions = self.script.get(stage)
        default = ehlo(b"ENHANCEDSTATUSCODES", b"8BITMIME", b"SIZE 100000") if stage == "ehlo" else DEFAULTS.get(stage)
        action = actions.pop(0) if actions else default or b"500 5.5.1 what?\r\n" * (stage != "bdat")
        if action == CLOSE:
            raise _Closed
        if action == SILENCE:
            self._silent.append(writer)
            await asyncio.sleep(3600)
        assert isinstance(action, bytes)
        writer.write(action)
        await writer.drain()
        return action


class _Closed(Exception):
    pass


def unstuffed(raw: bytes) -> bytes:
    """What a server stores."""
    return re.sub(rb"(?m)^\.", b"", raw)


def relay(port: int, **fields: object) -> Backend:
    """A backend for one local server, with little patience."""
    of_peer = {
        name: fields.pop(name)
        for name in ("timeout", "final", "tls", "implicit", "opportunistic", "user", "password", "host", "notices")
        if name in fields
    }
    peer = Peer(
        **{
            "host": "127.0.0.1",
            "port": port,
            "local_hostname": "flong.test",
            "timeout": 5.0,
            "final": 5.0,
            "window": WINDOW,
            **of_peer,
        }
    )
    return BACKEND(SmtpConfig(peer, **{"connections": 1, "patience": 0.0, **fields}))


async def send(server: Faulty, *items: Outgoing, book: Book | None = None, **fields: object) -> Book:
    """Runs a backend against the server until the items are done."""
    book = book or Book()
    async with asyncio.timeout(30), server.running():
        await relay(server.port, **fields).run(queue(*(items or (outgoing(),))), book)
    return book

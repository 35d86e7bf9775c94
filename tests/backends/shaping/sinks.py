"""An SMTP server of this process that remembers who sent what when, and refuses as it is told."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

Answer = Callable[[str], str]


@dataclass
class Connection:
    """One connection: the domains it took mail for, in order."""

    domains: list[str] = field(default_factory=list)


@dataclass
class Sink:
    """`answer(recipient)` gives the reply to RCPT; "" is yes. `delay` seconds pass before a message is accepted.
    After `mails_each` messages a connection is closed without a word."""

    answer: Answer = lambda recipient: ""
    delay: float = 0.0
    greeting: str = "220 sink ESMTP"
    mails_each: int = 1_000_000
    took: list[tuple[float, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    connections: list[Connection] = field(default_factory=list)
    at_once: Counter[str] = field(default_factory=Counter)
    peers: Counter[str] = field(default_factory=Counter)
    port: int = 0
    open: int = 0
    most_open: int = 0

    def __post_init__(self) -> None:
        self._now: Counter[str] = Counter()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Sink]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()

    @property
    def domains(self) -> Counter[str]:
        return Counter(recipient.partition("@")[2] for _, recipient in self.took)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = Connection()
        self.connections.append(connection)
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            writer.write(self.greeting.encode() + b"\r\n")
            if self.greeting.startswith("220"):
                await self._talk(reader, writer, connection)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.open -= 1
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, connection: Connection) -> None:
        recipient = ""
        while line := (await reader.readline()).decode().rstrip("\r\n"):
            verb = line[:4].upper()
            if verb == "RCPT":
                recipient = re.search("<(.*)>", line)[1]
                self.asked.append(recipient)
                writer.write((self.answer(recipient) or "250 2.1.5 Ok").encode() + b"\r\n")
            elif verb == "DATA":
                writer.write(b"354 go on\r\n")
                await reader.readuntil(b"\r\n.\r\n")
                await self._take(recipient, connection, writer)
                if len(connection.domains) == self.mails_each:
                    return
            elif verb == "QUIT":
                writer.write(b"221 2.0.0 Bye\r\n")
                return
            else:
                writer.write(b"250 2.0.0 Ok\r\n")

    async def _take(self, recipient: str, connection: Connection, writer: asyncio.StreamWriter) -> None:
        domain = recipient.partition("@")[2]
        self._now[domain] += 1
        self.at_once[domain] = max(self.at_once[domain], self._now[domain])
        await asyncio.sleep(self.delay)
        self._now[domain] -= 1
        self.took.append((time.monotonic(), recipient))
        connection.domains.append(domain)
        self.peers[writer.get_extra_info("peername")[0]] += 1
        writer.write(b"250 2.0.0 Ok: queued\r\n")

"""Who sends: each takes `work` and returns when all of it is sent. `work.next()` gives a mail, and marks when the
warm-up is over, so that connecting is not counted."""

from __future__ import annotations

import asyncio
import gc
import resource
import smtplib
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flong.backends.base import Gates, Outgoing, Receipt
from flong.backends.peer import Peer
from flong.backends.smtp import SmtpBackend, SmtpConfig

HEAD = (
    b"From: Billing <bill@acme.example>\r\nTo: <user@mail.example>\r\nSubject: Your statement\r\n"
    b"Message-ID: <%032d@acme.example>\r\nDate: Sat, 21 Nov 2026 20:00:00 +0800\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
)
LINE = b"x" * 76 + b"\r\n"
DIFFERENT = 64
"""Messages in memory; they are sent over and over."""


@dataclass
class Work:
    """So many mails of `size` bytes to `port`, over so many connections, after `warm` that are not counted."""

    port: int
    count: int
    size: int
    connections: int
    warm: int
    ca: str = ""
    begun: tuple[float, float] = (0.0, 0.0)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        body = LINE * (self.size // len(LINE))
        self.messages = [HEAD % number + body for number in range(DIFFERENT)]
        self._numbers = iter(range(self.warm + self.count))

    def next(self) -> int | None:
        """The next mail's number; None at the end."""
        number = next(self._numbers, None)
        if number == self.warm:
            gc.collect()
            gc.freeze()  # what was made before is not looked through while something is counted
            self.begun = _clocks()
        return number

    def next_shared(self) -> int | None:
        """The same for threads."""
        with self._lock:
            return self.next()

    def rates(self) -> tuple[float, float]:
        """CPU µs per mail, mails per second."""
        cpu, wall = (now - then for now, then in zip(_clocks(), self.begun, strict=True))
        return cpu / self.count * 1e6, self.count / wall


def _clocks() -> tuple[float, float]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime, time.perf_counter()


def envelope(number: int) -> tuple[str, str]:
    """Sender (of its own for each mail, as VERP makes it) and recipient."""
    return f"bounce+{number}@acme.example", f"user{number}@mail.example"


def by_smtplib(work: Work) -> None:
    """Blocking, a thread for each connection."""

    def one() -> None:
        with smtplib.SMTP("127.0.0.1", work.port, local_hostname="client.test") as client:
            while (number := work.next_shared()) is not None:
                sender, recipient = envelope(number)
                client.sendmail(sender, [recipient], work.messages[number % DIFFERENT])

    threads = [threading.Thread(target=one) for _ in range(work.connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def by_aiosmtplib(work: Work) -> None:
    """On uvloop, a client for each connection."""
    import aiosmtplib

    async def one() -> None:
        client = aiosmtplib.SMTP(hostname="127.0.0.1", port=work.port, local_hostname="client.test", start_tls=False)
        await client.connect()
        while (number := work.next()) is not None:
            sender, recipient = envelope(number)
            await client.sendmail(sender, [recipient], work.messages[number % DIFFERENT])
        await client.quit()

    async def every() -> None:
        await asyncio.gather(*(one() for _ in range(work.connections)))

    _run(every())


class _Source:
    """All items, made before anything is counted."""

    def __init__(self, work: Work) -> None:
        self._work = work
        gates, views = Gates(b"0" * 16), [memoryview(message) for message in work.messages]
        self._items = [
            Outgoing("bench", number, 1, "", b"0" * 16, gates, *envelope(number), views[number % DIFFERENT])
            for number in range(work.warm + work.count)
        ]

    async def take(self, route: str) -> Outgoing | None:
        return self.take_now(route)

    def take_now(self, route: str) -> Outgoing | None:
        number = self._work.next()
        return None if number is None else self._items[number]


class _Book:
    """Counts what was delivered; the ledger is measured apart."""

    def __init__(self) -> None:
        self.delivered = 0

    async def starting(self, item: Outgoing) -> None:
        return None

    async def starting_all(self, items: Sequence[Outgoing]) -> Sequence[Outgoing]:
        return items

    def finished(self, receipt: Receipt) -> None:
        self.delivered += receipt.state == "delivered"


def by_flong(work: Work, window: int, *, chunking: bool = True) -> None:
    """The engine."""
    tls = ssl.create_default_context(cafile=work.ca) if work.ca else None
    peer = Peer(
        "127.0.0.1", work.port, "client.test", tls=tls, implicit=tls is not None, window=window, chunking=chunking
    )
    source, book = _Source(work), _Book()
    _run(SmtpBackend(SmtpConfig(peer, work.connections, per_connection=1 << 30)).run(source, book))
    assert book.delivered == work.warm + work.count


def _run(main: object) -> None:
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main)


CONTENDERS: dict[str, Callable[[Work], None]] = {
    "smtplib": by_smtplib,
    "aiosmtplib": by_aiosmtplib,
    "flong-data": lambda work: by_flong(work, 1, chunking=False),
    "flong-bdat1": lambda work: by_flong(work, 1),
    "flong-bdat8": lambda work: by_flong(work, 8),
    "flong-bdat8-tls": lambda work: by_flong(work, 8),
}

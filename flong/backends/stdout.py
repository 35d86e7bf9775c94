"""Messages printed one after the other, as they would go over the wire, each followed by an empty line."""

from __future__ import annotations

import sys
import time
from typing import BinaryIO

from flong.backends.base import Book, Outgoing, Receipt
from flong.backends.pool import Pool, RouteError


class StdoutBackend(Pool):
    """Writes to `stream` (default: standard output)."""

    def __init__(self, stream: BinaryIO | None = None, *, route: str = "default") -> None:
        super().__init__(lambda _: _Printer(stream or sys.stdout.buffer), 1, route)


class _Printer:
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    async def deliver(self, item: Outgoing, book: Book) -> Receipt:
        start = time.time()
        await book.starting(item)
        try:
            self._stream.write(bytes(item.data) + b"\r\n")
            self._stream.flush()
        except OSError as error:
            raise RouteError(f"standard output: {error.strerror}", permanent=True) from error
        return Receipt(item.seq, item.attempt, "delivered", host="stdout", start=start, end=time.time())

    async def close(self) -> None:
        """The stream is the process's, and stays open."""

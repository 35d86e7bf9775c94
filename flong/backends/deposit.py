"""Files that appear whole or not at all: written beside, made durable, renamed into place.

The name is made from document and recipient, so that a message laid down again after a crash
replaces itself. Files are for their owner only (0600, in folders of 0700).
"""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from flong.backends.base import Book, Outgoing, Receipt
from flong.backends.pool import RouteError

WRITERS = 8


_HEAD = 16 << 10
_MESSAGE_ID = re.compile(rb"(?:^|\n)message-id:[ \t]*([^\r\n]*)", re.IGNORECASE)


def identity(item: Outgoing) -> str:
    """32 hex digits from document, recipient and Message-ID, which a wanted resend changes."""
    head = bytes(item.data[:_HEAD])
    message_id = _MESSAGE_ID.search(head)
    parts = (item.document, item.rcpt_to.encode(), message_id[1] if message_id else b"")
    return sha256(b"\0".join(parts)).hexdigest()[:32]


class Depositor:
    """A carrier that lays messages down in `final`, by way of `draft` (on the same file system)."""

    def __init__(self, draft: Path, final: Path, name: Callable[[Outgoing], str]) -> None:
        self._draft, self._final, self._name = draft, final, name

    async def deliver(self, item: Outgoing, book: Book) -> Receipt:
        """Raises RouteError when the folder can't be written."""
        start, name = time.time(), self._name(item)
        draft = self._draft / f"{name}.{item.seq}.{item.attempt}.{os.getpid()}.part"
        try:
            await asyncio.to_thread(write_durably, draft, item.data)
            await book.starting(item)
            await asyncio.to_thread(_publish, draft, self._final / name)
        except OSError as error:
            raise RouteError(f"{self._final}: {error.strerror}") from error
        finally:
            draft.unlink(missing_ok=True)
        return Receipt(
            item.seq, item.attempt, "delivered", text=name, host=str(self._final), start=start, end=time.time()
        )

    async def close(self) -> None:
        """Nothing is held between messages."""


def prepare(*folders: Path) -> None:
    """Make the folders. Raises RouteError."""
    for folder in folders:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise RouteError(f"{folder}: {error.strerror}", permanent=True) from error


def write_durably(path: Path, data: memoryview) -> None:
    """A new file of 0600 with `data`, on the disk when this returns; in place of what a crash left there."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)


def _publish(draft: Path, final: Path) -> None:
    draft.rename(final)
    folder = os.open(final.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

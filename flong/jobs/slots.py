"""Shared memory between the workers, who write messages, and the sender, who reads them.

A slot is filled by one worker, then read by the sender until every message in it has its receipt; then it
is filled again. Only offsets travel between the processes. No free slot is the backpressure.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from multiprocessing.shared_memory import SharedMemory
from typing import Final

SLOT_BYTES: Final = 8 << 20
SLOTS_PER_WORKER: Final = 2


class Slot:
    """One slot, on the sender's side. `release` is called once per message."""

    def __init__(self, size: int, free: Callable[[Slot], None]) -> None:
        self._memory = SharedMemory(create=True, size=size)
        self._buffer = _buffer(self._memory)
        self._free = free
        self._left = 0
        self.name = self._memory.name

    def view(self, offset: int, size: int) -> memoryview:
        """The bytes of one message; gone when the slot is free again."""
        return memoryview(self._buffer)[offset : offset + size].toreadonly()

    def hold(self, messages: int) -> None:
        """Keep the slot until `release` was called `messages` times; none: it is free at once."""
        self._left = messages
        if not messages:
            self._free(self)

    def release(self) -> None:
        """One message less is needed."""
        self._left -= 1
        if not self._left:
            self._free(self)

    def close(self) -> None:
        """Give the memory back. Views that are still around stay valid until they go."""
        self._memory.unlink()
        self._buffer.release()
        with suppress(BufferError):
            self._memory.close()


class Page:
    """One slot, on the worker's side."""

    def __init__(self, name: str) -> None:
        self._memory = SharedMemory(name=name)
        self.size = self._memory.size

    def write(self, offset: int, parts: tuple[bytes, ...]) -> int:
        """Put `parts` at `offset`, which they fit behind; gives where they end."""
        buffer = _buffer(self._memory)
        for part in parts:
            buffer[offset : offset + len(part)] = part
            offset += len(part)
        return offset


def _buffer(memory: SharedMemory) -> memoryview:
    assert memory.buf is not None  # only once closed
    return memory.buf

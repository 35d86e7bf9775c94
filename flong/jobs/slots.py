"""Shared memory between the workers, who write messages, and the sender, who reads them.

A slot is filled by one worker, then read by the sender until every message in it has its receipt; then it
is filled again. Only offsets travel between the processes. No free slot is the backpressure.

The memory has no name: workers inherit its descriptor, and it is gone when the last process is.
"""

from __future__ import annotations

import mmap
import os
import tempfile
from collections.abc import Callable
from typing import Final

SLOT_BYTES: Final = 8 << 20
SLOTS_PER_WORKER: Final = 2


class Slot:
    """One slot, on the sender's side. `release` is called once per message."""

    def __init__(self, size: int, free: Callable[[], None]) -> None:
        self.descriptor = _memory(size)
        self._view = memoryview(mmap.mmap(self.descriptor, size)).toreadonly()
        self._free = free
        self._left = 0

    def view(self, offset: int, size: int) -> memoryview:
        """The bytes of one message; others' once the slot is free again."""
        return self._view[offset : offset + size]

    def hold(self, messages: int) -> None:
        """Keep the slot until `release` was called `messages` times; none: it is free at once."""
        self._left = messages
        if not messages:
            self._free()

    def release(self) -> None:
        """One message less is needed."""
        self._left -= 1
        if not self._left:
            self._free()

    def close(self) -> None:
        """Let the memory go as soon as nobody looks at it."""
        os.close(self.descriptor)


class Page:
    """One slot, on the worker's side."""

    def __init__(self, descriptor: int) -> None:
        self.size = os.fstat(descriptor).st_size
        self._map = mmap.mmap(descriptor, self.size)

    def write(self, offset: int, parts: tuple[bytes | memoryview, ...]) -> int:
        """Put `parts` at `offset`, which they fit behind; gives where they end."""
        for part in parts:
            self._map[offset : offset + len(part)] = part
            offset += len(part)
        return offset


def _memory(size: int) -> int:
    """A descriptor of `size` bytes that no other process can open."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("flong-slot")
    else:
        with tempfile.TemporaryFile() as file:
            descriptor = os.dup(file.fileno())
    os.ftruncate(descriptor, size)
    return descriptor

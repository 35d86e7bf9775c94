"""The sender's side of the worker processes: requests out, filled slots in, dead workers replaced."""

from __future__ import annotations

import asyncio
import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Final

import msgspec

from flong.errors import LedgerError
from flong.jobs import frames
from flong.jobs.progressing import Due
from flong.jobs.slots import SLOTS_PER_WORKER, Slot
from flong.jobs.worker import Order, Reply, Request

TRIES: Final = 3
"""A request that killed this many workers is at fault itself."""

_MAIN: Final = """\
import socket, sys
from flong.jobs.slots import Page
from flong.jobs.worker import main
sender, life, *slots = map(int, sys.argv[1:])
main(socket.socket(fileno=sender), life, [Page(slot) for slot in slots])
"""


@dataclass(frozen=True, slots=True)
class Filled:
    """A slot with the messages of the first `reply.done` records asked for. Its reader releases it."""

    slot: Slot
    reply: Reply


class _Died(Exception):
    """The worker ended before it answered."""


class Workers:
    """Worker processes and their slots. `start` first, `close` at the end, both on the event loop."""

    def __init__(self, order: Order, count: int, slot_bytes: int) -> None:
        self._order = order
        self._members = [_Member() for _ in range(count)]
        self._free: asyncio.Queue[tuple[_Member, int]] = asyncio.Queue()
        self._slot_bytes = slot_bytes

    @property
    def slots(self) -> int:
        """How many slots there are."""
        return len(self._members) * SLOTS_PER_WORKER

    async def start(self) -> None:
        """Start the processes."""
        for member in self._members:
            member.make_slots(self._slot_bytes, self._free)
            await member.spawn(self._order)
        for number in range(SLOTS_PER_WORKER):
            for member in self._members:
                self._free.put_nowait((member, number))

    async def cast(self, n: int, due: Sequence[Due]) -> Filled:
        """Have records of chunk `n` cast, as soon as a slot is free. Raises LedgerError if that can't be."""
        for _ in range(TRIES):
            member, number = await self._free.get()
            try:
                reply = await member.ask(Request(number, n, [d.seq for d in due], [d.resend for d in due]))
            except _Died:
                self._free.put_nowait((member, number))
                await member.spawn(self._order)
                continue
            if reply.error or not reply.done:
                self._free.put_nowait((member, number))
                raise LedgerError(reply.error or f"a worker did nothing for record {due[0].seq}")
            return Filled(member.slots[number], reply)
        raise LedgerError(f"{TRIES} workers died casting chunk {n}, from record {due[0].seq} on")

    def close(self) -> None:
        """End the processes and give the memory back."""
        for member in self._members:
            member.close()


class _Member:
    """One worker: its process, our end of its socket, its slots."""

    def __init__(self) -> None:
        self.slots: list[Slot] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._reading: asyncio.Task[None] | None = None
        self._life = -1
        self._spawning = asyncio.Lock()
        self._waiting: dict[int, asyncio.Future[Reply]] = {}

    def make_slots(self, size: int, free: asyncio.Queue[tuple[_Member, int]]) -> None:
        for number in range(SLOTS_PER_WORKER):
            self.slots.append(Slot(size, partial(free.put_nowait, (self, number))))

    async def spawn(self, order: Order) -> None:
        """Start the process, unless another request has done so already."""
        async with self._spawning:
            if self._process is None:
                ours, theirs = socket.socketpair()
                with theirs:
                    self._process, self._life = _process(theirs, self.slots)
                reader, self._writer = await asyncio.open_unix_connection(sock=ours)
                self._writer.write(frames.framed(pickle.dumps(order)))
                self._reading = asyncio.ensure_future(self._read(reader))

    async def ask(self, request: Request) -> Reply:
        """Send a request and wait for its reply. Raises _Died."""
        if self._writer is None:
            raise _Died
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting[request.slot] = future
        self._writer.write(frames.framed(msgspec.msgpack.encode(request)))
        return await future

    def close(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        self._bury()
        for slot in self.slots:
            slot.close()

    async def _read(self, reader: asyncio.StreamReader) -> None:
        """Hand out replies until the worker is gone."""
        with suppress(EOFError, OSError):
            while True:
                reply = msgspec.msgpack.decode(await frames.receive(reader), type=Reply)
                if not (future := self._waiting.pop(reply.slot)).done():
                    future.set_result(reply)
        self._bury()

    def _bury(self) -> None:
        """End and forget the process, which holds nothing that could be lost; who waits for it hears that it died."""
        if self._process is None or self._writer is None:
            return
        self._process.kill()
        self._process.wait()
        self._writer.close()
        os.close(self._life)
        self._process, self._writer, waiting, self._waiting = None, None, self._waiting, {}
        for future in waiting.values():
            if not future.done():
                future.set_exception(_Died())


def _process(theirs: socket.socket, slots: Sequence[Slot]) -> tuple[subprocess.Popen[bytes], int]:
    """A worker that inherits its socket, its slots and the read end of a pipe; and that pipe's write end."""
    life, ours = os.pipe()
    numbers = [theirs.fileno(), life, *(slot.descriptor for slot in slots)]
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _MAIN, *map(str, numbers)],
            pass_fds=numbers,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    finally:
        os.close(life)
    return process, ours

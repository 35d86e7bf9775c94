"""The sender's side of the worker processes: requests out, filled slots in, dead workers replaced."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Final

import msgspec

from flong.errors import LedgerError
from flong.jobs.progressing import Due
from flong.jobs.slots import SLOTS_PER_WORKER, Slot
from flong.jobs.worker import Order, Reply, Request

TRIES: Final = 3
"""A request that killed this many workers is at fault itself."""

_MAIN: Final = """\
import sys
from multiprocessing.connection import Connection
from flong.jobs.slots import Page
from flong.jobs.worker import main
socket, life, *slots = map(int, sys.argv[1:])
main(Connection(socket), life, [Page(slot) for slot in slots])
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

    def start(self) -> None:
        """Start the processes."""
        for member in self._members:
            member.make_slots(self._slot_bytes, self._free)
            member.spawn(self._order)
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
                member.spawn(self._order)
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
    """One worker: its process, its end of the pipe, its slots."""

    def __init__(self) -> None:
        self.slots: list[Slot] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None
        self._life = -1
        self._waiting: dict[int, asyncio.Future[Reply]] = {}

    def make_slots(self, size: int, free: asyncio.Queue[tuple[_Member, int]]) -> None:
        for number in range(SLOTS_PER_WORKER):
            self.slots.append(Slot(size, partial(free.put_nowait, (self, number))))

    def spawn(self, order: Order) -> None:
        """Start the process, unless another request has done so already."""
        if self._pipe is not None:
            return
        self._pipe, theirs = Pipe()
        life, self._life = os.pipe()
        numbers = [theirs.fileno(), life, *(slot.descriptor for slot in self.slots)]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _MAIN, *map(str, numbers)],
            pass_fds=numbers,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        theirs.close()
        os.close(life)
        self._pipe.send(order)
        asyncio.get_running_loop().add_reader(self._pipe.fileno(), self._read)

    async def ask(self, request: Request) -> Reply:
        """Send a request and wait for its reply. Raises _Died."""
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        if self._pipe is None:
            raise _Died
        self._waiting[request.slot] = future
        try:
            self._pipe.send_bytes(msgspec.msgpack.encode(request))
        except OSError:
            self._bury()
        return await future

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()  # it holds nothing that could be lost
        self._bury()
        for slot in self.slots:
            slot.close()

    def _read(self) -> None:
        """A reply is there, or the worker is gone."""
        assert self._pipe is not None
        try:
            reply = msgspec.msgpack.decode(self._pipe.recv_bytes(), type=Reply)
        except (EOFError, OSError):
            return self._bury()
        if not (future := self._waiting.pop(reply.slot)).done():
            future.set_result(reply)
        return None

    def _bury(self) -> None:
        """Forget the process; everyone who waits for it hears that it died."""
        if self._pipe is not None and self._process is not None:
            asyncio.get_running_loop().remove_reader(self._pipe.fileno())
            self._pipe.close()
            os.close(self._life)
            self._process.wait()
        self._pipe, waiting, self._waiting = None, self._waiting, {}
        for future in waiting.values():
            if not future.done():
                future.set_exception(_Died())

"""A worker process: reads snapshot rows, casts them, writes the messages into a slot.

It holds no state between requests, so that any worker can take any request, twice if need be. It exits
when its parent does, however that ends.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import socket
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import msgspec

from flong.errors import FlongError
from flong.jobs import frames
from flong.jobs.cast import Caster, Context, Misfit, Prepared, Recipe
from flong.jobs.slots import Page
from flong.jobs.snapshot import Snapshot

PATIENCE: Final = 2.0
"""Seconds after which a slot is handed over though it has room: slow bills should be on their way."""


class Request(msgspec.Struct, array_like=True, frozen=True):
    """Cast these records of chunk `n` into slot number `slot`; `resends` go with `seqs`."""

    slot: int
    n: int
    seqs: list[int]
    resends: list[int]


class Entry(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A message in the slot."""

    seq: int
    offset: int
    size: int
    key: str
    document: bytes
    mail_from: str
    rcpt_to: str
    render: bytes
    sign: bytes
    code: bytes | None
    bill: bytes | None


class Refusal(msgspec.Struct, array_like=True, frozen=True):
    """A record without a message, and why."""

    seq: int
    reason: str
    key: str
    field: str
    place: str
    skipped: bool


class Reply(msgspec.Struct, array_like=True, frozen=True):
    """What became of the first `done` records of a request; the rest did not fit into the slot.
    `error`: the request as a whole can't be done."""

    slot: int
    done: int
    entries: list[Entry]
    refusals: list[Refusal]
    error: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """Everything a worker needs to know; travels through its socket, never through a command line."""

    recipe: Recipe
    context: Context
    snapshot: Snapshot


def main(sender: socket.socket, life: int, pages: Sequence[Page]) -> None:
    """The worker's life: an order, then one reply for every request, until the socket closes.

    `life` is the read end of a pipe whose other end only the parent holds.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the sender's to handle
    threading.Thread(target=_die_after, args=(life,), daemon=True).start()
    decode, encode = msgspec.msgpack.Decoder(Request).decode, msgspec.msgpack.encode
    with suppress(EOFError, ConnectionError), sender.makefile("rb") as stream:
        order: Order = pickle.loads(frames.read(stream))
        caster = order.recipe.make(order.context)
        gc.freeze()  # all that is loaded by now stays
        while True:
            request = decode(frames.read(stream))
            sender.sendall(frames.framed(encode(_answer(request, caster, order.snapshot, pages[request.slot]))))


def _answer(request: Request, caster: Caster, snapshot: Snapshot, page: Page) -> Reply:
    try:
        return fill(request, caster, snapshot, page)
    except FlongError as error:
        return Reply(request.slot, 0, [], [], str(error))


def fill(request: Request, caster: Caster, snapshot: Snapshot, page: Page) -> Reply:
    """Cast until the records, the slot or the patience end; a record is done at least."""
    table, until = snapshot.read(request.n, request.seqs), time.monotonic() + PATIENCE
    caster.recall(snapshot.kept(request.n) or b"")
    entries: list[Entry] = []
    refusals: list[Refusal] = []
    offset = done = 0
    for result in caster.cast(table, request.resends, page.size):
        size = result.size if isinstance(result, Prepared) else 0
        if isinstance(result, Misfit) or size > page.size:
            refusals.append(_refusal(request.seqs, result, size, page.size))
        elif offset + size > page.size:
            break
        else:
            entries.append(_entry(request.seqs, result, offset, size))
            offset = page.write(offset, result.data)
        done += 1
        if time.monotonic() > until:
            break
    return Reply(request.slot, done, entries, refusals)


def _entry(seqs: Sequence[int], p: Prepared, offset: int, size: int) -> Entry:
    gates = (p.render, p.sign, p.code, p.bill)
    return Entry(seqs[p.index], offset, size, p.key, p.document, p.mail_from, p.rcpt_to, *gates)


def _refusal(seqs: Sequence[int], result: Prepared | Misfit, size: int, limit: int) -> Refusal:
    """A message that fits no slot is a rejected record too."""
    if isinstance(result, Prepared):
        result = Misfit(result.index, f"the message has {size} bytes, a slot {limit}", result.key)
    return _rejected(seqs, result)


def _rejected(seqs: Sequence[int], misfit: Misfit) -> Refusal:
    return Refusal(seqs[misfit.index], misfit.reason, misfit.key, misfit.field, misfit.place, misfit.skipped)


def _die_after(life: int) -> None:
    """Leave at once when the parent is gone, whatever this process is busy with."""
    os.read(life, 1)
    os._exit(1)

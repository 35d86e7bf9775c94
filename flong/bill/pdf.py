"""PDF files written directly (ISO 32000-2), encrypted on the way: PDF 2.0, or 1.7 for viewers that know AES-128 only.

    shared = Document([catalog, pages, page, Object(b"<< /Type /Font ... >>"), ...], root=1)
    pdf = shared.write([Object(b"<< >>", content)], keys=keys)

All objects that are no streams stand in object streams, so that their strings are encrypted with them; strings in the
dictionaries of streams are refused for the same reason.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import shake_256
from typing import Final, NamedTuple

from flong.bill import emit, emit_twin, evp
from flong.bill.emit import Parts
from flong.bill.emit_twin import Part
from flong.bill.keys import Keys
from flong.errors import BufferTooSmall

_HEADER: Final = b"%%PDF-%b\n%%\xe2\xe3\xcf\xd3\n"
_HEADERS: Final = {0: _HEADER % b"2.0", 128: _HEADER % b"1.7", 256: _HEADER % b"2.0"}
_TABLE: Final = b"<< /Type /XRef /Size %d /W [1 4 2] %b /ID [<%b> <%b>] >>"
_BLOCK: Final = 16
_AROUND: Final = 150  # bytes of the header and the end
_ENTRY: Final = emit_twin.ENTRY
_MOST: Final = 1 << 16  # objects in an object stream, by the two bytes of an entry
_LARGEST: Final = 1 << 31
_WORTH: Final = 400  # bytes from which deflating gains more than it costs


class Object(NamedTuple):
    """An indirect object, numbered by its place: `head` is its value, or the dictionary of a stream without /Length;
    `stream` is that stream's data, filtered as `head` says."""

    head: bytes
    stream: bytes | None = None


class Document:
    """What many files share: `objects`, numbered from 1, of which `root` is the catalog and `info`, if any, the
    information dictionary. A file's own objects are numbered on from there, and either may be among them.

    `level` says how hard object streams are deflated, from 0 (not at all) to 9. Raises ValueError for a stream whose
    head is no dictionary or has a string in it.
    """

    def __init__(self, objects: Iterable[Object], root: int, *, info: int | None = None, level: int = 1) -> None:
        found = _sort(objects, 1)
        self._first, self._level, self._packed = found.end, level, found.packed
        self._streams, self._pack = Parts(found.streams), _pack(found.packed, level and 9)
        self._trailer = b"/Root %d 0 R" % root + (b" /Info %d 0 R" % info if info else b"")
        self._table = lru_cache(64)(self._entries)

    def write(self, own: Iterable[Object] = (), *, keys: Keys | None = None, seed: bytes | None = None) -> bytes:
        """The file with its `own` objects, encrypted when there are `keys`.

        Identifiers and initialisation vectors are random, or follow from `seed` (for tests: two files of one seed and
        the same keys betray where they are equal). Raises ValueError as the class does, and for 2 GB or more.
        """
        plan = _Plan(self, own, keys, seed)
        to = bytearray(plan.room)
        return bytes(memoryview(to)[: plan.emit(to)])

    def write_into(
        self,
        buffer: bytearray | memoryview,
        own: Iterable[Object] = (),
        *,
        keys: Keys | None = None,
        seed: bytes | None = None,
    ) -> int:
        """Writes the file at the start of `buffer`: its size. Raises BufferTooSmall when it does not fit, and as
        `write` does."""
        size = _Plan(self, own, keys, seed).emit(buffer)
        if size > len(buffer):
            raise BufferTooSmall(size)
        return size

    def _entries(self, container: int) -> bytes:
        """The cross-reference entries of the shared objects, whose object stream is `container`."""
        entries = bytearray(_ENTRY * self._first)
        entries[5:7] = b"\xff\xff"
        _enter(entries, self._packed, container)
        return bytes(entries)


def write_pdf(
    objects: Iterable[Object],
    root: int,
    *,
    info: int | None = None,
    keys: Keys | None = None,
    seed: bytes | None = None,
    level: int = 1,
) -> bytes:
    """A file that shares nothing with others: see `Document`."""
    return Document(objects, root, info=info, level=level).write(keys=keys, seed=seed)


class _Plan:
    """One file: its parts, and what encrypts them."""

    def __init__(self, shared: Document, own: Iterable[Object], keys: Keys | None, seed: bytes | None) -> None:
        found = _sort(own, shared._first)
        packs = [pack for pack in (shared._pack, _pack(found.packed, shared._level)) if pack]
        parts = [*found.streams, *((found.end + i, *pack, True) for i, pack in enumerate(packs))]
        self._number, trailer = found.end + len(packs), shared._trailer
        if keys:
            parts.append((self._number, keys.dictionary(), None, False))
            self._number, trailer = self._number + 1, b"%b /Encrypt %d 0 R" % (trailer, self._number)
        self._entries = bytearray(shared._table(found.end)).ljust(_ENTRY * (self._number + 1), b"\0")
        _enter(self._entries, found.packed, found.end + len(packs) - 1)
        self._constant, self._own, self._keys = shared._streams, Parts(parts), keys
        self._sealed = [*self._constant.sealed, *self._own.sealed]
        self._draw(trailer, seed)

    def _draw(self, trailer: bytes, seed: bytes | None) -> None:
        """Takes the initialisation vectors and the identifiers, whose first half keys of revision 4 settle."""
        size = _BLOCK * len(self._sealed) if self._keys else 0
        drawn = os.urandom(_BLOCK + size) if seed is None else shake_256(seed).digest(_BLOCK + size)
        self._ivs, last = drawn[_BLOCK:], drawn[:_BLOCK]
        first = (self._keys.id if self._keys else b"") or last
        ids = first.hex().encode(), last.hex().encode()
        self._head = _TABLE % (self._number + 1, trailer, *ids)

    @property
    def room(self) -> int:
        """Bytes that the file takes at most. Raises ValueError when a reader could not find its objects."""
        room = self._constant.room + self._own.room + len(self._entries) + len(self._head) + _AROUND
        if room >= _LARGEST:
            raise ValueError("a bill of 2 GB or more")
        return room

    def emit(self, to: bytearray | memoryview) -> int:
        """Writes the file to `to`, as far as it fits: its size."""
        bits = self._keys.bits if self._keys else 0
        keys = self._keys.object_keys(self._sealed) if self._keys else b""
        write = emit.emit if evp.AVAILABLE or not bits else emit_twin.emit
        table = self._number, self._head, self._entries
        return write(_HEADERS[bits], (self._constant, self._own), table, (bits, keys, self._ivs), to)


class _Sorted(NamedTuple):
    """Objects by where they stand: `streams` by themselves, `packed` ones in an object stream. `end` is the number
    after the last one."""

    streams: list[Part]
    packed: list[tuple[int, bytes]]
    end: int


def _sort(objects: Iterable[Object], first: int) -> _Sorted:
    numbered = list(enumerate(objects, first))
    streams: list[Part] = [(number, head, stream, True) for number, (head, stream) in numbered if stream is not None]
    packed = [(number, head) for number, (head, stream) in numbered if stream is None]
    return _Sorted(streams, packed, first + len(numbered))


def _pack(packed: Sequence[tuple[int, bytes]], level: int) -> tuple[bytes, bytes] | None:
    """The dictionary and the data of an object stream (7.5.7), or None for no objects."""
    if not packed:
        return None
    if len(packed) > _MOST:
        raise ValueError(f"more than {_MOST} objects that are no streams")
    index, at = [], 0
    for number, head in packed:
        index.append(b"%d %d" % (number, at))
        at += len(head) + 1
    data = b"\n".join((b" ".join(index), *(head for _, head in packed)))
    first, filter_ = len(data) - at + 1, b""
    if level and len(data) >= _WORTH:
        data, filter_ = deflated(data, level), b" /Filter /FlateDecode"
    return b"<< /Type /ObjStm /N %d /First %d%b >>" % (len(packed), first, filter_), data


def deflated(data: bytes, level: int) -> bytes:
    """`data` as FlateDecode reads it. A small window: that of zlib's `compress` costs more than its work here."""
    window, memory = (12, 5) if len(data) < 1 << 14 else (15, 8)
    compressor = zlib.compressobj(level, zlib.DEFLATED, window, memory)
    return compressor.compress(data) + compressor.flush()


def _enter(entries: bytearray, packed: Sequence[tuple[int, bytes]], container: int) -> None:
    """Notes where packed objects stand: in which object stream, and at which place."""
    kind = b"\2" + container.to_bytes(4)
    for i, (number, _) in enumerate(packed):
        entries[number * _ENTRY : (number + 1) * _ENTRY] = kind + i.to_bytes(2)

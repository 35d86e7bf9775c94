"""Objects of PDF files, and the object streams that most of them stand in (ISO 32000-2, 7.5.7)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from flong.bill.emit_twin import ENTRY, Part

_MOST: Final = 1 << 16  # objects in an object stream, by the two bytes of an entry
_WORTH: Final = 400  # bytes from which deflating gains more than it costs


class Object(NamedTuple):
    """An indirect object, numbered by its place: `head` is its value, or the dictionary of a stream without /Length;
    `stream` is that stream's data, filtered as `head` says."""

    head: bytes
    stream: bytes | None = None


SIGNATURE: Final = Object(b"<< /Type /Sig >>")
"""Stands for the signature: see `signature.signable`."""


class Sorted(NamedTuple):
    """Objects by where they stand: `streams` by themselves, `packed` ones in an object stream. `signature` is the
    number of the one that stands for it; `end` is the number after the last one."""

    streams: list[Part]
    packed: list[tuple[int, bytes]]
    signature: int | None
    end: int


def sort_objects(objects: Iterable[Object], first: int) -> Sorted:
    numbered = list(enumerate(objects, first))
    streams: list[Part] = [(number, head, stream, True) for number, (head, stream) in numbered if stream is not None]
    single = [(number, head) for number, (head, stream) in numbered if stream is None]
    packed = [(number, head) for number, head in single if head != SIGNATURE.head]
    signature = next((number for number, head in single if head == SIGNATURE.head), None)
    return Sorted(streams, packed, signature, first + len(numbered))


def pack(packed: Sequence[tuple[int, bytes]], level: int) -> tuple[bytes, bytes] | None:
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


def enter(entries: bytearray, packed: Sequence[tuple[int, bytes]], container: int) -> None:
    """Notes where packed objects stand: in which object stream, and at which place."""
    kind = b"\2" + container.to_bytes(4)
    for i, (number, _) in enumerate(packed):
        entries[number * ENTRY : (number + 1) * ENTRY] = kind + i.to_bytes(2)


def text_string(value: str) -> bytes:
    """A text as strings hold it (7.9.2.2), to be written by `hex_string`."""
    return value.encode() if value.isascii() else b"\xfe\xff" + value.encode("utf-16-be")


def hex_string(value: bytes) -> bytes:
    """A string as it stands in an object."""
    return b"<%b>" % value.hex().encode()

"""What `emit.pyx` does, in Python: the meaning it is held to, and the way where OpenSSL's functions are not found."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat

from flong.bill.emit import Parts
from flong.bill.evp_twin import encrypt

Part = tuple[int, bytes, bytes | bytearray | None, bool]
Table = tuple[int, bytes, bytearray]
Seals = tuple[int, bytes, bytes]

ENTRY = 7
_BLOCK = 16


def emit(header: bytes, groups: tuple[Parts, Parts], table: Table, seals: Seals, to: bytearray | memoryview) -> int:
    """See `emit.emit`."""
    out, start, (number, head, entries) = bytearray(header), 0, table
    sealed = _sealed(seals, sum(len(group.sealed) for group in groups))
    for part in (*groups[0].parts, *groups[1].parts, (number, head, entries, False)):
        start = len(out)
        entries[part[0] * ENTRY : part[0] * ENTRY + 5] = b"\1" + start.to_bytes(4)
        out += _object(part, sealed)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    if len(out) <= len(to):
        to[: len(out)] = out
    return len(out)


def _sealed(seals: Seals, count: int) -> Iterator[tuple[bytes, bytes]] | None:
    """The key and the initialisation vector of each sealed stream."""
    bits, keys, ivs = seals
    if not bits:
        return None
    each = _blocks(keys) if bits == 128 else repeat(keys, count)
    return zip(each, _blocks(ivs), strict=True)


def _blocks(data: bytes) -> Iterator[bytes]:
    return (data[at : at + _BLOCK] for at in range(0, len(data), _BLOCK))


def _object(part: Part, seals: Iterator[tuple[bytes, bytes]] | None) -> bytes:
    number, head, data, sealed = part
    if data is None:
        return b"%d 0 obj\n%b\nendobj\n" % (number, head)
    if sealed and seals is not None:
        key, iv = next(seals)
        data = iv + encrypt(key, iv, bytes(data))
    head, data = head[:-2], bytes(data)
    return b"%d 0 obj\n%b/Length %d >>\nstream\n%b\nendstream\nendobj\n" % (number, head, len(data), data)

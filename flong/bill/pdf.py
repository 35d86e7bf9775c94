"""PDF files written directly (ISO 32000-2), encrypted on the way: PDF 2.0, or 1.7 for viewers that know AES-128 only.

    shared = Document([catalog, pages, page, Object(b"<< /Type /Font ... >>"), ...], root=1)
    pdf = shared.write([Object(b"<< >>", content)], keys=keys)

All objects that are no streams stand in object streams, so that their strings are encrypted with them; strings in the
dictionaries of streams are refused for the same reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final, Protocol

from flong.bill import emit, emit_twin, evp
from flong.bill.chance import Draw, drawer
from flong.bill.crypto import encrypt
from flong.bill.emit import Parts
from flong.bill.emit_twin import Part
from flong.bill.keys import Keys
from flong.bill.objects import SIGNATURE, Object, enter, hex_string, pack, sort_objects, text_string
from flong.errors import BufferTooSmall

__all__ = ["SIGNATURE", "Document", "Object", "Signer", "hex_string", "text_string", "write_pdf"]

_HEADER: Final = b"%%PDF-%b\n%%\xe2\xe3\xcf\xd3\n"
_HEADERS: Final = {0: _HEADER % b"2.0", 128: _HEADER % b"1.7", 256: _HEADER % b"2.0"}
_TABLE: Final = b"<< /Type /XRef /Size %d /W [1 4 2] %b /ID [%b %b] >>"
_BLOCK: Final = 16
_AROUND: Final = 500  # bytes of the header, the trailer and the end
_ENTRY: Final = emit_twin.ENTRY
_LARGEST: Final = 1 << 31


class Signer(Protocol):
    """What signs a file: `signature.Signer`."""

    def dictionary(self, seal: Callable[[bytes], bytes]) -> bytes:
        """The signature dictionary; `seal` writes a string."""
        ...

    def fill(self, file: memoryview, at: int, dictionary: bytes) -> None:
        """Signs the `file` that is written but for this, with the dictionary at `at`."""
        ...


class Document:
    """What many files share: `objects`, numbered from 1, of which `root` is the catalog and `info`, if any, the
    information dictionary. A file's own objects are numbered on from there, and either may be among them.

    `level` says how hard object streams are deflated, from 0 (not at all) to 9. Raises ValueError for a stream whose
    head is no dictionary or has a string in it.
    """

    def __init__(self, objects: Iterable[Object], root: int, *, info: int | None = None, level: int = 1) -> None:
        found = sort_objects(objects, 1)
        self._first, self._level, self._packed, self._signature = found.end, level, found.packed, found.signature
        self._streams, self._pack = Parts(found.streams), pack(found.packed, level and 9)
        self._trailer = b"/Root %d 0 R" % root + (b" /Info %d 0 R" % info if info else b"")
        self._table = lru_cache(64)(self._entries)

    def write(
        self,
        own: Iterable[Object] = (),
        *,
        keys: Keys | None = None,
        signer: Signer | None = None,
        seed: bytes | None = None,
    ) -> bytes:
        """The file with its `own` objects, encrypted when there are `keys`, signed when there is a `signer`.

        Identifiers and initialisation vectors are random, or follow from `seed` (for tests: two files of one seed and
        the same keys betray where they are equal). Raises ValueError as the class does, for 2 GB or more, and when
        there is a signer and no SIGNATURE or the other way round.
        """
        plan = _Plan(self, own, keys, signer, drawer(seed))
        to = bytearray(plan.room)
        return bytes(memoryview(to)[: plan.emit(to)])

    def write_into(
        self,
        buffer: bytearray | memoryview,
        own: Iterable[Object] = (),
        *,
        keys: Keys | None = None,
        signer: Signer | None = None,
        seed: bytes | None = None,
    ) -> int:
        """Writes the file at the start of `buffer`: its size. Raises BufferTooSmall when it does not fit, and as
        `write` does."""
        return _Plan(self, own, keys, signer, drawer(seed)).emit(buffer)

    def _entries(self, container: int) -> bytes:
        """The cross-reference entries of the shared objects, whose object stream is `container`."""
        entries = bytearray(_ENTRY * self._first)
        entries[5:7] = b"\xff\xff"
        enter(entries, self._packed, container)
        return bytes(entries)


def write_pdf(
    objects: Iterable[Object],
    root: int,
    *,
    info: int | None = None,
    keys: Keys | None = None,
    signer: Signer | None = None,
    seed: bytes | None = None,
    level: int = 1,
) -> bytes:
    """A file that shares nothing with others: see `Document`."""
    return Document(objects, root, info=info, level=level).write(keys=keys, signer=signer, seed=seed)


class _Plan:
    """One file: its parts, and what encrypts and signs them."""

    def __init__(
        self, shared: Document, own: Iterable[Object], keys: Keys | None, signer: Signer | None, draw: Draw
    ) -> None:
        found = sort_objects(own, shared._first)
        packs = [made for made in (shared._pack, pack(found.packed, shared._level)) if made]
        parts = [*found.streams, *((found.end + i, *made, True) for i, made in enumerate(packs))]
        self._number, self._trailer = found.end + len(packs), shared._trailer
        self._keys, self._signer, self._draw = keys, signer, draw
        self._signed = self._sign(shared._signature or found.signature)
        self._entries = bytearray(shared._table(found.end)).ljust(_ENTRY * (self._number + 1 + bool(keys)), b"\0")
        enter(self._entries, found.packed, found.end + len(packs) - 1)
        self._groups = shared._streams, Parts((*parts, *self._loose()))
        self.room = self._room()

    def _sign(self, number: int | None) -> tuple[int, bytes] | None:
        """The signature's number and dictionary."""
        if (number is None) != (self._signer is None):
            raise ValueError("a signer needs a SIGNATURE, and a SIGNATURE a signer")
        if self._signer is None or number is None:
            return None
        return number, self._signer.dictionary(lambda string: self._string(number, string))

    def _string(self, number: int, string: bytes) -> bytes:
        """A string of object `number`, which stands in no object stream."""
        if self._keys:
            iv = self._draw(_BLOCK)
            string = iv + encrypt(self._keys.object_keys([number]), iv, string)
        return hex_string(string)

    def _loose(self) -> Iterator[Part]:
        """What stands in no object stream: the signature's dictionary, and that of the encryption."""
        if self._signed:
            yield (*self._signed, None, False)
        if self._keys:
            yield self._number, self._keys.dictionary(), None, False
            self._trailer += b" /Encrypt %d 0 R" % self._number
            self._number += 1

    def _room(self) -> int:
        """Bytes that the file takes at most. Raises ValueError when a reader could not find its objects."""
        room = sum(group.room for group in self._groups) + len(self._entries) + _AROUND
        if room >= _LARGEST:
            raise ValueError("a bill of 2 GB or more")
        return room

    def emit(self, to: bytearray | memoryview) -> int:
        """Writes the file to `to`: its size. Raises BufferTooSmall."""
        with memoryview(to) as view:
            size = self._emit(view)
            if size > len(view):
                raise BufferTooSmall(size)
            if self._signer and self._signed:
                number, dictionary = self._signed
                at = int.from_bytes(self._entries[_ENTRY * number + 1 : _ENTRY * number + 5])
                self._signer.fill(view[:size], at + len(b"%d 0 obj\n" % number), dictionary)
        return size

    def _emit(self, to: memoryview) -> int:
        bits = self._keys.bits if self._keys else 0
        sealed = [number for group in self._groups for number in group.sealed]
        keys, ivs = b"", b""
        if self._keys:
            keys, ivs = self._keys.object_keys(sealed), self._draw(_BLOCK * len(sealed))
        write = emit.emit if evp.AVAILABLE or not bits else emit_twin.emit
        return write(_HEADERS[bits], self._groups, (self._number, self._head(), self._entries), (bits, keys, ivs), to)

    def _head(self) -> bytes:
        """The dictionary of the cross-reference stream. Keys of revision 4 settle the first half of the identifier."""
        last = self._draw(_BLOCK)
        first = (self._keys.id if self._keys else b"") or last
        return _TABLE % (self._number + 1, self._trailer, hex_string(first), hex_string(last))

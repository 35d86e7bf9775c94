"""Messages on a stream socket: a length of 4 bytes, big-endian, before each."""

from __future__ import annotations

import struct
from asyncio import StreamReader
from typing import BinaryIO, Final

_LENGTH: Final = struct.Struct("!I")


def framed(payload: bytes) -> bytes:
    """`payload` as it stands on the stream."""
    return _LENGTH.pack(len(payload)) + payload


def read(stream: BinaryIO) -> bytes:
    """The next message. Raises EOFError at the end."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    return stream.read(_LENGTH.unpack(head)[0])


async def receive(stream: StreamReader) -> bytes:
    """The next message. Raises IncompleteReadError (an EOFError) at the end."""
    (length,) = _LENGTH.unpack(await stream.readexactly(_LENGTH.size))
    return await stream.readexactly(length)

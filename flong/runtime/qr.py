"""QR codes (ISO/IEC 18004) as pictures for mails: 1-bit PNG, made once per content.

Modules come from the `qrcode` library; the PNG is written here, because one bit a pixel and no
other chunk is the smallest picture and the fastest to write.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from struct import pack

from flong.errors import MissingExtra

LEVELS = "LMQH"
QUIET = 4
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def modules(data: str, level: int) -> tuple[tuple[bool, ...], ...]:
    """The symbol without quiet zone: rows of modules, True is dark. `level` is the index in LMQH.
    Raises ValueError when the data do not fit the largest symbol."""
    try:
        from qrcode import constants, exceptions, main
    except ImportError as error:
        raise MissingExtra("send", "qrcode") from error
    code = main.QRCode(error_correction=getattr(constants, f"ERROR_CORRECT_{LEVELS[level]}"), border=0)
    try:
        code.add_data(data.encode())
        code.make()
    except (exceptions.DataOverflowError, ValueError):
        raise ValueError(f"a QR code can't hold {len(data.encode())} bytes at level {LEVELS[level]}") from None
    return tuple(tuple(map(bool, row)) for row in code.modules)


@lru_cache(maxsize=4096)
def png(data: str, level: int, size: int) -> bytes:
    """The code with its quiet zone, at least `size` pixels wide, as a PNG of whole pixels a module."""
    rows = modules(data, level)
    width = len(rows) + 2 * QUIET
    scale = -(-size // width)
    blank = (False,) * QUIET
    empty = [(False,) * width] * QUIET
    lines = (_line(row, scale) for row in [*empty, *(blank + row + blank for row in rows), *empty])
    return _png(width * scale, b"".join(line * scale for line in lines))


def _line(row: tuple[bool, ...], scale: int) -> bytes:
    """One scan line: filter byte 0, then bits, white 1, padded to a byte."""
    bits = "".join(("0" if dark else "1") * scale for dark in row)
    count = -(-len(bits) // 8)
    return b"\0" + int(bits.ljust(8 * count, "0"), 2).to_bytes(count, "big")


def _png(width: int, lines: bytes) -> bytes:
    header = pack(">IIBBBBB", width, width, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return pack(">I", len(body)) + name + body + pack(">I", zlib.crc32(name + body))

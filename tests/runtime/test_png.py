"""PNG pictures of modules: what zlib, Pillow and a plain drawing say of them, at every scale."""

from __future__ import annotations

import io
import zlib
from struct import unpack

import pytest
from PIL import Image

from flong.runtime.deflate import block, code
from flong.runtime.qrcodes import modules, png

QUIET = 4


def chunks(picture: bytes) -> dict[bytes, bytes]:
    """Chunks by name; their checksums hold."""
    found, at = {}, 8
    while at < len(picture):
        (length,) = unpack(">I", picture[at : at + 4])
        name, data = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        assert unpack(">I", picture[at + 8 + length : at + 12 + length]) == (zlib.crc32(name + data),)
        found[name] = data
        at += 12 + length
    return found


def lines(rows: tuple[tuple[bool, ...], ...], scale: int) -> bytes:
    """Scan lines of a symbol in its quiet zone: filter 0, then bits, white 1, to the end of the last byte."""
    width = len(rows) + 2 * QUIET
    blank, empty = (False,) * QUIET, ((False,) * width,) * QUIET
    drawn = b""
    for row in (*empty, *(blank + row + blank for row in rows), *empty):
        bits = "".join(("0" if dark else "1") * scale for dark in row)
        count = -(-len(bits) // 8)
        drawn += (b"\0" + int(bits.ljust(8 * count, "1"), 2).to_bytes(count, "big")) * scale
    return drawn


@pytest.mark.parametrize("scale", [*range(1, 19), 23, 32, 40, 63, 64, 68])
def test_a_picture_holds_the_modules(scale: int) -> None:
    """Read by zlib; header, checksums and stream as they should be."""
    rows = modules("scale", 1)
    width = (len(rows) + 2 * QUIET) * scale
    found = chunks(png("scale", 1, width))
    assert list(found) == [b"IHDR", b"IDAT", b"IEND"]
    assert unpack(">IIBBBBB", found[b"IHDR"]) == (width, width, 1, 0, 0, 0, 0)
    assert zlib.decompress(found[b"IDAT"]) == lines(rows, scale)


@pytest.mark.parametrize("length", [1, 30, 77, 200, 600, 1500, 2900])
def test_every_version_is_written(length: int) -> None:
    """Symbols of one, two and three words a row."""
    data = "aZ" * (length // 2) + "!"
    rows = modules(data, 0)
    for scale in (1, 3):
        picture = png(data, 0, (len(rows) + 2 * QUIET) * scale)
        assert zlib.decompress(chunks(picture)[b"IDAT"]) == lines(rows, scale)


def test_pillow_reads_it() -> None:
    """One bit a pixel."""
    picture = Image.open(io.BytesIO(png("pillow", 1, 290)))
    picture.load()
    rows, scale = modules("pillow", 1), picture.width // 29
    assert picture.mode == "1"
    assert [not picture.getpixel((scale * (4 + x), scale * (4 + y))) for y in range(21) for x in range(21)] == [
        dark for row in rows for dark in row
    ]


def test_a_picture_is_small() -> None:
    """Far smaller than its pixels: only different lines are written."""
    assert len(png("https://pay.example.com/bills/AB1234567890", 1, 300)) < 300 * 300 / 8 / 12


@pytest.mark.parametrize("scale", range(1, 70))
def test_every_size_has_a_code(scale: int) -> None:
    """Whatever a line can hold has one, and none is longer than the 15 bits of DEFLATE."""
    made = block(45, 4, 4, scale, scale)
    assert 0xFF in made.literals and 0 in made.literals
    assert max(bits.count for bits in made.literals.values()) <= 15


def test_a_limited_code_stays_complete() -> None:
    """Weights that double from symbol to symbol would take a bit more each."""
    made = code({symbol: 1 << symbol for symbol in range(30)}, 7)
    assert max(bits.count for bits in made.values()) <= 7
    assert sum(2.0**-bits.count for bits in made.values()) == 1

"""The tables of a TrueType or OpenType font file (ISO/IEC 14496-22), of which mini fonts are cut.

Every offset is checked here; `minifont` then reads without asking again, glyphs excepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from mmap import mmap
from struct import error as TooShort
from struct import unpack_from
from typing import Final, Literal

from flong.errors import FontError

Data = bytes | mmap
Tables = Mapping[str, tuple[int, int]]
"""Where each table begins and ends in the file."""

_DRAWN_OTHERWISE: Final = frozenset(("CBDT", "COLR", "SVG ", "sbix"))
_RESTRICTED, _PREVIEW, _EDITABLE, _WHOLE, _BITMAPS = 0x2, 0x4, 0x8, 0x100, 0x200
_FAMILY, _POSTSCRIPT_NAME, _FAMILIES, _ENGLISH = 1, 6, (1, 16), 0x409


@dataclass(frozen=True, slots=True)
class Metrics:
    """What a font says of itself, in font units: `upem` of them are the font size.

    `bbox` is x and y of the lower left, then of the upper right corner. `advances` glyphs have an advance of
    their own. `licence` is why the font may not be put into a PDF, or "".
    """

    upem: int
    glyph_count: int
    advances: int
    long_loca: bool
    bbox: tuple[int, int, int, int]
    ascent: int
    descent: int
    licence: str
    name: str
    family: str


def count_fonts(data: Data) -> int:
    """How many fonts a file has, at least one."""
    return int(unpack_from(">I", data, 8)[0]) if data[:4] == b"ttcf" and len(data) >= 12 else 1


def read_tables(data: Data, index: int) -> Tables:
    """The tables of font `index` of a file or collection. Raises FontError."""
    try:
        return dict(_directory(data, _start(data, index)))
    except TooShort:
        raise FontError("the font file ends too early") from None


def read_metrics(data: Data, tables: Tables) -> Metrics:
    """What the font's small tables tell. Raises FontError when one is missing, too short or wrong."""
    head, hhea, maxp = (_table(data, tables, *needed) for needed in (("head", 54), ("hhea", 36), ("maxp", 6)))
    (upem,), (long_loca,), bbox = unpack_from(">H", head, 18), unpack_from(">h", head, 50), unpack_from(">4h", head, 36)
    (glyphs,), (advances,), (ascent, descent) = (
        unpack_from(">H", maxp, 4),
        unpack_from(">H", hhea, 34),
        unpack_from(">hh", hhea, 4),
    )
    if not 16 <= upem <= 16384:
        raise FontError(f"a font has 16 to 16384 units per em, not {upem}")
    if not 1 <= advances <= glyphs or len(_table(data, tables, "hmtx", 0)) < 2 * (advances + glyphs):
        raise FontError("the font has no advance for every glyph")
    names = dict(_names(_table(data, tables, "name", 6))) if "name" in tables else {}
    return Metrics(
        upem=upem,
        glyph_count=glyphs,
        advances=advances,
        long_loca=bool(long_loca),
        bbox=bbox,
        ascent=ascent,
        descent=descent,
        licence=read_licence(data, tables),
        name=re.sub(r"[^!-~]|[\[\](){}<>/%#]", "", names.get(_POSTSCRIPT_NAME, ""))[:63] or "Font",
        family=names.get(_FAMILY, ""),
    )


def read_licence(data: Data, tables: Tables) -> str:
    """Why the licence bits (fsType of OS/2) forbid a part of the font in a PDF, or "". Raises FontError."""
    if "OS/2" not in tables:
        return ""
    (bits,) = unpack_from(">H", _table(data, tables, "OS/2", 10), 8)
    if bits & _RESTRICTED and not bits & (_PREVIEW | _EDITABLE):
        return "its licence forbids embedding"
    if bits & _BITMAPS:
        return "its licence allows to embed bitmaps only"
    return "its licence forbids to embed a part of it" if bits & _WHOLE else ""


def read_families(data: Data, tables: Tables) -> frozenset[str]:
    """The font's families, in all languages. Raises FontError."""
    return frozenset(text for number, text in _names(_table(data, tables, "name", 6)) if number in _FAMILIES)


def kind_of(tables: Tables) -> Literal["truetype", "cff"]:
    """What the glyphs are written in. Raises FontError when no part of the font can be cut out."""
    if other := _DRAWN_OTHERWISE & tables.keys():
        raise FontError(f"the font's glyphs are pictures ({min(other).strip()})")
    if "fvar" in tables:
        raise FontError("the font is a variable one")
    if "glyf" in tables and "loca" in tables:
        return "truetype"
    if "CFF " in tables:
        return "cff"
    raise FontError("the font has neither TrueType nor CFF outlines")


def check_truetype(tables: Tables, glyphs: int, long_loca: bool) -> None:
    """Raises FontError unless `loca` tells the place of every glyph and `maxp` is of the kind for TrueType."""
    for tag, least in (("loca", (4 if long_loca else 2) * (glyphs + 1)), ("maxp", 32)):
        start, end = tables[tag]
        if end - start < least:
            raise FontError(f"the font has no table {tag}, or a short one")


def _start(data: Data, index: int) -> int:
    if data[:4] != b"ttcf":
        if index:
            raise FontError(f"the file has one font, not {index + 1}")
        return 0
    (count,) = unpack_from(">I", data, 8)
    if not 0 <= index < count:
        raise FontError(f"the collection has {count} fonts, not {index + 1}")
    start: int = unpack_from(">I", data, 12 + 4 * index)[0]
    return start


def _directory(data: Data, start: int) -> Iterator[tuple[str, tuple[int, int]]]:
    version, count = unpack_from(">4sH", data, start)
    if version not in (b"\0\1\0\0", b"OTTO", b"true"):
        raise FontError("this is no TrueType or OpenType font")
    for at in range(start + 12, start + 12 + 16 * count, 16):
        tag, offset, length = unpack_from(">4s4xII", data, at)
        if offset + length > len(data):
            raise FontError(f"the table {tag.decode('latin-1')} lies outside the font file")
        yield tag.decode("latin-1"), (offset, offset + length)


def _table(data: Data, tables: Tables, tag: str, least: int) -> bytes:
    """A table of `least` bytes or more."""
    start, end = tables.get(tag, (0, 0))
    if end - start < max(least, 1):
        raise FontError(f"the font has no table {tag}, or a short one")
    return data[start:end]


def _names(table: bytes) -> Iterator[tuple[int, str]]:
    """The font's names and their numbers: those of old Macintoshes, then the Windows ones (UTF-16), in English last."""
    count, texts = unpack_from(">2xHH", table)
    places = range(6, min(6 + 12 * count, len(table) - 11), 12)
    records = [unpack_from(">H2xHHHH", table, at) for at in places]
    for platform, _, number, length, offset in sorted(records, key=lambda r: (r[0], r[1] == _ENGLISH)):
        if platform in (1, 3):
            raw = table[texts + offset : texts + offset + length]
            yield number, raw.decode("utf-16-be" if platform == 3 else "latin-1", "replace")

"""A mini font as the five objects of a PDF (ISO 32000-2, 9.7): what a Type 0 font needs to be shown and copied from."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from string import ascii_uppercase
from typing import Final

from flong.bill.minifont import Face
from flong.bill.objects import deflated

FontObject = tuple[bytes, bytes | None]
"""An indirect object: its value, or the dictionary of a stream without /Length and that stream's data, as the
dictionary says."""

COUNT: Final = 5
_SYMBOLIC: Final = 4
_CMAP: Final = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
%bendcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def font_objects(
    face: Face,
    gids: Sequence[int],
    texts: Mapping[int, str],
    first: int,
    *,
    widths: Mapping[int, int] | None = None,
    level: int = 6,
) -> list[FontObject]:
    """The `COUNT` objects, numbered from `first` on, of a font whose code k shows glyph `gids[k - 1]`; the first one
    is what a page's resources name.

    `texts` tells what glyphs stand for when they are copied. Codes move the pen by `widths`, thousandths of the
    font's size by glyph: the ones that a page was laid out with, or else those of `width`. Streams are deflated at
    `level`; 0 leaves them as they are, in a fifth of the time (charstrings shrink by a tenth only). Raises FontError
    when the font may not be embedded or has no such glyphs.
    """
    face.require_embeddable()
    program = face.mini(gids)
    name = _tag(program) + b"+" + face.name.encode("ascii")
    told = [width(face, gid) if widths is None else widths[gid] for gid in gids]
    return [
        _type0(name, first),
        _descendant(face, name, told, first),
        _descriptor(face, name, first),
        _program(face, program, level),
        _stream(b"", _CMAP % b"".join(_bfchars(gids, texts)), level),
    ]


def width(face: Face, gid: int) -> int:
    """A glyph's advance in thousandths of the font's size, rounded as WeasyPrint rounds it."""
    return round(face.advance(gid) * 1000 / face.upem)


def _type0(name: bytes, first: int) -> FontObject:
    return (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /%b /Encoding /Identity-H"
        b" /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>" % (name, first + 1, first + 4)
    ), None


def _descendant(face: Face, name: bytes, widths: Sequence[int], first: int) -> FontObject:
    kind = b"/CIDFontType0" if face.kind == "cff" else b"/CIDFontType2 /CIDToGIDMap /Identity"
    system = b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    return (
        b"<< /Type /Font /Subtype %b /BaseFont /%b %b /FontDescriptor %d 0 R /W [1 [%b]] >>"
        % (kind, name, system, first + 2, b" ".join(b"%d" % told for told in widths))
    ), None


def _descriptor(face: Face, name: bytes, first: int) -> FontObject:
    box = b" ".join(b"%d" % _thousandths(face, value) for value in face.bbox)
    ascent, descent = _thousandths(face, face.ascent), _thousandths(face, face.descent)
    key = b"FontFile3" if face.kind == "cff" else b"FontFile2"
    return (
        b"<< /Type /FontDescriptor /FontName /%b /Flags %d /FontBBox [%b] /ItalicAngle 0 /Ascent %d /Descent %d"
        b" /CapHeight %d /StemV 80 /%b %d 0 R >>" % (name, _SYMBOLIC, box, ascent, descent, ascent, key, first + 3)
    ), None


def _program(face: Face, program: bytes, level: int) -> FontObject:
    kind = b"/Subtype /OpenType" if face.kind == "cff" else b"/Length1 %d" % len(program)
    return _stream(kind, program, level)


def _stream(entries: bytes, data: bytes, level: int) -> FontObject:
    if not level:
        return b"<< %b >>" % entries, data
    return b"<< %b /Filter /FlateDecode >>" % entries, deflated(data, level)


def _thousandths(face: Face, value: int) -> int:
    return round(value * 1000 / face.upem)


def _tag(program: bytes) -> bytes:
    """Six letters that tell this part of a font from others (9.9.2)."""
    number = zlib.crc32(program)
    return bytes(ord(ascii_uppercase[number // 26**i % 26]) for i in range(6))


@lru_cache(1 << 16)
def _hex(text: str) -> bytes:
    return text.encode("utf-16-be").hex().encode()


def _bfchars(gids: Sequence[int], texts: Mapping[int, str]) -> Iterator[bytes]:
    """The texts of the codes, at most 100 together."""
    lines = [b"<%04x> <%b>\n" % (code, _hex(texts[gid])) for code, gid in enumerate(gids, 1) if texts.get(gid)]
    for i in range(0, len(lines), 100):
        part = lines[i : i + 100]
        yield b"%d beginbfchar\n%bendbfchar\n" % (len(part), b"".join(part))

"""What a CFF table holds (Adobe Technical Note 5176), and the frame of the fonts that are cut from it.

Both kinds of fonts are read: with glyphs by name, and by character id (CID) with several sets of subroutines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from struct import error as TooShort
from struct import pack, unpack_from
from typing import Final

from flong.errors import FontError

Number = int | float
Dict = Mapping[int, list[Number]]
"""Operands by operator; of an operator of two bytes, 0x0C00 and its second one."""

CHARSTRINGS, PRIVATE, SUBROUTINES = 17, 18, 19
MATRIX, CHARSTRING_TYPE, ROS, FD_ARRAY, FD_SELECT = 0x0C07, 0x0C06, 0x0C1E, 0x0C24, 0x0C25
_BBOX: Final = 5
_BROKEN: Final = "the font's CFF table is broken"
_NIBBLES: Final = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "E", "E-", "", "-")


@dataclass(frozen=True, slots=True)
class Index:
    """An INDEX: object `i` stands from `offsets[i]` to `offsets[i + 1]`; `end` is behind all of it."""

    offsets: Sequence[int]
    end: int

    def __len__(self) -> int:
        return len(self.offsets) - 1


@dataclass(frozen=True, slots=True)
class Outlines:
    """Where the charstrings and subroutines stand in the table. `select` tells each glyph's place in `local`."""

    charstrings: Index
    shared: Index
    local: Sequence[Index]
    select: bytes


@dataclass(frozen=True, slots=True)
class Frame:
    """A font but for its charstrings, which follow `head`. Of two bytes each are, in `head`, the count of CIDs at
    `cids`, the last CID but one at `charset`, and the count of glyphs at `select`."""

    head: bytes
    cids: int
    charset: int
    select: int


def read_outlines(data: bytes, upem: int, glyphs: int) -> Outlines:
    """The `glyphs` glyphs of a CFF table. Raises FontError for what is broken, slanted or stretched."""
    try:
        outlines = _outlines(data, upem)
    except FontError:
        raise
    except (TooShort, IndexError, ValueError, OverflowError, TypeError):
        raise FontError(_BROKEN) from None
    if len(outlines.charstrings) != glyphs:
        raise FontError(f"the font has {len(outlines.charstrings)} of {glyphs} glyphs")
    return outlines


def _outlines(data: bytes, upem: int) -> Outlines:
    names = _index(data, data[2])
    tops = _index(data, names.end)
    strings = _index(data, tops.end)
    shared, top = _index(data, strings.end), _dict(data, *tops.offsets[:2])
    if top.get(CHARSTRING_TYPE, [2]) != [2]:
        raise FontError("the font's charstrings are not of type 2")
    charstrings = _index(data, _offset(top, CHARSTRINGS))
    if ROS not in top:
        _check_matrix(upem, top)
        return Outlines(charstrings, shared, [_local(data, top)], bytes(len(charstrings)))
    array = _index(data, _offset(top, FD_ARRAY))
    parts = [_dict(data, *array.offsets[i : i + 2]) for i in range(len(array))]
    for part in parts:
        _check_matrix(upem, top, part)
    select = _select(data, _offset(top, FD_SELECT), len(charstrings))
    if not parts or max(select) >= len(parts):
        raise FontError(_BROKEN)
    return Outlines(charstrings, shared, [_local(data, part) for part in parts], select)


def make_frame(name: str, upem: int, bbox: Sequence[int]) -> Frame:
    """The frame of fonts with CIDs 1 to n, one FD, and widths that stand in the charstrings."""
    fixed = _fixed_top(upem, bbox)
    before, behind = b"\x01\x00\x04\x04" + _packed(name.encode("ascii")), _packed(b"Adobe", b"Identity") + b"\0\0"
    charset = len(before + _packed(fixed + _places(0)) + behind)
    top = _packed(fixed + _places(charset))
    array = _packed(b"\x8d" + _whole(charset + 23) + bytes((PRIVATE,)))
    tables = (b"\x02\0\1\0\0", b"\x03\0\1\0\0\0\0\0", array, b"\x8b\x14")
    return Frame(
        head=before + top + behind + b"".join(tables),
        cids=len(before) + 5 + len(fixed) + 1,
        charset=charset + 3,
        select=charset + 11,
    )


def _fixed_top(upem: int, bbox: Sequence[int]) -> bytes:
    """The Top DICT but for its offsets: `Adobe-Identity-0`, the matrix and the box."""
    ros = _whole(391) + _whole(392) + b"\x8b\x0c\x1e"
    matrix = _real(1 / upem) + b"\x8b\x8b" + _real(1 / upem) + b"\x8b\x8b\x0c\x07" if upem != 1000 else b""
    return ros + matrix + b"".join(map(_whole, bbox)) + bytes((_BBOX,))


def _places(charset: int) -> bytes:
    """The count of CIDs, and where the tables of a font stand that follow each other from its `charset` on."""
    offsets = (0, b"\x0c\x22"), (charset, b"\x0f"), (charset + 5, b"\x0c\x25"), (charset + 13, b"\x0c\x24")
    return b"".join(_whole(offset) + operator for offset, operator in (*offsets, (charset + 25, b"\x11")))


def _index(data: bytes, at: int) -> Index:
    """The INDEX at `at`, all of whose objects lie in the table."""
    (count,) = unpack_from(">H", data, at)
    if not count:
        return Index((at + 2,), at + 2)
    size, first = data[at + 2], at + 3
    base = first + size * (count + 1) - 1
    if not 1 <= size <= 4 or base > len(data):
        raise FontError(_BROKEN)
    raw = data[first : base + 1]
    offsets = [base + int.from_bytes(raw[i : i + size], "big") for i in range(0, len(raw), size)]
    if offsets[0] != base + 1 or offsets != sorted(offsets) or offsets[-1] > len(data):
        raise FontError(_BROKEN)
    return Index(offsets, offsets[-1])


def _dict(data: bytes, start: int, end: int) -> dict[int, list[Number]]:
    found: dict[int, list[Number]] = {}
    operands: list[Number] = []
    for token, number in _tokens(data[start:end]):
        if number is not None:
            operands.append(number)
        else:
            found[token], operands = operands, []
    return found


def _tokens(raw: bytes) -> Iterator[tuple[int, Number | None]]:
    """Operators with None, and numbers with what they are."""
    at = 0
    while at < len(raw):
        first, at = raw[at], at + 1
        if first == 12:
            yield 0x0C00 | raw[at], None
            at += 1
        elif first < 22:
            yield first, None
        elif first == 30:
            text = raw[at:].hex().partition("f")[0]
            at += len(text) // 2 + 1
            yield first, float("".join(_NIBBLES[int(nibble, 16)] for nibble in text))
        else:
            number, at = _integer(raw, at, first)
            yield first, number


def _integer(raw: bytes, at: int, first: int) -> tuple[int, int]:
    """An integer of a DICT whose first byte is read, and where it ends."""
    if first == 28:
        return unpack_from(">h", raw, at)[0], at + 2
    if first == 29:
        return unpack_from(">i", raw, at)[0], at + 4
    if 32 <= first <= 246:
        return first - 139, at
    if 247 <= first <= 250:
        return (first - 247) * 256 + raw[at] + 108, at + 1
    if 251 <= first <= 254:
        return -(first - 251) * 256 - raw[at] - 108, at + 1
    raise FontError(_BROKEN)


def _offset(found: Dict, operator: int) -> int:
    (offset,) = found.get(operator, [-1])
    if not isinstance(offset, int) or offset <= 0:
        raise FontError(_BROKEN)
    return offset


def _local(data: bytes, found: Dict) -> Index:
    """The subroutines of a Private DICT; they are counted from where it begins."""
    if PRIVATE not in found:
        return Index((0,), 0)
    size, start = found[PRIVATE]
    if not isinstance(size, int) or not isinstance(start, int) or min(size, start) < 0 or start + size > len(data):
        raise FontError(_BROKEN)
    private = _dict(data, start, start + size)
    return _index(data, start + _offset(private, SUBROUTINES)) if SUBROUTINES in private else Index((0,), 0)


def _select(data: bytes, at: int, glyphs: int) -> bytes:
    """The number of each glyph's FD."""
    if data[at] == 0:
        return _exact(data[at + 1 : at + 1 + glyphs], glyphs)
    if data[at] != 3:
        raise FontError(_BROKEN)
    (count,) = unpack_from(">H", data, at + 1)
    ranges = [unpack_from(">HB", data, at + 3 + 3 * i) for i in range(count)]
    ends = [first for first, _ in ranges[1:]] + [unpack_from(">H", data, at + 3 + 3 * count)[0]]
    if ends != sorted(ends):
        raise FontError(_BROKEN)
    return _exact(b"".join(bytes((fd,)) * (end - first) for (first, fd), end in zip(ranges, ends, strict=True)), glyphs)


def _exact(select: bytes, glyphs: int) -> bytes:
    if len(select) != glyphs:
        raise FontError(_BROKEN)
    return select


def _check_matrix(upem: int, *dicts: Dict) -> None:
    """Raises FontError unless the matrices together make the em of `upem` units 1, and nothing else."""
    scale = 1.0
    matrices = [found[MATRIX] for found in dicts if MATRIX in found] or [[0.001, 0, 0, 0.001, 0, 0]]
    for matrix in matrices:
        if len(matrix) != 6 or any(matrix[i] for i in (1, 2, 4, 5)) or matrix[0] != matrix[3]:
            raise FontError("the font's glyphs are slanted or stretched")
        scale *= matrix[0]
    if abs(scale * upem - 1) > 1e-4:
        raise FontError("the font's glyphs are slanted or stretched")


def _packed(*objects: bytes) -> bytes:
    """An INDEX of short objects."""
    ends = [1 + sum(map(len, objects[:i])) for i in range(len(objects) + 1)]
    return pack(f">HB{len(ends)}B", len(objects), 1, *ends) + b"".join(objects)


def _whole(number: int) -> bytes:
    """A number of three bytes."""
    return pack(">Bh", 28, number)


def _real(number: float) -> bytes:
    text = f"{number:.14f}".strip("0").replace(".", "a") + "f"
    return b"\x1e" + bytes.fromhex(text + "f" * (len(text) % 2))

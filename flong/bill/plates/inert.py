"""Glyphs that no rule of their font sets in another way because of their neighbours (ISO/IEC 14496-22, GSUB and GPOS).

A lookup is tried at a glyph that stands in its first coverage table. So glyphs that stand in none are set alike among
themselves; a substitution of one glyph for another asks for no neighbour either.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from struct import error as TooShort
from struct import unpack_from
from typing import Final, NamedTuple

from flong.bill.sfnt import read_tables

_FEATURES: Final = frozenset((
    "abvm", "blwm", "calt", "ccmp", "clig", "curs", "dist", "dnom", "frac", "kern", "liga", "ljmo", "locl", "ltra",
    "ltrm", "mark", "mkmk", "numr", "rand", "rclt", "rlig", "rvrn", "tjmo", "vjmo", "BUZZ", "Buzz", "HARF", "Harf",
))  # fmt: skip
"""What HarfBuzz asks of a font for a horizontal text if nobody asks for more."""
_OF_MARKS: Final = frozenset(("abvm", "blwm", "ccmp", "ljmo", "mark", "mkmk", "tjmo", "vjmo"))
"""Those of them whose contexts are marks and jamo, which no text that is put together holds."""
_OTHER_RULES: Final = ("kern", "kerx", "morx", "mort", "fvar")
_MACHINES: Final = ("kerx", "morx", "mort")
_SINGLE, _MANY, _LIGATURE = 1, (2, 3), 4
_EXTENSIONS: Final = {"GSUB": 7, "GPOS": 9}
_CONTEXTS: Final = {"GSUB": (5, 6), "GPOS": (7, 8)}
_FAR: Final = {"GSUB": (5, 6, 8), "GPOS": (7, 8)}


class _Lookup(NamedTuple):
    kind: int
    subtables: tuple[int, ...]


class Touched:
    """The glyphs of a font that its rules may set in another way; `all` where they can't be told. At the glyphs `far`
    rules begin that may look further than to the neighbours, at those `asked` also such as styles must ask for."""

    def __init__(self, data: bytes, index: int) -> None:
        self.all, self.glyphs, self.far, self.asked = False, set[int](), set[int](), set[int]()
        self.all_far = False
        try:
            tables = read_tables(data, index)
            self.all = any(name in tables for name in _OTHER_RULES)
            self.all_far = any(name in tables for name in _MACHINES)
            for name in _EXTENSIONS.keys() & tables.keys():
                self._read(name, data[slice(*tables[name])])
        except (TooShort, ValueError, IndexError):
            self.all = self.all_far = True

    def __contains__(self, glyph: int) -> bool:
        return self.all or glyph in self.glyphs

    def reaches(self, glyph: int, *, asked: bool = False) -> bool:
        """Whether a rule that looks further than to a neighbour may begin at this glyph. `asked`: styles ask for more
        features than those that are at work anyway."""
        return self.all_far or glyph in self.far or (asked and glyph in self.asked)

    def _read(self, name: str, table: bytes) -> None:
        """Add what the lookups of GSUB or GPOS touch, also by another name that it gets from a single substitution."""
        singles = []
        for lookup in _lookups(name, table):
            for at in lookup.subtables:
                if name == "GSUB" and lookup.kind == _SINGLE:
                    singles += list(_substitutes(table, at))
                    continue
                self.glyphs.update(_covered(table, _coverage(name, lookup.kind, table, at)))
                if name == "GSUB" and lookup.kind in _MANY:
                    self.glyphs.update(*(_list(table, at + offset) for offset in _list(table, at + 4)))
        self.far.update(*_far(name, table, _FEATURES - _OF_MARKS))
        self.asked.update(*_far(name, table, None))
        for glyphs in (self.glyphs, self.far):
            _follow(glyphs, singles)
        _follow(self.asked, list(_all_singles(name, table)))


def _follow(glyphs: set[int], singles: list[tuple[int, int]]) -> None:
    """Add what single substitutions make of the glyphs."""
    more = {to for glyph, to in singles if glyph in glyphs} - glyphs
    while more:
        glyphs |= more
        more = {to for glyph, to in singles if glyph in more} - glyphs


def _far(name: str, table: bytes, tried: frozenset[str] | None) -> Iterator[list[int]]:
    """The glyphs at which rules of the `tried` features begin that may look further than to a neighbour."""
    for lookup in _lookups(name, table, tried):
        for at in lookup.subtables:
            if lookup.kind in _FAR[name]:
                yield _covered(table, _coverage(name, lookup.kind, table, at))
            elif name == "GSUB" and lookup.kind == _LIGATURE:
                yield list(_long_ligatures(table, at))


def _long_ligatures(table: bytes, at: int) -> Iterator[int]:
    """The glyphs at which ligatures of three and more begin, whose first two are none of their own."""
    for glyph, offset in zip(_covered(table, at + _u16(table, at + 2)), _list(table, at + 4), strict=True):
        starts = [at + offset + ligature for ligature in _list(table, at + offset)]
        parts = [(_u16(table, start + 2), _u16(table, start + 4)) for start in starts if _u16(table, start + 2) > 1]
        pairs = {second for count, second in parts if count == 2}
        if any(second not in pairs for _, second in parts):
            yield glyph


def _all_singles(name: str, table: bytes) -> Iterator[tuple[int, int]]:
    for lookup in _lookups(name, table, None):
        if name == "GSUB" and lookup.kind == _SINGLE:
            for at in lookup.subtables:
                yield from _substitutes(table, at)


def _lookups(name: str, table: bytes, tried: frozenset[str] | None = _FEATURES) -> Iterator[_Lookup]:
    """The lookups of the `tried` features (None: of all) that may be at work, in any script and language."""
    _, scripts, features, lookups = unpack_from(">IHHH", table)
    tags = [unpack_from(">4sH", table, features + 2 + 6 * i) for i in range(_u16(table, features))]
    found = {i for i, (tag, _) in enumerate(tags) if tried is None or tag.decode("latin-1") in tried}
    wanted = found | _required(table, scripts)
    numbers = {number for i in wanted for number in _list(table, features + tags[i][1] + 2)}
    for number in sorted(numbers):
        at = lookups + _u16(table, lookups + 2 + 2 * number)
        kind, starts = _u16(table, at), [at + offset for offset in _list(table, at + 4)]
        if kind == _EXTENSIONS[name] and starts:
            kind = _u16(table, starts[0] + 2)
            starts = [start + unpack_from(">I", table, start + 4)[0] for start in starts]
        yield _Lookup(kind, tuple(starts))


def _required(table: bytes, scripts: int) -> set[int]:
    """The features that scripts and languages need in any case."""
    found = set[int]()
    for i in range(_u16(table, scripts)):
        script = scripts + _u16(table, scripts + 2 + 6 * i + 4)
        others = [_u16(table, script + 4 + 6 * k + 4) for k in range(_u16(table, script + 2))]
        found |= {_u16(table, script + at + 2) for at in (_u16(table, script), *others) if at}
    return found - {0xFFFF}


def _coverage(name: str, kind: int, table: bytes, at: int) -> int:
    """Where the first coverage table of a subtable is."""
    if kind not in _CONTEXTS[name] or _u16(table, at) != 3:
        return at + _u16(table, at + 2)
    if kind == _CONTEXTS[name][0]:
        return at + _u16(table, at + 6)
    return at + _u16(table, at + 2 + 2 + 2 * _u16(table, at + 2) + 2)


def _covered(table: bytes, at: int) -> list[int]:
    """The glyphs of a coverage table, in order."""
    kind, count = unpack_from(">HH", table, at)
    if kind == 1:
        return _list(table, at + 2)
    ranges = [unpack_from(">HH", table, at + 4 + 6 * i) for i in range(count)]
    if any(first <= last for (_, last), (first, _) in pairwise(ranges)):
        raise ValueError("ranges of glyphs that overlap")
    return [glyph for first, last in ranges for glyph in range(first, last + 1)]


def _substitutes(table: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Each glyph of a single substitution, and what it becomes."""
    glyphs = _covered(table, at + _u16(table, at + 2))
    if _u16(table, at) == 1:
        return ((glyph, (glyph + _u16(table, at + 4)) & 0xFFFF) for glyph in glyphs)
    return zip(glyphs, _list(table, at + 4), strict=True)


def _list(table: bytes, at: int) -> list[int]:
    """Numbers behind their count."""
    count = _u16(table, at)
    return list(unpack_from(f">{count}H", table, at + 2))


def _u16(table: bytes, at: int) -> int:
    return int(unpack_from(">H", table, at)[0])

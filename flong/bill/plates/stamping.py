"""From a record's fields to the content of its pages: what is painted, and the lines of texts, stacked up."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

from flong.bill.plates.errors import Unstampable
from flong.bill.plates.fields import Segment
from flong.bill.plates.parts import Line, Picture, Strokes
from flong.bill.plates.plate import Plate
from flong.bill.plates.stacker import Placed, stacked
from flong.bill.plates.tape import moved

_MOST = 256
_ABOVE = 20.0
"""px that glyphs may reach above and below their baseline."""


class Code(NamedTuple):
    """A picture made from data, on a page: the id of its asset, and where it goes."""

    id: str
    picture: Picture
    y: float


class Sheet(NamedTuple):
    """The content of one page: what is alike on all pages of its shape, the lines of texts, each with the top of its
    band and the values of its segment, the pictures made from data."""

    width: float
    height: float
    static: bytes
    lines: list[tuple[Line, float, tuple[str, ...]]]
    codes: tuple[Code, ...]


class Stamper:
    """Stamps the records of one plate."""

    def __init__(self, plate: Plate) -> None:
        self.plate = plate
        self._static: OrderedDict[object, bytes] = OrderedDict()

    def sheets(self, fields: bytes) -> list[Sheet]:
        """The pages of a record. Raises Unknown or Unstampable."""
        segments = self.plate.segments(fields)
        bands = [(band, i) for i, s in enumerate(segments) for band in self.plate.variant(s).bands]
        pages = stacked(self.plate, bands, [segment.sign for segment in segments])
        return [self._sheet(page, number, len(pages), segments) for number, page in enumerate(pages)]

    def _sheet(self, page: list[Placed], number: int, count: int, segments: Sequence[Segment]) -> Sheet:
        size = self.plate.sheets.size(number)
        self._check_free(page)
        codes = [
            Code(segments[placed.segment].codes[picture.code], picture, placed.y + picture.y)
            for placed in page
            for picture in placed.band.pictures
        ]
        lines = [(line, placed.y, segments[placed.segment].values) for placed in page for line in placed.band.lines]
        return Sheet(size.width, size.height, self._painted(page, number, count), lines, tuple(codes))

    def _check_free(self, page: list[Placed]) -> None:
        """A block out of the stack that paints something must not lie over values, which are painted last."""
        for free in (p for p in page if p.band.free and self.plate.strokes(p.band, p.edge).layers):
            values = (p.y + a.y for p in page if not p.band.free for line in p.band.lines for a in line.atoms)
            if any(free.y - _ABOVE < y < free.y + free.band.height + _ABOVE for y in values):
                raise Unstampable("an absolute block lies beside or over values")

    def _painted(self, page: list[Placed], number: int, count: int) -> bytes:
        strokes = [(placed.y, self.plate.strokes(placed.band, placed.edge)) for placed in page]
        key = (number, count, tuple((y, found.digest) for y, found in strokes))
        found = self._static.get(key)
        if found is None:
            found = self._static[key] = self._paint(strokes, number, count)
            if len(self._static) > _MOST:
                self._static.popitem(last=False)
        return found

    def _paint(self, strokes: list[tuple[float, Strokes]], number: int, count: int) -> bytes:
        layers = [(phase, _moved(found, y), ops) for y, found in strokes for phase, ops in found.layers]
        layers.sort(key=lambda layer: layer[0])
        painted = (b"q\n" + b"\n".join(moved(ops, dy)) + b"\nQ" for _, dy, ops in layers)
        return b"\n".join([b"q", self.plate.sheets.ground(number, count), *painted, b"Q"])


def _moved(strokes: Strokes, y: float) -> float:
    """How much lower `strokes` are painted at `y`."""
    dy = y - strokes.y
    if strokes.fixed and dy:
        raise Unstampable("a gradient or a mask can't be moved")
    return dy

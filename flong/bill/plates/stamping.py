"""From a record's fields to the content of its pages: what is painted, and the lines of texts, stacked up."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flong.bill.plates.errors import Unstampable
from flong.bill.plates.fields import Family, Segment
from flong.bill.plates.parts import Band, Edge, Line, Picture, Strokes
from flong.bill.plates.plate import Plate
from flong.bill.plates.stacker import Placed, stacked
from flong.bill.plates.tape import moved

_MOST = 256
_MOST_PLACED = 50_000
"""Bands of all stacks that are kept."""
_ABOVE = 20.0
"""px that glyphs may reach above and below their baseline; large ones as much as their size."""


class Code(NamedTuple):
    """A picture made from data, on a page: the id of its asset, and where it goes."""

    id: str
    picture: Picture
    y: float


class Sheet(NamedTuple):
    """The content of one page: what is alike on all pages of its shape, the lines of texts of each band, with its top
    and the values of its segment, and the pictures made from data."""

    width: float
    height: float
    static: bytes
    lines: list[tuple[tuple[Line, ...], float, tuple[str, ...]]]
    codes: tuple[Code, ...]


_Page = list[tuple[float, Edge, Band, Segment]]
"""The bands of a page: where each stands, between which rows, and whose values it shows."""


class Stamper:
    """Stamps the records of one plate."""

    def __init__(self, plate: Plate) -> None:
        self.plate = plate
        self._stacks: dict[tuple[int, ...], list[list[Placed]]] = {}
        self._placed, self._version = 0, plate.version
        self._static: OrderedDict[object, bytes] = OrderedDict()

    def sheets(self, fields: bytes) -> list[Sheet]:
        """The pages of a record. Raises Unknown or Unstampable."""
        segments = self.plate.segments(fields)
        variants = self.plate.variants(segments)
        bands = [(band, i) for i, variant in enumerate(variants) for band in variant.bands]
        pages = self._stacked(tuple([variant.shape for variant in variants]), bands, segments)
        shown = [(band, segments[i]) for band, i in bands]
        return [self._sheet(_page(page, shown), number, len(pages)) for number, page in enumerate(pages)]

    def _stacked(
        self, shapes: tuple[int, ...], bands: list[tuple[Band, int]], segments: Sequence[Segment]
    ) -> list[list[Placed]]:
        """The pages of a record. Segments of the same shapes stack alike until the plate learns something."""
        if self._version != self.plate.version or self._placed > _MOST_PLACED:
            self._stacks, self._placed, self._version = {}, 0, self.plate.version
        found = self._stacks.get(shapes)
        if found is None:
            said = [segment.family.said for segment in segments]
            found = self._stacks[shapes] = stacked(self.plate, bands, said)
            self._placed += len(bands)
        return found

    def _sheet(self, page: _Page, number: int, count: int) -> Sheet:
        size = self.plate.sheets.size(number)
        self._check_free(page)
        codes = [
            Code(segment.codes[picture.code], picture, y + picture.y)
            for y, _, band, segment in page
            for picture in band.pictures
        ]
        lines = [(band.lines, y, segment.values) for y, _, band, segment in page if band.lines]
        return Sheet(size.width, size.height, self._painted(page, number, count), lines, tuple(codes))

    def _check_free(self, page: _Page) -> None:
        """A block out of the stack that paints something must not lie over values, which are painted last."""
        for top, edge, free, _ in page:
            if free.free and self.plate.strokes(free, edge).layers:
                places = (place for y, _, band, _ in page if not band.free for place in _places(band, y))
                if any(above < top + free.height and top < below for above, below in places):
                    raise Unstampable("an absolute block lies beside or over values")

    def _painted(self, page: _Page, number: int, count: int) -> bytes:
        strokes = [(y, self.plate.strokes(band, edge)) for y, edge, band, _ in page]
        key = (number, count, tuple([(y, found.digest) for y, found in strokes]))
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


def _page(placed: list[Placed], shown: list[tuple[Band, Segment]]) -> _Page:
    """What stands on a page of a record. Repeated heads show no values."""
    return [(one.y, one.edge, *(shown[one.number] if one.head is None else (one.head, _NONE))) for one in placed]


def _places(band: Band, y: float) -> Iterator[tuple[float, float]]:
    """How far up and down the values and codes of a band at `y` may reach."""
    for atom in (atom for line in band.lines for atom in line.atoms):
        reach = max(_ABOVE, atom.face.size)
        yield y + atom.y - reach, y + atom.y + reach
    yield from ((y + picture.y, y + picture.y + picture.height) for picture in band.pictures)


_NONE = Segment(Family("", (), (), ()), (), ())


def _moved(strokes: Strokes, y: float) -> float:
    """How much lower `strokes` are painted at `y`."""
    dy = y - strokes.y
    if strokes.fixed and dy:
        raise Unstampable("a gradient or a mask can't be moved")
    return dy

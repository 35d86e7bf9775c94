"""Stacks a record's bands up into pages, as WeasyPrint would have broken them.

Where it is not certain on which side of a page's end a band falls, the record is not stamped.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flong.bill.plates.errors import Unknown, Unstampable
from flong.bill.plates.fields import Said
from flong.bill.plates.parts import Band, Edge, Pair
from flong.bill.plates.plate import Plate

_CLEAR = 0.01
"""px by which a band must miss or fit."""


class Placed(NamedTuple):
    """Where a band stands on a page: the one with this number in the record, or a `head` that is repeated."""

    number: int
    edge: Edge
    y: float
    head: Band | None = None


class _Item(NamedTuple):
    """A band in the stack, its number in the record, how it follows the one before, and what is added below it when a
    page could end there."""

    band: Band
    number: int
    pair: Pair | None
    closing: float


def stacked(plate: Plate, bands: Sequence[tuple[Band, int]], said: Sequence[Said]) -> list[list[Placed]]:
    """The pages of a record: `bands` in order, each with its segment; `said` tells what each segment says.

    Raises Unknown or Unstampable.
    """
    pages = _Pages(plate, _items(plate, bands, said))
    pages.fill()
    return pages.placed(bands)


def _items(plate: Plate, bands: Sequence[tuple[Band, int]], said: Sequence[Said]) -> list[_Item]:
    flow = [(number, band, segment) for number, (band, segment) in enumerate(bands) if not band.free]
    if not flow:
        raise Unstampable("the bill is empty")
    pairs: list[Pair] = []
    for i, (_, band, segment) in enumerate(flow):
        _, below, until = flow[i + 1] if i + 1 < len(flow) else (0, None, len(said))
        pairs.append(plate.pair(band, tuple(said[segment + 1 : until]), below))
    return [
        _Item(band, number, pairs[i - 1] if i else None, pairs[i].closing) for i, (number, band, _) in enumerate(flow)
    ]


class _Pages:
    def __init__(self, plate: Plate, items: Sequence[_Item]) -> None:
        self.plate, self.items = plate, items
        self.pages: list[list[tuple[int, float]]] = []  # the items of each page, and where they stand
        self.heads: list[list[Placed]] = []
        self.bottom = 0.0  # of the last page

    def fill(self) -> None:
        """Place all items."""
        self._begin(0)
        i = 1
        while i < len(self.items):
            i = self._place(i)

    def _place(self, i: int) -> int:
        """Place item `i`, or end the page before it. Gives the next item to place."""
        pair = self.items[i].pair
        if pair is None or pair.forced or self._overflows(i, pair):
            return self._break(i)
        self.pages[-1].append((i, self.pages[-1][-1][1] + (pair.advance or 0.0)))
        return i + 1

    def _overflows(self, i: int, pair: Pair) -> bool:
        band, (above, y) = self.items[i].band, self.pages[-1][-1]
        bottom = self.bottom
        if pair.advance is None:
            if y + self.items[above].band.height + band.height > bottom + _CLEAR:
                return self._divided(band, y + self.items[above].band.height, bottom)
            raise Unknown("two parts of the bill were not seen yet on one page")
        end = y + pair.advance + band.height
        if end + self.items[i].closing <= bottom - _CLEAR:
            return False
        if end > bottom + _CLEAR:
            return self._divided(band, y + pair.advance, bottom)
        raise Unstampable("a page ends so near to a block that its end is not certain")

    def _divided(self, band: Band, y: float, bottom: float) -> bool:
        if y + band.part < bottom + _CLEAR:
            raise Unstampable("a block of several lines goes over the end of a page")
        return True

    def _break(self, i: int) -> int:
        """End the page before item `i`, or before those that must stay with it."""
        page = self.pages[-1]
        start, pair = i, self.items[i].pair
        while pair is not None and pair.avoid and not pair.forced:
            start, pair = start - 1, self.items[start - 1].pair
            page.pop()
            if not page:
                raise Unstampable("what must stay together does not fit on a page")
        self._begin(start)
        return start + 1

    def _begin(self, i: int) -> None:
        """Begin a page with item `i`."""
        number, (band, _, pair, _) = len(self.pages), self.items[i]
        top = self.plate.top(band, number, pair, self._repeated(i))
        self.bottom = self.plate.sheets.size(number).bottom
        if top.y + band.height > self.bottom - _CLEAR:
            raise Unstampable("a block is higher than a page")
        self.pages.append([(i, top.y)])
        self.heads.append([Placed(-1, edge, y, head) for head, edge, y in top.heads])

    def _repeated(self, i: int) -> tuple[Band, ...]:
        """The rows of the head of the table that goes on with item `i`."""
        first = last = i
        while first and self._joined(first):
            first -= 1
        if first == i:
            return ()
        while last + 1 < len(self.items) and self._joined(last + 1):
            last += 1
        if any(item.band.group == "foot" for item in self.items[first : last + 1]):
            raise Unstampable("a table with a foot goes over the end of a page")
        return tuple(item.band for item in self.items[first:i] if item.band.group == "head")

    def _joined(self, i: int) -> bool:
        """Whether item `i` and the one before are rows of one table."""
        pair = self.items[i].pair
        return pair is not None and pair.together

    def placed(self, bands: Sequence[tuple[Band, int]]) -> list[list[Placed]]:
        """All pages; a band out of the stack goes to the first one."""
        pages = [[*heads, *self._rows(page, heads)] for heads, page in zip(self.heads, self.pages, strict=True)]
        behind = {bands[self.items[i].number][1] for page in self.pages[1:] for i, _ in page}
        for number, (band, segment) in enumerate(bands):
            if band.free:
                if any(other < segment for other in behind):
                    raise Unstampable("an absolute block stands behind the first page")
                pages[0].append(Placed(number, Edge(), band.y))
        return pages

    def _rows(self, page: list[tuple[int, float]], heads: list[Placed]) -> list[Placed]:
        items = [self.items[i] for i, _ in page]
        joined = [item.pair is not None and item.pair.together for item in items[1:]]
        above = [item.band.name if together else None for item, together in zip(items, joined, strict=False)]
        below = [item.band.name if together else None for item, together in zip(items[1:], joined, strict=True)]
        head = heads[-1].head if heads else None
        around = zip([head.name if head else None, *above], [*below, None], strict=True)
        return [Placed(item.number, Edge(*edge), y) for item, edge, (_, y) in zip(items, around, page, strict=True)]

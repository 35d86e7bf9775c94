"""Paints a laid-out record and makes a band of each of its leaves."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.replaced import replacedbox_layout

from flong.bill.plates.canvas import Canvas
from flong.bill.plates.covers import Covers
from flong.bill.plates.dividing import least_part
from flong.bill.plates.errors import Unstampable
from flong.bill.plates.fields import CODE, Segment
from flong.bill.plates.flow import Leaf, children
from flong.bill.plates.lesson import Lesson, Value
from flong.bill.plates.lines import Lines
from flong.bill.plates.painting import Phase, Watch, paint
from flong.bill.plates.parts import NEAR, Band, Edge, Line, Picture, Strokes
from flong.bill.plates.tape import Tape, digest


def make_bands(lesson: Lesson, canvas: Canvas, lines: Lines) -> list[tuple[Band, Edge]]:
    """The band of each leaf and where it stands in its table; repeated heads are further edges of their bands."""
    made: list[tuple[Band, Edge]] = []
    first: dict[int, Band] = {}
    counts: dict[int, int] = {}
    for number, page in enumerate(lesson.laid.pages):
        leaves = [leaf for leaf in lesson.leaves if leaf.page == number]
        painted = _Page(page, leaves, lesson, canvas, lines)
        bands = [first.get(leaf.first) or first.setdefault(leaf.first, _band(leaf, lesson, counts)) for leaf in leaves]
        for i, (leaf, band, edge) in enumerate(zip(leaves, bands, edges(leaves, bands), strict=True)):
            if not leaf.again:
                band.lines, band.pictures = painted.lines[i], tuple(painted.pictures[i])
            band.strokes[edge] = _strokes(leaf.y, painted.watch.ink[i], i in painted.watch.fixed)
            made.append((band, edge))
    return made


def edges(leaves: Sequence[Leaf], bands: Sequence[Band]) -> list[Edge]:
    """Which rows of its table each leaf of a page stands between."""
    joined = [a.together(b) for a, b in pairwise(leaves)]
    above = [None, *(a.name if together else None for a, together in zip(bands, joined, strict=False))]
    below = [*(b.name if together else None for b, together in zip(bands[1:], joined, strict=True)), None]
    return [Edge(*around) for around in zip(above, below, strict=True)] if leaves else []


def _band(leaf: Leaf, lesson: Lesson, counts: dict[int, int]) -> Band:
    segment = lesson.segment_of(leaf.first)
    number = counts[segment] = counts.get(segment, -1) + 1
    found = lesson.segments[segment]
    geometry = (
        found.family.sign,
        found.family.turn,
        number,
        round(leaf.height, 6),
        leaf.box.element.tag,
        found.family.around,
        _around(leaf, found),
    )
    collapsed = leaf.is_row and leaf.table.style["border_collapse"] == "collapse"
    part, inside = least_part(leaf.box), found.family.inside * collapsed
    return Band(leaf.height, leaf.y, part, leaf.free, geometry, leaf.group, inside=inside)


def _around(leaf: Leaf, segment: Segment) -> bytes:
    """A digest of what a leaf has to do with its neighbours: a row its table's columns and the breaks that it asks for,
    others margins and breaks, which follow from what the template says there."""
    if not leaf.is_row:
        told: tuple[Any, ...] = segment.family.inside
    else:
        columns = [round(x, 6) for x in (*leaf.table.column_positions, *leaf.table.column_widths)]
        told = leaf.box.style["break_before"], leaf.box.style["break_after"], columns
    return blake2b(repr(told).encode(), digest_size=16).digest()


def _strokes(y: float, layers: list[tuple[Phase, list[Any]]], fixed: bool) -> Strokes:
    """The strokes painted at `y`."""
    found = b"".join(repr(phase).encode() + digest(ops, y) for phase, ops in layers)
    return Strokes(y, tuple(layers), fixed, blake2b(found, digest_size=16).digest())


class _Page:
    """One page, painted: the strokes of each leaf, and the values and pictures that were left out."""

    def __init__(self, page: Any, leaves: Sequence[Leaf], lesson: Lesson, canvas: Canvas, lines: Lines) -> None:
        self.lesson, self.leaves, self.page, self.canvas = lesson, leaves, page, canvas
        self.lines: list[tuple[Line, ...]] = []
        self.pictures: list[list[Picture]] = [[] for _ in leaves]
        self.left_out: dict[int, tuple[Line, float]] = {}
        for leaf in leaves:
            found = list(lines.of(leaf))
            self.lines.append(tuple(line for line, _ in found))
            self.left_out |= {id(box): (line, leaf.y) for line, texts in found for box in texts}
        tape = canvas.tape(page)
        self.base, self.covers = tape.ctm, Covers(tape)
        self.watch = Watch(tape, self._noted)
        for i, leaf in enumerate(leaves):
            _claim(leaf.box, i, leaf.is_row, self.watch)
        paint(page, self.watch)

    def _noted(self, box: Any, stream: Tape) -> bool:
        """Whether what is to be painted is a value's line or a picture made from data: then it is left out."""
        if isinstance(box, boxes.TextBox):
            if id(box) not in self.left_out:
                self.covers.text(box, stream, self.canvas.colour(self.page, box.style["color"]))
                return False
            self._check(stream, 0, self.lesson.value_of(box))
            self.covers.put(*self.left_out[id(box)])
            return True
        code = CODE.match((box.element.get("src") if box.element is not None else None) or "")
        if code is None:
            return False
        segment = self.lesson.segment_of(self.lesson.order.place[id(box.element)][0])
        place = self.lesson.segments[segment].codes.index(code[1])
        width, height, x, y = replacedbox_layout(box)
        own = _cuts(stream.clips(), (x, y, width, height))
        self._check(stream, 1)
        top = self.leaves[box.flong_leaf].y
        self.pictures[box.flong_leaf].append(Picture(place, x, y - top, width, height, own))
        return True

    def _check(self, stream: Tape, clips: int, value: Value | None = None) -> None:
        """`clips`: pictures are cut at the edges of their own box."""
        if stream is not self.watch.tape or stream.ctm != self.base or len(stream.clips()) > clips:
            output = value.output if value else None
            raise Unstampable("a value stands in a transparent, turned, scaled or clipped box", output)


def _cuts(clips: Sequence[tuple[float, ...]], box: tuple[float, ...]) -> bool:
    """Whether one of the clips is the box."""
    return any(len(clip) == 4 and all(abs(a - b) <= NEAR for a, b in zip(clip, box, strict=True)) for clip in clips)


def _claim(box: Any, leaf: int, in_row: bool, watch: Watch) -> None:
    """Note whose leaf the box and all within are. WeasyPrint copies boxes before it paints them, with such notes."""
    box.flong_leaf, box.flong_row = leaf, in_row
    if box.background is not None:
        watch.backgrounds[id(box.background)] = box
    for child in children(box):
        _claim(child, leaf, in_row, watch)

"""What a plate is made of: bands with their strokes, the places of values and pictures in them, faces."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from flong.bill.plates.painting import Phase
from flong.bill.plates.setting import metrics
from flong.bill.plates.texts import Face

NEAR = 1e-6
"""px below which two places are the same."""


class Rule(NamedTuple):
    """A line under a text: how far below the band's top, how thick, px, and what sets its colour."""

    y: float
    width: float
    ink: bytes


class Atom(NamedTuple):
    """A text on a line: a value by its number in the segment, or what the template says (`text`).

    `gap` is the space before it and `y` its baseline below the band's top, px; `ink` sets its colour.
    """

    value: int | None
    text: str
    face: Face
    gap: float
    y: float
    ink: bytes
    rule: Rule | None = None


class Line(NamedTuple):
    """A line with values, composed anew: its texts in order, where it may begin and how wide it may be, px.
    `align` is 0.0 for left, 0.5 for the middle, 1.0 for right."""

    atoms: tuple[Atom, ...]
    left: float
    width: float
    align: float


class Picture(NamedTuple):
    """A picture made from data: its number among the segment's codes, its place in the band and its size, px.
    `cut`: at its own edges, as WeasyPrint cuts pictures without padding."""

    code: int
    x: float
    y: float
    width: float
    height: float
    cut: bool


class Edge(NamedTuple):
    """The rows of its table that a row stands between on its page, by their names (None: it is the first, the last);
    borders that collapse depend on them."""

    above: Any = None
    below: Any = None


class Strokes(NamedTuple):
    """What is painted for a band: where it stood then, px, the operators by phases, and a digest of them that does not
    depend on where. `fixed`: it can't be moved."""

    y: float
    layers: tuple[tuple[Phase, list[Any]], ...]
    fixed: bool
    digest: bytes


@dataclass(eq=False, slots=True)
class Band:
    """A leaf as it was learned, with its strokes wherever its row was seen to stand.

    `height` is px, `part` that of the least part that may stay on a page on which it does not fit (see `least_part`);
    `free`: it stands at `y` on its page whatever else stands there.
    `geometry` says which leaf of the template it is, how high, and what it has to do with its neighbours; `group`
    whether it is in a table's "head" or "foot"; `inside` what a row says, where borders of rows are drawn as one.
    """

    height: float
    y: float
    part: float
    free: bool
    geometry: tuple[Any, ...]
    group: str = ""
    strokes: dict[Edge, Strokes] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    pictures: tuple[Picture, ...] = ()
    inside: tuple[str | None, ...] = ()

    def agrees(self, other: Band) -> bool:
        """Whether both say the same of a leaf, but for how it is painted at different edges."""
        near = not self.free or abs(self.y - other.y) <= NEAR
        shown = len(self.lines) == len(other.lines) and all(map(_alike, self.lines, other.lines))
        placed = all(map(_near, self.pictures, other.pictures)) and len(self.pictures) == len(other.pictures)
        painted = all(
            other.strokes[edge].digest == self.strokes[edge].digest for edge in other.strokes.keys() & self.strokes
        )
        return self.geometry == other.geometry and near and shown and placed and painted

    @property
    def name(self) -> tuple[Any, ...]:
        """Which leaf of the template it is."""
        return self.geometry[0], self.geometry[2], self.inside


@dataclass(eq=False, slots=True)
class Variant:
    """A segment as it was learned: its bands in order. Of one `shape` are those that stack alike."""

    bands: tuple[Band, ...]
    shape: int = 0

    def agreed(self, other: Variant) -> Variant | None:
        """This, unless the other contradicts it."""
        alike = len(self.bands) == len(other.bands) and all(
            a.agrees(b) for a, b in zip(self.bands, other.bands, strict=True)
        )
        return self if alike else None


def _near(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return all(abs(x - y) <= NEAR for x, y in zip(a, b, strict=True))


def _alike(a: Line, b: Line) -> bool:
    """Whether two lines differ in the texts of their values only."""
    told = [
        [(x.value, x.value is None and x.text, x.face, x.ink, x.rule and x.rule.ink) for x in line.atoms]
        for line in (a, b)
    ]
    return told[0] == told[1] and _near(_measures(a), _measures(b))


def _measures(line: Line) -> tuple[float, ...]:
    rules = (x for atom in line.atoms if atom.rule for x in atom.rule[:2])
    return (*line[1:], *(x for atom in line.atoms for x in (atom.gap, atom.y)), *rules)


Metrics = tuple[tuple[float, float] | str, ...]


@dataclass(eq=False, slots=True)
class Form:
    """The segments of a family: the faces that show their values (None: not seen), those that are `hidden`, the texts
    that are `frozen` at their places, and how the segments look by the line metrics of their values."""

    faces: list[Face | None]
    hidden: set[int] = field(default_factory=set)
    frozen: set[tuple[int, str]] = field(default_factory=set)
    variants: dict[Metrics, Variant | None] = field(default_factory=dict)

    def metrics(self, values: tuple[str, ...]) -> Metrics:
        """The line metrics of a segment's values. Raises Unknown for one that was not seen."""
        return metrics(self.faces, self.hidden, self.frozen, values)


class Pair(NamedTuple):
    """How a band follows another: how much lower it begins (None: only seen on different pages), what the boxes that
    end between them add to the first, whether a page may or must end between them, whether they are rows of one
    table, what the boxes that begin there put above the second."""

    advance: float | None
    closing: float
    avoid: bool
    forced: bool
    together: bool = False
    opening: tuple[str, ...] = ()

    def agreed(self, other: Pair) -> Pair | None:
        """Both in one; None when they contradict each other."""
        if self[2:] != other[2:] or abs(self.closing - other.closing) > NEAR:
            return None
        if self.advance is None or other.advance is None:
            return other if self.advance is None else self
        return self if abs(self.advance - other.advance) <= NEAR else None


class Top(NamedTuple):
    """How a band begins a page: where, and the head rows that are repeated above it."""

    y: float
    heads: tuple[tuple[Band, Edge, float], ...]

    def agreed(self, other: Top) -> Top | None:
        """This, unless the other contradicts it."""
        ours, theirs = ([top.y, *(y for *_, y in top.heads)] for top in (self, other))
        near = len(ours) == len(theirs) and all(abs(a - b) <= NEAR for a, b in zip(ours, theirs, strict=True))
        return self if near else None


class PageKind(NamedTuple):
    """Pages of one kind: their size and the height at which they are full, px."""

    width: float
    height: float
    bottom: float

"""A content stream whose heights stay numbers, so that what was painted once can be printed at another height.

Numbers are printed as pydyf prints them: what is printed where it was painted equals WeasyPrint's own bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from typing import Any, NamedTuple

import pydyf
from pydyf import _to_bytes
from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream

HEIGHTS = {b"re": (1,), b"m": (1,), b"l": (1,), b"c": (1, 3, 5), b"v": (1, 3), b"y": (1, 3), b"cm": (5,), b"Tm": (5,)}


def printed(value: Any) -> bytes:
    """A number or an operator as pydyf prints it."""
    return bytes(_to_bytes(value))


class Op(NamedTuple):
    """A geometric operator; `HEIGHTS` tells which of its numbers move with the height."""

    name: bytes
    numbers: tuple[float, ...]


Rect = tuple[float, float, float, float]
"""Left, top, right and bottom of a rectangle, in the coordinates of paper, pt."""


class Group(NamedTuple):
    """A group of its own painted by name: its coordinates are the page's."""

    name: str


class Tape(Stream):  # type: ignore[misc]  # WeasyPrint has no types
    """Records what WeasyPrint paints on a page. `fixed`: something on it stays where it is, whatever moves.
    `recode` gives the codes that stand for the glyphs of a font in all files; `heard` hears of what is painted but for
    texts, and of what it is cut by: the rectangle around."""

    def __init__(self, recode: Callable[[str, str], str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recode, self.fixed, self._font_name = recode, False, ""
        self.heard: Callable[[Rect], None] | None = None
        self._path: Rect | None = None

    def forget(self) -> None:
        """Say colours, fonts and states again before they are next used."""
        self._current_color = self._current_color_stroke = None
        self._current_alpha = self._current_alpha_stroke = None
        self._current_font = self._old_font = None

    def clips(self) -> list[tuple[float, ...]]:
        """The boxes at whose edges is cut what is painted now: x, y, width and height; () for other shapes."""
        found: list[list[tuple[float, ...]]] = [[]]
        path: tuple[float, ...] = ()
        for op in self.stream:
            if isinstance(op, Op):
                path = op.numbers if op.name == b"re" else ()
            elif op == b"q":
                found.append([*found[-1]])
            elif op == b"Q":
                found.pop()
            elif op in (b"W", b"W*"):
                found[-1].append(path)
        return found[-1]

    def on_page(self, rect: Rect) -> Rect:
        """What is around a rectangle, px, that is painted now."""
        left, top, right, bottom = rect
        corners = [self.ctm.transform_point(x, y) for x in (left, right) for y in (top, bottom)]
        return (*map(min, zip(*corners, strict=True)), *map(max, zip(*corners, strict=True)))

    def _hear(self, *points: tuple[float, float], begin: bool = False) -> None:
        """A path begins, or goes on, at these points."""
        left, top, right, bottom = self._path if self._path and not begin else (*points[0], *points[0])
        xs, ys = zip((left, top), (right, bottom), *points, strict=True)
        self._path = (min(xs), min(ys), max(xs), max(ys))
        if self.heard:
            self.heard(self.on_page(self._path))

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        self._hear((x, y), (x + width, y + height), begin=True)
        self.stream.append(Op(b"re", (x, y, width, height)))

    def move_to(self, x: float, y: float) -> None:
        self._hear((x, y), begin=True)
        self.stream.append(Op(b"m", (x, y)))

    def line_to(self, x: float, y: float) -> None:
        self._hear((x, y))
        self.stream.append(Op(b"l", (x, y)))

    def curve_to(self, *numbers: float) -> None:
        self._hear(*zip(numbers[::2], numbers[1::2], strict=True))
        self.stream.append(Op(b"c", numbers))

    def curve_start_to(self, *numbers: float) -> None:
        self._hear(*zip(numbers[::2], numbers[1::2], strict=True))
        self.stream.append(Op(b"v", numbers))

    def curve_end_to(self, *numbers: float) -> None:
        self._hear(*zip(numbers[::2], numbers[1::2], strict=True))
        self.stream.append(Op(b"y", numbers))

    def transform(  # noqa: PLR0917  WeasyPrint's
        self, a: float = 1, b: float = 0, c: float = 0, d: float = 1, e: float = 0, f: float = 0
    ) -> None:
        self.stream.append(Op(b"cm", (a, b, c, d, e, f)))
        self._ctm_stack[-1] = Matrix(a, b, c, d, e, f) @ self.ctm

    def set_text_matrix(self, *numbers: float) -> None:
        self.stream.append(Op(b"Tm", numbers))

    def set_font_size(self, font: str, size: float) -> None:
        self._font_name = font
        super().set_font_size(font, size)

    def show_text(self, text: str) -> None:
        super().show_text(self.recode(self._font_name, text))

    def draw_x_object(self, reference: str) -> None:
        if isinstance(self._resources["XObject"].get(reference), pydyf.Stream):
            self.stream.append(Group(reference))
        else:
            self._hear((0, 0), (1, 1), begin=True)
            super().draw_x_object(reference)

    def set_state(self, state: Any) -> None:
        self.fixed = True
        super().set_state(state)

    def add_pattern(self, *args: Any) -> Any:
        self.fixed = True
        return super().add_pattern(*args)


def moved(ops: Iterable[Any], dy: float) -> Iterator[bytes]:
    """The operators of a tape, printed `dy` px lower than they were painted."""
    for op, outside in _seen(ops):
        shift = dy if outside else 0.0
        if isinstance(op, Op):
            yield _printed(op, shift)
        else:
            yield _group(op, shift) if isinstance(op, Group) else printed(op)


def digest(ops: Iterable[Any], y: float) -> bytes:
    """Tells operators from others, wherever they were painted: `y` is where. Rounds, as sums depend on their order."""
    found = blake2b(digest_size=16)
    for op, outside in _seen(ops):
        told = _rounded(op, y if outside else 0.0) if isinstance(op, Op) else op
        found.update(repr(told).encode())
    return found.digest()


def _seen(ops: Iterable[Any]) -> Iterator[tuple[Any, bool]]:
    """Each operator, and whether its heights are the page's: inside a matrix they are not."""
    depth, inside = 0, None
    for op in ops:
        yield op, inside is None
        if isinstance(op, Op):
            if op.name == b"cm" and inside is None:
                inside = depth
        else:
            depth += (op == b"q") - (op == b"Q")
            if inside is not None and depth < inside:
                inside = None


def _rounded(op: Op, y: float) -> tuple[bytes, tuple[float, ...]]:
    return op.name, tuple(round(number - y * (i in HEIGHTS[op.name]), 3) for i, number in enumerate(op.numbers))


def _printed(op: Op, dy: float) -> bytes:
    numbers = list(op.numbers)
    if dy:
        for i in HEIGHTS[op.name]:
            numbers[i] += dy
    return b" ".join([*map(printed, numbers), op.name])


def _group(group: Group, dy: float) -> bytes:
    paint = b"/" + printed(group.name) + b" Do"
    return b"q 1 0 0 1 0 " + printed(dy) + b" cm " + paint + b" Q" if dy else paint

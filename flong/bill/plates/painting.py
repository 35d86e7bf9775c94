"""Watches WeasyPrint paint a page: every stroke goes to the leaf it belongs to, values are noted and left out.

What belongs to no leaf is the page's own and must be without ink, so that leaves can be put together anew.
The order of painting (CSS 2.2, appendix E) is kept by phases: a page's leaves are printed phase by phase.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from weasyprint import draw
from weasyprint.stacking import StackingContext

from flong.bill.plates.errors import Unstampable
from flong.bill.plates.tape import Op, Tape

BELOW, BLOCKS, ROWS, BORDERS, CELLS, FLOATS, INLINE, ABOVE = range(8)
"""The phases: contexts below, blocks, a table's backgrounds, its borders, blocks in its cells, floats, lines,
contexts above."""

_BORDER_STYLES = ("none", "inset", "groove", "outset", "ridge", "dotted", "dashed", "solid", "double", "hidden")
_STRUCTURE = frozenset((b"q", b"Q", b"W", b"W*", b"n", b"re", b"cm", b"m", b"l", b"c", b"h"))

Phase = tuple[int, float, int]
"""A phase; among a table's borders also the width and the style, by which WeasyPrint orders them."""

_WATCH: ContextVar[Watch | None] = ContextVar("watch", default=None)


class Watch:
    """The ink of one page. `ink[leaf]` are its strokes: phase and operators. `notes` hears of every text and
    picture that a leaf shows, before it is painted, and tells whether to leave it out."""

    def __init__(self, tape: Tape, notes: Callable[[Any, Tape], bool]) -> None:
        self.tape, self.notes = tape, notes
        self.backgrounds: dict[int, Any] = {}
        self.ink: dict[int, list[tuple[Phase, list[Any]]]] = defaultdict(list)
        self.fixed: set[int] = set()
        self.table: Any = None
        self.busy = False

    @contextmanager
    def stroke(self, leaf: int, phase: Phase) -> Iterator[None]:
        """What is painted meanwhile belongs to `leaf`."""
        tape, outer = self.tape, self.tape.stream
        tape.stream, tape.fixed, self.busy = [], False, True
        tape.forget()
        try:
            yield
        finally:
            if any(op not in (b"q", b"Q") for op in tape.stream):
                self.ink[leaf].append((phase, tape.stream))
            if tape.fixed:
                self.fixed.add(leaf)
            tape.stream, self.busy = outer, False
            tape.forget()


def paint(page: Any, watch: Watch) -> None:
    """Paint the leaves of a laid-out page, without its margins and its background.

    Raises Unstampable when something is painted that belongs to no leaf.
    """
    _install()
    only_root = page.copy_with_children([])
    only_root.children = page.children[:1]
    token = _WATCH.set(watch)
    try:
        draw.draw_stacking_context(watch.tape, StackingContext.from_page(only_root))
    finally:
        _WATCH.reset(token)
    left = {op.name if isinstance(op, Op) else op for op in watch.tape.stream}
    if not left <= _STRUCTURE:
        raise Unstampable("a box around several lines has a border, a background or an effect of its own")


def _owner(box: Any) -> int | None:
    return getattr(box, "flong_leaf", None)


def _phase_of_block(watch: Watch, box: Any) -> Phase:
    if watch.table is None:
        return (CELLS if getattr(box, "flong_row", False) else BLOCKS, 0, 0)
    return (ROWS, 0, 0)


def _phase_of_context(_: Watch, context: Any) -> Phase:
    if context.z_index < 0:
        return (BELOW, context.z_index, 0)
    return (FLOATS, 0, 0) if context.box.is_floated() else (ABOVE, context.z_index, 0)


def _same(box: Any) -> Any:
    return box


def _watched(
    paint: Callable[..., None], phase: Callable[[Watch, Any], Phase], at: int = 1, box_of: Callable[[Any], Any] = _same
) -> Callable[..., None]:
    """`paint`, whose argument `at` is what is painted, as a stroke of the leaf that it belongs to."""

    def watched(stream: Any, *args: Any, **kwargs: Any) -> None:
        watch = _WATCH.get()
        thing = args[at - 1]
        leaf = None if watch is None or watch.busy else _owner(box_of(thing))
        if watch is None or leaf is None:
            return paint(stream, *args, **kwargs)
        with watch.stroke(leaf, phase(watch, thing)):
            return paint(stream, *args, **kwargs)

    return watched


def _table_watched(paint: Callable[..., None]) -> Callable[..., None]:
    """A table that is a leaf or inside one is painted as a whole; one with leaves for rows is looked into."""
    whole = _watched(paint, _phase_of_block)

    def watched(stream: Any, table: Any) -> None:
        watch = _WATCH.get()
        if watch is None or watch.busy or _owner(table) is not None:
            return whole(stream, table)
        watch.table = table
        try:
            paint(stream, table)
        finally:
            watch.table = None

    return watched


def _line_watched(paint: Callable[..., None]) -> Callable[..., None]:
    """A collapsed border belongs to the row below it, the last one to the last row."""

    def watched(stream: Any, *line: Any) -> None:
        watch = _WATCH.get()
        if watch is None or watch.busy or watch.table is None:
            return paint(stream, *line)
        _, y1, _, y2, width, style, _ = line
        rows = [row for group in watch.table.children for row in group.children]
        at = y1 if y1 == y2 else (y1 + y2) / 2
        row = next((row for row in reversed(rows) if row.position_y <= at), rows[0])
        leaf = _owner(row)
        if leaf is None:
            raise Unstampable("a table's border belongs to no row")
        with watch.stroke(leaf, (BORDERS, width, _BORDER_STYLES.index(style))):
            return paint(stream, *line)

    return watched


def _text_watched(paint: Callable[..., None]) -> Callable[..., None]:
    def watched(stream: Any, box: Any, *args: Any, **kwargs: Any) -> None:
        watch = _WATCH.get()
        if watch is None or not watch.notes(box, stream):
            return paint(stream, box, *args, **kwargs)

    return watched


@cache
def _install() -> None:
    """Put the watched painters in WeasyPrint's places; without a watch they paint as ever."""
    inline = (INLINE, 0, 0)
    draw.draw_background = _background_watched(draw.draw_background)
    draw.draw_border = _watched(draw.draw_border, _phase_of_border)
    draw.set_mask_border = _watched(draw.set_mask_border, _phase_of_border)
    draw.draw_outline = _watched(draw.draw_outline, lambda *_: (ABOVE, 0, 0))
    draw.draw_inline_level = _watched(draw.draw_inline_level, lambda *_: inline, 2)
    draw.draw_replacedbox = _replaced_watched(draw.draw_replacedbox)
    draw.draw_stacking_context = _watched(
        draw.draw_stacking_context, _phase_of_context, box_of=lambda context: context.box
    )
    draw.draw_table = _table_watched(draw.draw_table)
    draw.draw_line = _line_watched(draw.draw_line)
    draw.draw_text = _text_watched(draw.draw_text)


def _phase_of_border(watch: Watch, box: Any) -> Phase:
    return (BORDERS, 0, 0) if watch.table is not None else _phase_of_block(watch, box)


def _background_watched(paint: Callable[..., None]) -> Callable[..., None]:
    """Backgrounds are painted without their box: `Watch.backgrounds` knows whose they are."""

    def watched(stream: Any, background: Any, *args: Any, **kwargs: Any) -> None:
        watch = _WATCH.get()
        box = None if watch is None or watch.busy else watch.backgrounds.get(id(background))
        if watch is None or box is None:
            return paint(stream, background, *args, **kwargs)
        with watch.stroke(box.flong_leaf, _phase_of_block(watch, box)):
            return paint(stream, background, *args, **kwargs)

    return watched


def _replaced_watched(paint: Callable[..., None]) -> Callable[..., None]:
    painted = _watched(paint, lambda *_: (INLINE, 0, 0))

    def watched(stream: Any, box: Any) -> None:
        watch = _WATCH.get()
        if watch is None or not watch.notes(box, stream):
            return painted(stream, box)

    return watched

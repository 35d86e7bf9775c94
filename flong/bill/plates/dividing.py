"""How much of a leaf may stay on a page on which not all of it fits: WeasyPrint divides blocks between their lines, and
a row where the lines of one cell fit and those of another don't."""

from __future__ import annotations

from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from flong.bill.plates.lines import lines_of

_AVOIDED = ("avoid", "avoid-page")


def least_part(box: Any) -> float:
    """The height from the top, px, from which on a part of the box may stay; infinite where nothing divides it."""
    if isinstance(box, boxes.TableRowBox):
        return _of_row(box)
    below = float(box.padding_bottom + box.border_bottom_width)
    if below and not _ends_in_line(box):
        return float(box.border_height()) - below  # what has no lines stays if all but its edge fits
    avoided = box.style["break_inside"] in _AVOIDED
    return inf if avoided or _lines_at_most_one(box) else 0.0


def _of_row(row: Any) -> float:
    cells = [cell for cell in row.children if not cell.empty]
    if any(box.style["break_inside"] in _AVOIDED for box in (row, *row.children)):
        return inf
    if not all(map(_lines_at_most_one, cells)):
        return 0.0
    heights = {_heights(cell) for cell in cells}
    return inf if len(heights) <= 1 else min(min(own[2:]) for own in heights)


def _heights(cell: Any) -> tuple[Any, ...]:
    """What tells where the text of a cell ends, before it is moved down in its row: its edges above, the heights of
    what is in it and of its lines."""
    lines = (float(line.height) for line, _ in lines_of(cell, None))
    return float(cell.border_top_width), repr(cell.style["padding_top"]), float(cell.content_height), *lines


def _in_flow(box: Any) -> list[Any]:
    return [child for child in getattr(box, "children", ()) if not isinstance(child, AbsolutePlaceholder)]


def _ends_in_line(box: Any) -> bool:
    inside = _in_flow(box) if isinstance(box, boxes.BlockContainerBox) else []
    return bool(inside) and (isinstance(inside[-1], boxes.LineBox) or _ends_in_line(inside[-1]))


def _lines_at_most_one(box: Any) -> bool:
    """Whether each block within has one line at most."""
    inside = _in_flow(box)
    return len(inside) <= 1 and all(isinstance(c, boxes.LineBox) or _lines_at_most_one(c) for c in inside)

"""Whether anything on a page is painted over values: in stamped bills they are painted last."""

from __future__ import annotations

from typing import Any

from flong.bill.plates.errors import Unstampable
from flong.bill.plates.parts import Line
from flong.bill.plates.tape import Rect, Tape

_ASCENT, _DESCENT = 0.85, 0.25
"""Heights above and below the baseline, in font sizes, that glyphs usually have."""


class Covers:
    """The places of the values that were painted so far on a page, with their colours."""

    def __init__(self, tape: Tape) -> None:
        self.tape, self.places = tape, list[tuple[Rect, frozenset[bytes]]]()
        tape.heard = self.over

    def put(self, line: Line, top: float) -> None:
        """Note the line of a band at `top`, in all its width: other values are longer."""
        ends = [(top + atom.y, atom.face.size) for atom in line.atoms]
        above, below = (min(y - _ASCENT * size for y, size in ends), max(y + _DESCENT * size for y, size in ends))
        place = self.tape.on_page((line.left, above, line.left + line.width, below))
        self.places.append((place, frozenset(atom.ink for atom in line.atoms)))

    def text(self, box: Any, stream: Tape, ink: bytes) -> None:
        """Hear of a text that is not a value. One of the same opaque colour may lie over others."""
        size, y = float(box.style["font_size"]), box.position_y + box.baseline
        rect = (box.position_x, y - _ASCENT * size, box.position_x + box.width, y + _DESCENT * size)
        if isinstance(stream, Tape) and box.style["visibility"] == "visible":
            self.over(stream.on_page(rect), ink if box.style["color"].alpha == 1 else b"")

    def over(self, rect: Rect, ink: bytes = b"") -> None:
        """Raises Unstampable when what is painted lies over a value."""
        for (left, top, right, bottom), inks in self.places:
            if rect[0] < right and left < rect[2] and rect[1] < bottom and top < rect[3] and inks != {ink}:
                raise Unstampable("something is painted over the line of a value")

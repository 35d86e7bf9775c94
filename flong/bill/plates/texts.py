"""Texts become glyphs: by Pango as WeasyPrint uses it, or, for texts of characters whose shaping was proved to be
free of context, from a table."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from itertools import product
from typing import Any, NamedTuple

from weasyprint.draw.text import draw_first_line
from weasyprint.matrix import Matrix
from weasyprint.text.ffi import FROM_UNITS, pango
from weasyprint.text.line_break import Layout, line_size, split_first_line

from flong.bill.plates.errors import Unstampable
from flong.bill.plates.setting import Table
from flong.bill.plates.tape import Tape

PLAIN = "0123456789,.-/:$%()+*#@_& ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
"""The characters that may have a place in the table."""

_UNSHAPED = re.compile(
    "[\0-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\uffff"
    "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff\U000e0000-\U000e0fff]"
)
"""Controls, invisible characters and scripts written from the right: what lays itself out differently."""


class Run(NamedTuple):
    """Glyphs of one font: its name in the document, the size, and the operands of `TJ` without brackets."""

    font: str
    size: float
    glyphs: str


class Shaped(NamedTuple):
    """A text on one line: its runs, its width, and the height and baseline of its box, px."""

    runs: tuple[Run, ...]
    width: float
    line: tuple[float, float]


class Face:
    """How the texts of one style are shaped. `context` is WeasyPrint's. `keep` hears of the glyphs that every file
    shall have, those of the characters in `PLAIN` and of the template's own texts, and gives their codes. `table` tells
    of plain characters."""

    def __init__(self, box: Any, context: Any, tape: Tape, keep: Callable[[str, str], str]) -> None:
        self.box, self.context, self.tape, self.keep = copy(box), context, tape, keep
        self.known: dict[str, Shaped] = {}
        self.constant: dict[str, Shaped] = {}
        self.single: dict[str, Shaped | None] = {}
        self.pairs: dict[str, bool] = {}
        self.table: Table | None = None
        self._layout: Any = None
        self._spaced = any(box.style[name] not in ("normal", 0) for name in _SPACING)
        for char in PLAIN:
            self._single(char)
        for pair in product(_NUMBERS, repeat=2):
            self._free("".join(pair))

    def shaped(self, text: str) -> Shaped:
        """The glyphs of `text`. Raises Unstampable for a text that WeasyPrint might lay out in another way."""
        found = self.known.get(text)
        if found is None:
            found = self._from_table(text) or self.by_pango(text)
            if len(self.known) >= _MOST_TEXTS:
                self.known.clear()
            self.known[text] = found
        return found

    def fixed(self, text: str) -> Shaped:
        """The glyphs of a text that the template says; it may begin or end with a space."""
        if text not in self.constant:
            self.constant[text] = self.exactly(text)
            for run in self.constant[text].runs:
                self.keep(run.font, run.glyphs)
        return self.constant[text]

    def by_pango(self, text: str) -> Shaped:
        """The glyphs as WeasyPrint itself would paint them."""
        if _UNSHAPED.search(text) or text != " ".join(text.split(" ")).strip(" ") or "  " in text:
            raise Unstampable("a value has invisible characters, writing from the right, or spaces that would be lost")
        return self._alone(text)

    def exactly(self, text: str) -> Shaped:
        """The same for any text that stands in a line of its own."""
        style = self.box.style
        layout, _, resume, width, height, baseline = split_first_line(text, style, self.context, None, 0)
        if resume is not None:
            raise Unstampable("a value has several lines")
        layout.reactivate(style)
        shaped = self._drawn(text, layout, width, (height, baseline))
        layout.deactivate()
        return shaped

    def _alone(self, text: str) -> Shaped:
        """As `exactly`, by one layout for all texts: to make one takes longer than to fill it."""
        if self._spaced:
            return self.exactly(text)
        if self._layout is None:
            self._layout = Layout(self.box.style)
            pango.pango_layout_set_single_paragraph_mode(self._layout.layout, True)
        layout = self._layout
        layout.set_text(text)
        line, resume = layout.get_first_line()
        if resume is not None:
            raise Unstampable("a value has several lines")
        width, height = line_size(line, self.box.style)
        baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
        return self._drawn(text, layout, width, (height, baseline))

    def _drawn(self, text: str, layout: Any, width: float, line: tuple[float, float]) -> Shaped:
        self.box.text, self.box.pango_layout = text, layout
        runs = _Runs(self.tape)
        emojis = draw_first_line(runs, self.box, "clip", "none", Matrix(d=-1, e=0, f=0))
        if emojis or runs.raised:
            raise Unstampable("a value has pictures or raised glyphs for characters")
        return Shaped(tuple(runs.done), width, line)

    def _from_table(self, text: str) -> Shaped | None:
        """`text` put together from its characters, if all neighbours in it were proved to be free of each other."""
        if not text or text[0] == " " or text[-1] == " " or "  " in text:
            return None
        parts = [self._single(char) for char in text]
        if None in parts or not all(self._free(text[i : i + 2]) for i in range(len(text) - 1)):
            return None
        shaped = [part for part in parts if part is not None]
        font, size, _ = shaped[0].runs[0]
        glyphs = "".join(part.runs[0].glyphs for part in shaped)
        return Shaped((Run(font, size, joined(glyphs)),), sum(part.width for part in shaped), shaped[0].line)

    def _single(self, char: str) -> Shaped | None:
        if char not in self.single:
            self.single[char] = self._told(char) if char in PLAIN else None
        return self.single[char]

    def _told(self, char: str) -> Shaped | None:
        """The character alone, also told to the table; None for one that the font does not have."""
        try:
            found = self._proved(char)
            if found is not None:
                self._tell(char, found)
        except Unstampable:
            return None
        return found

    def _tell(self, char: str, single: Shaped) -> None:
        """Put a character into the table. That is of one font and one height, those of zero."""
        font, size, glyphs = single.runs[0]
        operands = self.keep(font, glyphs).encode()
        if self.table is None:
            self.table = Table(font.encode(), size, single.line)
        if (self.table.font, self.table.size, self.table.line) == (font.encode(), size, single.line):
            self.table.put(char, operands, single.width)

    def _proved(self, char: str) -> Shaped | None:
        """The character alone; a space, which is nothing alone, between two others."""
        if char != " ":
            alone = self.exactly(char)
            return alone if len(alone.runs) == 1 else None
        around, between = self.exactly("00"), self.exactly("0 0")
        zero = self._single("0")
        if zero is None or len(between.runs) != 1 or not between.runs[0].glyphs.startswith(zero.runs[0].glyphs[:-1]):
            return None
        rest = joined(between.runs[0].glyphs)[len(zero.runs[0].glyphs) - 1 :]
        space = "<" + rest[: len(rest) - len(zero.runs[0].glyphs) + 1] + ">"
        return Shaped((Run(*zero.runs[0][:2], space),), between.width - around.width, zero.line)

    def _free(self, pair: str) -> bool:
        free = self.pairs.get(pair)
        if free is None:
            free = self.pairs[pair] = self._prove(pair)
            if free and self.table is not None:
                self.table.allow(pair)
        return free

    def _prove(self, pair: str) -> bool:
        """Whether the two characters are shaped alike together and apart, also among digits."""
        a, b, zero = self._single(pair[0]), self._single(pair[1]), self._single("0")
        if a is None or b is None or zero is None:
            return False
        whole, apart = self._alone(f"0{pair}0"), (zero, a, b, zero)
        one_font = len({part.runs[0][:2] for part in apart}) == 1 and len(whole.runs) == 1
        glyphs = joined("".join(part.runs[0].glyphs for part in apart))
        width = sum(part.width for part in apart)
        return one_font and whole.runs[0].glyphs == glyphs and abs(whole.width - width) < _EXACT

    @property
    def line(self) -> tuple[float, float]:
        """The height and baseline of digits."""
        return self.shaped("0").line


_NUMBERS = "0123456789,.-/:$"  # their neighbours are proved at once, others when they are met
_MOST_TEXTS = 20_000
_SPACING = "letter_spacing", "word_spacing"  # what `Layout.set_text` adds to the layout for a text
_EXACT = 1e-9


def joined(glyphs: str) -> str:
    """Operands of `TJ` without what moves nothing."""
    glyphs = glyphs.replace(">0<", "").replace("><", "").replace("<>", " ")
    return glyphs[:-1] if glyphs.endswith(">0") else glyphs


class _Runs:
    """Stands for the stream while a line is painted, and keeps its runs."""

    def __init__(self, tape: Tape) -> None:
        self.tape, self.done, self.raised = tape, list[Run](), False
        self.font: tuple[str, float] = ("", 0.0)
        self.ink_rect, self.logical_rect = tape.ink_rect, tape.logical_rect

    def set_text_matrix(self, *_: float) -> None:
        """Where the line begins is for others to say."""

    def add_font(self, font: Any) -> Any:
        return self.tape.add_font(font)

    def set_font_size(self, font: str, size: float) -> None:
        self.font = (font, size)

    def set_text_rise(self, _: float) -> None:
        self.raised = True

    def show_text(self, glyphs: str) -> None:
        glyphs = joined(glyphs)
        if glyphs:
            self.done.append(Run(*self.font, glyphs))

"""What all pages of a plate share: the fonts, pictures and states that painting names, and one tape a page."""

from __future__ import annotations

from typing import Any

import pydyf
from tinycss2.color5 import D50, D65
from weasyprint.matrix import Matrix

from flong.bill.plates.errors import Unstampable
from flong.bill.plates.glyphs import glyphs_of, recoded
from flong.bill.plates.inert import Touched
from flong.bill.plates.tape import Tape, moved

SCALE = 0.75
"""Points in a px."""


def _lab(white: Any) -> Any:
    whole = pydyf.Dictionary({"WhitePoint": pydyf.Array(white), "Range": pydyf.Array((-125, 125, -125, 125))})
    return pydyf.Array(("/Lab", whole))


class Canvas:
    """Names stay the same over all documents that are painted here. `codes[font]` are the codes, from 1, of the glyphs
    that every file shall have; they only grow."""

    def __init__(self) -> None:
        self.fonts: dict[Any, Any] = {}
        self.codes: dict[str, dict[int, int]] = {}
        self.images: dict[str, Any] = {}
        self.resources = pydyf.Dictionary(
            {
                "ExtGState": pydyf.Dictionary({"a1": pydyf.Dictionary({"ca": 1})}),  # opaque
                "XObject": pydyf.Dictionary(),
                "Pattern": pydyf.Dictionary(),
                "Shading": pydyf.Dictionary(),
                "ColorSpace": pydyf.Dictionary({"lab-d50": _lab(D50), "lab-d65": _lab(D65)}),
            }
        )
        self._counts: dict[str, int] = {}
        self._touched: dict[str, Touched] = {}
        self.kept: list[Any] = []  # what keeps the fonts of documents alive

    def recoded(self, font: str, glyphs: str) -> str:
        """Operands of `TJ` with the codes of their glyphs, which every file has from now on."""
        codes = self.codes.setdefault(font, {})
        for glyph in self.known(font, glyphs_of(glyphs)):
            codes.setdefault(glyph, len(codes) + 1)
        return recoded(glyphs, codes)

    def known(self, font: str, glyphs: list[int]) -> list[int]:
        """The same glyphs. Raises Unstampable when one stands for a character that no font has."""
        count = self._counts.get(font) or self._counts.setdefault(font, self._font(font).glyph_count)
        if any(not 0 < glyph < count for glyph in glyphs):
            raise Unstampable("no font has one of the characters")
        return glyphs

    def touched(self, font: str, glyph: int) -> bool:
        """Whether a rule of the font touches a glyph."""
        return glyph in self._rules(font)

    def reaches(self, font: str, glyph: int, *, asked: bool) -> bool:
        """Whether a rule of the font that looks further than to a neighbour may begin at a glyph."""
        return self._rules(font).reaches(glyph, asked=asked)

    def _rules(self, font: str) -> Touched:
        if font not in self._touched:
            found = self._font(font)
            self._touched[font] = Touched(found.file_content, found.index & 0xFFFF)
        return self._touched[font]

    def _font(self, name: str) -> Any:
        return next(found for found in self.fonts.values() if found.hash == name)

    def tape(self, page: Any) -> Tape:
        """A fresh tape for a page, set as WeasyPrint sets it."""
        width, height = page.margin_width(), page.margin_height()
        tape = Tape(
            self.recoded, self.fonts, (0, 0, width, height), self.resources, self.images, None, {}, None, compress=False
        )
        tape._ctm_stack = [Matrix(SCALE, 0, 0, -SCALE, 0, height * SCALE)]
        return tape

    def version(self) -> tuple[int, ...]:
        """Changes when painting has named something new."""
        return (sum(map(len, self.codes.values())), *map(len, self.resources.values()))

    def colour(self, page: Any, color: Any, *, stroke: bool = False) -> bytes:
        """The operators that set the colour of text, or of lines."""
        tape = self.tape(page)
        tape.set_color(color, stroke=stroke)
        return b" ".join(moved(tape.stream, 0))

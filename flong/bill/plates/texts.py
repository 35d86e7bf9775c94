"""Texts become glyphs: by Pango as WeasyPrint uses it, or, for texts of characters whose shaping was proved to be
free of context, from a table."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from functools import partial
from typing import Any

from weasyprint.draw.text import draw_first_line
from weasyprint.matrix import Matrix
from weasyprint.text.ffi import FROM_UNITS, pango
from weasyprint.text.line_break import Layout, line_size, split_first_line

from flong.bill.plates.alphabets import Alphabets, Run, Shaped, joined
from flong.bill.plates.errors import Unstampable
from flong.bill.plates.glyphs import glyphs_of
from flong.bill.plates.ideographs import HAN, HANGUL, Script
from flong.bill.plates.tape import Tape

_UNSHAPED = re.compile(
    "[\0-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\uffff"
    "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff\U000e0000-\U000e0fff]"
)
"""Controls, invisible characters and scripts written from the right: what lays itself out differently."""


class Face:
    """How the texts of one style are shaped. `context` is WeasyPrint's. `keep` hears of the glyphs that every file
    shall have, those of the characters in `PLAIN` and of the template's own texts, and gives their codes; `reaches` and
    `touched` tell of the rules at a glyph of a font, the latter if that is known. `table` tells of plain characters."""

    def __init__(
        self,
        box: Any,
        context: Any,
        tape: Tape,
        keep: Callable[[str, str], str],
        *,
        reaches: Callable[..., bool],
        touched: Callable[[str, int], bool] | None,
    ) -> None:
        self.box, self.context, self.tape, self.keep = copy(box), context, tape, keep
        self.size = float(box.style["font_size"])
        self.known: dict[str, Shaped] = {}
        self.constant: dict[str, Shaped] = {}
        self._layout: Any = None
        self._spaced = any(box.style[name] not in ("normal", 0) for name in _SPACING)
        asked = [box.style[name] for name in _FEATURES if box.style[name] not in ("normal", "auto")]
        simple = all(isinstance(value, tuple | list) and _FIGURES.issuperset(value) for value in asked)
        self._reaches = partial(reaches, asked=touched is None or not simple)
        self.alphabets = Alphabets(self._for_parts, keep)
        scripts = (HAN, HANGUL) if touched and not asked and not self._spaced else ()
        self.scripts = [Script(self._for_parts, touched, *script) for script in scripts] if touched else []
        self.table = self.alphabets.table

    def shaped(self, text: str) -> Shaped:
        """The glyphs of `text`. Raises Unstampable for a text that WeasyPrint might lay out in another way."""
        found = self.known.get(text)
        if found is None:
            found = self.alphabets.shaped(text) or self._of_script(text) or self.by_pango(text)
            if len(self.known) >= _MOST_TEXTS:
                self.known.clear()
            self.known[text] = found
        return found

    def _of_script(self, text: str) -> Shaped | None:
        found = (script.shaped(text) for script in self.scripts)
        return next((shaped for shaped in found if shaped is not None), None)

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

    def _for_parts(self, text: str) -> Shaped:
        """As `_alone`. Raises Unstampable where trials of neighbours prove nothing of longer texts."""
        found = self._alone(text)
        if any(self._reaches(run.font, glyph) for run in found.runs for glyph in glyphs_of(run.glyphs)):
            raise Unstampable("a rule of the font looks further than to a neighbour")
        return found

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

    @property
    def line(self) -> tuple[float, float]:
        """The height and baseline of digits."""
        return self.shaped("0").line


_MOST_TEXTS = 20_000
_SPACING = "letter_spacing", "word_spacing"  # what `Layout.set_text` adds to the layout for a text
_FEATURES = (
    "font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings", "font_variation_settings",
)  # fmt: skip
"""What asks a font for more rules than it has at work anyway."""
_FIGURES = frozenset(("lining-nums", "oldstyle-nums", "proportional-nums", "tabular-nums", "slashed-zero"))
"""Features that put other figures in their places one by one."""


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

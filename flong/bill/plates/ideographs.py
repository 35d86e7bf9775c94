"""Texts of Han characters, or of Hangul syllables, beside digits and signs, put together from what Pango shows of each.

All of such a text is of one script, so its fonts are chosen character by character. Neighbours are free of each other
where they stand in different fonts, where no rule of their font touches either, or where a trial shows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from flong.bill.plates.alphabets import EXACT, Run, Shaped, joined
from flong.bill.plates.errors import Unstampable
from flong.bill.plates.glyphs import glyphs_of

_COMMON = r"0-9,./:#&()+ -"
_TRIALS = 3
"""New characters and neighbours that are tried for one text: with more of them it is faster shaped as a whole."""
_MOST = 1 << 16
"""Characters and neighbours that are remembered at most."""
_GLYPH = re.compile("[0-9a-f]{4}")


class _Piece(NamedTuple):
    """A character: its glyph, how wide it is, px, and whether a rule of its font touches it."""

    run: Run
    width: float
    touched: bool


class _Enough(Exception):
    """No more trials for this text."""


class Script:
    """The texts of one script: `around` is one of the `letters` that it has. `lay` shapes a text or raises Unstampable,
    `touched` tells whether a rule of a font touches a glyph."""

    def __init__(
        self, lay: Callable[[str], Shaped], touched: Callable[[str, int], bool], around: str, letters: str
    ) -> None:
        self.lay, self.touched, self.around = lay, touched, around
        self.letter = re.compile(f"[{letters}]")
        self.texts = re.compile(f"[{_COMMON}]*[{letters}][{letters}{_COMMON}]*")
        self.pieces: dict[str, _Piece | None] = {}
        self.free: dict[str, bool] = {}
        self.lines: dict[frozenset[tuple[str, float]], tuple[float, float]] = {}
        self._trials = 0

    def shaped(self, text: str) -> Shaped | None:
        """`text` put together, if it is one of the script's and its characters are free of each other."""
        if not self.texts.fullmatch(text) or text != " ".join(text.split()):
            return None
        self._trials = _TRIALS
        if len(self.free) + len(self.pieces) >= _MOST:
            self.free.clear()
            self.pieces.clear()
        try:
            pieces = self._pieces(text)
            free = pieces is not None and all(self._free(text, pieces, i) for i in range(len(text) - 1))
            return self._whole(text, pieces) if pieces is not None and free else None
        except (_Enough, Unstampable):
            return None

    def _whole(self, text: str, pieces: Sequence[_Piece]) -> Shaped | None:
        """The height of a line follows from its fonts: Pango tells it once."""
        made = _joined(pieces)
        fonts = frozenset((run.font, run.size) for run in made.runs)
        if fonts not in self.lines:
            laid = self._try(text)
            if not _alike(laid, made):
                return None
            self.lines[fonts] = laid.line
        return made._replace(line=self.lines[fonts])

    def _pieces(self, text: str) -> list[_Piece] | None:
        """The pieces of a text. Spaces are of the font before them."""
        found = list[_Piece]()
        for i, char in enumerate(text):
            piece = self._space(text[i - 1], found[-1]) if char == " " else self._piece(char)
            if piece is None:
                return None
            found.append(piece)
        return found

    def _piece(self, char: str) -> _Piece | None:
        """A letter alone; what is another thing alone, between two letters."""
        if char not in self.pieces:
            if self.letter.match(char):
                self.pieces[char] = self._cut(char, [])
            else:
                edge = self._piece(self.around)
                self.pieces[char] = edge and self._cut(f"{self.around}{char}{self.around}", [edge])
        return self.pieces[char]

    def _space(self, char: str, before: _Piece) -> _Piece | None:
        """The space behind a character."""
        name = f" {before.run.font}"
        if name not in self.pieces:
            edge = self._piece(self.around)
            text = f"{self.around}{char} {char}{self.around}"
            self.pieces[name] = edge and self._cut(text, [edge, before])
        return self.pieces[name]

    def _cut(self, text: str, edges: Sequence[_Piece]) -> _Piece | None:
        """What stands in the middle of `text`, between `edges` on both sides. None when they look differently there, or
        nothing can be told of it."""
        try:
            laid, count = self._try(text), len(edges)
        except Unstampable:
            return None
        runs = [Run(run.font, run.size, glyph) for run in laid.runs for glyph in _split(run.glyphs)]
        sides = [edge.run for edge in edges]
        if len(runs) != 2 * count + 1 or runs[:count] != sides or runs[count + 1 :] != sides[::-1]:
            return None
        run, width = runs[count], laid.width - 2 * sum(edge.width for edge in edges)
        return _Piece(run, width, self.touched(run.font, glyphs_of(run.glyphs)[0]))

    def _free(self, text: str, pieces: Sequence[_Piece], i: int) -> bool:
        """Whether characters i and i + 1 are shaped alike together and apart."""
        a, b = pieces[i], pieces[i + 1]
        if a.run[:2] != b.run[:2] or not (a.touched or b.touched):
            return True
        unit = text[i - (text[i] == " ") : i + 2 + (text[i + 1] == " ")]
        if unit not in self.free:
            tried = f"{self.around}{unit}{self.around}"
            parts = self._pieces(tried)
            self.free[unit] = parts is not None and _alike(self._try(tried), _joined(parts))
        return self.free[unit]

    def _try(self, text: str) -> Shaped:
        if not self._trials:
            raise _Enough
        self._trials -= 1
        return self.lay(text)


def _split(operands: str) -> list[str]:
    """The operands of each glyph: itself, and the space behind it."""
    parts = [part.partition(">") for part in operands.split("<")[1:]]
    glyphs = [(_GLYPH.findall(digits), moved) for digits, _, moved in parts]
    return [f"<{one}>{moved if one is found[-1] else ''}" for found, moved in glyphs for one in found]


def _joined(pieces: Sequence[_Piece]) -> Shaped:
    """The pieces as one text, whose line is not told yet."""
    runs = (
        Run(font, size, joined("".join(piece.run.glyphs for piece in group)))
        for (font, size), group in groupby(pieces, lambda piece: piece.run[:2])
    )
    return Shaped(tuple(runs), sum(piece.width for piece in pieces), (0.0, 0.0))


def _alike(laid: Shaped, made: Shaped) -> bool:
    return laid.runs == made.runs and abs(laid.width - made.width) < EXACT


HAN = "一", "\u3400-\u4dbf\u4e00-\u9fff"
HANGUL = "가", "\uac00-\ud7a3"

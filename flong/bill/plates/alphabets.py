"""Characters whose shaping was proved to be free of their neighbours: texts of them are put together from a table.

There are two for a face: texts without letters are shaped as numbers, and a text with a Latin letter is Latin as a
whole, in which fonts may have other digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from typing import NamedTuple

from flong.bill.plates.errors import Unstampable
from flong.bill.plates.setting import Table

PLAIN = "0123456789,.-/:$%()+*#@_& ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
"""The characters that may have a place in the table."""


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


class Alphabet:
    """The plain characters of a face. `lay` shapes a text or raises Unstampable; between two of `around` all others are
    tried; `keep` hears of the glyphs that every file shall have, and gives their codes. `table` tells what was proved.
    """

    def __init__(self, lay: Callable[[str], Shaped], around: str, keep: Callable[[str, str], str]) -> None:
        self.lay, self.around, self.keep = lay, around, keep
        self.single: dict[str, Shaped | None] = {}
        self.pairs: dict[str, bool] = {}
        self.table: Table | None = None
        for char in around + PLAIN:
            self._single(char)
        for pair in product(_NUMBERS, repeat=2):
            self._free("".join(pair))

    def shaped(self, text: str) -> Shaped | None:
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
        """Put a character into the table. That is of one font and one height, those of the first one."""
        font, size, glyphs = single.runs[0]
        operands = self.keep(font, glyphs).encode()
        if self.table is None:
            self.table = Table(font.encode(), size, single.line)
        if (self.table.font, self.table.size, self.table.line) == (font.encode(), size, single.line):
            self.table.put(char, operands, single.width)

    def _proved(self, char: str) -> Shaped | None:
        """The character alone, or, for what is another thing alone, between two others."""
        if char == self.around or (char != " " and not self._latin) or char.isalpha():
            alone = self.lay(char)
            return alone if len(alone.runs) == 1 else None
        edge, whole = self._single(self.around), self.lay(f"{self.around}{char}{self.around}")
        if edge is None or len(whole.runs) != 1:
            return None
        glyphs, ends = whole.runs[0].glyphs, edge.runs[0].glyphs
        if not glyphs.startswith(ends[:-1]) or not glyphs.endswith(ends[1:]):
            return None
        inner = glyphs[len(ends) - 1 : len(glyphs) - len(ends) + 1]
        return Shaped((Run(*edge.runs[0][:2], f"<{inner}>"),), whole.width - 2 * edge.width, edge.line)

    @property
    def _latin(self) -> bool:
        return self.around.isalpha()

    def _free(self, pair: str) -> bool:
        free = self.pairs.get(pair)
        if free is None:
            free = self.pairs[pair] = self._prove(pair)
            if free and self.table is not None:
                self.table.allow(pair)
        return free

    def _prove(self, pair: str) -> bool:
        """Whether the two characters are shaped alike together and apart, also between two others."""
        a, b, edge = self._single(pair[0]), self._single(pair[1]), self._single(self.around)
        if a is None or b is None or edge is None:
            return False
        whole, apart = self.lay(f"{self.around}{pair}{self.around}"), (edge, a, b, edge)
        one_font = len({part.runs[0][:2] for part in apart}) == 1 and len(whole.runs) == 1
        glyphs = joined("".join(part.runs[0].glyphs for part in apart))
        width = sum(part.width for part in apart)
        return one_font and whole.runs[0].glyphs == glyphs and abs(whole.width - width) < EXACT


class Alphabets:
    """Both alphabets of a face. `table`, if there is one, knows the other one's too."""

    def __init__(self, lay: Callable[[str], Shaped], keep: Callable[[str, str], str]) -> None:
        self.numbers, self.latin = Alphabet(lay, "0", keep), Alphabet(lay, "H", keep)
        self.table = self.numbers.table
        if self.table is not None:
            self.table.latin = self.latin.table

    def shaped(self, text: str) -> Shaped | None:
        """See `Alphabet.shaped`."""
        return (self.latin if _LETTER.search(text) else self.numbers).shaped(text)


_LETTER = re.compile("[A-Za-z]")
_NUMBERS = "0123456789,.-/:$"  # their neighbours are proved at once, others when they are met
EXACT = 1e-9


def joined(glyphs: str) -> str:
    """Operands of `TJ` without what moves nothing."""
    glyphs = glyphs.replace(">0<", "").replace("><", "").replace("<>", " ")
    return glyphs[:-1] if glyphs.endswith(">0") else glyphs

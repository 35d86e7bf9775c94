"""Fonts with the few glyphs that are needed: one that all files of a plate have, and one beside it for what a bill's
values show besides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from flong.bill.fontobjects import font_objects
from flong.bill.minifont import Face as FontFile
from flong.bill.objects import Object
from flong.bill.plates.alphabets import Run
from flong.bill.plates.canvas import Canvas
from flong.bill.plates.errors import Unstampable
from flong.bill.plates.setting import recoded

_T = TypeVar("_T")
_LEVEL = 0  # as the rest of a bill takes no longer than to deflate its glyphs, which shrink by a tenth only


class Opened(NamedTuple):
    """A font file, the texts that its glyphs stand for, and their widths in thousandths of the size."""

    file: FontFile
    texts: Mapping[int, str]
    widths: Mapping[int, int]

    def objects(self, glyphs: Sequence[int], first: int, level: int) -> list[Object]:
        """The objects, numbered from `first`, of a font that shows `glyphs` by the codes 1, 2, …"""
        found = font_objects(self.file, glyphs, self.texts, first, widths=self.widths, level=level)
        return [Object(*made) for made in found]


class FontFiles:
    """The fonts of a plate, opened once."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self._files: dict[str, FontFile] = {}

    def open(self, name: str) -> Opened:
        """A font by its name in the document."""
        fonts = [font for font in self.canvas.fonts.values() if font.hash == name]
        if any("fvar" in font.tables or font.bitmap or font.png or font.svg or font.colr for font in fonts):
            raise Unstampable("a font is variable or has coloured pictures")
        if name not in self._files:
            self._files[name] = FontFile(fonts[0].file_content, fonts[0].index)
        texts, widths = _merged([font.to_unicode for font in fonts]), _merged([font.widths for font in fonts])
        return Opened(self._files[name], texts, widths)


class MiniFonts:
    """The mini fonts of one bill. `shared` tells how runs are shown by the fonts that its file has anyway."""

    def __init__(self, files: FontFiles, shared: Callable[[Run], tuple[bytes, bytes] | None]) -> None:
        self.files, self.shared = files, shared
        self.codes: dict[str, dict[int, int]] = {}
        self._done: dict[Run, tuple[bytes, bytes]] = {}

    def shown(self, run: Run) -> tuple[bytes, bytes]:
        """The name of the font that shows a run, and its codes there."""
        if (found := self._done.get(run)) is None:
            found = self._done[run] = self.shared(run) or self._own(run)
        return found

    def _own(self, run: Run) -> tuple[bytes, bytes]:
        codes = self.codes.setdefault(run.font, {})
        known, made = len(codes), recoded(run.glyphs, codes, True)
        if len(codes) > known:
            self.files.canvas.known(run.font, list(codes)[known:])
        return f"{run.font}v".encode(), made

    def add(self, first: int) -> tuple[list[Object], dict[str, int]]:
        """The objects of the fonts, numbered from `first`, and the number of each font."""
        objects, numbers = list[Object](), dict[str, int]()
        for name, codes in self.codes.items():
            numbers[f"{name}v"] = first + len(objects)
            objects += self.files.open(name).objects(list(codes), first + len(objects), _LEVEL)
        return objects, numbers


def _merged(found: list[dict[int, _T]]) -> Mapping[int, _T]:
    """All in one, which grows with every text when it is the only one: then it is not copied."""
    return found[0] if len(found) == 1 else {glyph: told for one in found for glyph, told in one.items()}

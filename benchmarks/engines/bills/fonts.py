"""Noto Sans CJK as small TrueType files, for engines that read no OpenType/CFF fonts."""

from __future__ import annotations

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from benchmarks.bill.content import characters

SOURCES = Path("/usr/share/fonts/opentype/noto")
_INDEX = 3
"""The Traditional Chinese face of the collections."""


def folder() -> Path:
    """A folder with the files of both weights."""
    for weight in ("Regular", "Bold"):
        truetype(weight)
    return _folder()


@cache
def _folder() -> Path:
    made = Path(mkdtemp(prefix="flong-bench-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@cache
def truetype(weight: str) -> Path:
    """The file for `weight`, Regular or Bold: outlines within a thousandth of the em of Noto's, no kerning table."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(SOURCES / f"NotoSansCJK-{weight}.ttc", fontNumber=_INDEX)
    options = subset.Options(
        layout_features=[], name_IDs=["*"], notdef_outline=True, drop_tables=["VORG", "vhea", "vmtx"]
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters())
    subsetter.subset(font)
    _to_quadratic(font)
    path = _folder() / f"NotoSansTC-{weight}.ttf"
    font.save(path)
    return path


def _to_quadratic(font: Any) -> None:
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    glyphs, order, drawn = font.getGlyphSet(), font.getGlyphOrder(), {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        drawn[name] = pen.glyph()
    del font["CFF "]
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphs, font["glyf"].glyphOrder = drawn, order
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"):
        setattr(maxp, field, 1 if field == "maxZones" else 0)
    for field in ("maxStackElements", "maxSizeOfInstructions", "maxComponentElements"):
        setattr(maxp, field, 0)
    font.sfntVersion = "\x00\x01\x00\x00"
    font["post"].formatType = 3.0

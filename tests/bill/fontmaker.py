"""Small fonts with all that mini fonts must get right, made by fontTools, and what fonts draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from fontTools.cffLib import SubrsIndex
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable
from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter
from fontTools.ttLib.tables.ttProgram import Program

Drawn = list[tuple[list[Any], int]]
"""The strokes and the advance of each glyph."""
Code = list[Any]
"""Numbers, operators and masks."""
NAMES = (".notdef", "space", "A", "B", "C", "D", "E")
CMAP = {32: "space", 65: "A", 66: "B", 67: "C", 68: "D", 69: "E", 0x5D0: "A", 0x5D1: "B", 0x5B57: "E"}
PROGRAMS: dict[str, Code] = {
    "A": [-50, 10, 20, "hstem", 100, 50, 300, 40, "vstem", 100, 0, "rmoveto", -107, "callsubr", "endchar"],
    "B": [1, 10, 20, 30, 40, "hstemhm", 5, 6, 7, 8, 9, 10, "hintmask", b"\xe0", -107, "callgsubr", "endchar"],
    "C": [7, 10, 20, "rmoveto", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 50, "flex", 9, -8, 7.5, "hlineto", "endchar"],
    "D": [100, "hmoveto", 10, 20, 30, 40, 50, "vvcurveto", 5, 6, "cntrmask", b"\x80", 3, "vmoveto",
          1, 2, 3, 4, 5, 6, 7, 8, "rlinecurve", 1, 2, 3, 4, 5, 6, 7, 8, "rcurveline", "endchar"],
    "E": [12, -13, 14, "rmoveto", 1, 2, 3, 4, 5, 6, 7, "hflex", 1, 2, 3, 4, 5, "hvcurveto", -106, "callsubr"],
}  # fmt: skip
SUBROUTINES: list[Code] = [
    [300, 400, "rlineto", -107, "callgsubr", "return"],
    [4, 3, 2, 1, "vhcurveto", 11, 12, 13, 14, "hhcurveto", -300, 250.25, "rlineto", "endchar"],
]
SHARED: list[Code] = [[11, 12, "rmoveto", 1, -2, 3, -4, 5, -6, "rrcurveto", 10, 20, "vlineto", "return"]]
WIDTHS = {name: 300 + 97 * i for i, name in enumerate(NAMES)}


def truetype(upem: int = 2048, fs_type: int = 0) -> bytes:
    """Contours, curves, glyphs made of others, scaled and turned, and programs for hints."""
    plain, curve = TTGlyphPen(None), TTGlyphPen(None)
    _box(plain, 100, 0, 700, 900)
    plain.moveTo((300, 300))
    plain.qCurveTo((400, 700), (500, 500), (600, 300))
    plain.closePath()
    curve.qCurveTo((0, 0), (0, 600), (600, 600), (600, 0), None)
    curve.closePath()
    glyphs = {".notdef": _boxed(), "space": TTGlyphPen(None).glyph(), "A": plain.glyph(), "B": curve.glyph()}
    made = TTGlyphPen(glyphs)
    made.addComponent("A", (1, 0, 0, 1, 0, 0))
    made.addComponent("B", (0.5, 0, 0, 0.25, 300, -400))
    glyphs["C"] = made.glyph()
    nested = TTGlyphPen(glyphs)
    nested.addComponent("C", (0.7, 0.3, -0.3, 0.7, 10, 20))
    nested.addComponent("B", (1, 0, 0, 1, 900, 0))
    glyphs["D"] = nested.glyph()
    glyphs["E"] = _boxed()
    for name in ("A", "C"):
        glyphs[name].program = _program("PUSHB[ ]", "0", "MDAP[1]")
    font = _begun(upem, is_ttf=True)
    font.setupGlyf(glyphs)
    for tag, program in (("fpgm", ("PUSHB[ ]", "0", "FDEF[ ]", "ENDF[ ]")), ("prep", ("PUSHB[ ]", "0", "POP[ ]"))):
        font.font[tag] = newTable(tag)
        font.font[tag].program = _program(*program)
    return _finished(font, fs_type)


def cff(
    upem: int = 1000,
    fs_type: int = 0,
    programs: Mapping[str, Code] = PROGRAMS,
    subroutines: Sequence[Code] = SUBROUTINES,
    shared: Sequence[Code] = SHARED,
) -> bytes:
    """Hints, masks, subroutines within subroutines, flex and all operators for lines and curves."""
    font = _begun(upem, is_ttf=False)
    font.setupCFF("Made-CFF", {}, {name: T2CharString(program=["endchar"]) for name in NAMES}, {"nominalWidthX": 400})
    top = font.font["CFF "].cff.topDictIndex[0]
    top.Private.Subrs = SubrsIndex()

    def code(program: Code) -> T2CharString:
        return T2CharString(program=program, private=top.Private, globalSubrs=top.GlobalSubrs)

    for index, programs_ in ((top.Private.Subrs, subroutines), (top.GlobalSubrs, shared)):
        for program in programs_:
            index.append(code(program))
    for name, program in programs.items():
        top.CharStrings[name] = code(program)
    if upem != 1000:
        top.FontMatrix = [1 / upem, 0, 0, 1 / upem, 0, 0]
    font.font.recalcBBoxes = programs is PROGRAMS
    return _finished(font, fs_type)


def with_tables(font: bytes, **changed: bytes | None) -> bytes:
    """The font with other tables (`CFF` means `CFF `, `OS_2` means `OS/2`), without those that are None."""
    reader, out = SFNTReader(BytesIO(font)), BytesIO()
    tables = {tag: reader[tag] for tag in reader.keys()} | {_tag(name): data for name, data in changed.items()}  # noqa: SIM118 # no mapping
    kept = {tag: data for tag, data in tables.items() if data is not None}
    writer = SFNTWriter(out, len(kept), reader.sfntVersion)
    for tag, data in kept.items():
        writer[tag] = data
    writer.close()
    return out.getvalue()


def table(font: bytes, tag: str) -> bytes:
    """One table of a font."""
    data: bytes = SFNTReader(BytesIO(font))[tag]
    return data


def collection(*fonts: bytes) -> bytes:
    """A file of several fonts."""
    made, out = TTCollection(), BytesIO()
    made.fonts = [TTFont(BytesIO(font)) for font in fonts]
    made.save(out)
    return out.getvalue()


def drawn(data: bytes, index: int = 0) -> Drawn:
    """What the glyphs of a font draw, of those made of others all the strokes."""
    font = TTFont(BytesIO(data), fontNumber=index)
    glyphs = font.getGlyphSet()
    return [_glyph(glyphs, name) for name in font.getGlyphOrder()]


def glyph_of(font: TTFont, gid: int, glyphs: Any = None) -> tuple[list[Any], int]:
    """What one glyph of an open font draws; `glyphs` is its glyph set, if there is one already."""
    return _glyph(glyphs or font.getGlyphSet(), font.getGlyphName(gid))


def _glyph(glyphs: Any, name: str) -> tuple[list[Any], int]:
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return pen.value, glyphs[name].width


def _tag(name: str) -> str:
    return name.replace("_", "/").ljust(4)


def _box(pen: TTGlyphPen, left: int, low: int, right: int, high: int) -> None:
    pen.moveTo((left, low))
    for point in ((left, high), (right, high), (right, low)):
        pen.lineTo(point)
    pen.closePath()


def _boxed() -> Any:
    pen = TTGlyphPen(None)
    _box(pen, -20, -250, 555, 1234)
    return pen.glyph()


def _program(*assembly: str) -> Program:
    program = Program()
    program.fromAssembly(list(assembly))
    return program


def _begun(upem: int, *, is_ttf: bool) -> FontBuilder:
    font = FontBuilder(upem, isTTF=is_ttf)
    font.setupGlyphOrder(list(NAMES))
    font.setupCharacterMap(CMAP)
    return font


def _finished(font: FontBuilder, fs_type: int) -> bytes:
    font.setupHorizontalMetrics({name: (WIDTHS[name], 0) for name in NAMES})
    font.setupHorizontalHeader(ascent=900, descent=-300)
    font.setupNameTable({"familyName": "Made 字", "styleName": "Regular", "psName": "Made(Font)"})
    font.setupOS2(sTypoAscender=900, sTypoDescender=-300, usWinAscent=900, usWinDescent=300, fsType=fs_type)
    font.setupPost()
    out = BytesIO()
    font.font.save(out)
    return out.getvalue()
